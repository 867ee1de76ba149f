import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import type { DoubtEntry } from '../../server/src/reports/jsonOutput.ts';
import { trace, traceSession } from '../../server/src/reports/trace.ts';

/** The verdict on the packets, and what each hangs on where the file does not settle it. */
function check(script: string, packets: readonly string[], expected: readonly string[]): void {
  const told = trace(analyse(script, { rules: [] }), packets.map(packet)).map(({ verdict, certain, because, line }) =>
    [`${verdict} ${line ?? 'end'}`, ...(certain ? [] : ['perhaps', ...because.map(inWords)])].join(' '),
  );
  expect(told, script).toEqual(expected);
}

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

function inWords({ line, ...what }: DoubtEntry): string {
  return `${line}: ${Object.entries(what)
    .map(([kind, value]) => `${kind} ${value}`)
    .join()}`;
}

const FILTER = '/ip firewall filter\n';
const SSH = 'tcp 198.51.100.7 -> :22 in=ether1';

describe('a verdict that the file does not settle', () => {
  test.each<readonly [name: string, script: string, expected: string]>([
    [
      'a matcher that no packet shows',
      `${FILTER}add chain=input action=drop content=knock\n`,
      'accept end perhaps 2: matcher content=***',
    ],
    ['it makes no difference to the verdict', `${FILTER}add chain=input action=accept content=knock\n`, 'accept end'],
    [
      'what only logs makes none either',
      `${FILTER}add chain=input action=log content=knock\nadd chain=input action=drop\n`,
      'drop 3',
    ],
    ['a later matcher settles it', `${FILTER}add chain=input action=drop content=knock protocol=udp\n`, 'accept end'],
    [
      'two that must both fit',
      `${FILTER}add chain=input action=drop content=knock nth=2,1\n`,
      'accept end perhaps 2: matcher content=*** 2: matcher nth=2,1',
    ],
    [
      'the same question has one answer',
      `${FILTER}add chain=input action=jump jump-target=x content=a\nadd chain=x action=drop content=!a\n`,
      'accept end',
    ],
    [
      'a kind of interface that the name settles',
      `${FILTER}add chain=input action=drop in-interface=all-ppp\n`,
      'accept end',
    ],
    [
      'a value that no router reads',
      `${FILTER}add chain=input action=drop protocol=tcp dst-port=<PORT>\n`,
      'accept end perhaps 2: matcher dst-port=<PORT>',
    ],
    [
      'a list that only others fill',
      `${FILTER}add chain=input action=drop src-address-list=blocked\n`,
      'accept end perhaps 2: member src-address-list=blocked',
    ],
    [
      'a list that a rule fills is empty at first',
      `${FILTER}add chain=input action=drop src-address-list=blocked\nadd chain=input action=add-src-to-address-list address-list=blocked\n`,
      'accept end',
    ],
    [
      'a name on a list',
      `/ip firewall address-list add list=a address=example.com\n${FILTER}add chain=input action=drop src-address-list=a\n`,
      'accept end perhaps 3: member src-address-list=a',
    ],
    [
      'a rule under a condition',
      `${FILTER}:if ($x) do={ add chain=input action=drop }\n`,
      'drop 2 perhaps 2: condition /ip/firewall/filter',
    ],
    [
      'one that another rule makes good',
      `${FILTER}:if ($x) do={ add chain=input action=drop }\nadd chain=input action=drop\n`,
      'drop 2',
    ],
    [
      'a rule that may be disabled',
      `${FILTER}add chain=input action=drop comment=a\n:if ($x) do={ disable [find comment=a] }\n`,
      'accept end perhaps 2: condition /ip/firewall/filter',
    ],
    [
      'a rule at an unknown place',
      `${FILTER}add chain=input action=drop\nadd chain=input action=accept protocol=tcp dst-port=22 place-before=*1\n`,
      'drop 2 perhaps 3: place /ip/firewall/filter',
    ],
    [
      'the place of one that does not fit',
      `${FILTER}add chain=input action=drop\nadd chain=input action=accept protocol=udp place-before=*1\n`,
      'drop 2',
    ],
    [
      'an entry under a condition',
      `:if ($x) do={ /ip firewall address-list add list=a address=198.51.100.7 }\n${FILTER}add chain=input action=drop src-address-list=a\n`,
      'accept end perhaps 3: member src-address-list=a',
    ],
    [
      'rates are kept',
      `${FILTER}add chain=input action=accept limit=5,5:packet\nadd chain=input action=drop\n`,
      'accept 2',
    ],
    ['a plain packet has passed no tunnel', `${FILTER}add chain=input action=drop ipsec-policy=in,none\n`, 'drop 2'],
    [
      'the first packet of TCP asks for a connection',
      `${FILTER}add chain=input action=drop tcp-flags=syn,!ack\n`,
      'drop 2',
    ],
    [
      'neither the address nor its negation',
      `${FILTER}add chain=input action=accept src-mac-address=02:00:00:00:00:01\nadd chain=input action=drop src-mac-address=!02:00:00:00:00:01\n`,
      'drop 3 perhaps 2: matcher src-mac-address=02:00:00:00:00:01',
    ],
  ])('%s', (_, script, expected) => check(script, [SSH], [expected]));

  test('a kind of interface of which the name tells nothing', () =>
    check(
      `${FILTER}add chain=input action=drop in-interface=all-ppp\n`,
      ['tcp 198.51.100.7 -> :22 in=office'],
      ['accept end perhaps 2: matcher in-interface=all-ppp'],
    ));

  test('who may be on a list from an earlier packet', () =>
    check(
      `${FILTER}add chain=input action=add-src-to-address-list address-list=a protocol=udp content=x\nadd chain=input action=drop src-address-list=a\n`,
      [SSH, 'udp 198.51.100.7 -> :1', SSH, 'tcp 198.51.100.8 -> :22'],
      [
        'accept end',
        'accept end perhaps 2: matcher content=***',
        'accept end perhaps 2: matcher content=***',
        'accept end',
      ],
    ));

  test('a rule under a condition is there for all packets or for none', () =>
    check(
      `${FILTER}:if ($x) do={ add chain=input action=drop protocol=tcp }\nadd chain=input action=drop dst-port=22 protocol=tcp\n`,
      [SSH, 'tcp 198.51.100.7 -> :23'],
      ['drop 2', 'drop 2 perhaps 2: condition /ip/firewall/filter'],
    ));
});

test('--line-by-line says from which line on it is not certain', () => {
  const analysis = analyse(`${FILTER}:if ($x) do={ add chain=input action=drop }\nadd chain=input action=drop\n`, {
    rules: [],
  });
  const told = traceSession(analysis, packet(SSH)).map(({ line, running, certain }) => [line, running, certain]);
  expect(told).toEqual([
    [null, true, true],
    [2, false, false],
    [3, false, true],
  ]);
});

describe('where thousands of rules leave something open, few of all ways are tried', () => {
  const questions = (action: string): string =>
    Array.from({ length: 6_000 }, (_, i) => `add chain=input action=${action} content=c${i}\n`).join('');

  test('each may take the packet: the verdict is not certain', () =>
    check(`${FILTER}${questions('drop')}`, [SSH], [expect.stringMatching(/^accept end perhaps 2: /)]));

  // Each of 2 to the power of 6,000 ways goes past all rules.
  test('none takes it: even where all ways that were tried end alike, nothing is certain', () =>
    check(`${FILTER}${questions('add-src-to-address-list address-list=x')}`, [SSH], ['accept end perhaps']));
});
