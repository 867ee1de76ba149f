import { specify } from '../support/ruleTester.ts';

const knock = (...ports: string[]): string =>
  [
    '/ip firewall filter',
    ...ports.map((port, index) => {
      const asks = index === 0 ? '' : ` src-address-list=list-${index}`;
      return `add chain=input action=add-src-to-address-list address-list=list-${index + 1} address-list-timeout=10s protocol=tcp dst-port=${port}${asks}`;
    }),
    `add chain=input action=accept protocol=tcp dst-port=22 src-address-list=list-${ports.length}`,
    'add chain=input action=drop',
    '',
  ].join('\n');

specify('sequential-knock-ports', {
  ipv6: true,
  good: [
    knock('41873', '7210', '23951'),
    knock('7210', '41873', '23951'),
    knock('41873,20011', '7210-7219', '23951'),
    // Two ports always go one way, and these are 17 apart.
    knock('41873', '41890'),
    knock('41873,20011', '20028'),
    // All ports but some are no knock that anybody could draw.
    knock('!7000', '!8000', '!9000'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7210 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=2011 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message: '41873, 7210, 2011 only go down: one descending sweep opens this knock with 63,525 packets.',
      related: ['3 dst-port=7210: knock 2 of 3', '4 dst-port=2011: knock 3 of 3'],
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7210 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=2011 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      // Nine numbers to remember are no repair.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=l1 address-list-timeout=10s protocol=tcp dst-port=7001
                                                                                                             ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=l2 address-list-timeout=10s protocol=tcp dst-port=7002 src-address-list=l1
        add chain=input action=add-src-to-address-list address-list=l3 address-list-timeout=10s protocol=tcp dst-port=7003 src-address-list=l2
        add chain=input action=add-src-to-address-list address-list=l4 address-list-timeout=10s protocol=tcp dst-port=7004 src-address-list=l3
        add chain=input action=add-src-to-address-list address-list=l5 address-list-timeout=10s protocol=tcp dst-port=7005 src-address-list=l4
        add chain=input action=add-src-to-address-list address-list=l6 address-list-timeout=10s protocol=tcp dst-port=7006 src-address-list=l5
        add chain=input action=add-src-to-address-list address-list=l7 address-list-timeout=10s protocol=tcp dst-port=7007 src-address-list=l6
        add chain=input action=add-src-to-address-list address-list=l8 address-list-timeout=10s protocol=tcp dst-port=7008 src-address-list=l7
        add chain=input action=add-src-to-address-list address-list=l9 address-list-timeout=10s protocol=tcp dst-port=7009 src-address-list=l8
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=l9
        add chain=input action=drop
        `,
      message: 'are in order',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7001
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7002 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=7003 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        '7001, 7002, 7003 are in order: one ascending sweep opens this knock with 7,003 packets. Draw ports that go up and down.',
      related: ['3 dst-port=7002: knock 2 of 3', '4 dst-port=7003: knock 3 of 3'],
      title: 'Draw new ports: 52162, 25115, 41725',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=7001
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7002 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=7003 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=9000
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=8500 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=udp dst-port=8000 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        '9000, 8500, 8000 are in equal steps of 500: one descending sweep opens this knock with 57,536 packets, and they are easy to guess.',
      related: ['3: knock 2 of 3', '4: knock 3 of 3'],
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=9000
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=8500 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=udp dst-port=8000 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=udp dst-port=41725 src-address-list=two`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=3333
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=1111 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=5555 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message: '3333, 1111, 5555 are each one digit repeated',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=3333
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=1111 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=5555 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=2011
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7210 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message: '2011, 7210, 41873 only go up: one ascending sweep opens this knock with 41,873 packets.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=2011
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=7210 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      // In whatever order, who finds one of them has found all.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=30303
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=30287 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=30290 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        '30303, 30287, 30290 lie within 16 of each other: who finds one tries the numbers beside it. Draw ports that lie far apart.',
      title: 'Draw new ports: 52162, 25115, 41725',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=30303
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=30287 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=30290 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=udp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      // A stage of several ports is passed by any of them: 7005, 8000, 8020.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=9100,7005
                                                                                                              ^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=8000-8010 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=7990-7995,8020 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        '7005,9100, then 8000-8010, then 7990-7995,8020 only go up: one ascending sweep opens this knock with 8,020 packets.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=9100,7005
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=8000-8010 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=7990-7995,8020 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=52162
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=25115 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41725 src-address-list=two`,
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=icmp packet-size=400
                                                                                                               ^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=icmp packet-size=300 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=icmp packet-size=200 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message:
        'The sizes 400, 300, 200 are in equal steps of 100: a series of pings that shrink meets them in order, and they are easy to guess. Draw sizes that go up and down.',
      related: ['3 packet-size=300: knock 2 of 3', '4 packet-size=200: knock 3 of 3'],
      title: 'Draw new sizes: 975, 268, 705',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=icmp packet-size=400
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=icmp packet-size=300 src-address-list=one
        - add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=icmp packet-size=200 src-address-list=two
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=icmp packet-size=975
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=icmp packet-size=268 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=icmp packet-size=705 src-address-list=two`,
    },
  ],
});
