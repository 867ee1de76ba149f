import { specify } from '../support/ruleTester.ts';

specify('input-open-end', {
  differs: {
    disabled: ['other', 'The finding speaks of the chain, and moves to the last rule that is left.'],
  },
  good: [
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input in-interface=ether1
    /ip firewall nat
    add action=masquerade chain=srcnat out-interface=ether1
    `,
    // What a fragment leaves out may be on the router.
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=input action=accept in-interface=bridge
    `,
    // The knock that is open at the end of the chain says the same.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=add-src-to-address-list address-list=one address-list-timeout=10s chain=input dst-port=41873 protocol=tcp
    add action=add-src-to-address-list address-list=two address-list-timeout=30m chain=input dst-port=23951 protocol=tcp src-address-list=one
    add action=accept chain=input dst-port=22 protocol=tcp src-address-list=two
    /ip firewall nat
    add action=masquerade chain=srcnat out-interface=ether1
    `,
    // A set of rules against one kind of attack.
    '/ip firewall filter\nadd chain=input action=drop connection-state=invalid\nadd chain=input action=drop protocol=tcp dst-port=23\n',
    // What is disabled has a finding of its own.
    `/ip firewall filter\nadd chain=input action=drop connection-state=invalid\n${[22, 23, 25, 53, 80, 443].map((port) => `add chain=input action=accept protocol=tcp dst-port=${port} src-address=192.0.2.7\n`).join('')}add chain=input action=drop disabled=yes\n`,
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input in-interface=bridge
        ^^^
        add action=drop chain=input disabled=yes in-interface=ether1
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        `,
      message: 'tcp 198.51.100.7:40000 -> :8291 from ether1 meets no rule that decides, so it is accepted. Drop',
      output: `
        + add action=drop chain=input comment="drop the rest" in-interface=ether1`,
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input protocol=tcp
        add action=accept chain=input in-interface=bridge
        ^^^
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        `,
      message: 'udp 198.51.100.7:40000 -> :53 from ether1',
      output: `
        + add action=drop chain=input comment="drop the rest" in-interface=ether1`,
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input dst-port=8291 protocol=tcp
        add action=accept chain=input src-address=192.0.2.0/24
        ^^^
        `,
      message: 'tcp 198.51.100.7:40000 -> :22 meets no rule that decides, so it is accepted (',
      severity: 'warning',
      confidence: 'medium',
    },
    {
      // Two ways in, and which of them a drop should name is for a person to say.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input in-interface=bridge
        ^^^
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        add action=masquerade chain=srcnat out-interface=lte1
        `,
      message: 'from ether1 meets no rule that decides',
    },
    {
      // Neither header nor accept of sessions, but the length of a firewall.
      script: `
        /ip firewall filter
        add chain=input action=drop connection-state=invalid
        add chain=input action=accept protocol=icmp
        add chain=input action=jump protocol=tcp dst-port=22 jump-target=ssh
        add chain=ssh action=accept src-address=192.0.2.7
        add chain=ssh action=drop
        add chain=input action=jump protocol=tcp dst-port=80 jump-target=web
        add chain=web action=accept src-address=192.0.2.7
        add chain=web action=drop
        add chain=input action=drop protocol=udp dst-port=53
        ^^^
        `,
      message:
        'tcp 198.51.100.7:40000 -> :8291 meets no rule that decides, so it is accepted (as far as this file shows the chain)',
      severity: 'information',
      confidence: 'medium',
    },
  ],
});
