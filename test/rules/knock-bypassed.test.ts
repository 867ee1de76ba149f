import { specify } from '../support/ruleTester.ts';

specify('knock-bypassed', {
  ipv6: true,
  good: [
    // The other accept is for known sources.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0/24
    add chain=input action=drop
    `,
    // Another service is another service.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=accept protocol=udp dst-port=22
    add chain=input action=drop
    `,
    // The end of the chain may be in another file.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    `,
    // 127.0.0.1 comes in on no wire, so what is accepted for it is no way in.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=accept dst-address=127.0.0.1
    add chain=input action=drop
    `,
    // What NAT sends to another port than the guarded one.
    `
    /ip firewall raw
    add chain=prerouting action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=prerouting action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=prerouting action=drop protocol=tcp dst-port=22 src-address-list=!two
    /ip firewall nat
    add chain=dstnat action=redirect protocol=tcp dst-port=2222 to-ports=8022
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=prerouting action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=prerouting action=drop protocol=tcp dst-port=22 src-address-list=!two
                                                                  ^^^^^^^^^^^^^^^^^^^^^
        /ip firewall nat
        add chain=dstnat action=redirect protocol=tcp dst-port=2222 to-ports=22
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22
        add chain=input action=drop
        `,
      message: 'from a source on no list. Narrow that rule, or let it ask for src-address-list=two.',
      related: [
        '8: lets in who has not knocked',
        '2: knock 1 of 2: tcp 41873',
        '3: knock 2 of 2: tcp 23951',
        '2: besides, no trap stops who knocks at wrong ports',
      ],
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=add-src-to-address-list address-list=one address-list-timeout=10s chain=input dst-port=41873 protocol=tcp
        add action=add-src-to-address-list address-list=two address-list-timeout=30m chain=input dst-port=23951 protocol=tcp src-address-list=one
        add action=accept chain=input dst-port=22 protocol=tcp src-address-list=two
                                                               ^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'meets no drop up to the end of the chain input. Add a drop below the gate.',
      related: [
        '3: knock 1 of 2: tcp 41873',
        '4: knock 2 of 2: tcp 23951',
        '3: besides, no trap stops who knocks at wrong ports',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22,8291 src-address-list=two
                                                                    ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=8000-8300
        add chain=input action=drop
        `,
      message: 'from a source on no list. Narrow that rule, or let it ask for src-address-list=two.',
      related: [
        '5: lets in who has not knocked',
        '2: knock 1 of 2: tcp 41873',
        '3: knock 2 of 2: tcp 23951',
        '2: besides, no trap stops who knocks at wrong ports',
      ],
    },
  ],
});
