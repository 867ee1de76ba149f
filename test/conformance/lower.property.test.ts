import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalogFor } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { properties } from '../support/properties.ts';
import { lower } from './lower.ts';
import { firstDifference, normalForm, plainForm } from './normalForm.ts';

const tree = catalogFor('7.23rc1-base');
const piece = fc.constantFrom(
  ...['{', '}', '[', ']', '(', ')', '"', '\\', '$', ' ', '\n', ';', '=', '#', ':', ',', '!', '->', '&&', '.', '0x1F'],
  ...[
    '/ip firewall filter',
    'add chain=input',
    ':local a 1',
    'find where x~"y"',
    'do={',
    'else {',
    'foo',
    '$a',
    '1d2h',
  ],
);

test('any text can be written in the form of the router, and is the same as itself', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 50 }), (pieces) => {
      const { form, flags } = lower(bind(parse(pieces.join('')), tree, { asRouter: true }));
      const normal = normalForm(form, flags);
      expect(firstDifference(normal, plainForm(normal)).router).toBe(-1);
    }),
    properties(3_000),
  );
});
