import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { step } from '../../server/src/firewall/listMachine.ts';
import { PacketSorter, type Vantage } from '../../server/src/firewall/packetClasses.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { connectionStates, type Packet } from '../../server/src/packet/packet.ts';
import { firewallOf, scriptOf } from '../support/firewallOf.ts';
import { properties } from '../support/properties.ts';
import { configurations, LISTS } from '../support/randomFirewalls.ts';

/** What the classes say of a packet, in each way the lists may be filled, is what the reference interpreter does. */
test('each packet is in one class, which does what the interpreter does', () => {
  fc.assert(
    fc.property(configurations, ({ packets, plain }) => {
      const firewall = firewallOf(plain);
      const space = new PacketSpace(firewall, 'ip');
      const sorter = new PacketSorter(firewall, space, 'ip');
      const interpreter = new Interpreter(firewall);
      for (const [key, group] of groups(packets)) {
        const classes = sorter.classes(JSON.parse(key) as Vantage);
        if (classes === undefined) throw new Error('too many classes');
        for (const packet of group) {
          const own = classes.filter(({ hook, box }) => hook === 'input' && holds(box, packet, space));
          expect(own.length, scriptOf(plain)).toBe(1);
          for (let filled = 0; filled < 4; filled++) {
            const lists = LISTS.filter((_, bit) => filled & (1 << bit));
            interpreter.clear();
            for (const list of lists) interpreter.list('ip', list, packet.source);
            const trace = interpreter.send(packet);
            const before = new Map(lists.map((list) => [list, Number.POSITIVE_INFINITY]));
            const outcome = step(own[0]!, before, 0, packet.source, { hopeful: true });
            const where = `${JSON.stringify(packet)} ${lists}\n${scriptOf(plain)}`;
            expect(outcome?.verdict, where).toBe(trace.verdict === 'accept' ? 'admitted' : 'refused');
            expect(outcome?.by?.item.id, where).toBe(trace.by?.item.id);
            expect([...outcome!.lists.keys()].sort(), where).toEqual(interpreter.listsOf('ip', packet.source).sort());
            const told = trace.steps
              .filter(({ matched, rule }) => matched && rule.action !== 'log')
              .map(({ rule }) => rule);
            expect(outcome!.matched, where).toEqual(told);
          }
        }
      }
    }),
    properties(400),
  );
});

/** The packets by what a vantage fixes. */
function groups(packets: readonly Packet[]): Map<string, Packet[]> {
  const result = new Map<string, Packet[]>();
  for (const packet of packets) {
    if (packet.state !== 'new' && packet.state !== 'established') continue;
    const { source, inInterface, state } = packet;
    const key = JSON.stringify({
      family: 'ip',
      source,
      inInterface: inInterface === 'other' ? undefined : inInterface,
      state,
    });
    const group = result.get(key);
    if (group === undefined) result.set(key, [packet]);
    else group.push(packet);
  }
  return result;
}

function holds(
  box: readonly { dimension: number; set: { contains(value: number | bigint): boolean } }[],
  packet: Packet,
  space: PacketSpace,
): boolean {
  return box.every(({ dimension, set }) => {
    switch (space.info(dimension).name) {
      case 'protocol':
        return set.contains(packet.protocol);
      case 'dst-port':
        return set.contains(packet.destinationPort ?? 0);
      case 'src-port':
        return set.contains(packet.sourcePort ?? 0);
      case 'connection-state':
        return set.contains(connectionStates.indexOf(packet.state));
      case 'src-address':
        return set.contains(packet.source);
      default:
        return true;
    }
  });
}
