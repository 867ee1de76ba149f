import type { Box } from '../packet/box.ts';
import { box } from '../packet/box.ts';
import { cover } from '../packet/cover.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { chainOf, type Firewall, type FirewallRule, isTerminal, listAddedTo, matcher } from './firewall.ts';
import { PacketSpace } from './packetSpace.ts';

/**
 * Whether packets reach a rule. This is the seam for exact analysis: rules ask only this interface. Within a chain it
 * is exact over the matchers that are modelled: a rule is dead when earlier rules together surely take every packet
 * that it may match. Rules of other chains, through which a packet may have come, are not looked at.
 */
export interface Reachability {
  of(rule: FirewallRule): RuleStatus;
}

export type RuleStatus =
  | { readonly kind: 'reachable' }
  | {
      readonly kind: 'dead';
      /** Earlier rules that together take every packet, in order; without any of them some packet gets through. */
      readonly blockers: readonly FirewallRule[];
      /** What the claim takes for granted, as parts of a sentence. */
      readonly assumptions: readonly string[];
    }
  | { readonly kind: 'unknown' };

export function reachability(firewall: Firewall): Reachability {
  const context: Context = { firewall, space: new PacketSpace(firewall), fillers: fillers(firewall) };
  const known = new Map<FirewallRule, RuleStatus>();
  const chains = new Map<string, readonly FirewallRule[]>();
  return {
    of(rule) {
      let status = known.get(rule);
      if (status === undefined) {
        const key = `${rule.family} ${rule.table} ${rule.chain}`;
        const chain = chains.get(key) ?? chainOf(firewall, rule);
        chains.set(key, chain);
        status = new Question(context, chain, rule).answer();
        known.set(rule, status);
      }
      return status;
    },
  };
}

interface Context {
  readonly firewall: Firewall;
  readonly space: PacketSpace;
  /** Rules that add to a list, by table and list; under no name those whose list is computed. */
  readonly fillers: ReadonlyMap<string, readonly FirewallRule[]>;
}

function fillers({ rules }: Firewall): Map<string, FirewallRule[]> {
  const result = new Map<string, FirewallRule[]>();
  for (const rule of rules) {
    const added = listAddedTo(rule);
    if (added === undefined) continue;
    const key = fillerKey(rule, added.constant ? added.text : '');
    const known = result.get(key);
    if (known === undefined) result.set(key, [rule]);
    else known.push(rule);
  }
  return result;
}

function fillerKey({ family, table }: FirewallRule, list: string): string {
  return `${family} ${table} ${list}`;
}

/** Pieces that the search for a cover may look at, for one rule. */
const BUDGET = 5_000;

/** The question for one rule. */
class Question {
  readonly #context: Context;
  readonly #space: PacketSpace;
  readonly #rule: FirewallRule;
  readonly #blockers: readonly FirewallRule[];
  readonly #boxes: readonly Box[];
  /** The rule of each box; one rule may have several. */
  readonly #owners: readonly FirewallRule[];

  constructor(context: Context, chain: readonly FirewallRule[], rule: FirewallRule) {
    this.#context = context;
    this.#space = context.space;
    this.#rule = rule;
    this.#blockers = chain.slice(0, chain.indexOf(rule)).filter((earlier) => this.#decides(earlier));
    const boxes = this.#blockers.flatMap((owner) => context.space.must(owner).map((product) => ({ owner, product })));
    this.#boxes = boxes.map(({ product }) => product);
    this.#owners = boxes.map(({ owner }) => owner);
  }

