import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A repair whose edits count from the same place as the problem's range. */
export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A fault of the text itself. The message says what, why and what to do. */
export interface SyntaxProblem extends TextRange {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: ProblemFix;
}

export function shiftProblem(problem: SyntaxProblem, base: number): SyntaxProblem {
  if (base === 0) return problem;
  const { code, severity, message, fix } = problem;
  const start = problem.start + base;
  const end = problem.end + base;
  if (fix === undefined) return { code, severity, start, end, message };
  const edits = fix.edits.map(({ range, newText }) => ({
    range: { start: range.start + base, end: range.end + base },
    newText,
  }));
  return { code, severity, start, end, message, fix: { title: fix.title, edits } };
}
