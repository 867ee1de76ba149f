import type { ConfigurationItem } from '../config/configuration.ts';
import { originOf } from '../config/movedProperties.ts';
import type { Assignment } from '../packet/assignment.ts';
import { type Fate, Shadowing } from '../packet/shadowing.ts';
import { type Family, type Firewall, type FirewallRule, matcher } from './firewall.ts';
import { PacketSpace } from './packetSpace.ts';
import { exceptedLists, VisitSteps } from './visitSteps.ts';
import { type Visit, type Walk, walks } from './walk.ts';
import { editBetween } from './walkEdit.ts';

/**
 * Whether packets reach a rule, over all tables and jumps on the way. Exact over the matchers that are modelled: a
 * rule is dead when earlier rules together surely take every packet that it may match.
 */
export interface Reachability {
  of(rule: FirewallRule): RuleStatus;
  /** The coordinates of the witnesses. */
  space(family: Family): PacketSpace;
}

export type RuleStatus =
  | {
      readonly kind: 'reachable';
      /** A packet that gets there, by dimension of the family's space, and the walk on which it does. */
      readonly witness: Assignment;
      readonly walk: Walk;
    }
  | {
      readonly kind: 'dead';
      /** Earlier rules that together take every packet, in order; without any of them some packet gets through. */
      readonly blockers: readonly FirewallRule[];
      /** What the claim takes for granted, as parts of a sentence. */
      readonly assumptions: readonly string[];
    }
  /** Its own matchers exclude each other. */
  | { readonly kind: 'unmatchable' }
  /** No jump to its chain lets through what it matches. */
  | { readonly kind: 'unentered'; readonly jumps: readonly FirewallRule[] }
  | { readonly kind: 'unknown' };

/** `previous` is the analysis of an earlier version of the file: what an edit does not touch is taken from it. */
export function reachability(firewall: Firewall, previous?: Reachability): Reachability {
  return new ReachabilityAnalysis(firewall, previous instanceof ReachabilityAnalysis ? previous : undefined);
}

class ReachabilityAnalysis implements Reachability {
  readonly #families: Readonly<Record<Family, FamilyAnalysis>>;

  constructor(firewall: Firewall, previous: ReachabilityAnalysis | undefined) {
    const known = previous === undefined ? undefined : previous.#families;
    this.#families = {
      ip: new FamilyAnalysis(firewall, 'ip', known?.ip),
      ipv6: new FamilyAnalysis(firewall, 'ipv6', known?.ipv6),
    };
  }

  of(rule: FirewallRule): RuleStatus {
    return this.#families[rule.family].status(rule);
  }

  space(family: Family): PacketSpace {
    return this.#families[family].space;
  }
}

/** One family; its walks are made when the first rule is asked for. */
class FamilyAnalysis {
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly space: PacketSpace;
  #previous: readonly WalkAnalysis[];
  #walks: readonly WalkAnalysis[] | undefined;
  /** By the indices of the rules: the first walk on which they are met, counted from 1, and the visit. */
  readonly #walkOf: Uint32Array;
  readonly #visitOf: Uint32Array;
  /** Where rules are met again that are met more than once. */
  readonly #again = new Map<number, Place[]>();
  readonly #statuses: (RuleStatus | undefined)[];

