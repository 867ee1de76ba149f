import fc from 'fast-check';
import { test } from 'vitest';
import { RangeIndex } from '../../server/src/text/rangeIndex.ts';

const range = fc.tuple(fc.nat(30), fc.nat(8)).map(([start, length]) => ({ start, end: start + length }));

test('an index answers as looking at all ranges does', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), range, (ranges, { start, end }) => {
      const index = new RangeIndex(ranges);
      const some = (is: (one: { start: number; end: number }) => boolean): boolean => ranges.some(is);
      return (
        index.touches({ start, end }) === some((one) => one.start <= end && one.end >= start) &&
        index.crosses({ start, end }) === some((one) => one.start < end && one.end > start) &&
        index.has(start) === some((one) => one.start <= start && start < one.end) &&
        index.hasInside({ start, end }) === some((one) => start <= one.start && one.end <= end)
      );
    }),
  );
});
