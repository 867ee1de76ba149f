import { specify } from '../support/ruleTester.ts';

/** Three knocks and a gate, each with what it asks for. */
const knock = (one: string, two: string, three: string, last = 'drop'): string => `
    /ip firewall filter
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
    add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m src-address-list=two ${three}
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s src-address-list=one ${two}
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s ${one}
    add chain=input action=${last}
    `;

specify('knock-repeats-port', {
  ipv6: true,
  good: [
    // Another port, or another protocol, stands between.
    knock('protocol=tcp dst-port=41873', 'protocol=tcp dst-port=23951', 'protocol=tcp dst-port=41873'),
    knock('protocol=tcp dst-port=41873', 'protocol=udp dst-port=41873', 'protocol=tcp dst-port=41873'),
    // A packet of UDP is not sent again by itself.
    knock('protocol=udp dst-port=41873', 'protocol=udp dst-port=41873', 'protocol=udp dst-port=41873'),
    // A SYN carries no word, and no packet is an ACK alone at first.
    knock('protocol=tcp dst-port=41873', 'protocol=tcp dst-port=41873 content=sesame', 'protocol=tcp dst-port=23951'),
    knock('protocol=tcp dst-port=41873', 'protocol=tcp dst-port=41873 tcp-flags=ack', 'protocol=tcp dst-port=23951'),
    // Who is told that the port is closed does not ask again.
    knock(
      'protocol=tcp dst-port=41873',
      'protocol=tcp dst-port=41873',
      'protocol=tcp dst-port=23951',
      'reject protocol=tcp reject-with=tcp-reset',
    ),
    // The list is gone when the SYN comes again.
    knock('protocol=tcp dst-port=41873', 'protocol=tcp dst-port=41873', 'protocol=tcp dst-port=23951').replaceAll(
      'timeout=10s',
      'timeout=1s',
    ),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=41873 src-address-list=one connection-state=new
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873 connection-state=new
        add chain=input action=drop
        `,
      message: 'Knock 1 and knock 2 both ask for tcp 41873',
      related: ['5: knock 1 of 3'],
    },
    {
      // Each pair is a fault of its own.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=three
        add chain=input action=add-src-to-address-list address-list=three address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=two
                                                                                                                ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=10s protocol=tcp dst-port=41873 src-address-list=one
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
        add chain=input action=drop
        `,
      message: ['Knock 2 and knock 3 both ask for tcp 41873', 'Knock 1 and knock 2 both ask for tcp 41873'],
    },
    {
      // The SYN to 20011 fits both; that of others does not.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=20011-20013 src-address-list=one tcp-flags=syn
                                                                                                              ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=9871,20011
        add chain=input action=drop
        `,
      message: 'Knock 1 and knock 2 both ask for tcp 20011: a client that gets no answer sends its SYN again',
    },
  ],
});
