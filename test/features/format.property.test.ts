import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectFormatLaws } from '../support/formatLaws.ts';
import { properties } from '../support/properties.ts';
import { mutated, script, soup } from '../support/scripts.ts';

const options = fc.record({
  width: fc.constantFrom(0, 1, 20, 40, 80),
  sort: fc.boolean(),
  indent: fc.constantFrom(0, 2, 4),
});

test('formatting keeps words, problems and meaning, and is done at once', () => {
  let changed = 0;
  fc.assert(
    fc.property(fc.oneof(script, mutated, soup), options, (text, wishes) => {
      if (expectFormatLaws(text, wishes) !== text) changed++;
    }),
    properties('formatting'),
  );
  expect(changed).toBeGreaterThan(0);
});
