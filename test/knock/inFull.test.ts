import path from 'node:path';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import type { FirewallRule } from '../../server/src/firewall/firewall.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { countersOf, shortestClimb } from '../../server/src/knock/counters.ts';
import { type Knock, type KnockFault, knockText } from '../../server/src/knock/knock.ts';
import { strengthOf } from '../../server/src/knock/strength.ts';
import { describeSweep } from '../../server/src/knock/sweep.ts';
import { formatPacket } from '../../server/src/packet/packet.ts';
import { matchGolden } from '../support/golden.ts';

const FILTER = '/ip firewall filter\n';
const stage = (list: string, rest: string, timeout = '10s', chain = 'input'): string =>
  `add chain=${chain} action=add-src-to-address-list address-list=${list} address-list-timeout=${timeout} ${rest}\n`;
const ONE = stage('k1', 'protocol=tcp dst-port=41873');
const TWO = stage('safe', 'protocol=tcp dst-port=23951 src-address-list=k1', '30m');
const GATE = 'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe\n';
const DROP = 'add chain=input action=drop\n';
const BANNED = 'add chain=input action=drop src-address-list=ban\n';
const KNOCK = ONE + TWO + GATE + DROP;
const HEADER = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const inChain = (text: string, chain: string): string => text.replaceAll('chain=input', `chain=${chain}`);
/** As many lists, each of which leads to the next. */
const stairs = (count: number): string =>
  Array.from({ length: count }, (_, i) =>
    stage(`s${i}`, `protocol=udp dst-port=${1000 + 7 * i}${i === 0 ? '' : ` src-address-list=s${i - 1}`}`),
  ).join('');

