import { phrase } from '../language/phrase.ts';
import { error } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';

/** The marks that Git leaves where two versions of a text could not be joined: one problem for each conflict. */
export function conflictMarkers(text: string): SyntaxProblem[] {
  if (!text.includes(OURS)) return [];
  const problems: SyntaxProblem[] = [];
  for (const { index, 0: line } of text.matchAll(BEGIN)) {
    problems.push(
      error(
        'merge-conflict',
        index,
        index + line.length,
        phrase`Git could not join two versions of this file and left both here, between \`<<<<<<<\` and \`>>>>>>>\`, so RouterOS rejects the file. Keep the right one and remove the marks.`,
      ),
    );
  }
  return problems;
}

/** Whether a place stands on the line of a mark, or directly below one: what is read there is read wrongly. */
export function isAtConflictMarker(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  if (MARK.test(text.slice(start, start + 8))) return true;
  const above = text.lastIndexOf('\n', start - 2) + 1;
  return start > 0 && MARK.test(text.slice(above, above + 8));
}

const OURS = '<<<<<<<';
const BEGIN = /^<{7}(?: [^\r\n]*)?$/gm;
const MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|$)/;
