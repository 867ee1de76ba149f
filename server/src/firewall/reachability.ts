import { type Box, box, common, difference } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { type Fate, Shadowing, type Step, type Taking } from '../packet/shadowing.ts';
import {
  endsTable,
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  isRewriting,
  listAddedTo,
  matcher,
} from './firewall.ts';
import { type ListAge, PacketSpace, type RuleMatch } from './packetSpace.ts';
import { type Frame, type Visit, type Walk, walks } from './walk.ts';

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
      readonly witness: ReadonlyMap<number, Point>;
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
  readonly #known = new Map<FirewallRule, RuleStatus>();

  constructor(firewall: Firewall, previous: ReachabilityAnalysis | undefined) {
    const known = previous === undefined ? undefined : previous.#families;
    this.#families = {
      ip: new FamilyAnalysis(firewall, 'ip', known?.ip),
      ipv6: new FamilyAnalysis(firewall, 'ipv6', known?.ipv6),
    };
  }

  of(rule: FirewallRule): RuleStatus {
    let status = this.#known.get(rule);
    if (status === undefined) {
      status = this.#families[rule.family].status(rule);
      this.#known.set(rule, status);
    }
    return status;
  }

  space(family: Family): PacketSpace {
    return this.#families[family].space;
  }
}

/** One family; its walks are made when the first rule is asked for. */
class FamilyAnalysis {
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #outside: string;
  readonly space: PacketSpace;
  readonly #previous: readonly WalkAnalysis[];
  #walks: readonly WalkAnalysis[] | undefined;
  readonly #order = new Map<FirewallRule, number>();
  readonly #places = new Map<FirewallRule, { readonly walk: WalkAnalysis; readonly visit: number }[]>();

  constructor(firewall: Firewall, family: Family, previous: FamilyAnalysis | undefined) {
    this.#firewall = firewall;
    this.#family = family;
    this.#outside = outside(firewall, family);
    const same = previous !== undefined && previous.#outside === this.#outside;
    this.space = same ? previous.space : new PacketSpace(firewall, family);
    this.#previous = same ? (previous.#walks ?? []) : [];
  }

  status(rule: FirewallRule): RuleStatus {
    if (this.#walks === undefined) this.#walk();
    const { item } = rule;
    if (item.placeUnknown || item.conditional || this.#firewall.configuration.opaqueMenus.has(item.menu)) {
      return { kind: 'unknown' };
    }
    const places = this.#places.get(rule) ?? [];
    if (places.length === 0 || places.some(({ walk }) => walk.walk.cut)) return { kind: 'unknown' };
    if (places.some(({ walk, visit }) => walk.matchesNothing(visit))) return { kind: 'unmatchable' };
    const blockers = new Set<FirewallRule>();
    const assumptions = new Set<string>();
    let unknown = false;
    for (const { walk, visit } of places) {
      const status = walk.status(visit);
      if (status.kind === 'reachable') return status;
      if (status.kind === 'unknown') unknown = true;
      if (status.kind === 'dead') {
        for (const blocker of status.blockers) blockers.add(blocker);
        for (const assumption of status.assumptions) assumptions.add(assumption);
      }
    }
    if (unknown) return { kind: 'unknown' };
    if (blockers.size > 0) {
      const order = [...blockers].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
      return { kind: 'dead', blockers: order, assumptions: [...assumptions] };
    }
    const jumps = places.flatMap(({ walk, visit }) => walk.jumpsTo(visit));
    return { kind: 'unentered', jumps: [...new Set(jumps)] };
  }

  #walk(): void {
    for (const [index, rule] of this.#firewall.rules.entries()) this.#order.set(rule, index);
    this.#walks = walks(this.#firewall, this.#family).map((walk) => {
      const previous = this.#previous.find((old) => old.walk.name === walk.name && old.walk.rooted === walk.rooted);
      return new WalkAnalysis(this.#firewall, this.space, walk, previous);
    });
    for (const analysis of this.#walks) {
      analysis.walk.visits.forEach(({ rule }, visit) => {
        if (visit < analysis.walk.sharedUntil) return;
        const places = this.#places.get(rule);
        if (places === undefined) this.#places.set(rule, [{ walk: analysis, visit }]);
        else places.push({ walk: analysis, visit });
      });
    }
  }
}

