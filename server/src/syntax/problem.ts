import type { RelativeRange, TextRange } from '../text/range.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A repair whose edits count from the same place as the problem's range. */
export interface ProblemFix<Range = TextRange> {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** It may not be what was meant, so it is never applied unasked. */
  readonly unsafe?: boolean;
}

/** The kinds of faults that a text may have; each has an entry in the register of diagnostics. */
export const PROBLEM_CODES = [
  'ambiguous-name',
  'argument-without-action',
  'blank-after-backslash',
  'blank-before-equals',
  'byte-order-mark',
  'comment-behind-command',
  'dollar-in-argument',
  'dollar-in-declaration',
  'double-equals',
  'expected-command',
  'expected-operand',
  'export-remark',
  'find-without-menu',
  'foreign-character',
  'invalid-value',
  'item-number',
  'line-break-in-string',
  'line-cut',
  'list-marker-in-front',
  'lone-dollar',
  'merge-conflict',
  'missing-argument',
  'missing-blank',
  'missing-do',
  'missing-equals',
  'missing-menu',
  'missing-parentheses',
  'missing-semicolon',
  'needs-quotes',
  'nesting-too-deep',
  'not-in-version',
  'not-utf-8',
  'pasted-markup',
  'pasted-output',
  'pasted-prose',
  'placeholder-value',
  'prompt-in-front',
  'repeated-argument',
  'set-undeclared-variable',
  'shadowed-variable',
  'single-quotes',
  'stray-backslash',
  'stray-closer',
  'surplus-value',
  'too-many-terms',
  'typographic-quote',
  'unclosed-bracket',
  'unclosed-string',
  'undeclared-variable',
  'unexpected-equals',
  'unexpected-semicolon',
  'unexpected-word',
  'unicode-blank',
  'unknown-argument',
  'unknown-command',
  'unknown-escape',
  'unknown-parameter',
  'unreadable-command',
  'unused-variable',
  'variable-hidden-by-property',
  'variable-name',
  'wrong-menu',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A fault of the text itself, before it is said from where its places count. */
export interface UnplacedProblem {
  readonly start: number;
  readonly end: number;
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What, why and what to do. */
  readonly message: string;
  readonly fix?: ProblemFix<Unplaced>;
  /** The editor shows the range greyed out. */
  readonly unnecessary?: boolean;
}

interface Unplaced {
  readonly start: number;
  readonly end: number;
}

/** A fault at its place in the text. */
export interface SyntaxProblem extends UnplacedProblem, TextRange {
  readonly fix?: ProblemFix;
}

/** A fault whose places count from the statement, or the list of statements, that has it. */
export interface RelativeProblem extends UnplacedProblem, RelativeRange {
  readonly fix?: ProblemFix<RelativeRange>;
}

/** The problem of a statement that begins at `base`, where it stands in the text. */
export function placeProblem(problem: RelativeProblem, base: number): SyntaxProblem {
  return counted(problem, base);
}

/** The problem as one that counts from `base`. */
export function relativeProblem(problem: UnplacedProblem, base: number): RelativeProblem {
  return counted(problem, -base);
}

/** Spelled out field by field: there may be tens of thousands of problems, and a copy by spreading costs much more. */
function counted(problem: UnplacedProblem, by: number): UnplacedProblem {
  if (by === 0) return problem;
  const { code, severity, message, fix, unnecessary } = problem;
  const start = problem.start + by;
  const end = problem.end + by;
  if (fix === undefined) {
    return unnecessary === undefined
      ? { code, severity, start, end, message }
      : { code, severity, start, end, message, unnecessary };
  }
  const edits = fix.edits.map(({ range, newText }) => ({
    range: { start: range.start + by, end: range.end + by },
    newText,
  }));
  const placed = { code, severity, start, end, message, fix: { ...fix, edits } };
  return unnecessary === undefined ? placed : { ...placed, unnecessary };
}
