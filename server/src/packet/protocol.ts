/** IP protocol names of the firewall menus and their numbers. */

/** Names that `protocol=` takes (`docs/facts/firewall.md#matchers`) with the numbers IANA assigned them. */
export const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ggp: 3,
  ipencap: 4,
  st: 5,
  tcp: 6,
  egp: 8,
  pup: 12,
  udp: 17,
  hmp: 20,
  'xns-idp': 22,
  rdp: 27,
  'iso-tp4': 29,
  dccp: 33,
  xtp: 36,
  ddp: 37,
  'idpr-cmtp': 38,
  'ipv6-encap': 41,
  'ipv6-route': 43,
  'ipv6-frag': 44,
  rsvp: 46,
  gre: 47,
  'ipsec-esp': 50,
  'ipsec-ah': 51,
  icmpv6: 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  rspf: 73,
  vmtp: 81,
  ospf: 89,
  ipip: 94,
  etherip: 97,
  encap: 98,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  'udp-lite': 136,
};

/**
 * The protocols that have ports: with any other the router refuses `dst-port` and its like
 * (`docs/facts/firewall.md#rules`).
 */
export const portProtocols = ['tcp', 'udp', 'udp-lite', 'dccp', 'sctp'] as const;

/** The number of a protocol given by name or number (0 to 255). */
export function protocolNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 255 ? Number(text) : undefined;
  return Object.hasOwn(protocolNumbers, text) ? protocolNumbers[text] : undefined;
}

/** The name of a protocol number, if the router has one. */
export function protocolName(number: number): string | undefined {
  return namesByNumber.get(number);
}

const namesByNumber = new Map(Object.entries(protocolNumbers).map(([name, number]) => [number, name]));
