import { specify } from '../support/ruleTester.ts';

const script = (trap: string): string => `
    /ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=add-src-to-address-list address-list=banned ${trap}
    add chain=input action=drop
    `;

specify('trap-locks-out', {
  ipv6: true,
  good: [
    // A quarter of an hour is a nuisance.
    script('address-list-timeout=15m protocol=tcp dst-port=23'),
    // Only who has passed the first knock can be caught.
    script('address-list-timeout=1d protocol=tcp dst-port=!41873,23951 src-address-list=one'),
    script('address-list-timeout=1d protocol=tcp dst-port=23 disabled=yes'),
    { script: script('address-list-timeout=1h protocol=tcp dst-port=23'), options: { tolerated: 3600 } },
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=16m protocol=tcp dst-port=23,2323
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message:
        'One forged packet to port 23,2323 puts your address on the list banned for 16m, and line 2 then drops your knocks.',
      related: ['2: refuses who is on the list'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=tcp dst-port=23
        add chain=input action=add-src-to-address-list address-list=banned protocol=udp dst-port=161
                                                       ^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'One forged packet to port 161 puts your address on the list banned until somebody removes it',
      severity: 'warning',
      related: ['2: refuses who is on the list', '6: so does this trap'],
    },
  ],
});
