import { specify } from '../support/ruleTester.ts';

const whole = (fills: string, rule = 'add action=drop chain=input in-interface-list=WAN'): string => `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /interface list
    add name=WAN
    ${fills}
    /ip firewall filter
    ${rule}
    `;

specify('interface-list-without-members', {
  good: [
    whole('/interface list member\n    add interface=ether1 list=WAN'),
    // A client that dials in, or somebody who dials in here.
    whole('/ppp profile\n    add interface-list=WAN name=provider'),
    whole('/interface detect-internet\n    set internet-interface-list=WAN'),
    whole('/caps-man datapath\n    add interface-list=WAN name=outside'),
    whole('/interface wifi datapath\n    add interface-list=WAN name=outside'),
    whole('add include=WAN2 name=WAN3').replace('in-interface-list=WAN', 'in-interface-list=none'),
    whole('/system script\n    add name=s source="/interface list member add list=WAN interface=ether1"'),
    // Another list, which holds some, is part of it.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /interface list
    add include=UPLINKS name=WAN
    add name=UPLINKS
    /interface list member
    add interface=ether1 list=UPLINKS
    /ip firewall filter
    add action=drop chain=input in-interface-list=WAN
    `,
    // A fragment, and a list for which no rule asks.
    '/interface list add name=WAN\n/ip firewall filter add chain=input action=drop in-interface-list=WAN\n',
    whole('', 'add action=drop chain=input in-interface=ether1'),
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        add name=LAN
        /interface list member
        add interface=ether1 list=LAN
        add disabled=yes interface=ether2 list=WAN
        /ip firewall filter
        add action=drop chain=input in-interface-list=WAN
                                    ^^^^^^^^^^^^^^^^^^^^^
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        `,
      message: 'Nothing puts an interface on the list WAN, so this fits no packet. Add its members',
      related: ['11: asks for it too'],
    },
    {
      // The drop of all but the inside takes the inside, too.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=LAN
        /ip firewall filter
        add action=drop chain=input in-interface-list=!LAN
                                    ^^^^^^^^^^^^^^^^^^^^^^
        /tool mac-server
        set allowed-interface-list=LAN
        `,
      message: 'so this fits packets of every interface.',
    },
  ],
});
