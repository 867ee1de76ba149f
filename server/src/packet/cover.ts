import { type Box, type Side, sideOf } from './box.ts';
import { type Interval, IntervalSet, type Point, predecessor } from './intervalSet.ts';

export type CoverResult =
  | {
      readonly kind: 'covered' /** Indices of boxes that together cover it, ascending. */;
      readonly by: readonly number[];
    }
  | { readonly kind: 'open' /** A part that no box covers. */; readonly part: Box }
  /** The budget ran out. */
  | { readonly kind: 'unknown' };

/**
 * Whether boxes together cover a box, exactly. The box is cut along the one that it reaches out of in the fewest
 * dimensions; the pieces outside are proved one by one, the piece inside is covered. It stops at the first piece that
 * no box meets (`docs/facts/method.md#covering`). `all` is the domain of a dimension; `budget` bounds how
 * often a piece is compared with a box.
 */
export function cover(whole: Box, boxes: readonly Box[], all: Domain, budget: number): CoverResult {
  const problem = new Problem(whole, boxes, all);
  const found = problem.explore([...boxes.keys()], budget);
  if (found === undefined) return { kind: 'unknown' };
  if (found.open !== undefined) return { kind: 'open', part: problem.boxOf(found.open) };
  return { kind: 'covered', by: minimal(problem, found.used, budget) };
}

type Domain = (dimension: number) => IntervalSet<Point>;

/** Leaves out boxes, the last ones first, as long as the others still cover. */
function minimal(problem: Problem, used: readonly number[], budget: number): number[] {
  const kept = [...used];
  if (kept.length > MAX_MINIMISED) return kept;
  for (let i = kept.length - 1; i >= 0 && kept.length > 1; i--) {
    const fewer = kept.filter((_, index) => index !== i);
    const found = problem.explore(fewer, budget);
    if (found !== undefined && found.open === undefined) kept.splice(i, 1);
  }
  return kept;
}

/** More boxes than a message could name are not worth the time. */
const MAX_MINIMISED = 24;

/** A part of the whole: for each dimension that some box restricts a bit for each cell. */
type Piece = Int32Array;

interface Explored {
  /** Indices of the boxes that were cut along, ascending. */
  readonly used: readonly number[];
  /** A piece that no box meets. */
  readonly open: Piece | undefined;
}

/** The question in bits: in each dimension the ends of the boxes cut the values of the whole into cells. */
class Problem {
  readonly #whole: Box;
  readonly #axes: readonly Axis[];
  /** For each box its sides. */
  readonly #sides: readonly (readonly Bits[])[];
  readonly #full: Piece;

