import type { ConfigurationItem } from '../execution/configuration.ts';
import { phrase, plural } from '../language/phrase.ts';
import type { Assignment } from '../packet/assignment.ts';
import { common } from '../packet/box.ts';
import { type Fate, Shadowing, type Step } from '../packet/shadowing.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type Family, type Firewall, type FirewallRule, matcher } from './firewall.ts';
import { PacketSpace } from './packetSpace.ts';
import { exceptedLists, VisitSteps } from './visitSteps.ts';
import { type Visit, type Walk, walks } from './walk.ts';
import { editBetween, isLocalChange, onlyChange } from './walkEdit.ts';

/**
 * Whether packets reach a rule, over all tables and jumps on the way. Exact over the matchers that are modelled: a
 * rule is dead when earlier rules together surely take every packet that it may match.
 */
export interface Reachability {
  of(rule: FirewallRule): RuleStatus;
  /**
   * Later rules of the same table that miss packets because of this one: for each there is a packet that gets to this
   * rule, is taken by it, and would fit the other. Asked for one rule at a time; a bound keeps it short.
   */
  takenFrom(rule: FirewallRule): Losses;
  /** The coordinates of the witnesses. */
  space(family: Family): PacketSpace;
  /** Finds out beforehand what `of` says of the rules that count. */
  steps(): Steps<void>;
}

export interface Losses {
  /** In the order of the walk. */
  readonly rules: readonly FirewallRule[];
  /** Whether there may be more that were not looked at. */
  readonly cut: boolean;
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
  /** `isCut`: there are more ways to the rule than are followed. */
  | { readonly kind: 'unknown'; readonly isCut?: boolean };

/** `previous` is the analysis of an earlier version of the file: what an edit does not touch is taken from it. */
export function reachability(firewall: Firewall, previous?: Reachability): Reachability {
  return new ReachabilityAnalysis(firewall, previous instanceof ReachabilityAnalysis ? previous : undefined);
}

class ReachabilityAnalysis implements Reachability {
  readonly #rules: readonly FirewallRule[];
  readonly #families: Readonly<Record<Family, FamilyAnalysis>>;

  constructor(firewall: Firewall, previous: ReachabilityAnalysis | undefined) {
    this.#rules = firewall.rules;
    const known = previous === undefined ? undefined : previous.#families;
    this.#families = {
      ip: new FamilyAnalysis(firewall, 'ip', known?.ip),
      ipv6: new FamilyAnalysis(firewall, 'ipv6', known?.ipv6),
    };
  }

  of(rule: FirewallRule): RuleStatus {
    return this.#families[rule.family].status(rule);
  }

  takenFrom(rule: FirewallRule): Losses {
    return this.#families[rule.family].takenFrom(rule);
  }

  space(family: Family): PacketSpace {
    return this.#families[family].space;
  }

