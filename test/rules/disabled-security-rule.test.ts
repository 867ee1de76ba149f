import { specify } from '../support/ruleTester.ts';

specify('disabled-security-rule', {
  ipv6: true,
  differs: {
    conditional: ['same', 'The text itself says that the rule is off, whether it runs or not.'],
  },
  good: [
    // An accept that is off closes something.
    `
    /ip firewall filter
    add chain=input action=accept protocol=tcp dst-port=22 disabled=yes
    `,
    // Another rule of its kind does the work.
    `
    /ip firewall filter
    add chain=input action=drop in-interface=ether1 disabled=yes
    add chain=input action=drop in-interface-list=WAN
    `,
    // It drops one service only.
    `
    /ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=53 disabled=yes
    `,
    // All but a list: who is on none is let in by it.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=!office disabled=yes protocol=tcp
    `,
    // Nobody refuses the list.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=seen protocol=tcp dst-port=23 disabled=yes
    add chain=input action=log src-address-list=seen
    `,
    // Another rule refuses the rest.
    '/ip firewall filter\nadd chain=input action=drop in-interface-list=!LAN\nadd chain=input action=drop disabled=yes\n',
    '/ip firewall filter\nadd chain=input action=jump jump-target=end\nadd chain=input action=drop disabled=yes\nadd chain=end action=drop\n',
    // The chain does not refuse everything.
    '/ip firewall filter\nadd chain=input action=jump jump-target=end disabled=yes\nadd chain=end action=accept protocol=icmp\nadd chain=end action=drop\n',
    // Nor does this jump lead everything there.
    '/ip firewall filter\nadd chain=input action=jump jump-target=end protocol=tcp disabled=yes\nadd chain=end action=drop\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=reject in-interface=ether1 disabled=yes
                                                            ^^^^^^^^^^^^
        add chain=output action=drop disabled=yes
        `,
      message: 'This reject of what is left is disabled',
      output: `
        - add chain=forward action=reject in-interface=ether1 disabled=yes
        + add chain=forward action=reject in-interface=ether1 disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop in-interface-list=WAN disabled=yes
                                                          ^^^^^^^^^^^^
        `,
      message: 'This drop of what is left is disabled',
      output: `
        - add chain=input action=drop in-interface-list=WAN disabled=yes
        + add chain=input action=drop in-interface-list=WAN disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=reject src-address-list=scanners
        add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1d protocol=tcp dst-port=23 disabled=yes
                                                                                                                              ^^^^^^^^^^^^
        `,
      message: 'This trap is disabled',
      output: `
        - add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1d protocol=tcp dst-port=23 disabled=yes
        + add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1d protocol=tcp dst-port=23 disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one disabled=yes
                                                                                                                                                  ^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'This knock 2 of 2 is disabled',
      output: `
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one disabled=yes
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=drop src-address-list=bots comment=bots
        disable [find comment=bots]
        ^^^^^^^
        `,
      message: 'This drop of the list bots is disabled',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two disabled=yes
                                                                                    ^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'This gate of a knock is disabled',
      output: `
        - add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two disabled=yes
        + add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two disabled=no`,
    },
    {
      // A drop of one side does not do what the drop of everything would.
      script: `
        /ip firewall filter
        add chain=input action=accept in-interface=bridge
        add chain=input action=drop in-interface=ether1
        add chain=input action=drop disabled=yes
                                    ^^^^^^^^^^^^
        `,
      message: 'This drop of what is left is disabled',
      output: `
        - add chain=input action=drop disabled=yes
        + add chain=input action=drop disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept in-interface=bridge
        add chain=input action=jump jump-target=refuse in-interface-list=!LAN disabled=yes
                                                                              ^^^^^^^^^^^^
        add chain=refuse action=log log-prefix=refused
        add chain=refuse action=drop
        `,
      message: 'This jump to the drop of what is left is disabled',
      output: `
        - add chain=input action=jump jump-target=refuse in-interface-list=!LAN disabled=yes
        + add chain=input action=jump jump-target=refuse in-interface-list=!LAN disabled=no`,
    },
  ],
});
