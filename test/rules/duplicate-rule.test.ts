import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { findingsOf, linesOf } from './findings.ts';

specify('duplicate-rule', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0/25
    add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.128/25
    `,
    // The same in another chain, and with another action.
    `
    /ip firewall filter
    add chain=input action=accept protocol=icmp
    add chain=forward action=accept protocol=icmp
    add chain=output action=log protocol=icmp
    add chain=output action=accept protocol=icmp
    `,
    // One of the two is off.
    `
    /ip firewall filter
    add chain=input action=accept protocol=icmp disabled=yes
    add chain=input action=accept protocol=icmp
    `,
  ],
  bad: [
    {
      // Two rules that are repeated, two mistakes; how often each is, is none more.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=icmp
        add chain=input action=accept protocol=icmp
        ^^^
        add chain=input action=accept protocol=udp dst-port=500
        add chain=input action=accept protocol=icmp
        add chain=forward action=accept protocol=icmp
        add chain=forward action=accept protocol=icmp
        ^^^
        `,
      message: ['Line 2 already does the same', 'Line 6 already does the same'],
      title: 'Remove the 2 rules',
      output: [
        `
        - add chain=input action=accept protocol=icmp
        - add chain=input action=accept protocol=icmp`,
        '- add chain=forward action=accept protocol=icmp',
      ],
    },
    {
      // An export with menu and command in one line.
      script: `
        /ip firewall filter add action=accept chain=forward dst-port=80 protocol=tcp
        /ip firewall filter add action=accept chain=forward dst-port=80 protocol=tcp
                            ^^^
        /ip/firewall/filter/add action=drop chain=forward
        /ip/firewall/filter/add action=drop chain=forward
        ^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: ['Line 1 already does the same', 'Line 3 already does the same'],
      title: 'Remove the rule',
      output: [
        '- /ip firewall filter add action=accept chain=forward dst-port=80 protocol=tcp',
        '- /ip/firewall/filter/add action=drop chain=forward',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=drop src-address=192.0.2.7 dst-port=80,443 protocol=tcp
        add chain=forward action=accept src-address=192.0.2.0/24
        add chain=forward action=drop protocol=tcp src-address=192.0.2.7/32 dst-port=443,80 comment=again
        ^^^
        `,
      message: 'Line 2 already does the same with the same packets',
      related: ['2: the same rule'],
      output: `
        - add chain=forward action=drop protocol=tcp src-address=192.0.2.7/32 dst-port=443,80 comment=again`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=icmp
        add chain=input action=accept protocol=udp dst-port=500
        add chain=input action=accept protocol=icmp
        ^^^
        add chain=input action=accept protocol=udp dst-port=500
        `,
      message: 'so it is with 1 more below',
      title: 'Remove the 2 rules',
      related: ['2: the same rule', '5: repeats line 3'],
      output: `
        - add chain=input action=accept protocol=icmp
        - add chain=input action=accept protocol=udp dst-port=500`,
    },
  ],
});

const MENU = '/ip firewall filter\n';
const lines = (rules: string): number[] => linesOf('duplicate-rule', MENU + rules);

test('the same matchers in other words and another order', () =>
  expect(
    lines(
      'add chain=input protocol=tcp dst-port=22,23 src-address=10.0.0.1/8\nadd chain=input src-address=10.0.0.0/8 dst-port=22-23 protocol=6 comment=x log=yes\n',
    ),
  ).toEqual([3]));
test('a block that was pasted twice is one finding, with one fix', () => {
  const block = 'add chain=input protocol=tcp dst-port=22\nadd chain=input protocol=tcp dst-port=80\n';
  const [finding, ...others] = findingsOf('duplicate-rule', MENU + block + block);
  expect(others).toEqual([]);
  expect(finding?.line).toBe(4);
  expect(finding?.fixes[0]?.edits).toHaveLength(2);
});
test('an accept below a drop that repeats an accept above it', () => {
  const script = `${MENU}add chain=input protocol=tcp\nadd chain=input action=drop\nadd chain=input protocol=tcp\n`;
  expect(linesOf('duplicate-rule', script)).toEqual([4]);
  expect(linesOf('accept-below-drop', script)).toEqual([]);
  expect(linesOf('unreachable-rule', script)).toEqual([]);
});
test('another action, another list, another target', () => {
  expect(lines('add chain=input protocol=tcp\nadd chain=input action=drop protocol=tcp\n')).toEqual([]);
  expect(
    lines(
      'add chain=input action=add-src-to-address-list address-list=a protocol=tcp\nadd chain=input action=add-src-to-address-list address-list=b protocol=tcp\n',
    ),
  ).toEqual([]);
  expect(
    linesOf(
      'duplicate-rule',
      '/ip firewall nat\nadd chain=dstnat action=dst-nat to-addresses=10.0.0.1 protocol=tcp dst-port=80\nadd chain=dstnat action=dst-nat to-addresses=10.0.0.2 protocol=tcp dst-port=80\n',
    ),
  ).toEqual([]);
});
test('a limit lets through as much again', () =>
  expect(lines('add chain=input limit=5,5:packet\nadd chain=input limit=5,5:packet\n')).toEqual([]));
test('a rule that matches nothing is not repeated by one that matches everything', () => {
  const add = 'add chain=input action=add-src-to-address-list address-list=b';
  const lan = '/interface list member add list=LAN interface=ether1\n';
  const script = `${lan}${MENU}${add} in-interface=ether1 in-interface-list=!LAN\n${add}\n`;
  expect(linesOf('duplicate-rule', script)).toEqual([]);
});
test('a list that is filled in between', () =>
  expect(
    lines(
      'add chain=input src-address-list=k\nadd chain=input action=add-src-to-address-list address-list=k protocol=tcp\nadd chain=input src-address-list=k\n',
    ),
  ).toEqual([]));

test('the fix is not safe where rules are called by number', () => {
  const twice = 'add chain=input protocol=tcp\nadd chain=input protocol=tcp\nadd chain=input action=drop\n';
  const isSafe = (script: string): boolean | undefined => findingsOf('duplicate-rule', script)[0]?.fixes[0]?.safe;
  expect(isSafe(MENU + twice)).toBe(true);
  expect(isSafe(`${MENU}${twice}add chain=input place-before=2 protocol=icmp\n`)).toBe(false);
});

test('a placeholder may be filled in otherwise the next time', () => {
  const script = `${MENU}add chain=input protocol=tcp dst-port=<PORT>\nadd chain=input protocol=tcp dst-port=<PORT>\n`;
  expect(linesOf('duplicate-rule', script)).toEqual([]);
  expect(linesOf('unreachable-rule', script)).toEqual([]);
});
