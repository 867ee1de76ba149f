import { specify } from '../support/ruleTester.ts';

specify('knock-from-anywhere', {
  ipv6: true,
  good: [
    // No rule tells inside and outside apart.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=input action=drop
    `,
    // What is forwarded has its own ways.
    `
    /ip firewall filter
    add chain=forward action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
    add chain=forward action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
    add chain=forward action=accept protocol=tcp dst-port=22 src-address-list=two
    add chain=forward action=drop in-interface=ether1
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=icmp packet-size=128 src-address-list=one in-interface=ether1
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop
        `,
      message: 'This counts packets of the inside, too. Add the interface or list',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned in-interface-list=WAN
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=41873 in-interface-list=WAN
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one in-interface-list=WAN
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1m protocol=tcp dst-port=!41873,23951 src-address-list=one
                                                                                                                ^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=two
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'This counts packets of the inside, too.',
    },
  ],
});
