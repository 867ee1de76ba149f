import type { TextRange } from './range.ts';

/** Replaces the characters of `range` by `newText`. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Edits may not overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = sortEdits(edits);
  let result = '';
  let offset = 0;
  for (const { range, newText } of sorted) {
    if (range.start < offset) throw new RangeError(`overlapping edits at offset ${range.start}`);
    result += text.slice(offset, range.start) + newText;
    offset = range.end;
  }
  return result + text.slice(offset);
}

/** Fixes without those that clash with an earlier one, first come first served: for fixes that meet in one place. */
export function withoutOverlaps<T extends { readonly edits: readonly TextEdit[] }>(fixes: readonly T[]): T[] {
  // Disjoint and sorted, so that both their starts and their ends ascend.
  const taken: TextRange[] = [];
  return fixes.filter(({ edits }) => {
    if (edits.some(({ range }) => clashes(taken, range))) return false;
    for (const { range } of edits) {
      const { start, end } = range;
      const behind = (other: TextRange): boolean => other.start > start || (other.start === start && other.end > end);
      taken.splice(firstIndex(taken, behind), 0, range);
    }
    return true;
  });
}

function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index)
    .map(({ edit }) => edit);
}

function clashes(taken: readonly TextRange[], range: TextRange): boolean {
  for (let i = firstIndex(taken, (other) => other.end >= range.start); i < taken.length; i++) {
    const other = taken[i] as TextRange;
    if (other.start > range.end) return false;
    if (other.start < range.end && range.start < other.end) return true;
    if (other.start === range.start && other.end === range.end) return true;
  }
  return false;
}

/** Index of the first range that holds, when all behind it hold too. */
function firstIndex(ranges: readonly TextRange[], holds: (range: TextRange) => boolean): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ranges[middle] as TextRange)) high = middle;
    else low = middle + 1;
  }
  return low;
}
