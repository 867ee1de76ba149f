import { specify } from '../support/ruleTester.ts';

const forward = (accept: string, nat = ''): string => `
    /ip firewall filter
    add chain=forward action=accept connection-state=established,related
    ${accept}
    add chain=forward action=drop
    /ip firewall nat
    add chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=192.168.88.10 to-ports=80 ${nat}
    `;

specify('port-forward-blocked', {
  differs: {
    disabled: ['other', 'Another rule that takes the packets may follow.'],
  },
  good: [
    // As it is behind the translation, by whatever word.
    forward('add chain=forward action=accept connection-nat-state=dstnat'),
    forward('add chain=forward action=accept dst-address=192.168.88.0/24 protocol=tcp dst-port=80'),
    // Who is on a list, has knocked or is not banned gets through.
    forward('add chain=forward action=accept src-address-list=partners'),
    `${forward('add chain=forward action=drop src-address-list=banned').replace('forward action=drop\n', 'forward action=drop in-interface=ether9\n')}`,
    // It is for the inside, which comes through.
    forward('add chain=forward action=accept in-interface=bridge'),
    // Nothing of the file refuses what is forwarded.
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=192.168.88.10\n',
    // It goes to the router itself, and input lets it in.
    `
    /ip address add address=192.168.88.1/24 interface=bridge
    /ip firewall filter
    add chain=input action=accept protocol=tcp dst-port=80
    add chain=input action=drop
    add chain=forward action=drop
    /ip firewall nat
    add chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=192.168.88.1 to-ports=80
    `,
    // An earlier rule takes all that it would.
    forward('', '\n    add chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=192.168.88.20').replace(
      'add chain=dstnat',
      'add chain=dstnat action=accept protocol=tcp dst-port=8080\n    add chain=dstnat',
    ),
  ],
  bad: [
    {
      // The accept asks for the port that was there before.
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established,related
        add chain=forward action=accept dst-address=192.168.88.10 protocol=tcp dst-port=8080
        add chain=forward action=drop in-interface=ether1-wan
        /ip firewall nat
        add chain=dstnat action=dst-nat in-interface=ether1-wan protocol=tcp dst-port=8080 to-addresses=192.168.88.10 to-ports=80
                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message:
        'Nothing gets through this port forward: tcp 198.51.100.7:40000 -> 192.168.88.1:8080 goes on to 192.168.88.10:80 and is refused by the drop of line 4.',
      related: ['4: refuses what was translated'],
      title: 'Accept it above line 4',
      output: `
        + add action=accept chain=forward dst-address=192.168.88.10 dst-port=80 in-interface=ether1-wan protocol=tcp`,
    },
    {
      // Of those outside; what comes from the LAN by the public address is another matter.
      script: `
        /interface list member add list=WAN interface=ether1
        /ip firewall filter
        add chain=forward action=accept connection-state=established,related
        add chain=forward action=accept in-interface-list=LAN out-interface-list=WAN
        add chain=forward action=reject
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface-list=WAN
        add chain=dstnat action=dst-nat dst-address=203.0.113.9 protocol=udp dst-port=51820 to-addresses=192.168.88.10
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'goes on to 192.168.88.10 and is refused by the reject of line 5.',
      output: `
        + add action=accept chain=forward dst-address=192.168.88.10 dst-port=51820 protocol=udp`,
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=jump jump-target=last
        add chain=last action=drop protocol=tcp
        /ip firewall nat
        add chain=dstnat action=dst-nat protocol=tcp dst-port=2222 to-addresses=192.168.88.10 to-ports=22
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'is refused by the drop of line 3',
      output: `
        + add action=accept chain=last dst-address=192.168.88.10 dst-port=22 protocol=tcp`,
    },
  ],
});
