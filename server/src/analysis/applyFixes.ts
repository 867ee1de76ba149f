import type { Finding, Fix } from '../diagnostics/finding.ts';
import { applyEdits, withoutOverlaps } from '../text/edit.ts';
import { finish, type Steps } from '../text/steps.ts';
import { allProblems } from './allProblems.ts';
import type { FileProblems } from './analysis.ts';

export interface FixedText {
  readonly text: string;
  /** How many fixes were made. */
  readonly count: number;
  /** The findings of the first text that had one. */
  readonly first: readonly Finding[];
}

/**
 * Makes fixes again and again until there is none left, since one fault may hide another: of each finding that is
 * `shown` the first fix that is safe, or the first of all where `unsafe` ones are wanted.
 */
export function applyFixes(
  analysis: FileProblems,
  analyse: (text: string) => FileProblems,
  isShown: (finding: Finding) => boolean,
  unsafe = false,
): FixedText {
  const whole = function* (text: string): Steps<FileProblems> {
    yield;
    return analyse(text);
  };
  return finish(fixSteps(analysis, whole, isShown, unsafe));
}

/** The same in steps. */
export function* fixSteps(
  analysis: FileProblems,
  analyse: (text: string) => Steps<FileProblems>,
  isShown: (finding: Finding) => boolean,
  unsafe = false,
): Steps<FixedText> {
  const fixesOf = (found: FileProblems): { findings: Finding[]; fixes: Fix[] } => {
    const findings = allProblems(found).filter(
      (finding) => isShown(finding) && finding.fixes.some(({ safe }) => safe || unsafe),
    );
    const fixes = findings.map(({ fixes: all }) => (all.find(({ safe }) => safe) ?? all[0]) as Fix);
    return { findings, fixes };
  };
  let { findings, fixes } = fixesOf(analysis);
  const first = findings;
  let text = analysis.text;
  let count = 0;
  for (let pass = 0; pass < MAX_PASSES && fixes.length > 0; pass++) {
    const made = withoutOverlaps(fixes);
    const fixed = applyEdits(
      text,
      made.flatMap(({ edits }) => edits),
    );
    if (fixed === text) break;
    text = fixed;
    count += made.length;
    ({ findings, fixes } = fixesOf(yield* analyse(text)));
  }
  return { text, count, first };
}

/** As often as ESLint tries before it takes repairs for going in circles. */
const MAX_PASSES = 10;
