import { specify } from '../support/ruleTester.ts';

const rules = (accept: string, more = ''): string => `
    ${more}
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    ${accept}
    add chain=input action=drop in-interface-list=WAN
    `;

specify('management-exposed', {
  good: [
    // The service is off, bound to addresses, or on another port.
    rules('add chain=input action=accept protocol=tcp dst-port=22', '/ip service set ssh disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=22', '/ip service set ssh address=192.0.2.0/24'),
    rules('add chain=input action=accept protocol=tcp dst-port=22', '/ip service set ssh port=2222'),
    rules('add chain=input action=accept protocol=tcp dst-port=443'),
    rules('add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0/24'),
    rules('add chain=input action=accept protocol=tcp dst-port=22 in-interface-list=LAN'),
    rules('add chain=input action=accept protocol=udp dst-port=22'),
    rules('add chain=input action=accept protocol=tcp dst-port=80', '/ip service set www disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=23', '/ip service set telnet disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=21', '/ip service set ftp disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=8728', '/ip service set api disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=8729', '/ip service set api-ssl disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=8291', '/ip service set winbox disabled=yes'),
    // What the file makes of the services cannot be followed.
    rules('add chain=input action=accept protocol=tcp dst-port=22', '/ip service set numbers=ssh disabled=yes'),
    rules('add chain=input action=accept protocol=tcp dst-port=22', ':global one; /ip service disable $one'),
    rules('add chain=input action=accept protocol=tcp dst-port=22', '/ip service set [find name=ssh] disabled=yes'),
    // The web server is one of the inside.
    `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input in-interface=ether1
    add action=accept chain=forward connection-nat-state=dstnat
    add action=drop chain=forward
    /ip firewall nat
    add action=masquerade chain=srcnat out-interface=ether1
    add action=dst-nat chain=dstnat dst-address=203.0.113.40 dst-port=80,443 protocol=tcp to-addresses=192.168.40.10
    `,
    // A fragment without an end leaves the rest to the router.
    '/ip firewall filter add chain=input action=accept connection-state=established\n',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22 in-interface-list=LAN\n',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22 in-interface-list=!LAN\n',
    // It may be half written.
    '/ip firewall filter add chain=input\n',
  ],
  bad: [
    {
      script: `
        /ip service set ssh port=65535
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp port=65535
                                                   ^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      // Of its own ports the sender has the choice.
      message: 'The whole Internet reaches WinBox, SSH and',
      confidence: 'certain',
    },
    {
      script: `
        /ip service set ssh port=65535
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=65535
                                                   ^^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The whole Internet reaches SSH: ',
      confidence: 'certain',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=21,23,8728-8729
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The whole Internet reaches Telnet, FTP and 2 more services',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=22,80,8291
                                                   ^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The whole Internet reaches WinBox, SSH and the web page: ',
    },
    {
      script: `
        /ip service
        set ssh address=0.0.0.0/0 port=2222
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=2222
                                                   ^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The whole Internet reaches SSH: this accepts tcp 198.51.100.7:40000 -> :2222 from WAN.',
      confidence: 'certain',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp
                        ^^^^^^^^^^^^^
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The whole Internet reaches WinBox, SSH and 5 more services',
    },
    {
      // Which side is the Internet the file does not say.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=80,8291
                                                   ^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'The whole Internet reaches WinBox and the web page',
      severity: 'error',
      confidence: 'high',
    },
    {
      // What the accept itself opens is said of a fragment, too.
      script: `
        /ip firewall filter add chain=input action=accept protocol=tcp dst-port=22
                                                                       ^^^^^^^^^^^
        `,
      message: 'The whole Internet reaches SSH: this accepts tcp 198.51.100.7:40000 -> :22. Let',
      severity: 'warning',
      confidence: 'high',
    },
    {
      script: `
        /ip firewall filter add chain=input action=accept protocol=tcp in-interface-list=WAN
                                            ^^^^^^^^^^^^^
        `,
      message: 'from WAN',
      severity: 'warning',
      confidence: 'high',
    },
    {
      // Only by a way in that may be the Internet.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=80,8291 in-interface=!bridge
                                                   ^^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: '(assuming that the Internet is behind an interface that this file does not name)',
      severity: 'warning',
      confidence: 'medium',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input dst-port=22 protocol=tcp
                                      ^^^^^^^^^^^
        add action=drop chain=input
        `,
      message: 'The whole Internet reaches SSH',
      severity: 'error',
      confidence: 'high',
    },
  ],
});
