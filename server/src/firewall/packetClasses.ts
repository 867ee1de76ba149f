import { type Box, box, common, difference, meet, type Side } from '../packet/box.ts';
import { BoxTable } from '../packet/boxTable.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { perObject } from '../text/perObject.ts';
import { finish, type Steps } from '../text/steps.ts';
import {
  endsTable,
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  rewritesDestination,
} from './firewall.ts';
import { hasEffect, ordinarily, timeoutOf } from './interpret.ts';
import {
  asSent,
  fromWire,
  type Hook,
  UNCHANGED,
  untouched,
  type Way,
  withDestination,
  withEffect,
} from './packetEffects.ts';
import type { ListCondition, PacketSpace } from './packetSpace.ts';
import { parsePsd, type ScanSettings } from './scanDetector.ts';
import { type Frame, type Walk, walks } from './walk.ts';

/**
 * The packets that one source can send, sorted by the rules they meet: packets of one class match the same rules, the
 * conditions on the lists of the source apart. What a class does in a state of the lists is then a short walk over
 * its hits.
 */
export interface PacketClass {
  /** All packets of the class, as they leave their sender. */
  readonly box: Box;
  /** The same as they are in the end, where rules have changed them. */
  readonly final: Box;
  /** `input`: to the router; `forward`: through it. */
  readonly hook: 'input' | 'forward';
  /** Rules that match, in the order in which they are met. */
  readonly hits: readonly Hit[];
  /** Conditions without which its packets belong to another class, for a rule gives them another destination. */
  readonly requires: readonly ListCondition[];
}

export interface Hit {
  readonly rule: FirewallRule;
  readonly frame: Frame;
  /** The run through a chain to which the rule jumps. */
  readonly target: Frame | undefined;
  /** Conditions on the lists of the source that decide whether it matches. */
  readonly lists: readonly ListCondition[];
  /** It also hangs on what no packet tells, such as the time of day. */
  readonly doubtful: boolean;
  /** It matches only who is seen to scan: `psd`. */
  readonly scan: ScanSettings | undefined;
  /** The list on which it puts the source, and for how many seconds. */
  readonly fills: { readonly list: string; readonly seconds: number } | undefined;
}

/** From where packets come: what all of them have in common. */
export interface Vantage {
  readonly family: Family;
  readonly source: Point;
  /** An interface that the file names, or the name of an interface list that stands for one of its members. */
  readonly inInterface: string | undefined;
  readonly state: 'new' | 'established';
  /** Only packets of this protocol to this port. */
  readonly service?: { readonly protocol: number; readonly port: number };
}

/** The sides that all packets of the vantage share. */
export function sidesOf(
  { source, inInterface, state, service }: Vantage,
  space: PacketSpace,
  firewall: Firewall,
): Side[] {
  const number = inInterface === undefined ? 0 : space.interfaceNumber(inInterface);
  const sides = [
    single(space.dimension('src-address'), source),
    single(space.dimension('connection-state'), state === 'new' ? 0 : 1),
    single(space.interfaceDimension('in'), number),
  ];
  if (service !== undefined) {
    sides.push(
      single(space.dimension('protocol'), service.protocol),
      single(space.dimension('dst-port'), service.port),
    );
  }
  for (const list of unknownLists(firewall)) {
    const atom = space.interfaceListAtom('in', list);
    if (atom !== undefined) sides.push(single(atom, list === inInterface ? 1 : 0));
  }
  return sides;
}

/** Interface lists that rules ask for and of whose members the file does not settle all. */
export const unknownLists = perObject(({ rules, interfaces }: Firewall): readonly string[] => {
  const names = rules.flatMap(({ matchers }) => matchers.filter(({ name }) => name === 'in-interface-list'));
  return [...new Set(names.map(({ text }) => text))].filter((name) => {
    const { perhaps, others } = interfaces.list(name);
    return others === undefined || perhaps.size > 0;
  });
});

