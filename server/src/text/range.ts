/**
 * Layer `text`: offsets, line tables and edits. It imports nothing.
 * All offsets count UTF-16 units from 0; lines and columns exist only at the edge of the program.
 */

/** Half-open range of offsets, `start <= end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly isRelative?: false;
}

/**
 * A range that counts from the start of the statement that holds it. `isRelative` is never written: it is there for the
 * compiler, which takes neither kind of range for the other.
 */
export interface RelativeRange {
  readonly start: number;
  readonly end: number;
  readonly isRelative?: true;
}

/** Where a range is in the text whose statement begins at `base`. */
export function shift(range: RelativeRange, base: number): TextRange {
  return { start: range.start + base, end: range.end + base };
}

/** The range of a part of a text in the whole, where the part begins at `start`. */
export function within(range: TextRange, start: number): TextRange {
  return { start: range.start + start, end: range.end + start };
}

/** Whether `offset` lies in the range; both ends count, since a caret stands between characters. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether two ranges share a character, or one is empty and lies in the other. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end ? true : a.start === b.start;
}