const SCRIPTS: Readonly<Record<string, string>> = {
  'a knock of two': FILTER + KNOCK,
  'one packet': `${FILTER}${stage('safe', 'protocol=udp dst-port=40000')}${GATE}${DROP}`,
  'the gate opens everything': `${FILTER}${ONE}${TWO}add chain=input action=accept src-address-list=safe\n${DROP}`,
  'the gate opens several ports': `${FILTER}${ONE}${TWO}${GATE.replace('=22', '=22,8291,9999')}${DROP}`,
  'two gates': `${FILTER}${ONE}${TWO}${GATE}${GATE.replace('=22', '=8291')}${DROP}`,
  'one of two gates is disabled': `${FILTER}${ONE}${TWO}${GATE.trim()} disabled=yes\n${GATE.replace('=22', '=8291')}${DROP}`,
  'the gate asks for no port of a list': `${FILTER}${ONE}${TWO}${GATE.replace('=22', '=!22')}${DROP}`,
  'the gate lets out': `${FILTER}${inChain(ONE + TWO, 'forward')}/ip firewall nat add chain=srcnat action=masquerade src-address-list=safe\n`,
  'sessions live on': `${FILTER}add chain=input action=accept connection-state=established\n${KNOCK}`,
  'numbers and protocols by number': `${FILTER}${ONE.replace('tcp', '6')}${TWO.replace('tcp', '6')}${GATE}${DROP}`,
  IPv6: `/ipv6 firewall filter\n${KNOCK}`,
  'a port of both directions': `${FILTER}${ONE.replace('dst-port', 'port')}${TWO}${GATE}${DROP}`,
  'a range of ports': `${FILTER}${ONE.replace('41873', '41000-41999')}${TWO}${GATE}${DROP}`,
  'sizes of pings': `${FILTER}${stage('k1', 'protocol=icmp packet-size=128')}${stage('safe', 'protocol=icmp packet-size=200 src-address-list=k1')}${GATE}${DROP}`,
  'options of ICMP': `${FILTER}${stage('k1', 'protocol=icmp icmp-options=8:0 packet-size=99')}${TWO}${GATE}${DROP}`,
  'a content that is secret': `${FILTER}${stage('k1', 'protocol=udp dst-port=9 content=sesame')}${TWO}${GATE}${DROP}`,
  'a pattern of layer 7': `/ip firewall layer7-protocol add name=word regexp=sesame\n${FILTER}${stage('k1', 'protocol=udp dst-port=9 layer7-protocol=!word')}${TWO}${GATE}${DROP}`,
  'conditions of the sender': `${FILTER}${stage('k1', 'protocol=tcp dst-port=7 src-address=192.0.2.0/24 in-interface=ether1 src-mac-address=02:00:00:00:00:01 dst-address=203.0.113.1')}${TWO}${GATE}${DROP}`,
  'no timeout': `${FILTER}${ONE.replace('address-list-timeout=10s ', '')}${TWO.replace('address-list-timeout=30m ', '')}${GATE}${DROP}`,
  'two ways to the first list': `${FILTER}${ONE}${stage('k1', 'protocol=udp dst-port=5000')}${TWO}${GATE}${DROP}`,
  'renewed by its own gate': `${FILTER}${ONE}${TWO}${stage('safe', 'protocol=tcp dst-port=22 src-address-list=safe', '1h')}${GATE}${DROP}`,
  'more stages than are followed': `${FILTER}${stairs(20)}add chain=input action=accept src-address-list=s19\n${DROP}`,
  'in a chain of its own': `${FILTER}add chain=input action=jump jump-target=knock protocol=tcp in-interface=ether1 src-address=!192.0.2.9\n${GATE}${DROP}${inChain(ONE + TWO, 'knock')}`,
  'in a chain with two ways into it': `${FILTER}add chain=input action=jump jump-target=knock protocol=tcp in-interface=ether1\nadd chain=input action=jump jump-target=knock protocol=tcp in-interface=ether2\n${GATE}${DROP}${inChain(ONE + TWO, 'knock')}`,
  'a jump for the listed to where they are let in': `${FILTER}${ONE}${TWO}add chain=input action=jump jump-target=in src-address-list=safe\n${DROP}add chain=in action=accept protocol=tcp dst-port=22\n`,
  'a jump for everybody to where the listed are let in': `${FILTER}${ONE}${TWO}add chain=input action=jump jump-target=in src-address-list=safe\nadd chain=input action=jump jump-target=in\n${DROP}add chain=in action=accept protocol=tcp dst-port=22\n`,
  'a jump of the others to where they are refused': `${FILTER}${ONE}${TWO}add chain=input action=jump jump-target=out protocol=tcp dst-port=22 src-address-list=!safe\nadd chain=out action=drop\n`,
  'a jump of the others to where they are counted': `${FILTER}${ONE}${TWO}add chain=input action=jump jump-target=out protocol=tcp dst-port=22 src-address-list=!safe\nadd chain=out action=add-src-to-address-list address-list=seen\nadd chain=out action=drop\n`,
  'a return that spares the listed': `${FILTER}${ONE}${TWO}add chain=input action=return src-address-list=safe\n${DROP}`,
  'a return with nothing below it': `${FILTER}${ONE}${TWO}add chain=input action=return src-address-list=safe\n`,
  'a list of which the members are refused': `${FILTER}${ONE}${TWO}${GATE}add chain=input action=drop src-address-list=safe\n`,
  'a list that is only logged': `${FILTER}${ONE}${TWO}add chain=input action=log src-address-list=safe\n${DROP}`,
  // Traps.
  'a trap': `${FILTER}${BANNED}${ONE}${TWO}${stage('ban', 'protocol=tcp dst-port=!41873,23951 src-address-list=k1', '5m')}${GATE}${DROP}`,
  'a trap for all': `${FILTER}${BANNED}${ONE}${TWO}${stage('ban', 'protocol=tcp dst-port=1-1000', '5m')}${GATE}${DROP}`,
  'a trap that nobody asks for': `${FILTER}${ONE}${TWO}${stage('wrong', 'protocol=tcp dst-port=!41873,23951 src-address-list=k1', '5m')}${GATE}${DROP}`,
  'a trap whose drop is disabled': `${FILTER}${BANNED.trim()} disabled=yes\n${ONE}${TWO}${stage('ban', 'protocol=tcp dst-port=!41873,23951 src-address-list=k1', '5m')}${GATE}${DROP}`,
  'a trap that the stages ask for':
    `${FILTER}${ONE}${TWO.trim()} \n${stage('ban', 'protocol=udp', '5m')}${GATE}${DROP}`.replace(
      'src-address-list=k1 ',
      'src-address-list=k1',
    ),
  'a gate for all but the banned': `${FILTER}${ONE}${TWO}${stage('ban', 'protocol=udp dst-port=1-1000', '5m')}add chain=input action=accept protocol=icmp src-address-list=!ban\n${GATE}${DROP}`,
  'it springs its own trap': `${FILTER}${BANNED}${ONE}${TWO}${stage('ban', 'protocol=tcp dst-port=23951', '5m')}${GATE}${DROP}`,
  'a single forged packet bans': `${FILTER}${BANNED}${ONE}${TWO}${stage('ban', 'protocol=udp dst-port=53', '1d')}${GATE}${DROP}`,
  // What is wrong with it.
  'a disabled stage': `${FILTER}${ONE}${TWO.trim()} disabled=yes\n${GATE}${DROP}`,
  'a disabled gate': `${FILTER}${ONE}${TWO}${GATE.trim()} disabled=yes\n${DROP}`,
  'no gate': `${FILTER}${ONE}${TWO}${DROP}`,
  'a list that nothing fills': `${FILTER}${ONE}${TWO.replace('src-address-list=k1', 'src-address-list=K1')}${GATE}${DROP}`,
  'a list that an entry fills': `/ip firewall address-list add list=K1 address=192.0.2.1\n${FILTER}${TWO.replace('src-address-list=k1', 'src-address-list=K1')}${GATE}${DROP}`,
  'a stage that does not ask': `${FILTER}${stage('k1', 'protocol=tcp dst-port=41873')}${stage('safe', 'protocol=tcp dst-port=23951', '30m')}${GATE}${DROP}`,
  'numbered lists that nobody asks for': `${FILTER}${stage('K-1', 'protocol=udp dst-port=51')}${stage('K-2', 'protocol=udp dst-port=52')}add chain=input src-address-list=K-2\n${DROP}`,
  'numbered lists in the wrong order': `${FILTER}${stage('K-3', 'protocol=udp dst-port=51')}${stage('K-2', 'protocol=icmp packet-size=99')}add chain=input src-address-list=K-2\n${DROP}`,
  'neighbours of one make': `${FILTER}${stage('first', 'protocol=udp dst-port=51')}${stage('second', 'protocol=udp dst-port=52')}add chain=input src-address-list=second\n${DROP}`,
  'neighbours of two makes': `${FILTER}${stage('first', 'protocol=udp dst-port=51')}${stage('second', 'protocol=icmp packet-size=99')}add chain=input src-address-list=second\n${DROP}`,
  'one packet for two stages': `${FILTER}${stage('k1', 'protocol=tcp dst-port=1')}${stage('safe', 'protocol=tcp dst-port=1 src-address-list=k1')}${GATE}${DROP}`,
  'the stages below a drop': `${FILTER}${DROP}${ONE}${TWO}${GATE}`,
  'the gate below a drop': `${FILTER}${ONE}${TWO}${DROP}${GATE}`,
  'two rules together take a stage': `${FILTER}add chain=input action=drop protocol=tcp dst-port=1-30000\nadd chain=input action=drop protocol=tcp dst-port=30001-65535\n${KNOCK}`,
  'a chain that nothing enters': `${FILTER}${inChain(ONE, 'knock')}${TWO}${GATE}${DROP}`,
  'matchers that exclude each other': `${FILTER}${ONE.replace('protocol=tcp', 'protocol=icmp')}${TWO}${GATE}${DROP}`,
  'a packet that cannot be': `${FILTER}${stage('k1', 'protocol=icmp packet-size=2')}${TWO}${GATE}${DROP}`,
  'open without a knock': `${FILTER}add chain=input action=accept protocol=tcp dst-port=22\n${KNOCK}`,
  'open for the end of the chain, in a whole file': `${HEADER}${FILTER}${ONE}${TWO}${GATE}`,
  'open for the end of the chain, in a fragment': `${FILTER}${ONE}${TWO}${GATE}`,
  'open for another rule below': `${FILTER}${ONE}${TWO}${GATE}add chain=input action=accept protocol=tcp dst-port=22\n${DROP}`,
  'a gate before NAT': `/ip firewall raw\nadd chain=prerouting action=drop protocol=tcp dst-port=3389 src-address-list=!safe\n${inChain(ONE + TWO, 'prerouting')}/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=13389 to-addresses=192.168.88.2 to-ports=3389\nadd chain=dstnat action=dst-nat protocol=tcp dst-port=3389 to-addresses=192.168.88.2\n`,
  'other interfaces for each stage': `${FILTER}${ONE.trim()} in-interface=ether1\n${TWO.trim()} in-interface=ether2\n${GATE}${DROP}`,
  'from the inside only': `/interface list\nadd name=LAN\n/interface list member\nadd interface=bridge list=LAN\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n${KNOCK}`,
  'from the inside only, where no uplink is named': `${FILTER}add chain=input action=drop in-interface=!bridge\n${KNOCK}`,
  'from an uplink on no list': `/ip dhcp-client add interface=ether5\n/interface list\nadd name=LAN\n/interface list member\nadd interface=bridge list=LAN\n${FILTER}add chain=input action=drop in-interface-list=!LAN\n${KNOCK}`,
  'in a condition': `${FILTER}:if ($x) do={\n${KNOCK}}\n`,
  'at a place that is not known': `${FILTER}${ONE.trim()} place-before=[find comment=x]\n${TWO}${GATE}${DROP}`,
  'behind a jump of which only the router knows': `${FILTER}add chain=input action=jump jump-target=knock protocol=tcp dst-port=$p\n${GATE}${DROP}${inChain(ONE + TWO, 'knock')}`,
  // Counters, which are no knocks.
  'attempts are counted': `${FILTER}${BANNED}${stage('ban', 'protocol=tcp dst-port=22 connection-state=new src-address-list=c2', '1d')}${stage('c2', 'protocol=tcp dst-port=22 connection-state=new src-address-list=c1')}${stage('c1', 'protocol=tcp dst-port=22 connection-state=new')}`,
  'attempts are counted in the wrong order': `${FILTER}${BANNED}${stage('c1', 'protocol=tcp dst-port=22 connection-state=new')}${stage('c2', 'protocol=tcp dst-port=22 connection-state=new src-address-list=c1')}${stage('ban', 'protocol=tcp dst-port=22 connection-state=new src-address-list=c2', '1d')}`,
  'each packet counts': `${FILTER}${BANNED}${stage('ban', 'protocol=tcp dst-port=22 src-address-list=c1', '1d')}${stage('c1', 'protocol=tcp dst-port=22')}`,
  'one level is disabled': `${FILTER}${BANNED}${stage('ban', 'protocol=tcp dst-port=22 src-address-list=c1', '1d')}${stage('c1', 'protocol=tcp dst-port=22 disabled=yes')}`,
  'a counter beside a knock': `${FILTER}${BANNED}${stage('ban', 'protocol=tcp dst-port=22 src-address-list=c1', '1d')}${stage('c1', 'protocol=tcp dst-port=22')}${KNOCK}`,
};

