import { textOf } from '../config/configuration.ts';
import { parseIpv4, parseIpv6 } from '../packet/address.ts';
import { type Box, box, common, difference, meet, restricted, type Side, sideOf } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { parsePorts } from '../packet/ports.ts';
import { endsTable, type Family, type Firewall, type FirewallRule, isRefusal, listAddedTo } from './firewall.ts';
import { ordinarily } from './interpret.ts';
import type { ListCondition, PacketSpace } from './packetSpace.ts';
import { type Frame, type Visit, type Walk, walks } from './walk.ts';

/**
 * The packets that one source can send, sorted by the rules they meet: packets of one class match the same rules, the
 * conditions on the lists of the source apart. What a class does in a state of the lists is then a short walk over
 * its hits.
 */
export interface PacketClass {
  /** All packets of the class, as they leave their sender. */
  readonly box: Box;
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

/** All classes that a vantage can send; undefined where there are too many to follow. */
export function packetClasses(firewall: Firewall, space: PacketSpace, vantage: Vantage): PacketClass[] | undefined {
  return new Sorter(firewall, space, vantage).sort();
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

/** Interface lists that rules ask for and whose members the file does not tell. */
export function unknownLists({ rules, interfaceLists }: Firewall): string[] {
  const names = rules.flatMap(({ matchers }) => matchers.filter(({ name }) => name === 'in-interface-list'));
  return [...new Set(names.map(({ text }) => text))].filter(
    (name) => !interfaceLists.has(name) && name !== 'all' && name !== 'none',
  );
}

/** A part of the packets on its way. */
interface Piece {
  readonly walk: Walk;
  readonly at: number;
  readonly box: Box;
  /** Destination of the packets before a rule changed it. */
  readonly sent: readonly Side[] | undefined;
  readonly hook: 'input' | 'forward';
  readonly hits: readonly Hit[];
  readonly requires: readonly ListCondition[];
  /** Runs through chains that the packets are in, or may be in. */
  readonly entered: ReadonlyMap<Frame, 'surely' | 'maybe'>;
}

/** More classes than this are not worth telling apart. */
const MAX_PIECES = 20_000;
const REWRITES: ReadonlySet<string> = new Set(['dst-nat', 'redirect', 'netmap']);

class Sorter {
  readonly #space: PacketSpace;
  readonly #walks: readonly Walk[];
  readonly #targets = new Map<Visit, Frame>();
  readonly #classes: PacketClass[] = [];
  readonly #shared: readonly Side[];
  #pieces: Piece[] = [];

  constructor(firewall: Firewall, space: PacketSpace, vantage: Vantage) {
    this.#space = space;
    this.#walks = walks(firewall, vantage.family).filter(({ name, rooted }) => rooted && name !== 'output');
    for (const { visits } of this.#walks) {
      // The matchers of all rules are read first, so that each has its dimension.
      for (const { rule, frame } of visits) {
        space.match(rule);
        if (frame.jump !== undefined && frame.parent !== undefined) {
          this.#targets.set(visits[frame.jump] as Visit, frame);
        }
      }
    }
    this.#shared = sidesOf(vantage, space, firewall);
  }

  sort(): PacketClass[] | undefined {
    const type = this.#space.dimension('dst-address-type');
    for (const [name, sides] of [
      ['input', [single(type, 0)]],
      ['forward', [single(type, 1)]],
    ] as const) {
      const walk = this.#walks.find((one) => one.name === name);
      const start = box([...this.#shared, ...sides]);
      if (walk === undefined || start === undefined) continue;
      const rest = { sent: undefined, hook: name, hits: [], requires: [], entered: new Map() };
      this.#pieces.push({ walk, at: 0, box: start, ...rest });
    }
    for (let piece = this.#pieces.pop(); piece !== undefined; piece = this.#pieces.pop()) {
      if (this.#classes.length + this.#pieces.length > MAX_PIECES || piece.walk.cut) return undefined;
      this.#run(piece);
    }
    return this.#classes;
  }

  #run(start: Piece): void {
    let piece: Piece | undefined = start;
    while (piece !== undefined && piece.at < piece.walk.visits.length) {
      piece = this.#visit(piece, piece.walk.visits[piece.at] as Visit);
    }
    if (piece === undefined) return;
    const { sent, hook, hits, requires } = piece;
    const destination = sent === undefined ? undefined : new Set(sent.map(({ dimension }) => dimension));
    const own =
      destination === undefined ? piece.box : piece.box.filter(({ dimension }) => !destination.has(dimension));
    this.#classes.push({ box: box([...own, ...(sent ?? [])]) as Box, hook, hits, requires });
  }

  /** The part that matches goes on, the others are put aside; undefined where the part is done with. */
  #visit(piece: Piece, visit: Visit): Piece | undefined {
    const next = { ...piece, at: piece.at + 1 };
    const { rule, frame } = visit;
    const presence = frame.parent === undefined ? 'surely' : piece.entered.get(frame);
    if (presence === undefined) return { ...piece, at: frame.end };
    if (!rule.enabled || !matters(rule)) return next;
    const { products, lists, unstable } = this.#space.match(rule);
    let doubtful = rule.item.conditional || rule.item.placeUnknown;
    for (const { name, negated } of unstable) {
      const answer = ordinarily(name);
      if (answer === undefined) doubtful = true;
      else if (answer === negated) return next;
    }
    let rest: Box[] = [piece.box];
    const inside: Box[] = [];
    for (const product of products) {
      // Most rules match none of the packets, which is soon seen.
      if (!rest.some((part) => meet(part, product))) continue;
      inside.push(...rest.map((part) => common(part, product)).filter((part) => part !== undefined));
      rest = rest.flatMap((part) => difference(part, product, (dimension) => this.#space.domain(dimension)));
    }
    if (inside.length === 0) return next;
    for (const part of rest) this.#pieces.push({ ...next, box: part });
    const hit: Hit = { rule, frame, target: this.#targets.get(visit), lists, doubtful };
    const [first, ...others] = inside as [Box, ...Box[]];
    for (const part of others) this.#put(this.#after({ ...next, box: part }, hit, presence));
    return this.#after({ ...next, box: first }, hit, presence);
  }

  #put(piece: Piece | undefined): void {
    if (piece !== undefined) this.#pieces.push(piece);
  }

  /** Where the packets of a hit go on. */
  #after(piece: Piece, hit: Hit, presence: 'surely' | 'maybe'): Piece | undefined {
    const { rule, frame, lists, doubtful } = hit;
    const certain = lists.length === 0 && !doubtful;
    const after = { ...piece, hits: [...piece.hits, hit] };
    if (rule.action === 'jump') {
      if (hit.target === undefined) return after;
      const entered = new Map(piece.entered).set(hit.target, certain && presence === 'surely' ? 'surely' : 'maybe');
      return { ...after, entered };
    }
    if (rule.table === 'nat' && REWRITES.has(rule.action)) return this.#rewrite(after, piece, hit);
    if (!certain) return after;
    if (rule.action === 'return') return { ...after, at: frame.end };
    if (!endsTable(rule)) return after;
    // Who may not have come into the run of the chain goes on behind it.
    if (presence === 'maybe') return { ...after, at: frame.end };
    if (isRefusal(rule.action)) return { ...after, at: piece.walk.visits.length };
    return { ...after, at: rootOf(frame).end };
  }

  /** Two ways where it hangs on a list whether the packets get another destination. */
  #rewrite(after: Piece, before: Piece, hit: Hit): Piece {
    if (hit.lists.length > 0) {
      const not = hit.lists.length === 1 ? hit.lists.map((one) => ({ ...one, negated: !one.negated })) : [];
      this.#pieces.push({ ...before, requires: [...before.requires, ...not] });
    }
    const { rule } = hit;
    const address = (textOf(rule.item, 'to-addresses') ?? textOf(rule.item, 'to-address') ?? '').split(/[-/]/)[0] ?? '';
    const to = parseIpv4(address) ?? parseIpv6(address);
    const port = parsePorts(textOf(rule.item, 'to-ports') ?? '')?.first;
    const dimensions = ['dst-port', 'dst-address', 'dst-address-type'].map((name) => this.#space.dimension(name));
    const [ports, addresses, type] = dimensions as [number, number, number];
    const sent = dimensions.map((dimension) => ({
      dimension,
      set: sideOf(after.box, dimension) ?? this.#space.domain(dimension),
    }));
    let current = after.box;
    const local = rule.action === 'redirect';
    if (port !== undefined) current = restricted(current, ports, IntervalSet.range<Point>(port, port));
    if (to !== undefined && !local) current = restricted(current, addresses, IntervalSet.range<Point>(to, to));
    current = restricted(current, type, IntervalSet.range<Point>(local ? 0 : 1, local ? 0 : 1));
    const natted = this.#space.known('connection-nat-state = dstnat');
    if (natted !== undefined) current = restricted(current, natted, IntervalSet.range<Point>(1, 1));
    const walk = this.#walks.find(({ name }) => name === (local ? 'input' : 'forward')) ?? after.walk;
    const end = rootOf(hit.frame).end;
    const requires = [...after.requires, ...hit.lists];
    return { ...after, box: current, sent: after.sent ?? sent, walk, at: end, requires };
  }
}

/** Rules that decide, lead elsewhere or fill lists. */
function matters(rule: FirewallRule): boolean {
  return endsTable(rule) || rule.action === 'jump' || rule.action === 'return' || listAddedTo(rule) !== undefined;
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
