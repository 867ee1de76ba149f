import type { Family } from '../../server/src/firewall/firewall.ts';
import { type PlainRule, scriptOf } from '../support/firewallOf.ts';
import type { Random } from '../support/randomSets.ts';
import { ADDRESSES, ROUTER } from './routedDuel.ts';

/** Who talks through the router, in each family. */
export const HOSTS = {
  client: { ip: ['198.51.100.7', '203.0.113.9'], ipv6: ['2001:db8:1::7', '2001:db8:9::9'] },
  server: { ip: ['10.0.0.5', '10.0.0.6'], ipv6: ['2001:db8:2::5', '2001:db8:2::6'] },
} as const;
/** Where clients turn to that reaches the inside by NAT only. */
export const PUBLIC = { ip: ['192.0.2.5', '192.0.2.77'], ipv6: ['2001:db8:3::5', '2001:db8:3::6'] } as const;
export const PORTS: readonly number[] = [22, 80, 443, 8080];

/** Scripts of random rules for a router between two sides, with NAT, marks and untracked packets. */
export function routedConfiguration(random: Random, family: Family): string {
  const many = (most: number, make: () => PlainRule): PlainRule[] =>
    Array.from({ length: random.upTo(most + 1) }, make);
  const rules = [
    ...many(3, () => plain(random, family, 'raw', 'prerouting', ['notrack', 'notrack', 'accept', 'drop', 'log'])),
    ...many(2, () => marking(random, family, 'prerouting')),
    ...many(2, () => marking(random, family, 'forward')),
    ...many(1, () => marking(random, family, 'postrouting')),
    ...many(2, () => destinationNat(random, family)),
    ...many(2, () => sourceNat(random, family)),
    ...many(4, () => plain(random, family, 'filter', 'input', ['accept', 'drop', 'log'])),
    ...many(6, () => plain(random, family, 'filter', 'forward', ['accept', 'accept', 'drop', 'log', 'jump', 'add'])),
    ...many(3, () => plain(random, family, 'filter', 'x', ['accept', 'drop', 'return'])),
  ];
  return ADDRESSES + scriptOf(rules);
}

function plain(
  random: Random,
  family: Family,
  table: 'raw' | 'filter',
  chain: string,
  actions: readonly string[],
): PlainRule {
  const action = random.pick(actions);
  const matchers = matchersOf(random, family, table, chain);
  // What takes all leaves nothing to compare.
  if (action === 'drop' && Object.keys(matchers).length === 0) return { family, table, chain, action: 'log' };
  if (action === 'jump') return { family, table, chain, action, matchers, does: { 'jump-target': 'x' } };
  if (action !== 'add') return { family, table, chain, action, matchers };
  const does = { 'address-list': 'a', 'address-list-timeout': '1h' };
  return {
    family,
    table,
    chain,
    action: random.pick(['add-src-to-address-list', 'add-dst-to-address-list']),
    matchers,
    does,
  };
}

function marking(random: Random, family: Family, chain: string): PlainRule {
  const kind = random.pick(['connection', 'packet'] as const);
  const does = { [`new-${kind}-mark`]: random.pick(['a', 'b']), passthrough: random.pick(['yes', 'no', undefined]) };
  const matchers = matchersOf(random, family, 'mangle', chain);
  return { family, table: 'mangle', chain, action: `mark-${kind}`, matchers, does };
}

function destinationNat(random: Random, family: Family): PlainRule {
  const kind = random.pick(['dst-nat', 'dst-nat', 'redirect', 'netmap'] as const);
  const place = { family, table: 'nat', chain: 'dstnat' } as const;
  const protocol = random.pick(['tcp', 'udp']);
  if (kind === 'netmap' && family === 'ip') {
    return {
      ...place,
      action: kind,
      matchers: { 'dst-address': '192.0.2.0/24' },
      does: { 'to-addresses': '10.0.0.0/24' },
    };
  }
  const matchers = { protocol, 'dst-port': random.pick(['80', '22,8080', '400-9000']), ...side(random) };
  if (kind === 'redirect')
    return { ...place, action: kind, matchers, does: { 'to-ports': random.pick(['22', '443']) } };
  const to = random.pick([...HOSTS.server[family], ROUTER.lan[family]]);
  const ports = random.chance(0.5) ? { 'to-ports': '443' } : {};
  return { ...place, action: 'dst-nat', matchers, does: { ...target(family, to), ...ports } };
}