  *steps(): Steps<void> {
    for (const rule of this.#rules) {
      this.space(rule.family).match(rule);
      yield;
    }
    for (const family of Object.values(this.#families)) yield* family.steps();
    for (const rule of this.#rules) {
      if (!rule.enabled || rule.item.assumed) continue;
      this.of(rule);
      yield;
    }
  }
}

/** One family; its walks are made when the first rule is asked for. */
class FamilyAnalysis {
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly space: PacketSpace;
  /** The last version of which a rule was asked for, as long as none is asked for here. */
  #before: FamilyAnalysis | undefined;
  #walks: readonly WalkAnalysis[] | undefined;
  #made: readonly Walk[] | undefined;
  /** Where the rules are met, by their indices. */
  #places: Places = NOWHERE;
  readonly #statuses: (RuleStatus | undefined)[];
  /** 1 for rules that certainly stand where they are met, which is once: what holds of their one visit holds of them. */
  #plain: Uint8Array = NO_BYTES;

  constructor(firewall: Firewall, family: Family, previous: FamilyAnalysis | undefined) {
    this.#firewall = firewall;
    this.#family = family;
    this.#statuses = new Array(firewall.rules.length);
    const same = previous !== undefined && mayKeep(previous.space, previous.#firewall, firewall, family);
    this.space = same ? previous.space : new PacketSpace(firewall, family);
    if (same) this.#before = previous.#walks === undefined ? previous.#before : previous;
  }

  status(rule: FirewallRule): RuleStatus {
    const { index } = rule;
    if (this.#firewall.rules[index] !== rule) return UNKNOWN;
    let status = this.#statuses[index];
    if (status === undefined) {
      const walks = this.#analyses();
      const walk = walks[(this.#places.walk[index] as number) - 1];
      const visit = this.#places.visit[index] as number;
      if (this.#plain[index] === 1) status = (walk as WalkAnalysis).status(visit);
      if (status?.kind !== 'reachable') status = walk === undefined ? UNKNOWN : this.#status(rule, walk, visit);
      this.#statuses[index] = status;
    }
    return status;
  }

  takenFrom(rule: FirewallRule): Losses {
    const walks = this.#analyses();
    const { index } = rule;
    const first = (this.#places.walk[index] ?? 0) - 1;
    if (first < 0 || this.#firewall.rules[index] !== rule) return { rules: [], cut: false };
    const found = new Set<FirewallRule>();
    const places = [
      { walk: first, visit: this.#places.visit[index] as number },
      ...(this.#places.again.get(index) ?? []),
    ];
    let left = MAX_ASKED;
    for (const { walk, visit } of places) {
      const analysis = walks[walk] as WalkAnalysis;
      left = analysis.cut ? 0 : analysis.losses(visit, found, left);
      if (left === 0) break;
    }
    return { rules: [...found], cut: left === 0 };
  }

  /** Makes the walks. */
  *steps(): Steps<void> {
    if (this.#walks === undefined) yield* this.#walkSteps();
  }

  #analyses(): readonly WalkAnalysis[] {
    if (this.#walks === undefined) finish(this.#walkSteps());
    return this.#walks as readonly WalkAnalysis[];
  }

  /** The walk of that number; where it is the one of an earlier version it is only made when somebody looks at it. */
  walk(number: number): Walk {
    this.#made ??= walks(this.#firewall, this.#family);
    return this.#made[number] as Walk;
  }

  #status(rule: FirewallRule, walk: WalkAnalysis, visit: number): RuleStatus {
    const { item, index } = rule;
    const { opaqueMenus } = this.#firewall.configuration;
    if (item.placeUnknown || item.conditional) return UNKNOWN;
    if (opaqueMenus.size > 0 && opaqueMenus.has(item.menu)) return UNKNOWN;
    // Most rules are met once.
    const metAgain = this.#places.again;
    const again = metAgain.size === 0 ? undefined : metAgain.get(index);
    if (again === undefined && !walk.cut) {
      const status = walk.status(visit);
      if (status.kind === 'reachable') this.#plain[index] = 1;
      if (status.kind === 'reachable' || status.kind === 'dead') return status;
    }
    const places = [{ walk, visit }];
    for (const place of again ?? []) {
      places.push({ walk: (this.#walks as readonly WalkAnalysis[])[place.walk] as WalkAnalysis, visit: place.visit });
    }
    if (places.some((place) => place.walk.cut)) return CUT;
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

  *#walkSteps(): Steps<void> {
    const before = this.#before;
    const kept = before === undefined ? undefined : this.#keptWalks(before);
    const analyses: WalkAnalysis[] = [];
    if (kept === undefined) {
      const known = new Map<string, WalkAnalysis>();
      for (const walk of (before === undefined ? undefined : before.#walks) ?? [])
        known.set(`${walk.rooted} ${walk.name}`, walk);
      this.#made ??= walks(this.#firewall, this.#family);
      const made = this.#made;
      for (const [number, walk] of made.entries()) {
        yield;
        const previous = known.get(`${walk.rooted} ${walk.name}`);
        analyses.push(yield* WalkAnalysis.steps(this.#firewall, this, number, walk, previous));
      }
      // Somebody may have been in a hurry meanwhile.
      if (this.#walks !== undefined) return;
      this.#places = placesOf(made, this.#firewall.rules.length);
      this.#plain = new Uint8Array(this.#firewall.rules.length);
    }
    this.#walks = kept ?? analyses;
    this.#before = undefined;
  }

  /** Those of the version before, where one rule at most has changed and only its own packets hang on it. */
  #keptWalks(before: FamilyAnalysis): readonly WalkAnalysis[] | undefined {
    const { rules } = this.#firewall;
    const index = onlyChange(before.#firewall.rules, rules);
    const rule = rules[index ?? -1];
    const old = before.#firewall.rules[index ?? -1];
    if (index === undefined || rule?.family !== old?.family) return undefined;
    const isOurs = rule?.family === this.#family;
    const number = isOurs ? (before.#places.walk[index] as number) - 1 : -1;
    const visit = before.#places.visit[index] as number;
    // What stands in other tables may be met on two walks that begin with the same chains.
    if (isOurs && (rule.table !== 'filter' || number < 0 || before.#places.again.has(index))) return undefined;
    if (isOurs && !before.#walks?.[number]?.canChange(visit, rule)) return undefined;
    this.#places = before.#places;
    this.#plain = before.#plain.slice();
    if (index >= 0) this.#plain[index] = 0;
    return before.#walks?.map((walk, at) =>
      walk.kept(this.#firewall, this, at === number && rule !== undefined ? { visit, rule } : undefined),
    );
  }
}

/** Where rules are met, by their indices: the first walk, counted from 1, and the visit. */
interface Places {
  readonly walk: Uint32Array;
  readonly visit: Uint32Array;
  /** Where rules are met again that are met more than once; walks counted from 0. */
  readonly again: ReadonlyMap<number, readonly Place[]>;
}

interface Place {
  readonly walk: number;
  readonly visit: number;
}

const NO_BYTES = new Uint8Array(0);
const NOWHERE: Places = { walk: new Uint32Array(0), visit: new Uint32Array(0), again: new Map() };

function placesOf(all: readonly Walk[], rules: number): Places {
  const first = { walk: new Uint32Array(rules), visit: new Uint32Array(rules) };
  const again = new Map<number, Place[]>();
  all.forEach(({ visits, sharedUntil }, walk) => {
    for (let visit = sharedUntil; visit < visits.length; visit++) {
      const { index } = (visits[visit] as Visit).rule;
      const known = again.get(index);
      if (first.walk[index] === 0) {
        first.walk[index] = walk + 1;
        first.visit[index] = visit;
      } else if (known === undefined) again.set(index, [{ walk, visit }]);
      else known.push({ walk, visit });
    }
  });
  return { ...first, again };
}

const UNKNOWN: RuleStatus = { kind: 'unknown' };
const CUT: RuleStatus = { kind: 'unknown', isCut: true };
/** Later rules that are asked what they miss. */
const MAX_ASKED = 100;

/**
 * Whether the space of an earlier version will do for this one. Each version may bring it a rule that is gone with the
 * next, so that it is left behind when most of them are.
 */
export function mayKeep(space: PacketSpace, before: Firewall, now: Firewall, family: Family): boolean {
  return space.size <= 4 * now.rules.length + MOST_GONE && sameOutside(before, now, family);
}

const MOST_GONE = 1_000;
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
  readonly #analysis: WalkAnalysis;
  readonly #visit: number;

  constructor(analysis: WalkAnalysis, visit: number) {
    this.#analysis = analysis;
    this.#visit = visit;
  }

  get walk(): Walk {
    return this.#analysis.walk;
  }

  get witness(): Assignment {
    return this.#analysis.witness(this.#visit);
  }
}

/** Whether all is the same that boxes hang on besides the rules: members of interface lists, entries of address lists. */
function sameOutside(a: Firewall, b: Firewall, family: Family): boolean {
  const opaque =
    [...a.configuration.opaqueMenus.keys()].join(' ') === [...b.configuration.opaqueMenus.keys()].join(' ');
  return (
    opaque &&
    a.configuration.wholeBy === b.configuration.wholeBy &&
    a.interfaces === b.interfaces &&
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
      (a.properties === b.properties ||
        ['address', 'disabled', 'timeout'].every(
          (name) => a.properties.get(name)?.text === b.properties.get(name)?.text,
        )))
  );
}

interface Change {
  readonly visit: number;
  readonly rule: FirewallRule;
}

/** One walk, with the fate of each visit. */
class WalkAnalysis {
  readonly name: string;
  readonly rooted: boolean;
  readonly cut: boolean;
  readonly #firewall: Firewall;
  readonly #family: FamilyAnalysis;
  readonly #number: number;
  readonly #steps: VisitSteps;
  readonly #shadowing: Shadowing;

  private constructor(
    firewall: Firewall,
    family: FamilyAnalysis,
    number: number,
    { name, rooted, cut }: Pick<Walk, 'name' | 'rooted' | 'cut'>,
    [steps, shadowing]: readonly [VisitSteps, Shadowing],
  ) {
    this.name = name;
    this.rooted = rooted;
    this.cut = cut;
    this.#firewall = firewall;
    this.#family = family;
    this.#number = number;
    this.#steps = steps;
    this.#shadowing = shadowing;
  }

  static *steps(
    firewall: Firewall,
    family: FamilyAnalysis,
    number: number,
    walk: Walk,
    previous: WalkAnalysis | undefined,
  ): Steps<WalkAnalysis> {
    // Nothing is said of rules on a walk that was cut, so that nobody asks for its steps.
    const visits = walk.cut ? [] : walk.visits;
    const edit = previous === undefined ? undefined : editBetween(previous.#steps.visits, visits);
    const kept = previous === undefined || edit === undefined ? undefined : { steps: previous.#steps, edit };
    const steps = yield* VisitSteps.of(firewall, family.space, visits, kept);
    const shadowing =
      previous === undefined
        ? new Shadowing(steps.steps, family.space)
        : previous.#shadowing.updated(steps.steps, edit);
    return new WalkAnalysis(firewall, family, number, walk, [steps, shadowing]);
  }

  /** Whether the rule can stand at the visit in a later version, and all other visits are what they were. */
  canChange(visit: number, rule: FirewallRule): boolean {
    const { visits } = this.#steps;
    return !this.cut && isLocalChange(visits[visit] as Visit, rule, visits.length);
  }

  /** The same in a later version, where `change` says which rule stands at a visit instead. */
  kept(firewall: Firewall, family: FamilyAnalysis, change: Change | undefined): WalkAnalysis {
    const both = change === undefined ? ([this.#steps, this.#shadowing] as const) : this.#changed(firewall, change);
    return new WalkAnalysis(firewall, family, this.#number, this, both);
  }

  #changed(firewall: Firewall, { visit, rule }: Change): readonly [VisitSteps, Shadowing] {
    const before = this.#steps.visits;
    const visits = before.with(visit, { rule, frame: (before[visit] as Visit).frame });
    const edit = { at: visit, removed: 1, inserted: 1 };
    const steps = finish(VisitSteps.of(firewall, this.#family.space, visits, { steps: this.#steps, edit }));
    return [steps, this.#shadowing.updated(steps.steps, edit)];
  }

  get walk(): Walk {
    return this.#family.walk(this.#number);
  }

  witness(visit: number): Assignment {
    return (this.#shadowing.fate(visit) as Fate & { kind: 'alive' }).witness;
  }

  /** Whether the visit's rule matches no packet at all. */
  matchesNothing(visit: number): boolean {
    return this.#steps.match(visit).may.length === 0;
  }

  jumpsTo(visit: number): FirewallRule[] {
    const { frame } = this.walk.visits[visit] as Visit;
    return frame.jump === undefined ? [] : [(this.walk.visits[frame.jump] as Visit).rule];
  }

  /** Adds the rules behind the visit that miss packets because of it; says how many more may be asked. */
  losses(visit: number, found: Set<FirewallRule>, most: number): number {
    const { steps } = this.#steps;
    const { takes } = steps[visit] as Step;
    const { rule } = this.walk.visits[visit] as Visit;
    let left = most;
    for (let later = visit + 1; later < steps.length && takes.length > 0 && left > 0; later++) {
      const other = (this.walk.visits[later] as Visit).rule;
      if (other === rule || other.table !== rule.table || !other.enabled || found.has(other)) continue;
      const { may } = steps[later] as Step;
      const boxes = takes
        .filter(({ until }) => until > later)
        .flatMap(({ box }) => may.map((product) => common(box, product)))
        .filter((box) => box !== undefined);
      if (boxes.length === 0) continue;
      left--;
      if (this.#shadowing.fateOf(boxes, visit).kind === 'alive') found.add(other);
    }
    return left;
  }

  status(visit: number): RuleStatus {
    if (this.#shadowing.isReached(visit)) return new Reached(this, visit);
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
    const assumptions = lists.map((list) => phrase`assuming that ${own} and ${list} share no interface`);
    return { blockers, assumptions: [...this.#completeLists(rule, blockers), ...assumptions] };
  }

  /**
   * A script shows members that it adds, not those that a list already has. Where the claim compares a list with
   * anything but itself and its complement, that is said; a whole file shows all.
   */
  #completeLists(rule: FirewallRule, blockers: readonly FirewallRule[]): string[] {
    const { configuration, interfaceLists } = this.#firewall;
    if (configuration.wholeBy !== undefined) return [];
    const asked = [rule, ...blockers].flatMap(({ matchers }) =>
      matchers.filter(({ name }) => name.startsWith('in-interface') || name.startsWith('out-interface')),
    );
    const ways = new Set(asked.map(({ name, text }) => `${name} ${text}`));
    const lists = new Set(
      asked.filter(({ name, text }) => name.endsWith('-list') && interfaceLists.has(text)).map(({ text }) => text),
    );
    if (ways.size < 2 || lists.size === 0) return [];
    const some = [...lists].join(phrase` and `);
    return [
      plural(lists.size, {
        one: phrase`assuming that ${some} holds no interface that this file does not show`,
        other: phrase`assuming that ${some} hold no interface that this file does not show`,
      }),
    ];
  }
}