  answer(): RuleStatus {
    const { item } = this.#rule;
    const unclear =
      item.placeUnknown || item.conditional || this.#context.firewall.configuration.opaqueMenus.has(item.menu);
    if (unclear) return { kind: 'unknown' };
    const mine = this.#space.may(this.#rule);
    const plain = this.#covered(mine);
    if (plain !== 'reachable') return plain;
    // Nobody puts an interface on two lists such as LAN and WAN, but the file does not say so: claimed with the words.
    const apart = this.#listsApart(mine);
    const supposed = apart === undefined ? 'reachable' : this.#covered(apart);
    if (typeof supposed === 'string' || supposed.kind !== 'dead') return { kind: 'reachable' };
    return { ...supposed, assumptions: [...supposed.assumptions, ...this.#assumptions(supposed.blockers)] };
  }

  #covered(products: readonly Box[]): RuleStatus | 'reachable' {
    const blockers = new Set<FirewallRule>();
    // A rule whose own matchers exclude each other is another fault than standing below others.
    if (products.length === 0) return 'reachable';
    for (const product of products) {
      const result = cover(product, this.#boxes, this.#space.domain, BUDGET);
      if (result.kind === 'unknown') return { kind: 'unknown' };
      if (result.kind === 'open') return 'reachable';
      for (const index of result.by) blockers.add(this.#owners[index] as FirewallRule);
    }
    const inOrder = this.#blockers.filter((blocker) => blockers.has(blocker));
    return { kind: 'dead', blockers: inOrder, assumptions: this.#completeLists(inOrder) };
  }

  /**
   * Whether the earlier rule takes what it matches in any case. A rule for a list takes nothing surely if the list is
   * filled between the two: the packet may not be on it here and be on it there.
   */
  #decides({ enabled, action, item, matchers, place }: FirewallRule): boolean {
    if (!enabled || !isTerminal(action) || item.placeUnknown || item.conditional) return false;
    const lists = matchers.filter(({ name, negated }) => name.endsWith('-address-list') && !negated);
    return lists.every(({ text }) => !this.#filledBelow(text, place));
  }

  #filledBelow(list: string, place: number): boolean {
    const { fillers: known } = this.#context;
    const all = [list, ''].flatMap((name) => known.get(fillerKey(this.#rule, name)) ?? []);
    const between = (rule: FirewallRule): boolean => rule.place > place && rule.place < this.#rule.place;
    return all.some((rule) => rule.chain !== this.#rule.chain || rule.item.placeUnknown || between(rule));
  }

  /**
   * A script shows members that it adds, not those that a list already has. Where the claim compares a list with
   * anything but itself, that is said; an export shows all.
   */
  #completeLists(blockers: readonly FirewallRule[]): string[] {
    const { configuration, interfaceLists } = this.#context.firewall;
    if (configuration.isExport) return [];
    const asked = [this.#rule, ...blockers].flatMap(({ matchers }) =>
      matchers.filter(({ name }) => name.startsWith('in-interface') || name.startsWith('out-interface')),
    );
    const ways = new Set(asked.map(({ name, text, negated }) => `${name} ${negated} ${text}`));
    const lists = asked
      .filter(({ name, text }) => name.endsWith('-list') && interfaceLists.has(text))
      .map(({ text }) => text);
    if (ways.size < 2 || lists.length === 0) return [];
    return [`assuming that ${[...new Set(lists)].join(' and ')} hold no interface that this file does not show`];
  }

  /** The rule's packets without those whose interface is also on a list that an earlier rule excepts. */
  #listsApart(products: readonly Box[]): readonly Box[] | undefined {
    const own = matcher(this.#rule, 'in-interface-list');
    if (own === undefined || own.negated || this.#space.interfaceListAtom('in', own.text) === undefined)
      return undefined;
    const sides = this.#otherLists(this.#blockers).map((list) => ({
      dimension: this.#space.interfaceListAtom('in', list) as number,
      set: IntervalSet.range<Point>(0, 0),
    }));
    if (sides.length === 0) return undefined;
    return products.map((product) => box([...product, ...sides])).filter((product) => product !== undefined);
  }

  #assumptions(blockers: readonly FirewallRule[]): string[] {
    const own = matcher(this.#rule, 'in-interface-list')?.text ?? '';
    return this.#otherLists(blockers).map((list) => `assuming that ${own} and ${list} share no interface`);
  }

  /** Lists of unknown members that the rules except, other than the rule's own. */
  #otherLists(rules: readonly FirewallRule[]): string[] {
    const own = matcher(this.#rule, 'in-interface-list')?.text;
    const lists = rules.flatMap((rule) => {
      const asked = matcher(rule, 'in-interface-list');
      return asked?.negated === true && asked.text !== own ? [asked.text] : [];
    });
    return [...new Set(lists)].filter((list) => this.#space.interfaceListAtom('in', list) !== undefined);
  }
}
