/**
 * The value domains of packets: sets of ports, addresses and sizes, and the readers of the texts that name them.
 *
 * Invariants of this folder:
 * - A set is immutable and has one form: equal sets have equal bounds and print the same.
 * - A reader returns `undefined` for a text it is not certain of; it never guesses and never throws.
 * - Negation (`!`) belongs to the matcher, not to the value: callers strip it and take the complement.
 */

/** What a domain is made of: ports, sizes and IPv4 addresses are numbers, IPv6 addresses are bigints. */
export type Point = number | bigint;

/** A closed interval: both ends belong to it. */
export type Interval<T extends Point> = readonly [low: T, high: T];

/** From so many bounds for each of the other set on, a search is faster than going along. */
const MANY_BOUNDS = 8;

/** A set of integers, kept as sorted disjoint intervals that do not touch. */
export class IntervalSet<T extends Point> {
  /**
   * `[low, high, low, high, …]`, strictly increasing, `high` exclusive: a point is a member if an odd number of bounds
   * is not above it. Half-open bounds spare every operation the "+ 1" of touching intervals.
   */
  readonly bounds: readonly T[];

  private constructor(bounds: readonly T[]) {
    this.bounds = bounds;
  }

  static empty<T extends Point>(): IntervalSet<T> {
    return new IntervalSet<T>([]);
  }

  /** The union of closed intervals in any order; an interval whose ends are reversed is empty. */
  static of<T extends Point>(intervals: Iterable<Interval<T>>): IntervalSet<T> {
    const sorted = [...intervals].filter(([low, high]) => low <= high);
    sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const bounds: T[] = [];
    for (const [low, high] of sorted) {
      const end = successor(high);
      const last = bounds.at(-1);
      if (last === undefined || low > last) bounds.push(low, end);
      else if (end > last) bounds[bounds.length - 1] = end;
    }
    return new IntervalSet(bounds);
  }

  /** The closed interval from `low` to `high`. */
  static range<T extends Point>(low: T, high: T): IntervalSet<T> {
    return low <= high ? new IntervalSet<T>([low, successor(high)]) : IntervalSet.empty<T>();
  }

  get isEmpty(): boolean {
    return this.bounds.length === 0;
  }

  /** The smallest member. */
  get first(): T | undefined {
    return this.bounds[0];
  }

  /** The greatest member. */
  get last(): T | undefined {
    const end = this.bounds.at(-1);
    return end === undefined ? undefined : predecessor(end);
  }

  contains(point: T): boolean {
    return this.#boundsUpTo(point) % 2 === 1;
  }

