import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { compare } from '../../server/src/features/comparison.ts';
import { parsePacket } from '../../server/src/packet/packet.ts';
import { changeExpectations, packetExpectation } from '../../server/src/reports/statedExpectations.ts';
import { trace } from '../../server/src/reports/trace.ts';

const PREFIX = '/ip address add address=203.0.113.1/24 interface=ether1\n';

/** What keeps the changes from one filter to another; each must hold of the new one, and fail of the old one. */
function changes(before: string, after: string): string[][] {
  const [old, now] = [before, after].map((rules) => analyse(`${PREFIX}/ip firewall filter\n${rules}`));
  if (old === undefined || now === undefined) throw new Error('two texts are analysed');
  const { changes: found } = compare({ file: 'old', analysis: old }, { file: 'new', analysis: now });
  return found.map((change) => {
    const expectations = changeExpectations(change);
    for (const text of expectations) {
      expect([text, judgeExpectation(text, now).status]).toEqual([text, 'held']);
      expect([text, judgeExpectation(text, old).status]).toEqual([text, 'failed']);
    }
    return expectations;
  });
}

test.each([
  ['in-interface=ether1 protocol=tcp dst-port=8291', 'ipv4 interface ether1 -> router tcp 8291 => refused'],
  ['src-address=198.51.100.0/24 protocol=udp dst-port=53,123', 'ipv4 198.51.100.0/24 -> router udp 53,123 => refused'],
  ['protocol=gre', 'ipv4 any -> router gre => refused'],
  ['src-address-list=banned', 'ipv4 any -> router listed=banned => refused'],
])('a change as a whole: %s', (matchers, expected) => {
  const found = changes('', `add chain=input action=drop ${matchers}\n`);
  expect(found).toHaveLength(1);
  expect(found[0]?.[0]).toBe(expected);
  expect(found[0]).toHaveLength(2);
});

test('what a class cannot say is said of the packet that shows it', () => {
  const [[only, more] = []] = changes('', 'add chain=input action=drop protocol=tcp src-port=7000\n');
  expect(only).toMatch(/^tcp \S+:7000 -> \S* => refused$/);
  expect(more).toBeUndefined();
});

test('a change that hangs on more than its packet gives none', () => {
  const [found] = changes(
    'add chain=input action=drop\n',
    'add chain=input layer7-protocol=x action=accept\nadd chain=input action=drop\n',
  );
  expect(found ?? []).toEqual([]);
});

test.each([
  ['tcp 198.51.100.7 -> :22 in=ether1', [], 'refused'],
  ['tcp 198.51.100.7 -> :22 in=ether1', ['friends'], 'accepted'],
  ['icmp 2001:db8::7 -> 2001:db8:1::1', [], 'accepted'],
  ['icmp 198.51.100.7 -> 203.0.113.9 state=established', ['friends'], 'accepted'],
])('a traced packet is expected as it is: %s on [%s]', (text, lists, fate) => {
  const analysis = analyse(
    `${PREFIX}/ip firewall filter\n${lists.length === 0 ? '' : 'add chain=input src-address-list=friends\n'}add chain=input action=drop\n/ipv6 firewall filter\n`,
  );
  const packet = parsePacket(text);
  if ('fault' in packet) throw new Error(packet.fault);
  const [entry] = trace(analysis, [packet], { lists });
  const expectation = packetExpectation(packet, lists, entry?.verdict ?? '');
  expect(expectation).toMatch(new RegExp(`=> ${fate}$`));
  expect([expectation, judgeExpectation(expectation, analysis).status]).toEqual([expectation, 'held']);
});
