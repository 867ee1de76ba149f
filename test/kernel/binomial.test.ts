import { expect, test } from 'vitest';
import { atMost, bounds } from './binomial.ts';

test('few trials, counted by hand', () => {
  expect(atMost(-1, 3, 0.5)).toBe(0);
  expect(atMost(0, 3, 0.5)).toBeCloseTo(1 / 8);
  expect(atMost(1, 3, 0.5)).toBeCloseTo(1 / 2);
  expect(atMost(3, 3, 0.5)).toBeCloseTo(1);
  expect(atMost(0, 2, 1 / 6)).toBeCloseTo(25 / 36);
});

test('outside of the bounds lies less than the risk, and one step further in lies more', () => {
  for (const [n, p] of [
    [100, 1 / 6],
    [60, 1 / 2],
    [10, 0.999],
  ] as const) {
    const [least, most] = bounds(n, p, 1e-6);
    expect(atMost(least - 1, n, p)).toBeLessThanOrEqual(5e-7);
    expect(atMost(least, n, p)).toBeGreaterThan(5e-7);
    expect(1 - atMost(most, n, p)).toBeLessThanOrEqual(5.01e-7);
    expect(1 - atMost(most - 1, n, p)).toBeGreaterThan(4.99e-7);
  }
});
