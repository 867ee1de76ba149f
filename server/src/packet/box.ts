import type { IntervalSet, Point } from './intervalSet.ts';

/**
 * A product of sets, one for each dimension that is restricted: the packets that pass all matchers of a rule. A
 * dimension that is not named is free. Dimensions are small numbers that their user hands out; entries are sorted by
 * them, and no set is empty.
 */
export type Box = readonly Side[];

export interface Side {
  readonly dimension: number;
  readonly set: IntervalSet<Point>;
}

/** Makes a box; undefined if one of the sets is empty, for then no packet is left. */
export function box(sides: readonly Side[]): Box | undefined {
  const merged: Side[] = [];
  for (const side of [...sides].sort((a, b) => a.dimension - b.dimension)) {
    const last = merged.at(-1);
    const set = last?.dimension === side.dimension ? last.set.intersect(side.set) : side.set;
    if (set.isEmpty) return undefined;
    if (last?.dimension === side.dimension) merged.pop();
    merged.push({ dimension: side.dimension, set });
  }
  return merged;
}

/** Whether the two have a packet in common. */
export function meet(a: Box, b: Box): boolean {
  let j = 0;
  for (const { dimension, set } of a) {
    while (j < b.length && (b[j] as Side).dimension < dimension) j++;
    const other = b[j];
    if (other?.dimension === dimension && !set.intersects(other.set)) return false;
  }
  return true;
}

/** The dimensions in which `inner` reaches out of `outer`; none, if it lies inside. */
export function protruding(inner: Box, outer: Box): Side[] {
  const result: Side[] = [];
  let j = 0;
  for (const side of outer) {
    while (j < inner.length && (inner[j] as Side).dimension < side.dimension) j++;
    const own = inner[j];
    if (own?.dimension !== side.dimension || !own.set.isSubset(side.set)) result.push(side);
  }
  return result;
}

/** The packets that are in both; undefined if there are none. */
export function common(a: Box, b: Box): Box | undefined {
  return box([...a, ...b]);
}

/** The packets of `whole` outside of `other`, as boxes that do not overlap. `all` is the domain of a dimension. */
export function difference(whole: Box, other: Box, all: (dimension: number) => IntervalSet<Point>): Box[] {
  if (!meet(whole, other)) return [whole];
  const parts: Box[] = [];
  let rest = whole;
  for (const { dimension, set } of protruding(whole, other)) {
    const own = sideOf(rest, dimension) ?? all(dimension);
    const outside = own.minus(set);
    if (!outside.isEmpty) parts.push(restricted(rest, dimension, outside));
    rest = restricted(rest, dimension, own.intersect(set));
  }
  return parts;
}

/** The box with one dimension restricted to `set`, which is the part that counts and not empty. */
export function restricted(whole: Box, dimension: number, set: IntervalSet<Point>): Box {
  const result: Side[] = whole.filter((side) => side.dimension !== dimension);
  result.push({ dimension, set });
  return result.sort((a, b) => a.dimension - b.dimension);
}

export function sideOf(whole: Box, dimension: number): IntervalSet<Point> | undefined {
  return whole.find((side) => side.dimension === dimension)?.set;
}
