/**
 * What a matcher says about a packet, as a piece of a sentence. Values come from a file: they enter a phrase as a number
 * that was read, as a known word, or through `code`.
 */
import { servicesAt } from '../catalog/services.ts';
import { icmpName, parseIcmpOptions } from '../packet/icmp.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolName } from '../packet/protocol.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import { code, listed } from '../text/markdown.ts';
import { shownValue } from '../text/secretNames.ts';

/** The place of a phrase in a sentence; the comment shows what stands before it. */
export type Slot =
  /** When … sends a packet */
  | 'source'
  /** When a source … sends a packet */
  | 'source-is'
  /** When … arrives */
  | 'packet'
  /** a packet of a … connection */
  | 'connection-kind'
  /** a packet of a connection … */
  | 'connection'
  /** a packet … */
  | 'packet-is'
  /** a packet from … */
  | 'from'
  /** a packet from or to … */
  | 'either'
  /** a packet to …, before the address */
  | 'port'
  /** a packet to …, or to a port of … */
  | 'destination'
  /** a packet to an address … */
  | 'destination-is'
  /** a packet arrives from … */
  | 'in'
  /** a packet leaves towards … */
  | 'out'
  /** when a packet arrives and … */
  | 'condition';

export interface Phrase {
  readonly slot: Slot;
  readonly text: string;
}

export interface PhraseContext {
  readonly family: 'ip' | 'ipv6';
  /** The value of the rule's `protocol`, for the names of ports. */
  readonly protocol?: string | undefined;
}

/** The phrase for one matcher of a rule; `undefined` if there is no such matcher. `written` is not empty. */
export function matcherPhrase(name: string, written: string, context: PhraseContext): Phrase | undefined {
  const matcher = Object.hasOwn(matchers, name) ? matchers[name] : undefined;
  if (matcher === undefined) return undefined;
  const value = shownValue(name, written);
  const negated = value.startsWith('!');
  return { slot: matcher.slot, ...matcher.say({ value, negated, bare: negated ? value.slice(1) : value, ...context }) };
}

/** The names of all matchers that have a phrase. */
export function matcherNames(): readonly string[] {
  return Object.keys(matchers);
}

interface Said extends PhraseContext {
  /** The value as written. */
  readonly value: string;
  readonly negated: boolean;
  /** The value without a leading `!`. */
  readonly bare: string;
}

interface Matcher {
  readonly slot: Slot;
  /** Another slot overrides the usual one. */
  readonly say: (said: Said) => { readonly text: string; readonly slot?: Slot };
}

