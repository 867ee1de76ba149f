import { specify } from '../support/ruleTester.ts';

specify('connection-tracking-off', {
  ipv6: false,
  good: [
    '/ip firewall connection tracking set enabled=no\n',
    // Rules that look at single packets need no connections.
    `
    /ip firewall connection tracking set enabled=no
    /ip firewall filter
    add chain=input action=drop protocol=tcp dst-port=23
    /ip firewall raw
    add chain=prerouting action=drop src-address=192.0.2.1
    `,
    `
    /ip firewall connection tracking set enabled=no
    /ip firewall filter
    add chain=forward action=drop connection-state=invalid disabled=yes
    `,
    `
    /ip firewall connection tracking set enabled=no
    /ip firewall connection tracking set enabled=yes
    /ip firewall filter
    add chain=forward action=drop connection-state=invalid
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall connection tracking
        set enabled=no udp-timeout=30s
            ^^^^^^^^^^
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether1
        `,
      message: 'so line 4 and all rules like it do nothing',
      related: ['4: needs connections'],
      output: `
        - set enabled=no udp-timeout=30s
        + set enabled=auto udp-timeout=30s`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=icmp
        add chain=input action=accept connection-state=established
        /ip firewall connection tracking set enabled=no
                                             ^^^^^^^^^^
        `,
      message: 'so line 3 and all rules like it do nothing',
      related: ['3: needs connections'],
      output: `
        - /ip firewall connection tracking set enabled=no
        + /ip firewall connection tracking set enabled=auto`,
    },
  ],
});
