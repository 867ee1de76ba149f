import { expect, test } from 'vitest';
import type { Firewall } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { type Lists, step } from '../../server/src/firewall/listMachine.ts';
import { type PacketClass, packetSorter, type Vantage } from '../../server/src/firewall/packetClasses.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import type { Packet } from '../../server/src/packet/packet.ts';
import { isIn } from '../support/packetsInBoxes.ts';
import {
  built,
  LISTS,
  packetsFor,
  type RandomFirewall,
  randomFirewall,
  smallerFirewalls,
  told,
} from '../support/randomFirewalls.ts';
import { forSets } from '../support/randomSets.ts';

/** What the classes say of a packet, in each way the lists may be filled, is what the reference interpreter does. */
test('each packet is in one class, which does what the interpreter does', () => {
  forSets('classes: all packets', {
    draw: randomFirewall,
    smaller: smallerFirewalls,
    check: (set) => {
      const firewall = built(set);
      const space = new PacketSpace(firewall, 'ip');
      for (const packets of groups(packetsFor(set.fields))) {
        const classes = classesOf(packets[0] as Packet, firewall, space);
        for (const packet of packets) {
          for (let filled = 0; filled < 2 ** LISTS.length; filled++) {
            const lists = LISTS.filter((_, bit) => filled & (1 << bit));
            const interpreter = new Interpreter(firewall);
            for (const list of lists) interpreter.list('ip', list, packet.source);
            const before = new Map(lists.map((list) => [list, Number.POSITIVE_INFINITY]));
            const own = classOf(packet, classes, space);
            compare({ packet, own, lists: before, now: 0, interpreter, where: () => `${lists}\n${told(set)}` });
          }
        }
      }
    },
  });
});

interface Visit extends RandomFirewall {
  readonly source: number;
  readonly inInterface: string;
  /** Which of the packets that the source can send, and the pause in seconds after it. */
  readonly sent: readonly { readonly choice: number; readonly pause: number }[];
}

/** One source sends packets with pauses between them, in which it leaves lists, stays on them or is renewed on them. */
test('a source that sends packets with pauses is on the same lists for as long as in the interpreter', () => {
  let listed = 0;
  let left = 0;
  forSets<Visit>('classes: packets and pauses', {
    draw: (random) => {
      const set = randomFirewall(random);
      const asksFor = (field: string): boolean => set.fields.some((one) => one === field || one === `${field}-list`);
      const sent = Array.from({ length: 2 + random.upTo(8) }, () => {
        return { choice: random.next(), pause: random.pick([0, 0.5, 1, 2, 2, 4, 5, 9, 10]) };
      });
      const source = asksFor('src-address') ? random.pick([0, 1, 0xffffffff]) : 0;
      const inInterface = asksFor('in-interface') ? random.pick(['other', 'ether1', 'ether2']) : 'other';
      return { ...set, source, inInterface, sent };
    },
    *smaller(visit) {
      for (let at = 0; at < visit.sent.length; at++) {
        yield { ...visit, sent: visit.sent.filter((_, index) => index !== at) };
      }
      for (const less of smallerFirewalls(visit)) yield { ...visit, ...less };
    },
    check: (visit) => {
      const { fields, source, inInterface, sent } = visit;
      const firewall = built(visit);
      const space = new PacketSpace(firewall, 'ip');
      const packets = packetsFor(fields).filter(
        (one) => one.source === source && one.inInterface === inInterface && isFollowed(one),
      );
      const known = new Map<Packet['state'], PacketClass[]>();
      const interpreter = new Interpreter(firewall);
      const story: string[] = [];
      let lists: Lists = new Map();
      let now = 0;
      for (const { choice, pause } of sent) {
        const packet = packets[Math.floor(choice * packets.length)] as Packet;
        let classes = known.get(packet.state);
        if (classes === undefined) {
          classes = classesOf(packet, firewall, space);
          known.set(packet.state, classes);
        }
        story.push(JSON.stringify(packet), `pause ${pause}`);
        const own = classOf(packet, classes, space);
        const where = (): string => [...story, told(visit)].join('\n');
        lists = compare({ packet, own, lists, now, interpreter, where });
        now += pause;
        interpreter.wait(pause);
        const timers = interpreter.timersOf('ip', source);
        listed += timers.size;
        for (const [list, until] of lists) {
          if (until <= now) left++;
          const remaining = until > now ? until - now : undefined;
          if (timers.get(list) !== remaining)
            throw new Error(`${list}: ${remaining}, not ${timers.get(list)}\n${where()}`);
        }
      }
    },
  });
  expect(listed).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(0);
});

interface Comparison {
  readonly packet: Packet;
  readonly own: PacketClass;
  readonly lists: Lists;
  readonly now: number;
  readonly interpreter: Interpreter;
  where(): string;
}

/** Sends the packet both ways; gives the lists after it. */
function compare({ packet, own, lists, now, interpreter, where }: Comparison): Lists {
  const trace = interpreter.send(packet);
  const outcome = step(own, lists, now, packet.source, { hopeful: true });
  const claim = (what: string, holds: boolean): void => {
    if (!holds) throw new Error(`${what} of ${JSON.stringify(packet)} with ${where()}`);
  };
  if (outcome === undefined) throw new Error(`no outcome of ${JSON.stringify(packet)} with ${where()}`);
  claim('the verdict', outcome.verdict === (trace.verdict === 'accept' ? 'admitted' : 'refused'));
  claim('who decides', outcome.by === trace.by);
  const on = [...outcome.lists].filter(([, until]) => until > now).map(([list]) => list);
  claim('the lists', on.sort().join() === interpreter.listsOf('ip', packet.source).sort().join());
  const told = trace.steps.filter(({ matched, rule }) => matched && rule.action !== 'log');
  const same = outcome.matched.length === told.length && told.every(({ rule }, at) => rule === outcome.matched[at]);
  claim('what matches', same);
  return outcome.lists;
}

/** The packets by what a vantage fixes. */
function groups(packets: readonly Packet[]): Iterable<Packet[]> {
  const result = new Map<string, Packet[]>();
  for (const packet of packets) {
    if (!isFollowed(packet)) continue;
    const key = `${packet.source} ${packet.inInterface} ${packet.state}`;
    const group = result.get(key);
    if (group === undefined) result.set(key, [packet]);
    else group.push(packet);
  }
  return result.values();
}

function isFollowed({ state }: Packet): boolean {
  return state === 'new' || state === 'established';
}

function classesOf({ source, inInterface, state }: Packet, firewall: Firewall, space: PacketSpace): PacketClass[] {
  const classes = packetSorter(firewall, space, 'ip').classes({
    family: 'ip',
    source,
    inInterface: inInterface === 'other' ? undefined : inInterface,
    state: state as Vantage['state'],
  });
  if (classes === undefined) throw new Error('too many classes');
  return classes;
}

function classOf(packet: Packet, classes: readonly PacketClass[], space: PacketSpace): PacketClass {
  const [own, ...others] = classes.filter(({ hook, box }) => hook === 'input' && isIn(box, packet, space));
  if (own === undefined || others.length > 0) {
    throw new Error(`${JSON.stringify(packet)} is in ${others.length + (own === undefined ? 0 : 1)} classes`);
  }
  return own;
}