const matchers: Readonly<Record<string, Matcher>> = {
  'connection-bytes': at('connection', ({ value }) => connectionBytes(value)),
  'connection-limit': at('condition', connectionLimit),
  'connection-mark': at('connection', ({ bare, negated }) => mark('mark', bare, negated)),
  'connection-nat-state': at('connection', connectionNatState),
  'connection-rate': at('connection', connectionRate),
  'connection-state': { slot: 'packet-is', say: connectionState },
  'connection-type': at('connection', ({ bare, negated }) =>
    negated ? `that the ${code(bare)} helper does not track` : `that the ${code(bare)} helper tracks`,
  ),
  content: at('packet-is', ({ bare, negated }) =>
    negated ? `that does not contain the text ${code(bare)}` : `that contains the text ${code(bare)}`,
  ),
  dscp: at('packet-is', ({ bare, negated }) => withNumber('DSCP', bare, negated)),
  'dst-address': {
    slot: 'destination',
    say: ({ bare, negated }) => ({ text: isOneAddress(bare) ? address(bare, negated) : addressSet(bare, negated) }),
  },
  'dst-address-list': at('destination-is', onList),
  'dst-address-type': at('destination-is', addressType),
  'dst-limit': at('condition', ({ value }) => flowLimit(value)),
  'dst-port': at('port', portList),
  fragment: at('packet-is', ({ value }) =>
    value === 'yes'
      ? 'that is a second or later fragment'
      : value === 'no'
        ? 'that is not a second or later fragment'
        : `for which “is a later fragment” is ${code(value)}`,
  ),
  headers: at('packet-is', extensionHeaders),
  'hop-limit': at('packet-is', ({ value }) => compared('hop limit', value)),
  hotspot: at('packet-is', ({ value }) => hotspot(value)),
  'icmp-options': at('packet-is', icmpOptions),
  'in-bridge-port': at('in', (said) => interfaceName('bridge port', said)),
  'in-bridge-port-list': at('in', (said) => interfaceList('bridge port', said)),
  'in-interface': at('in', (said) => interfaceName('interface', said)),
  'in-interface-list': at('in', (said) => interfaceList('interface', said)),
  'ingress-priority': at('packet-is', ({ bare, negated }) =>
    negated ? `that came in with any priority but ${number(bare)}` : `that came in with priority ${number(bare)}`,
  ),
  'ipsec-policy': at('packet-is', ({ value }) => ipsecPolicies[value] ?? `with IPsec policy ${code(value)}`),
  'ipv4-options': at('packet-is', ({ value }) => ipv4Options[value] ?? `with IPv4 options ${code(value)}`),
  'layer7-protocol': at('connection', ({ bare, negated }) =>
    negated ? `whose start does not fit layer 7 entry ${code(bare)}` : `whose start fits layer 7 entry ${code(bare)}`,
  ),
  limit: at('condition', rateLimit),
  nth: at('condition', nth),
  'out-bridge-port': at('out', (said) => interfaceName('bridge port', said)),
  'out-bridge-port-list': at('out', (said) => interfaceList('bridge port', said)),
  'out-interface': at('out', (said) => interfaceName('interface', said)),
  'out-interface-list': at('out', (said) => interfaceList('interface', said)),
  p2p: at('packet-is', ({ bare, negated }) =>
    negated
      ? `that does not belong to peer-to-peer protocol ${code(bare)}`
      : `that belongs to peer-to-peer protocol ${code(bare)}`,
  ),
  'packet-mark': at('packet-is', ({ bare, negated }) => mark('packet mark', bare, negated)),
  'packet-size': at('packet-is', ({ bare, negated }) => sized('a size', bare, negated)),
  'per-connection-classifier': at('condition', classifier),
  port: at('either', portList),
  priority: at('packet-is', ({ bare, negated }) => withNumber('priority', bare, negated)),
  protocol: at('packet', protocol),
  psd: at('condition', ({ value }) => portScan(value)),
  random: at('condition', ({ value }) => `chance picks it (${number(value)} %)`),
  realm: at('packet-is', ({ bare, negated }) =>
    negated ? `whose route has any realm but ${number(bare)}` : `whose route has realm ${number(bare)}`,
  ),
  'routing-mark': at('packet-is', ({ bare, negated }) =>
    negated ? `without routing mark ${code(bare)}` : `with routing mark ${code(bare)}`,
  ),
  'src-address': {
    slot: 'source',
    say: ({ bare, negated }) => ({
      text: isOneAddress(bare)
        ? negated
          ? `any source but ${code(bare)}`
          : `the source ${code(bare)}`
        : `a source ${negated ? 'outside' : 'in'} ${code(bare)}`,
    }),
  },
  'src-address-list': at('source-is', onList),
  'src-address-type': at('source-is', (said) => `with an address ${addressType(said)}`),
  'src-mac-address': at('source-is', ({ bare, negated }) =>
    negated ? `with any MAC address but ${code(bare)}` : `with MAC address ${code(bare)}`,
  ),
  'src-port': at('from', portList),
  'tcp-flags': at('packet-is', ({ value }) => tcpFlags(value)),
  'tcp-mss': at('packet-is', ({ bare, negated }) => sized('a TCP MSS', bare, negated)),
  time: at('condition', clockTime),
  'tls-host': at('connection', ({ bare, negated }) =>
    negated ? `to any TLS host but ${code(bare)}` : `to TLS host ${code(bare)}`,
  ),
  tos: at('packet-is', typeOfService),
  ttl: at('packet-is', ({ value }) => compared('TTL', value)),
};

function at(slot: Slot, say: (said: Said) => string): Matcher {
  return { slot, say: (said) => ({ text: say(said) }) };
}

/** A number as such, anything else as code. */
function number(text: string): string {
  return /^\d+$/.test(text) ? text : code(text);
}

function counted(count: string, noun: string): string {
  return `${/^\d+[kMG]?$/.test(count) ? count : code(count)} ${noun}${count === '1' ? '' : 's'}`;
}

/** Digits in groups of three. */
function grouped(text: string): string {
  return /^\d+$/.test(text) ? text.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : code(text);
}

