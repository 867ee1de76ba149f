import type { Box } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

/**
 * Which of many boxes meet another one. For each side that is asked for, the boxes whose side in that dimension has a
 * value in common are a set of bits; the boxes that meet in all dimensions are what all of them share.
 */
export class IntersectionIndex {
  readonly boxes: readonly Box[];
  readonly #words: number;
  readonly #dimensions = new Map<number, DimensionIndex>();

  constructor(boxes: readonly Box[]) {
    this.boxes = boxes;
    this.#words = (boxes.length + 31) >>> 5;
    boxes.forEach((box, number) => {
      for (const { dimension, set } of box) {
        let index = this.#dimensions.get(dimension);
        if (index === undefined) {
          index = new DimensionIndex(this.#words);
          this.#dimensions.set(dimension, index);
        }
        index.add(number, set);
      }
    });
  }

  /** Numbers of the boxes that meet at least one of the products, ascending. */
  meeting(products: readonly Box[]): number[] {
    const result = new Uint32Array(this.#words);
    for (const product of products) {
      const found = new Uint32Array(this.#words).fill(0xffff_ffff);
      for (const { dimension, set } of product) {
        const bits = this.#dimensions.get(dimension)?.meeting(set);
        if (bits === undefined) continue;
        for (let word = 0; word < found.length; word++) found[word] = (found[word] as number) & (bits[word] as number);
      }
      for (let word = 0; word < found.length; word++) result[word] = (result[word] as number) | (found[word] as number);
    }
    const numbers: number[] = [];
    result.forEach((bits, word) => {
      for (let left = bits; left !== 0; left &= left - 1) {
        const number = word * 32 + (31 - Math.clz32(left & -left));
        if (number < this.boxes.length) numbers.push(number);
      }
    });
    return numbers;
  }
}

/** One dimension: equal sets, told by identity, are kept once. */
class DimensionIndex {
  /** Boxes that have a side in this dimension. */
  readonly #present: Uint32Array;
  readonly #members = new Map<IntervalSet<Point>, number[]>();
  readonly #known = new Map<IntervalSet<Point>, Uint32Array>();

  constructor(words: number) {
    this.#present = new Uint32Array(words);
  }

  add(number: number, set: IntervalSet<Point>): void {
    mark(this.#present, number);
    const members = this.#members.get(set);
    if (members === undefined) this.#members.set(set, [number]);
    else members.push(number);
  }

  /** Boxes that have a value of the set, or no side here. */
  meeting(set: IntervalSet<Point>): Uint32Array {
    let bits = this.#known.get(set);
    if (bits === undefined) {
      bits = this.#present.map((word) => ~word);
      for (const [other, members] of this.#members) {
        if (other === set || other.intersects(set)) for (const number of members) mark(bits, number);
      }
      this.#known.set(set, bits);
    }
    return bits;
  }
}

function mark(bits: Uint32Array, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] as number) | (1 << (number & 31));
}
