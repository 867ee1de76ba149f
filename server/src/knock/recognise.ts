import { placed, textOf } from '../execution/configuration.ts';
import { chainNamed } from '../firewall/chainIndex.ts';
import {
  type Family,
  type Firewall,
  type FirewallRule,
  isAdmission,
  isRefusal,
  listAddedTo,
  listKey,
  type Matcher,
  matcher,
} from '../firewall/firewall.ts';
import { PacketSorter } from '../firewall/packetClasses.ts';
import { PacketSpace } from '../firewall/packetSpace.ts';
import { mayKeep, type Reachability } from '../firewall/reachability.ts';
import { parsePorts } from '../packet/ports.ts';
import { shownValue } from '../text/secretNames.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { Gate, Knock, Stage, Trap } from './knock.ts';
import { type Ground, judge, MOST_EFFORT } from './verdict.ts';

/** Bounds for hostile files: sequences for one grant, and stages of one sequence. */
const MAX_SEQUENCES = 32;
const MAX_STAGES = 16;

/** The knocks of a file (`docs/facts/knocks.md#shapes` lists the shapes in the wild). */
export function recogniseKnocks(firewall: Firewall, reachability: Reachability): Knock[] {
  return finish(knockSteps(firewall, reachability));
}

/**
 * The same in steps. `previous` is the reachability of the version before: what its rules match need not be read again.
 * `isHanded` says of which lists a script of the file takes care.
 */
export function* knockSteps(
  firewall: Firewall,
  reachability: Reachability,
  previous?: Reachability,
  isHanded: (list: string) => boolean = () => false,
): Steps<Knock[]> {
  const before = previous === undefined ? undefined : spacesOf.get(previous);
  const spaces = new Map<Family, PacketSpace>();
  spacesOf.set(reachability, { firewall, spaces });
  const lists = new ListGraph(firewall, reachability);
  const knocks: Knock[] = [];
  const grounds = new Map<Family, Ground>();
  const groundOf = function* (family: Family): Steps<Ground> {
    let ground = grounds.get(family);
    if (ground === undefined) {
      const known = before?.spaces.get(family);
      const space =
        known !== undefined && mayKeep(known, (before as Spaces).firewall, firewall, family)
          ? known
          : new PacketSpace(firewall, family, { distinctUnknowns: true });
      spaces.set(family, space);
      for (const rule of firewall.rules) {
        yield;
        if (rule.family === family) space.match(rule);
      }
      ground = { space, sorter: yield* PacketSorter.steps(firewall, space, family), effort: MOST_EFFORT };
      grounds.set(family, ground);
    }
    return ground;
  };
  for (const [family, list] of yield* lists.grants()) {
    const gates = lists.gates(family, list);
    for (const stages of lists.sequences(family, list)) {
      if (gates.length === 0 && looksLikeCounter(stages)) continue;
      const handed = gates.length === 0 && isHanded(list);
      const ground = yield* groundOf(family);
      knocks.push(yield* knock(lists, firewall, reachability, ground, { stages, gates, family, handed }));
      yield;
    }
  }
  // The front part of a knock with an ungated stage is told with the whole.
  const whole = knocks.filter(({ gates }) => gates.length > 0);
  return knocks.filter(
    (part) =>
      part.gates.length > 0 ||
      !whole.some(({ stages }) => stages.some(({ rule }) => rule === part.stages.at(-1)?.rule)),
  );
}

/** On what the knocks of a version were judged. */
interface Spaces {
  readonly firewall: Firewall;
  readonly spaces: ReadonlyMap<Family, PacketSpace>;
}

const spacesOf = new WeakMap<Reachability, Spaces>();

function* knock(
  lists: ListGraph,
  firewall: Firewall,
  reachability: Reachability,
  ground: Ground,
  { stages, gates, family, handed }: Pick<Knock, 'stages' | 'gates' | 'family' | 'handed'>,
): Steps<Knock> {
  const last = stages.at(-1) as Stage;
  const traps = lists.traps(family, stages);
  const unjudged = {
    family,
    table: last.rule.table,
    chain: last.rule.chain,
    stages,
    grant: { list: last.listOut, timeout: last.timeout },
    gates,
    handed,
    traps,
  };
  return {
    ...unjudged,
    test: undefined,
    fault: undefined,
    ...(yield* judge(unjudged, firewall, reachability, ground)),
  };
}

