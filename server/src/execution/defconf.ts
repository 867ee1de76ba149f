/** An item that is there before the file runs: its menu and its properties. */
export type AssumedItem = readonly [menu: string, properties: Readonly<Record<string, string>>];

/**
 * The services that each router has, which cannot be added or removed (`docs/facts/firewall.md#services`), in the order
 * in which RouterOS prints them.
 */
export const SERVICES: readonly AssumedItem[] = [
  ['telnet', '23'],
  ['ftp', '21'],
  ['www', '80'],
  ['ssh', '22'],
  ['www-ssl', '443'],
  ['api', '8728'],
  ['winbox', '8291'],
  ['api-ssl', '8729'],
].map(([name, port]) => [
  '/ip/service',
  { name: name as string, port: port as string, disabled: name === 'www-ssl' ? 'yes' : 'no' },
]);

/** The community that SNMP has at first (`/snmp/community print` of a new router). */
export const COMMUNITIES: readonly AssumedItem[] = [['/snmp/community', { name: 'public', default: 'yes' }]];

/**
 * The default configuration of home routers, as far as the firewall hangs on it
 * (`docs/facts/firewall.md#default-configuration`; MikroTik manual, Building Advanced Firewall, for the interfaces).
 * Where versions of RouterOS 7 differ, the form that matches less. Which ports the bridge has, and which interfaces WAN
 * and LAN hold besides, depends on the device.
 */
export const DEFCONF: readonly AssumedItem[] = [
  ['/interface/bridge', { name: 'bridge', comment: 'defconf' }],
  ['/interface/list', { name: 'WAN', comment: 'defconf' }],
  ['/interface/list', { name: 'LAN', comment: 'defconf' }],
  ['/interface/list/member', { list: 'LAN', interface: 'bridge', comment: 'defconf' }],
  ['/interface/list/member', { list: 'WAN', interface: 'ether1', comment: 'defconf' }],
  ['/ip/address', { address: '192.168.88.1/24', interface: 'bridge', comment: 'defconf' }],
  ['/ip/dhcp-client', { interface: 'ether1', comment: 'defconf' }],
  ...input('/ip/firewall/filter', [
    ['accept', 'accept established,related,untracked', { 'connection-state': 'established,related,untracked' }],
    ['drop', 'drop invalid', { 'connection-state': 'invalid' }],
    ['accept', 'accept ICMP', { protocol: 'icmp' }],
    [
      'accept',
      'accept to local loopback (for CAPsMAN)',
      { 'dst-address': '127.0.0.1', 'in-interface': 'lo', 'src-address': '127.0.0.1' },
    ],
    ['drop', 'drop all not coming from LAN', { 'in-interface-list': '!LAN' }],
  ]),
  ...forward('/ip/firewall/filter', [
    ['accept', 'accept in ipsec policy', { 'ipsec-policy': 'in,ipsec' }],
    ['accept', 'accept out ipsec policy', { 'ipsec-policy': 'out,ipsec' }],
    ['fasttrack-connection', 'fasttrack', { 'connection-state': 'established,related' }],
    ['accept', 'accept established,related, untracked', { 'connection-state': 'established,related,untracked' }],
    ['drop', 'drop invalid', { 'connection-state': 'invalid' }],
    [
      'drop',
      'drop all from WAN not DSTNATed',
      { 'connection-nat-state': '!dstnat', 'connection-state': 'new', 'in-interface-list': 'WAN' },
    ],
  ]),
  [
    '/ip/firewall/nat',
    {
      chain: 'srcnat',
      action: 'masquerade',
      comment: 'defconf: masquerade',
      'ipsec-policy': 'out,none',
      'out-interface-list': 'WAN',
    },
  ],
  ...[
    ['::/128', 'unspecified address'],
    ['::1/128', 'lo'],
    ['fec0::/10', 'site-local'],
    ['::ffff:0.0.0.0/96', 'ipv4-mapped'],
    ['::/96', 'ipv4 compat'],
    ['100::/64', 'discard only '],
    ['2001:db8::/32', 'documentation'],
    ['2001:10::/28', 'ORCHID'],
    ['3ffe::/16', '6bone'],
  ].map(
    ([address, comment]): AssumedItem => [
      '/ipv6/firewall/address-list',
      { list: 'bad_ipv6', address: address as string, comment: `defconf: ${comment}` },
    ],
  ),
  ...input('/ipv6/firewall/filter', [
    ['accept', 'accept established,related,untracked', { 'connection-state': 'established,related,untracked' }],
    ['drop', 'drop invalid', { 'connection-state': 'invalid' }],
    ['accept', 'accept ICMPv6', { protocol: 'icmpv6' }],
    ['accept', 'accept UDP traceroute', { 'dst-port': '33434-33534', protocol: 'udp' }],
    [
      'accept',
      'accept DHCPv6-Client prefix delegation.',
      { 'dst-port': '546', protocol: 'udp', 'src-address': 'fe80::/10' },
    ],
    ['accept', 'accept IKE', { 'dst-port': '500,4500', protocol: 'udp' }],
    ['accept', 'accept ipsec AH', { protocol: 'ipsec-ah' }],
    ['accept', 'accept ipsec ESP', { protocol: 'ipsec-esp' }],
    ['accept', 'accept all that matches ipsec policy', { 'ipsec-policy': 'in,ipsec' }],
    ['drop', 'drop everything else not coming from LAN', { 'in-interface-list': '!LAN' }],
  ]),
  ...forward('/ipv6/firewall/filter', [
    ['accept', 'accept established,related,untracked', { 'connection-state': 'established,related,untracked' }],
    ['drop', 'drop invalid', { 'connection-state': 'invalid' }],
    ['drop', 'drop packets with bad src ipv6', { 'src-address-list': 'bad_ipv6' }],
    ['drop', 'drop packets with bad dst ipv6', { 'dst-address-list': 'bad_ipv6' }],
    ['drop', 'rfc4890 drop hop-limit=1', { 'hop-limit': 'equal:1', protocol: 'icmpv6' }],
    ['accept', 'accept ICMPv6', { protocol: 'icmpv6' }],
    ['accept', 'accept HIP', { protocol: '139' }],
    ['accept', 'accept IKE', { 'dst-port': '500,4500', protocol: 'udp' }],
    ['accept', 'accept ipsec AH', { protocol: 'ipsec-ah' }],
    ['accept', 'accept ipsec ESP', { protocol: 'ipsec-esp' }],
    ['accept', 'accept all that matches ipsec policy', { 'ipsec-policy': 'in,ipsec' }],
    ['drop', 'drop everything else not coming from LAN', { 'in-interface-list': '!LAN' }],
  ]),
];

type Rule = readonly [action: string, comment: string, matchers: Readonly<Record<string, string>>];

function input(menu: string, rules: readonly Rule[]): AssumedItem[] {
  return rules.map((rule) => inChain(menu, 'input', rule));
}

function forward(menu: string, rules: readonly Rule[]): AssumedItem[] {
  return rules.map((rule) => inChain(menu, 'forward', rule));
}

function inChain(menu: string, chain: string, [action, comment, matchers]: Rule): AssumedItem {
  return [menu, { chain, action, comment: `defconf: ${comment}`, ...matchers }];
}
