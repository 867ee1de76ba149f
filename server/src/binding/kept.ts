import type { StatementList } from '../syntax/ast.ts';

/** Commands of the top level that a script has in common with that of the version before. */
export interface Kept {
  /** How many at the beginning, which stand where they stood. */
  readonly before: number;
  /** How many at the end. */
  readonly behind: number;
  /** How many more commands there are than before the edit. */
  readonly more: number;
}

/** The statements of two versions that are the same at the beginning and at the end; a reparsed tree keeps them. */
export function keptStatements(old: StatementList, now: StatementList): { before: number; behind: number } {
  const [oldCount, count] = [old.statements.length, now.statements.length];
  const shortest = Math.min(oldCount, count);
  const isSame = (a: number, b: number, by: number): boolean =>
    old.statements[a] === now.statements[b] && (old.starts[a] as number) + by === now.starts[b];
  let before = 0;
  while (before < shortest && isSame(before, before, 0)) before++;
  const growth = (now.starts.at(-1) ?? 0) - (old.starts.at(-1) ?? 0);
  let behind = 0;
  while (behind < shortest - before && isSame(oldCount - 1 - behind, count - 1 - behind, growth)) behind++;
  return { before, behind };
}
