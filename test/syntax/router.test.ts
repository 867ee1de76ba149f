import { describe, expect, it } from 'vitest';
import { parse, print, syntaxProblems } from '../../server/src/syntax/parse.ts';
import { ownFiles } from '../support/corpus.ts';
import { readShared, readTable, whereShared } from '../support/shared.ts';

/** Lines with the codes of the errors that the text alone shows. */
function errorsOf(text: string): string[] {
  const tree = parse(text);
  expect(print(tree)).toBe(text);
  return syntaxProblems(tree)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, start }) => `${code} in line ${text.slice(0, start).split('\n').length}`);
}

it.each(ownFiles.filter(({ kind }) => kind !== 'template').map(({ name, text }) => [name, text]))(
  '%s has no errors',
  (_, text) => expect(errorsOf(text)).toEqual([]),
);

whereShared(() =>
  describe("a real router's verdicts", () => {
    /** Scripts that the router accepts although they are wrong. */
    const exceptions: Readonly<Record<string, readonly string[]>> = {
      // A closing brace too many ends the parse without a word; what follows is console output.
      a1fbdf595e: ['stray-closer in line 13'],
    };

    it('hold: what it accepts has no errors', () => {
      const found: Record<string, readonly string[]> = {};
      let accepted = 0;
      for (const { id = '', verdict } of readTable('oracle/index.tsv')) {
        const errors = errorsOf(readShared(`oracle/scripts/${id}.rsc`));
        if (verdict === 'rejects') continue;
        accepted++;
        if (errors.length > 0) found[id] = errors;
      }
      expect(accepted).toBeGreaterThan(300);
      expect(found).toEqual(exceptions);
    });
  }),
);

whereShared(() =>
  describe('real exports', () => {
    /** Files that a hand or a web page has broken. */
    const broken: Readonly<Record<string, readonly string[]>> = {
      // A quote too many ends the script in the middle.
      'files/3040a0342296.rsc': ['stray-backslash in line 32', 'unclosed-string in line 32'],
      // The line was cut within its string.
      'files/26246148722b.rsc': ['unclosed-string in line 3'],
      // Quotes inside of quotes.
      'files/738f0c659909.rsc': ['unclosed-string in line 10'],
    };

    it('have no errors', () => {
      const found: Record<string, readonly string[]> = {};
      for (const { file = '', kind } of readTable('corpus/index.tsv')) {
        const errors = errorsOf(readShared(`corpus/${file}`));
        if (kind === 'export' && errors.length > 0) found[file] = errors;
      }
      expect(found).toEqual(broken);
    });
  }),
);
