import { specify } from '../support/ruleTester.ts';

const script = (...rules: readonly string[]): string =>
  [
    '/ip firewall filter',
    'add chain=input action=accept connection-state=established,related',
    ...rules,
    'add chain=input action=drop in-interface-list=WAN',
    '',
  ].join('\n');

specify('port-without-pair', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    script('add chain=input action=accept protocol=udp dst-port=500,4500'),
    script(
      'add chain=input action=accept protocol=udp dst-port=500',
      'add chain=input action=accept protocol=udp dst-port=4000-5000 in-interface=ether1',
    ),
    // Between hosts that nothing translates.
    script(
      'add chain=input action=accept protocol=udp dst-port=500',
      'add chain=input action=accept protocol=ipsec-esp',
    ),
    // A wider accept from the same senders.
    script(
      'add chain=input action=accept protocol=tcp dst-port=1723 src-address=192.0.2.7',
      'add chain=input action=accept src-address=192.0.2.7',
    ),
    script('add chain=input action=accept protocol=tcp dst-port=1723', 'add chain=input action=accept protocol=gre'),
    // What a script computes may be the other.
    script(
      'add chain=input action=accept protocol=udp dst-port=4500',
      'add chain=input action=accept protocol=udp dst-port=$port',
    ),
    // The rest is accepted as well.
    '/ip firewall filter\nadd chain=input action=accept protocol=udp dst-port=500\nadd chain=input action=drop protocol=tcp\n',
    // A range is not meant for one service, and neither is a port of another protocol.
    script('add chain=input action=accept protocol=udp dst-port=4000-5000'),
    script('add chain=input action=accept protocol=tcp dst-port=500'),
    // It is refused, or accepted in a table that decides nothing.
    script('add chain=input action=drop protocol=udp dst-port=500'),
    script('').concat('/ip firewall mangle\nadd chain=input action=accept protocol=udp dst-port=500\n'),
    // All but some ports.
    script(
      'add chain=input action=accept protocol=udp dst-port=500',
      'add chain=input action=accept protocol=udp dst-port=!1-1024',
    ),
    script(
      'add chain=input action=accept protocol=udp dst-port=500',
      'add chain=input action=accept protocol=!tcp dst-port=4500',
    ),
    // Only what runs.
    script('add chain=input action=accept protocol=udp dst-port=500 connection-state=established'),
    // A chain for it.
    script(
      'add chain=input action=accept protocol=udp dst-port=5247',
      'add chain=input action=jump jump-target=wifi protocol=udp dst-port=5246',
    ),
  ],
  bad: [
    {
      // The twin for IPv6 is no help, nor is a drop of the other port, nor what excepts it.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=udp port=4500,13231 connection-state=established,new
                                                   ^^^^^^^^^^^^^^^
        add chain=input action=drop protocol=udp dst-port=500 src-address=192.0.2.7
        add chain=input action=accept protocol=udp dst-port=!500
        add chain=input action=drop
        /ipv6 firewall filter
        add chain=input action=accept protocol=udp dst-port=500,4500
        add chain=input action=drop
        `,
      message: 'IPsec needs UDP 500 besides port 4500, and nothing here accepts it',
    },
    {
      // The other is for the router itself, or for running connections.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=udp dst-port=5246,5247 src-address=127.0.0.1
        add chain=input action=accept protocol=udp dst-port=5247 connection-state=established
        add chain=input action=accept protocol=udp src-port=53
        add chain=input action=jump jump-target=lan in-interface=bridge
        add chain=lan action=accept protocol=udp dst-port=5246
                                                 ^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'CAPWAP needs UDP 5247 besides port 5246, and nothing here accepts it from the same senders.',
    },
    {
      // In a chain that is shown alone, and where the accept of all is for others.
      script: `
        /ip firewall filter
        add chain=vpn action=accept protocol=ipsec-esp
        add chain=vpn action=accept src-address=192.0.2.7
        add chain=vpn action=accept protocol=udp dst-port=4500
                                                 ^^^^^^^^^^^^^
        `,
      message: 'IPsec needs UDP 500 besides port 4500',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=checks protocol=udp dst-port=500 in-interface-list=WAN
                                                                    ^^^^^^^^^^^^
        add chain=input action=jump jump-target=others in-interface-list=WAN
        add chain=checks action=accept src-address-list=peers
        add chain=checks action=drop
        `,
      message: 'IPsec uses UDP 4500 besides port 500, and only this one goes through the chain that it jumps to.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=1723 in-interface=ether1
                                                   ^^^^^^^^^^^^^
        add chain=input action=accept protocol=gre in-interface=ether2
        add chain=input action=drop
        `,
      message: 'PPTP needs GRE besides port 1723',
    },
  ],
});
