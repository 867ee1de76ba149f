import { specify } from '../support/ruleTester.ts';

specify('knock-unreachable', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // A gate below the drop is accept-below-drop.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=drop
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    `,
    // The drop takes other ports.
    `
    /ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=1-20000
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22222 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      // No jump leads a TCP packet there.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=door protocol=udp
        add chain=door action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp port=41873
                                                                                                             ^^^^^^^^^^
        add chain=door action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'Compare the matchers of the two.',
      related: ['2: jumps to door', '3: knock 1 of 2: tcp 41873', '4: knock 2 of 2: tcp 23951'],
    },
    {
      // Where an accept takes the knocks nobody needs them.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=udp dst-port=161 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'This knock does nothing. No packet reaches the stage tcp 41873: rule 1 of the chain input (accept) takes them all. Move it above line 2.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp dst-port=40000-50000
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'This knock never opens. No packet reaches the stage tcp 41873: rule 1 of the chain input (drop) takes them all. Move it above line 2.',
      related: ['2: drops every packet that it matches', '3: knock 1 of 2: tcp 41873', '4: knock 2 of 2: tcp 23951'],
    },
    {
      // No IPv4 packet is shorter than its header.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=icmp packet-size=12
                                                                                                               ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'Ask for a size that a packet can have.',
      related: ['2: knock 1 of 2: icmp, packet size 12', '3: knock 2 of 2: tcp 23951'],
    },
  ],
});