/** Which rules fill which lists, and what the lists decide. */
class ListGraph {
  readonly #firewall: Firewall;
  readonly #reachability: Reachability;
  readonly #adders = new Map<string, FirewallRule[]>();
  readonly #positive = new Map<string, FirewallRule[]>();
  readonly #negative = new Map<string, FirewallRule[]>();
  readonly #keys = new Map<string, readonly [Family, string]>();
  /** Enabled ones by the chain to which they lead. */
  readonly #jumps = new Map<string, FirewallRule[]>();
  #guarded: readonly string[] | undefined;
  #unused: readonly (readonly [Family, string])[] | undefined;

  constructor(firewall: Firewall, reachability: Reachability) {
    this.#firewall = firewall;
    this.#reachability = reachability;
    for (const rule of firewall.rules) {
      const target = rule.enabled && rule.action === 'jump' ? textOf(rule.item, 'jump-target') : undefined;
      if (target !== undefined) push(this.#jumps, chainKey(rule, target), rule);
      const added = rule.action === 'add-src-to-address-list' ? listAddedTo(rule) : undefined;
      if (added !== undefined) {
        const key = listKey(rule.family, added.text);
        this.#keys.set(key, [rule.family, added.text]);
        push(this.#adders, key, rule);
      }
      const asked = matcher(rule, 'src-address-list');
      if (asked !== undefined)
        push(asked.negated ? this.#negative : this.#positive, listKey(rule.family, asked.text), rule);
    }
  }

  /**
   * Lists that are filled by knocking and decide who gets in; also the ends of staircases that decide nothing, since
   * a person meant them to.
   */
  *grants(): Steps<(readonly [Family, string])[]> {
    const grants: (readonly [Family, string])[] = [];
    for (const [key, place] of this.#keys) {
      if (this.#isGrant(key, place)) grants.push(place);
      yield;
    }
    return grants;
  }

  #isGrant(key: string, [family, list]: readonly [Family, string]): boolean {
    if (this.gates(family, list).length > 0) return true;
    const asked = this.#positive.get(key) ?? [];
    if ((this.#adders.get(key) ?? []).every((rule) => this.#isForWrongKnocks(rule))) return false;
    const climbs = (this.#adders.get(key) ?? []).some((rule) => this.#previousList(rule) !== undefined);
    // A list for which a rule returns or jumps keeps its sources from knocking, or leads them to where they are refused.
    return (
      climbs && asked.every((rule) => !TURNS.has(rule.action) && [undefined, list].includes(listAddedTo(rule)?.text))
    );
  }

  gates(family: Family, list: string): Gate[] {
    const key = listKey(family, list);
    const admitted = this.#positive.get(key) ?? [];
    // A list whose members are refused is a ban list, whatever else asks for it.
    if (admitted.some((rule) => isRefusal(rule.action))) return [];
    const gates: Gate[] = [];
    for (const rule of admitted) {
      if (lets(rule) || (rule.action === 'jump' && this.#targetAdmits(rule))) gates.push({ rule, kind: 'admits' });
      if (rule.action === 'return' && this.#refusesBelow(rule)) gates.push({ rule, kind: 'spares' });
    }
    for (const rule of this.#negative.get(key) ?? []) {
      if (isRefusal(rule.action) || (rule.action === 'jump' && this.#targetRefuses(rule)))
        gates.push({ rule, kind: 'spares' });
    }
    return gates;
  }

  /** All ways to climb to the list, each from its first knock. */
  sequences(family: Family, list: string): Stage[][] {
    const found: Stage[][] = [];
    const climb = (target: string, above: readonly Stage[], seen: ReadonlySet<string>): void => {
      for (const rule of this.#adders.get(listKey(family, target)) ?? []) {
        const listIn = this.#previousList(rule);
        // A rule that asks for the list it fills only renews the entry.
        if (listIn === target || found.length >= MAX_SEQUENCES) continue;
        const stages = [this.#stage(rule, listIn, target), ...above];
        const known = listIn !== undefined && this.#adders.has(listKey(family, listIn));
        if (!known || seen.has(listIn) || stages.length >= MAX_STAGES) found.push(stages);
        else climb(listIn, stages, new Set([...seen, listIn]));
      }
    };
    climb(list, [], new Set([list]));
    return this.#withUngated(family, list, found);
  }

  /** Rules that list a source for another packet than the knocks, where the listed are refused or nothing happens. */
  traps(family: Family, stages: readonly Stage[]): Trap[] {
    const own = new Set(stages.map(({ listOut }) => listOut));
    const traps: Trap[] = [];
    for (const key of this.#guardedKeys()) {
      const adders = this.#adders.get(key) as readonly FirewallRule[];
      const [listFamily, list] = this.#keys.get(key) as readonly [Family, string];
      if (listFamily !== family || own.has(list)) continue;
      const refusals = (this.#positive.get(key) ?? []).filter(
        (rule) => isRefusal(rule.action) || (rule.action === 'return' && this.#isWithStages(rule, stages)),
      );
      const passes = (this.#negative.get(key) ?? []).filter(
        (rule) => rule.action === 'jump' || isAdmission(rule.action) || stages.some((stage) => stage.rule === rule),
      );
      const all = [...refusals, ...passes];
      const meant = all.length > 0 ? adders : adders.filter((rule) => this.#isTrapOf(rule, list, own));
      for (const rule of meant) traps.push({ rule, list, refusals: all });
    }
    return traps;
  }

  /** Lists that may be those of traps: some rule refuses the listed or lets in the others, or nothing asks for them. */
  #guardedKeys(): readonly string[] {
    this.#guarded ??= [...this.#keys].flatMap(([key, [family, list]]) => {
      const refuses = (this.#positive.get(key) ?? []).some(({ action }) => isRefusal(action) || action === 'return');
      return refuses || this.#negative.has(key) || this.#isUnused(family, list) ? [key] : [];
    });
    return this.#guarded;
  }

  #unusedLists(): readonly (readonly [Family, string])[] {
    this.#unused ??= [...this.#keys.values()].filter(([family, list]) => this.#isUnused(family, list));
    return this.#unused;
  }

  /** A list of wrong knocks that nothing asks for: whoever wrote it has forgotten the drop. */
  #isTrapOf(rule: FirewallRule, list: string, own: ReadonlySet<string>): boolean {
    const before = this.#previousList(rule);
    return before !== undefined && own.has(before) && this.#isUnused(rule.family, list) && this.#isForWrongKnocks(rule);
  }

  /** Whether it lists who has begun to knock for nearly any packet, which is no further knock. */
  #isForWrongKnocks(rule: FirewallRule): boolean {
    const before = this.#previousList(rule);
    if (before === undefined || !isBroad(rule)) return false;
    const key = listKey(rule.family, before);
    const isKnock = (this.#adders.get(key) ?? []).some((other) => !isBroad(other));
    if (matcher(rule, 'dst-port')?.negated === true) return isKnock;
    const climbs = (other: FirewallRule): boolean =>
      listAddedTo(other) !== undefined && this.#previousList(other) === before && !isBroad(other);
    return isKnock && (this.#positive.get(key) ?? []).some(climbs);
  }

  /** A return among the stages keeps its sources from knocking on. */
  #isWithStages({ table, chain }: FirewallRule, stages: readonly Stage[]): boolean {
    return stages.some(({ rule }) => rule.table === table && rule.chain === chain);
  }

  /**
   * A person who forgets or misspells `src-address-list` on a stage cuts the sequence in two: the front part fills a list that no
   * rule asks for, the back part begins with a stage that asks for none. Where both are of one make (numbered names,
   * or neighbours with the same kinds of matchers) they are one knock whose stage is not gated.
   */
  #withUngated(family: Family, list: string, sequences: Stage[][]): Stage[][] {
    const [only] = sequences;
    const first = only?.[0];
    if (sequences.length !== 1 || only === undefined || first === undefined) return sequences;
    // A stage that asks for a list which nothing fills was meant to ask for the one before it, under another name.
    const misspelt = first.listIn !== undefined && !this.#isFilled(family, first.listIn);
    if (first.listIn !== undefined ? !misspelt : this.gates(family, list).length === 0) return sequences;
    const fronts = this.#unusedLists()
      .filter(([otherFamily, other]) => otherFamily === family && other !== list)
      .map(([, other]) => this.#single(family, other))
      .filter((stages) => stages !== undefined && belongTogether(stages.at(-1) as Stage, first)) as Stage[][];
    fronts.sort((a, b) => (a[0] as Stage).rule.place - (b[0] as Stage).rule.place);
    return [[...fronts.flat(), ...only]];
  }

  #isFilled(family: Family, list: string): boolean {
    const key = listKey(family, list);
    return this.#adders.has(key) || this.#firewall.addressLists.has(key);
  }

  /** Whether no rule asks for the list and no entry stands in it: what fills it is of no use. */
  #isUnused(family: Family, list: string): boolean {
    const key = listKey(family, list);
    const asked = [...(this.#positive.get(key) ?? []), ...(this.#negative.get(key) ?? [])];
    return asked.every((rule) => rule.action === 'log') && !this.#firewall.addressLists.has(key);
  }

  /** The only sequence that leads to the list, if there is just one. */
  #single(family: Family, list: string): Stage[] | undefined {
    const stages: Stage[] = [];
    for (let target: string | undefined = list; target !== undefined && stages.length < MAX_STAGES; ) {
      const adders: FirewallRule[] = this.#adders.get(listKey(family, target)) ?? [];
      const [rule] = adders;
      if (rule === undefined || adders.length !== 1) return undefined;
      const listIn = this.#previousList(rule);
      stages.unshift(this.#stage(rule, listIn, target));
      target = listIn === target ? undefined : listIn;
    }
    return stages;
  }

  /** The list that the source must be on before the rule adds it to the next. */
  #previousList(rule: FirewallRule): string | undefined {
    const asked = matcher(rule, 'src-address-list');
    return asked === undefined || asked.negated ? undefined : asked.text;
  }

  /** What a jump asks for is asked of the stages behind it, too. */
  #stage(rule: FirewallRule, listIn: string | undefined, listOut: string): Stage {
    const jumps = this.#jumpsTo(rule);
    const shared = (jumps[0]?.matchers ?? []).filter(({ name, property }) =>
      jumps.every((jump) => matcher(jump, name)?.property.text === property.text),
    );
    const matchers = [...rule.matchers, ...shared.filter(({ name }) => matcher(rule, name) === undefined)];
    return stageOf(rule, matchers, listIn, listOut);
  }

  #jumpsTo(rule: FirewallRule): readonly FirewallRule[] {
    return this.#jumps.get(chainKey(rule, rule.chain)) ?? [];
  }

  #targetRules({ family, table, item }: FirewallRule): readonly FirewallRule[] {
    const target = textOf(item, 'jump-target');
    return target === undefined ? [] : (chainNamed(this.#firewall, family, table, target)?.rules ?? []);
  }

  /** Whether it leads to where the listed are let in as such, and only they are led there. */
  #targetAdmits(jump: FirewallRule): boolean {
    const list = matcher(jump, 'src-address-list')?.text;
    const admits = this.#targetRules(jump).some((rule) => {
      const asked = matcher(rule, 'src-address-list');
      return isAdmission(rule.action) && (asked === undefined || asked.negated || asked.text === list);
    });
    return admits && !this.#leadsEverybody(jump);
  }

  #leadsEverybody(jump: FirewallRule): boolean {
    const jumps = this.#jumps.get(chainKey(jump, textOf(jump.item, 'jump-target') ?? '')) ?? [];
    return jumps.some(
      (other) =>
        other !== jump &&
        other.chain === jump.chain &&
        other.matchers.every(({ name, property }) => matcher(jump, name)?.property.text === property.text),
    );
  }

  #targetRefuses(jump: FirewallRule): boolean {
    const rules = this.#targetRules(jump);
    return (
      rules.some(({ action, matchers }) => isRefusal(action) && matchers.length === 0) &&
      !rules.some(({ action }) => action.startsWith('add-'))
    );
  }

  /** A refusal that nothing reaches refuses nobody, so there is nothing from which to spare the listed. */
  #refusesBelow(rule: FirewallRule): boolean {
    const below = chainNamed(this.#firewall, rule.family, rule.table, rule.chain)?.rules ?? [];
    return below.some(
      (other) => other.place > rule.place && isRefusal(other.action) && this.#reachability.of(other).kind !== 'dead',
    );
  }
}

function chainKey({ family, table }: FirewallRule, chain: string): string {
  return `${family} ${table} ${chain}`;
}

/**
 * A staircase of one and the same packet that ends in nothing known counts attempts: each connection to a service
 * climbs one step. A knock asks for different packets (`docs/facts/knocks.md#shapes`).
 */
function looksLikeCounter(stages: readonly Stage[]): boolean {
  if (stages.length < 2) return true;
  const packets = new Set(stages.map(packetKey));
  return packets.size < stages.length;
}

/** Letting out counts as well: a masquerade for the listed opens the way to the Internet. */
function lets({ action }: FirewallRule): boolean {
  return isAdmission(action) || action === 'masquerade' || action === 'src-nat';
}

/** What the stage's packet must look like, list and state apart. */
function packetKey({ rule }: Stage): string {
  return rule.matchers
    .filter(({ name }) => name !== 'src-address-list' && name !== 'connection-state')
    .map(({ name, negated, text, property }) =>
      // A placeholder for a port, `<PORT>`, or an expression may be another port each time.
      name.endsWith('port') && parsePorts(text) === undefined
        ? `${name}@${placed(rule.item, property)?.range.start}`
        : `${name}=${negated ? '!' : ''}${text}`,
    )
    .sort()
    .join(' ');
}

function stageOf(rule: FirewallRule, matchers: readonly Matcher[], listIn: string | undefined, listOut: string): Stage {
  const text = (wanted: string): string | undefined => matchers.find(({ name }) => name === wanted)?.property.text;
  const conditions = matchers.filter(
    ({ name, negated }) => CONDITIONS.has(name) || (name === 'src-address-list' && negated),
  );
  return {
    rule,
    protocol: text('protocol'),
    port: text('dst-port') ?? text('port'),
    listIn,
    listOut,
    timeout: textOf(rule.item, 'address-list-timeout'),
    conditions: conditions.map(({ name, property }) => `${name}=${shownValue(name, property.text)}`),
  };
}

/** Rules by which the listed go another way than to be let in. */
const TURNS: ReadonlySet<string> = new Set(['drop', 'jump', 'reject', 'return', 'tarpit']);

/** What a stage asks of its sender, besides the packet itself. */
const CONDITIONS: ReadonlySet<string> = new Set([
  ...['in-interface', 'in-interface-list', 'src-address', 'src-mac-address', 'dst-address', 'dst-address-list'],
]);

/** It fits packets of TCP or UDP to any of so many ports that nobody means a knock by it. */
function isBroad({ matchers }: FirewallRule): boolean {
  return matchers.every(({ name, negated, text }) => {
    if (name === 'protocol') return !negated && /^(?:tcp|udp|6|17)$/.test(text);
    if (name !== 'dst-port' && name !== 'port') return !SPECIFIC.has(name);
    const ports = parsePorts(text);
    return ports !== undefined && (negated || Number(ports.size()) > MOST_PORTS_OF_A_KNOCK);
  });
}

/** More ports than these are no secret. */
const MOST_PORTS_OF_A_KNOCK = 500;

/** Whether two stages without a list between them were meant to follow each other. */
function belongTogether(before: Stage, after: Stage): boolean {
  const a = before.rule;
  const b = after.rule;
  if (a.table !== b.table || a.chain !== b.chain || !a.enabled || !b.enabled) return false;
  const [stem, otherStem] = [before.listOut, after.listOut].map(numberedStem);
  if (stem !== undefined && otherStem !== undefined && stem.name === otherStem.name && stem.number < otherStem.number)
    return true;
  const kinds = ({ matchers }: FirewallRule): string =>
    matchers
      .map(({ name }) => name)
      .filter((name) => name !== 'src-address-list')
      .sort()
      .join(' ');
  const specific = a.matchers.some(({ name, negated }) => !negated && SPECIFIC.has(name));
  return specific && kinds(a) === kinds(b) && a.place < b.place && b.place - a.place <= 2;
}

/** Matchers that make a packet a knock. */
const SPECIFIC: ReadonlySet<string> = new Set([
  'dst-port',
  'port',
  'packet-size',
  'layer7-protocol',
  'content',
  'icmp-options',
]);

function numberedStem(list: string): { name: string; number: number } | undefined {
  const match = /^(.*[^0-9])([0-9]{1,3})$/.exec(list);
  return match === null ? undefined : { name: match[1] as string, number: Number(match[2]) };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
