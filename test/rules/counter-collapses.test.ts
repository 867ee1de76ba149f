import { specify } from '../support/ruleTester.ts';

const level = (to: string, from: string, rest: string): string =>
  `add chain=input action=add-src-to-address-list address-list=${to} address-list-timeout=1m protocol=tcp dst-port=22 ${from === '' ? '' : `src-address-list=${from} `}${rest}`;
const counter = (rest: string): string =>
  [
    'add chain=input action=drop src-address-list=banned',
    level('banned', 'two', rest),
    level('two', 'one', rest),
    level('one', '', rest),
  ].join('\n');

specify('counter-collapses', {
  ipv6: true,
  good: [
    // From the last level to the first, and new connections only.
    `/ip firewall filter\n${counter('connection-state=new')}\n`,
    // What is established is accepted above.
    `/ip firewall filter\nadd chain=input action=accept connection-state=established,related\n${counter('')}\nadd chain=input action=drop\n`,
    // A part of a firewall: nobody knows what stands above.
    `/ip firewall filter\n${counter('')}\n`,
    // Nobody is refused who has been counted.
    `/ip firewall filter\n${level('one', '', '')}\n${level('two', 'one', '')}\n${level('seen', 'two', '')}\nadd chain=input action=log src-address-list=seen\n`,
    // Different packets are no attempts at one thing.
    `/ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=23
    add chain=input action=add-src-to-address-list address-list=banned connection-state=new protocol=tcp dst-port=2323 src-address-list=one
    `,
    // The trap of a knock is judged with the knock.
    `/ip firewall filter
    add chain=input action=drop src-address-list=banned
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=10s protocol=tcp src-address-list=one
    add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=10s protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept src-address-list=safe
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22
        add chain=input action=add-src-to-address-list address-list=two connection-state=new protocol=tcp dst-port=22 src-address-list=one
                                                                                                                      ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=banned connection-state=new protocol=tcp dst-port=22 src-address-list=two
        `,
      message: 'This counter has 3 levels, but one packet bans its sender: tcp 198.51.100.7:40000 -> :22',
      related: ['3: level 1 of 3: one', '4: level 2 of 3: two', '5: level 3 of 3: banned'],
      title: 'Put the last level first, in line 3',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22
        - add chain=input action=add-src-to-address-list address-list=two connection-state=new protocol=tcp dst-port=22 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=two connection-state=new protocol=tcp dst-port=22 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22`,
    },
    {
      // One pair in the wrong order is enough: two connections instead of three.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=banned connection-state=new protocol=tcp dst-port=22,8291 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22,8291
        add chain=input action=add-src-to-address-list address-list=two connection-state=new protocol=tcp dst-port=22 src-address-list=one
                                                                                                                      ^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'This counter has 3 levels, but 2 packets ban its sender',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22,8291
        + add chain=input action=add-src-to-address-list address-list=one connection-state=new protocol=tcp dst-port=22,8291`,
    },
    {
      // The accept for what is established comes too late.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=banned protocol=tcp dst-port=22 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=22
                                                       ^^^^^^^^^^^^^^^^
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=22
        add chain=input action=drop
        `,
      message: 'Packets of a running connection climb this counter, too: after 2 of tcp 198.51.100.7:40000 -> :22',
      related: ['3: level 2 of 2: banned'],
      title: 'Count new connections only',
      output: `
        - add chain=input action=add-src-to-address-list address-list=banned protocol=tcp dst-port=22 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=22
        + add chain=input action=add-src-to-address-list address-list=banned protocol=tcp dst-port=22 src-address-list=one connection-state=new
        + add chain=input action=add-src-to-address-list address-list=one protocol=tcp dst-port=22 connection-state=new`,
    },
  ],
});
