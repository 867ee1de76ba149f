import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parse, syntaxProblems } from '../../server/src/syntax/parse.ts';
import type { SyntaxProblem } from '../../server/src/syntax/problem.ts';
import { TokenKind } from '../../server/src/syntax/token.ts';
import { applyEdits, withoutOverlaps } from '../../server/src/text/edit.ts';
import { corpusFiles } from '../support/corpus.ts';
import { dumpStatement } from '../support/dump.ts';
import { properties } from '../support/properties.ts';
import { changes, mutate, mutated, script, soup } from '../support/scripts.ts';
import { checkTreeLaws } from '../support/treeLaws.ts';

describe('the tree of any text', () => {
  it.each([
    ['characters', fc.string({ unit: 'binary', maxLength: 200 }), 'laws: characters'],
    [
      'code units, halves of pairs included',
      fc.array(fc.nat(0xffff)).map((c) => String.fromCharCode(...c)),
      'laws: code units',
    ],
    ['ASCII', fc.string({ unit: 'binary-ascii', maxLength: 200 }), 'laws: ASCII'],
    ['pieces of the language', soup, 'laws: pieces'],
    ['scripts', script, 'laws: scripts'],
    ['scripts with mistakes', mutated, 'laws: scripts with mistakes'],
  ] as const)('obeys its laws: %s', (_, texts, runs) => {
    fc.assert(fc.property(texts, checkTreeLaws), properties(runs));
  });

  it('has no problems in a script without mistakes', () => {
    fc.assert(
      fc.property(script, (text) => syntaxProblems(parse(text)).length === 0),
      properties('no problems in scripts'),
    );
  });
});

it('costs as much again for as much again', () => {
  const best = (text: string): number => {
    let time = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 2; i++) {
      const start = performance.now();
      syntaxProblems(parse(text));
      time = Math.min(time, performance.now() - start);
    }
    return time;
  };
  const short = fc.oneof(soup, mutated).filter((text) => text !== '');
  fc.assert(
    fc.property(short, (text) => {
      const much = text.repeat(Math.ceil(160_000 / text.length));
      const little = much.slice(0, much.length / 8);
      // Eight times as much may take three times as long as it should, and only the whole may have strings that are read
      // again: where it hurts, it takes seconds. A busy machine may be slow once, but not again and again.
      return [1, 2, 3].some(() => best(much) < 24 * best(little) + 400);
    }),
    properties('linear time'),
  );
});

describe('two texts', () => {
  const shown = (text: string, base: number, list = parse(text)) => ({
    statements: list.list.statements.map((statement, index) => [
      base + (list.list.starts[index] as number),
      statement.length,
      dumpStatement(statement),
    ]),
    problems: syntaxProblems(list).map(({ code, start, end }) => [code, base + start, base + end]),
  });

  it('one below the other give the statements of both, when nothing is left open', () => {
    const closed = fc.oneof(script, soup, mutated).filter((text) => isClosed(text));
    fc.assert(
      fc.property(closed, closed, (above, below) => {
        const together = shown(`${above}\n${below}`, 0);
        const first = shown(above, 0);
        const second = shown(below, above.length + 1);
        return (
          fc.stringify(together.statements) === fc.stringify([...first.statements, ...second.statements]) &&
          fc.stringify(together.problems) === fc.stringify([...first.problems, ...second.problems])
        );
      }),
      properties('two texts'),
    );
  });

  /** Neither an open bracket or string nor a continued line; a byte order mark is one only in front of all. */
  function isClosed(text: string): boolean {
    const { count, kinds, closers } = parse(text).tokens;
    if (text.startsWith('\ufeff') || text.endsWith('\r')) return false;
    const last = kinds[count - 1];
    const goesOn = last === TokenKind.Continuation || last === TokenKind.StrayBackslash || last === TokenKind.Blank;
    return !goesOn && closers.every((closer) => closer >= 0);
  }
});

describe('fixes', () => {
  it('come to an end', () => {
    const fixesOf = (text: string) =>
      syntaxProblems(parse(text)).flatMap(({ fix }: SyntaxProblem) => (fix === undefined ? [] : [fix]));
    fc.assert(
      fc.property(fc.oneof(soup, mutated), (drawn) => {
        let text = drawn;
        // Each round mends at least one fault of those that the text has, or that a fix lays bare.
        for (let round = 0; round < 60; round++) {
          const fixes = withoutOverlaps(fixesOf(text));
          if (fixes.length === 0) return true;
          text = applyEdits(
            text,
            fixes.flatMap(({ edits }) => edits),
          );
        }
        return false;
      }),
      properties('fixes end'),
    );
  });
});

describe('scripts as people have them', () => {
  it('obey the laws of trees, as they are and with mistakes', () => {
    const files = corpusFiles.map(({ text }) => text).filter((text) => text.length < 20_000);
    for (const text of files) checkTreeLaws(text);
    fc.assert(
      fc.property(fc.constantFrom(...files), changes, (text, list) => checkTreeLaws(mutate(text, list))),
      properties(1_000),
    );
  });
});
