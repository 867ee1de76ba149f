import { type Box, box, common, difference, meet, type Side, sideOf } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { ANSWERS_SOURCE_NAT } from './fieldValues.ts';
import {
  endsTable,
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  rewritesDestination,
  rewritesSource,
} from './firewall.ts';
import { type Hook as Interpreted, timeoutOf } from './interpret.ts';
import { apart, rootOf } from './packetClasses.ts';
import {
  asSent,
  type Hook,
  onWire,
  UNCHANGED,
  untouched,
  type Way,
  withAnswers,
  withDestination,
  withEffect,
} from './packetEffects.ts';
import type { ListCondition, Listed, PacketSpace } from './packetSpace.ts';
import { type Frame, type Visit, type Walk, walks } from './walk.ts';

/** Packets that have the same fate, whatever they are: the reference interpreter for all packets at once. */
export interface Passage {
  /** The packets as they leave their sender. */
  readonly box: Box;
  readonly hook: Interpreted;
  readonly verdict: 'admitted' | 'refused';
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
  /** The rule that gave them another destination. */
  readonly rewrittenBy: FirewallRule | undefined;
  /** The rule that gave them another source. */
  readonly sourceBy: FirewallRule | undefined;
  /** The lists onto which rules put an address of the packet. */
  readonly listings: readonly Listing[];
}

export interface Listing {
  readonly side: 'source' | 'destination';
  readonly list: string;
  /** The last rule that did it; its timeout counts. */
  readonly rule: FirewallRule;
  /** How long, in seconds; infinite where it lasts until the router restarts. */
  readonly seconds: number;
}

/** How much may still be spent on comparing boxes; several searches may share one. */
export interface Effort {
  left: number;
}

/**
 * The ways of all packets of one family through the tables, cut into boxes. In contrast to the classes of
 * `packetClasses.ts` nothing is left open: conditions on lists, and what no packet tells, are dimensions of the space.
 */
export class Passages {
  readonly #space: PacketSpace;
  readonly #walks: ReadonlyMap<Interpreted, PreparedWalk>;
  readonly #isEmpty: (condition: ListCondition) => boolean;
  readonly #effort: Effort;
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #wire: IntervalSet<Point>;
  readonly #renamed = new Map<Box, Box | undefined>();

  /**
   * `wire`: the addresses to which answers to source NAT come; none, where there is no such NAT. `isEmpty` says of which
   * lists it is known that nobody is on them in a way that the file does not show.
   */
  constructor(
    firewall: Firewall,
    family: Family,
    space: PacketSpace,
    effort: Effort,
    wire: IntervalSet<Point>,
    isEmpty: (condition: ListCondition) => boolean = () => false,
  ) {
    this.#wire = wire;
    this.#isEmpty = isEmpty;
    this.#firewall = firewall;
    this.#family = family;
    this.#space = space;
    this.#effort = effort;
    const all = walks(firewall, family);
    this.#walks = new Map(HOOKS_FOLLOWED.map((hook) => [hook, prepared(all.find((one) => isWalk(one, hook)))]));
    for (const { walk } of this.#walks.values()) for (const { rule } of walk?.visits ?? []) space.match(rule);
  }

  walk(hook: Interpreted): Walk | undefined {
    return this.#walks.get(hook)?.walk;
  }

  /** The packets of the boxes, each in one passage; it ends early when the effort is spent. */
  *of(hook: Interpreted, boxes: readonly Box[]): Iterable<Passage> {
    const starts = this.#startsOf(hook).flatMap((sides) => apart(boxes, sides, this.#space));
    const pieces: Piece[] = starts.map((start) => ({
      // What the router sends meets no rule that would give it another destination.
      hook: hook === 'output' ? 'forward' : hook,
      walk: this.#walks.get(hook) as PreparedWalk,
      at: 0,
      box: start,
      sent: UNCHANGED,
      rewrittenBy: undefined,
      sourceBy: undefined,
      listings: [],
      by: undefined,
    }));
    for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
      const passage = this.#follow(piece, hook, pieces);
      if (passage === undefined) return;
      this.#effort.left -= COST_OF_PASSAGE;
      yield passage;
    }
  }