  /** How many bounds are not above the point. */
  #boundsUpTo(point: T): number {
    let low = 0;
    let high = this.bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] as T) <= point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  intersects(other: IntervalSet<T>): boolean {
    let i = 0;
    let j = 0;
    while (i < this.bounds.length && j < other.bounds.length) {
      if ((this.bounds[i + 1] as T) <= (other.bounds[j] as T)) i += 2;
      else if ((other.bounds[j + 1] as T) <= (this.bounds[i] as T)) j += 2;
      else return true;
    }
    return false;
  }

  isSubset(other: IntervalSet<T>): boolean {
    if (other.bounds.length > MANY_BOUNDS * this.bounds.length) return this.#isInMany(other);
    let j = 0;
    for (let i = 0; i < this.bounds.length; i += 2) {
      const low = this.bounds[i] as T;
      while (j < other.bounds.length && (other.bounds[j + 1] as T) <= low) j += 2;
      if (j >= other.bounds.length) return false;
      if ((other.bounds[j] as T) > low || (other.bounds[j + 1] as T) < (this.bounds[i + 1] as T)) return false;
    }
    return true;
  }

  /** The same, where it is cheaper to look each interval up. */
  #isInMany(other: IntervalSet<T>): boolean {
    for (let i = 0; i < this.bounds.length; i += 2) {
      const at = other.#boundsUpTo(this.bounds[i] as T);
      if (at % 2 === 0 || (other.bounds[at] as T) < (this.bounds[i + 1] as T)) return false;
    }
    return true;
  }

  equals(other: IntervalSet<T>): boolean {
    return this.bounds.length === other.bounds.length && this.bounds.every((bound, i) => bound === other.bounds[i]);
  }

  union(other: IntervalSet<T>): IntervalSet<T> {
    return this.combine(other, (a, b) => a || b);
  }

  intersect(other: IntervalSet<T>): IntervalSet<T> {
    if (other.bounds.length > MANY_BOUNDS * this.bounds.length) return this.#partsIn(other);
    if (this.bounds.length > MANY_BOUNDS * other.bounds.length) return other.#partsIn(this);
    return this.combine(other, (a, b) => a && b);
  }

  /** The parts of a few intervals that lie in one of many. */
  #partsIn(other: IntervalSet<T>): IntervalSet<T> {
    const bounds: T[] = [];
    for (let i = 0; i < this.bounds.length; i += 2) {
      const [low, end] = [this.bounds[i] as T, this.bounds[i + 1] as T];
      let at = other.#boundsUpTo(low);
      if (at % 2 === 1) bounds.push(low);
      for (; at < other.bounds.length && (other.bounds[at] as T) < end; at++) bounds.push(other.bounds[at] as T);
      if (bounds.length % 2 === 1) bounds.push(end);
    }
    return new IntervalSet(bounds);
  }

  minus(other: IntervalSet<T>): IntervalSet<T> {
    return this.combine(other, (a, b) => a && !b);
  }

  /** The members of `universe` that are not in this set. */
  complement(universe: IntervalSet<T>): IntervalSet<T> {
    return universe.minus(this);
  }

  /** How many members there are. Exact for the domains of IPv4 and for bigints. */
  size(): T | 0 {
    let total: Point | undefined;
    for (let i = 0; i < this.bounds.length; i += 2) {
      const width = subtract(this.bounds[i + 1] as T, this.bounds[i] as T);
      total = total === undefined ? width : add(total, width);
    }
    return total === undefined ? 0 : (total as T);
  }

  /** The closed intervals, ascending. */
  intervals(): Interval<T>[] {
    const result: Interval<T>[] = [];
    for (let i = 0; i < this.bounds.length; i += 2)
      result.push([this.bounds[i] as T, predecessor(this.bounds[i + 1] as T)]);
    return result;
  }

  /** Calls back for each closed interval, ascending. */
  each(visit: (low: T, high: T) => void): void {
    for (let i = 0; i < this.bounds.length; i += 2) {
      visit(this.bounds[i] as T, predecessor(this.bounds[i + 1] as T));
    }
  }

  /** `21-22,80`: the form RouterOS writes a list of ports in. */
  toString(): string {
    return this.intervals()
      .map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`))
      .join(',');
  }

  /** Walks the bounds of both sets in order and keeps those where the answer of `keep` changes. */
  private combine(other: IntervalSet<T>, keep: (inThis: boolean, inOther: boolean) => boolean): IntervalSet<T> {
    const bounds: T[] = [];
    let i = 0;
    let j = 0;
    let inside = false;
    while (i < this.bounds.length || j < other.bounds.length) {
      const a = this.bounds[i];
      const b = other.bounds[j];
      const point = (b === undefined || (a !== undefined && a <= b) ? a : b) as T;
      if (a === point) i += 1;
      if (b === point) j += 1;
      const now = keep(i % 2 === 1, j % 2 === 1);
      if (now !== inside) bounds.push(point);
      inside = now;
    }
    return new IntervalSet(bounds);
  }
}

/**
 * Reads `n`, `a-b` and comma lists of both, in decimal, within `0` to `max`. `undefined` for an empty text, for a
 * reversed range and for anything else.
 */
export function parseIntervals(text: string, max: number): IntervalSet<number> | undefined {
  const intervals: Interval<number>[] = [];
  for (let at = 0; at <= text.length; at++) {
    let end = endOfDigits(text, at);
    if (end === at || end - at > MAX_DIGITS) return undefined;
    const low = Number(text.slice(at, end));
    let high = low;
    if (text.charCodeAt(end) === DASH) {
      at = end + 1;
      end = endOfDigits(text, at);
      if (end === at || end - at > MAX_DIGITS) return undefined;
      high = Number(text.slice(at, end));
    }
    if (low > high || high > max || (end < text.length && text.charCodeAt(end) !== COMMA)) return undefined;
    intervals.push([low, high]);
    at = end;
  }
  const [first] = intervals;
  return intervals.length === 1 && first !== undefined ? IntervalSet.range(...first) : IntervalSet.of(intervals);
}

const MAX_DIGITS = 10;
const DASH = 45;
const COMMA = 44;

function endOfDigits(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); code >= 48 && code <= 57; code = text.charCodeAt(++end));
  return end;
}

/** The next point. */
export function successor<T extends Point>(point: T): T {
  return add(point, typeof point === 'bigint' ? 1n : 1) as T;
}

/** The point before. */
export function predecessor<T extends Point>(point: T): T {
  return subtract(point, typeof point === 'bigint' ? 1n : 1) as T;
}

function subtract(a: Point, b: Point): Point {
  return typeof a === 'bigint' ? a - (b as bigint) : a - (b as number);
}

function add(a: Point, b: Point): Point {
  return typeof a === 'bigint' ? a + (b as bigint) : a + (b as number);
}
