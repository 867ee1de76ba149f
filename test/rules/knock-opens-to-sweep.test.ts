import { specify } from '../support/ruleTester.ts';

specify('knock-opens-to-sweep', {
  ipv6: true,
  good: [
    // Without a trap, missing-blacklist says it.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=21873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=52306 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // A trap that is off has a finding of its own.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=21873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=52306 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=tcp dst-port=25 src-address-list=one disabled=yes
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // The trap lies on the way of a sweep in either direction.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=21873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=52306 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=tcp dst-port=21872,21874 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      // 7,300 ports at 20,000 a second: 0.365 s, and the trap comes at none of them.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7100
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=7300 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=tcp dst-port=9000 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'One ascending sweep opens this knock with 7,300 packets, in 0.4 s at 20,000 packets/s: the trap for banned does not stop it.',
      related: ['5: the trap', '4: knock 2 of 2'],
    },
    {
      // From 65,535 down to 60,000: 5,536 packets.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=61000
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=60500 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=udp dst-port=60000 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=udp dst-port=161 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message: 'One descending sweep opens this knock with 5,536 packets, in 0.3 s',
      related: ['6: the trap', '4: knock 2 of 3', '5: knock 3 of 3'],
    },
  ],
});
