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
