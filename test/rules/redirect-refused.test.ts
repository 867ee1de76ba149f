import { specify } from '../support/ruleTester.ts';

const both = (nat: string, filter: string): string =>
  `# 2026-11-01 10:00:00 by RouterOS 7.20\n/ip firewall filter\n${filter}\n/ip firewall nat\nadd action=redirect chain=dstnat ${nat}\n`;
const NAMES = 'dst-port=53 in-interface=bridge protocol=udp';

specify('redirect-refused', {
  good: [
    both(NAMES, 'add action=accept chain=input in-interface=bridge\nadd action=drop chain=input'),
    both(NAMES, 'add action=drop chain=input in-interface=ether1'),
    // The port that it has then.
    both(
      'dst-port=80 in-interface=bridge protocol=tcp to-ports=8080',
      'add action=accept chain=input dst-port=8080 protocol=tcp\nadd action=drop chain=input',
    ),
    // One that is disabled.
    both(`disabled=yes ${NAMES}`, 'add action=drop chain=input'),
    // From all sides but the outside, of which one is refused.
    both(
      'dst-port=53 in-interface=!ether1 protocol=udp',
      'add action=accept chain=input in-interface=bridge\nadd action=drop chain=input',
    ),
    // For some hosts, of which the file may not show the list.
    both('dst-port=53 protocol=udp src-address-list=children', 'add action=drop chain=input'),
  ],
  bad: [
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input dst-port=80 in-interface=bridge protocol=tcp
        add action=drop chain=input
        /ip firewall nat
        add action=redirect chain=dstnat dst-port=80 in-interface=bridge protocol=tcp to-ports=8080
                                         ^^^^^^^^^^^
        `,
      message:
        'What this redirects to the router is refused there: tcp 192.168.88.199:40000 -> 198.51.100.7:80 meets line 5',
      related: ['5: refuses it'],
    },
    {
      // Who stands above the fragment may accept it.
      script: `
        /ip firewall nat
        add action=redirect chain=dstnat dst-port=53 protocol=tcp
                                         ^^^^^^^^^^^
        /ip firewall filter
        add action=accept chain=input dst-port=53 protocol=udp
        add action=drop chain=input
        `,
      message: 'meets line 5',
      severity: 'information',
      confidence: 'medium',
    },
  ],
});
