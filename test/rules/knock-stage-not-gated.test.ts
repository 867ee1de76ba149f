import { specify } from '../support/ruleTester.ts';

specify('knock-stage-not-gated', {
  ipv6: true,
  good: [
    // A knock of one stage has none before it.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=30m protocol=tcp dst-port=41873
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=one
    add chain=input action=drop
    `,
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=knock-1 address-list-timeout=10s protocol=udp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=knock-2 address-list-timeout=10s protocol=udp dst-port=52306
        ^^^
        add chain=input action=add-src-to-address-list address-list=knock-3 address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=knock-2
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=knock-3
        add chain=input action=drop
        `,
      message:
        'Knock 2 (udp 52306) does not ask for knock 1 (udp 41873), so its packet alone is enough. Add src-address-list=knock-1.',
      related: ['2: knock 1 of 3'],
      output: `
        - add chain=input action=add-src-to-address-list address-list=knock-2 address-list-timeout=10s protocol=udp dst-port=52306
        + add chain=input action=add-src-to-address-list address-list=knock-2 address-list-timeout=10s protocol=udp dst-port=52306 src-address-list=knock-1`,
    },
    {
      // A rule has one src-address-list, and here it is used for something else.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=step1 address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=step2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=!banned
        ^^^
        add chain=input action=add-src-to-address-list address-list=step3 address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=step2
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=step3
        add chain=input action=drop
        `,
      message: 'Add src-address-list=step1.',
      related: ['2: knock 1 of 3'],
    },
  ],
});
