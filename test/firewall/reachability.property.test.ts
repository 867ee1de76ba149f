import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Firewall, type FirewallRule, listAddedTo } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { reachability } from '../../server/src/firewall/reachability.ts';
import { witnessOf } from '../../server/src/firewall/witness.ts';
import type { Packet } from '../../server/src/packet/packet.ts';
import { firewallOf, type PlainRule, scriptOf } from '../support/firewallOf.ts';
import { properties } from '../support/properties.ts';

/**
 * The analysis against all packets there are: over a few values of each field, each packet is sent through the
 * reference interpreter with each way the lists may be filled and each answer of what no packet tells.
 */
const FIELDS = ['protocol', 'dst-port', 'connection-state', 'in-interface', 'src-address-list', 'src-address', 'limit'];
const PORTLESS: readonly number[] = [1, 47];
const LISTS = ['a', 'b'];

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
const configurations = fc
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

test('a rule is dead just if no packet reaches and matches it', () => {
  let questions = 0;
  let dead = 0;
  let unshown = 0;
  fc.assert(
    fc.property(configurations, ({ packets, plain }) => {
      const firewall = firewallOf(plain);
      fc.pre(limited(firewall).length <= 3);
      const seen = matched(firewall, packets);
      const statuses = reachability(firewall);
      const fills = firewall.rules.some((one) => listAddedTo(one) !== undefined);
      for (const [index, one] of firewall.rules.entries()) {
        const status = statuses.of(one);
        const where = `rule ${index + 1} of\n${scriptOf(plain)}`;
        questions++;
        if (status.kind === 'dead') {
          dead++;
          expect(seen.has(one), where).toBe(false);
          expect(matched(blocked(firewall, status.blockers, one), packets).has(one), `blockers of ${where}`).toBe(
            false,
          );
        } else if (status.kind === 'unmatchable' || status.kind === 'unentered') {
          expect(seen.has(one), where).toBe(false);
        } else if (status.kind === 'reachable' && status.walk.rooted) {
          const shown = witnessOf(one, firewall, statuses) !== undefined;
          // A list that is filled on the way may keep the witness away: then it is not shown, and nothing is claimed.
          if (!shown) unshown++;
          expect(shown || fills, where).toBe(true);
          expect(seen.has(one) || !shown, where).toBe(true);
        }
      }
    }),
    properties(1_000),
  );
  expect(dead).toBeGreaterThan(questions / 100);
  expect(unshown).toBeLessThan(questions / 20);
});

function limited({ rules: all }: Firewall): FirewallRule[] {
  return all.filter((one) => one.matchers.some(({ name }) => name === 'limit'));
}

/** All rules that some packet matches. */
function matched(firewall: Firewall, packets: readonly Packet[]): Set<FirewallRule> {
  const found = new Set<FirewallRule>();
  const open = limited(firewall);
  // Each rule with a limit fits or does not.
  const answers = Array.from({ length: 2 ** open.length }, (_, i) => i);
  for (const answer of answers) {
    const interpreter = new Interpreter(firewall, (asking) => (answer & (1 << open.indexOf(asking))) !== 0);
    for (let filled = 0; filled < 4; filled++) {
      for (const packet of packets) {
        interpreter.clear();
        LISTS.forEach((list, bit) => {
          if (filled & (1 << bit)) interpreter.list('ip', list, packet.source);
        });
        for (const step of interpreter.send(packet).steps) if (step.matched) found.add(step.rule);
      }
    }
  }
  return found;
}

/** The firewall with nothing but the rule, its blockers and the jumps. */
function blocked(firewall: Firewall, blockers: readonly FirewallRule[], rule_: FirewallRule): Firewall {
  const kept = (one: FirewallRule): boolean => one === rule_ || one.action === 'jump' || blockers.includes(one);
  return { ...firewall, rules: firewall.rules.filter(kept) };
}
