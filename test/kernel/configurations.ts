import fc from 'fast-check';
import { type PlainRule, scriptOf } from '../support/firewallOf.ts';

/** Scripts of random rules that have a translation. Few values of each kind, so that rules and packets meet. */
export function configurations(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(rule('raw', 'prerouting', ['r']), { maxLength: 3 }),
      fc.array(rule('raw', 'r', []), { maxLength: 2 }),
      fc.array(rule('filter', 'input', ['x', 'y', 'empty']), { minLength: 3, maxLength: 9 }),
      fc.array(rule('filter', 'x', ['y']), { maxLength: 4 }),
      fc.array(rule('filter', 'y', []), { maxLength: 3 }),
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

function rule(table: 'raw' | 'filter', chain: string, targets: readonly string[]): fc.Arbitrary<PlainRule> {
  const place = { table: fc.constant(table), chain: fc.constant(chain), matchers: matchers(table) };
  const deciding = table === 'filter' ? ['accept', 'drop', 'reject'] : ['accept', 'drop'];
  const plain = fc.record({ ...place, action: fc.constantFrom(...deciding, 'return', 'log', 'passthrough') });
  const add = fc.record({
    ...place,
    action: fc.constantFrom('add-src-to-address-list', 'add-src-to-address-list', 'add-dst-to-address-list'),
    does: fc.record({
      'address-list': fc.constantFrom(...LISTS),
      'address-list-timeout': fc.constantFrom('30s', '1m', '00:10:00', '1d', 'none-dynamic', undefined),
    }),
  });
  if (targets.length === 0) return fc.oneof(plain, add);
  const jump = fc.record({
    ...place,
    action: fc.constant('jump'),
    does: fc.record({ 'jump-target': fc.constantFrom(...targets) }),
  });
  return fc.oneof(plain, add, jump);
}

function matchers(table: 'raw' | 'filter'): fc.Arbitrary<Record<string, string>> {
  const withPorts = fc.record(
    {
      protocol: fc.constantFrom('tcp', 'tcp', 'udp', '6', '17'),
      'dst-port': negatable('1000', '1000', '2000', '1000-2000', '1000,3000-4000', '0-999,2001-65535'),
      'src-port': negatable('0-32767', '2000-2100,40000-65535'),
    },
    { requiredKeys: ['protocol'] },
  );
  const withIcmp = fc.record({
    protocol: fc.constant('icmp'),
    'icmp-options': fc.constantFrom('8:0-255', '13:0', '!8'),
  });
  const protocol = fc.record({ protocol: negatable('tcp', 'udp', 'icmp', 'ipsec-esp') });
  const state = fc.record({
    'connection-state': negatable('new', 'established', 'established,related', 'invalid', 'new,invalid', 'untracked'),
  });
  const others = fc.record(
    {
      'src-address': negatable('198.51.100.7', '198.51.100.0/24', '10.0.0.0-10.0.0.63', '0.0.0.0/1'),
      'dst-address': negatable('203.0.113.1', '203.0.113.0/24'),
      'dst-address-list': negatable(...LISTS),
      'packet-size': fc.constantFrom('0-60', '61-65535', '100'),
      'in-interface-list': negatable('WAN', 'LAN'),
    },
    { requiredKeys: [] },
  );
  const list = fc.record({ 'src-address-list': negatable(...LISTS, 'e') });
  const seldom = <T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | object> =>
    fc.oneof({ weight, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });
  return fc
    .tuple(
      seldom(
        fc.oneof(
          { weight: 4, arbitrary: withPorts },
          { weight: 1, arbitrary: withIcmp },
          { weight: 1, arbitrary: protocol },
        ),
        0,
      ),
      seldom(list, 1),
      seldom(others, 4),
      table === 'filter' ? seldom(state, 4) : fc.constant({}),
    )
    .map((parts) => Object.assign({}, ...parts) as Record<string, string>);
}

function negatable(...values: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(3), fc.constantFrom(...values)).map(([sign, value]) => `${sign === 0 ? '!' : ''}${value}`);
}
