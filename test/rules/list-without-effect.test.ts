import { specify } from '../support/ruleTester.ts';

const LISTED =
  'add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d protocol=tcp dst-port=23';
const filter = (...rules: string[]): string => `/ip firewall filter\n${rules.join('\n')}\n`;

specify('list-without-effect', {
  ipv6: true,
  differs: {
    disabled: ['other', 'Another rule may ask for the list.'],
  },
  good: [
    // Only one port is closed to them, which is open to the others.
    filter(
      LISTED,
      'add chain=input action=drop protocol=tcp dst-port=22 src-address-list=banned',
      'add chain=input action=accept protocol=tcp dst-port=22',
      'add chain=input action=drop',
    ),
    // A part of a chain: nobody knows what follows.
    filter(LISTED, 'add chain=input action=drop src-address-list=banned'),
    filter(LISTED.replace('banned', 'guests'), 'add chain=input action=accept src-address-list=guests'),
    // It marks packets, which no verdict shows.
    `${filter(LISTED, 'add chain=input action=drop')}/ip firewall mangle add chain=prerouting action=mark-packet new-packet-mark=slow src-address-list=banned\n`,
    // A script looks into the list.
    `${filter(LISTED, 'add chain=input action=drop src-address-list=banned', 'add chain=input action=drop')}/system script add name=s source="/ip firewall address-list print where list=banned"\n`,
    // All but the members are let in.
    filter(LISTED, 'add chain=input action=accept src-address-list=!banned', 'add chain=input action=drop'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d protocol=tcp dst-port=23
        add chain=input action=accept protocol=tcp dst-port=22
        add chain=input action=drop src-address-list=banned
                                    ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'Nothing hangs on the list banned: its members meet the same fate as everybody else',
      related: ['3: fills it'],
    },
    {
      // They are let in further down, like everybody.
      script: `
        /ip firewall address-list add list=office address=192.0.2.0/24
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=8291,8080 src-address-list=office
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=8000-9000
        add chain=input action=drop
        `,
      message: 'is let in either way. Let line 3 ask for the list alone, above the accepts.',
    },
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=drop protocol=udp dst-port=1900,5353 src-address-list=banned
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=prerouting action=drop protocol=udp dst-port=5000-6000,1900
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=banned protocol=tcp dst-port=23
        `,
      message: 'is refused either way',
      related: ['5: fills it'],
    },
  ],
});
