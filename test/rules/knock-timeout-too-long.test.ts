import { specify } from '../support/ruleTester.ts';

specify('knock-timeout-too-long', {
  ipv6: true,
  good: [
    // A minute for a stage and an hour for the grant are what many pages print.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=1m protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1h protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // What has no end has a finding of its own.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=none-dynamic protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=61s protocol=tcp dst-port=41873
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=12h protocol=tcp dst-port=23951 src-address-list=one
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: [
        'The knock tcp 41873 is remembered for 61s, in which a scanner may find the next. 20s is plenty.',
        'The grant on list two keeps the door open for 12h. An hour is plenty.',
      ],
      severity: 'information',
      output: [
        `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=61s protocol=tcp dst-port=41873
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873`,
        `
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=12h protocol=tcp dst-port=23951 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one`,
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=2m protocol=tcp dst-port=41873
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1d protocol=tcp dst-port=23951 src-address-list=one
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: ['remembered for 2m', 'keeps the door open for 1d'],
      output: [
        `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=2m protocol=tcp dst-port=41873
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873`,
        `
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1d protocol=tcp dst-port=23951 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one`,
      ],
    },
  ],
});
