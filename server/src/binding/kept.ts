/** Commands of the top level that a script has in common with that of the version before. */
export interface Kept {
  /** How many at the beginning, which stand where they stood. */
  readonly before: number;
  /** How many at the end. */
  readonly behind: number;
  /** How many more commands there are than before the edit. */
  readonly more: number;
}
