import type { TextRange } from './range.ts';

/**
 * Many ranges, each of which may be looked for without looking at all: problems of a text are as many as its lines, and
 * what is asked of one about the others must not cost their square.
 */
export class RangeIndex {
  readonly #starts: readonly number[];
  /** For each number of ranges, in the order of their starts, where the last of the first ones ends. */
  readonly #lastEnds: readonly number[];
  /** From each range on, where the first one ends. */
  readonly #firstEnds: readonly number[];

  constructor(ranges: Iterable<TextRange>) {
    const sorted = [...ranges].sort((a, b) => a.start - b.start);
    this.#starts = sorted.map(({ start }) => start);
    const last = [Number.NEGATIVE_INFINITY];
    for (const { end } of sorted) last.push(Math.max(last.at(-1) as number, end));
    this.#lastEnds = last;
    const first = [Number.POSITIVE_INFINITY];
    for (const { end } of sorted.reverse()) first.push(Math.min(first.at(-1) as number, end));
    this.#firstEnds = first.reverse();
  }

  /** Whether one shares a character with it or adjoins it. */
  touches({ start, end }: TextRange): boolean {
    return this.#reaches(end, start);
  }

  /** Whether one shares more than an edge with it. */
  crosses({ start, end }: TextRange): boolean {
    return this.#reaches(end - 1, start + 1);
  }

  /** Whether one has the character at the offset. */
  has(offset: number): boolean {
    return this.#reaches(offset, offset + 1);
  }

  /** Whether one lies inside. */
  hasInside({ start, end }: TextRange): boolean {
    return (this.#firstEnds[this.#countBelow(start)] as number) <= end;
  }

  /** Whether one that starts at most here ends at least there. */
  #reaches(start: number, end: number): boolean {
    return (this.#lastEnds[this.#countBelow(start + 1)] as number) >= end;
  }

  /** How many start before the offset. */
  #countBelow(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
