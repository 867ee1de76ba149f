import { specify } from '../support/ruleTester.ts';

specify('knock-list-shared', {
  ipv6: true,
  good: [
    // Two ways to the same door.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=5190
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // One first knock for two doors.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=add-src-to-address-list address-list=winbox address-list-timeout=30m protocol=tcp dst-port=30917 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=winbox
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=step address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=step
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
        add chain=input action=add-src-to-address-list address-list=step address-list-timeout=10s protocol=udp dst-port=5190
                                                       ^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=web address-list-timeout=30m protocol=udp dst-port=30917 src-address-list=step
        add chain=input action=accept protocol=tcp dst-port=443 src-address-list=web
        add chain=input action=drop
        `,
      message: 'The list step is also that of the knock tcp 41873 in line 2',
      related: ['2: fills it too'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=a1 address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list="step two" address-list-timeout=10s protocol=tcp dst-port=12001 src-address-list=a1
        add chain=input action=add-src-to-address-list address-list=a-in address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list="step two"
        add chain=input action=add-src-to-address-list address-list=b1 address-list-timeout=10s protocol=udp dst-port=5190
        add chain=input action=add-src-to-address-list address-list="step two" address-list-timeout=10s protocol=udp dst-port=6200 src-address-list=b1
                                                       ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=b-in address-list-timeout=30m protocol=udp dst-port=30917 src-address-list="step two"
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=a-in
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=b-in
        add chain=input action=drop
        `,
      message: 'The list "step two" is also that of the knock tcp 12001 in line 3',
      related: ['3: fills it too'],
    },
  ],
});
