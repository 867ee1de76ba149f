import { specify } from '../support/ruleTester.ts';

specify('missing-blacklist', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // Nothing hangs on it yet.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=drop
    `,
    // It is open without a knock, and that is said.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=accept protocol=tcp dst-port=22
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      // Up, down and up again: the second sweep comes to 30000 after 65,535 and 30,000 packets, while the entries last.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=20000
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=10000 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=30000 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        'A wrong port costs a scanner nothing: 2 ascending sweeps open this knock with 95,535 packets, in 4.8 s at 20,000 packets/s.',
      title: 'Add a trap and a blacklist around the knock',
      output: `
        + add action=drop chain=input comment="drop who knocked wrongly" src-address-list=knock-blacklist
        + add action=add-src-to-address-list address-list=knock-blacklist address-list-timeout=5m chain=input comment="trap: wrong knock" connection-state=new dst-port=!20000,10000,30000 protocol=tcp src-address-list=one`,
    },
    {
      // The first sweep passes 23951, 41873; a second one 23951: 65,535 + 23,951.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873 in-interface=ether1
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one in-interface=ether1
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop in-interface=ether1
        `,
      message: 'A wrong port costs a scanner nothing: one descending sweep opens this knock with 41,585 packets',
      related: ['3: knock 2 of 2'],
      output: `
        + add action=drop chain=input comment="drop who knocked wrongly" in-interface=ether1 src-address-list=knock-blacklist
        + add action=add-src-to-address-list address-list=knock-blacklist address-list-timeout=5m chain=input comment="trap: wrong knock" connection-state=new dst-port=!41873,23951 in-interface=ether1 protocol=tcp src-address-list=one`,
    },
    {
      // A trap for two protocols needs two rules, which a person has to design.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'A trap rule stops it at the first wrong port.',
      related: ['3: knock 2 of 2'],
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=drop src-address-list=knock-blacklist
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'A wrong port costs a scanner nothing',
      output: `
        + add action=drop chain=input comment="drop who knocked wrongly" src-address-list=knock-blacklist-2
        + add action=add-src-to-address-list address-list=knock-blacklist-2 address-list-timeout=5m chain=input comment="trap: wrong knock" connection-state=new dst-port=!41873,23951 protocol=udp src-address-list=one`,
    },
    {
      // As the manual prints it: the trap is there, and off.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned disabled=yes
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one disabled=yes
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'A wrong port costs a scanner nothing: one descending sweep opens this knock with 41,585 packets, in 2.1 s at 20,000 packets/s. The trap in line 5 and its drop in line 2 are disabled: enable both.',
      related: ['4: knock 2 of 2', '5: the trap', '2: refuses the listed'],
      title: 'Enable the trap',
      output: `
        - add chain=input action=drop src-address-list=banned disabled=yes
        + add chain=input action=drop src-address-list=banned disabled=no
        - add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one disabled=yes
        + add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one disabled=no`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned disabled=yes
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'The trap in line 5 does nothing, since its drop in line 2 is disabled: enable it.',
      output: `
        - add chain=input action=drop src-address-list=banned disabled=yes
        + add chain=input action=drop src-address-list=banned disabled=no`,
    },
    {
      // Whoever is on the list of the banned is not to be let in.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list="the banned" address-list-timeout=1m protocol=tcp src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'The trap in line 4 lists who knocks wrongly, but nothing refuses the list "the banned": drop it above the first knock.',
      related: ['3: knock 2 of 2', '4: the trap'],
      title: 'Drop the list the banned above the knock',
      output: `
        + add action=drop chain=input comment="drop who knocked wrongly" src-address-list="the banned"`,
    },
    {
      // A trap spares all ports of all stages.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873,20011-20013
                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=31000 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'one ascending sweep opens this knock with 31,000 packets',
      output: `
        + add action=drop chain=input comment="drop who knocked wrongly" src-address-list=knock-blacklist
        + add action=add-src-to-address-list address-list=knock-blacklist address-list-timeout=5m chain=input comment="trap: wrong knock" connection-state=new dst-port=!20011-20013,41873,31000 protocol=tcp src-address-list=one`,
    },
  ],
});
