import { expect, test } from 'vitest';
import { findingsOf, linesOf } from './findings.ts';

const MENU = '/ip firewall filter\n';
const messages = (rules: string): string[] =>
  findingsOf('unmatchable-rule', MENU + rules).map(({ message }) => message);

test('matchers that exclude each other are named, and no others', () =>
  expect(messages('add chain=input action=drop comment=x protocol=udp src-port=53 tcp-flags=syn\n')).toEqual([
    'protocol=udp and tcp-flags=syn exclude each other, so this rule never matches. Correct one of them, or remove the rule.',
  ]));
test('a list that holds every address', () =>
  expect(
    linesOf(
      'unmatchable-rule',
      `/ip firewall address-list add list=ok address=0.0.0.0/0\n${MENU}add chain=input action=drop src-address-list=!ok\n`,
    ),
  ).toEqual([3]));
test('the way out in input, the way in in output', () => {
  expect(messages('add chain=input action=drop out-interface=ether1\n')).toHaveLength(1);
  expect(messages('add chain=output action=drop in-interface-list=WAN\n')).toHaveLength(1);
  expect(messages('add chain=forward action=drop in-interface=ether1 out-interface=ether2\n')).toEqual([]);
});
test('port-without-protocol tells what it finds alone', () => {
  expect(messages('add chain=input action=drop protocol=icmp dst-port=22\n')).toEqual([]);
  expect(messages('add chain=input action=drop dst-port=22 tcp-flags=syn\n')).toEqual([]);
});
test('disabled rules', () =>
  expect(messages('add chain=input action=drop protocol=udp tcp-flags=syn disabled=yes\n')).toEqual([]));
