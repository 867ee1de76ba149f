import { specify } from '../support/ruleTester.ts';

const both = (nat: string, filter: string): string =>
  `/ip firewall nat\nadd chain=dstnat ${nat}\n/ip firewall filter\nadd chain=input ${filter}\nadd chain=input action=drop\n`;
const FORWARD = 'action=dst-nat protocol=tcp dst-port=80,443 to-addresses=192.168.88.10';

specify('forwarded-before-input', {
  differs: {
    disabled: ['silent', 'Of a rule that is disabled nothing is said.'],
  },
  good: [
    both(FORWARD, 'action=accept protocol=tcp dst-port=22'),
    // Some of its ports get there.
    both(FORWARD, 'action=accept protocol=tcp dst-port=22,80'),
    both(FORWARD, 'action=accept protocol=udp dst-port=443'),
    // From the inside it gets there.
    both(`${FORWARD} in-interface=ether1-wan`, 'action=accept protocol=tcp dst-port=443'),
    both(`${FORWARD} in-interface=ether1-wan`, 'action=accept protocol=tcp dst-port=443 in-interface=bridge'),
    // To another address of the router.
    both(`${FORWARD} dst-address=203.0.113.5`, 'action=accept protocol=tcp dst-port=443'),
    // To the router itself.
    both('action=redirect protocol=tcp dst-port=80 to-ports=8080', 'action=accept protocol=tcp dst-port=80'),
    // From one source.
    both(`${FORWARD} src-address=192.0.2.7`, 'action=accept protocol=tcp dst-port=443'),
    both(`${FORWARD} disabled=yes`, 'action=accept protocol=tcp dst-port=443'),
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat protocol=udp dst-port=1-65535 to-addresses=192.168.88.10
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=41873
                                                                                                              ^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'Line 2 forwards udp 41873 to another host before input is met, so this never sees it',
      related: ['2: forwards it'],
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat protocol=tcp dst-port=80,443 in-interface-list=WAN to-addresses=192.168.88.10
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=443 in-interface-list=WAN
                                                   ^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'Line 2 forwards tcp 443 to another host',
    },
  ],
});
