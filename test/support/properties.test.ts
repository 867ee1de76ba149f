import { expect, test } from 'vitest';
import { ALL_CASES, ALL_SETS, drawnSeed } from './properties.ts';

test('the syntax meets 100,000 random texts each time', () => {
  expect(ALL_CASES).toBeGreaterThanOrEqual(100_000);
});

test('the firewall meets 100,000 random sets of rules each time', () => {
  expect(ALL_SETS).toBeGreaterThanOrEqual(100_000);
});

test('what is drawn is the same each time, unless it is asked for', () => {
  expect(drawnSeed(undefined)).toBe(drawnSeed(''));
  expect(drawnSeed('-17')).toBe(-17);
  expect(new Set([1, 2, 3].map(() => drawnSeed('random'))).size).toBeGreaterThan(1);
  expect(() => drawnSeed('often')).toThrow('FC_SEED takes a number');
});
