import { specify } from '../support/ruleTester.ts';

const OWN = '/ip address add address=192.168.88.1/24 interface=bridge\n';
const BOGONS = '/ip firewall address-list add list=bogons address=192.168.0.0/16\n';

specify('drops-own-network', {
  differs: {
    disabled: ['other', 'Another rule may take the network.'],
  },
  good: [
    // On the outside only.
    `${OWN}${BOGONS}/ip firewall raw add chain=prerouting action=drop src-address-list=bogons in-interface=ether1\n`,
    `${OWN}${BOGONS}/ip firewall raw add chain=prerouting action=drop src-address-list=bogons in-interface=!bridge\n`,
    // The network itself: somebody keeps guests apart.
    `${OWN}/ip firewall raw add chain=prerouting action=drop src-address=192.168.88.0/24\n`,
    // From the router only; they go on to the Internet.
    `${OWN}${BOGONS}/ip firewall filter add chain=input action=drop src-address-list=bogons\n`,
    // It is let through above.
    `${OWN}${BOGONS}/ip firewall raw add chain=prerouting action=accept in-interface=bridge\n/ip firewall raw add chain=prerouting action=drop src-address-list=bogons\n`,
    // An uplink with a private address.
    '/ip address add address=192.168.1.2/24 interface=ether1-wan\n/ip firewall raw add chain=prerouting action=drop src-address=192.168.0.0/16\n',
    // Only some of its hosts.
    `${OWN}/ip firewall raw add chain=prerouting action=drop src-address=192.168.88.128-192.168.99.255\n`,
  ],
  bad: [
    {
      script: `
        /ip address
        add address=192.168.88.1/24 interface=bridge
        /ip firewall raw
        add chain=prerouting action=drop src-address=192.168.0.0/16
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: "This refuses everything from bridge, the router's own network: tcp 192.168.88.",
    },
    {
      // Both ways, by two rules.
      script: `
        /ip address
        add address=10.1.2.1/24 interface=lan
        add address=10.1.3.1/24 interface=guests
        /ip firewall address-list
        add list=private address=10.0.0.0/8
        add list=private address=172.16.0.0/12
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=drop src-address-list=private
                                    ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=drop src-address-list=private
        `,
      message: "This refuses everything from lan, the router's own network and 1 more: tcp 10.1.2.",
    },
  ],
});
