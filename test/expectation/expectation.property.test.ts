import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { isRefusal } from '../../server/src/firewall/firewall.ts';
import { Possibilities } from '../../server/src/firewall/possibilities.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { edited, type RandomFirewall, randomFirewall, told } from '../support/randomFirewalls.ts';
import { forSets, type Random } from '../support/randomSets.ts';

interface Asked {
  readonly firewall: RandomFirewall;
  readonly traffic: string;
  /** Packets of the class. */
  readonly packets: readonly string[];
}

/** A class says that its source is on no list, also where the file leaves that open. */
const ON_NO_LIST = (_: unknown, { name }: { readonly name: string }): boolean | undefined =>
  name === 'src-address-list' ? false : undefined;
const SOURCES = ['0.0.0.0', '0.0.0.1', '0.0.0.7'];
const WAYS = ['ether1', 'ether2'];
const SERVICES = ['tcp 0', 'tcp 1-2', 'udp 1', 'icmp'];

/** An expectation that holds holds for each packet that trace is sure of, and a counterexample is one for trace too. */
test('expectations and trace never disagree', () => {
  const seen = { held: 0, failed: 0, undecided: 0, invalid: 0 };
  forSets<Asked>('expectations', {
    draw,
    check: ({ firewall, traffic, packets }) => {
      const analysis = analyse(told(firewall));
      const results = ['accepted', 'refused'].map((fate) => judgeExpectation(`${traffic} => ${fate}`, analysis));
      const [accepted, refused] = results.map(({ status }) => status);
      for (const { status } of results) seen[status]++;
      // A trace may be in doubt where all ways that are proved lead to one fate; never do both hold.
      expect([accepted, refused].filter((status) => status === 'held').length, traffic).toBeLessThan(2);
      if (accepted === 'held') expect(refused, traffic).not.toBe('invalid');
      for (const text of packets) {
        const { trace, certain } = new Possibilities(analysis.firewall, ON_NO_LIST).send(packetOf(text));
        if (!certain) continue;
        const refuses = isRefusal(trace.verdict);
        expect(refuses ? accepted : refused, `${traffic}, ${text}`).not.toBe('held');
      }
      for (const { counterexample, text } of results) {
        if (counterexample === undefined) continue;
        const { trace, certain } = new Possibilities(analysis.firewall, ON_NO_LIST).send(
          packetOf(counterexample.packet),
        );
        expect([certain, trace.verdict], text).toEqual([true, counterexample.verdict]);
        expect(isRefusal(trace.verdict), text).toBe(text.endsWith('accepted'));
      }
    },
    smaller: function* ({ firewall, traffic, packets }) {
      for (let at = 0; at < firewall.rules.length; at++) {
        yield { firewall: { ...firewall, rules: firewall.rules.toSpliced(at, 1) }, traffic, packets };
      }
    },
  });
  expect(Math.min(seen.held, seen.failed, seen.undecided)).toBeGreaterThan(50);
});

function draw(random: Random): Asked {
  const whole = randomFirewall(random);
  const firewall = random.chance(0.3) ? edited(whole, random) : whole;
  const [source, way, service] = [random.pick(SOURCES), random.pick(WAYS), random.pick(SERVICES)];
  const [protocol, ports = ''] = service.split(' ');
  const port = ports === '' ? '' : `:${ports.split('-').at(random.chance(0.5) ? 0 : -1)}`;
  const packets = [`${protocol} ${source} -> ${port}${port === '' ? '' : ' '}in=${way}`];
  return { firewall, traffic: `ipv4 ${source} -> router ${service} in=${way}`, packets };
}

function packetOf(text: string): Packet {
  const packet = parsePacket(text);
  if ('fault' in packet) throw new Error(packet.fault);
  return packet;
}
