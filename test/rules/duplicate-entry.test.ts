import { specify } from '../support/ruleTester.ts';

const entries = (...addresses: string[]): string =>
  `/ip firewall address-list\n${addresses.map((one) => `add list=office address=${one}`).join('\n')}\n`;

specify('duplicate-entry', {
  ipv6: false,
  differs: {
    disabled: ['silent', 'An entry that is off is not on the list.'],
  },
  good: [
    entries('192.0.2.7', '192.0.2.8', '198.51.100.0/24'),
    // Another list, and one that ends by itself.
    `${entries('192.0.2.7')}add list=home address=192.0.2.7/32\n`,
    `${entries('192.0.2.7')}add list=office address=192.0.2.7/32 timeout=1d\n`,
    `${entries('192.0.2.7')}add list=office address=192.0.2.7/32 disabled=yes\n`,
    // To the letter the import ends there, and that is said.
    entries('192.0.2.7', '192.0.2.7'),
    // Nobody knows what the name stands for.
    entries('192.0.2.7', 'host.example.com'),
    `${entries('192.0.2.0/24')}/ipv6 firewall address-list add list=office address=2001:db8::/64\n`,
  ],
  bad: [
    {
      script: `
        /ip firewall address-list
        add list=office address=192.0.2.7
        add list=office address=192.0.2.7/32 comment="again"
                        ^^^^^^^^^^^^^^^^^^^^
        `,
      message: '192.0.2.7/32 is the same as 192.0.2.7 in line 2, which is on the list office already',
      related: ['2: the same addresses'],
      title: 'Remove this entry',
      output: `
        - add list=office address=192.0.2.7/32 comment="again"`,
    },
    {
      script: `
        /ip firewall address-list
        add list=office address=198.51.100.0-198.51.100.255
        add list=home address=198.51.100.0/24
        add list=office address=198.51.100.0/24
                        ^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'assuming that RouterOS takes both',
      output: `
        - add list=office address=198.51.100.0/24`,
    },
    {
      // What lies within another is no fault.
      script: `
        /ip firewall address-list
        add list=office address=192.0.2.0/24
        add list=office address=192.0.2.7
                        ^^^^^^^^^^^^^^^^^
        `,
      message: '192.0.2.7 lies within 192.0.2.0/24 of line 2',
      severity: 'hint',
      related: ['2: holds it'],
    },
  ],
});
