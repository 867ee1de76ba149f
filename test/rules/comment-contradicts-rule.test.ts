import { specify } from '../support/ruleTester.ts';

const rule = (text: string): string => `/ip firewall filter\nadd chain=input ${text}\n`;

specify('comment-contradicts-rule', {
  differs: {
    conditional: ['same', 'The comment is wrong whenever the rule is there.'],
    opaque: ['same', 'Nothing below changes what the comment says.'],
  },
  good: [
    // The port of the service, one that was moved, several services, or what is no service.
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=22022 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=23 comment="SSH and Telnet"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=8291,22 comment="Allow SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=8291 comment="Allow the admin"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=!23 comment="SSH"',
    '/ip firewall filter add chain=input action=accept protocol=tcp dst-port=80 comment="HTTPS redirect"',
    rule('action=drop protocol=tcp dst-port=23 comment="Drop Telnet"'),
    rule('action=accept src-address-list=office comment="accept the office"'),
    // The sentence says more than its first word.
    rule('action=accept src-address=192.0.2.7 comment="Block all but the office"'),
    rule('action=drop src-address=!192.0.2.7 protocol=tcp dst-port=22 comment="Allow SSH from the office"'),
    rule('action=accept protocol=icmp comment="drop the rest below, accept pings"'),
    // The head of a section, above a rule that does neither.
    rule('action=jump jump-target=scans comment="Drop port scanners"'),
    rule('action=add-src-to-address-list address-list=bad address-list-timeout=1h comment="Block scanners"'),
    rule('action=accept protocol=icmp icmp-options=3:4 comment="fragmentation needed, host unreachable"'),
    rule('action=accept protocol=icmp icmp-options=8:0 comment="echo request or echo reply"'),
    // The rule asks for it as well.
    rule('action=accept protocol=tcp dst-port=8291 comment="WinBox dst-port=8291"'),
    // One comment for two rules, of which the first does what it says.
    rule(
      'action=accept protocol=tcp dst-port=22 src-address-list=in comment="allow SSH by knock"\nadd chain=input action=drop protocol=tcp dst-port=22 comment="allow SSH by knock"',
    ),
    // It is disabled, which may be why.
    rule('action=accept disabled=yes protocol=tcp comment="drop all TCP"'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=8728 comment="API over HTTPS"
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=drop protocol=tcp dst-port=22,23 comment="WinBox brute force"
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: [
        'This comment says "HTTPS", which has port 443, but the rule is for 8728.',
        'This comment says "WinBox", which has port 8291, but the rule is for 22,23.',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=445 comment="=== BLOCK SMB ==="
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=forward action=reject protocol=tcp dst-port=443 comment="allow the web"
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: [
        'This comment begins with "block", but the rule has action=accept',
        'This comment begins with "allow", but the rule has action=reject',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=icmp action=accept protocol=icmp icmp-options=5:0 comment="ICMP Source Quench"
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'says "source quench", which is type 4 of ICMP, but icmp-options=5:0 is redirect',
    },
    {
      script: `
        /ipv6 firewall filter
        add chain=input action=accept comment="WinBox dst-port=8291" protocol=tcp
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'This comment holds dst-port=8291, which the rule does not ask for',
    },
    {
      script: `
        /ip firewall raw
        add action=accept chain=prerouting comment="jump to the chain of ICMP" protocol=icmp
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'begins with "jump", but the rule has action=accept',
    },
  ],
});