function ruleText({ rule: { table, chain, place, action, family } }: { readonly rule: FirewallRule }): string {
  return `${family} ${table} ${chain} ${place} ${action}`;
}

function faultText(fault: KnockFault): string {
  switch (fault.kind) {
    case 'bypassed':
      return `${formatPacket(fault.packet)} by ${fault.by === undefined ? 'the end' : ruleText({ rule: fault.by })}`;
    case 'ungated':
    case 'impossible':
      return ruleText(fault.stage);
    case 'collapsing':
      return fault.stages.map(ruleText).join(' and ');
    case 'trapped':
      return `${ruleText(fault.stage)} by ${fault.trap === undefined ? 'nobody' : ruleText({ rule: fault.trap })}`;
    case 'stopped':
      return `${fault.stage === undefined ? 'the gate' : ruleText(fault.stage)}${fault.by === undefined ? '' : ` by ${ruleText({ rule: fault.by })}`}`;
    case 'unreached':
      return ruleText({ rule: fault.rule });
  }
}

function knockLines(knock: Knock, { firewall }: FileAnalysis): string[] {
  const { stages, grant, gates, traps, handed, verdict, reason, fault, isGivenUp, test: known } = knock;
  const strength = strengthOf(knock, firewall);
  const exact = stages.length < 10 && strength?.scans.every(({ scan }) => scan.method === 'exact');
  return [
    `knock ${knock.family} ${knock.table} ${knock.chain} for ${grant.list}, ${grant.timeout}${handed ? ', handed on' : ''}`,
    ...stages.map(
      (one) =>
        `  stage ${ruleText(one)}: ${knockText(one)}, ${one.listIn ?? '-'} to ${one.listOut} for ${one.timeout}${one.conditions.map((text) => `; ${text}`).join('')}`,
    ),
    ...gates.map((gate) => `  gate ${ruleText(gate)} ${gate.kind}`),
    ...traps.map(
      (trap) => `  trap ${trap.list} ${ruleText(trap)}; ${trap.refusals.map((rule) => ruleText({ rule })).join(', ')}`,
    ),
    `  ${verdict ?? 'not judged'}${isGivenUp === true ? ', given up' : ''}: ${reason}`,
    ...(fault === undefined ? [] : [`  ${fault.kind}: ${faultText(fault)}`]),
    ...(known?.knocks ?? []).map(
      ({ packet, after, suppositions }) =>
        `  after ${Number(after.toFixed(3))} s send ${formatPacket(packet)}${suppositions.map((text) => `; ${text}`).join('')}`,
    ),
    ...(known === undefined ? [] : [`  then ${formatPacket(known.service)}`]),
    ...(strength === undefined
      ? []
      : [
          `  opens ${strength.opens.join(', ')}; within ${strength.window} s; sessions live on: ${strength.sessionSurvives}`,
          ...strength.sweeps.map(
            ({ rate, sweep }) => `  swept at ${rate}/s: ${sweep === undefined ? 'never' : describeSweep(sweep)}`,
          ),
          ...(exact
            ? strength.scans.map(({ rate, scan }) => `  scanned at ${rate}/s: ${scan.probability.toFixed(4)}`)
            : []),
          ...strength.spoofed.map(
            ({ list, seconds }) => `  one forged packet lists its victim on ${list} for ${seconds} s`,
          ),
        ]),
  ];
}

