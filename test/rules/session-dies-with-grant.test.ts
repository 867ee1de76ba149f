import { specify } from '../support/ruleTester.ts';

specify('session-dies-with-grant', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=accept connection-state=established
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // It drops new connections only.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop connection-state=new
    `,
    // Its entry stays until the router restarts.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=0s protocol=tcp dst-port=23951
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // Later packets of a forwarded connection go where its first packet went.
    `
    /ip firewall nat
    add chain=dstnat action=dst-nat protocol=tcp dst-port=8443 src-address-list=two to-addresses=10.0.0.5 to-ports=443
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=drop
    add chain=forward action=accept connection-nat-state=dstnat
    add chain=forward action=drop
    `,
  ],
  bad: [
    {
      // Before the filter there are no connections, so that its accept of these is of no use.
      script: `
        /ip firewall raw
        add chain=prerouting action=accept protocol=tcp dst-port=22 src-address-list=two
                                                                    ^^^^^^^^^^^^^^^^^^^^
        add chain=prerouting action=drop protocol=tcp dst-port=22
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=$open protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'once the entry on two ends after its time, line 3 (drop) refuses its packets. In raw there are no connections yet',
      related: ['3: refuses the running session'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=2h protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
                                                               ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message:
        'once the entry on two ends after 2h, line 5 (drop) refuses its packets. Accept connection-state=established,related above it.',
      related: ['5: refuses the running session'],
      output: `
        + add action=accept chain=input comment="running sessions" connection-state=established,related,untracked`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1h protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two connection-state=new,established
                                                                 ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=reject protocol=tcp
        `,
      message: 'once the entry on two ends after 1h, line 5 (reject) refuses its packets',
      related: ['5: refuses the running session'],
      output: `
        + add action=accept chain=input comment="running sessions" connection-state=established,related,untracked`,
    },
  ],
});
