import { type SyntaxProblem, shiftProblem } from '../syntax/problem.ts';

/** Commands of the top level that a script has in common with that of the version before. */
export interface Kept {
  /** How many at the beginning, which stand where they stood. */
  readonly before: number;
  /** How many at the end. */
  readonly behind: number;
  /** How far those at the end have moved. */
  readonly growth: number;
  /** Offsets in the old text of the first command that is gone, and of the first one at the end. */
  readonly from: number;
  readonly to: number;
}

/** What stays of the statements that began at `old` where those from `before` on, up to `end`, are gone. */
export function keptFrom(old: readonly number[], before: number, end: number, growth: number): Kept {
  const startOf = (index: number): number => old[index] ?? Number.POSITIVE_INFINITY;
  return { before, behind: old.length - end, growth, from: startOf(before), to: startOf(end) };
}

/** The problems of the commands that are kept, and of the others those that are given. */
export function withKept(
  old: readonly SyntaxProblem[],
  fresh: readonly SyntaxProblem[],
  { from, to, growth }: Kept,
): SyntaxProblem[] {
  const behind = old.filter(({ start }) => start >= to).map((problem) => shiftProblem(problem, growth));
  return [...old.filter(({ start }) => start < from), ...fresh, ...behind];
}
