import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const ICMP = `add chain=icmp action=accept protocol=icmp icmp-options=8:0
add chain=icmp action=drop protocol=icmp
`;

specify('icmp-errors-dropped', {
  good: [
    `/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=jump jump-target=icmp protocol=icmp\n${ICMP}`,
    // All errors are accepted.
    '/ip firewall filter\nadd chain=forward action=accept protocol=icmp icmp-options=3:0-255\nadd chain=forward action=accept protocol=icmp icmp-options=11:0-255\nadd chain=forward action=drop protocol=icmp\n',
    // One side only, which is not the outside.
    '/ip firewall filter\nadd chain=input action=drop protocol=icmp in-interface=bridge-guest\n',
    // Echo requests and nothing else.
    '/ip firewall filter\nadd chain=input action=drop protocol=icmp icmp-options=8:0\n',
    // Whatever the protocol, it is refused as new.
    '/ip firewall filter\nadd chain=forward action=drop connection-state=new,invalid\n',
    // A chain that refuses everything is no filter of ICMP.
    '/ip firewall filter\nadd chain=input action=drop\n',
    // IPv6 is shut as a whole.
    '/ipv6 firewall filter\nadd chain=forward action=drop protocol=icmpv6\nadd chain=forward action=drop\n',
    // Nothing enters it.
    `/ip firewall filter\n${ICMP}`,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=icmp protocol=icmp
        add chain=icmp action=accept protocol=icmp icmp-options=8:0
        add chain=icmp action=accept protocol=icmp icmp-options=3:0-1
        add chain=icmp action=accept protocol=icmp icmp-options=11:0
        add chain=icmp action=drop protocol=icmp
                                   ^^^^^^^^^^^^^
        `,
      message: 'the ICMP errors 3:4 (fragmentation needed), 3:3 (port unreachable) of running connections',
    },
    {
      // For all hosts.
      script: `
        /ip firewall filter
        add chain=forward action=accept protocol=icmp icmp-options=8:0
        add chain=forward action=accept protocol=icmp icmp-options=0:0
        add chain=forward action=drop protocol=icmp
                                      ^^^^^^^^^^^^^
        add chain=forward action=accept connection-state=established,related
        `,
      message: 'icmp 198.51.100.7 -> 192.168.88.199 state=related',
      severity: 'warning',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=icmp protocol=icmp
        add chain=icmp action=accept icmp-options=8:0 protocol=icmp
        add chain=icmp action=accept icmp-options=3:4 protocol=icmp
        add chain=icmp action=accept icmp-options=11:0 protocol=icmp
        add chain=icmp action=drop
                       ^^^^^^^^^^^
        `,
      message: 'This refuses the ICMP error 3:3 (port unreachable) of running connections',
    },
    {
      script: `
        /ipv6 firewall filter
        add chain=forward action=accept protocol=icmpv6 icmp-options=128:0
        add chain=forward action=drop protocol=icmpv6
                                      ^^^^^^^^^^^^^^^
        `,
      message: '2:0 (packet too big)',
      severity: 'warning',
    },
    {
      // By way of a chain that refuses everything.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=icmp protocol=icmp
        add chain=input action=accept connection-state=established,related
        add chain=icmp action=accept icmp-options=3:4 protocol=icmp
        add chain=icmp action=accept icmp-options=11:0 protocol=icmp
        add chain=icmp action=jump jump-target=deny
                       ^^^^^^^^^^^
        add chain=deny action=drop
        `,
      message: '3:3 (port unreachable)',
      related: ['7: refuses them'],
    },
  ],
});

test.each([
  ['ip', 'icmp'],
  ['ip', '1'],
  ['ipv6', 'icmpv6'],
  ['ipv6', '58'],
] as const)('in %s the protocol may be called %s', (family, protocol) => {
  const lines = (refusal: string): number[] =>
    linesOf('icmp-errors-dropped', `/${family} firewall filter\nadd chain=input action=${refusal}\n`);
  expect(lines(`drop protocol=${protocol}`)).toEqual([2]);
  expect(lines(`reject protocol=${protocol}`)).toEqual([2]);
  expect(lines(`log protocol=${protocol}`)).toEqual([]);
  expect(lines(`drop protocol=!${protocol}`)).toEqual([]);
});

test.each([
  ['3:0-255', [2]],
  ['3:4', [2]],
  ['3:3', [2]],
  ['11:0', [2]],
  ['3:1', []],
  ['8:0', []],
])('a refusal of type %s', (type, expected) => {
  const script = `/ip firewall filter\nadd chain=input action=drop protocol=icmp icmp-options=${type}\n`;
  expect(linesOf('icmp-errors-dropped', script)).toEqual(expected);
});

test.each([
  ['2:0', [2]],
  ['1:4', [2]],
  ['3:0', [2]],
  ['128:0', []],
])('a refusal of type %s for IPv6', (type, expected) => {
  const script = `/ipv6 firewall filter\nadd chain=forward action=drop protocol=icmpv6 icmp-options=${type}\n`;
  expect(linesOf('icmp-errors-dropped', script)).toEqual(expected);
});
