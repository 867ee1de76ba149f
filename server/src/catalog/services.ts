/** Well-known ports, and the services of the router itself with the state they ship in. */

export interface Service {
  /** RouterOS's own name where it has one (`/ip service`), else the usual one. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  readonly port: number;
  readonly protocols: readonly ('tcp' | 'udp')[];
  /**
   * Whether the router listens here as shipped (`on`), only when switched on (`off`), or not at all (absent: the
   * service usually runs on another host). Source: `docs/facts/firewall.md#services`.
   */
  readonly router?: 'on' | 'off';
}

/** Ordered by port; where two share one, the router's own comes first. */
export const services: readonly Service[] = [
  tcp(21, 'ftp', 'FTP', 'on'),
  tcp(22, 'ssh', 'SSH', 'on'),
  tcp(23, 'telnet', 'Telnet', 'on'),
  tcp(25, 'smtp', 'SMTP'),
  { name: 'dns', title: 'DNS', port: 53, protocols: ['tcp', 'udp'], router: 'off' },
  udp(67, 'dhcp-server', 'DHCP server', 'off'),
  udp(68, 'dhcp-client', 'DHCP client', 'off'),
  udp(69, 'tftp', 'TFTP', 'off'),
  tcp(80, 'www', 'HTTP', 'on'),
  tcp(110, 'pop3', 'POP3'),
  udp(123, 'ntp', 'NTP', 'off'),
  tcp(143, 'imap', 'IMAP'),
  udp(161, 'snmp', 'SNMP', 'off'),
  tcp(179, 'bgp', 'BGP', 'off'),
  tcp(443, 'www-ssl', 'HTTPS', 'off'),
  tcp(445, 'smb', 'SMB', 'off'),
  tcp(465, 'smtps', 'SMTP over TLS'),
  udp(500, 'ike', 'IPsec IKE', 'off'),
  udp(514, 'syslog', 'syslog'),
  udp(520, 'rip', 'RIP', 'off'),
  udp(546, 'dhcpv6-client', 'DHCPv6 client', 'off'),
  udp(547, 'dhcpv6-server', 'DHCPv6 server', 'off'),
  tcp(587, 'submission', 'mail submission'),
  tcp(853, 'dns-tls', 'DNS over TLS'),
  tcp(993, 'imaps', 'IMAP over TLS'),
  tcp(995, 'pop3s', 'POP3 over TLS'),
  tcp(1080, 'socks', 'SOCKS', 'off'),
  { name: 'openvpn', title: 'OpenVPN', port: 1194, protocols: ['tcp', 'udp'], router: 'off' },
  udp(1701, 'l2tp', 'L2TP', 'off'),
  tcp(1723, 'pptp', 'PPTP', 'off'),
  udp(1812, 'radius', 'RADIUS'),
  udp(1813, 'radius-accounting', 'RADIUS accounting'),
  udp(1900, 'upnp', 'UPnP', 'off'),
  { name: 'btest', title: 'bandwidth test', port: 2000, protocols: ['tcp', 'udp'], router: 'on' },
  tcp(3306, 'mysql', 'MySQL'),
  tcp(3389, 'rdp', 'Remote Desktop'),
  udp(4500, 'ipsec-nat-t', 'IPsec NAT-T', 'off'),
  { name: 'sip', title: 'SIP', port: 5060, protocols: ['tcp', 'udp'] },
  udp(5353, 'mdns', 'mDNS'),
  tcp(5432, 'postgresql', 'PostgreSQL'),
  udp(5678, 'mndp', 'MikroTik neighbour discovery', 'on'),
  tcp(8080, 'proxy', 'HTTP proxy', 'off'),
  tcp(8291, 'winbox', 'WinBox', 'on'),
  tcp(8728, 'api', 'RouterOS API', 'on'),
  tcp(8729, 'api-ssl', 'RouterOS API over TLS', 'on'),
  udp(13231, 'wireguard', 'WireGuard', 'off'),
  udp(20561, 'mac-winbox', 'MAC WinBox', 'on'),
];

/** The services on a port; `protocol` narrows them, any other protocol than TCP and UDP has none. */
export function servicesAt(port: number, protocol?: string): readonly Service[] {
  return services.filter(
    (service) =>
      service.port === port && (protocol === undefined || service.protocols.some((known) => known === protocol)),
  );
}

function tcp(port: number, name: string, title: string, router?: 'on' | 'off'): Service {
  return { name, title, port, protocols: ['tcp'], ...(router && { router }) };
}

function udp(port: number, name: string, title: string, router?: 'on' | 'off'): Service {
  return { name, title, port, protocols: ['udp'], ...(router && { router }) };
}
