import { specify } from '../support/ruleTester.ts';

const filter = (rule: string): string =>
  `/ip firewall filter\nadd chain=input action=accept connection-state=established,related\n${rule}\nadd chain=input action=drop in-interface-list=WAN\n`;

specify('tunnel-from-anywhere', {
  ipv6: true,
  good: [
    filter('add chain=input action=accept protocol=ospf src-address=192.0.2.0/24'),
    filter('add chain=input action=accept protocol=ospf in-interface=ether5'),
    filter('add chain=input action=accept protocol=gre src-address-list=peers'),
    // With encryption.
    filter('add chain=input action=accept protocol=ipencap ipsec-policy=in,ipsec'),
    filter('add chain=input action=accept protocol=ipsec-esp'),
    // For PPTP, whose clients are anywhere.
    filter('add chain=input action=accept protocol=tcp dst-port=1723\nadd chain=input action=accept protocol=gre'),
    // What passes the router belongs to others.
    '/ip firewall filter\nadd chain=forward action=accept protocol=gre\n',
    filter('add chain=input action=drop protocol=ospf'),
    '/ip firewall filter\nadd chain=input action=accept protocol=ospf in-interface-list=!PROVIDERS\nadd chain=input action=drop\n/ip firewall nat\nadd chain=srcnat action=masquerade out-interface=ether1-one\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=common
        add chain=common action=accept connection-state=established,related
        add chain=common action=accept protocol=ipencap comment="tunnels"
                                       ^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'Anybody may send IPIP to the router: from 198.51.100.7 it is accepted here',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=47 in-interface-list=WAN
                                      ^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'Anybody may send GRE to the router',
    },
  ],
});
