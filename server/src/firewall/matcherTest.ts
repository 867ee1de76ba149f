import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { parseIcmpOptions } from '../packet/icmp.ts';
import { type Interval, IntervalSet, type Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { type Family, type Firewall, listAddedTo, listKey, type Matcher } from './firewall.ts';
import { type Flight, NO_MARK } from './flight.ts';
import { addressType, outInterfaceFor, ownAddresses } from './ownAddresses.ts';

/** Ports, types and flags exist only in some packets; elsewhere no such matcher fits, negated or not. */
export function lacksField(name: string, { packet, state }: Flight): boolean {
  switch (name) {
    case 'dst-port':
    case 'src-port':
    case 'port':
      return packet.destinationPort === undefined && packet.sourcePort === undefined;
    case 'icmp-options':
      return packet.protocol !== (packet.family === 'ip' ? 1 : 58);
    case 'tcp-flags':
    case 'tls-host':
      return packet.protocol !== 6;
    case 'connection-mark':
      // A packet of no connection has none, which is not the same as an empty one (Linux, `xt_connmark.c`).
      return state === 'untracked' || state === 'invalid';
    default:
      return false;
  }
}

/** Whether the value without its negation fits the packet; undefined where the packet and the file do not tell. */
export function fits(matcher: Matcher, flight: Flight, firewall: Firewall): boolean | undefined {
  const { text, name } = matcher;
  const { packet, destination } = flight;
  switch (name) {
    case 'protocol': {
      const number = protocolNumber(text);
      return number === undefined ? undefined : number === packet.protocol;
    }
    case 'dst-port':
      return onPort(matcher, packet.destinationPort);
    case 'src-port':
      return onPort(matcher, packet.sourcePort);
    case 'port':
      return either(onPort(matcher, packet.destinationPort), onPort(matcher, packet.sourcePort));
    case 'packet-size':
      return onPort(matcher, packet.size);
    case 'src-address':
      return readValue(matcher, addressReader(packet.family))?.contains(packet.source);
    case 'dst-address':
      return within(destination, readValue(matcher, addressReader(packet.family)));
    case 'src-address-type':
      return hasType(text, packet.source, flight, firewall);
    case 'dst-address-type':
      return hasDestinationType(text, flight, firewall);
    case 'connection-state':
      return flight.state === undefined ? undefined : text.split(',').includes(flight.state);
    case 'connection-nat-state':
      return hasNat(text, flight);
    case 'connection-mark':
    case 'packet-mark':
    case 'routing-mark':
      return hasMark(name, text, flight);
    case 'in-interface':
      return packet.inInterface === undefined ? undefined : firewall.interfaces.fits(text, packet.inInterface);
    case 'in-interface-list':
      return onInterfaceList(text, packet.inInterface, firewall);
    case 'out-interface':
    case 'out-interface-list':
      return leavesBy(name, text, flight, firewall);
    case 'icmp-options':
      return hasIcmp(text, packet);
    default:
      return undefined;
  }
}

/** How a matcher answers whose field the packet does not show: as for an ordinary packet of its kind. */
export function ordinarilyFits({ name, text }: Matcher, { packet, state }: Flight): boolean | undefined {
  if (name === 'ipsec-policy') return /^(?:in|out),none$/.test(text) ? true : /,ipsec$/.test(text) ? false : undefined;
  if (name !== 'tcp-flags') return undefined;
  const flags = packet.tcpFlags ?? (state === 'new' ? ['syn'] : state === 'established' ? ['ack'] : undefined);
  if (flags === undefined || !/^(?:!?[a-z]+)(?:,!?[a-z]+)*$/.test(text)) return undefined;
  return text.split(',').every((flag) => flags.includes(flag.replace('!', '')) !== flag.startsWith('!'));
}

/** Whether the file itself puts an address on the list; undefined where it leaves that open. */
export function isListed(
  list: string,
  family: Family,
  addresses: IntervalSet<Point>,
  firewall: Firewall,
): boolean | undefined {
  const entries = firewall.addressLists.get(listKey(family, list));
  // A list that a script only reads is somebody else's to fill; an export shows all that there is.
  if (entries === undefined) return firewall.configuration.isExport || isFilled(list, firewall) ? false : undefined;
  const { surely, maybe, isUnclear } = readEntries(entries, family);
  if (addresses.isSubset(surely)) return true;
  return isUnclear || addresses.intersects(maybe) ? undefined : false;
}

const filledLists = new WeakMap<Firewall, ReadonlySet<string>>();

/** Whether rules put addresses on the list, so that nobody is on it before a packet has come. */
function isFilled(list: string, firewall: Firewall): boolean {
  let filled = filledLists.get(firewall);
  if (filled === undefined) {
    filled = new Set(firewall.rules.flatMap((rule) => listAddedTo(rule)?.text ?? []));
    filledLists.set(firewall, filled);
  }
  return filled.has(list);
}

function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
}

/** Values are read once, for each matcher is asked for many packets. */
const readValues = new WeakMap<Matcher, { readonly set: IntervalSet<Point> | undefined }>();

