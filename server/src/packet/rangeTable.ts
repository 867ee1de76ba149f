import { type Box, meet } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

/**
 * Boxes in a form in which those that cannot meet another one are passed by quickly: the ends of their sides in the
 * dimensions that most of them restrict, as columns of numbers.
 */
export class RangeTable {
  readonly #boxes: readonly Box[];
  readonly #columns: readonly Column[];

  constructor(boxes: readonly Box[]) {
    this.#boxes = boxes;
    const uses = new Map<number, number>();
    for (const box of boxes) for (const { dimension } of box) uses.set(dimension, (uses.get(dimension) ?? 0) + 1);
    const most = [...uses].sort((a, b) => b[1] - a[1]).slice(0, MAX_COLUMNS);
    this.#columns = most.map(([dimension]) => ({
      dimension,
      low: new Float64Array(boxes.length).fill(Number.NEGATIVE_INFINITY),
      high: new Float64Array(boxes.length).fill(Number.POSITIVE_INFINITY),
    }));
    const byDimension = new Map(this.#columns.map((column) => [column.dimension, column]));
    boxes.forEach((box, row) => {
      for (const { dimension, set } of box) {
        const column = byDimension.get(dimension);
        if (column === undefined) continue;
        column.low[row] = lowOf(set);
        column.high[row] = highOf(set);
      }
    });
  }

  /** Rows below `end` whose boxes meet one of the products, ascending. */
  meeting(products: readonly Box[], end: number): number[] {
    const [only] = products;
    if (only === undefined) return [];
    if (products.length === 1) return this.#meetingOne(only, end);
    const rows = products.flatMap((product) => this.#meetingOne(product, end));
    return [...new Set(rows)].sort((a, b) => a - b);
  }

  #meetingOne(product: Box, end: number): number[] {
    const asked: { column: Column; low: number; high: number }[] = [];
    for (const column of this.#columns) {
      const side = product.find(({ dimension }) => dimension === column.dimension);
      if (side !== undefined) asked.push({ column, low: lowOf(side.set), high: highOf(side.set) });
    }
    let rows: number[] | undefined;
    for (const { column, low, high } of asked) {
      rows = rows === undefined ? all(column, low, high, end) : among(rows, column, low, high);
    }
    const left = rows ?? Array.from({ length: end }, (_, row) => row);
    return left.filter((row) => meet(this.#boxes[row] as Box, product));
  }
}

interface Column {
  readonly dimension: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Columns beyond these sort out too little for what they cost. */
const MAX_COLUMNS = 8;

function all({ low: lows, high: highs }: Column, low: number, high: number, end: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < end; row++) {
    if ((lows[row] as number) <= high && (highs[row] as number) >= low) rows.push(row);
  }
  return rows;
}

function among(rows: readonly number[], { low: lows, high: highs }: Column, low: number, high: number): number[] {
  const left: number[] = [];
  for (const row of rows) if ((lows[row] as number) <= high && (highs[row] as number) >= low) left.push(row);
  return left;
}

/** The ends of a side do not lie apart less than the numbers say: rounding keeps the order. */
function lowOf(set: IntervalSet<Point>): number {
  return Number(set.first);
}

function highOf(set: IntervalSet<Point>): number {
  return Number(set.last);
}
