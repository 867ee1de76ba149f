import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { matcher } from '../../server/src/firewall/firewall.ts';
import type { Stage } from '../../server/src/knock/knock.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { trace } from '../../server/src/reports/trace.ts';

/** Sends the packets one after the other; each gives `verdict` or `verdict line`, and the lists of its source. */
function check(script: string, packets: readonly string[], expected: readonly string[], pause = 1): void {
  const entries = trace(analyse(script), packets.map(packet), { pause });
  const got = entries.map(({ verdict, line, lists }) => [verdict, line ?? 'end', ...lists].join(' '));
  expect(got, script).toEqual(expected);
}

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

const FILTER = '/ip firewall filter\n';
const KNOCK = `${FILTER}add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=1000
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=udp dst-port=2000 src-address-list=one
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`;
const KNOCK_1 = 'tcp 198.51.100.7 -> :1000';
const KNOCK_2 = 'udp 198.51.100.7 -> :2000';
const SSH = 'tcp 198.51.100.7 -> :22';

describe('knocks', () => {
  test('the sequence opens, for its own source only', () =>
    check(
      KNOCK,
      [SSH, KNOCK_1, KNOCK_2, SSH, 'tcp 198.51.100.8 -> :22'],
      ['drop 5', 'drop 5 one', 'drop 5 one safe', 'accept 4 one safe', 'drop 5'],
    ));
  test('in another order it does not', () =>
    check(KNOCK, [KNOCK_2, KNOCK_1, SSH], ['drop 5', 'drop 5 one', 'drop 5 one']));
  test('a stage ends with its time', () => check(KNOCK, [KNOCK_1, KNOCK_2], ['drop 5 one', 'drop 5'], 10));
  test('just in time', () => check(KNOCK, [KNOCK_1, KNOCK_2], ['drop 5 one', 'drop 5 one safe'], 9.9));
  test('a list that a rule fills is seen by the next rule for the same packet', () => {
    const stages = (first: string, second: string): string =>
      `${FILTER}${first}${second}add chain=input action=accept src-address-list=b\nadd chain=input action=drop\n`;
    const a = 'add chain=input action=add-src-to-address-list address-list=a protocol=tcp dst-port=7\n';
    const b =
      'add chain=input action=add-src-to-address-list address-list=b protocol=tcp dst-port=7 src-address-list=a\n';
    check(stages(a, b), ['tcp 10.0.0.1 -> :7'], ['accept 4 a b']);
    check(stages(b, a), ['tcp 10.0.0.1 -> :7'], ['drop 5 a']);
  });
});

describe('the way of a packet', () => {
  test('the end of a built-in chain accepts', () =>
    check(`${FILTER}add chain=input action=drop protocol=udp\n`, [SSH], ['accept end']));
  test('disabled rules are passed by', () =>
    check(`${FILTER}add chain=input action=drop disabled=yes\n`, [SSH], ['accept end']));
  test('jump, return and the end of a user chain', () => {
    const script = `${FILTER}add chain=input action=jump jump-target=x\nadd chain=input action=drop\nadd chain=x action=return protocol=udp\nadd chain=x action=accept dst-port=22 protocol=tcp\n`;
    check(script, [SSH, 'udp 10.0.0.1 -> :22', 'tcp 10.0.0.1 -> :23'], ['accept 5', 'drop 3', 'drop 3']);
  });
  test('a chain that jumps to itself comes to an end', () =>
    check(
      `${FILTER}add chain=input action=jump jump-target=x\nadd chain=x action=jump jump-target=x\nadd chain=input action=drop\n`,
      [SSH],
      ['drop 4'],
    ));
  test('log and add do not decide', () =>
    check(`${FILTER}add chain=input action=log\nadd chain=input action=drop\n`, [SSH], ['drop 3']));
  test('raw comes first, and its accept ends raw only', () => {
    check(
      `/ip firewall raw add chain=prerouting action=drop protocol=tcp\n${FILTER}add chain=input action=accept\n`,
      [SSH],
      ['drop 1'],
    );
    check(
      `/ip firewall raw add chain=prerouting action=accept\n${FILTER}add chain=input action=drop\n`,
      [SSH],
      ['drop 3'],
    );
  });
  test('dst-nat gives a new packet another destination, not one of a running connection', () => {
    const script = `/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=22 to-addresses=10.0.0.9 to-ports=2222\n${FILTER}add chain=input action=drop\nadd chain=forward action=accept connection-nat-state=dstnat dst-address=10.0.0.9 protocol=tcp dst-port=2222\nadd chain=forward action=drop\n`;
    check(script, [SSH, 'tcp 10.0.0.1 -> 10.0.0.9:2222'], ['accept 4', 'drop 5']);
    check(script, [`${SSH} state=established`], ['drop 3']);
    // The same connection goes on to where its first packet went.
    check(script, [SSH, `${SSH} state=established`], ['accept 4', 'accept 4']);
  });
  test('redirect sends to the router itself', () =>
    check(
      `/ip firewall nat add chain=dstnat action=redirect protocol=tcp dst-port=80 to-ports=8080\n${FILTER}add chain=input action=drop protocol=tcp dst-port=8080\n`,
      ['tcp 10.0.0.1 -> 10.0.0.9:80'],
      ['drop 3'],
    ));
  test('a packet through the router meets forward', () =>
    check(
      `${FILTER}add chain=input action=drop\nadd chain=forward action=reject\n`,
      ['tcp 10.0.0.1 -> 10.0.0.9:80'],
      ['reject 3'],
    ));
  test('IPv6 has its own rules', () =>
    check(
      `/ipv6 firewall filter add chain=input action=drop\n${FILTER}add chain=input action=accept\n`,
      ['tcp [2001:db8::1]:1 -> :22', SSH],
      ['drop 1', 'accept 3'],
    ));
});

