import { specify } from '../support/ruleTester.ts';

const script = (...rules: readonly string[]): string =>
  ['/ip firewall filter', 'add chain=input action=drop src-address-list=flood', ...rules, ''].join('\n');
const ACCEPT = 'add chain=input action=accept protocol=udp dst-port=500 limit=20,40:packet';
const BAN =
  'add chain=input action=add-src-to-address-list address-list=flood address-list-timeout=1h protocol=udp dst-port=500';

specify('ban-by-shared-limit', {
  ipv6: true,
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // Each source by itself.
    script(ACCEPT.replace('limit=20,40:packet', 'dst-limit=20,40,src-address/1m'), BAN),
    // The ban counts by itself.
    script(ACCEPT, `${BAN} connection-limit=50,32`),
    // What is beyond the rate is dropped before.
    script(ACCEPT, 'add chain=input action=drop protocol=udp dst-port=500', BAN),
    // Another service, or only some of its packets.
    script(ACCEPT, BAN.replace('500', '4500')),
    script(ACCEPT, `${BAN} src-address=192.0.2.0/24`),
    // Nothing refuses the list.
    script(ACCEPT, BAN.replaceAll('flood', 'seen')),
    // The rest is beyond a limit, not within.
    script(ACCEPT.replace('limit=20', 'limit=!20'), BAN),
    // The ban stands above, or in another chain.
    script(BAN, ACCEPT),
    script(ACCEPT, BAN.replace('chain=input', 'chain=forward')),
    // The limited rule decides about nothing.
    script(ACCEPT.replace('accept', 'log'), BAN),
  ],
  bad: [
    {
      // Only new ones, and none of the office.
      script: `
        /ip firewall filter
        add chain=input action=return protocol=icmp limit=5,5:packet
        add chain=input action=log protocol=icmp
        add chain=input action=add-src-to-address-list address-list=flood protocol=icmp connection-state=new src-address-list=!office
                                                       ^^^^^^^^^^^^^^^^^^
        add chain=input action=drop src-address-list=flood
        `,
      message: 'all senders together exceed limit=5,5:packet of line 2: one flood',
      related: ['2: lets by what is within the rate', '5: refuses who is on the list'],
    },
    {
      // A drop of something else in between.
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=new limit=100,200:packet
        add chain=forward action=drop protocol=tcp dst-port=25
        add chain=forward action=add-src-to-address-list address-list=flood address-list-timeout=1h connection-state=new
                                                         ^^^^^^^^^^^^^^^^^^
        add chain=forward action=drop src-address-list=flood
        `,
      message: 'exceed limit=100,200:packet of line 2',
    },
  ],
});
