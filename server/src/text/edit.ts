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

/** The largest prefix set of edits without overlap, first come first served: for fixes that meet in one place. */
export function withoutOverlaps<T extends { readonly edits: readonly TextEdit[] }>(fixes: readonly T[]): T[] {
  const taken: TextRange[] = [];
  const clash = (a: TextRange, b: TextRange): boolean =>
    a.start < b.end && b.start < a.end ? true : a.start === b.start && a.end === b.end;
  return fixes.filter((fix) => {
    if (fix.edits.some((edit) => taken.some((range) => clash(range, edit.range)))) return false;
    taken.push(...fix.edits.map((edit) => edit.range));
    return true;
  });
}

export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index)
    .map(({ edit }) => edit);
}
