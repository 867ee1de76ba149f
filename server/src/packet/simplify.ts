import { type Box, restricted, type Side, sideOf } from './box.ts';
import { cover } from './cover.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

/** More boxes than these are not worth a second look: nobody reads them. */
const MAX_BOXES = 96;
/** Pieces that each question may cut. */
const BUDGET = 200;

/** How many boxes of a few restrictions may still be asked about; several calls may share one. */
export interface Patience {
  left: number;
}

/**
 * The same packets in fewer and plainer boxes, which may overlap: boxes that differ in one dimension become one, a
 * restriction is left out where other boxes have the rest, and then boxes that others cover. `all` is the domain of a
 * dimension. What is left when the patience ends stays as it is.
 */
export function simplified(boxes: readonly Box[], all: Domain, patience: Patience): readonly Box[] {
  if (boxes.length > MAX_BOXES) return boxes;
  const whole = joined(boxes);
  const isCovered = (box: Box, by: readonly Box[]): boolean => {
    // A box with hundreds of restrictions costs as much as many.
    patience.left -= by.length * (1 + Math.floor(box.length / 16));
    return patience.left > 0 && cover(box, by, all, BUDGET).kind === 'covered';
  };
  const plain = whole.map((box) => {
    let wider = box;
    for (const { dimension } of box) {
      const without = wider.filter((side) => side.dimension !== dimension);
      const anywhere = restricted(wider, dimension, unionOf(whole, dimension, all));
      if (isCovered(without, whole)) wider = without;
      else if (isCovered(anywhere, whole)) wider = anywhere;
    }
    return wider;
  });
  const kept = [...plain].sort((a, b) => b.length - a.length);
  for (let at = 0; at < kept.length; ) {
    const others = kept.toSpliced(at, 1);
    if (others.length > 0 && isCovered(kept[at] as Box, others)) kept.splice(at, 1);
    else at++;
  }
  return kept.sort((a, b) => a.length - b.length);
}

/** All values that some box has there. */
function unionOf(boxes: readonly Box[], dimension: number, all: Domain): IntervalSet<Point> {
  const sets = boxes.map((box) => sideOf(box, dimension) ?? all(dimension));
  return sets.reduce((union, set) => union.union(set));
}

type Domain = (dimension: number) => IntervalSet<Point>;

function joined(boxes: readonly Box[]): Box[] {
  const result = [...boxes];
  for (let i = 0; i < result.length; i++) {
    for (let j = i + 1; j < result.length; j++) {
      const one = union(result[i] as Box, result[j] as Box);
      if (one === undefined) continue;
      result.splice(j, 1);
      result[i] = one;
      j = i;
    }
  }
  return result;
}

/** The two as one box; undefined where they differ in more than one dimension. */
function union(a: Box, b: Box): Box | undefined {
  if (a.length !== b.length) return undefined;
  let differing: Side | undefined;
  for (let at = 0; at < a.length; at++) {
    const [left, right] = [a[at] as Side, b[at] as Side];
    if (left.dimension !== right.dimension) return undefined;
    if (left.set.equals(right.set)) continue;
    if (differing !== undefined) return undefined;
    differing = { dimension: left.dimension, set: left.set.union(right.set) };
  }
  return differing === undefined ? a : restricted(a, differing.dimension, differing.set);
}