/** The sorter of a firewall; several ask for it. */
export function packetSorter(firewall: Firewall, space: PacketSpace, family: Family): PacketSorter {
  return finish(packetSorterSteps(firewall, space, family));
}

/** The same in steps. */
export function* packetSorterSteps(firewall: Firewall, space: PacketSpace, family: Family): Steps<PacketSorter> {
  const known = sorters.get(space);
  if (known?.firewall === firewall) return known.sorter;
  const sorter = yield* PacketSorter.steps(firewall, space, family);
  sorters.set(space, { firewall, sorter });
  return sorter;
}

const sorters = new WeakMap<PacketSpace, { readonly firewall: Firewall; readonly sorter: PacketSorter }>();

/** Sorts packets of one family into classes; what the rules match is read once. */
export class PacketSorter {
  readonly #space: PacketSpace;
  readonly #firewall: Firewall;
  readonly #walks: readonly PreparedWalk[];

  private constructor(firewall: Firewall, space: PacketSpace, walks: readonly PreparedWalk[]) {
    this.#firewall = firewall;
    this.#space = space;
    this.#walks = walks;
  }

  static *steps(firewall: Firewall, space: PacketSpace, family: Family): Steps<PacketSorter> {
    const all: PreparedWalk[] = [];
    for (const walk of walks(firewall, family)) {
      if (walk.rooted && walk.name !== 'output') all.push(yield* prepared(walk, space));
    }
    return new PacketSorter(firewall, space, all);
  }

  /**
   * The classes of all packets that the vantage can send and that are in one of the boxes; all packets, if none are
   * given. Undefined where there are too many to follow.
   */
  classes(vantage: Vantage, boxes: readonly Box[] = EVERYTHING): PacketClass[] | undefined {
    return finish(this.classSteps(vantage, boxes));
  }

