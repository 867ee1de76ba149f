import { expect, test } from 'vitest';
import { ALL_CASES, ALL_SETS } from './properties.ts';

test('the syntax meets 100,000 random texts each time', () => {
  expect(ALL_CASES).toBeGreaterThanOrEqual(100_000);
});

test('the firewall meets 100,000 random sets of rules each time', () => {
  expect(ALL_SETS).toBeGreaterThanOrEqual(100_000);
});
