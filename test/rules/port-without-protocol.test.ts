import { specify } from '../support/ruleTester.ts';

specify('port-without-protocol', {
  ipv6: true,
  differs: {
    disabled: ['same', 'RouterOS refuses the command whether or not the rule would be on.'],
  },
  good: [
    '/ip firewall filter add chain=input action=accept protocol=udp-lite port=5000\n',
    '/ip firewall filter add chain=input action=accept protocol=17 src-port=53\n',
    '/ip firewall filter add chain=input action=accept protocol=icmp\n',
    // Only the router knows the protocol.
    ':global how\n/ip firewall filter add chain=input action=accept protocol=$how dst-port=22\n',
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat in-interface=ether1 src-port=1024-65535 to-addresses=192.0.2.10
                                                            ^^^^^^^^^^^^^^^^^^^
        `,
      message:
        'src-port needs a protocol that has ports: RouterOS refuses the rule, and an import stops here. Add protocol=tcp or protocol=udp.',
      output: [
        `
        - add chain=dstnat action=dst-nat in-interface=ether1 src-port=1024-65535 to-addresses=192.0.2.10
        + add chain=dstnat action=dst-nat in-interface=ether1 src-port=1024-65535 to-addresses=192.0.2.10 protocol=tcp`,
        `
        - add chain=dstnat action=dst-nat in-interface=ether1 src-port=1024-65535 to-addresses=192.0.2.10
        + add chain=dstnat action=dst-nat in-interface=ether1 src-port=1024-65535 to-addresses=192.0.2.10 protocol=udp`,
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=gre port=1723
                                                   ^^^^^^^^^
        add chain=input action=accept protocol=!tcp dst-port=22
                                                    ^^^^^^^^^^^
        `,
      message: [
        'protocol=gre has no ports for port: RouterOS refuses the rule, and an import stops here. Use tcp, udp, udp-lite, dccp or sctp.',
        'protocol=!tcp has no ports for dst-port',
      ],
    },
  ],
});
