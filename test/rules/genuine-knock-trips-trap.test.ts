import { specify } from '../support/ruleTester.ts';

specify('genuine-knock-trips-trap', {
  ipv6: true,
  good: [
    // The trap asks for who has passed the first knock, and spares both.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7001
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=5003 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=1-5002,5004-7000 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // It is off.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7001
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=5003 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp src-address-list=one disabled=yes
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7001
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=5003 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=5000-5010 src-address-list=one
                                                                                                                ^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'Knock 2 (tcp 5003) also matches the trap in line 5, so the right sequence bans its sender for 1m. Leave 5003 out of the trap.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=5000-5010 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=5000-5002,5004-5010 src-address-list=one`,
    },
    {
      // The ban has no end, and there is no list of ports to correct.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=7001
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=5003 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=none-dynamic protocol=udp src-address-list=one
                                                       ^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'so the right sequence bans its sender. Leave',
    },
  ],
});
