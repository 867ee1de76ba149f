import { specify } from '../support/ruleTester.ts';

const EXPORT = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const NAT = '/ip firewall nat\nadd action=masquerade chain=srcnat out-interface=ether1\n';
const FORWARD = '/ip firewall filter\nadd action=accept chain=forward connection-state=established,related\n';
const FROM_OUTSIDE = 'add action=drop chain=forward connection-state=new in-interface=ether1\n';

specify('forward-open-end', {
  differs: {
    disabled: ['other', 'The finding speaks of the chain; it moves to the last rule that is left.'],
  },
  good: [
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
  ],
});