function withNumber(what: string, value: string, negated: boolean): string {
  return negated ? `with any ${what} but ${number(value)}` : `with ${what} ${number(value)}`;
}

/** `n` or `a-b` bytes. */
function sized(what: string, value: string, negated: boolean): string {
  const range = /^(\d+)-(\d+)$/.exec(value);
  const size = range === null ? `${number(value)} bytes` : `${range[1]} to ${range[2]} bytes`;
  return negated ? `with ${what} other than ${size}` : `with ${what} of ${size}`;
}

/** `equal:1` and its like. */
function compared(what: string, value: string): string {
  const [relation = '', limit = ''] = value.split(':', 2);
  const word = Object.hasOwn(relations, relation) ? relations[relation] : undefined;
  return word === undefined ? `with a ${what} of ${code(value)}` : `with a ${what} ${word} ${number(limit)}`;
}

const relations: Readonly<Record<string, string>> = {
  equal: 'of',
  'not-equal': 'other than',
  'less-than': 'below',
  'greater-than': 'above',
};

function mark(what: string, name: string, negated: boolean): string {
  if (name === 'no-mark') return negated ? `with a ${what}` : `without a ${what}`;
  return `${negated ? 'without' : 'with'} ${what} ${code(name)}`;
}

function onList({ bare, negated }: Said): string {
  return `that is ${negated ? 'not ' : ''}on list ${code(bare)}`;
}

function isOneAddress(value: string): boolean {
  return !/[-/]/.test(value);
}

function address(value: string, negated: boolean): string {
  return negated ? `any address but ${code(value)}` : code(value);
}

function addressSet(value: string, negated: boolean): string {
  return `an address ${negated ? 'outside' : 'in'} ${code(value)}`;
}

function addressType({ bare, negated }: Said): string {
  const words = bare.split(',').map((word) => (addressTypes.has(word) ? word : code(word)));
  if (bare === 'local') return negated ? 'that is not the router’s own' : 'that is the router’s own';
  return negated ? `of any type but ${listed(words, 'and')}` : `of type ${listed(words, 'or')}`;
}

const addressTypes = new Set(['unicast', 'local', 'broadcast', 'multicast', 'blackhole', 'anycast', 'unreachable']);

function interfaceName(what: string, { bare, negated }: Said): string {
  const group = Object.hasOwn(interfaceGroups, bare) ? interfaceGroups[bare] : undefined;
  if (group !== undefined) return negated ? `any ${what} that is not ${group}` : `any ${group} ${what}`;
  return negated ? `any ${what} but ${code(bare)}` : `${what} ${code(bare)}`;
}

const interfaceGroups: Readonly<Record<string, string>> = {
  'all-ethernet': 'Ethernet',
  'all-ppp': 'PPP',
  'all-vlan': 'VLAN',
  'all-wireless': 'wireless',
};

function interfaceList(what: string, { bare, negated }: Said): string {
  const article = what === 'interface' ? 'an' : 'a';
  return `${article} ${what} ${negated ? 'outside' : 'of'} list ${code(bare)}`;
}

/** How many ports a sentence names before it only counts them. */
const mostPorts = 12;

function portList({ bare, negated, protocol: used }: Said): string {
  const conjunction = negated ? 'and' : 'or';
  const set = parsePorts(bare);
  if (set === undefined) return negated ? `any port but ${code(bare)}` : `port ${code(bare)}`;
  const ports = bare.split(',').map((port) => {
    const title = servicesAt(Number(port), used === undefined ? undefined : nameOfProtocol(used))[0]?.title;
    return title === undefined ? port : `${port} (${title})`;
  });
  const rest = ports.length - mostPorts;
  const words = rest > 1 ? [...ports.slice(0, mostPorts), `${rest} more`] : ports;
  return negated ? `any port but ${listed(words, conjunction)}` : `port ${listed(words, conjunction)}`;
}

function protocol({ bare, negated }: Said): string {
  const name = nameOfProtocol(bare);
  const label = Object.hasOwn(protocolLabels, name) ? protocolLabels[name] : undefined;
  if (label === undefined) {
    return negated ? `a packet of any protocol but ${number(bare)}` : `a packet of protocol ${number(bare)}`;
  }
  return negated ? `a packet that is not ${label.replace(/^an? /, '')}` : `${label} packet`;
}

