/**
 * Layer `text`: offsets, line tables and edits. It imports nothing.
 * All offsets count UTF-16 units from 0; lines and columns exist only at the edge of the program.
 */

/** Half-open range of offsets, `start <= end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Moves a range that is relative to `base`. */
export function shift(range: TextRange, base: number): TextRange {
  return { start: range.start + base, end: range.end + base };
}

/** Whether `offset` lies in the range; both ends count, since a caret stands between characters. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether two ranges share a character, or one is empty and lies in the other. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end ? true : a.start === b.start;
}
