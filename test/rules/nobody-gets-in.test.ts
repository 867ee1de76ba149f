import { specify } from '../support/ruleTester.ts';

const whole = (rules: string, rest = ''): string => `
    # 2026-11-01 10:00:00 by RouterOS 7.20
    ${rest}
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    ${rules}
    add action=drop chain=input
    `;

specify('nobody-gets-in', {
  differs: {
    disabled: ['other', 'The drop of what is left stays, or is gone.'],
  },
  good: [
    // From some side, from some address, of a VPN, after a knock.
    whole('add action=accept chain=input in-interface=ether5'),
    whole('add action=accept chain=input src-address=192.0.2.7'),
    whole('add action=accept chain=input in-interface=wg1 protocol=tcp'),
    whole(`add action=add-src-to-address-list address-list=in address-list-timeout=1h chain=input protocol=tcp dst-port=41873
    add action=accept chain=input src-address-list=in`),
    // A script fills the list.
    whole(
      'add action=accept chain=input src-address-list=admins',
      '/system script\n    add name=fill source="/ip firewall address-list add list=admins address=192.0.2.7"',
    ),
    // A fragment may leave the accept to another file.
    `
    /ip firewall filter
    add action=accept chain=input connection-state=established,related
    add action=drop chain=input
    `,
    // By IPv6 it is open.
    whole('', '/ipv6 address\n    add address=2001:db8::1/64 interface=bridge'),
    // What is not refused gets in.
    whole('add action=accept chain=input protocol=icmp').replace('chain=input\n    ', 'chain=input protocol=udp\n    '),
    // Nobody knows on which port it answers.
    whole('', '/ip service\n    set ssh port=<PORT>'),
  ],
  bad: [
    {
      // Other ports are open, but none on which one could log in.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input protocol=icmp
        add action=accept chain=input protocol=udp dst-port=13231
        add action=drop chain=input
        ^^^
        `,
      message:
        'No packet reaches a service that manages the router, since line 6 takes all that is left. Only WinBox by MAC address is left',
      severity: 'warning',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip service
        set telnet disabled=yes
        set ftp disabled=yes
        set www disabled=yes
        set ssh disabled=yes
        set api disabled=yes
        set api-ssl disabled=yes
        set winbox address=192.0.2.0/24
        /ip firewall filter
        add action=drop chain=input src-address=192.0.2.0/25
        add action=drop chain=input src-address=192.0.2.128/25
        ^^^
        /tool mac-server
        set allowed-interface-list=none
        /tool mac-server mac-winbox
        set allowed-interface-list=none
        `,
      message: 'Nobody can log in any more: accept the side from which you manage it.',
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip service
        set telnet,ftp,www,ssh,api,api-ssl,winbox disabled=yes
                                                  ^^^^^^^^^^^^
        `,
      message: 'All services that manage the router are switched off.',
      severity: 'warning',
    },
    {
      // The list of IPv6 has nothing to do with it.
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ipv6 firewall address-list
        add address=2001:db8::/64 list=admins
        /ip firewall filter
        add action=accept chain=input src-address-list=admins
                                      ^^^^^^^^^^^^^^^^^^^^^^^
        add action=drop chain=input
        `,
      message: 'since nothing fills the list of this accept',
      severity: 'warning',
      related: ['6: refuses all that is left'],
    },
  ],
});
