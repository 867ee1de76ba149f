import fc from 'fast-check';
import { type PlainRule, scriptOf } from '../support/firewallOf.ts';

/** Scripts of random rules that have a translation. Few values of each kind, so that rules and packets meet. */
export function configurations(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(rule('raw', 'prerouting', ['r']), { maxLength: 4, size: 'max' }),
      fc.array(rule('raw', 'r', []), { maxLength: 2, size: 'max' }),
      fc.array(rule('mangle', 'prerouting', ['m']), { maxLength: 3 }),
      fc.array(rule('mangle', 'input', []), { maxLength: 3 }),
      fc.array(rule('mangle', 'm', []), { maxLength: 2 }),
      fc.array(rule('filter', 'input', ['x', 'y', 'empty']), { minLength: 3, maxLength: 9, size: 'max' }),
      fc.array(rule('filter', 'x', ['y']), { maxLength: 4, size: 'max' }),
      fc.array(rule('filter', 'y', []), { maxLength: 3, size: 'max' }),
    )
    .map((parts) => ENTRIES + scriptOf(parts.flat()));
}

/** Sources that the matchers below tell apart. */
export const SOURCES: readonly string[] = ['198.51.100.7', '198.51.100.8', '10.0.0.1', '10.0.0.77'];

/** `d` is filled by rules and by the file, `e` by the file alone. */
const ENTRIES = `/ip firewall address-list
add list=d address=10.0.0.1
add list=d address=198.51.100.0-198.51.100.7
add list=e address=10.0.0.0/26
add list=e address=198.51.100.8 disabled=yes
`;
const LISTS = ['a', 'b', 'c', 'd'];
const STATES = ['new', 'established', 'established,related', 'invalid', 'new,invalid', 'untracked'];
const ACTIONS = {
  raw: ['accept', 'drop', 'return', 'log', 'passthrough'],
  mangle: ['accept', 'return', 'log', 'passthrough', 'mark-packet', 'mark-packet'],
  filter: ['accept', 'drop', 'drop', 'reject', 'return', 'log', 'passthrough'],
} as const;

function rule(table: keyof typeof ACTIONS, chain: string, targets: readonly string[]): fc.Arbitrary<PlainRule> {
  const place = { table: fc.constant(table), chain: fc.constant(chain), matchers: matchers(table) };
  const marks = fc.record({
    'new-packet-mark': fc.constant('m'),
    passthrough: fc.constantFrom('yes', 'no', undefined),
  });
  const plain = fc
    .record({ ...place, action: fc.constantFrom(...ACTIONS[table]), marks })
    .map(({ marks: mark, ...one }) => (one.action === 'mark-packet' ? { ...one, does: mark } : one));
  const add = fc.record({
    ...place,
    action: fc.constantFrom('add-src-to-address-list', 'add-src-to-address-list', 'add-dst-to-address-list'),
    does: fc.record({
      'address-list': fc.constantFrom(...LISTS),
      'address-list-timeout': fc.constantFrom('30s', '1m', '00:10:00', '1d', 'none-dynamic', undefined),
    }),
  });
  const jumps = targets.map((target) =>
    fc.record({ ...place, action: fc.constant('jump'), does: fc.constant({ 'jump-target': target }) }),
  );
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 3, arbitrary: add },
    ...jumps.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

function matchers(table: keyof typeof ACTIONS): fc.Arbitrary<Record<string, string>> {
  const ports = fc
    .tuple(
      fc.record({ protocol: fc.constantFrom('tcp', 'tcp', 'udp', '6', '17') }),
      maybe(80, 'dst-port', '1000', '1000', '2000', '1000-2000', '1000,3000-4000', '0-999,2001-65535'),
      maybe(10, 'src-port', '0-32767', '2000-2100,40000-65535'),
      maybe(5, 'port', '0-1000', '2000,20000-65535'),
    )
    .map(merged);
  const icmp = fc.record({ protocol: fc.constant('icmp'), 'icmp-options': fc.constantFrom('8:0-255', '13:0', '!8') });
  const kind = fc.oneof(
    { weight: 5, arbitrary: ports },
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: icmp },
    { weight: 1, arbitrary: maybe(100, 'protocol', 'tcp', 'udp', 'icmp', 'ipsec-esp') },
  );
  return fc
    .tuple(
      kind,
      maybe(40, 'src-address-list', ...LISTS, 'e'),
      maybe(10, 'dst-address-list', ...LISTS),
      maybe(10, 'src-address', '198.51.100.7', '198.51.100.0/24', '10.0.0.0-10.0.0.63', '0.0.0.0/1'),
      maybe(10, 'dst-address', '203.0.113.1', '203.0.113.0/24'),
      maybe(10, 'packet-size', '0-60', '61-65535', '100'),
      maybe(10, 'in-interface-list', 'WAN', 'LAN'),
      table !== 'raw' ? maybe(25, 'connection-state', ...STATES) : fc.constant({}),
    )
    .map(merged);
}

/** In so many of a hundred rules the matcher, and one of four times negated. */
function maybe(percent: number, name: string, ...values: readonly string[]): fc.Arbitrary<Record<string, string>> {
  return fc
    .tuple(fc.nat(99), fc.nat(3), fc.constantFrom(...values))
    .map(([draw, sign, value]) => (draw < percent ? { [name]: `${sign === 0 ? '!' : ''}${value}` } : {}));
}

function merged(parts: readonly object[]): Record<string, string> {
  return Object.assign({}, ...parts) as Record<string, string>;
}
