import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { step } from '../../server/src/firewall/listMachine.ts';
import { packetSorter } from '../../server/src/firewall/packetClasses.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { firewallOf, type PlainRule } from '../support/firewallOf.ts';

const SOURCE = 1;

/** A class may hold packets that leave a chain or a table by a list, and others that stay. */
describe('who leaves by a list meets what comes next', () => {
  test.each<{ name: string; listed: readonly string[]; rules: readonly PlainRule[] }>([
    {
      name: 'a return from a chain',
      listed: ['a'],
      rules: [
        { action: 'jump', does: { 'jump-target': 'x' } },
        { action: 'drop' },
        { chain: 'x', action: 'return', matchers: { 'src-address-list': 'a' } },
        { chain: 'x', action: 'accept' },
      ],
    },
    {
      name: 'a return from a built-in chain',
      listed: [],
      rules: [
        { table: 'raw', chain: 'prerouting', action: 'return', matchers: { 'src-address-list': '!a' } },
        { table: 'raw', chain: 'prerouting', action: 'drop' },
        { action: 'drop' },
      ],
    },
    {
      name: 'an accept in another table',
      listed: ['a'],
      rules: [
        { table: 'raw', chain: 'prerouting', action: 'accept', matchers: { 'src-address-list': 'a' } },
        { table: 'raw', chain: 'prerouting', action: 'drop' },
        { action: 'drop' },
      ],
    },
  ])('$name', ({ rules, listed }) => {
    const firewall = firewallOf(rules);
    const vantage = { family: 'ip', source: SOURCE, inInterface: undefined, state: 'new' } as const;
    const classes = packetSorter(firewall, new PacketSpace(firewall, 'ip'), 'ip').classes(vantage) ?? [];
    const own = classes.filter(({ hook }) => hook === 'input');
    expect(own).toHaveLength(1);
    const lists = new Map(listed.map((list) => [list, Number.POSITIVE_INFINITY]));
    const outcome = step(own[0]!, lists, 0, SOURCE, { hopeful: true });
    const interpreter = new Interpreter(firewall);
    for (const list of listed) interpreter.list('ip', list, SOURCE);
    const packet = { family: 'ip', protocol: 6, source: SOURCE, sourcePort: 1, destinationPort: 1, size: 60 } as const;
    const rest = { destination: undefined, icmp: undefined, inInterface: undefined, state: 'new' } as const;
    const trace = interpreter.send({ ...packet, ...rest });
    expect(outcome?.by?.item.id).toBe(trace.by?.item.id);
    expect(outcome?.verdict).toBe(trace.verdict === 'accept' ? 'admitted' : 'refused');
  });
});
