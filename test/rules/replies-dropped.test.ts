import { specify } from '../support/ruleTester.ts';

const HEAD = `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /interface list
    add name=WAN
    /interface list member
    add interface=ether1 list=WAN
    `;

specify('replies-dropped', {
  differs: {
    disabled: ['other', 'The answers are refused by the next rule, or come through.'],
  },
  good: [
    // A fragment that merely lacks the accept: it may stand elsewhere.
    '/ip firewall filter add chain=input action=drop in-interface=ether1\n',
    // One peer is blocked.
    `${HEAD}/ip firewall filter
    add action=drop chain=input src-address=192.0.2.9
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input in-interface-list=WAN
    `,
    // In other words, and in another chain.
    `${HEAD}/ip firewall filter
    add action=accept chain=input connection-state=!new,invalid
    add action=drop chain=input in-interface-list=WAN
    `,
    `${HEAD}/ip firewall filter
    add action=jump chain=input jump-target=running
    add action=drop chain=input in-interface-list=WAN
    add action=accept chain=running connection-state=established
    `,
    // New connections only are dropped.
    `${HEAD}/ip firewall filter
    add action=accept chain=input connection-state=established disabled=yes
    add action=drop chain=input connection-state=new in-interface-list=WAN
    `,
    // The router pings nobody, and hides.
    '/ip firewall filter add chain=output action=drop protocol=icmp\n',
    '/ip firewall filter add chain=output action=drop protocol=tcp dst-port=25\n',
    // Nobody is let in to whom it could answer.
    `
    /ip firewall filter
    add chain=input action=drop protocol=tcp
    add chain=output action=drop protocol=tcp
    `,
    // A few rules may stand behind others.
    '/ip firewall filter\nadd chain=input action=accept protocol=icmp\nadd chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7\nadd chain=input action=drop\n',
    // So may many that do not refuse everything.
    `/ip firewall filter\n${[21, 22, 23, 25, 53, 80, 443, 8291].map((port) => `add chain=input action=drop protocol=tcp dst-port=${port}\n`).join('')}`,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add action=accept chain=input protocol=icmp
        add action=accept chain=input connection-state=established,related disabled=yes
                                                                           ^^^^^^^^^^^^
        add action=drop chain=input in-interface=ether1
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        `,
      message:
        'Answers to what the router asks, such as names, time and updates, are refused: udp 198.51.100.7:53 -> :50000 is dropped by line 4, since this accept is disabled. Enable it.',
      related: ['4: refuses the answers'],
      title: 'Enable the accept',
      output: `
        - add action=accept chain=input connection-state=established,related disabled=yes
        + add action=accept chain=input connection-state=established,related disabled=no`,
    },
    {
      // Too late.
      script: `
        /ip firewall filter
        add action=drop chain=input in-interface=wan1
        add action=accept chain=input connection-state=established,related in-interface=wan1
        ^^^
        `,
      message: 'is dropped by line 2, since this accept stands below. Move it to the top of input.',
      title: 'Move the accept above line 2',
      output: `
        - add action=drop chain=input in-interface=wan1
        + add action=drop chain=input in-interface=wan1`,
    },
    {
      // A whole file has no such accept anywhere, in forward: hosts ask, and get no answer.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        add name=LAN
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=LAN
        /ip firewall filter
        add action=accept chain=input connection-state=established
        add action=accept chain=forward in-interface-list=LAN out-interface-list=WAN
        add action=drop chain=forward
        ^^^
        `,
      message: 'Hosts of the inside may connect to the Internet, but all answers are refused: tcp 198.51.100.7',
      title: 'Accept established connections above line 11',
      output: `
        + add action=accept chain=forward connection-state=established,related,untracked`,
    },
    {
      // Only the answers of one service, for which the file asks.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        /interface list member
        add interface=ether1 list=WAN
        /ip dns
        set servers=192.0.2.53
        /ip firewall filter
        add action=drop chain=input in-interface-list=WAN protocol=udp
        ^^^
        add action=accept chain=input connection-state=established,related
        `,
      message:
        'Answers to what the router asks by DNS are refused: udp 198.51.100.7:53 -> :50000 is dropped by line 9.',
      output: `
        + add action=accept chain=input connection-state=established,related,untracked`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept in-interface-list=LAN
        add chain=input action=drop
        add chain=output action=drop protocol=tcp src-port=22,8291
        ^^^
        `,
      message: 'never leaves, so nobody gets an answer from WinBox, SSH. Remove it',
      output: `
        + add action=accept chain=output connection-state=established,related,untracked`,
    },
    {
      // A whole knock, and nothing for what the router asks.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=20s protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=in address-list-timeout=30m protocol=tcp dst-port=51107 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=5m protocol=tcp dst-port=23
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
        add chain=input action=accept protocol=icmp
        add chain=input action=drop
        ^^^
        `,
      message:
        'is dropped by line 9, as far as this file shows the chain. Accept connection-state=established,related above it.',
      severity: 'information',
      confidence: 'medium',
      output: `
        + add action=accept chain=input connection-state=established,related,untracked`,
    },
  ],
});
