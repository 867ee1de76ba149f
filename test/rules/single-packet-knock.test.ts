import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { specify } from '../support/ruleTester.ts';

specify('single-packet-knock', {
  ipv6: true,
  good: [
    // A word in the packet is a secret of its own.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=udp dst-port=41873 content=sesame
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
    add chain=input action=drop
    `,
    `
    /ip firewall layer7-protocol add name=word regexp=sesame
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=udp dst-port=41873 layer7-protocol=word
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
    add chain=input action=drop
    `,
    // It is switched off.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=tcp dst-port=41873
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in disabled=yes
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=icmp packet-size=128
                                                                                                              ^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
        add chain=input action=drop
        `,
      message: 'One packet (icmp, packet size 128) opens this knock',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=udp dst-port=41873
                                                                                                             ^^^^^^^^^^^^^^
        add chain=input action=drop src-address-list=!in
        `,
      message: 'One packet (udp 41873) opens this knock, so every scan that touches it does. Add stages and a trap.',
    },
  ],
});

// The same prefix of IPv6 would not hold everybody, so that it has no twin.
test('a stage on whose list everybody is leaves one packet', () => {
  const script = `/ip firewall address-list add list=one address=0.0.0.0/0
/ip firewall filter
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
add chain=input action=drop
`;
  const { findings, lines } = analyse(script);
  const own = findings.filter(({ ruleId }) => ruleId === 'single-packet-knock');
  expect(own.map(({ message, range }) => [lines.position(range.start).line, message])).toEqual([
    [3, 'One packet (tcp 23951) opens this knock, so every scan that touches it does. Add stages and a trap.'],
  ]);
});
