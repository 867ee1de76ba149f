import type { Steps } from '../text/steps.ts';
import type { IntervalSet, Point } from './intervalSet.ts';
import type { Dimensions } from './shadowing.ts';

/** What rows ask of one dimension. */
export interface Draft {
  readonly dimension: number;
  /** The rows that restrict the dimension, ascending, and how. */
  readonly rows: number[];
  readonly sets: IntervalSet<Point>[];
}

/** Cells as `first, last` of each stretch, ascending. */
type Cells = readonly number[];

/** The sets of a column as numbers, and which cells they have. */
interface Laid {
  readonly sets: Int32Array;
  readonly numbers: ReadonlyMap<IntervalSet<Point>, number>;
  readonly ends: ArrayLike<Point>;
  readonly starts: Int32Array;
  readonly stretches: Int32Array;
}

/** One dimension of many boxes: which cells each of them has, and those that a product asks for. */
export class BoxColumn {
  readonly dimension: number;
  /** How many values the dimension has. */
  readonly size: number;
  /** For each row the number of its set. */
  readonly sets: Int32Array;
  /** The cells that the product asks for; undefined where it does not restrict the dimension. */
  asked: Cells | undefined;
  /** The same as values. */
  own: IntervalSet<Point> | undefined;
  /** What was chosen last. */
  cell = 0;
  value: Point = 0;
  /** How many of the sets have it. */
  taken = 0;
  readonly #domain: IntervalSet<Point>;
  readonly #ordinary: readonly Point[];
  /** A cell begins at each of them; one more lies before the first. */
  readonly #ends: ArrayLike<Point>;
  /** Many products restrict a dimension as a box does. */
  readonly #numbers: ReadonlyMap<IntervalSet<Point>, number>;
  /** For each set where its stretches begin. */
  readonly #starts: Int32Array;
  readonly #stretches: Int32Array;
  readonly #domainCells: Cells;
  readonly #words: number;
  /** So many cells, as a power of two, are one bucket. */
  readonly #shift: number;
  /** For each bucket the rows that may have cells in it, as bits. */
  readonly #buckets: Int32Array;

