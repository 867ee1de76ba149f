import { specify } from '../support/ruleTester.ts';

const filter = (rule: string): string => `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    ${rule}
    add chain=input action=drop in-interface=wan
    `;

specify('source-port-opens', {
  good: [
    // From a server for addresses, to the router's client.
    filter('add chain=input action=accept protocol=udp src-port=67 dst-port=68'),
    // A time server that is known.
    filter('add chain=input action=accept protocol=udp src-port=123 src-address=192.0.2.123'),
    filter('add chain=input action=accept protocol=tcp src-port=53 connection-state=established'),
    // From the inside.
    filter('add chain=input action=accept protocol=tcp src-port=53 in-interface=bridge'),
    // It is open to all, whatever their port.
    filter(
      'add chain=input action=accept protocol=tcp dst-port=22\n    add chain=input action=accept protocol=tcp dst-port=22 src-port=53',
    ),
    // Every client has one of these.
    filter('add chain=input action=accept protocol=tcp dst-port=8291 src-port=1024-65535'),
    // The peer is known, or the packet is no first one.
    filter('add chain=input action=accept protocol=udp src-port=1812 src-address-list=radius'),
    filter('add chain=input action=accept protocol=udp src-port=123 connection-state=established,related'),
    // Who has that port reaches one other port.
    filter('add chain=input action=accept protocol=udp src-port=5246 dst-port=5246'),
    // Every port of a client is among them.
    filter('add chain=input action=accept protocol=udp port=1024-65535'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp src-port=53,443
                                                   ^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface=wan
        `,
      message: 'Who sends from port 53 reaches WinBox: tcp 198.51.100.7:53 -> :8291',
    },
    {
      script: `
        /ip dns set allow-remote-requests=yes
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp port=53 in-interface=wan src-port=53
                                                                            ^^^^^^^^^^^
        add chain=input action=drop in-interface=wan
        `,
      message: 'Who sends from port 53 reaches the resolver: udp 198.51.100.7:53 -> :53',
    },
    {
      // No service is named, and none is needed.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp port=53
                                                   ^^^^^^^
        add chain=input action=drop in-interface=wan
        `,
      message: 'Who sends from port 53 reaches every UDP port of the router: udp 198.51.100.7:53 -> :50007 from wan',
      severity: 'information',
      confidence: 'high',
    },
  ],
});
