import { specify } from '../support/ruleTester.ts';

const STAGES = `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    `;

specify('knock-opens-everything', {
  ipv6: true,
  good: [
    `${STAGES}add chain=input action=accept protocol=tcp src-address-list=two\n    add chain=input action=drop\n`,
    `${STAGES}add chain=input action=accept dst-address=192.0.2.1 src-address-list=two\n    add chain=input action=drop\n`,
    `${STAGES}add chain=input action=accept src-address-list=two disabled=yes\n    add chain=input action=drop\n`,
    // A drop that spares the list is no accept.
    `${STAGES}add chain=input action=drop src-address-list=!two\n`,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=accept src-address-list=two in-interface=ether1 connection-state=new
                                      ^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'opens every port of the router',
      output: `
        - add chain=input action=accept src-address-list=two in-interface=ether1 connection-state=new
        + add chain=input action=accept src-address-list=two protocol=tcp dst-port=22,8291 in-interface=ether1 connection-state=new`,
    },
    {
      // The list was set later, so an argument beside it would run in another command.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=23951 src-address-list=one
        add chain=input action=accept comment=gate
        add chain=input action=drop
        set [find comment=gate] src-address-list=two
                                ^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Name the protocol and the ports.',
    },
  ],
});
