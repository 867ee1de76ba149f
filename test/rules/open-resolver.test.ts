import { specify } from '../support/ruleTester.ts';

const rules = (accept: string): string => `
    /ip firewall filter
    add chain=input action=accept connection-state=established,related
    ${accept}
    add chain=input action=drop in-interface-list=WAN
    `;

specify('open-resolver', {
  good: [
    `/ip dns set allow-remote-requests=yes${rules('add chain=input action=accept protocol=icmp')}`,
    `/ip dns set allow-remote-requests=no${rules('add chain=input action=accept protocol=udp dst-port=53')}`,
    `/ip dns set servers=192.0.2.53${rules('add chain=input action=accept protocol=udp dst-port=53')}`,
    `/ip dns set allow-remote-requests=yes${rules('add chain=input action=accept protocol=udp dst-port=53 src-address=192.0.2.0/24')}`,
    '/ip dns set allow-remote-requests=yes\n',
    // Nobody says where the Internet is.
    '# 2026-11-01 10:00:00 by RouterOS 7.20\n/ip dns\nset allow-remote-requests=yes\n',
    `/ip dns set allow-remote-requests=yes${rules('add chain=input action=accept protocol=udp port=53 in-interface-list=LAN')}`,
    // The resolver is off, and whoever asks gets no answer.
    '/ip dns\nset allow-remote-requests=no\n/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=accept protocol=udp dst-port=53\nadd chain=input action=drop\n',
    // Of a file that does not speak of it, only an accept that names the port tells.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=accept protocol=udp\nadd chain=input action=drop\n',
    '/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=accept protocol=udp dst-port=53 in-interface-list=LAN\nadd chain=input action=drop\n',
    // Who is on the list that is left out, the file does not say: the outside, perhaps.
    '/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=accept protocol=udp dst-port=53 in-interface-list=!PROVIDERS\nadd chain=input action=drop\n/ip firewall nat\nadd chain=srcnat action=masquerade out-interface=ether1-one\n',
  ],
  bad: [
    {
      script: `
        /ip dns set servers=192.0.2.53 allow-remote-requests=yes
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'udp 198.51.100.7:40000 -> :53 gets in',
      confidence: 'certain',
    },
    {
      // By IPv4 it is closed, and open by IPv6.
      script: `
        /ip dns
        set allow-remote-requests=yes
            ^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=drop in-interface-list=WAN
        /ipv6 firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp dst-port=53
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'The router answers DNS queries of the whole Internet: udp ',
      confidence: 'certain',
    },
    {
      // TCP alone is enough.
      script: `
        /ip dns
        set allow-remote-requests=yes
            ^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=tcp dst-port=53
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'tcp 198.51.100.7:40000 -> :53 gets in',
      confidence: 'certain',
    },
    {
      script: `
        /ip dns
        set allow-remote-requests=yes
            ^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp port=53
        add chain=input action=drop in-interface-list=WAN
        `,
      message: 'udp 198.51.100.7:53 -> :53 gets in',
      confidence: 'certain',
    },
    {
      // A whole file without a chain input.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip dhcp-client
        add interface=ether1
        /ip dns
        set allow-remote-requests=yes
            ^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'udp 198.51.100.7:40000 -> :53 gets in',
      confidence: 'certain',
    },
    {
      // Behind an interface that the file does not name; those that it names are closed.
      script: `
        /ip dns
        set allow-remote-requests=yes
            ^^^^^^^^^^^^^^^^^^^^^^^^^
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp dst-port=53 in-interface=!bridge
        add chain=input action=drop
        `,
      message: 'gets in (assuming that the Internet is behind an interface that this file does not name).',
      confidence: 'medium',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=accept protocol=udp dst-port=53,123
                                                   ^^^^^^^^^^^^^^^
        add chain=input action=drop
        `,
      message: 'gets in, and is answered where /ip dns says allow-remote-requests=yes',
      severity: 'information',
      confidence: 'medium',
    },
  ],
});
