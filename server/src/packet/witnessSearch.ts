import { type Assignment, SortedAssignment } from './assignment.ts';
import type { Box } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';
import type { Dimensions } from './shadowing.ts';

/**
 * Looks for a packet of a product in none of some boxes: chosen value by value, then mended by a local search in the
 * manner of WalkSAT. It may miss one; what it finds is one for sure. What it works with is kept for the next question.
 */
export class WitnessSearch {
  readonly #dimensions: Dimensions;
  /** By dimension; those of earlier questions are empty. */
  readonly #columns: (Column | undefined)[] = [];
  /** Dimensions that the question speaks of, ascending. */
  readonly #asked: number[] = [];
  /** For each box in how many dimensions the values chosen so far lie outside of it. */
  #misses = new Uint16Array(64);
  #count = 0;

  constructor(dimensions: Dimensions) {
    this.#dimensions = dimensions;
  }

  find(product: Box, boxes: readonly Box[]): Assignment | undefined {
    this.#open(product, boxes);
    this.#choose();
    if (!this.#mend(boxes)) return undefined;
    const values = this.#asked.map((dimension) => (this.#columns[dimension] as Column).value);
    return new SortedAssignment(this.#asked.slice(), values);
  }

  #open(product: Box, boxes: readonly Box[]): void {
    for (const dimension of this.#asked) (this.#columns[dimension] as Column).size = -1;
    this.#asked.length = 0;
    this.#count = boxes.length;
    if (this.#misses.length < boxes.length) this.#misses = new Uint16Array(2 * boxes.length);
    else this.#misses.fill(0, 0, boxes.length);
    for (const { dimension, set } of product) this.#column(dimension).own = set;
    for (let owner = 0; owner < boxes.length; owner++) {
      for (const { dimension, set } of boxes[owner] as Box) {
        const column = this.#column(dimension);
        column.owners[column.size] = owner;
        column.sets[column.size] = set;
        column.missed[column.size++] = 0;
      }
    }
    this.#asked.sort((a, b) => a - b);
  }

  #column(dimension: number): Column {
    let column = this.#columns[dimension];
    if (column === undefined) {
      column = new Column(this.#dimensions.domain(dimension), this.#dimensions.ordinary(dimension));
      this.#columns[dimension] = column;
    }
    if (column.size < 0) {
      column.size = 0;
      column.own = column.domain;
      this.#asked.push(dimension);
    }
    return column;
  }

  /** In each dimension a value that as few as possible of the boxes contain which contain all values so far. */
  #choose(): void {
    let live = this.#count;
    for (const dimension of this.#asked) {
      const column = this.#columns[dimension] as Column;
      if (live === 0) column.value = column.usual;
      else live -= this.#take(column, this.#leastTaken(column));
    }
  }

  /** Takes the value, and returns how many boxes it leaves that contained all before. */
  #take(column: Column, value: Point): number {
    const { size, owners, sets, missed } = column;
    const misses = this.#misses;
    let left = 0;
    column.value = value;
    for (let entry = 0; entry < size; entry++) {
      const owner = owners[entry] as number;
      const now = (sets[entry] as IntervalSet<Point>).contains(value) ? 0 : 1;
      const before = misses[owner] as number;
      if (now === 1 && before === 0) left++;
      misses[owner] = before + now - (missed[entry] as number);
      missed[entry] = now;
    }
    return left;
  }

  #leastTaken(column: Column): Point {
    const { own, size, owners, sets } = column;
    const live: IntervalSet<Point>[] = [];
    for (let entry = 0; entry < size; entry++) {
      if (this.#misses[owners[entry] as number] === 0) live.push(sets[entry] as IntervalSet<Point>);
    }
    if (live.length === 0) return column.usual;
    let best = column.usual;
    let fewest = Number.POSITIVE_INFINITY;
    for (const value of valuesToTry(column, live)) {
      if (!own.contains(value)) continue;
      let taken = 0;
      for (const side of live) if (side.contains(value) && ++taken >= fewest) break;
      if (taken >= fewest) continue;
      fewest = taken;
      best = value;
      if (taken === 0) break;
    }
    return best;
  }

  /** Leaves a box that contains the packet in the dimension that makes the fewest boxes contain it, some times over. */
  #mend(boxes: readonly Box[]): boolean {
    let random = 42;
    for (let move = 0; ; move++) {
      const holding = this.#holding();
      if (holding.length === 0) return true;
      if (move === MAX_MOVES) return false;
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const box = boxes[holding[random % holding.length] as number] as Box;
      let best: { column: Column; value: Point } | undefined;
      let fewest = Number.POSITIVE_INFINITY;
      for (const { dimension, set } of box) {
        const column = this.#columns[dimension] as Column;
        const outside = column.own.minus(set);
        if (outside.isEmpty) continue;
        for (const value of [outside.first as Point, outside.last as Point]) {
          const count = holding.length + this.#change(column, value);
          if (count >= fewest) continue;
          fewest = count;
          best = { column, value };
        }
      }
      if (best === undefined) return false;
      this.#take(best.column, best.value);
    }
  }

  /** The boxes that contain the packet. */
  #holding(): number[] {
    const holding: number[] = [];
    for (let owner = 0; owner < this.#count; owner++) if (this.#misses[owner] === 0) holding.push(owner);
    return holding;
  }

  /** How many more boxes would contain the packet with this value. */
  #change({ size, owners, sets, missed }: Column, value: Point): number {
    let change = 0;
    for (let entry = 0; entry < size; entry++) {
      const misses = this.#misses[owners[entry] as number] as number;
      // Boxes that the packet is outside of in another dimension, too, do not count.
      if (misses !== missed[entry]) continue;
      if (misses === 0) change--;
      if ((sets[entry] as IntervalSet<Point>).contains(value)) change++;
    }
    return change;
  }
}

/** The sides of the boxes in one dimension. */
class Column {
  readonly domain: IntervalSet<Point>;
  readonly ordinary: readonly Point[];
  /** The values that the product has. */
  own: IntervalSet<Point>;
  /** The one that was chosen. */
  value: Point;
  /** How many boxes restrict it; less than none where the question does not speak of the dimension. */
  size = -1;
  /** Boxes that restrict it, ascending, and how; 1 where the chosen value is outside of the box. */
  readonly owners: number[] = [];
  readonly sets: IntervalSet<Point>[] = [];
  readonly missed: number[] = [];

  constructor(domain: IntervalSet<Point>, ordinary: readonly Point[]) {
    this.domain = domain;
    this.ordinary = ordinary;
    this.own = domain;
    this.value = domain.first as Point;
  }

  /** What a person expects where nothing stands against it. */
  get usual(): Point {
    for (const value of this.ordinary) if (this.own.contains(value)) return value;
    return this.own.first as Point;
  }
}

/** Steps of the local search. */
const MAX_MOVES = 30;
/** Values that are tried in one dimension. */
const MAX_VALUES = 20;

/** Ordinary values, the ends of the product's side, and the values beside the boxes. */
function* valuesToTry({ own, ordinary }: Column, live: readonly IntervalSet<Point>[]): Iterable<Point> {
  let tried = 2;
  for (const value of ordinary) if (own.contains(value)) tried++;
  yield* ordinary;
  yield own.first as Point;
  yield own.last as Point;
  for (const side of live) {
    if (tried >= MAX_VALUES) return;
    const first = side.first as Point;
    const last = side.last as Point;
    const beside = typeof first === 'bigint' ? [first - 1n, (last as bigint) + 1n] : [first - 1, (last as number) + 1];
    for (const value of beside) {
      if (!own.contains(value)) continue;
      tried++;
      yield value;
    }
  }
}
