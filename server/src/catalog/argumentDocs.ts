/** One sentence for every argument of the menus the analyser reads, and how its value is written. */

export interface ArgumentDoc {
  /** The form of the value; empty where the type says it all. */
  readonly syntax: string;
  readonly doc: string;
}

/** The documentation of an argument; a menu's own entry wins over the shared one. */
export function argumentDoc(menu: string, name: string): ArgumentDoc | undefined {
  const own = `${menu} ${name}`;
  const entry = Object.hasOwn(docs, own) ? docs[own] : Object.hasOwn(docs, name) ? docs[name] : undefined;
  if (entry === undefined) return undefined;
  const [doc, syntax = ''] = entry;
  return { syntax, doc };
}

const address4 = '[!]address | [!]prefix | [!]address-address';
const address6 = '[!]address | [!]prefix';
const ports = '[!]port[-port],…';
const days = 'sun,mon,tue,wed,thu,fri,sat';
const classifier = 'both-addresses | src-address | src-address-and-port | …';

/** The sentence, then the form of the value. Sources: `docs/facts/firewall.md`. */
const docs: Readonly<Record<string, readonly [doc: string, syntax?: string]>> = {
  // What every rule has.
  action: ['What happens to a packet that fits every matcher of the rule.'],
  chain: ['The chain the rule belongs to; a new name makes a chain of your own.', 'name'],
  comment: ['A note for people; it changes nothing.'],
  'copy-from': ['Takes the properties of an existing item as a start.', 'number | id | [find …]'],
  disabled: ['A disabled item keeps its place and has no effect.', 'yes | no'],
  log: ['Writes each match to the log, without changing what happens to the packet.', 'yes | no'],
  'log-prefix': ['Text in front of each log entry; a leading `!` is part of it.', 'text of up to 31 characters'],
  'place-before': [
    'The one item before which the new one is placed; without it the new one goes last.',
    'number | id | [find …]',
  ],

  // What actions need.
  'address-list': ['The address list that `add-src-to-address-list` or `add-dst-to-address-list` fills.', 'name'],
  'address-list-timeout': [
    'How long the address stays on the list: a time, until the next reboot, or for ever as a saved entry.',
    'time | none-dynamic | none-static',
  ],
  'dst-prefix': ['The prefix that `dnpt` writes into the destination address.', 'prefix'],
  'hw-offload': ['Lets the switch chip forward the fast-tracked connections.', 'yes | no'],
  'jump-target': ['The chain that `action=jump` continues in; any other action ignores it.', 'name'],
  'new-connection-mark': ['The mark that `mark-connection` puts on the connection.', 'name'],
  'new-dscp': ['The DSCP that `change-dscp` writes.', '0..63 | from-priority | from-priority-to-high-3-bits'],
  '/ipv6/firewall/mangle new-dscp': ['The DSCP that `change-dscp` writes.', '0..63'],
  'new-hop-limit': [
    'How `change-hop-limit` changes the hop limit.',
    'set:0..255 | increment:0..255 | decrement:0..255',
  ],
  'new-mss': [
    'The largest TCP segment that `change-mss` writes, or the one that fits the path.',
    '40..65534 | clamp-to-pmtu',
  ],
  'new-packet-mark': ['The mark that `mark-packet` puts on the packet.', 'name'],
  'new-priority': [
    'The priority that `set-priority` gives.',
    '0..63 | from-dscp | from-dscp-high-3-bits | from-ingress',
  ],
  'new-routing-mark': ['The routing table that `mark-routing` sends the packet to; the table must exist.', 'name'],
  'new-ttl': ['How `change-ttl` changes the time to live.', 'set:0..255 | increment:0..255 | decrement:0..255'],
  passthrough: ['Whether a packet that was marked or changed goes on to the next rule.', 'yes | no'],
  'randomise-ports': ['Draws the new source port at random.', 'yes | no'],
  'reject-with': ['The answer that `action=reject` sends to the source.'],
  'route-dst': ['The gateway that `action=route` sends the packet to.', 'address'],
  'same-not-by-dst': ['Whether `same` picks the new source address without regard to the destination.', 'yes | no'],
  'sniff-id': ['A number that `sniff-pc` puts into the packets it sends.', 'number'],
  'sniff-target': ['The host that `sniff-tzsp` and `sniff-pc` send a copy of the packet to.', 'address'],
  'sniff-target-port': ['The UDP port that the copies are sent to.', 'port'],
  'socks5-port': ['The port of the SOCKS5 server that `socksify` uses.', 'port'],
  'socks5-server': ['The SOCKS5 server that `socksify` uses.', 'address'],
  'socksify-service': ['The socksify service that `socksify` uses.', 'name'],
  'src-prefix': ['The prefix that `snpt` writes into the source address.', 'prefix'],
  'to-address': ['The prefix or address that NAT writes into the packet.', 'prefix'],
  'to-addresses': ['The address or addresses that NAT writes into the packet.', 'address | prefix | address-address'],
  'to-ports': ['The port or ports that NAT writes into the packet.', 'port[-port]'],

  // What is matched.
  'connection-bytes': ['How much the connection has carried so far; 0 as upper end means no end.', 'bytes-bytes'],
  'connection-limit': [
    'Matches once an address, or a network of this prefix length, has this many connections.',
    '[!]count,prefix length',
  ],
  'connection-mark': ['The mark that mangle put on the connection.', '[!]name | [!]no-mark'],
  'connection-nat-state': ['Whether and how NAT changed the first packet of the connection.', '[!]state,…'],
  'connection-rate': ['How fast the connection is at this moment.', '[!]rate-rate'],
  'connection-state': [
    'What connection tracking says of the packet; `new` holds until the other side answers.',
    '[!]state,…',
  ],
  'connection-type': ['The helper (`/ip firewall service-port`) that tracks the connection.'],
  content: ['Text that the packet contains; one packet is searched, never several together.', '[!]text'],
  dscp: ['The DSCP field of the IP header.', '[!]0..63'],
  'dst-address': ['Where the packet goes to.', address4],
  'dst-address-list': ['The one address list that holds the destination address.', '[!]name'],
  'dst-address-type': ['What the destination address is to the router; `local` is its own.', '[!]type,…'],
  'dst-limit': [
    'Matches while each flow stays within a rate; what counts as a flow is told by the mode.',
    'rate[/time],burst,mode[/expire]',
  ],
  'dst-port': ['The port the packet goes to.', ports],
  fragment: ['Whether the packet is a second or later fragment.', 'yes | no'],
  headers: ['The extension headers of the IPv6 packet.', '[!]header,…[:exact|:contains]'],
  'hop-limit': ['The hop limit of the packet.', 'equal:0..255 | not-equal:… | less-than:… | greater-than:…'],
  hotspot: ['What the hotspot says of the packet.', '[!]word,…'],
  'icmp-options': ['The type and code of the ICMP message.', '[!]type[:code[-code]]'],
  'in-bridge-port': ['The bridge port the packet came in by; needs `use-ip-firewall` on the bridge.', '[!]interface'],
  'in-bridge-port-list': ['The interface list of the bridge port the packet came in by.', '[!]name'],
  'in-interface': [
    'The interface the packet came in by; for a port of a bridge it is the bridge.',
    '[!]interface | [!]all-ethernet | …',
  ],
  'in-interface-list': ['The interface list of the interface the packet came in by.', '[!]name'],
  'ingress-priority': ['The priority the packet came in with.', '[!]0..63'],
  'ipsec-policy': ['Whether the packet came in through IPsec or will leave through it.', 'in|out,ipsec|none'],
  'ipv4-options': ['The options in the IPv4 header.'],
  'layer7-protocol': [
    'The layer 7 entry whose expression fits the start of the connection; needs connection tracking.',
    '[!]name',
  ],
  limit: ['Matches until this rate is exceeded.', '[!]rate[/time],burst[:packet|:bit]'],
  nth: ['Matches every n-th packet.', '[!]every[,packet]'],
  'out-bridge-port': ['The bridge port the packet leaves by; needs `use-ip-firewall` on the bridge.', '[!]interface'],
  'out-bridge-port-list': ['The interface list of the bridge port the packet leaves by.', '[!]name'],
  'out-interface': ['The interface the packet leaves by.', '[!]interface | [!]all-ethernet | …'],
  'out-interface-list': ['The interface list of the interface the packet leaves by.', '[!]name'],
  p2p: ['The peer-to-peer protocol of the connection; deprecated.'],
  'packet-mark': ['The mark that mangle put on the packet.', '[!]name | [!]no-mark'],
  'packet-size': ['The size of the IP packet in bytes; a ping is its payload and 28.', '[!]bytes[-bytes]'],
  'per-connection-classifier': [
    'Divides connections into equal shares: the hash of these fields, divided by the first number, leaves the second.',
    `[!]${classifier}:divisor/remainder`,
  ],
  port: ['The port the packet comes from or goes to.', ports],
  priority: ['The priority of the packet at this moment.', '[!]0..63'],
  protocol: ['The IP protocol.', '[!]name | [!]0..255'],
  psd: [
    'Matches a port scan: the weights of the ports a source tried add up to this, each within the delay of the last.',
    'weight,delay,weight of ports below 1024,weight of the others',
  ],
  random: ['Matches this share of the packets, in per cent.', '1..99'],
  realm: ['The realm of the route.', '[!]number'],
  'routing-mark': ['The routing mark that mangle put on the packet.', '[!]name'],
  'src-address': ['Where the packet comes from.', address4],
  'src-address-list': ['The one address list that holds the source address.', '[!]name'],
  'src-address-type': ['What the source address is to the router; `local` is its own.', '[!]type,…'],
  'src-mac-address': ['The MAC address the packet came from.', '[!]XX:XX:XX:XX:XX:XX'],
  'src-port': ['The port the packet comes from.', ports],
  'tcp-flags': ['The TCP flags that are set, and with `!` those that are not.', '[!]flag,…'],
  'tcp-mss': ['The largest segment that a TCP SYN announces.', '[!]bytes[-bytes]'],
  time: ['The time of day and the days of the week, by the router’s clock.', `[!]time-time,${days}`],
  'tls-host': [
    'The server name of a TLS connection, with `*` and `?`; the hello must fit in one segment.',
    '[!]pattern',
  ],
  tos: ['The type-of-service byte of the IP header.', '[!]0..255[/mask]'],
  ttl: ['The time to live of the packet.', 'equal:0..255 | not-equal:… | less-than:… | greater-than:…'],

  ...forIpv6({
    'dst-address': ['Where the packet goes to.', address6],
    'src-address': ['Where the packet comes from.', address6],
  }),

  // Address lists and layer 7 entries.
  list: ['The list the address belongs to; a list exists as soon as something is on it.', 'name'],
  address: ['The address, prefix, range or DNS name.', 'address | prefix | address-address | name'],
  '/ipv6/firewall/address-list address': ['The address, prefix or DNS name.', 'address | prefix | name'],
  dynamic: ['Whether the entry is forgotten at the next reboot.', 'yes | no'],
  timeout: ['How long the entry lasts; without it the entry is saved and stays.', 'time'],
  name: ['The name that others refer to.'],
  regexp: ['The POSIX expression searched in the first 10 packets or 2 KB of a connection, in either case.', 'text'],

  // Interface lists and services.
  exclude: ['Lists whose members do not belong to this one.', 'name,…'],
  include: ['Lists whose members belong to this one too.', 'name,…'],
  interface: ['The interface.', 'name'],
  '/interface/list/member list': ['The interface list it belongs to.', 'name'],
  '/ip/service address': [
    'Who may use the service; others can still connect and are then refused, so the port looks open.',
    'prefix,…',
  ],
  '/ip/service available-from': ['From where the service can be reached.'],
  '/ip/service certificate': ['The certificate the service shows.', 'name | none'],
  '/ip/service max-sessions': ['How many sessions may be open at once.', 'number'],
  '/ip/service port': ['The port the service listens on.', 'port'],
  '/ip/service tls-version': ['The TLS versions the service speaks.', 'any | only-1.2'],
  '/ip/service vrf': ['The VRF the service belongs to.', 'name'],
};

function forIpv6<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  const menus = ['filter', 'nat', 'mangle', 'raw'];
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]) =>
      menus.map((menu) => [`/ipv6/firewall/${menu} ${name}`, entry] as const),
    ),
  );
}
