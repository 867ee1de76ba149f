import { textOf } from '../execution/configuration.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { parsePorts } from '../packet/ports.ts';
import type { Family, FirewallRule } from './firewall.ts';

/** What a rule of NAT puts in the place of an address and a port. */
export interface Target {
  /** The addresses of which it takes one; undefined where it keeps the address, or takes the router's own. */
  readonly addresses: IntervalSet<Point> | undefined;
  /** It keeps the host's part of the address and exchanges the network's. */
  readonly keepsHost: boolean;
  readonly port: number | undefined;
}

const known = new WeakMap<FirewallRule['item'], Target>();

/** What the rule writes into packets (`docs/facts/firewall.md#actions`). */
export function targetOf({ item, action, family }: FirewallRule): Target {
  let target = known.get(item);
  if (target === undefined) {
    const text = textOf(item, 'to-addresses') ?? textOf(item, 'to-address');
    const set = text === undefined ? undefined : family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text);
    const port = parsePorts(textOf(item, 'to-ports') ?? '')?.first;
    target = {
      addresses: action === 'redirect' || action === 'masquerade' ? undefined : (set as IntervalSet<Point> | undefined),
      keepsHost: action === 'netmap',
      port,
    };
    known.set(item, target);
  }
  return target;
}

/** The addresses that the rule may give a packet with this one. */
export function translated(
  address: Point | undefined,
  { addresses, keepsHost }: Target,
): IntervalSet<Point> | undefined {
  if (addresses === undefined) return undefined;
  if (!keepsHost || address === undefined) return addresses;
  const [first, size] = blockOf(addresses);
  const low = BigInt(address) % size;
  const result = first + low;
  const point = typeof address === 'bigint' ? result : Number(result);
  return IntervalSet.range<Point>(point, point);
}

/** The same for all addresses of a set, exactly. */
export function translatedSet(set: IntervalSet<Point>, target: Target, family: Family): IntervalSet<Point> | undefined {
  const { addresses, keepsHost } = target;
  if (addresses === undefined || !keepsHost) return addresses;
  const [first, size] = blockOf(addresses);
  const intervals = set.intervals().flatMap(([low, high]): (readonly [bigint, bigint])[] => {
    if (BigInt(high) - BigInt(low) + 1n >= size) return [[first, first + size - 1n]];
    const from = BigInt(low) % size;
    const to = BigInt(high) % size;
    const whole = [first, first + size - 1n] as const;
    return from <= to
      ? [[first + from, first + to]]
      : [
          [first + from, whole[1]],
          [first, first + to],
        ];
  });
  return IntervalSet.of<Point>(intervals.map(([low, high]) => [pointOf(low, family), pointOf(high, family)] as const));
}

/** Those of the addresses in `from` that the rule gives one in `to`. */
export function translatedBack(
  from: IntervalSet<Point>,
  to: IntervalSet<Point>,
  target: Target,
  family: Family,
): IntervalSet<Point> {
  const { addresses, keepsHost } = target;
  if (addresses === undefined || !keepsHost) return from;
  const [first, size] = blockOf(addresses);
  const parts: IntervalSet<Point>[] = [];
  for (const [low, high] of from.intervals()) {
    const blocks = BigInt(high) / size - BigInt(low) / size;
    // Of many networks that share the host's part none is told apart.
    if (blocks > MAX_BLOCKS) return from;
    for (let block = BigInt(low) / size; block <= BigInt(high) / size; block++) {
      const shift = block * size - first;
      const moved = to
        .intervals()
        .map(([a, b]) => [pointOf(BigInt(a) + shift, family), pointOf(BigInt(b) + shift, family)] as const);
      parts.push(IntervalSet.of<Point>(moved).intersect(IntervalSet.range<Point>(low, high)));
    }
  }
  return parts.reduce((all, part) => all.union(part), IntervalSet.empty<Point>());
}

const MAX_BLOCKS = 64n;

function blockOf(addresses: IntervalSet<Point>): readonly [first: bigint, size: bigint] {
  const first = BigInt(addresses.first as Point);
  const size = BigInt(addresses.last as Point) - first + 1n;
  // Of a range that is no network only the part with one length of prefix counts.
  let power = 1n;
  while (power * 2n <= size) power *= 2n;
  return [first - (first % power), power];
}

function pointOf(value: bigint, family: Family): Point {
  return family === 'ip' ? Number(value) : value;
}
