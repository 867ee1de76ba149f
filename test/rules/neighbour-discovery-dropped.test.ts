import { specify } from '../support/ruleTester.ts';

specify('neighbour-discovery-dropped', {
  good: [
    // As the manual has it: the question for a free address is let in first.
    `
    /ipv6 firewall raw
    add chain=prerouting action=accept dst-address=ff02::1:ff00:0/104 icmp-options=135 protocol=icmpv6 src-address=::/128
    add chain=prerouting action=drop src-address=::/128
    `,
    '/ipv6 firewall raw add chain=prerouting action=drop src-address=::/128 in-interface=ether1\n',
    '/ipv6 firewall filter add chain=forward action=drop src-address=::/128\n',
    // Their solicitations are let in by type.
    `
    /ipv6 firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=accept protocol=icmpv6 icmp-options=135:0-255
    add chain=input action=drop
    `,
    // It drops from the outside only.
    `
    /ipv6 firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=drop in-interface=ether1
    `,
    `
    /ipv6 firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=accept src-address=fe80::/10
    add chain=input action=drop
    `,
    // IPv4 finds its neighbours by other means.
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=drop
    `,
    `
    /ipv6 firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=drop
    /ipv6 settings set disable-ipv6=yes
    `,
  ],
  bad: [
    {
      script: `
        /ipv6 firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=icmpv6 icmp-options=128:0
        add chain=input action=accept protocol=udp dst-port=546 src-address=fe80::/10
        add chain=input action=reject
                        ^^^^^^^^^^^^^
        `,
      message: 'line 5 drops their solicitations (icmpv6 135). Accept protocol=icmpv6 above it.',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ipv6 firewall filter
        add action=accept chain=input protocol=tcp
        add action=drop chain=input
            ^^^^^^^^^^^
        add action=accept chain=input protocol=icmpv6
        `,
      message: 'Neighbours cannot find the router: line 4',
    },
    {
      // Who asks whether an address is free has none yet.
      script: `
        /ipv6 firewall address-list
        add address=::/128 list=nobody
        add address=::1/128 list=nobody
        /ipv6 firewall raw
        add chain=prerouting action=drop src-address-list=nobody
                                         ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=prerouting action=accept protocol=icmpv6
        `,
      message: 'Who is about to take an address asks for it from ::, and line 5 drops that (icmpv6 135)',
    },
    {
      script: `
        /ipv6 firewall raw
        add chain=prerouting action=drop protocol=icmpv6
                             ^^^^^^^^^^^
        `,
      message: 'Neighbours cannot find the router: line 2 drops their solicitations',
    },
  ],
});