test.each([
  ['src-address=10.0.0.0/8', 'tcp 10.1.2.3 -> :1', 'tcp 11.1.2.3 -> :1'],
  ['src-address=!10.0.0.0/8', 'tcp 11.1.2.3 -> :1', 'tcp 10.1.2.3 -> :1'],
  ['protocol=!tcp', 'udp 10.0.0.1 -> :1', 'tcp 10.0.0.1 -> :1'],
  ['protocol=tcp dst-port=20-23,8291', 'tcp 10.0.0.1 -> :22', 'tcp 10.0.0.1 -> :24'],
  ['protocol=tcp port=40000', 'tcp 10.0.0.1:40000 -> :1', 'tcp 10.0.0.1:40001 -> :1'],
  ['protocol=icmp packet-size=128', 'icmp 10.0.0.1 -> size=128', 'icmp 10.0.0.1 -> size=127'],
  ['protocol=icmp icmp-options=8:0', 'icmp 10.0.0.1 -> icmp=8', 'icmp 10.0.0.1 -> icmp=0'],
  ['connection-state=established,related', 'tcp 10.0.0.1 -> :1 state=related', 'tcp 10.0.0.1 -> :1'],
  ['in-interface=ether1', 'tcp 10.0.0.1 -> :1 in=ether1', 'tcp 10.0.0.1 -> :1 in=ether2'],
  ['in-interface-list=!LAN', 'tcp 10.0.0.1 -> :1 in=ether1', 'tcp 10.0.0.1 -> :1 in=bridge'],
  ['src-address-list=admins', 'tcp 10.9.9.9 -> :1', 'tcp 10.9.9.8 -> :1'],
])('%s', (matchers, yes, no) => {
  const script = `/interface list add name=LAN\n/interface list member add list=LAN interface=bridge\n/ip firewall address-list add list=admins address=10.9.9.9\n${FILTER}add chain=input action=drop ${matchers}\n`;
  check(script, [yes, no], ['drop 5', 'accept end']);
});

test('what is not modelled is taken for no, and said', () => {
  const [entry] = trace(analyse(`${FILTER}add chain=input action=drop layer7-protocol=x\n`), [packet(SSH)]);
  expect(entry).toMatchObject({
    verdict: 'accept',
    steps: [{ matched: false, missed: 'layer7-protocol=x', doubtful: true }],
  });
});

test.each([
  ['', /is not a packet/],
  ['tcp', /is not a packet/],
  ['tpc 1.2.3.4 -> :1', /no protocol/],
  ['tcp nowhere -> :1', /no source/],
  ['tcp 1.2.3.4 -> :99999', /no destination/],
  ['icmp 1.2.3.4 -> :1', /has no ports/],
  ['tcp 1.2.3.4 -> [::1]:1', /different families/],
  ['tcp 1.2.3.4 -> :1 state=fresh', /no option/],
])('"%s" is refused with a reason', (text, reason) => {
  const parsed = parsePacket(text);
  expect('fault' in parsed ? parsed.fault : '').toMatch(reason);
});

describe('every knock that is said to work, does', () => {
  const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
  test.each(readdirSync(folder).filter((name) => name.endsWith('-clean.rsc')))('%s', (name) => {
    const analysis = analyse(readFileSync(folder + name, 'utf8'));
    const replayed = analysis.knocks.filter(({ stages }) =>
      stages.every(({ rule }) => matcher(rule, 'layer7-protocol') === undefined),
    );
    expect(replayed.length).toBeGreaterThan(0);
    for (const { stages, gates, grant } of replayed) {
      const [gate] = gates;
      const port =
        gate?.rule.matchers.find(({ name: matched }) => matched === 'dst-port')?.text.split(',')[0] ?? '8291';
      const service = packet(`tcp 198.51.100.7 -> :${port} in=WAN`);
      const knocks = stages.map((stage) => packet(stagePacket(stage)));
      const entries = trace(analysis, [...knocks, service]);
      expect(entries.at(-2)?.lists).toContain(grant.list);
      expect(entries.at(-1)).toMatchObject({ verdict: 'accept' });
      // Without the knock the same packet is refused.
      expect(trace(analysis, [service])[0]?.verdict).toBe('drop');
    }
  });
});

function stagePacket({ protocol, port }: Stage): string {
  return `${protocol} 198.51.100.7 -> :${port} in=WAN`;
}