  constructor(whole: Box, boxes: readonly Box[], all: Domain) {
    this.#whole = whole;
    const setsOf = new Map<number, IntervalSet<Point>[]>();
    for (const box of boxes) {
      for (const { dimension, set } of box) {
        const sets = setsOf.get(dimension);
        if (sets === undefined) setsOf.set(dimension, [set]);
        else sets.push(set);
      }
    }
    const axes = new Map<number, Axis>();
    let words = 0;
    for (const [dimension, sets] of setsOf) {
      const axis = new Axis(dimension, sideOf(whole, dimension) ?? all(dimension), sets, words);
      axes.set(dimension, axis);
      words = axis.end;
    }
    this.#axes = [...axes.values()];
    this.#sides = boxes.map((box) => box.map(({ dimension, set }) => (axes.get(dimension) as Axis).bitsOf(set)));
    this.#full = new Int32Array(words);
    for (const { start, cells } of this.#axes) setBits(this.#full, 32 * start, 32 * start + cells - 1);
  }

  /** Undefined where the budget runs out. */
  explore(indices: readonly number[], budget: number): Explored | undefined {
    const used = new Set<number>();
    // A stack of open pieces instead of recursion: depth is bounded by memory, not by calls.
    const stack: { piece: Piece; candidates: readonly number[] }[] = [{ piece: this.#full, candidates: indices }];
    let left = budget;
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      left -= entry.candidates.length;
      if (left < 0) return undefined;
      const { piece } = entry;
      const live: number[] = [];
      let nearest = -1;
      let fewest = Number.POSITIVE_INFINITY;
      for (const index of entry.candidates) {
        const sides = this.#sides[index] as readonly Bits[];
        if (!meets(piece, sides)) continue;
        live.push(index);
        if (fewest === 0) continue;
        const count = protrusions(piece, sides, fewest);
        if (count >= fewest) continue;
        fewest = count;
        nearest = index;
      }
      if (nearest < 0) return { used: [], open: piece };
      used.add(nearest);
      if (fewest === 0) continue;
      const candidates = live.filter((index) => index !== nearest);
      let rest = piece;
      for (const side of this.#sides[nearest] as readonly Bits[]) {
        if (isInside(rest, side)) continue;
        const outside = rest.slice();
        const inside = rest.slice();
        inside.fill(0, side.axis.start, side.axis.end);
        for (let word = side.start; word < side.end; word++) {
          const bits = side.bits[word - side.start] as number;
          outside[word] = (outside[word] as number) & ~bits;
          inside[word] = (rest[word] as number) & bits;
        }
        stack.push({ piece: outside, candidates });
        rest = inside;
      }
    }
    return { used: [...used].sort((a, b) => a - b), open: undefined };
  }

  boxOf(piece: Piece): Box {
    const sides: Side[] = [];
    const cut = new Set<number>();
    for (const axis of this.#axes) {
      const set = axis.setOf(piece);
      if (set === undefined) continue;
      sides.push({ dimension: axis.dimension, set });
      cut.add(axis.dimension);
    }
    for (const side of this.#whole) if (!cut.has(side.dimension)) sides.push(side);
    return sides.sort((a, b) => a.dimension - b.dimension);
  }
}

/** The side of a box: its cells, in those words of the dimension in which it has any. */
interface Bits {
  readonly axis: Axis;
  readonly start: number;
  readonly end: number;
  readonly bits: Int32Array;
}

class Axis {
  readonly dimension: number;
  /** Its words in a piece. */
  readonly start: number;
  readonly end: number;
  readonly cells: number;
  /** Least values of the cells, and the ends behind them. */
  readonly #lows: Point[] = [];
  readonly #ends: Point[] = [];
  readonly #known = new Map<IntervalSet<Point>, Bits>();

  constructor(dimension: number, own: IntervalSet<Point>, sets: readonly IntervalSet<Point>[], start: number) {
    this.dimension = dimension;
    this.start = start;
    const cuts: Point[] = [];
    for (const { bounds } of new Set(sets)) for (const bound of bounds) cuts.push(bound);
    cuts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    let next = 0;
    for (let at = 0; at < own.bounds.length; at += 2) {
      const end = own.bounds[at + 1] as Point;
      let low = own.bounds[at] as Point;
      while (next < cuts.length && (cuts[next] as Point) < end) {
        const cut = cuts[next++] as Point;
        if (cut <= low) continue;
        this.#lows.push(low);
        this.#ends.push(cut);
        low = cut;
      }
      this.#lows.push(low);
      this.#ends.push(end);
    }
    this.cells = this.#lows.length;
    this.end = start + Math.ceil(this.cells / 32);
  }

  bitsOf(set: IntervalSet<Point>): Bits {
    let known = this.#known.get(set);
    if (known === undefined) {
      const cells: number[] = [];
      for (const bound of set.bounds) cells.push(this.#cellsBelow(bound));
      // Only the words between its first and its last cell: most sides are narrow.
      const first = (cells[0] as number) >> 5;
      const words = Math.max(0, ((cells[cells.length - 1] as number) + 31) >> 5) - first;
      const bits = new Int32Array(Math.max(0, words));
      for (let at = 0; at < cells.length; at += 2) {
        setBits(bits, (cells[at] as number) - 32 * first, (cells[at + 1] as number) - 32 * first - 1);
      }
      const start = this.start + first;
      known = { axis: this, start, end: start + bits.length, bits };
      this.#known.set(set, known);
    }
    return known;
  }

  /** The values of the piece; undefined where it has all of the whole. */
  setOf(piece: Piece): IntervalSet<Point> | undefined {
    const intervals: Interval<Point>[] = [];
    for (let cell = 0; cell < this.cells; cell++) {
      if (((piece[this.start + (cell >> 5)] as number) >>> (cell & 31)) & 1) {
        intervals.push([this.#lows[cell] as Point, predecessor(this.#ends[cell] as Point)]);
      }
    }
    return intervals.length === this.cells ? undefined : IntervalSet.of(intervals);
  }

  /** How many cells begin below the value. */
  #cellsBelow(value: Point): number {
    let low = 0;
    let high = this.cells;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lows[middle] as Point) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function setBits(bits: Int32Array, first: number, last: number): void {
  for (let cell = first; cell <= last; ) {
    if ((cell & 31) === 0 && last - cell >= 31) {
      bits[cell >> 5] = -1;
      cell += 32;
    } else {
      bits[cell >> 5] = (bits[cell >> 5] as number) | (1 << (cell & 31));
      cell++;
    }
  }
}

function meets(piece: Piece, sides: readonly Bits[]): boolean {
  for (const { start, end, bits } of sides) {
    let isMeeting = false;
    for (let word = start; word < end && !isMeeting; word++) {
      isMeeting = ((piece[word] as number) & (bits[word - start] as number)) !== 0;
    }
    if (!isMeeting) return false;
  }
  return true;
}

/** In how many dimensions the piece reaches out of the box, counted up to `most`. */
function protrusions(piece: Piece, sides: readonly Bits[], most: number): number {
  let count = 0;
  for (const side of sides) if (!isInside(piece, side) && ++count >= most) break;
  return count;
}

function isInside(piece: Piece, { axis, start, end, bits }: Bits): boolean {
  for (let word = axis.start; word < axis.end; word++) {
    const side = word >= start && word < end ? (bits[word - start] as number) : 0;
    if (((piece[word] as number) & ~side) !== 0) return false;
  }
  return true;
}
