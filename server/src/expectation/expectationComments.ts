import type { BoundScript } from '../binding/boundScript.ts';
import { TokenKind } from '../syntax/token.ts';
import type { TextRange } from '../text/range.ts';

/** An expectation in a comment line of the script: `# rosfw-expect internet -> router tcp 22 => refused`. */
export interface ExpectationComment {
  readonly text: string;
  /** Of the expectation, without the mark. */
  readonly range: TextRange;
}

export const EXPECTATION_PREFIX = 'rosfw-expect';

/** All of them, in text order. */
export function expectationComments({ tree: { tokens, text } }: Pick<BoundScript, 'tree'>): ExpectationComment[] {
  if (!text.includes(EXPECTATION_PREFIX)) return [];
  const found: ExpectationComment[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== TokenKind.Comment) continue;
    const start = tokens.starts[i] as number;
    const comment = text.slice(start, tokens.starts[i + 1] as number);
    const mark = /^#[ \t]*rosfw-expect[ \t]+/.exec(comment)?.[0].length;
    if (mark === undefined) continue;
    const expectation = comment.slice(mark).trimEnd();
    found.push({ text: expectation, range: { start: start + mark, end: start + mark + expectation.length } });
  }
  return found;
}
