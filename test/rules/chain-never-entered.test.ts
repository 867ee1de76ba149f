import { specify } from '../support/ruleTester.ts';

specify('chain-never-entered', {
  ipv6: true,
  good: [
    // Which chains there are is known only at run time.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    :global name
    /ip firewall filter
    add action=drop chain=guests
    add action=jump chain=$name jump-target=guests
    `,
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    :global name
    /ip firewall filter
    add action=drop chain=guests
    add action=jump chain=input jump-target=$name
    `,
    `
    /ip firewall filter
    add chain=input action=jump jump-target=from-wan in-interface=ether1
    add chain=from-wan action=drop protocol=tcp dst-port=23
    `,
    // In a fragment the jump may stand in another file.
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=guests action=drop
    `,
    // A jump in a condition may be there.
    `
    /ip firewall filter
    :if ($strict) do={ add chain=input action=jump jump-target=inputs }
    add chain=inputs action=drop
    `,
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    add chain=inputs action=drop disabled=yes
    `,
    // What hotspot, UPnP and the like jump to is none of the file's.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=passthrough chain=unused-hs-chain disabled=yes
    add action=accept chain=hs-input
    `,
    // Nothing enters the other chain either, and it may be an addition.
    '/ip firewall filter\nadd chain=Scans action=drop\nadd chain=scans action=drop protocol=tcp\n',
    // Mangle has all five, and nat has one for packets to the router.
    '/ip firewall mangle\nadd chain=forward action=accept\nadd chain=postrouting action=accept\n/ip firewall nat\nadd chain=input action=src-nat to-addresses=192.0.2.1\n',
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=guests src-address=192.0.2.0/25
                        ^^^^^^^^^^^^
        add action=accept chain=guests
        `,
      message: 'No rule jumps to the chain guests, so no packet enters it. Add the jump, or remove its rules.',
      related: ['5 chain=guests: also in guests'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=checks disabled=yes
        add chain=checks action=drop protocol=udp
            ^^^^^^^^^^^^
        add chain=checks action=return
        `,
      message: 'the jump to it in line 2 is disabled',
      severity: 'information',
      related: ['2: the disabled jump', '4: also in checks'],
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established
        add chain=Forward action=drop connection-state=invalid
            ^^^^^^^^^^^^^
        add chain=Forward action=drop protocol=tcp dst-port=25
        `,
      message: 'Did you mean forward?',
      related: ['4: also in Forward'],
      output: `
        - add chain=Forward action=drop connection-state=invalid
        - add chain=Forward action=drop protocol=tcp dst-port=25
        + add chain=forward action=drop connection-state=invalid
        + add chain=forward action=drop protocol=tcp dst-port=25`,
    },
    {
      script: `
        /ip firewall nat
        add chain=dsnat action=dst-nat in-interface=ether1 protocol=tcp dst-port=8443 to-addresses=192.0.2.10
            ^^^^^^^^^^^
        `,
      message: 'Did you mean dstnat?',
      confidence: 'high',
      output: `
        - add chain=dsnat action=dst-nat in-interface=ether1 protocol=tcp dst-port=8443 to-addresses=192.0.2.10
        + add chain=dstnat action=dst-nat in-interface=ether1 protocol=tcp dst-port=8443 to-addresses=192.0.2.10`,
    },
    {
      // A chain of another table.
      script: `
        /ip firewall raw
        add chain=prerouting action=drop protocol=tcp dst-port=23
        add chain=forward action=drop protocol=tcp dst-port=25
            ^^^^^^^^^^^^^
        add chain=forward action=drop protocol=tcp dst-port=445
        `,
      message: 'The table raw has no chain forward: packets enter prerouting and output there, so none gets here',
      related: ['4: also in forward'],
    },
    {
      // The chain that is entered is written otherwise.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=BruteForce
        add chain=BruteForce action=drop src-address-list=banned
        add chain=Bruteforce action=accept protocol=tcp dst-port=22
            ^^^^^^^^^^^^^^^^
        `,
      message: 'No rule jumps to the chain Bruteforce, so no packet enters it. Did you mean BruteForce?',
      output: `
        - add chain=Bruteforce action=accept protocol=tcp dst-port=22
        + add chain=BruteForce action=accept protocol=tcp dst-port=22`,
    },
  ],
});