  constructor(firewall: Firewall, family: Family, previous: FamilyAnalysis | undefined) {
    this.#firewall = firewall;
    this.#family = family;
    this.#walkOf = new Uint32Array(firewall.rules.length);
    this.#visitOf = new Uint32Array(firewall.rules.length);
    this.#statuses = new Array(firewall.rules.length);
    const same = previous !== undefined && sameOutside(previous.#firewall, firewall, family);
    this.space = same ? previous.space : new PacketSpace(firewall, family);
    this.#previous = same ? (previous.#walks ?? previous.#previous) : [];
  }

  status(rule: FirewallRule): RuleStatus {
    const { index } = rule;
    if (this.#firewall.rules[index] !== rule) return UNKNOWN;
    let status = this.#statuses[index];
    if (status === undefined) {
      this.#walks ??= this.#walk();
      const walk = this.#walks[(this.#walkOf[index] as number) - 1];
      status = walk === undefined ? UNKNOWN : this.#status(rule, walk, this.#visitOf[index] as number);
      this.#statuses[index] = status;
    }
    return status;
  }

  #status({ item, index }: FirewallRule, walk: WalkAnalysis, visit: number): RuleStatus {
    const { opaqueMenus } = this.#firewall.configuration;
    if (item.placeUnknown || item.conditional || opaqueMenus.has(item.menu)) return UNKNOWN;
    // Most rules are met once.
    const again = this.#again.get(index);
    if (again === undefined && !walk.walk.cut) {
      const status = walk.status(visit);
      if (status.kind === 'reachable' || status.kind === 'dead') return status;
    }
    const places: Place[] = [{ walk, visit }, ...(again ?? [])];
    if (places.some((place) => place.walk.walk.cut)) return UNKNOWN;
    if (places.some((place) => place.walk.matchesNothing(place.visit))) return { kind: 'unmatchable' };
    const dead: (RuleStatus & { kind: 'dead' })[] = [];
    let unknown = false;
    for (const place of places) {
      const status = place.walk.status(place.visit);
      if (status.kind === 'reachable') return status;
      if (status.kind === 'unknown') unknown = true;
      if (status.kind === 'dead') dead.push(status);
    }
    if (unknown) return UNKNOWN;
    if (dead.length > 0) {
      const blockers = [...new Set(dead.flatMap((status) => status.blockers))];
      const assumptions = [...new Set(dead.flatMap((status) => status.assumptions))];
      return { kind: 'dead', blockers: blockers.sort((a, b) => a.index - b.index), assumptions };
    }
    const jumps = places.flatMap((place) => place.walk.jumpsTo(place.visit));
    return { kind: 'unentered', jumps: [...new Set(jumps)] };
  }

  #walk(): readonly WalkAnalysis[] {
    const analyses = walks(this.#firewall, this.#family).map((walk) => {
      const previous = this.#previous.find((old) => old.walk.name === walk.name && old.walk.rooted === walk.rooted);
      return new WalkAnalysis(this.#firewall, this.space, walk, previous);
    });
    this.#previous = [];
    analyses.forEach((analysis, walk) => {
      const { visits, sharedUntil } = analysis.walk;
      for (let visit = sharedUntil; visit < visits.length; visit++) {
        const { index } = (visits[visit] as Visit).rule;
        if (this.#walkOf[index] !== 0) {
          const again = this.#again.get(index);
          if (again === undefined) this.#again.set(index, [{ walk: analysis, visit }]);
          else again.push({ walk: analysis, visit });
          continue;
        }
        this.#walkOf[index] = walk + 1;
        this.#visitOf[index] = visit;
      }
    });
    return analyses;
  }
}

/** Where a rule is met. */
interface Place {
  readonly walk: WalkAnalysis;
  readonly visit: number;
}

const UNKNOWN: RuleStatus = { kind: 'unknown' };
const NOT_ENTERED: RuleStatus = { kind: 'unentered', jumps: [] };

type Why = Pick<RuleStatus & { kind: 'dead' }, 'blockers' | 'assumptions'>;

/** Why a rule is dead is put together when somebody wants to tell it. */
class Dead implements Why {
  readonly kind = 'dead';
  readonly #read: () => Why;
  #why: Why | undefined;

  constructor(read: () => Why) {
    this.#read = read;
  }

  get blockers(): readonly FirewallRule[] {
    this.#why ??= this.#read();
    return this.#why.blockers;
  }

  get assumptions(): readonly string[] {
    this.#why ??= this.#read();
    return this.#why.assumptions;
  }
}

/** Most who ask whether a rule is reached ask for no witness. */
class Reached {
  readonly kind = 'reachable';
  readonly #shadowing: Shadowing;
  readonly #visit: number;
  readonly walk: Walk;

  constructor(shadowing: Shadowing, visit: number, walk: Walk) {
    this.#shadowing = shadowing;
    this.#visit = visit;
    this.walk = walk;
  }