function nameOfProtocol(value: string): string {
  return /^\d+$/.test(value) ? (protocolName(Number(value)) ?? value) : value;
}

const protocolLabels: Readonly<Record<string, string>> = {
  tcp: 'a TCP',
  udp: 'a UDP',
  icmp: 'an ICMP',
  icmpv6: 'an ICMPv6',
  gre: 'a GRE',
  igmp: 'an IGMP',
  ospf: 'an OSPF',
  sctp: 'an SCTP',
  dccp: 'a DCCP',
  'udp-lite': 'a UDP-Lite',
  'ipsec-esp': 'an IPsec ESP',
  'ipsec-ah': 'an IPsec AH',
  l2tp: 'an L2TP',
  vrrp: 'a VRRP',
  pim: 'a PIM',
  ipip: 'an IPIP',
  rsvp: 'an RSVP',
};

function connectionState({ bare, negated }: Said): { text: string; slot?: Slot } {
  const states = bare.split(',');
  if (!states.every((state) => connectionStates.has(state))) {
    return { text: `${negated ? 'in any connection state but' : 'in connection state'} ${code(bare)}` };
  }
  if (negated) return { text: `in any connection state but ${listed(states, 'and')}` };
  if (bare === 'invalid') return { text: 'that belongs to no known connection (state invalid)' };
  if (states.includes('invalid')) return { text: `in connection state ${listed(states, 'or')}` };
  return { slot: 'connection-kind', text: listed(states, 'or') };
}

const connectionStates = new Set(['new', 'established', 'related', 'invalid', 'untracked']);

function connectionNatState({ bare, negated }: Said): string {
  const kinds = bare
    .split(',')
    .map((word) => (Object.hasOwn(natKinds, word) ? natKinds[word] : undefined) ?? code(word));
  return `that went through ${negated ? 'no ' : ''}${listed(kinds, 'or')}`;
}

const natKinds: Readonly<Record<string, string>> = {
  srcnat: 'source NAT',
  dstnat: 'destination NAT',
  'ein-snat': 'endpoint-independent source NAT',
  'ein-dnat': 'endpoint-independent destination NAT',
};

function connectionBytes(value: string): string {
  const range = /^(\d+)-(\d+)$/.exec(value);
  if (range === null) return `that has carried ${code(value)} bytes`;
  const [, low = '', high = ''] = range;
  if (high === '0') return `that has carried at least ${grouped(low)} bytes`;
  if (low === '0') return `that has carried at most ${grouped(high)} bytes`;
  return `that has carried ${grouped(low)} to ${grouped(high)} bytes`;
}

function connectionRate({ bare, negated }: Said): string {
  const range = /^(\d+[kMG]?)-(\d+[kMG]?)$/.exec(bare);
  const rate = range === null ? code(bare) : `${range[1]} to ${range[2]}`;
  return `that ${negated ? 'does not run' : 'runs'} at ${rate} bit/s`;
}

function connectionLimit({ bare, negated, family }: Said): string {
  const [count = '', length] = bare.split(',', 2);
  const whole = length === undefined || length === (family === 'ip' ? '32' : '128');
  const who = whole ? 'its source address' : `the /${number(length)} network of its source`;
  const connections = counted(count, 'connection');
  return negated ? `${who} has fewer than ${connections}` : `${who} has ${connections} or more`;
}

function rateLimit({ bare, negated }: Said): string {
  const match = /^(\d+[kMG]?)(?:\/([^,]+))?,(\d+)(?::(packet|bit))?$/.exec(bare);
  const per = match === null ? undefined : perTime(match[2] ?? '1s');
  const verb = negated ? 'exceeds' : 'stays within';
  if (match === null || per === undefined) return `the rate ${verb} ${code(bare)}`;
  const rate = counted(match[1] ?? '', match[4] === 'bit' ? 'bit' : 'packet');
  return `the rate ${verb} ${rate} per ${per} (burst ${match[3]})`;
}

function flowLimit(value: string): string {
  const match = /^(\d+[kMG]?)(?:\/([^,]+))?,(\d+),([a-z-]+)(?:\/(.+))?$/.exec(value);
  const per = match === null ? undefined : perTime(match[2] ?? '1s');
  const flow = match === null ? undefined : flows[match[4] ?? ''];
  const expiry = match?.[5] === undefined ? '' : `, forgotten after ${said(match[5])}`;
  if (match === null || per === undefined || flow === undefined) return `the rate per flow stays within ${code(value)}`;
  const rate = counted(match[1] ?? '', 'packet');
  return `the rate per ${flow} stays within ${rate} per ${per} (burst ${match[3]}${expiry})`;
}