  /** The same in steps. */
  classSteps(vantage: Vantage, boxes: readonly Box[] = EVERYTHING): Steps<PacketClass[] | undefined> {
    return new Sorting(this.#space, this.#walks, this.#firewall, vantage).steps(boxes);
  }

  /** The classes of the packets of a plain port scan: nothing in them, and a SYN for TCP. They differ in port only. */
  scanned(vantage: Vantage, protocol: number): PacketClass[] | undefined {
    const port = this.#space.dimension('dst-port');
    const shared = sidesOf(vantage, this.#space, this.#firewall);
    const told = new Set(shared.map(({ dimension }) => dimension));
    const sides: Side[] = [];
    for (let dimension = 0; dimension < this.#space.dimensions; dimension++) {
      if (dimension === port || told.has(dimension)) continue;
      const { name, ordinary, domain } = this.#space.info(dimension);
      // The kind of destination tells the packets to the router from those through it.
      if (name === 'dst-address-type') continue;
      const value = name === 'protocol' ? protocol : name === 'tcp-flag syn' ? 1 : (ordinary[0] ?? domain.first);
      sides.push(single(dimension, value as Point));
    }
    return this.classes(vantage, [box(sides) as Box])?.filter(({ hook }) => hook === 'input');
  }
}

const EVERYTHING: readonly Box[] = [[]];

/** A walk with what each rule matches and where its jump leads. */
interface PreparedWalk extends Walk {
  readonly prepared: readonly PreparedVisit[];
  /** The products of all visits, and of which visit each is. */
  readonly table: BoxTable;
  readonly owners: readonly number[];
}

interface PreparedVisit {
  readonly hit: Hit;
  readonly products: readonly Box[];
}

/** Rules that do not matter are left out, and those that ordinary packets never match. */
function* prepared(walk: Walk, space: PacketSpace): Steps<PreparedWalk> {
  const targets = new Map<number, Frame>();
  // Packets that come to a walk that was cut are not followed.
  const all = walk.cut ? [] : walk.visits;
  for (const { frame } of all)
    if (frame.jump !== undefined && frame.parent !== undefined) targets.set(frame.jump, frame);
  const visits: PreparedVisit[] = [];
  for (const [index, { rule, frame }] of all.entries()) {
    const { lists } = space.match(rule);
    const { products, unstable } = space.withMarks(rule);
    let doubtful = rule.item.conditional || rule.item.placeUnknown;
    let never = !rule.enabled || !hasEffect(rule);
    let scan: ScanSettings | undefined;
    for (const { name, negated, text } of unstable) {
      scan ??= name === 'psd' && !negated ? parsePsd(text) : undefined;
      if (name === 'psd' && scan !== undefined) continue;
      const answer = ordinarily(name);
      if (answer === undefined) doubtful = true;
      else if (answer === negated) never = true;
    }
    const added = rule.action === 'add-src-to-address-list' ? listAddedTo(rule) : undefined;
    const fills = added === undefined ? undefined : { list: added.text, seconds: timeoutOf(rule) };
    const hit = { rule, frame, target: targets.get(index), lists, doubtful, scan, fills };
    const own = products.map((product) => fromWire(product, space, rule.family));
    visits.push({ hit, products: never ? [] : own.filter((product) => product !== undefined) });
    yield;
  }
  const boxes = visits.flatMap(({ products }) => products);
  const owners = visits.flatMap(({ products }, visit) => products.map(() => visit));
  yield;
  return { ...walk, prepared: visits, table: yield* BoxTable.steps(boxes, space), owners };
}

/** A part of the packets on its way. */
interface Piece {
  readonly walk: PreparedWalk;
  /** Visits of the walk that some of the packets can match, and the next of them. */
  readonly visits: readonly number[];
  readonly next: number;
  /** Visits before this one are passed by. */
  readonly at: number;
  readonly box: Box;
  readonly sent: Way['sent'];
  readonly hook: 'input' | 'forward';
  readonly hits: readonly Hit[];
  readonly requires: readonly ListCondition[];
  /** Runs through chains that the packets are in, or may be in. */
  readonly entered: ReadonlyMap<Frame, 'surely' | 'maybe'>;
}

/** More classes than this are not worth telling apart. */
const MAX_PIECES = 5_000;
/** Sides and hits of pieces that are looked at and copied: with n rules for n different things a piece has up to n. */
const MAX_LOOKED_AT = 1_000_000;

/** Where they are so many, with boxes of many sides, they take a millisecond or two. */
const VISITS_OF_A_STEP = 32;

class Sorting {
  /** Sides and hits of the pieces that were looked at so far. */
  #lookedAt = 0;
  /** Some packets have come to a walk that was cut. */
  #isCut = false;
  readonly #space: PacketSpace;
  readonly #walks: readonly PreparedWalk[];
  readonly #firewall: Firewall;
  readonly #vantage: Vantage;
  readonly #classes: PacketClass[] = [];
  #pieces: Piece[] = [];

  constructor(space: PacketSpace, walks: readonly PreparedWalk[], firewall: Firewall, vantage: Vantage) {
    this.#space = space;
    this.#walks = walks;
    this.#firewall = firewall;
    this.#vantage = vantage;
  }

  *steps(boxes: readonly Box[]): Steps<PacketClass[] | undefined> {
    const type = this.#space.dimension('dst-address-type');
    const shared = sidesOf(this.#vantage, this.#space, this.#firewall);
    const starts = untouched(this.#space).map((sides) => [...shared, ...sides]);
    for (const [name, side] of [
      ['input', single(type, 0)],
      ['forward', single(type, 1)],
    ] as const) {
      const walk = this.#walks.find((one) => one.name === name);
      const parts: Box[] = [];
      for (const sides of starts) parts.push(...(yield* apartSteps(boxes, [...sides, side], this.#space)));
      for (const start of parts) {
        yield;
        if (walk === undefined) {
          // Where no rule stands in the way, nothing happens to the packets.
          this.#classes.push({ box: start, final: start, hook: name, hits: [], requires: [] });
          continue;
        }
        const visits = meeting(walk, start);
        const rest = { sent: UNCHANGED, hook: name, hits: [], requires: [], entered: new Map() };
        this.#pieces.push({ walk, visits, next: 0, at: 0, box: start, ...rest });
      }
    }
    for (let piece = this.#pieces.pop(); piece !== undefined; piece = this.#pieces.pop()) {
      if (this.#classes.length + this.#pieces.length > MAX_PIECES || piece.walk.cut) return undefined;
      yield* this.#follow(piece);
      if (this.#lookedAt > MAX_LOOKED_AT || this.#isCut) return undefined;
    }
    return this.#classes;
  }

  *#follow(start: Piece): Steps<void> {
    yield;
    let piece: Piece | undefined = start;
    while (piece !== undefined && piece.next < piece.visits.length && this.#lookedAt <= MAX_LOOKED_AT) {
      const index = piece.visits[piece.next] as number;
      if (piece.next % VISITS_OF_A_STEP === 0) yield;
      const next: Piece = { ...piece, next: piece.next + 1 };
      piece = index < piece.at ? next : this.#visit(next, piece.walk.prepared[index] as PreparedVisit);
    }
    if (piece === undefined) return;
    const { hook, hits, requires } = piece;
    const own = asSent(piece, this.#vantage.family);
    if (own !== undefined) this.#classes.push({ box: own, final: piece.box, hook, hits, requires });
  }

  /** The part that matches goes on, the others are put aside; undefined where the part is done with. */
  #visit(piece: Piece, { hit, products }: PreparedVisit): Piece | undefined {
    const { frame } = hit;
    const presence = piece.entered.get(frame) ?? (frame.parent === undefined ? 'surely' : undefined);
    if (presence === undefined) return { ...piece, at: frame.end };
    this.#lookedAt += piece.box.length + piece.hits.length;
    let rest: Box[] = [piece.box];
    const inside: Box[] = [];
    for (const product of products) {
      // Most rules match none of the packets, which is soon seen.
      if (!rest.some((part) => meet(part, product))) continue;
      inside.push(...rest.map((part) => common(part, product)).filter((part) => part !== undefined));
      rest = rest.flatMap((part) => difference(part, product, (dimension) => this.#space.domain(dimension)));
    }
    if (inside.length === 0) return piece;
    for (const part of rest) this.#pieces.push({ ...piece, box: part });
    const [first, ...others] = inside as [Box, ...Box[]];
    for (const part of others) this.#put(this.#after({ ...piece, box: part }, hit, presence));
    return this.#after({ ...piece, box: first }, hit, presence);
  }

  #put(piece: Piece | undefined): void {
    if (piece !== undefined) this.#pieces.push(piece);
  }

  /** Where the packets of a hit go on. */
  #after(piece: Piece, hit: Hit, presence: 'surely' | 'maybe'): Piece | undefined {
    const { rule, frame, lists, doubtful, scan } = hit;
    const certain = lists.length === 0 && !doubtful && scan === undefined;
    const after = { ...piece, hits: [...piece.hits, hit] };
    if (rule.action === 'jump') {
      if (hit.target === undefined) return after;
      const entered = new Map(piece.entered).set(hit.target, certain && presence === 'surely' ? 'surely' : 'maybe');
      return { ...after, entered };
    }
    const change = this.#change(after, hit);
    if (change !== undefined) return this.#changed(change, piece, hit);
    if (!certain) return { ...after, entered: leaving(piece.entered, hit) };
    if (rule.action === 'return') return { ...after, at: frame.end };
    if (!endsTable(rule)) return after;
    // Who may not have come into the run of the chain goes on behind it.
    if (presence === 'maybe') return { ...after, at: frame.end };
    if (isRefusal(rule.action)) return { ...after, next: piece.visits.length };
    return { ...after, at: rootOf(frame).end };
  }

  /** The packets after what the rule does to them; undefined where it does nothing. What is in doubt is left undone. */
  #change(after: Piece, { rule, frame, doubtful, scan }: Hit): Piece | undefined {
    if (rootOf(frame).chain === 'dstnat' && rewritesDestination(rule)) return this.#rewritten(after, rule, frame);
    const way = doubtful || scan !== undefined ? undefined : withEffect(after, rule, this.#space);
    if (way === undefined) return undefined;
    // Other rules may match now that did not before.
    const next = after.visits[after.next - 1] as number;
    return { ...after, ...way, visits: meeting(after.walk, way.box), next: 0, at: Math.max(after.at, next + 1) };
  }

  #rewritten(after: Piece, rule: FirewallRule, frame: Frame): Piece {
    const context = { space: this.#space, firewall: this.#firewall };
    const way = withDestination(after, rule, after.walk.name as Hook, context);
    const walk = this.#walks.find(({ name }) => name === way.hook) ?? after.walk;
    const { box: now, sent } = way;
    this.#isCut ||= walk.cut;
    return { ...after, box: now, sent, walk, visits: meeting(walk, now), next: 0, at: rootOf(frame).end };
  }

  /** Two ways where it hangs on a list whether the packets are changed. */
  #changed(change: Piece, before: Piece, { lists, rule, frame }: Hit): Piece {
    if (lists.length > 0) {
      const not = lists.length === 1 ? lists.map((one) => ({ ...one, negated: !one.negated })) : [];
      this.#pieces.push({ ...before, requires: [...before.requires, ...not] });
    }
    const at = endsTable(rule) ? Math.max(change.at, rootOf(frame).end) : change.at;
    return { ...change, at, requires: [...change.requires, ...lists] };
  }
}

/** The boxes without what earlier ones have, each with the sides that all share. */
export function apart(boxes: readonly Box[], shared: readonly Side[], space: PacketSpace): Box[] {
  return finish(apartSteps(boxes, shared, space));
}

function* apartSteps(boxes: readonly Box[], shared: readonly Side[], space: PacketSpace): Steps<Box[]> {
  const wholes: Box[] = [];
  for (const one of boxes) {
    const whole = box([...one, ...shared]);
    if (whole !== undefined) wholes.push(whole);
  }
  yield;
  // Mostly they have nothing in common.
  const table = yield* BoxTable.steps(wholes, space);
  const result: (readonly Box[])[] = [];
  for (const [index, whole] of wholes.entries()) {
    let parts: readonly Box[] = [whole];
    for (const earlier of table.meeting(whole, index)) {
      for (const known of result[earlier] as readonly Box[]) {
        if (!parts.some((part) => meet(part, known))) continue;
        parts = parts.flatMap((part) => difference(part, known, (dimension) => space.domain(dimension)));
      }
    }
    result.push(parts);
    yield;
  }
  return result.flat();
}

/** Visits that packets of the box can match. */
function meeting({ table, owners }: PreparedWalk, start: Box): number[] {
  const visits: number[] = [];
  for (const row of table.meeting(start, owners.length)) {
    const visit = owners[row] as number;
    if (visit !== visits.at(-1)) visits.push(visit);
  }
  return visits;
}

/** Some of the packets may be gone from the run through a chain, or with it from the table, without being kept out. */
function leaving(entered: Piece['entered'], { rule, frame }: Hit): Piece['entered'] {
  if (rule.action === 'return') return new Map(entered).set(frame, 'maybe');
  if (!endsTable(rule) || isRefusal(rule.action)) return entered;
  const left = new Map(entered);
  for (let open: Frame | undefined = frame; open !== undefined; open = open.parent) left.set(open, 'maybe');
  return left;
}

/** The run through the built-in chain in which a run began. */
export function rootOf(frame: Frame): Frame {
  let root = frame;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

function single(dimension: number, value: Point): Side {
  return { dimension, set: IntervalSet.range<Point>(value, value) };
}