function counterLines({ firewall, knocks }: FileAnalysis): string[] {
  return countersOf(firewall, knocks).flatMap((counter) => {
    const space = new PacketSpace(firewall, counter.family);
    const climbs = (['new', 'established'] as const).map((state) => {
      const climb = shortestClimb(counter, state, firewall, space);
      return `${state}: ${climb === undefined ? 'never' : `${climb.packets} times ${formatPacket(climb.packet)}`}`;
    });
    const levels = counter.levels.map((rule) => ruleText({ rule })).join(' > ');
    return [
      `counter ${counter.lists.join(' > ')}`,
      `  ${levels}; ${ruleText({ rule: counter.refusal })}`,
      ...climbs.map((text) => `  ${text}`),
    ];
  });
}

test('of many ways to one list thirty-two are followed', () => {
  const ways = Array.from({ length: 40 }, (_, i) => stage('k1', `protocol=tcp dst-port=${50_000 + i}`)).join('');
  expect(analyse(`${FILTER}${ways}${TWO}${GATE}${DROP}`, { rules: [] }).knocks).toHaveLength(32);
});

test('all that is known of knocks, in full', () => {
  const parts = Object.entries(SCRIPTS).map(([name, script]) => {
    const analysis = analyse(script, { rules: [] });
    const lines = [...analysis.knocks.flatMap((knock) => knockLines(knock, analysis)), ...counterLines(analysis)];
    return [`# ${name}`, ...(lines.length === 0 ? ['no knock'] : lines), ''].join('\n');
  });
  expect(parts.length).toBeGreaterThan(60);
  matchGolden(path.join(import.meta.dirname, 'golden/knocks.txt'), parts.join('\n'));
});
