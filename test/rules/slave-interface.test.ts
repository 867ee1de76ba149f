import { specify } from '../support/ruleTester.ts';

const BRIDGE = '/interface bridge add name=lan\n/interface bridge port add bridge=lan interface=ether2\n';

specify('slave-interface', {
  differs: {
    disabled: ['silent', 'A rule that is off is not skipped for its interface.'],
  },
  good: [
    `${BRIDGE}/ip firewall filter add chain=input action=drop in-interface=lan\n`,
    `${BRIDGE}/ip firewall filter add chain=input action=drop in-interface=ether1\n`,
    // The bridge shows its packets to these rules, and they ask for the port as such.
    `${BRIDGE}/interface bridge settings set use-ip-firewall=yes\n/ip firewall filter add chain=input action=drop in-bridge-port=ether2\n`,
    // It is no port any more.
    '/interface bridge add name=lan\n/interface bridge port add bridge=lan interface=ether2 disabled=yes\n/ip firewall filter add chain=input action=drop in-interface=ether2\n',
    `${BRIDGE}/ip firewall filter add chain=input action=drop in-interface=ether2 disabled=yes\n`,
  ],
  bad: [
    {
      script: `
        /interface bridge
        add name=lan
        /interface bridge port
        add bridge=lan interface=ether2
        /ip firewall filter
        add chain=input action=drop in-interface=!ether2 protocol=tcp
                                    ^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'ether2 is a port of lan, so RouterOS marks this rule as invalid and skips it: the packets come by lan.',
      title: 'Change to lan',
      output: `
        - add chain=input action=drop in-interface=!ether2 protocol=tcp
        + add chain=input action=drop in-interface=!lan protocol=tcp`,
    },
    {
      // A bond is one as well, and so is what NAT asks for; what a bond is a port of counts.
      script: `
        /interface bonding
        add name=bond1 slaves=ether3,ether4
        /interface bridge
        add name=lan
        /interface bridge port
        add bridge=lan interface=bond1
        /ip firewall nat
        add chain=srcnat action=masquerade out-interface=ether3
                                           ^^^^^^^^^^^^^^^^^^^^
        `,
      message:
        'ether3 is a port of bond1, so RouterOS marks this rule as invalid and skips it: the packets come by lan.',
      output: `
        - add chain=srcnat action=masquerade out-interface=ether3
        + add chain=srcnat action=masquerade out-interface=lan`,
    },
  ],
});
