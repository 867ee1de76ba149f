import { allIpv4, allIpv6, parseIpv4, parseIpv4Set, parseIpv6, parseIpv6Set } from '../packet/address.ts';
import { parseIcmpOptions } from '../packet/icmp.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { connectionStates } from '../packet/packet.ts';
import { allPorts, parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Family } from './firewall.ts';

/** How the text of a matcher is read, and what it can name. */
export interface FieldValues {
  domain(family: Family): IntervalSet<Point>;
  ordinary(family: Family): readonly Point[];
  read(text: string, family: Family): IntervalSet<Point> | undefined;
}

/** Kinds of addresses (`docs/facts/firewall.md#matchers`). */
export const ADDRESS_TYPES = ['local', 'unicast', 'broadcast', 'multicast', 'blackhole', 'prohibit', 'unreachable'];

/** What an answer to source NAT has on the wire, before the router translates its destination back. */
export const ON_WIRE: ReadonlyMap<string, string> = new Map([
  ['dst-address', 'wire-dst-address'],
  ['dst-port', 'wire-dst-port'],
]);
/** Whether the packet answers a connection whose source the router has translated. */
export const ANSWERS_SOURCE_NAT = 'answers-source-nat';

export const ALL_PORTS = allPorts as IntervalSet<Point>;

/** The fields of packets that have values, by the name of their matcher; all other matchers are true or false. */
export const FIELDS: Readonly<Record<string, FieldValues>> = {
  protocol: {
    domain: () => IntervalSet.range<Point>(0, 255),
    ordinary: (family) => (family === 'ip' ? [6, 17, 1, 47] : [6, 17, 58]),
    read: (text) => {
      const number = protocolNumber(text);
      return number === undefined ? undefined : numbers([number]);
    },
  },
  'connection-state': names(connectionStates, ['new', 'established']),
  'dst-address-type': names(ADDRESS_TYPES, ['local', 'unicast']),
  'src-address-type': names(ADDRESS_TYPES, ['unicast']),
  'dst-port': ports(8291, 22, 80, 443),
  'src-port': ports(40_000, 50_000),
  'wire-dst-address': addresses(['203.0.113.1', '192.0.2.1'], ['2001:db8:2::1']),
  'wire-dst-port': ports(50_000, 40_000),
  // As small as a packet with headers and nothing in it is.
  'packet-size': { ...ports(), ordinary: (family) => (family === 'ip' ? [40, 100] : [60, 100]) },
  'icmp-options': {
    domain: () => ALL_PORTS,
    ordinary: (family) => (family === 'ip' ? [8 * 256] : [128 * 256]),
    read: (text) => {
      const options = parseIcmpOptions(text);
      if (options === undefined) return undefined;
      const [low, high] = options.codes ?? [0, 255];
      return IntervalSet.range<Point>(options.type * 256 + low, options.type * 256 + high);
    },
  },
  'src-address': addresses(['198.51.100.7', '203.0.113.9', '192.0.2.33'], ['2001:db8::7', '2001:db8:1::9']),
  'dst-address': addresses(['192.168.88.1', '192.168.88.10', '10.0.0.1'], ['2001:db8:f::1']),
};

export function numbers(values: readonly number[]): IntervalSet<Point> {
  return IntervalSet.of<Point>(values.map((value) => [value, value] as const));
}

function ports(...ordinary: readonly number[]): FieldValues {
  return {
    domain: () => ALL_PORTS,
    ordinary: () => ordinary,
    read: (text) => parsePorts(text) as IntervalSet<Point> | undefined,
  };
}

/** The addresses are those that documents use (RFC 5737, RFC 3849), so that no witness names a real host. */
function addresses(ipv4: readonly string[], ipv6: readonly string[]): FieldValues {
  return {
    domain: (family) => (family === 'ip' ? allIpv4 : allIpv6) as IntervalSet<Point>,
    ordinary: (family) =>
      family === 'ip' ? ipv4.map((text) => parseIpv4(text) as Point) : ipv6.map((text) => parseIpv6(text) as Point),
    read: (text, family) =>
      (family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text)) as IntervalSet<Point> | undefined,
  };
}

/** Values of which a packet has exactly one. */
function names(all: readonly string[], ordinary: readonly string[]): FieldValues {
  return {
    domain: () => IntervalSet.range<Point>(0, all.length - 1),
    ordinary: () => ordinary.map((name) => all.indexOf(name)),
    read: (text) => {
      const known = text.split(',').map((name) => all.indexOf(name));
      return known.includes(-1) ? undefined : numbers(known);
    },
  };
}