  get witness(): Assignment {
    return (this.#shadowing.fate(this.#visit) as Fate & { kind: 'alive' }).witness;
  }
}

/** Whether all is the same that boxes hang on besides the rules: members of interface lists, entries of address lists. */
function sameOutside(a: Firewall, b: Firewall, family: Family): boolean {
  const opaque = [...a.configuration.opaqueMenus].join(' ') === [...b.configuration.opaqueMenus].join(' ');
  return (
    opaque &&
    a.configuration.isExport === b.configuration.isExport &&
    sameLists(
      a.interfaceLists,
      b.interfaceLists,
      () => true,
      (member, other) => member === other,
    ) &&
    sameLists(a.addressLists, b.addressLists, (key) => key.startsWith(`${family} `), sameEntry)
  );
}

function sameLists<T>(
  a: ReadonlyMap<string, readonly T[]>,
  b: ReadonlyMap<string, readonly T[]>,
  counts: (key: string) => boolean,
  same: (x: T, y: T) => boolean,
): boolean {
  const keys = [...a.keys()].filter(counts);
  return (
    keys.length === [...b.keys()].filter(counts).length &&
    keys.every((key) => {
      const before = a.get(key) as readonly T[];
      const after = b.get(key);
      return before.length === after?.length && before.every((entry, index) => same(entry, after[index] as T));
    })
  );
}

function sameEntry(a: ConfigurationItem, b: ConfigurationItem): boolean {
  return (
    a === b ||
    (a.conditional === b.conditional &&
      (originOf(a.properties) === originOf(b.properties) ||
        ['address', 'disabled', 'timeout'].every(
          (name) => a.properties.get(name)?.text === b.properties.get(name)?.text,
        )))
  );
}

/** One walk, with the fate of each visit. */
class WalkAnalysis {
  readonly walk: Walk;
  readonly #firewall: Firewall;
  readonly #steps: VisitSteps;
  readonly #shadowing: Shadowing;

  constructor(firewall: Firewall, space: PacketSpace, walk: Walk, previous: WalkAnalysis | undefined) {
    this.walk = walk;
    this.#firewall = firewall;
    const edit = previous === undefined ? undefined : editBetween(previous.walk, walk);
    const kept = previous === undefined || edit === undefined ? undefined : { steps: previous.#steps, edit };
    this.#steps = new VisitSteps(firewall, space, walk, kept);
    const { steps } = this.#steps;
    this.#shadowing = previous === undefined ? new Shadowing(steps, space) : previous.#shadowing.updated(steps, edit);
  }

  /** Whether the visit's rule matches no packet at all. */
  matchesNothing(visit: number): boolean {
    return this.#steps.match(visit).may.length === 0;
  }

  jumpsTo(visit: number): FirewallRule[] {
    const { frame } = this.walk.visits[visit] as Visit;
    return frame.jump === undefined ? [] : [(this.walk.visits[frame.jump] as Visit).rule];
  }

  status(visit: number): RuleStatus {
    if (this.#shadowing.isReached(visit)) return new Reached(this.#shadowing, visit, this.walk);
    const fate = this.#shadowing.fate(visit);
    if (fate.kind !== 'dead') return fate.kind === 'empty' ? NOT_ENTERED : UNKNOWN;
    // Proved for packets whose interface is on no second list; nobody puts one on two lists such as LAN and WAN.
    const apart = this.#steps.supposedApart(visit);
    const certain = apart.length === 0 ? fate : this.#shadowing.fateOf(this.#steps.plainMay(visit), visit);
    if (certain.kind !== 'dead') return new Dead(() => this.#why(visit, fate.by, apart));
    return new Dead(() => this.#why(visit, certain.by, []));
  }

  #why(visit: number, by: readonly number[], apart: readonly string[]): Why {
    const { rule } = this.walk.visits[visit] as Visit;
    const blockers = [...new Set(by.map((index) => (this.walk.visits[index] as Visit).rule))];
    blockers.sort((a, b) => a.index - b.index);
    const own = matcher(rule, 'in-interface-list')?.text ?? '';
    const excepted = new Set(blockers.flatMap((blocker) => exceptedLists(blocker)));
    const lists = apart.filter((list) => excepted.has(list));
    const assumptions = lists.map((list) => `assuming that ${own} and ${list} share no interface`);
    return { blockers, assumptions: [...this.#completeLists(rule, blockers), ...assumptions] };
  }

  /**
   * A script shows members that it adds, not those that a list already has. Where the claim compares a list with
   * anything but itself and its complement, that is said; an export shows all.
   */
  #completeLists(rule: FirewallRule, blockers: readonly FirewallRule[]): string[] {
    const { configuration, interfaceLists } = this.#firewall;
    if (configuration.isExport) return [];
    const asked = [rule, ...blockers].flatMap(({ matchers }) =>
      matchers.filter(({ name }) => name.startsWith('in-interface') || name.startsWith('out-interface')),
    );
    const ways = new Set(asked.map(({ name, text }) => `${name} ${text}`));
    const lists = new Set(
      asked.filter(({ name, text }) => name.endsWith('-list') && interfaceLists.has(text)).map(({ text }) => text),
    );
    if (ways.size < 2 || lists.size === 0) return [];
    const hold = lists.size === 1 ? 'holds' : 'hold';
    return [`assuming that ${[...lists].join(' and ')} ${hold} no interface that this file does not show`];
  }
}
