import { specify } from '../support/ruleTester.ts';

const RULES = `add chain=checks action=accept connection-state=established,related
add chain=checks action=accept protocol=udp dst-port=53
add chain=checks action=jump jump-target=admins src-address-list=admins`;
const END = '\nadd chain=checks action=drop';
const both = (ip: string, ipv6: string): string => `/ip firewall filter\n${ip}\n/ipv6 firewall filter\n${ipv6}\n`;

specify('twin-without-end', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    both(RULES + END, RULES + END),
    both(RULES, RULES),
    // An accept of all is an end, too.
    both(`${RULES}\nadd chain=checks action=accept`, RULES + END),
    // The end asks for something.
    both(RULES, `${RULES}${END} protocol=tcp`),
    // Other rules, or few.
    both(
      RULES.replaceAll('udp', 'tcp').replaceAll('dst-port', 'src-port').replaceAll('src-address-list', 'in-interface'),
      RULES + END,
    ).replace('connection-state=established,related', 'src-address=192.0.2.7'),
    both('add chain=checks action=accept protocol=udp dst-port=53', RULES + END),
    // Others speak of what comes in.
    both(RULES, RULES + END).replaceAll('chain=checks', 'chain=input'),
    // Another table.
    both(RULES, RULES + END)
      .replaceAll('filter', 'mangle')
      .replaceAll('action=drop', 'action=return'),
    // The end is off.
    both(RULES, `${RULES}${END} disabled=yes`),
  ],
  bad: [
    {
      // Half of the rules are alike.
      script: `
        /ip firewall filter
        add chain=checks action=accept protocol=udp dst-port=53
        add chain=checks action=accept protocol=tcp dst-port=443
        add chain=checks action=accept src-address=192.0.2.7
        add chain=checks action=accept in-interface=ether2
            ^^^^^^^^^^^^
        /ipv6 firewall filter
        add chain=checks action=accept protocol=udp dst-port=53
        add chain=checks action=drop
        `,
      message: 'its twin for IPv6 refuses the rest in line 8',
    },
    {
      script: `
        /ip firewall filter
        add chain=checks action=accept connection-state=established,related
        add chain=checks action=accept protocol=udp dst-port=53
        add chain=checks action=jump jump-target=admins src-address-list=admins
        add chain=checks action=jump jump-target=refuse
        /ipv6 firewall filter
        add chain=checks action=accept connection-state=established,related
        add chain=checks action=accept protocol=udp dst-port=53
        add chain=checks action=jump jump-target=admins src-address-list=admins
            ^^^^^^^^^^^^
        add chain=checks action=drop disabled=yes
        `,
      message: 'its twin for IPv4 sends to refuse the rest in line 5. End both alike.',
      related: ['5: the end of the twin'],
    },
    {
      // Names that a script puts together.
      script: `
        /ip firewall filter
        add chain="$id:out" action=accept connection-state=established,related
        add chain="$id:out" action=accept protocol=udp dst-port=123
        add chain="$id:out" action=accept protocol=icmp
            ^^^^^^^^^^^^^^^
        /ipv6 firewall filter
        add chain="$id:out" action=accept connection-state=established,related
        add chain="$id:out" action=accept protocol=udp dst-port=123
        add chain="$id:out" action=drop
        `,
      message: 'its twin for IPv6 refuses the rest in line 8',
    },
  ],
});
