import { specify } from '../support/ruleTester.ts';

const NAMED = [
  ['tcp', 21, 'FTP'],
  ['tcp', 22, 'SSH'],
  ['tcp', 23, 'Telnet'],
  ['tcp', 25, 'SMTP'],
  ['tcp', 53, 'DNS'],
  ['tcp', 80, 'the web'],
  ['tcp', 110, 'POP3'],
  ['tcp', 143, 'IMAP'],
  ['tcp', 443, 'the web'],
  ['tcp', 445, 'SMB'],
  ['tcp', 1433, 'MS SQL'],
  ['tcp', 1723, 'PPTP'],
  ['tcp', 3306, 'MySQL'],
  ['tcp', 3389, 'remote desktops'],
  ['tcp', 5900, 'VNC'],
  ['tcp', 8080, 'the web'],
  ['tcp', 8291, 'WinBox'],
  ['tcp', 8443, 'the web'],
  ['tcp', 8728, 'the API'],
  ['udp', 53, 'DNS'],
  ['udp', 67, 'DHCP'],
  ['udp', 123, 'NTP'],
  ['udp', 137, 'NetBIOS'],
  ['udp', 161, 'SNMP'],
  ['udp', 443, 'the web'],
  ['udp', 500, 'IPsec'],
  ['udp', 1900, 'UPnP'],
  ['udp', 5060, 'SIP'],
] as const;

/** A knock whose first port is well known. */
function script(protocol: string, port: number): string {
  const first = `add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=${protocol} `;
  const matcher = `dst-port=${port}`;
  return `/ip firewall filter
${first}${matcher}
${' '.repeat(first.length)}${'^'.repeat(matcher.length)}
add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
add chain=input action=accept protocol=tcp dst-port=22222 src-address-list=two
add chain=input action=drop
`;
}

specify('knock-port-in-use', {
  ipv6: true,
  good: [
    // 161 is a port of SNMP by UDP only, and 22 of SSH by TCP only.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=161
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=udp dst-port=22 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
    add chain=input action=drop
    `,
    // A range holds what it holds.
    `
    /ip firewall filter
    add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=tcp dst-port=80-81
    add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=icmp packet-size=128 src-address-list=one
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
    add chain=input action=drop
    `,
  ],
  bad: [
    ...NAMED.map(([protocol, port, name]) => ({
      script: script(protocol, port),
      message: `Port ${port} is that of ${name}, which scanners try all day`,
    })),
    {
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=udp dst-port=161
                                                                                                              ^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=30m protocol=tcp dst-port=3389 src-address-list=one
                                                                                                              ^^^^^^^^^^^^^
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=two
        add chain=input action=drop
        `,
      message: ['Port 161 is that of SNMP', 'Port 3389 is that of remote desktops'],
    },
    {
      // Two sequences share the stage; it is said once.
      script: `
        /ip firewall filter
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=6 dst-port=23
                                                                                                            ^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=one
        add chain=input action=add-src-to-address-list address-list=web address-list-timeout=30m protocol=tcp dst-port=30917 src-address-list=one
        add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
        add chain=input action=accept protocol=tcp dst-port=443 src-address-list=web
        add chain=input action=drop
        `,
      message: 'Port 23 is that of Telnet',
    },
  ],
});
