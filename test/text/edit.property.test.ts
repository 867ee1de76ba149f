import fc from 'fast-check';
import { describe, it } from 'vitest';
import { applyEdits, type TextEdit, withoutOverlaps } from '../../server/src/text/edit.ts';
import { LineTable } from '../../server/src/text/lineTable.ts';
import type { TextRange } from '../../server/src/text/range.ts';
import { properties } from '../support/properties.ts';

const text = 'The quick brown fox jumps over it.';
const range: fc.Arbitrary<TextRange> = fc
  .tuple(fc.nat(text.length), fc.nat(4))
  .map(([start, length]) => ({ start, end: Math.min(start + length, text.length) }));
const fixes = fc.array(
  range.map((place) => ({ edits: [{ range: place, newText: '*' }] as TextEdit[] })),
  { maxLength: 20 },
);

describe('withoutOverlaps', () => {
  it('takes each fix that clashes with none taken before, as a plain search says', () => {
    const clash = (a: TextRange, b: TextRange): boolean =>
      (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
    fc.assert(
      fc.property(fixes, (list) => {
        const expected: typeof list = [];
        for (const fix of list) {
          const ranges = expected.flatMap(({ edits }) => edits.map((edit) => edit.range));
          if (!fix.edits.some((edit) => ranges.some((taken) => clash(taken, edit.range)))) expected.push(fix);
        }
        const taken = withoutOverlaps(list);
        return taken.length === expected.length && taken.every((fix, index) => fix === expected[index]);
      }),
      properties(5_000),
    );
  });

  it('gives edits that can be applied', () => {
    fc.assert(
      fc.property(fixes, (list) => {
        const edits = withoutOverlaps(list).flatMap((fix) => fix.edits);
        const removed = edits.reduce((sum, edit) => sum + edit.range.end - edit.range.start, 0);
        return applyEdits(text, edits).length === text.length - removed + edits.length;
      }),
      properties(2_000),
    );
  });
});

describe('LineTable', () => {
  it('splits a text where a plain search does, and finds every offset again', () => {
    const drawn = fc.array(fc.constantFrom('a', '\u{1f600}', '\r', '\n', '\r\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(drawn, (source) => {
        const table = new LineTable(source);
        const lines = source.split(/\r\n|\r|\n/);
        if (table.lineCount !== lines.length) return false;
        for (let offset = 0; offset <= source.length; offset++) {
          const position = table.position(offset);
          if (position.line >= lines.length || table.offset(position) !== offset) return false;
        }
        return lines.every((line, index) => source.startsWith(line, table.lineStart(index)));
      }),
      properties(2_000),
    );
  });
});
