import { type Box, box, common, difference, type Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { type Edit, firstFrom, type Step, type Taking } from '../packet/shadowing.ts';
import type { Steps as Work } from '../text/steps.ts';
import {
  endsTable,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  matcher,
  rewritesDestination,
  rewritesSource,
} from './firewall.ts';
import { ALL_INTERFACES } from './interfaceWays.ts';
import type { ListAge, PacketSpace, RuleMatch } from './packetSpace.ts';
import type { Frame, Visit } from './walk.ts';
import { indexAfter } from './walkEdit.ts';

/** The visits of a walk as steps: what each may match on this way, and what it takes from whom. */
export class VisitSteps {
  readonly #firewall: Firewall;
  readonly #space: PacketSpace;
  /** Their rules may be of an earlier version that match and do the same. */
  readonly visits: readonly Visit[];
  /** Packets that may be in the frame; undefined where nothing narrows them. */
  readonly #mayEnter = new Map<Frame, readonly Box[]>();
  readonly #matches: (RuleMatch | undefined)[];
  readonly #may: (readonly Box[] | undefined)[];
  readonly #segments: readonly Segment[];
  readonly #fillers: ReadonlyMap<string, readonly number[]>;
  /** End of the destination NAT that rules may do, and of that which answers to source NAT meet; 0 where there is none. */
  readonly #rewritten: number;
  readonly #answered: number;
  readonly #excepted: readonly string[];
  /** Visits that packets may leave a table or a chain by. */
  #leavers: readonly number[] | undefined;
  #steps: readonly Step[] = [];

  private constructor(firewall: Firewall, space: PacketSpace, visits: readonly Visit[], kept: Kept | undefined) {
    this.#firewall = firewall;
    this.#space = space;
    this.visits = visits;
    const isInPlace = kept !== undefined && !isShift(kept.edit);
    this.#matches = kept === undefined ? new Array(visits.length) : edited(kept.steps.#matches, kept.edit);
    this.#may = kept === undefined ? new Array(visits.length) : edited(kept.steps.#may, kept.edit);
    this.#segments = isInPlace ? kept.steps.#segments : segments(visits);
    this.#fillers = isInPlace ? kept.steps.#fillers : fillers(visits);
    this.#rewritten = isInPlace ? kept.steps.#rewritten : this.#endOfRewriting();
    this.#answered = isInPlace ? kept.steps.#answered : this.#endOfAnswers();
    this.#excepted =
      kept === undefined ? [...new Set(visits.flatMap(({ rule }) => exceptedLists(rule)))] : kept.steps.#excepted;
  }

  /** With `kept`, steps of an earlier version: all but those of the edit are taken from them. */
  static *of(firewall: Firewall, space: PacketSpace, visits: readonly Visit[], kept?: Kept): Work<VisitSteps> {
    const made = new VisitSteps(firewall, space, visits, kept);
    const { at, removed, inserted } = kept?.edit ?? { at: 0, removed: 0, inserted: visits.length };
    const fresh: Step[] = [];
    for (let index = at; index < at + inserted; index++) {
      yield;
      fresh.push(made.#step(visits[index] as Visit, index));
    }
    const before = kept === undefined ? [] : movedSteps(kept.steps.steps, kept.edit);
    made.#steps = before.slice(0, at).concat(fresh, before.slice(at + removed));
    return made;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** What the visit's rule matches. */
  match(visit: number): RuleMatch {
    let match = this.#matches[visit];
    if (match === undefined) {
      match = this.#space.match((this.visits[visit] as Visit).rule);
      this.#matches[visit] = match;
    }
    return match;
  }

  /** What the visit may match, without the supposition that lists of interfaces are apart. */
  plainMay(visit: number): readonly Box[] {
    let may = this.#may[visit];
    if (may === undefined) {
      const { frame } = this.visits[visit] as Visit;
      const own = this.#space.mayAt(this.match(visit), this.#ageAt(visit));
      may = products(this.#enter(frame), own) ?? own;
      this.#may[visit] = may;
    }
    return may;
  }

  /** Lists that are taken to share no interface with the one that the visit's rule asks for. */
  supposedApart(visit: number): readonly string[] {
    const excepted = this.#excepted.filter((list) => this.#atom(list) !== undefined);
    if (excepted.length === 0) return NONE;
    const { rule } = this.visits[visit] as Visit;
    const own = matcher(rule, 'in-interface-list');
    if (own === undefined || own.negated || this.#atom(own.text) === undefined) return NONE;
    return excepted.filter((list) => list !== own.text && !this.#overlap(list, own.text));
  }

  /** Whether an interface is known to be on both lists. */
  #overlap(list: string, other: string): boolean {
    const { interfaces } = this.#firewall;
    const members = interfaces.list(list).yes;
    for (const name of interfaces.list(other).yes) if (members.has(name)) return true;
    return false;
  }

  /** The sides of packets whose interface is not on the list. */
  #offList(list: string): Side[] {
    const off = { dimension: this.#atom(list) as number, set: OFF };
    const { yes } = this.#firewall.interfaces.list(list);
    if (yes.size === 0) return [off];
    const members = this.#space.interfaceNumbers(yes);
    return [off, { dimension: this.#space.interfaceDimension('in'), set: members.complement(ALL_INTERFACES) }];
  }

  #step({ rule }: Visit, index: number): Step {
    const plain = this.plainMay(index);
    const lists = this.supposedApart(index);
    if (lists.length === 0) return { may: plain, takes: this.#takes(index), kind: rule.action };
    const apart = lists.flatMap((list) => this.#offList(list));
    const supposed = plain.map((product) => box([...product, ...apart])).filter((one) => one !== undefined);
    // Where a rule asks for both lists, the supposition says nothing.
    const may = supposed.length === 0 ? plain : supposed;
    return { may, takes: this.#takes(index), kind: rule.action };
  }

  /** What the visit surely takes, and up to where the packets are missing. */
  #takes(index: number): readonly Taking[] {
    const { rule, frame } = this.visits[index] as Visit;
    if (rule.action === 'notrack') return this.#untracks(index);
    const returns = rule.action === 'return';
    if (!(returns || endsTable(rule)) || !this.#isCertain(rule)) return NOTHING;
    const segment = this.#segments.find(({ end }) => index < end) as Segment;
    const forGood = isRefusal(rule.action) && segment.end < this.visits.length;
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

  /** Behind `notrack` there are no such packets in any state of a connection. */
  #untracks(index: number): readonly Taking[] {
    const { rule, frame } = this.visits[index] as Visit;
    if (!this.#isCertain(rule) || frame.parent !== undefined || rule.table !== 'raw') return NOTHING;
    const segment = this.#segments.find(({ end }) => index < end) as Segment;
    const scope = { ...segment, frame: undefined };
    const boxes = this.#outside(this.#space.mustAt(this.match(index), this.#ageAt(index)), scope, index);
    const state = this.#space.dimension('connection-state');
    const takings = boxes.flatMap((one) => {
      const tracked = box([...one, { dimension: state, set: TRACKED }]);
      return tracked === undefined ? [] : [{ box: tracked, until: Number.POSITIVE_INFINITY }];
    });
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
      const { rule } = this.visits[scope.frame.jump] as Visit;
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
    this.#leavers ??= leavers(this.visits);
    for (let at = firstFrom(this.#leavers, scope.start); result.length <= MAX_PIECES; at++) {
      const earlier = this.#leavers[at];
      if (earlier === undefined || earlier >= scope.end) break;
      const { rule, frame } = this.visits[earlier] as Visit;
      // What stands nobody knows where may stand before.
      if ((earlier >= index && !rule.item.placeUnknown) || earlier === index) continue;
      const leaves =
        scope.frame === undefined
          ? endsTable(rule) && !isRefusal(rule.action)
          : rule.action === 'return' && frame === scope.frame;
      const ends = scope.frame === undefined && rule.action === 'return' && frame.parent === undefined;
      if (leaves || ends) result.push(...this.plainMay(earlier));
    }
    return result;
  }

  /** What is told of the destination holds until addresses are rewritten, for answers to source NAT as for others. */
  #bounded(takings: readonly Taking[], index: number): readonly Taking[] {
    if (index >= this.#rewritten && index >= this.#answered) return takings;
    return takings.flatMap((taking) => {
      if (!taking.box.some(({ dimension }) => this.#isDestination(dimension))) return [taking];
      const { box: whole, until } = taking;
      if (index < this.#rewritten) return [{ box: whole, until: Math.min(until, this.#rewritten) }];
      if (until <= this.#answered) return [taking];
      const state = this.#space.dimension('connection-state');
      const first = box([...whole, { dimension: state, set: NO_ANSWERS }]);
      const short = { box: whole, until: this.#answered };
      return first === undefined ? [short] : [{ box: first, until }, short];
    });
  }

  /** How often rules before the visit may have added to a list. One whose place is not known may stand anywhere. */
  #ageAt(index: number): ListAge {
    return (list) => {
      const own = this.#fillers.get(list);
      const any = this.#fillers.get('');
      if (own === undefined && any === undefined) return 0;
      return countBefore(own, index, this.visits) + countBefore(any, index, this.visits);
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
    // Where all members are known there is no atom.
    if (this.#firewall.interfaceLists.has(list)) return undefined;
    return this.#space.interfaceListAtom('in', list);
  }

  /** End of the chain `dstnat` where one of its rules may change the destination; 0 where none does. */
  #endOfRewriting(): number {
    const last = this.visits.findLastIndex(({ rule }) => rule.enabled && rewritesDestination(rule));
    if (last < 0 || (this.visits[last] as Visit).rule.chain === 'srcnat') return 0;
    return (this.#segments.find(({ end }) => last < end) as Segment).end;
  }

  /** End of the chains that see the answers to source NAT as they come from the wire; 0 where there is no such NAT. */
  #endOfAnswers(): number {
    const hasSourceNat = this.visits.some(({ rule }) => rule.enabled && rewritesSource(rule));
    if (!hasSourceNat) return 0;
    const last = this.#segments.findLast(({ start }) => ON_THE_WIRE.has((this.visits[start] as Visit).frame.chain));
    return last === undefined ? 0 : last.end;
  }
}

/** Chains before those that see where answers go in the end. */
const ON_THE_WIRE: ReadonlySet<string> = new Set(['prerouting', 'dstnat']);

function isShift({ removed, inserted }: Edit): boolean {
  return removed !== inserted;
}

/** A list with an entry for each visit, after the edit; undefined for the new visits. */
function edited<T>(before: readonly T[], { at, removed, inserted }: Edit): (T | undefined)[] {
  if (removed === inserted) return (before as (T | undefined)[]).slice().fill(undefined, at, at + inserted);
  return before.slice(0, at).concat(new Array(inserted), before.slice(at + removed));
}

/** Steps of an earlier version as they are after the edit. */
interface Kept {
  readonly steps: VisitSteps;
  readonly edit: Edit;
}

function movedSteps(before: readonly Step[], edit: Edit): readonly Step[] {
  return isShift(edit) ? before.map((step) => moved(step, edit)) : before;
}

function leavers(visits: readonly Visit[]): readonly number[] {
  return [...visits.keys()].filter((index) => {
    const { rule } = visits[index] as Visit;
    return rule.enabled && (rule.action === 'return' || (endsTable(rule) && !isRefusal(rule.action)));
  });
}

function moved(step: Step, edit: Edit): Step {
  if (step.takes.length === 0) return step;
  return { ...step, takes: step.takes.map(({ box, until }) => ({ box, until: indexAfter(until, edit) })) };
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
/** `new`, `invalid` and `untracked`: packets that answer nothing. */
const NO_ANSWERS = IntervalSet.of<Point>([
  [0, 0],
  [3, 4],
]);
/** All states but `untracked`. */
const TRACKED = IntervalSet.range<Point>(0, 3);
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
export function exceptedLists(rule: FirewallRule): string[] {
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
