import { expect, test } from 'vitest';
import { ALL_CASES } from './properties.ts';

test('the syntax meets 100,000 random texts each time', () => {
  expect(ALL_CASES).toBeGreaterThanOrEqual(100_000);
});
