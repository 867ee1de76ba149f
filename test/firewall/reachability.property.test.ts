import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/rules/analyse.ts';
import { properties } from '../support/properties.ts';

/**
 * The analysis against all packets there are: over a few values of each field, every packet is walked through the
 * chain by a loop that knows nothing of sets. A rule is dead just if no packet comes to it and matches.
 */
interface Packet {
  readonly protocol: number;
  readonly port: number;
  readonly state: string;
  readonly input: string;
  readonly lists: readonly string[];
  readonly address: number;
}

interface RandomRule {
  readonly action: string;
  readonly protocol?: readonly [negated: boolean, value: number];
  readonly ports?: readonly [negated: boolean, low: number, high: number];
  readonly states?: readonly [negated: boolean, values: readonly string[]];
  readonly input?: readonly [negated: boolean, value: string];
  readonly list?: readonly [negated: boolean, value: string];
  readonly address?: readonly [negated: boolean, low: number, high: number];
}

const PROTOCOLS = [1, 6, 17, 47];
const PORTS = [0, 1, 2, 3, 4, 5, 65535];
const STATES = ['established', 'related', 'new', 'invalid', 'untracked'];
const INPUTS = ['ether1', 'ether2', 'other'];
const LISTS = [[], ['a'], ['b'], ['a', 'b']];
const ADDRESSES = [0, 1, 2, 3, 0xffffffff];

const packets: Packet[] = PROTOCOLS.flatMap((protocol) =>
  PORTS.flatMap((port) =>
    STATES.flatMap((state) =>
      INPUTS.flatMap((input) =>
        LISTS.flatMap((lists) => ADDRESSES.map((address) => ({ protocol, port, state, input, lists, address }))),
      ),
    ),
  ),
);

const negatable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<readonly [boolean, T]> => fc.tuple(fc.boolean(), value);
const span = (max: number): fc.Arbitrary<readonly [boolean, number, number]> =>
  fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max }), fc.integer({ min: 0, max }))
    .map(([negated, a, b]) => [negated, Math.min(a, b), Math.max(a, b)] as const);

const rule: fc.Arbitrary<RandomRule> = fc.record(
  {
    action: fc.constantFrom('accept', 'drop', 'drop', 'reject', 'log'),
    protocol: negatable(fc.constantFrom(...PROTOCOLS)),
    ports: span(5),
    states: negatable(fc.subarray(STATES, { minLength: 1 })),
    input: negatable(fc.constantFrom('ether1', 'ether2')),
    list: negatable(fc.constantFrom('a', 'b')),
    address: span(3),
  },
  { requiredKeys: ['action'] },
);

const not = (negated: boolean): string => (negated ? '!' : '');

function text({ action, protocol, ports, states, input, list, address }: RandomRule): string {
  return [
    `add chain=input action=${action}`,
    protocol && `protocol=${not(protocol[0])}${protocol[1]}`,
    ports && `dst-port=${not(ports[0])}${ports[1]}-${ports[2]}`,
    states && `connection-state=${not(states[0])}${states[1].join(',')}`,
    input && `in-interface=${not(input[0])}${input[1]}`,
    list && `src-address-list=${not(list[0])}${list[1]}`,
    address && `src-address=${not(address[0])}0.0.0.${address[1]}-0.0.0.${address[2]}`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function matches({ protocol, ports, states, input, list, address }: RandomRule, packet: Packet): boolean {
  const holds = (condition: readonly [boolean, ...unknown[]] | undefined, value: boolean): boolean =>
    condition === undefined || condition[0] !== value;
  return (
    holds(protocol, packet.protocol === protocol?.[1]) &&
    holds(ports, ports !== undefined && ports[1] <= packet.port && packet.port <= ports[2]) &&
    holds(states, states?.[1].includes(packet.state) === true) &&
    holds(input, packet.input === input?.[1]) &&
    holds(list, list !== undefined && packet.lists.includes(list[1])) &&
    holds(address, address !== undefined && address[1] <= packet.address && packet.address <= address[2])
  );
}

test('a rule is dead just if no packet reaches and matches it', () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 2, maxLength: 9 }), (rules) => {
      const script = `/ip firewall filter\n${rules.map(text).join('\n')}\n`;
      const { firewall, reachability } = analyse(script, { rules: [] });
      let left = packets;
      rules.forEach((current, index) => {
        const matching = left.filter((packet) => matches(current, packet));
        const possible = packets.some((packet) => matches(current, packet));
        const status = reachability.of(firewall.rules[index]!);
        // A rule that matches no packet at all is another fault.
        if (possible)
          expect(status.kind, `rule ${index + 1} of\n${script}`).toBe(matching.length === 0 ? 'dead' : 'reachable');
        if (status.kind === 'dead') {
          const blockers = status.blockers.map(({ place }) => rules[place - 1]!);
          const own = packets.filter((packet) => matches(current, packet));
          expect(own.every((packet) => blockers.some((blocker) => matches(blocker, packet)))).toBe(true);
        }
        if (current.action !== 'log') left = left.filter((packet) => !matches(current, packet));
      });
    }),
    properties(400),
  );
});
