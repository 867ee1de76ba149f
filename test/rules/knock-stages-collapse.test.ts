import { specify } from '../support/ruleTester.ts';

specify('knock-stages-collapse', {
  ipv6: true,
  good: [
    // The second stands above the first, so each packet passes one of them.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // Neighbouring ranges share no port.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41000-41999
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=42000-42999 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41000-42000
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=42000-43000 src-address-list=one
                                                                                                              ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message:
        'One packet passes knock 1 (tcp 41000-42000) and knock 2 (tcp 42000-43000), since the second stands below the first: one packet opens the whole knock. Give each a port of its own, or move line 3 above line 2.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41000-42000
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41000-42000`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=two
                                                                                                                ^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        'One packet passes knock 2 (udp 23951) and knock 3 (udp 23951), since the second stands below the first: 2 packets open the whole knock.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=23951 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=23951 src-address-list=one`,
    },
  ],
});
