import { specify } from '../support/ruleTester.ts';

const BASE = `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
`;
const TRAP = 'action=add-src-to-address-list address-list=scan address-list-timeout=1h protocol=tcp';

specify('taken-by-state', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // Invalid packets get there.
    `/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input ${TRAP} tcp-flags=fin,!syn,!rst,!ack\n`,
    // First packets, and those in the middle of a connection.
    `${BASE}add chain=input ${TRAP} tcp-flags=syn\n`,
    `${BASE}add chain=input ${TRAP} tcp-flags=!syn connection-state=new\n`,
    `${BASE}add chain=input ${TRAP} tcp-flags=ack,!fin\n`,
    // What the whole negation means is left alone.
    `${BASE}add chain=input ${TRAP} tcp-flags=!,fin,syn\n`,
    // Only some of the invalid packets are taken.
    `/ip firewall filter\nadd chain=input action=drop connection-state=invalid in-interface=ether2\nadd chain=input ${TRAP} tcp-flags=fin,syn\n`,
    // Exempt from tracking, so of none of these states.
    `/ip firewall raw\nadd chain=prerouting action=notrack protocol=tcp\n${BASE}add chain=input ${TRAP} tcp-flags=fin,syn\n`,
    // Requests are accepted as well: the answers are listed for completeness.
    `${BASE}add chain=input action=accept protocol=icmp icmp-options=0:0\nadd chain=input action=accept protocol=icmp icmp-options=8:0\nadd chain=input action=drop\n`,
    // Errors.
    `${BASE}add chain=input action=accept protocol=icmp icmp-options=3:4\nadd chain=input action=drop\n`,
    // The drop of invalid packets stands in a chain that some packets leave before.
    `/ip firewall filter\nadd chain=input action=jump jump-target=checks\nadd chain=input ${TRAP} tcp-flags=fin,syn\nadd chain=checks action=return src-address=192.0.2.7\nadd chain=checks action=drop connection-state=invalid\n`,
    // Only counted, or logged.
    `${BASE}add chain=input action=passthrough protocol=tcp tcp-flags=fin,syn\n`,
  ],
  bad: [
    {
      // Christmas trees, and packets without any flag.
      script: `
        /ip firewall filter
        add chain=input action=drop connection-state=invalid
        add chain=input action=add-src-to-address-list address-list=scan protocol=tcp tcp-flags=fin,psh,urg,!ack
                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=scan protocol=tcp tcp-flags=!fin,!syn,!rst,!ack,!urg
        `,
      message: 'Never matches, like 1 more rule: packets with such flags are invalid',
      related: ['2: takes packets of these states', '4: never matches either'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=drop connection-state=invalid protocol=tcp
        add chain=input action=drop protocol=tcp tcp-flags=rst
                                                 ^^^^^^^^^^^^^
        `,
      message: 'lines 2 and 3 take all of these. Nothing changes without it.',
      severity: 'information',
    },
    {
      // By way of a jump, whose matchers count.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related protocol=tcp
        add chain=input action=drop connection-state=!new protocol=tcp
        add chain=input action=jump jump-target=flags protocol=tcp
        add chain=flags action=add-src-to-address-list address-list=scan tcp-flags=fin,ack
                                                                         ^^^^^^^^^^^^^^^^^
        `,
      message: 'and lines 2 and 3 take all of these. Ask for what only a scanner sends',
    },
    {
      // The router answers only what it was asked.
      script: `
        /ip firewall filter
        add chain=output action=accept connection-state=established
        add chain=output action=accept protocol=icmp icmp-options=0
                                                     ^^^^^^^^^^^^^^
        add chain=output action=drop
        `,
      message:
        'such an answer belongs to a connection or is invalid, and line 2 takes all of these. Accept the requests',
      severity: 'information',
    },
    {
      script: `
        /ipv6 firewall filter
        add chain=input action=accept connection-state=established
        add chain=input action=drop connection-state=invalid
        add chain=input action=drop protocol=icmpv6 icmp-options=129:0-255
                                                    ^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Nothing changes without it.',
      severity: 'information',
    },
  ],
});
