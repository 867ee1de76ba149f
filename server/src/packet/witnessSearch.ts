import { type Box, sideOf } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';
import type { Assignment, Dimensions } from './shadowing.ts';

/**
 * Looks for a packet of the product in none of the boxes: chosen value by value, then mended by a local search in the
 * manner of WalkSAT. It may miss one; what it finds is one for sure.
 */
export function searchWitness(product: Box, boxes: readonly Box[], dimensions: Dimensions): Assignment | undefined {
  return new WitnessSearch(product, boxes, dimensions).run();
}

class WitnessSearch {
  readonly #product: Box;
  readonly #boxes: readonly Box[];
  readonly #dimensions: Dimensions;
  readonly #columns = new Map<number, Column>();
  readonly #chosen = new Map<number, Point>();
  /** For each box in how many dimensions the values chosen so far lie outside of it. */
  readonly #misses: Uint16Array;

  constructor(product: Box, boxes: readonly Box[], dimensions: Dimensions) {
    this.#product = product;
    this.#boxes = boxes;
    this.#dimensions = dimensions;
    this.#misses = new Uint16Array(boxes.length);
    for (const { dimension } of product) this.#column(dimension);
    boxes.forEach((box, owner) => {
      for (const { dimension, set } of box) {
        const { owners, sets, missed } = this.#column(dimension);
        owners.push(owner);
        sets.push(set);
        missed.push(0);
      }
    });
  }

  run(): Assignment | undefined {
    for (const dimension of [...this.#columns.keys()].sort((a, b) => a - b)) {
      this.#choose(dimension, this.#leastTaken(dimension));
    }
    return this.#mend() ? this.#chosen : undefined;
  }

  #column(dimension: number): Column {
    let column = this.#columns.get(dimension);
    if (column === undefined) {
      const own = sideOf(this.#product, dimension) ?? this.#dimensions.domain(dimension);
      column = { own, owners: [], sets: [], missed: [] };
      this.#columns.set(dimension, column);
    }
    return column;
  }

  #choose(dimension: number, value: Point): void {
    const { owners, sets, missed } = this.#columns.get(dimension) as Column;
    this.#chosen.set(dimension, value);
    for (let entry = 0; entry < owners.length; entry++) {
      const owner = owners[entry] as number;
      const now = (sets[entry] as IntervalSet<Point>).contains(value) ? 0 : 1;
      this.#misses[owner] = (this.#misses[owner] as number) + now - (missed[entry] as number);
      missed[entry] = now;
    }
  }

  /** A value of the product's side that as few as possible of the boxes contain which contain all values so far. */
  #leastTaken(dimension: number): Point {
    const { own, owners, sets } = this.#columns.get(dimension) as Column;
    const live = sets.filter((_, entry) => this.#misses[owners[entry] as number] === 0);
    const values = this.#dimensions.ordinary(dimension).filter((value) => own.contains(value));
    if (live.length === 0) return values[0] ?? (own.first as Point);
    values.push(own.first as Point, own.last as Point);
    for (const side of live) {
      if (values.length >= MAX_VALUES) break;
      for (const value of beside(side)) if (own.contains(value)) values.push(value);
    }
    let best = values[0] as Point;
    let fewest = Number.POSITIVE_INFINITY;
    for (const value of values) {
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
  #mend(): boolean {
    let random = 42;
    for (let move = 0; ; move++) {
      const holding = this.#holding();
      if (holding.length === 0) return true;
      if (move === MAX_MOVES) return false;
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const box = this.#boxes[holding[random % holding.length] as number] as Box;
      let best: { dimension: number; value: Point } | undefined;
      let fewest = Number.POSITIVE_INFINITY;
      for (const { dimension, set } of box) {
        const column = this.#columns.get(dimension) as Column;
        const outside = column.own.minus(set);
        if (outside.isEmpty) continue;
        for (const value of [outside.first as Point, outside.last as Point]) {
          const count = holding.length + this.#change(column, value);
          if (count >= fewest) continue;
          fewest = count;
          best = { dimension, value };
        }
      }
      if (best === undefined) return false;
      this.#choose(best.dimension, best.value);
    }
  }

  /** The boxes that contain the packet. */
  #holding(): number[] {
    const holding: number[] = [];
    for (let owner = 0; owner < this.#misses.length; owner++) if (this.#misses[owner] === 0) holding.push(owner);
    return holding;
  }

  /** How many more boxes would contain the packet with this value. */
  #change({ owners, sets, missed }: Column, value: Point): number {
    let change = 0;
    for (let entry = 0; entry < owners.length; entry++) {
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
interface Column {
  /** The values that the product has. */
  readonly own: IntervalSet<Point>;
  /** Boxes that restrict the dimension, ascending, and how. */
  readonly owners: number[];
  readonly sets: IntervalSet<Point>[];
  /** 1 where the chosen value is outside of the box. */
  readonly missed: number[];
}

/** Steps of the local search. */
const MAX_MOVES = 30;
/** Values that are tried in one dimension. */
const MAX_VALUES = 20;

/** The values next to the ends of a set. */
function beside(set: IntervalSet<Point>): Point[] {
  const first = set.first as Point;
  const last = set.last as Point;
  return typeof first === 'bigint' ? [first - 1n, (last as bigint) + 1n] : [first - 1, (last as number) + 1];
}
