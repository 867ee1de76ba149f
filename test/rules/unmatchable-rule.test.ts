import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { findingsOf, linesOf } from './findings.ts';

specify('unmatchable-rule', {
  good: [
    '/ip firewall filter add chain=forward action=drop out-interface=ether1\n',
    '/ip firewall filter add chain=output action=drop out-interface=ether1\n',
    '/ip firewall filter add chain=input action=drop out-interface=ether1 disabled=yes\n',
    '/ip firewall filter add chain=input action=drop protocol=tcp tcp-flags=syn dst-port=80\n',
    // RouterOS refuses it: port-without-protocol.
    '/ip firewall filter add chain=input action=drop dst-port=80\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop out-interface-list=WAN
                                    ^^^^^^^^^^^^^^^^^^^^^^
        add chain=output action=drop in-interface=ether1
                                     ^^^^^^^^^^^^^^^^^^^
        `,
      message: [
        'A packet in the chain input has not been sent anywhere yet, so out-interface-list fits none. Use in-interface-list, or another chain.',
        'A packet in the chain output comes from the router itself, so in-interface fits none. Use out-interface, or another chain.',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=drop src-address=192.0.2.0/24 protocol=icmp tcp-flags=syn
                                                               ^^^^^^^^^^^^^
        `,
      message: 'protocol=icmp and tcp-flags=syn exclude each other, so this rule never matches.',
      related: ['2: excludes it'],
    },
  ],
});

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
test('a port of a bridge, which does not exist on layer 3', () => {
  const bridge = '/interface bridge add name=lan\n/interface bridge port add bridge=lan interface=ether2\n';
  const found = (rules: string): string[] =>
    findingsOf('unmatchable-rule', bridge + MENU + rules).map(({ message }) => message);
  // `slave-interface` speaks of it.
  expect(found('add chain=input action=drop in-interface=ether2\n')).toEqual([]);
  expect(found('add chain=forward action=drop in-interface=lan out-interface=ether3\n')).toEqual([]);
  const whole = '# 2026-01-01 00:00:00 by RouterOS 7.20\n';
  const rule = `${MENU}add chain=forward action=drop in-bridge-port=`;
  expect(linesOf('unmatchable-rule', `${whole}${bridge}${rule}ether3\n`)).toEqual([5]);
  expect(linesOf('unmatchable-rule', `${whole}${bridge}${rule}ether2\n`)).toEqual([]);
  expect(linesOf('unmatchable-rule', `${bridge}${rule}ether3\n`)).toEqual([]);
});
