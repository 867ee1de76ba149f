import { type Box, meet, protruding, protrusions, restricted, type Side, sideOf } from './box.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

export type CoverResult =
  | {
      readonly kind: 'covered' /** Indices of boxes that together cover it, ascending. */;
      readonly by: readonly number[];
    }
  | { readonly kind: 'open' /** A part that no box covers. */; readonly part: Box }
  /** The budget ran out. */
  | { readonly kind: 'unknown' };

/**
 * Whether boxes together cover a box, exactly. The box is cut along the one that it reaches out of in the fewest
 * dimensions; the pieces outside are proved one by one, the piece inside is covered. It stops at the first piece that
 * no box meets (`reference/firewall-analysis.md 3.3`). `all` is the domain of a dimension; `budget` bounds how
 * often a piece is compared with a box.
 */
export function cover(whole: Box, boxes: readonly Box[], all: Domain, budget: number): CoverResult {
  const found = explore(whole, boxes, all, budget);
  return found.kind === 'covered' ? { kind: 'covered', by: minimal(whole, boxes, found.by, all, budget) } : found;
}

type Domain = (dimension: number) => IntervalSet<Point>;

function explore(whole: Box, boxes: readonly Box[], all: Domain, budget: number): CoverResult {
  const used = new Set<number>();
  // A stack of open pieces instead of recursion: depth is bounded by memory, not by calls.
  const stack: { piece: Box; candidates: readonly number[] }[] = [{ piece: whole, candidates: boxes.map((_, i) => i) }];
  let left = budget;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    left -= entry.candidates.length;
    if (left < 0) return { kind: 'unknown' };
    const { piece } = entry;
    const live = entry.candidates.filter((index) => meet(boxes[index] as Box, piece));
    const choice = nearest(piece, boxes, live);
    if (choice === undefined) return { kind: 'open', part: piece };
    used.add(choice.index);
    if (choice.outside.length === 0) continue;
    const candidates = live.filter((index) => index !== choice.index);
    let rest = piece;
    for (const { dimension, set } of choice.outside) {
      const own = sideOf(rest, dimension) ?? all(dimension);
      const outside = own.minus(set);
      if (!outside.isEmpty) stack.push({ piece: restricted(rest, dimension, outside), candidates });
      rest = restricted(rest, dimension, own.intersect(set));
    }
  }
  return { kind: 'covered', by: [...used].sort((a, b) => a - b) };
}

/** The box that the piece reaches out of in the fewest dimensions. */
function nearest(
  piece: Box,
  boxes: readonly Box[],
  live: readonly number[],
): { index: number; outside: readonly Side[] } | undefined {
  let best: number | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const index of live) {
    const count = protrusions(piece, boxes[index] as Box, fewest);
    if (count >= fewest) continue;
    fewest = count;
    best = index;
    if (count === 0) break;
  }
  return best === undefined ? undefined : { index: best, outside: protruding(piece, boxes[best] as Box) };
}

/** Leaves out boxes, the last ones first, as long as the others still cover. */
function minimal(whole: Box, boxes: readonly Box[], used: readonly number[], all: Domain, budget: number): number[] {
  const kept = [...used];
  if (kept.length > MAX_MINIMISED) return kept;
  for (let i = kept.length - 1; i >= 0 && kept.length > 1; i--) {
    const fewer = kept.filter((_, index) => index !== i);
    const boxesLeft = fewer.map((index) => boxes[index] as Box);
    if (explore(whole, boxesLeft, all, budget).kind === 'covered') kept.splice(i, 1);
  }
  return kept;
}

/** More boxes than a message could name are not worth the time. */
const MAX_MINIMISED = 24;
