import { specify } from '../support/ruleTester.ts';

specify('port-matches-replies', {
  ipv6: true,
  good: [
    '/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=drop protocol=udp port=123 in-interface=ether1\n',
    // Not the protocol of time.
    '/ip firewall filter\nadd chain=input action=drop protocol=tcp port=123\n',
    // From the outside it is accepted before.
    '/ip firewall filter\nadd chain=input action=accept protocol=udp src-port=53\nadd chain=input action=drop protocol=udp port=53\n',
    // Nothing that a router asks.
    '/ip firewall filter\nadd chain=input action=drop protocol=udp port=5678\n',
    // Only new ones.
    '/ip firewall filter\nadd chain=input action=drop protocol=udp port=123 connection-state=new\n',
    // Names of hosts of the inside, which is no input.
    '/ip firewall filter\nadd chain=forward action=drop protocol=udp port=53\n',
    '/ip firewall filter\nadd chain=input action=drop protocol=udp port=!123\n',
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input protocol=icmp
        add action=drop chain=input port=123,161 protocol=udp
                                    ^^^^^^^^^^^^
        add action=drop chain=input
        `,
      message: 'port=123,161 fits the source port, too, so this refuses what time servers answer',
      severity: 'warning',
      confidence: 'high',
      output: `
        - add action=drop chain=input port=123,161 protocol=udp
        + add action=drop chain=input dst-port=123,161 protocol=udp`,
    },
    {
      // The jump asks for the port, and a rule of its chain refuses.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=radius protocol=udp port=1812,1813
                                                                    ^^^^^^^^^^^^^^
        add chain=radius action=accept in-interface-list=LAN
        add chain=radius action=drop
        `,
      message: 'so this refuses what RADIUS servers answer',
      related: ['4: refuses it'],
      output: `
        - add chain=input action=jump jump-target=radius protocol=udp port=1812,1813
        + add chain=input action=jump jump-target=radius protocol=udp dst-port=1812,1813`,
    },
  ],
});