/** What the boxes of all rules hang on besides the rules: members of interface lists and entries of address lists. */
function outside(firewall: Firewall, family: Family): string {
  const parts: string[] = [];
  for (const [list, members] of firewall.interfaceLists) parts.push(`${list}:${members.join(',')}`);
  for (const [key, entries] of firewall.addressLists) {
    if (!key.startsWith(`${family} `)) continue;
    parts.push(key);
    for (const { properties, conditional } of entries) {
      const text = ['address', 'disabled', 'timeout'].map((name) => properties.get(name)?.text ?? '').join(' ');
      parts.push(conditional ? `${text}?` : text);
    }
  }
  parts.push([...firewall.configuration.opaqueMenus].join(' '), String(firewall.configuration.isExport));
  return parts.join('\n');
}

/** One walk, with the fate of each visit. */
class WalkAnalysis {
  readonly walk: Walk;
  readonly #firewall: Firewall;
  readonly #steps: VisitSteps;
  readonly #shadowing: Shadowing;
  readonly #known = new Map<number, RuleStatus>();

  constructor(firewall: Firewall, space: PacketSpace, walk: Walk, previous: WalkAnalysis | undefined) {
    this.walk = walk;
    this.#firewall = firewall;
    this.#steps = new VisitSteps(firewall, space, walk);
    const { steps } = this.#steps;
    this.#shadowing = previous === undefined ? new Shadowing(steps, space) : previous.#shadowing.updated(steps);
  }

  status(visit: number): RuleStatus {
    let status = this.#known.get(visit);
    if (status === undefined) {
      status = this.#status(visit);
      this.#known.set(visit, status);
    }
    return status;
  }

  /** Whether the visit's rule matches no packet at all. */
  matchesNothing(visit: number): boolean {
    return this.#steps.match(visit).may.length === 0;
  }

  jumpsTo(visit: number): FirewallRule[] {
    const { frame } = this.walk.visits[visit] as Visit;
    return frame.jump === undefined ? [] : [(this.walk.visits[frame.jump] as Visit).rule];
  }

  #status(visit: number): RuleStatus {
    const fate = this.#shadowing.fate(visit);
    if (fate.kind !== 'dead') return this.#told(fate);
    // Proved for packets whose interface is on no second list; nobody puts one on two lists such as LAN and WAN.
    const apart = this.#steps.supposedApart(visit);
    const certain = apart.length === 0 ? fate : this.#shadowing.fateOf(this.#steps.plainMay(visit), visit);
    if (certain.kind !== 'dead') return this.#dead(visit, fate.by, apart);
    return this.#dead(visit, certain.by, []);
  }

  #told(fate: Fate): RuleStatus {
    switch (fate.kind) {
      case 'alive':
        return { kind: 'reachable', witness: fate.witness, walk: this.walk };
      case 'empty':
        return { kind: 'unentered', jumps: [] };
      default:
        return { kind: 'unknown' };
    }
  }

  #dead(visit: number, by: readonly number[], apart: readonly string[]): RuleStatus {
    const { rule } = this.walk.visits[visit] as Visit;
    const blockers = [...new Set(by.map((index) => (this.walk.visits[index] as Visit).rule))];
    const own = matcher(rule, 'in-interface-list')?.text ?? '';
    const excepted = new Set(blockers.flatMap((blocker) => exceptedLists(blocker)));
    const lists = apart.filter((list) => excepted.has(list));
    const assumptions = lists.map((list) => `assuming that ${own} and ${list} share no interface`);
    return { kind: 'dead', blockers, assumptions: [...this.#completeLists(rule, blockers), ...assumptions] };
  }

  /**
   * A script shows members that it adds, not those that a list already has. Where the claim compares a list with
   * anything but itself, that is said; an export shows all.
   */
  #completeLists(rule: FirewallRule, blockers: readonly FirewallRule[]): string[] {
    const { configuration, interfaceLists } = this.#firewall;
    if (configuration.isExport) return [];
    const asked = [rule, ...blockers].flatMap(({ matchers }) =>
      matchers.filter(({ name }) => name.startsWith('in-interface') || name.startsWith('out-interface')),
    );
    const ways = new Set(asked.map(({ name, text, negated }) => `${name} ${negated} ${text}`));
    const lists = asked
      .filter(({ name, text }) => name.endsWith('-list') && interfaceLists.has(text))
      .map(({ text }) => text);
    if (ways.size < 2 || lists.length === 0) return [];
    return [`assuming that ${[...new Set(lists)].join(' and ')} hold no interface that this file does not show`];
  }
}