const flows: Readonly<Record<string, string>> = {
  'dst-address': 'destination address',
  'dst-address-and-port': 'destination address and port',
  'src-address': 'source address',
  'src-and-dst-addresses': 'pair of addresses',
  'addresses-and-dst-port': 'pair of addresses and destination port',
};

/** `second`, `minute`, `15 min`. */
function perTime(text: string): string | undefined {
  const seconds = parseTime(text)?.seconds;
  return seconds === undefined ? undefined : (wholeUnits[seconds] ?? formatDuration(seconds));
}

const wholeUnits: Readonly<Record<number, string>> = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' };

function said(time: string): string {
  const seconds = parseTime(time)?.seconds;
  return seconds === undefined ? code(time) : formatDuration(seconds);
}

function nth({ bare, negated }: Said): string {
  const [every = '', packet] = bare.split(',', 2);
  const not = negated ? 'not ' : '';
  return packet === undefined
    ? `it is ${not}one of every ${number(every)} packets`
    : `it is ${not}packet ${number(packet)} of every ${number(every)}`;
}

function portScan(value: string): string {
  const parts = /^(\d+),([^,]+),(\d+),(\d+)$/.exec(value);
  if (parts === null) return `its source seems to scan ports (${code(value)})`;
  const [, weight, delay = '', low, high] = parts;
  return (
    `its source seems to scan ports (weight ${weight} or more, each port within ${said(delay)} of the last; ` +
    `ports below 1024 weigh ${low}, others ${high})`
  );
}

function classifier({ bare, negated }: Said): string {
  const parts = /^([a-z-]+):(\d+)\/(\d+)$/.exec(bare);
  const fields = parts === null ? undefined : hashedFields[parts[1] ?? ''];
  if (parts === null || fields === undefined) {
    return `its connection is ${negated ? 'not ' : ''}in share ${code(bare)}`;
  }
  return `the hash of ${fields}, divided by ${parts[2]}, ${negated ? 'does not leave' : 'leaves'} ${parts[3]}`;
}

const hashedFields: Readonly<Record<string, string>> = {
  'both-addresses': 'its addresses',
  'both-addresses-and-ports': 'its addresses and ports',
  'both-ports': 'its ports',
  'dst-address': 'its destination address',
  'dst-address-and-port': 'its destination address and port',
  'dst-port': 'its destination port',
  'src-address': 'its source address',
  'src-address-and-port': 'its source address and port',
  'src-port': 'its source port',
};

function icmpOptions({ bare, negated, family }: Said): string {
  const kind = family === 'ip' ? 'ICMP' : 'ICMPv6';
  return `with ${negated ? 'anything but ' : ''}${kind} ${icmpWords(bare, family)}`;
}

function icmpWords(value: string, family: 'ip' | 'ipv6'): string {
  const options = parseIcmpOptions(value);
  if (options === undefined) return `type ${code(value)}`;
  const [low, high] = options.codes ?? [0, 255];
  const codes = low === 0 && high === 255 ? '' : low === high ? ` code ${low}` : ` codes ${low} to ${high}`;
  const name = icmpName(family, options.type, low === high ? low : undefined);
  return `type ${options.type}${codes}${name === undefined ? '' : ` (${name})`}`;
}

/** Elements are negated one by one; `!,` in front negates the whole (`docs/facts/scripts.md#negation`). */
function tcpFlags(value: string): string {
  const whole = value.startsWith('!,');
  const flags = (whole ? value.slice(2) : value).split(',');
  if (!flags.every((flag) => /^!?(?:fin|syn|rst|psh|ack|urg|ece|cwr)$/.test(flag))) {
    return `with TCP flags ${code(value)}`;
  }
  const set = flags.filter((flag) => !flag.startsWith('!')).map((flag) => flag.toUpperCase());
  const clear = flags.filter((flag) => flag.startsWith('!')).map((flag) => flag.slice(1).toUpperCase());
  const words = [
    ...(set.length === 0 ? [] : [`${listed(set, 'and')} set`]),
    ...(clear.length === 0 ? [] : [`${listed(clear, 'and')} clear`]),
  ].join(' and ');
  return whole ? `with any flags but ${words}` : `with ${words}`;
}

