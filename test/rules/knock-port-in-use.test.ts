import { specify } from '../support/ruleTester.ts';

specify('knock-port-in-use', {
  ipv6: true,
  good: [
    // 161 is a port of SNMP by UDP only, and 22 of SSH by TCP only.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=161
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=22 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
    add chain=input action=drop
    `,
    // A range holds what it holds.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=80-81
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=icmp packet-size=128 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=161
                                                                                                              ^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=3389 src-address-list=one
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
        add chain=input action=drop
        `,
      message: ['Port 161 is that of SNMP', 'Port 3389 is that of remote desktops'],
    },
    {
      // Two sequences share the stage; it is said once.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=6 dst-port=23
                                                                                                            ^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=web address-list-timeout=30m protocol=tcp dst-port=30917 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
        add chain=input action=accept protocol=tcp dst-port=443 src-address-list=web
        add chain=input action=drop
        `,
      message: 'Port 23 is that of Telnet',
    },
  ],
});
