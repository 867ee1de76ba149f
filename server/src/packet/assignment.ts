import type { Point } from './intervalSet.ts';

/** A packet by its values in some dimensions. Where a dimension is not named, any value will do. */
export interface Assignment extends Iterable<readonly [dimension: number, value: Point]> {
  get(dimension: number): Point | undefined;
  has(dimension: number): boolean;
}

/** One that takes less room than a map: there are as many as rules. */
export class SortedAssignment implements Assignment {
  /** Ascending. */
  readonly #dimensions: readonly number[];
  readonly #values: readonly Point[];

  constructor(dimensions: readonly number[], values: readonly Point[]) {
    this.#dimensions = dimensions;
    this.#values = values;
  }

  get(dimension: number): Point | undefined {
    return this.#values[this.#indexOf(dimension)];
  }

  has(dimension: number): boolean {
    return this.#indexOf(dimension) >= 0;
  }

  *[Symbol.iterator](): Iterator<readonly [number, Point]> {
    for (const [index, dimension] of this.#dimensions.entries()) yield [dimension, this.#values[index] as Point];
  }

  #indexOf(dimension: number): number {
    let low = 0;
    let high = this.#dimensions.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#dimensions[middle] as number;
      if (found === dimension) return middle;
      if (found < dimension) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
