import { specify } from '../support/ruleTester.ts';

specify('neighbour-discovery-dropped', {
  good: [
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
  ],
});
