import fc from 'fast-check';
import type { Packet } from '../../server/src/packet/packet.ts';
import type { PlainRule } from './firewallOf.ts';

const FIELDS = ['protocol', 'dst-port', 'connection-state', 'in-interface', 'src-address-list', 'src-address', 'limit'];
const PORTLESS: readonly number[] = [1, 47];
export const LISTS = ['a', 'b'];

/** All packets that differ for rules that ask for these fields only. */
function packetsFor(fields: readonly string[]): Packet[] {
  const values = <T>(field: string, all: readonly [T, ...T[]]): readonly T[] =>
    fields.includes(field) ? all : [all[0]];
  const protocols = [6, 17, 1, 132, 47] as const;
  const kinds = fields.includes('dst-port') ? protocols : values('protocol', protocols);
  return kinds.flatMap((protocol) =>
    values('dst-port', [0, 1, 2, 65535]).flatMap((port) =>
      values('connection-state', ['new', 'established', 'invalid', 'related'] as const).flatMap((state) =>
        values('src-address', [0, 1, 0xffffffff]).flatMap((source) =>
          values('in-interface', ['other', 'ether1']).map((inInterface) => ({
            family: 'ip' as const,
            protocol,
            source,
            sourcePort: PORTLESS.includes(protocol) ? undefined : 40_000,
            destination: undefined,
            destinationPort: PORTLESS.includes(protocol) ? undefined : port,
            icmp: protocol === 1 ? ([8, 0] as const) : undefined,
            size: 60,
            inInterface,
            state,
          })),
        ),
      ),
    ),
  );
}

const negatable = <T extends string>(...values: readonly T[]): fc.Arbitrary<string> =>
  fc.tuple(fc.boolean(), fc.constantFrom(...values)).map(([negated, value]) => `${negated ? '!' : ''}${value}`);
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  protocol: negatable('tcp', 'udp', 'icmp'),
  'dst-port': negatable('0', '1', '0-1', '1-2', '0,2', '0-65535'),
  'connection-state': negatable('established', 'new', 'new,established', 'new,invalid'),
  'in-interface': negatable('ether1'),
  'src-address-list': negatable('a', 'b'),
  'src-address': negatable('0.0.0.0', '0.0.0.0/31', '0.0.0.1-255.255.255.255'),
  limit: fc.constantFrom('1', '!1'),
};

function matchersOf(fields: readonly string[]): fc.Arbitrary<PlainRule['matchers']> {
  const wanted = Object.fromEntries(fields.map((field) => [field, VALUES[field] as fc.Arbitrary<string>]));
  return fc.record(wanted, { requiredKeys: [] });
}

const decision = fc.constantFrom('accept', 'drop', 'drop', 'reject', 'log', 'return');
const adds: PlainRule['does'][] = LISTS.map((list) => ({ 'address-list': list }));

function rule(
  fields: readonly string[],
  chain: string,
  targets: readonly string[],
  table: PlainRule['table'] = 'filter',
): fc.Arbitrary<PlainRule> {
  const matchers = matchersOf(fields);
  const plain = fc.record({ chain: fc.constant(chain), table: fc.constant(table), action: decision, matchers });
  const jump = fc.record({
    chain: fc.constant(chain),
    table: fc.constant(table),
    action: fc.constant('jump'),
    matchers,
    does: fc.constantFrom(...targets).map((target) => ({ 'jump-target': target })),
  });
  const add = fc.record({
    chain: fc.constant(chain),
    table: fc.constant(table),
    action: fc.constant('add-src-to-address-list'),
    matchers,
    does: fc.constantFrom(...adds),
  });
  return fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 2, arbitrary: jump },
    { weight: 1, arbitrary: add },
  ) as fc.Arbitrary<PlainRule>;
}

/** Few rules in each place and few fields, so that they meet each other. */
export const configurations = fc
  .subarray(FIELDS, { minLength: 1, maxLength: 3 })
  .chain((fields) =>
    fc
      .tuple(
        fc.array(rule(fields, 'prerouting', ['r'], 'raw'), { maxLength: 2 }),
        fc.array(rule(fields, 'input', ['x', 'y']), { minLength: 2, maxLength: 6 }),
        fc.array(rule(fields, 'x', ['y', 'x']), { maxLength: 3 }),
        fc.array(rule(fields, 'y', ['x', 'none']), { maxLength: 2 }),
      )
      .map((parts) => ({ packets: packetsFor(fields), plain: parts.flat() })),
  );
