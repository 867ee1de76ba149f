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
  for (const side of sides) {
    if (side.set.isEmpty) return undefined;
    // They are few and mostly in order.
    let at = merged.length;
    while (at > 0 && (merged[at - 1] as Side).dimension > side.dimension) at--;
    const same = merged[at - 1];
    if (same?.dimension === side.dimension) {
      const both = commonSide(same, side);
      if (both === undefined) return undefined;
      merged[at - 1] = both;
    } else {
      merged.push(side);
      for (let moved = merged.length - 1; moved > at; moved--) merged[moved] = merged[moved - 1] as Side;
      merged[at] = side;
    }
  }
  return merged;
}

/** The box with one more side; undefined if no packet is left. */
export function narrowed(whole: Box, side: Side): Box | undefined {
  if (side.set.isEmpty) return undefined;
  const result: Side[] = [];
  let at = 0;
  while (at < whole.length && (whole[at] as Side).dimension < side.dimension) result.push(whole[at++] as Side);
  const same = whole[at];
  if (same?.dimension === side.dimension) {
    const both = commonSide(same, side);
    if (both === undefined) return undefined;
    result.push(both);
    at++;
  } else result.push(side);
  while (at < whole.length) result.push(whole[at++] as Side);
  return result;
}

/** Mostly one is a part of the other. */
function commonSide(a: Side, b: Side): Side | undefined {
  if (a.set.isSubset(b.set)) return a;
  if (b.set.isSubset(a.set)) return b;
  const set = a.set.intersect(b.set);
  return set.isEmpty ? undefined : { dimension: a.dimension, set };
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
function protruding(inner: Box, outer: Box): Side[] {
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
  const result: Side[] = [];
  let at = 0;
  while (at < whole.length && (whole[at] as Side).dimension < dimension) result.push(whole[at++] as Side);
  result.push({ dimension, set });
  if (whole[at]?.dimension === dimension) at++;
  while (at < whole.length) result.push(whole[at++] as Side);
  return result;
}

export function sideOf(whole: Box, dimension: number): IntervalSet<Point> | undefined {
  for (const side of whole) if (side.dimension === dimension) return side.set;
  return undefined;
}
