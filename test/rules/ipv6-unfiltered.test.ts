import { specify } from '../support/ruleTester.ts';

const V4 = `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /interface bridge
    add name=bridge
    /interface list
    add name=LAN
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input in-interface=ether1
    `;

specify('ipv6-unfiltered', {
  good: [
    V4,
    `${V4}/ipv6 address\n    add address=2001:db8::1/64 disabled=yes interface=bridge\n`,
    `${V4}/ipv6 address\n    add address=2001:db8::1/64 interface=bridge\n    /ipv6 settings\n    set disable-ipv6=yes\n`,
    `${V4}/ipv6 address\n    add address=2001:db8::1/64 interface=bridge\n    /ipv6 firewall raw\n    add action=drop chain=prerouting in-interface=ether1\n`,
    // Nothing is refused by IPv4 either.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /interface bridge
    add name=bridge
    /interface list
    add name=LAN
    /ip firewall filter
    add action=accept chain=input
    /ipv6 address
    add address=2001:db8::1/64 interface=bridge
    `,
    // A script may leave the rules to another.
    `
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input in-interface=ether1
    /ipv6 address
    add address=2001:db8::1/64 interface=bridge
    `,
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface bridge
        add name=bridge
        /interface list
        add name=LAN
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input in-interface-list=!LAN
        /ipv6 address
        add address=2001:db8::1/64 interface=bridge
        ^^^
        /ipv6 dhcp-client
        add interface=ether1 request=prefix
        /ipv6 firewall filter
        add action=accept chain=input
        `,
      message: 'no rule of /ipv6 firewall refuses anything',
      output: `
        + /ipv6 firewall filter
        + add action=accept chain=input connection-state=established,related,untracked
        + add action=drop chain=input connection-state=invalid
        + add action=accept chain=input protocol=icmpv6
        + add action=accept chain=input comment="DHCPv6" dst-port=546 protocol=udp src-address=fe80::/10
        + add action=drop chain=input in-interface-list=!LAN
        + add action=accept chain=forward connection-state=established,related,untracked
        + add action=drop chain=forward connection-state=invalid
        + add action=accept chain=forward protocol=icmpv6
        + add action=drop chain=forward in-interface-list=!LAN`,
    },
    {
      // The drop of IPv4 asks for more than the side, so it has no twin that a machine could write.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface bridge
        add name=bridge
        /interface list
        add name=LAN
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input connection-state=new in-interface=ether1
        /ipv6 dhcp-client
        add interface=ether1 request=prefix
        ^^^
        /ipv6 firewall filter
        add action=drop chain=input disabled=yes
        `,
      message: 'Build the chain input there, too.',
    },
    {
      // A drop of something is no filter.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        /interface list member
        add interface=ether1 list=WAN
        /ipv6 address
        add address=2001:db8::1/64 interface=bridge
        ^^^
        /ip address
        add address=192.168.88.1/24 interface=bridge
        /interface bridge
        add name=bridge
        /ipv6 firewall filter
        add action=drop chain=input in-interface-list=WAN protocol=tcp dst-port=23
        add action=drop chain=forward
        `,
      message: 'nothing in /ipv6 firewall keeps the Internet out: tcp [2001:db8::7]:40000 -> :8291 is accepted',
    },
  ],
});