function sourceNat(random: Random, family: Family): PlainRule {
  const place = { family, table: 'nat', chain: 'srcnat' } as const;
  const out = random.chance(0.7) ? { 'out-interface': random.pick(['wan', 'wan', 'lan']) } : {};
  const kind = random.pick(['masquerade', 'src-nat', 'netmap'] as const);
  if (kind === 'netmap' && family === 'ip') {
    return {
      ...place,
      action: kind,
      matchers: { 'src-address': '10.0.0.0/24' },
      does: { 'to-addresses': '192.0.2.0/24' },
    };
  }
  if (kind === 'masquerade') return { ...place, action: kind, matchers: out };
  const to = family === 'ip' ? '198.51.100.99' : '2001:db8:1::99';
  return { ...place, action: 'src-nat', matchers: { ...out, ...protocols(random, family) }, does: target(family, to) };
}

function target(family: Family, address: string): Record<string, string> {
  return family === 'ip' ? { 'to-addresses': address } : { 'to-address': `${address}/128` };
}

function side(random: Random): Record<string, string> {
  return random.chance(0.4) ? { 'in-interface': random.pick(['wan', 'lan']) } : {};
}

function protocols(random: Random, family: Family): Record<string, string> {
  const icmp = family === 'ip' ? 'icmp' : 'icmpv6';
  return random.chance(0.5) ? { protocol: random.pick(['tcp', 'udp', icmp]) } : {};
}

function matchersOf(random: Random, family: Family, table: string, chain: string): Record<string, string> {
  const result: Record<string, string> = { ...protocols(random, family) };
  const maybe = (share: number, name: string, values: readonly string[]): void => {
    if (random.chance(share)) result[name] = `${random.chance(0.25) ? '!' : ''}${random.pick(values)}`;
  };
  const ports = ['22', '80', '443', '80,8080', '20000-65535'];
  if (result['protocol'] === 'tcp' || result['protocol'] === 'udp') {
    maybe(0.4, 'dst-port', ports);
    // Two single ports, both negated, nftables 1.0.6 takes for one question.
    maybe(0.1, 'src-port', ['20000-65535', '0-1023']);
  }
  const networks =
    family === 'ip'
      ? ['10.0.0.0/24', '10.0.0.5', '198.51.100.0/24', '192.0.2.0/24', '203.0.113.9']
      : ['2001:db8:2::/64', '2001:db8:2::5', '2001:db8:1::/64', '2001:db8:9::9'];
  maybe(0.2, 'dst-address', networks);
  maybe(0.15, 'src-address', networks);
  maybe(0.25, 'in-interface', ['wan', 'lan']);
  if (chain === 'forward' || chain === 'postrouting') maybe(0.2, 'out-interface', ['wan', 'lan']);
  if (table === 'raw') return result;
  maybe(0.4, 'connection-state', ['new', 'established', 'established,related,untracked', 'invalid', 'untracked']);
  maybe(0.2, 'connection-nat-state', ['dstnat', 'srcnat']);
  maybe(0.15, 'connection-mark', ['a', 'b', 'no-mark']);
  maybe(0.15, 'packet-mark', ['a', 'b', 'no-mark']);
  maybe(0.1, 'src-address-list', ['a']);
  if (family === 'ip' && chain === 'prerouting') maybe(0.1, 'dst-address-type', ['local', 'unicast']);
  return result;
}