function readValue(matcher: Matcher, read: (text: string) => unknown): IntervalSet<Point> | undefined {
  let value = readValues.get(matcher);
  if (value === undefined) {
    value = { set: read(matcher.text) as IntervalSet<Point> | undefined };
    readValues.set(matcher, value);
  }
  return value.set;
}

function addressReader(family: Family): (text: string) => unknown {
  return family === 'ip' ? parseIpv4Set : parseIpv6Set;
}

function onPort(matcher: Matcher, port: number | undefined): boolean | undefined {
  const set = readValue(matcher, parsePorts);
  return set === undefined ? undefined : port !== undefined && set.contains(port);
}

/** Whether an address of which only the set is known is one of the value. */
function within(addresses: IntervalSet<Point>, value: IntervalSet<Point> | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (addresses.isSubset(value)) return true;
  return addresses.intersects(value) ? undefined : false;
}

function hasType(text: string, address: Point, { packet: { family } }: Flight, { configuration }: Firewall): boolean {
  return text.split(',').includes(addressType(address, ownAddresses(configuration, family), family));
}

/** A packet that goes to `input` has an address of the router, even where the file shows none. */
function hasDestinationType(text: string, flight: Flight, firewall: Firewall): boolean {
  const { destination } = flight.packet;
  if (destination === undefined) return text.split(',').includes('local');
  const own = ownAddresses(firewall.configuration, flight.packet.family);
  const type = addressType(destination, own, flight.packet.family);
  return text.split(',').includes(type === 'unicast' && flight.hook === 'input' && !own.complete ? 'local' : type);
}

function hasNat(text: string, { nat }: Flight): boolean | undefined {
  const answers = text.split(',').map((one) => (one === 'srcnat' || one === 'dstnat' ? nat[one] : undefined));
  return answers.reduce(either);
}

function hasMark(
  name: 'connection-mark' | 'packet-mark' | 'routing-mark',
  text: string,
  flight: Flight,
): boolean | undefined {
  if (name !== 'connection-mark') return (flight.marks[name] ?? NO_MARK) === text;
  const { value, isKnown, not } = flight.connectionMark;
  if (isKnown) return (value ?? NO_MARK) === text;
  return not.has(text) ? false : undefined;
}

/**
 * An interface whose name is that of the list counts as its member: `in=WAN` is how one asks without a file of lists.
 * It is on no other list, as nobody puts an interface on two lists such as LAN and WAN.
 */
function onInterfaceList(list: string, name: string | undefined, firewall: Firewall): boolean | undefined {
  if (name === undefined) return list === 'all' || list === 'none' ? list === 'all' : undefined;
  if (name === list) return true;
  const answer = firewall.interfaces.isOn(list, name);
  return answer ?? (listNames(firewall).has(name) ? false : undefined);
}

const namesOfLists = new WeakMap<Firewall, ReadonlySet<string>>();

/** The lists of interfaces that the file defines or asks for. */
function listNames(firewall: Firewall): ReadonlySet<string> {
  let names = namesOfLists.get(firewall);
  if (names === undefined) {
    const asked = firewall.rules.flatMap(({ matchers }) =>
      matchers.filter(({ name }) => name.endsWith('-interface-list')).map(({ text }) => text),
    );
    names = new Set([...firewall.interfaces.listNames, ...asked]);
    namesOfLists.set(firewall, names);
  }
  return names;
}

/** What goes to the router itself leaves by no interface. */
function leavesBy(name: string, text: string, { hook, packet }: Flight, firewall: Firewall): boolean | undefined {
  if (hook === 'input') return false;
  const { destination, family, outInterface } = packet;
  const out =
    outInterface ??
    (destination === undefined ? undefined : outInterfaceFor(destination, firewall.configuration, family));
  if (name === 'out-interface-list') return onInterfaceList(text, out, firewall);
  return out === undefined ? undefined : firewall.interfaces.fits(text, out);
}

function hasIcmp(text: string, { icmp }: Packet): boolean | undefined {
  const options = parseIcmpOptions(text);
  if (options === undefined || icmp === undefined) return undefined;
  const [type, code] = icmp;
  const { codes } = options;
  return options.type === type && (codes === undefined || (codes[0] <= code && code <= codes[1]));
}

interface ListEntries {
  readonly surely: IntervalSet<Point>;
  /** Those that stand under a condition. */
  readonly maybe: IntervalSet<Point>;
  /** A name that the router resolves may hold any address. */
  readonly isUnclear: boolean;
}

const readLists = new WeakMap<readonly ConfigurationItem[], ListEntries>();

/** A list may have more entries than packets are ever asked about. */
function readEntries(entries: readonly ConfigurationItem[], family: Family): ListEntries {
  let known = readLists.get(entries);
  if (known === undefined) {
    const surely: Interval<Point>[] = [];
    const maybe: Interval<Point>[] = [];
    let isUnclear = false;
    for (const entry of entries) {
      const text = textOf(entry, 'address');
      if (text === undefined || isDisabled(entry)) continue;
      const set = addressReader(family)(text) as IntervalSet<Point> | undefined;
      if (set === undefined) isUnclear = true;
      else (entry.conditional ? maybe : surely).push(...set.intervals());
    }
    known = { surely: IntervalSet.of(surely), maybe: IntervalSet.of(maybe), isUnclear };
    readLists.set(entries, known);
  }
  return known;
}
