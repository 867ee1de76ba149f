import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from '../../server/src/text/difference.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { properties } from '../support/properties.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'add x=1', ' ', '\n', '\r\n', '\r'), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('the edits make the other text', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, difference(before, after))).toBe(after);
    }),
    properties(2000),
  );
});

test('equal texts need no edit, and a change in one line touches no other', () => {
  expect(difference('a\nb\n', 'a\nb\n')).toEqual([]);
  expect(difference('one\ntwo\nthree\n', 'one\ntXo\nthree\n')).toEqual([{ range: { start: 5, end: 6 }, newText: 'X' }]);
});
