import { specify } from '../support/ruleTester.ts';

const knock = (timeout: string, comment: string, head = ''): string => `
    ${head}
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=${timeout} protocol=tcp dst-port=41873 comment="${comment}"
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=5s protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `;

specify('knock-timeout-too-short', {
  ipv6: true,
  good: [
    // The grant is no stage: a session that runs goes on without it.
    knock('20s', 'first knock'),
    knock('1m', 'first knock'),
    knock('none-dynamic', 'first knock'),
    // A client that is named knocks in half a second.
    knock('5s', 'the app on my telephone knocks'),
    knock('2s', 'knock.sh'),
    knock('5s', 'one', '# Port knocking: knock -v router.example.com 41873 23951'),
    // What another knock needs is another matter, and so is one that is switched off.
    knock('5s', 'one').replace('dst-port=41873', 'dst-port=41873 disabled=yes'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=15s protocol=tcp dst-port=41873 comment="knock 1"
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=00:00:03 protocol=tcp dst-port=9871 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=two
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=drop
        `,
      message: 'After 15s the knock tcp 41873 is forgotten, too soon for a person who types knock 2.',
      related: ['3: knock 2 of 3 ends as soon'],
      title: 'Set address-list-timeout=20s',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=15s protocol=tcp dst-port=41873 comment="knock 1"
        - add chain=input action=add-src-to-address-list address-list=two address-list-timeout=00:00:03 protocol=tcp dst-port=9871 src-address-list=one
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873 comment="knock 1"
        + add chain=input action=add-src-to-address-list address-list=two address-list-timeout=20s protocol=tcp dst-port=9871 src-address-list=one`,
    },
    {
      // Only a comment of the knock says how one knocks: the drop of telnet is another matter.
      script: `
        # Written by a script.
        /ip firewall filter
        add chain=input action=drop protocol=tcp dst-port=23 comment="telnet"
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=19s protocol=tcp dst-port=41873
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'or name the client that knocks in a comment.',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=19s protocol=tcp dst-port=41873
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873`,
    },
    {
      // Not even a client is so fast.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=400ms protocol=udp dst-port=41873 comment="knock.sh"
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'After 400ms the knock udp 41873 is forgotten',
      output: `
        - add chain=input action=add-src-to-address-list address-list=one address-list-timeout=400ms protocol=udp dst-port=41873 comment="knock.sh"
        + add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=udp dst-port=41873 comment="knock.sh"`,
    },
  ],
});