  /** What all packets have in common that set out for there. */
  #startsOf(hook: Interpreted): Side[][] {
    if (hook === 'output') return untouched(this.#space);
    const type = this.#space.dimension('dst-address-type');
    const side = { dimension: type, set: hook === 'input' ? FIRST : SECOND };
    const parts = untouched(this.#space).map((sides) => [...sides, side]);
    return hook === 'input' || this.#wire.isEmpty ? parts : withAnswers(parts, this.#space, this.#wire);
  }

  /** Goes on with one part of the packets and puts the others aside; undefined when the effort is spent. */
  #follow(start: Piece, hook: Interpreted, aside: Piece[]): Passage | undefined {
    let piece = start;
    for (;;) {
      const { walk, targets } = piece.walk;
      // Its visits are not in the order in which packets meet them.
      if (walk?.cut === true) this.#effort.left = 0;
      if (this.#effort.left <= 0) return undefined;
      const visit = walk?.visits[piece.at];
      if (visit === undefined) return this.#passage(piece, hook, 'admitted', piece.by);
      const { rule, frame } = visit;
      const target = targets.get(piece.at);
      const passedBy: Piece = { ...piece, at: target?.end ?? piece.at + 1 };
      const [first, ...others] = rule.enabled ? this.#matching(piece, visit, passedBy, aside) : [];
      this.#effort.left--;
      if (first === undefined) {
        piece = passedBy;
        continue;
      }
      for (const part of others) aside.push({ ...piece, box: part });
      const matching: Piece = { ...piece, box: first };
      if (isRefusal(rule.action)) return this.#passage(matching, hook, 'refused', rule);
      piece = this.#after(matching, rule, frame);
    }
  }

  /** The parts that match the rule; the others are put aside to pass it by. */
  #matching(piece: Piece, { rule, frame }: Visit, passedBy: Piece, aside: Piece[]): Box[] {
    const isWire = rootOf(frame).chain === 'prerouting' && this.#areAnswers(piece.box);
    const listed = (condition: ListCondition): Listed => {
      const answer = isListed(condition, piece);
      return answer === 'unknown' && this.#isEmpty(condition) ? 'no' : answer;
    };
    let rest: Box[] = [piece.box];
    const inside: Box[] = [];
    for (const plain of this.#space.exactly(rule, listed)) {
      this.#effort.left -= rest.length;
      if (!isWire && !rest.some((part) => meet(part, plain))) continue;
      const seen = isWire ? this.#onWire(plain) : plain;
      const product = rule.table === 'nat' && seen !== undefined ? box([...seen, this.#firstOfConnection()]) : seen;
      if (product === undefined) continue;
      inside.push(...rest.map((part) => common(part, product)).filter((part) => part !== undefined));
      rest = rest.flatMap((part) => difference(part, product, (dimension) => this.#space.domain(dimension)));
    }
    if (inside.length > 0) for (const part of rest) aside.push({ ...passedBy, box: part });
    return inside;
  }

  #areAnswers(whole: Box): boolean {
    const dimension = this.#space.known(ANSWERS_SOURCE_NAT);
    return dimension !== undefined && sideOf(whole, dimension)?.contains(1) === true;
  }

  #onWire(product: Box): Box | undefined {
    if (!this.#renamed.has(product)) this.#renamed.set(product, onWire(product, this.#space));
    return this.#renamed.get(product);
  }

  /** Where packets go on that match the rule. */
  #after(piece: Piece, rule: FirewallRule, frame: Frame): Piece {
    const next = { ...piece, at: piece.at + 1 };
    const root = rootOf(frame);
    if (rule.action === 'jump') return next;
    if (rule.action === 'return') return { ...piece, at: frame.end };
    const changed = withEffect(piece, rule, this.#space);
    if (changed !== undefined) return { ...piece, ...changed, at: endsTable(rule) ? root.end : piece.at + 1 };
    if (endsTable(rule)) {
      const sourceBy = root.chain === 'srcnat' && rewritesSource(rule) ? rule : piece.sourceBy;
      const decided = { ...piece, at: root.end, by: rule.table === 'filter' ? rule : piece.by, sourceBy };
      return root.chain === 'dstnat' && rewritesDestination(rule) ? this.#rewrite(decided, rule) : decided;
    }
    const added = listAddedTo(rule);
    if (added === undefined) return next;
    const side = rule.action === 'add-src-to-address-list' ? 'source' : 'destination';
    // The router's own address is not known where no rule asks for it.
    if (side === 'destination' && this.#space.known('dst-address') === undefined) return next;
    const others = piece.listings.filter((one) => one.side !== side || one.list !== added.text);
    return { ...next, listings: [...others, { side, list: added.text, rule, seconds: timeoutOf(rule) }] };
  }

  #rewrite(piece: Piece, rule: FirewallRule): Piece {
    const context = { space: this.#space, firewall: this.#firewall };
    const { box: now, sent, hook } = withDestination(piece, rule, piece.hook, context);
    const walk = this.#walks.get(hook) as PreparedWalk;
    // Up to the end of destination NAT both walks are the same.
    return { ...piece, box: now, sent, rewrittenBy: rule, hook, walk };
  }

  #passage(piece: Piece, hook: Interpreted, verdict: Passage['verdict'], by: FirewallRule | undefined): Passage {
    const { rewrittenBy, sourceBy, listings } = piece;
    return { box: asSent(piece, this.#family) ?? piece.box, hook, verdict, by, rewrittenBy, sourceBy, listings };
  }

  /** Only the first packet of a connection meets NAT. */
  #firstOfConnection(): Side {
    return { dimension: this.#space.dimension('connection-state'), set: FIRST };
  }
}

/** To follow packets to their end takes as long as comparing so many boxes. */
const COST_OF_PASSAGE = 20;
const HOOKS_FOLLOWED: readonly Interpreted[] = ['input', 'forward', 'output'];
const FIRST = IntervalSet.range<Point>(0, 0);
const SECOND = IntervalSet.range<Point>(1, 1);

interface PreparedWalk {
  /** Undefined where no rule stands on the way. */
  readonly walk: Walk | undefined;
  /** The run through a chain to which the visit jumps. */
  readonly targets: ReadonlyMap<number, Frame>;
}

/** A part of the packets on its way. */
interface Piece {
  readonly hook: Hook;
  readonly walk: PreparedWalk;
  /** The next visit. */
  readonly at: number;
  readonly box: Box;
  readonly sent: Way['sent'];
  readonly rewrittenBy: FirewallRule | undefined;
  readonly sourceBy: FirewallRule | undefined;
  readonly listings: readonly Listing[];
  /** The rule of the filter that let them pass. */
  readonly by: FirewallRule | undefined;
}

function prepared(walk: Walk | undefined): PreparedWalk {
  const targets = new Map<number, Frame>();
  for (const { frame } of walk?.visits ?? []) if (frame.jump !== undefined) targets.set(frame.jump, frame);
  return { walk, targets };
}

function isWalk({ name, rooted }: Walk, hook: Interpreted): boolean {
  return rooted && name === hook;
}

/** Where rules have put the address since; nobody knows who else is on a list than its first destination. */
function isListed({ side, list }: ListCondition, { listings, rewrittenBy }: Piece): Listed {
  if (listings.some((one) => one.side === side && one.list === list)) return 'yes';
  return side === 'destination' && rewrittenBy !== undefined ? 'no' : 'unknown';
}