function typeOfService({ bare, negated }: Said): string {
  const [byte = '', mask] = bare.split('/', 2);
  const under = mask === undefined ? '' : ` under mask ${number(mask)}`;
  return `with ${negated ? 'any type-of-service byte but' : 'type-of-service byte'} ${number(byte)}${under}`;
}

function extensionHeaders({ bare, negated }: Said): string {
  const [list = '', mode] = bare.split(':', 2);
  const headers = list
    .split(',')
    .map((word) => (Object.hasOwn(headerNames, word) ? headerNames[word] : undefined) ?? code(word));
  const words = listed(headers, 'and');
  if (mode === 'exact') return `whose extension headers are ${negated ? 'not ' : ''}exactly ${words}`;
  return `whose extension headers ${negated ? 'do not include' : 'include'} ${words}`;
}

const headerNames: Readonly<Record<string, string>> = {
  hop: 'hop-by-hop options',
  dst: 'destination options',
  route: 'routing',
  frag: 'fragment',
  ah: 'authentication (AH)',
  esp: 'encryption (ESP)',
  none: 'no next header',
  proto: 'upper-layer protocol',
};

function hotspot(value: string): string {
  const words = value.split(',').map((word) => {
    const negated = word.startsWith('!');
    const name = negated ? word.slice(1) : word;
    const known = Object.hasOwn(hotspotWords, name) ? hotspotWords[name] : undefined;
    return known === undefined ? code(word) : negated ? `not ${known}` : known;
  });
  return `that the hotspot calls ${words.join(', ')}`;
}

const hotspotWords: Readonly<Record<string, string>> = {
  auth: 'sent by a client that has logged in',
  'from-client': 'sent by a client',
  http: 'an HTTP request to the hotspot',
  'local-dst': 'sent to the hotspot itself',
  'to-client': 'sent to a client',
};

const ipsecPolicies: Readonly<Record<string, string>> = {
  'in,ipsec': 'that came in through IPsec',
  'in,none': 'that came in without IPsec',
  'out,ipsec': 'that will go through IPsec',
  'out,none': 'that will not go through IPsec',
};

const ipv4Options: Readonly<Record<string, string>> = {
  any: 'with at least one IPv4 option',
  none: 'without IPv4 options',
  'loose-source-routing': 'with the IPv4 option loose source routing',
  'strict-source-routing': 'with the IPv4 option strict source routing',
  'no-source-routing': 'without the IPv4 option source routing',
  'record-route': 'with the IPv4 option record route',
  'no-record-route': 'without the IPv4 option record route',
  'router-alert': 'with the IPv4 option router alert',
  'no-router-alert': 'without the IPv4 option router alert',
  timestamp: 'with the IPv4 option timestamp',
  'no-timestamp': 'without the IPv4 option timestamp',
};

function clockTime({ bare, negated }: Said): string {
  const parts = /^([^-,]+)-([^-,]+)(?:,([a-z,]+))?$/.exec(bare);
  const from = parts === null ? undefined : clock(parts[1] ?? '');
  const to = parts === null ? undefined : clock(parts[2] ?? '');
  const on = parts?.[3] === undefined ? '' : weekDays(parts[3].split(','));
  const verb = negated ? 'does not show' : 'shows';
  if (from === undefined || to === undefined || on === undefined) return `the router’s clock ${verb} ${code(bare)}`;
  return `the router’s clock ${verb} ${from} to ${to}${on}`;
}

function clock(text: string): string | undefined {
  const seconds = parseTime(text)?.seconds;
  if (seconds === undefined || seconds > 86_400) return undefined;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}${rest}`;
}

/** ` on Monday or Tuesday`, ` on Monday to Friday`; nothing for the whole week. */
function weekDays(words: readonly string[]): string | undefined {
  if (!words.every((word) => Object.hasOwn(dayNames, word))) return undefined;
  const names = Object.keys(dayNames).filter((day) => words.includes(day));
  if (names.length === 7) return '';
  if (names.join() === 'mon,tue,wed,thu,fri') return ' on Monday to Friday';
  return ` on ${listed(
    names.map((day) => dayNames[day] ?? day),
    'or',
  )}`;
}

const dayNames: Readonly<Record<string, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
