import { phrase } from '../language/phrase.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import type { LinePlace } from './jsonOutput.ts';

/** Where a range begins; no line where there is none: default rules stand in no file. */
export function linePlace(
  { lines, origin }: Pick<Analysis, 'lines' | 'origin'>,
  range: TextRange | undefined,
): LinePlace {
  if (range === undefined) return { line: null };
  if (origin === undefined) return { line: lines.position(range.start).line + 1 };
  const file = origin.fileOf(range.start);
  return { line: Number.parseInt(origin.lineName(range.start), 10), ...(file === undefined ? {} : { file }) };
}

/** `line 9`, or `line 9 of nat.rsc` where several files make up the router. */
export function lineText({ line, file }: LinePlace): string {
  return file === undefined ? phrase`line ${line ?? '?'}` : phrase`line ${line ?? '?'} of ${file}`;
}
