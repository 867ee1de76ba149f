import { phrase } from '../language/phrase.ts';
import { pastes } from '../paste/paste.ts';
import { error, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';

/** Longer texts are no pastes of a page or a terminal. */
const LONGEST = 400_000;

/** Marks that RouterOS itself may read without an error. */
const MARKED = /^[ \t]*(?:\[\/?code|```|<\/?(?:pre|code)>)|&(?:quot|amp|lt|gt|nbsp|#3[49]);/im;

/**
 * What was copied and is no script is said once for each part, with a script to put in its place; what else was found
 * there only follows from it. Asked where the text has errors.
 */
export function withPastes(problems: readonly SyntaxProblem[], text: string): readonly SyntaxProblem[] {
  if (text.length > LONGEST) return problems;
  if (!problems.some(({ severity }) => severity === 'error') && !MARKED.test(text)) return problems;
  const found = pastes(text);
  if (found.length === 0) return problems;
  const own = found.map(({ kind, start, end, what, script }): SyntaxProblem => {
    const shownEnd = kind === 'pasted-markup' ? end : Math.min(end, lineEnd(text, start));
    if (script === undefined)
      return error(kind, start, shownEnd, phrase`${what} Take the output of \`export\` instead.`);
    if (kind === 'pasted-prose')
      return withFix(
        error(kind, start, shownEnd, phrase`${what} Make comments of them.`),
        phrase`Turn it into comments`,
        [{ start, end, newText: script }],
      );
    if (kind === 'pasted-markup')
      return withFix(error(kind, start, shownEnd, phrase`${what} Take the marks away.`), phrase`Take the marks away`, [
        { start: 0, end: text.length, newText: script },
      ]);
    const problem = error(kind, start, shownEnd, phrase`${what} Convert it into commands.`);
    return withUnsafeFix(problem, phrase`Convert into commands`, [{ start, end, newText: script }]);
  });
  const isCovered = ({ start }: SyntaxProblem): boolean =>
    found.some((one) => one.kind === 'pasted-markup' || (one.start <= start && start <= one.end));
  return [...own, ...problems.filter((problem) => !isCovered(problem))].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

function lineEnd(text: string, start: number): number {
  const at = text.slice(start).search(/[\r\n]/);
  return at < 0 ? text.length : start + at;
}
