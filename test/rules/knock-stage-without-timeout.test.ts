import { specify } from '../support/ruleTester.ts';

specify('knock-stage-without-timeout', {
  ipv6: true,
  good: [
    // Only the router knows the value.
    `
    :global wait
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=$wait protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // A counter that never ends is no stage of a knock.
    `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=banned protocol=tcp dst-port=23
    `,
  ],
  bad: [
    {
      // Two doors behind one first knock, which is spoken of once.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=41873
                                                       ^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=web address-list-timeout=30m protocol=tcp dst-port=30917 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
        add chain=input action=accept protocol=tcp dst-port=443 src-address-list=web
        add chain=input action=drop
        `,
      message: 'The knock tcp 41873 lasts until the router restarts. Set address-list-timeout=20s.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=41873
        + add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=41873 address-list-timeout=20s`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=0s protocol=tcp dst-port=41873
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=none-static protocol=tcp dst-port=23951 src-address-list=one
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: [
        'The knock tcp 41873 lasts until the router restarts, since 0 means no timeout. Set address-list-timeout=20s.',
        'The grant on list two never expires, not even when the router restarts. Set address-list-timeout=30m.',
      ],
      output: [
        `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=0s protocol=tcp dst-port=41873
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873`,
        `
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=none-static protocol=tcp dst-port=23951 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one`,
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two protocol=tcp dst-port=23951 src-address-list=one
                                                       ^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'The grant on list two lasts until the router restarts. Set address-list-timeout=30m.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=two protocol=tcp dst-port=23951 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two protocol=tcp dst-port=23951 src-address-list=one address-list-timeout=30m`,
    },
  ],
});
