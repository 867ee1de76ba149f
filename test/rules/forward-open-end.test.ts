import { specify } from '../support/ruleTester.ts';

const EXPORT = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const NAT = '/ip firewall nat\nadd action=masquerade chain=srcnat out-interface=ether1\n';
const FORWARD = '/ip firewall filter\nadd action=accept chain=forward connection-state=established,related\n';
const FROM_OUTSIDE = 'add action=drop chain=forward connection-state=new in-interface=ether1\n';

/** A firewall that its filter alone shows. */
const LONG = (rules: string): string => `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=accept protocol=icmp
add chain=input action=accept src-address=192.0.2.0/24
add chain=input action=drop
add chain=forward action=accept connection-state=established,related
add chain=forward action=drop connection-state=invalid
${rules}
`;

specify('forward-open-end', {
  differs: {
    disabled: ['other', 'The finding speaks of the chain; it moves to the last rule that is left.'],
  },
  good: [
    // What comes from the Internet and is not translated has been refused above.
    '/ip firewall filter\nadd chain=forward action=drop connection-nat-state=!dstnat in-interface=wan\nadd chain=forward action=accept\n',
    '/ip firewall filter\nadd chain=forward action=drop in-interface=wan\nadd chain=forward action=accept\n',
    // It has more to say than that all is accepted.
    '/ip firewall filter\nadd chain=forward action=drop connection-state=invalid\nadd chain=forward action=accept src-address=192.0.2.0/24\nadd chain=forward action=drop\n',
    '/ip firewall filter\nadd chain=forward action=drop connection-state=invalid\nadd chain=forward action=accept connection-state=established\n',
    // A router that forwards all, and says so in its only rule.
    '/ip firewall filter\nadd chain=forward action=accept\n',
    EXPORT + FORWARD + FROM_OUTSIDE + NAT,
    // A fragment may leave the drop to another file.
    FORWARD + NAT,
    // A router that translates nothing has no inside to protect.
    EXPORT + FORWARD,
    `${EXPORT}${FORWARD}${NAT.trim()} disabled=yes\n`,
    // A chain that nobody uses was not forgotten.
    EXPORT + NAT,
    `${EXPORT}${FORWARD}add action=drop chain=forward\n${NAT}`,
    `${EXPORT}${FORWARD}add action=jump chain=forward jump-target=last\nadd action=drop chain=last in-interface=ether1\n${NAT}`,
    // Eight rules without a word of sessions may be an addition to another firewall.
    `/ip firewall filter\n${[21, 22, 23, 25, 135, 139, 445, 3389].map((port) => `add chain=forward action=drop protocol=tcp dst-port=${port}\n`).join('')}`,
    // Too few rules to be all of it.
    '/ip firewall filter\nadd chain=forward action=accept connection-state=established,related\nadd chain=forward action=drop connection-state=invalid\nadd chain=input action=drop\n',
    // It refuses what comes from wherever the inside is not.
    LONG('add chain=forward action=drop in-interface-list=!LAN'),
    LONG('add chain=forward action=accept in-interface=bridge\nadd chain=forward action=drop'),
    // The drop of the rest is there, and disabled, as another rule says.
    LONG('add chain=forward action=drop disabled=yes'),
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        /interface list member
        add interface=ether1 list=WAN
        /ip firewall filter
        add action=accept chain=forward connection-state=established,related
        add action=drop chain=forward connection-state=invalid
        ^^^
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        `,
      message: 'tcp 198.51.100.7:40000 -> 192.168.88.199:50007 from ether1 is sent on',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface bridge
        add name=bridge
        /ip firewall filter
        add action=drop chain=forward in-interface=bridge-guests out-interface=bridge
        add action=drop chain=forward dst-port=25 in-interface=ether1 protocol=tcp
        ^^^
        add action=drop chain=forward disabled=yes in-interface=ether1
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        `,
      message: 'from ether1 is sent on',
    },
    {
      // The accept of all makes the chain of no use.
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established,related,untracked
        add chain=forward action=accept comment=test
                          ^^^^^^^^^^^^^
        add chain=forward action=drop connection-state=invalid
        `,
      message: 'This accepts all that is forwarded: tcp 198.51.100.7:40000 -> 192.168.88.199:50007 is sent on',
    },
    {
      // Some hosts are let through, and the others as well.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /interface list
        add name=WAN
        /interface list member
        add interface=ether1 list=WAN
        /ip firewall filter
        add action=accept chain=forward connection-state=established,related
        add action=accept chain=forward dst-address=203.0.113.10 dst-port=443 in-interface-list=WAN protocol=tcp
        ^^^
        `,
      message: 'The chain forward ends without a drop for the Internet: tcp 198.51.100.7:40000 -> 192.168.88.199:50007',
    },
    {
      // No header, and all that a firewall has.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=drop connection-state=invalid
        add chain=input action=accept protocol=icmp
        add chain=input action=accept src-address=192.0.2.0/24
        add chain=input action=drop
        add chain=forward action=drop dst-address-list=games time=7h-21h,mon
        add chain=forward action=drop src-address-list=banned
        add chain=forward action=accept connection-state=established,related
        add chain=forward action=accept in-interface=bridge out-interface=ether1-wan
        ^^^
        `,
      message: 'from outside is sent on (as far as this file shows the chain)',
      severity: 'information',
      confidence: 'medium',
    },
    {
      // A chain of a long filter, whose drop spares the own network.
      script: `
        /ip firewall address-list
        add address=192.168.40.0/24 list=own
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.1
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.2
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.3
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.4
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.5
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.6
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.8
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.9
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.10
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.11
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.12
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.13
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.14
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.15
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.16
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.17
        add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.18
        add chain=input action=drop in-interface-list=WAN
        add chain=forward action=drop src-address-list=!own dst-address-list=!own
        ^^^
        `,
      message: '-> 192.168.40.10:50007 from WAN is sent on (as far as this file shows the chain)',
      severity: 'information',
      confidence: 'medium',
    },
    {
      // The export of the filter alone.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input in-interface-list=WAN
        add action=accept chain=forward connection-state=established,related
        add action=jump chain=forward in-interface-list=LAN jump-target=outwards
        ^^^
        add action=accept chain=outwards protocol=tcp
        add action=drop chain=outwards
        `,
      message: 'from WAN is sent on (as far as this file shows the chain)',
      severity: 'information',
      confidence: 'medium',
    },
  ],
});