/** The visits of a walk as steps: what each may match on this way, and what it takes from whom. */
class VisitSteps {
  readonly #firewall: Firewall;
  readonly #space: PacketSpace;
  readonly #visits: readonly Visit[];
  /** Packets that may be in the frame; undefined where nothing narrows them. */
  readonly #mayEnter = new Map<Frame, readonly Box[]>();
  readonly #matches: (RuleMatch | undefined)[];
  readonly #may: (readonly Box[] | undefined)[];
  readonly #segments: readonly Segment[];
  readonly #fillers: ReadonlyMap<string, readonly number[]>;
  readonly #rewritten: number;
  readonly #excepted: readonly string[];
  readonly steps: readonly Step[];

  constructor(firewall: Firewall, space: PacketSpace, { visits }: Walk) {
    this.#firewall = firewall;
    this.#space = space;
    this.#visits = visits;
    this.#matches = new Array(visits.length);
    this.#may = new Array(visits.length);
    this.#segments = segments(visits);
    this.#fillers = fillers(visits);
    this.#rewritten = this.#endOfRewriting();
    this.#excepted = [...new Set(visits.flatMap(({ rule }) => exceptedLists(rule)))];
    this.steps = visits.map((visit, index) => this.#step(visit, index));
  }

  /** What the visit's rule matches. */
  match(visit: number): RuleMatch {
    let match = this.#matches[visit];
    if (match === undefined) {
      match = this.#space.match((this.#visits[visit] as Visit).rule);
      this.#matches[visit] = match;
    }
    return match;
  }

  /** What the visit may match, without the supposition that lists of interfaces are apart. */
  plainMay(visit: number): readonly Box[] {
    let may = this.#may[visit];
    if (may === undefined) {
      const { frame } = this.#visits[visit] as Visit;
      const own = this.#space.mayAt(this.match(visit), this.#ageAt(visit));
      may = products(this.#enter(frame), own) ?? own;
      this.#may[visit] = may;
    }
    return may;
  }

  /** Lists that are taken to share no interface with the one that the visit's rule asks for. */
  supposedApart(visit: number): readonly string[] {
    if (this.#excepted.length === 0) return NONE;
    const { rule } = this.#visits[visit] as Visit;
    const own = matcher(rule, 'in-interface-list');
    if (own === undefined || own.negated || this.#atom(own.text) === undefined) return NONE;
    return this.#excepted.filter((list) => list !== own.text && this.#atom(list) !== undefined);
  }

  #step({ rule }: Visit, index: number): Step {
    const plain = this.plainMay(index);
    const lists = this.supposedApart(index);
    if (lists.length === 0) return { may: plain, takes: this.#takes(index), kind: rule.action };
    const apart = lists.map((list) => ({ dimension: this.#atom(list) as number, set: OFF }));
    const supposed = plain.map((product) => box([...product, ...apart])).filter((one) => one !== undefined);
    // Where a rule asks for both lists, the supposition says nothing.
    const may = supposed.length === 0 ? plain : supposed;
    return { may, takes: this.#takes(index), kind: rule.action };
  }

  /** What the visit surely takes, and up to where the packets are missing. */
  #takes(index: number): readonly Taking[] {
    const { rule, frame } = this.#visits[index] as Visit;
    const returns = rule.action === 'return';
    if (!(returns || endsTable(rule)) || !this.#isCertain(rule)) return NOTHING;
    const segment = this.#segments.find(({ end }) => index < end) as Segment;
    const forGood = isRefusal(rule.action) && segment.end < this.#visits.length;
    const limit = forGood ? Number.POSITIVE_INFINITY : returns ? returnsTo(frame, segment) : segment.end;
    const takings: Taking[] = [];
    let boxes = this.#space.mustAt(this.match(index), this.#ageAt(index));
    // Who is in the same run through a chain came the same way; outside of it the way counts, and who left it early.
    for (const scope of this.#scopes(frame, segment)) {
      if (scope.end >= limit || boxes.length === 0) break;
      const outside = this.#outside(boxes, scope, index);
      if (outside !== boxes) for (const box of boxes) takings.push({ box, until: scope.end });
      boxes = outside;
    }
    for (const box of boxes) takings.push({ box, until: limit });
    return this.#bounded(takings, index);
  }

  /** Stretches that a packet can leave early: the runs through chains, from the inmost, and the table. */
  #scopes(frame: Frame, segment: Segment): Scope[] {
    const scopes: Scope[] = [];
    for (let open: Frame | undefined = frame; open?.parent !== undefined; open = open.parent) {
      scopes.push({ end: open.end, start: (open.jump as number) + 1, frame: open });
    }
    scopes.push({ end: segment.end, start: segment.start, frame: undefined });
    return scopes;
  }

  /** What the visit takes of the packets outside of the stretch: those that surely came here and have not left. */
  #outside(boxes: readonly Box[], scope: Scope, index: number): readonly Box[] {
    let entered = boxes;
    if (scope.frame?.jump !== undefined) {
      const { rule } = this.#visits[scope.frame.jump] as Visit;
      if (!this.#isCertain(rule)) return NO_PACKET;
      const must = this.#space.mustAt(this.match(scope.frame.jump), this.#ageAt(scope.frame.jump));
      if (!must.some((box) => box.length === 0)) entered = products(boxes, must) ?? NO_PACKET;
    }
    const earlier = this.#leave(scope, index);
    if (earlier.length === 0) return entered;
    return earlier.length > MAX_PIECES ? NO_PACKET : without(entered, earlier, this.#space);
  }

  /** All packets that may leave the stretch before the visit without being kept out. */
  #leave(scope: Scope, index: number): Box[] {
    const result: Box[] = [];
    for (let earlier = scope.start; earlier < scope.end; earlier++) {
      const { rule, frame } = this.#visits[earlier] as Visit;
      // What stands nobody knows where may stand before.
      if ((earlier >= index && !rule.item.placeUnknown) || !rule.enabled || earlier === index) continue;
      const leaves =
        scope.frame === undefined
          ? endsTable(rule) && !isRefusal(rule.action)
          : rule.action === 'return' && frame === scope.frame;
      const ends = scope.frame === undefined && rule.action === 'return' && frame.parent === undefined;
      if (leaves || ends) result.push(...this.plainMay(earlier));
    }
    return result;
  }

  /** What is told of the destination holds until addresses are rewritten. */
  #bounded(takings: readonly Taking[], index: number): readonly Taking[] {
    if (index >= this.#rewritten) return takings;
    return takings.map((taking) => {
      const rewritten = taking.box.some(({ dimension }) => this.#isDestination(dimension));
      return rewritten ? { ...taking, until: Math.min(taking.until, this.#rewritten) } : taking;
    });
  }

  /** How often rules before the visit may have added to a list. One whose place is not known may stand anywhere. */
  #ageAt(index: number): ListAge {
    return (list) => {
      const own = this.#fillers.get(list);
      const any = this.#fillers.get('');
      if (own === undefined && any === undefined) return 0;
      return countBefore(own, index, this.#visits) + countBefore(any, index, this.#visits);
    };
  }

  #isDestination(dimension: number): boolean {
    return DESTINATION.test(this.#space.info(dimension).name);
  }

  #isCertain({ enabled, item }: FirewallRule): boolean {
    const { opaqueMenus } = this.#firewall.configuration;
    return enabled && !item.placeUnknown && !item.conditional && !opaqueMenus.has(item.menu);
  }

  /** Packets that may be in the run through a chain, as the jumps on the way let them. */
  #enter(frame: Frame): readonly Box[] {
    if (frame.jump === undefined || frame.parent === undefined) return EVERYTHING;
    let boxes = this.#mayEnter.get(frame);
    if (boxes === undefined) {
      const outer = this.#enter(frame.parent);
      boxes = products(outer, this.#space.mayAt(this.match(frame.jump), this.#ageAt(frame.jump))) ?? outer;
      this.#mayEnter.set(frame, boxes);
    }
    return boxes;
  }

  #atom(list: string): number | undefined {
    return this.#space.interfaceListAtom('in', list);
  }

  /** End of the chain `dstnat` where one of its rules may change the destination; 0 where none does. */
  #endOfRewriting(): number {
    const last = this.#visits.findLastIndex(
      ({ rule }) => rule.table === 'nat' && rule.enabled && isRewriting(rule.action),
    );
    if (last < 0 || (this.#visits[last] as Visit).rule.chain === 'srcnat') return 0;
    return (this.#segments.find(({ end }) => last < end) as Segment).end;
  }
}

interface Segment {
  readonly start: number;
  readonly end: number;
}

interface Scope extends Segment {
  readonly frame: Frame | undefined;
}

const DESTINATION = /^(?:dst-(?:address|port|address-list|address-type)|connection-nat-state)\b/;
const NONE: readonly string[] = [];
const NOTHING: readonly Taking[] = [];
const EVERYTHING: readonly Box[] = [[]];
const NO_PACKET: readonly Box[] = [];
const OFF = IntervalSet.range<Point>(0, 0);

/** More pieces than this are not worth following. */
const MAX_PIECES = 64;

/** The runs through the built-in chains, one behind the other. */
function segments(visits: readonly Visit[]): Segment[] {
  const result: Segment[] = [];
  let start = 0;
  while (start < visits.length) {
    let { frame } = visits[start] as Visit;
    while (frame.parent !== undefined) frame = frame.parent;
    result.push({ start, end: frame.end });
    start = frame.end;
  }
  return result;
}

/** Visits of rules that add to a list, by its name; under no name those whose list is computed. */
function fillers(visits: readonly Visit[]): Map<string, number[]> {
  const result = new Map<string, number[]>();
  visits.forEach(({ rule }, index) => {
    const added = rule.enabled ? listAddedTo(rule) : undefined;
    if (added === undefined) return;
    const name = added.constant ? added.text : '';
    const known = result.get(name);
    if (known === undefined) result.set(name, [index]);
    else known.push(index);
  });
  return result;
}

function countBefore(fillers: readonly number[] | undefined, index: number, visits: readonly Visit[]): number {
  let count = 0;
  for (const filler of fillers ?? []) {
    if ((visits[filler] as Visit).rule.item.placeUnknown) return index + 1;
    if (filler < index) count++;
  }
  return count;
}

/** A return in a built-in chain ends it; elsewhere the chain that jumped goes on. */
function returnsTo(frame: Frame, segment: Segment): number {
  return frame.parent === undefined ? segment.end : frame.end;
}

/** The list of interfaces that the rule excepts. */
function exceptedLists(rule: FirewallRule): string[] {
  const asked = matcher(rule, 'in-interface-list');
  return asked?.negated === true ? [asked.text] : [];
}

/** What is in both unions; undefined where that has too many pieces. */
function products(left: readonly Box[], right: readonly Box[]): readonly Box[] | undefined {
  if (left === EVERYTHING) return right;
  if (left.length * right.length > MAX_PIECES) return undefined;
  return left.flatMap((a) => right.map((b) => common(a, b))).filter((product) => product !== undefined);
}

/** The boxes less all packets of others; nothing, where that has too many pieces. */
function without(boxes: readonly Box[], others: readonly Box[], space: PacketSpace): readonly Box[] {
  let rest = boxes;
  for (const other of others) {
    rest = rest.flatMap((piece) => difference(piece, other, (dimension) => space.domain(dimension)));
    if (rest.length > MAX_PIECES) return NO_PACKET;
  }
  return rest;
}