  private constructor(
    { dimension, rows }: Draft,
    dimensions: Dimensions,
    { sets, numbers, ends, starts, stretches }: Laid,
  ) {
    this.dimension = dimension;
    this.#domain = dimensions.domain(dimension);
    this.#ordinary = dimensions.ordinary(dimension);
    this.size = Number(this.#domain.size());
    this.sets = sets;
    this.#numbers = numbers;
    this.#ends = ends;
    this.#starts = starts;
    this.#stretches = stretches;
    this.#domainCells = this.#cellsOf(this.#domain);
    const count = sets.length;
    this.#words = count < INDEXED_FROM ? 0 : Math.ceil(count / 32);
    this.#shift = 0;
    while (this.#ends.length >> this.#shift >= MAX_BUCKETS) this.#shift++;
    this.#buckets = this.#words === 0 ? NO_BITS : this.#filled(rows);
  }

  static *steps(draft: Draft, count: number, dimensions: Dimensions): Steps<BoxColumn> {
    const numbers = new Map<IntervalSet<Point>, number>();
    const sets = new Int32Array(count);
    for (const [index, set] of draft.sets.entries()) {
      let number = numbers.get(set);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(set, number);
      }
      sets[draft.rows[index] as number] = number;
    }
    const ends = sortedEnds(numbers.keys(), dimensions.domain(draft.dimension));
    if (numbers.size > SETS_A_STEP) yield;
    const starts = [0, 2];
    const stretches = [0, ends.length];
    for (const [set, number] of numbers) {
      for (const cell of cellsOf(set, ends)) stretches.push(cell);
      starts.push(stretches.length);
      if (number % SETS_A_STEP === 0) yield;
    }
    const laid = { sets, numbers, ends, starts: Int32Array.from(starts), stretches: Int32Array.from(stretches) };
    return new BoxColumn(draft, dimensions, laid);
  }

  ask(set: IntervalSet<Point>): void {
    this.own = set;
    const number = this.#numbers.get(set);
    this.asked = number === undefined ? this.#cellsOf(set) : this.#stretchesOf(number);
  }

  #stretchesOf(set: number): number[] {
    const cells: number[] = [];
    const end = this.#starts[set + 1] as number;
    for (let at = this.#starts[set] as number; at < end; at++) cells.push(this.#stretches[at] as number);
    return cells;
  }

  forget(): void {
    this.own = undefined;
    this.asked = undefined;
  }

  has(set: number, cell: number): boolean {
    const end = this.#starts[set + 1] as number;
    for (let at = this.#starts[set] as number; at < end; at += 2) {
      if (cell <= (this.#stretches[at + 1] as number)) return cell >= (this.#stretches[at] as number);
    }
    return false;
  }

  meets(set: number, cells: Cells): boolean {
    let at = this.#starts[set] as number;
    const end = this.#starts[set + 1] as number;
    let other = 0;
    while (at < end && other < cells.length) {
      if ((this.#stretches[at + 1] as number) < (cells[other] as number)) at += 2;
      else if ((cells[other + 1] as number) < (this.#stretches[at] as number)) other += 2;
      else return true;
    }
    return false;
  }

  /** Whether the set has all of the cells. */
  covers(set: number, cells: Cells): boolean {
    let at = this.#starts[set] as number;
    const end = this.#starts[set + 1] as number;
    for (let other = 0; other < cells.length; other += 2) {
      while (at < end && (this.#stretches[at + 1] as number) < (cells[other] as number)) at += 2;
      if (at >= end || (this.#stretches[at] as number) > (cells[other] as number)) return false;
      if ((this.#stretches[at + 1] as number) < (cells[other + 1] as number)) return false;
    }
    return true;
  }

  /** Whether the set lacks something of the product. */
  restricts(set: number): boolean {
    return set !== EVERYWHERE && !this.covers(set, this.asked ?? this.#domainCells);
  }

  /** A value of the product that none of the rows has. */
  freeValue(rows: readonly number[]): Point | undefined {
    const taken = new Uint8Array(this.#ends.length + 1);
    for (const row of rows) {
      const set = this.sets[row] as number;
      for (let at = this.#starts[set] as number; at < (this.#starts[set + 1] as number); at += 2) {
        taken.fill(1, this.#stretches[at], (this.#stretches[at + 1] as number) + 1);
      }
    }
    const cells = this.asked ?? this.#domainCells;
    for (let at = 0; at < cells.length; at += 2) {
      const cell = taken.indexOf(0, cells[at]);
      if (cell >= 0 && cell <= (cells[at + 1] as number)) return this.#valueIn(this.own ?? this.#domain, cell);
    }
    return undefined;
  }

  /** Keeps of the rows, which are bits, those that may have some of the cells; whether they surely have. */
  keep(cells: Cells, found: Int32Array, scratch: Int32Array, words: number): boolean {
    const shift = this.#shift;
    let buckets = 0;
    for (let at = 0; at < cells.length; at += 2) {
      buckets += ((cells[at + 1] as number) >> shift) - ((cells[at] as number) >> shift) + 1;
    }
    // A side that is nearly everywhere sorts out nothing.
    if (buckets * 2 > (this.#ends.length >> shift) + 1) return false;
    const all = this.#buckets;
    if (buckets === 1) {
      const start = ((cells[0] as number) >> shift) * this.#words;
      for (let word = 0; word < words; word++) found[word] = (found[word] as number) & (all[start + word] as number);
      return shift === 0;
    }
    scratch.fill(0, 0, words);
    for (let at = 0; at < cells.length; at += 2) {
      const last = (cells[at + 1] as number) >> shift;
      for (let bucket = (cells[at] as number) >> shift; bucket <= last; bucket++) {
        const start = bucket * this.#words;
        for (let word = 0; word < words; word++) {
          scratch[word] = (scratch[word] as number) | (all[start + word] as number);
        }
      }
    }
    for (let word = 0; word < words; word++) found[word] = (found[word] as number) & (scratch[word] as number);
    return shift === 0;
  }

  /** What a person expects of the product where nothing stands against it. */
  get usual(): Point {
    return usualOf(this.own ?? this.#domain, this.#ordinary);
  }

  /** Of ordinary values, the ends of the product's side and the cells beside the sets one that the fewest have. */
  choose(sets: Int32Array, count: number): void {
    const own = this.own ?? this.#domain;
    const cells = this.asked ?? this.#domainCells;
    this.taken = Number.POSITIVE_INFINITY;
    for (const value of this.#ordinary) {
      if (!own.contains(value)) continue;
      const fewest = this.taken;
      this.#try(cellOf(value, this.#ends), sets, count);
      if (this.taken < fewest) this.value = value;
      if (this.taken === 0) return;
    }
    const usual = this.taken;
    this.#tryOthers(cells, sets, count);
    if (this.taken < usual) this.value = this.#valueIn(own, this.cell);
  }

  #tryOthers(cells: Cells, sets: Int32Array, count: number): void {
    this.#try(cells[0] as number, sets, count);
    if (this.taken === 0) return;
    this.#try(cells[cells.length - 1] as number, sets, count);
    let tried = 0;
    for (let index = 0; index < count && this.taken > 0 && tried < MAX_VALUES; index++) {
      const set = sets[index] as number;
      const before = (this.#stretches[this.#starts[set] as number] as number) - 1;
      const after = (this.#stretches[(this.#starts[set + 1] as number) - 1] as number) + 1;
      for (const cell of [before, after]) {
        if (!isIn(cells, cell)) continue;
        tried++;
        this.#try(cell, sets, count);
      }
    }
  }

  /** Takes the cell if fewer sets have it than any before. */
  #try(cell: number, sets: Int32Array, count: number): void {
    let taken = 0;
    for (let index = 0; index < count; index++) {
      if (this.has(sets[index] as number, cell) && ++taken >= this.taken) return;
    }
    this.taken = taken;
    this.cell = cell;
  }

  /** The least value of the set in the cell. */
  #valueIn(set: IntervalSet<Point>, cell: number): Point {
    const low = cell === 0 ? undefined : (this.#ends[cell - 1] as Point);
    for (let at = 0; at < set.bounds.length; at += 2) {
      const first = set.bounds[at] as Point;
      if (low === undefined || first >= low) return first;
      if ((set.bounds[at + 1] as Point) > low) return low;
    }
    return set.first as Point;
  }

  #cellsOf(set: IntervalSet<Point>): number[] {
    return cellsOf(set, this.#ends);
  }

  #filled(rows: readonly number[]): Int32Array {
    const words = this.#words;
    const everywhere = new Int32Array(words).fill(-1);
    for (const row of rows) everywhere[row >> 5] = (everywhere[row >> 5] as number) & ~(1 << (row & 31));
    const count = (this.#ends.length >> this.#shift) + 1;
    const buckets = new Int32Array(count * words);
    for (let bucket = 0; bucket < count; bucket++) buckets.set(everywhere, bucket * words);
    for (const row of rows) {
      const set = this.sets[row] as number;
      const bit = 1 << (row & 31);
      const end = this.#starts[set + 1] as number;
      for (let at = this.#starts[set] as number; at < end; at += 2) {
        const last = (this.#stretches[at + 1] as number) >> this.#shift;
        for (let bucket = (this.#stretches[at] as number) >> this.#shift; bucket <= last; bucket++) {
          const word = bucket * words + (row >> 5);
          buckets[word] = (buckets[word] as number) | bit;
        }
      }
    }
    return buckets;
  }
}

/** Rows from which on bits for many of them pay. */
export const INDEXED_FROM = 64;
/** The set of the boxes that do not restrict a dimension. */
export const EVERYWHERE = 0;

/** A sorted copy; mostly of a handful of numbers, for which a sort with a callback takes longer than all else. */
export function sorted(numbers: readonly number[]): number[] {
  const copy = numbers.slice();
  if (copy.length > FEW) return copy.sort((a, b) => a - b);
  for (let index = 1; index < copy.length; index++) {
    const number = copy[index] as number;
    let at = index;
    for (; at > 0 && (copy[at - 1] as number) > number; at--) copy[at] = copy[at - 1] as number;
    copy[at] = number;
  }
  return copy;
}

export function usualOf(own: IntervalSet<Point>, ordinary: readonly Point[]): Point {
  for (const value of ordinary) if (own.contains(value)) return value;
  return own.first as Point;
}

const MAX_BUCKETS = 128;
/** Values that are tried in one dimension. */
const MAX_VALUES = 20;
/** So many sets are laid out in a step. */
const SETS_A_STEP = 512;

const FEW = 32;
const NO_BITS = new Int32Array(0);

function cellsOf({ bounds }: IntervalSet<Point>, ends: ArrayLike<Point>): number[] {
  const cells: number[] = [];
  for (let at = 0; at < bounds.length; at += 2) {
    const first = cellOf(bounds[at] as Point, ends);
    // The cell of the last value: the one that begins at the end, or later, has none.
    const last = endsBefore(bounds[at + 1] as Point, ends);
    const before = cells[cells.length - 1];
    if (before !== undefined && first <= before + 1) cells[cells.length - 1] = last;
    else cells.push(first, last);
  }
  return cells;
}

/** How many ends are not above the value. */
function cellOf(value: Point, ends: ArrayLike<Point>): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as Point) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function endsBefore(value: Point, ends: ArrayLike<Point>): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as Point) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isIn(cells: Cells, cell: number): boolean {
  for (let at = 0; at < cells.length; at += 2) {
    if (cell <= (cells[at + 1] as number)) return cell >= (cells[at] as number);
  }
  return false;
}

/** Where the sets begin and end, each once, ascending. */
function sortedEnds(sets: Iterable<IntervalSet<Point>>, domain: IntervalSet<Point>): ArrayLike<Point> {
  const ends: Point[] = [];
  for (const { bounds } of sets) for (const bound of bounds) ends.push(bound);
  const areLarge = typeof domain.first === 'bigint';
  const sorted = areLarge
    ? ends.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    : Float64Array.from(ends as number[]).sort();
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    const end = sorted[index] as Point;
    if (count === 0 || end !== sorted[count - 1]) (sorted as Point[])[count++] = end;
  }
  return sorted.slice(0, count) as ArrayLike<Point>;
}
