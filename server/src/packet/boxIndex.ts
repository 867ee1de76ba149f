import { type Box, meet, sideOf } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

/**
 * A bitmap index over boxes: for each dimension that many of them restrict its domain is cut into buckets, and a bit
 * for each box says whether it may have points in the bucket. The boxes that may meet another one are then found 32
 * at a time (Lakshman and Stiliadis, bit-parallel packet classification).
 */
export class BoxIndex {
  readonly #boxes: readonly Box[];
  readonly #columns: readonly Column[];
  readonly #found: Int32Array;
  readonly #inColumn: Int32Array;

  constructor(boxes: readonly Box[]) {
    this.#boxes = boxes;
    const uses = new Map<number, number>();
    for (const box of boxes) for (const { dimension } of box) uses.set(dimension, (uses.get(dimension) ?? 0) + 1);
    const most = [...uses].sort((a, b) => b[1] - a[1]).slice(0, MAX_COLUMNS);
    this.#columns = most.map(([dimension]) => columnOf(dimension, boxes));
    const words = Math.ceil(boxes.length / 32);
    this.#found = new Int32Array(words);
    this.#inColumn = new Int32Array(words);
  }

  /** Indices below `end` of the boxes that meet one of the products, ascending. */
  meeting(products: readonly Box[], end: number): number[] {
    const [only] = products;
    if (only === undefined) return [];
    if (products.length === 1) return this.#meetingOne(only, end);
    const rows = products.flatMap((product) => this.#meetingOne(product, end));
    return [...new Set(rows)].sort((a, b) => a - b);
  }

  #meetingOne(product: Box, end: number): number[] {
    const words = Math.ceil(end / 32);
    const found = this.#found.fill(-1, 0, words);
    for (const column of this.#columns) {
      const side = sideOf(product, column.dimension);
      if (side !== undefined) this.#keep(column, side, words);
    }
    const rows: number[] = [];
    for (let word = 0; word < words; word++) {
      for (let bits = found[word] as number; bits !== 0; bits &= bits - 1) {
        const row = word * 32 + 31 - Math.clz32(bits & -bits);
        if (row < end && meet(this.#boxes[row] as Box, product)) rows.push(row);
      }
    }
    return rows;
  }

  /** Keeps of what was found the boxes in the side's buckets. */
  #keep({ starts, rows }: Column, side: IntervalSet<Point>, words: number): void {
    const found = this.#found;
    const inColumn = this.#inColumn.fill(0, 0, words);
    let seen = -1;
    let buckets = 0;
    side.each((low, high) => {
      const last = bucketOf(starts, Number(high));
      for (let bucket = Math.max(seen + 1, bucketOf(starts, Number(low))); bucket <= last; bucket++) {
        // A side that is nearly everywhere sorts out nothing.
        if (++buckets > rows.length / 2) return;
        const bits = rows[bucket] as Int32Array;
        for (let word = 0; word < words; word++) inColumn[word] = (inColumn[word] as number) | (bits[word] as number);
        seen = bucket;
      }
    });
    if (buckets > rows.length / 2) return;
    for (let word = 0; word < words; word++) found[word] = (found[word] as number) & (inColumn[word] as number);
  }
}

interface Column {
  readonly dimension: number;
  /** The least value of each bucket, ascending; the first begins below all values. */
  readonly starts: Float64Array;
  /** For each bucket the boxes that may have points in it, as bits. */
  readonly rows: readonly Int32Array[];
}

/** Columns beyond these sort out too little for what they cost. */
const MAX_COLUMNS = 10;
const MAX_BUCKETS = 128;

function columnOf(dimension: number, boxes: readonly Box[]): Column {
  const sides = boxes.map((box) => sideOf(box, dimension));
  const starts = bucketStarts(sides);
  const words = Math.ceil(boxes.length / 32);
  const everywhere = new Int32Array(words);
  sides.forEach((side, row) => {
    if (side === undefined) setBit(everywhere, row);
  });
  const rows = Array.from(starts, () => everywhere.slice());
  const known = new Map<IntervalSet<Point>, readonly number[]>();
  sides.forEach((side, row) => {
    if (side === undefined) return;
    // Rules that ask for the same list share its addresses, which may be many.
    let buckets = known.get(side);
    if (buckets === undefined) {
      buckets = bucketsOf(starts, side);
      known.set(side, buckets);
    }
    for (const bucket of buckets) setBit(rows[bucket] as Int32Array, row);
  });
  return { dimension, starts, rows };
}

function bucketsOf(starts: Float64Array, side: IntervalSet<Point>): number[] {
  const buckets: number[] = [];
  let next = 0;
  side.each((low, high) => {
    const last = bucketOf(starts, Number(high));
    for (next = Math.max(next, bucketOf(starts, Number(low))); next <= last; next++) buckets.push(next);
  });
  return buckets;
}

/**
 * Each bucket begins where sides begin or end: with few such values the buckets tell all sides apart, otherwise there
 * are as many ends in each. Large values lose digits as numbers, but keep their order.
 */
function bucketStarts(sides: readonly (IntervalSet<Point> | undefined)[]): Float64Array {
  const ends = new Set<number>();
  for (const side of new Set(sides)) {
    side?.each((low, high) => {
      ends.add(Number(low)).add(Number(high) + 1);
    });
  }
  const sorted = Float64Array.from(ends).sort();
  const step = Math.max(1, sorted.length / MAX_BUCKETS);
  const starts = [Number.NEGATIVE_INFINITY];
  for (let at = 0; at < sorted.length; at += step) starts.push(sorted[Math.floor(at)] as number);
  return Float64Array.from(starts);
}

/** The last bucket that does not begin behind the value. */
function bucketOf(starts: Float64Array, value: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}

function setBit(bits: Int32Array, row: number): void {
  bits[row >> 5] = (bits[row >> 5] as number) | (1 << (row & 31));
}
