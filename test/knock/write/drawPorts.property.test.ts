import fc from 'fast-check';
import { describe, it } from 'vitest';
import { servicesAt } from '../../../server/src/catalog/services.ts';
import { drawPacketSizes, drawPorts } from '../../../server/src/knock/write/drawPorts.ts';
import { properties } from '../../support/properties.ts';

const count = fc.integer({ min: 1, max: 8 });
/** Any source of numbers, also the worst: always 0, always nearly 1, short cycles. */
const source = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 30 });

function cycle(numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}

function isGood(numbers: readonly number[], low: number, high: number, gap: number): boolean {
  const steps = numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0));
  const sorted = numbers.toSorted((a, b) => a - b);
  return (
    numbers.every((number) => Number.isInteger(number) && number >= low && number <= high) &&
    sorted.every((number, i) => i === 0 || number - (sorted[i - 1] ?? 0) >= gap) &&
    numbers.every((number) => !/^(\d)\1*$/.test(String(number)) && servicesAt(number).length === 0) &&
    (numbers.length < 2 || steps.some((step) => step < 0)) &&
    (numbers.length < 3 || steps.some((step) => step > 0))
  );
}

describe('drawn numbers', () => {
  it('are good knock ports, whatever the source', () => {
    fc.assert(
      fc.property(count, source, (n, numbers) => {
        const ports = drawPorts(n, cycle(numbers));
        return ports.length === n && isGood(ports, 20_000, 60_999, 1_950);
      }),
      properties(2000),
    );
  });

  it('are good sizes of pings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), source, (n, numbers) => {
        const sizes = drawPacketSizes(n, cycle(numbers));
        return sizes.length === n && isGood(sizes, 130, 1_200, 30);
      }),
    );
  });

  it('follow the source', () => {
    fc.assert(
      fc.property(count, source, (n, numbers) => {
        const again = drawPorts(n, cycle(numbers));
        return drawPorts(n, cycle(numbers)).every((port, i) => port === again[i]);
      }),
    );
  });
});
