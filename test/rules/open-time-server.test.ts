import { specify } from '../support/ruleTester.ts';

const filter = (rule: string, before = ''): string =>
  `${before}/ip firewall filter\nadd chain=input action=accept connection-state=established,related\n${rule}\nadd chain=input action=drop in-interface-list=WAN\n`;

specify('open-time-server', {
  ipv6: true,
  good: [
    filter('add chain=input action=accept protocol=udp dst-port=123 src-address=192.0.2.0/24'),
    filter('add chain=input action=accept protocol=udp dst-port=123 in-interface=bridge'),
    filter('add chain=input action=accept protocol=udp dst-port=123 connection-state=established'),
    // The server is off.
    filter('add chain=input action=accept protocol=udp dst-port=123', '/system ntp server\nset enabled=no\n'),
    // It speaks of all ports, of which other rules speak.
    filter('add chain=input action=accept protocol=udp dst-port=1-1023'),
    filter(
      'add chain=input action=drop protocol=udp in-interface-list=WAN\nadd chain=input action=accept protocol=udp dst-port=123',
    ),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp dst-port=53,123 comment="services"
                                                   ^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=!LAN
        `,
      message: 'udp 198.51.100.7:40000 -> :123 gets in',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=jump jump-target=services
        add chain=services action=accept protocol=udp port=123
                                                      ^^^^^^^^
        add chain=input action=drop
        `,
      message: 'This lets the whole Internet ask the router for the time',
    },
  ],
});
