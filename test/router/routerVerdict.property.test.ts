import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { routerVerdict } from '../../server/src/router/routerVerdict.ts';
import { properties } from '../support/properties.ts';

const piece = fc.constantFrom(
  ...['{', '}', '[', ']', '(', ')', '"', '\\', '$', ' ', '\n', '\t', ';', '=', '#', '/', ':', 'é', ',', '!', '->'],
  ...[
    '/ip firewall filter',
    'add chain=input',
    ':local a 1',
    ':set a 2',
    'find where x~"y"',
    'do={',
    'foo',
    '$a',
    '1.2.3.4/24',
  ],
);
const scripts = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 });

describe('routerVerdict', () => {
  test('never throws, and its places lie in the text', () => {
    fc.assert(
      fc.property(scripts, (pieces) => {
        const text = pieces.join('');
        const lines = text.split(/\r\n|\r|\n/).length;
        const verdict = routerVerdict(text, catalog);
        const places = verdict.kind === 'rejects' ? [verdict] : verdict.kind === 'annotates' ? verdict.notes : [];
        for (const { line, column } of places) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThan(0);
        }
      }),
      properties(20_000),
    );
  });

  test('is linear', () => {
    for (const unit of [
      ':put "a $[:len $b]";\n',
      '{ :local a 1; :set a 2 }\n',
      ' foo',
      '# x\n',
      ':put (1 + ($a->"b"))\n',
      '$a b=c\n',
    ]) {
      const small = time(unit.repeat(4_000));
      const large = time(unit.repeat(40_000));
      expect(large, JSON.stringify(unit)).toBeLessThan(small * 25 + 50);
    }
  });
});

function time(text: string): number {
  routerVerdict(text, catalog);
  const start = performance.now();
  routerVerdict(text, catalog);
  return performance.now() - start;
}
