import { specify } from '../support/ruleTester.ts';

specify('several-address-lists', {
  ipv6: true,
  differs: {
    disabled: ['same', 'The name is wrong whether or not the rule is on, and shows when it is switched on.'],
  },
  good: [
    // A list may have a comma in its name, however it is filled.
    `
    /ip firewall filter add chain=input action=drop src-address-list=a,b
    /ip firewall address-list add list="a,b" address=192.0.2.1
    `,
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list="a,b" protocol=tcp dst-port=23
    add chain=input action=drop src-address-list=a,b
    `,
    '/ip firewall filter add chain=input action=drop src-address=192.0.2.1 protocol=tcp dst-port=22,23\n',
    ':global lists\n/ip firewall filter add chain=input action=drop src-address-list="$lists,b"\n',
  ],
  bad: [
    {
      script: `
        /ip firewall raw
        add chain=prerouting action=drop dst-address-list=bogons,private
                                                          ^^^^^^^^^^^^^^
        `,
      message: 'dst-address-list takes one list, so "bogons,private" is the name of a list that nobody fills.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=!office,home dst-address-list=a,b
                                                     ^^^^^^^^^^^^                  ^^^
        `,
      message: ['src-address-list takes one list, so "office,home"', 'Write a rule for each.'],
    },
  ],
});
