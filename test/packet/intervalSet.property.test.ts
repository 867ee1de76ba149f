import fc from 'fast-check';
import { describe, it } from 'vitest';
import { formatIpv4Set, formatIpv6, parseIpv4Set, parseIpv6 } from '../../server/src/packet/address.ts';
import { type Interval, IntervalSet, parseIntervals } from '../../server/src/packet/intervalSet.ts';
import { formatDuration, parseTime } from '../../server/src/packet/time.ts';
import { properties } from '../support/properties.ts';

/** A domain small enough to check every point against a plain `Set`. */
const highest = 40;
const universe = IntervalSet.range(0, highest);
const points = Array.from({ length: highest + 1 }, (_, i) => i);
const point = fc.integer({ min: 0, max: highest });
/** Also a few and very many, which are compared in other ways. */
const intervals: fc.Arbitrary<Interval<number>[]> = fc.oneof(
  fc.array(fc.tuple(point, point), { maxLength: 8 }),
  fc.array(fc.tuple(point, point), { maxLength: 1 }),
  fc.array(
    point.map((one): Interval<number> => [one, one]),
    { minLength: 16, maxLength: 26 },
  ),
);

const build = (list: readonly Interval<number>[]) => ({
  set: IntervalSet.of(list),
  model: new Set(points.filter((p) => list.some(([low, high]) => low <= p && p <= high))),
});
const only = (is: (p: number) => boolean) => IntervalSet.of(points.filter(is).map((p) => [p, p] as const));
const agrees = (set: IntervalSet<number>, expected: (p: number) => boolean) =>
  points.every((p) => set.contains(p) === expected(p));

describe('IntervalSet', () => {
  it('obeys the laws of sets', () => {
    fc.assert(
      fc.property(intervals, intervals, (left, right) => {
        const a = build(left);
        const b = build(right);
        const subset = [...a.model].every((p) => b.model.has(p));
        const overlap = [...a.model].some((p) => b.model.has(p));
        return (
          agrees(a.set, (p) => a.model.has(p)) &&
          agrees(a.set.union(b.set), (p) => a.model.has(p) || b.model.has(p)) &&
          agrees(a.set.intersect(b.set), (p) => a.model.has(p) && b.model.has(p)) &&
          a.set.intersect(b.set).equals(only((p) => a.model.has(p) && b.model.has(p))) &&
          agrees(a.set.minus(b.set), (p) => a.model.has(p) && !b.model.has(p)) &&
          agrees(a.set.complement(universe), (p) => !a.model.has(p)) &&
          a.set.isSubset(b.set) === subset &&
          a.set.intersects(b.set) === overlap &&
          a.set.size() === a.model.size &&
          a.set.isEmpty === (a.model.size === 0)
        );
      }),
      properties(2000),
    );
  });

  it('has one form: equal members, equal sets, equal text', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const set = IntervalSet.of(list);
        const again = IntervalSet.of(points.filter((p) => set.contains(p)).map((p) => [p, p] as const));
        return set.equals(again) && set.toString() === again.toString();
      }),
    );
  });

  it('works the same over bigints', () => {
    fc.assert(
      fc.property(intervals, intervals, (left, right) => {
        const big = (list: Interval<number>[]) =>
          IntervalSet.of(list.map(([low, high]) => [BigInt(low), BigInt(high)] as const));
        const small = IntervalSet.of(left).minus(IntervalSet.of(right));
        return big(left).minus(big(right)).toString() === small.toString();
      }),
    );
  });
});

describe('printing what was read', () => {
  it('is a fixpoint for lists of numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(65535), fc.nat(65535)), { minLength: 1 }), (list) => {
        const text = list.map(([a, b]) => (a === b ? `${a}` : `${Math.min(a, b)}-${Math.max(a, b)}`)).join(',');
        const printed = parseIntervals(text, 65535)?.toString();
        return printed !== undefined && parseIntervals(printed, 65535)?.toString() === printed;
      }),
    );
  });

  it('is a fixpoint for IPv4 sets', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
        const set = parseIpv4Set(`${address}/${length}`);
        if (set === undefined) return false;
        const printed = formatIpv4Set(set);
        const again = parseIpv4Set(printed);
        return again?.equals(set) === true && formatIpv4Set(again) === printed;
      }),
    );
  });

  it('is a fixpoint for IPv6 addresses', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
        (address) => parseIpv6(formatIpv6(address)) === address,
      ),
    );
    fc.assert(fc.property(fc.ipV6(), (text) => parseIpv6(text) !== undefined));
  });

  it('reads its own durations back', () => {
    fc.assert(
      fc.property(fc.nat(21_474_836), (seconds) => {
        const said = formatDuration(seconds)
          .replaceAll(/ (w|d|h|m|s)[a-z]*/g, '$1')
          .replaceAll(' ', '');
        return parseTime(said)?.seconds === seconds;
      }),
    );
  });
});

describe('readers', () => {
  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseIntervals(text, 65535);
        parseTime(text);
        parseIpv4Set(text);
        parseIpv6(text);
        return true;
      }),
    );
  });
});
