import { specify } from '../support/ruleTester.ts';

const filter = (rule: string, before = ''): string =>
  `${before}/ip firewall filter\nadd chain=input action=accept connection-state=established,related\n${rule}\nadd chain=input action=drop in-interface-list=WAN\n`;

specify('l2tp-without-ipsec', {
  good: [
    filter('add chain=input action=accept protocol=udp dst-port=1701 ipsec-policy=in,ipsec'),
    filter('add chain=input action=accept protocol=udp dst-port=500,4500'),
    // The server itself asks for it.
    filter(
      'add chain=input action=accept protocol=udp dst-port=1701',
      '/interface l2tp-server server\nset enabled=yes use-ipsec=required\n',
    ),
    // One peer.
    filter('add chain=input action=accept protocol=udp dst-port=1701 src-address=192.0.2.7'),
    // The clear is dropped before.
    filter(
      'add chain=input action=drop protocol=udp dst-port=1701 ipsec-policy=in,none\nadd chain=input action=accept protocol=udp dst-port=1701 ipsec-policy=in,ipsec',
    ),
    filter('add chain=input action=accept protocol=tcp dst-port=1701'),
    // The jump asks for it.
    filter(
      'add chain=input action=jump jump-target=vpn ipsec-policy=in,ipsec\nadd chain=vpn action=accept protocol=udp dst-port=1701',
    ),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=common
        add chain=input action=drop
        add chain=common action=accept connection-state=established,related
        add chain=common action=accept connection-state=new dst-port=500,1701,4500 protocol=udp
                                                            ^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Anybody may talk to the L2TP server without IPsec: udp 198.51.100.7:40000 -> :1701',
    },
    {
      // From a side that is outside by its name, beside another one.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept dst-port=500,1701 protocol=udp in-interface-list=PROVEEDORES limit=50,5:packet
                                      ^^^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface=ether1-wan
        `,
      message: 'udp 198.51.100.7:40000 -> :1701 is accepted here.',
    },
    {
      script: `
        /interface l2tp-server server
        set enabled=yes
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept dst-port=1701 protocol=udp
                                      ^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'is accepted here. Ask for ipsec-policy=in,ipsec',
      severity: 'warning',
    },
  ],
});
