import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { parseIpv4, parseIpv4Set, parseIpv6, parseIpv6Set } from '../packet/address.ts';
import { parseIcmpOptions } from '../packet/icmp.ts';
import { type Interval, IntervalSet, type Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { parseTime } from '../packet/time.ts';
import {
  endsTable,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listKey,
  type Matcher,
  rewritesDestination,
  type TableName,
} from './firewall.ts';
import { HOOKS } from './walk.ts';

/**
 * The reference semantics: one packet walks rule by rule, as the manual tells it. Nothing here is clever, so that
 * everything clever can be held against it. Assumed, with sources: a list that a rule fills is seen by the next rule
 * for the same packet, and adding again renews the time (`reference/firewall-analysis.md 2.2`); the end of a built-in
 * chain accepts (`reference/routeros.md B.2`).
 */
export class Interpreter {
  readonly #chains = new Map<string, FirewallRule[]>();
  readonly #firewall: Firewall;
  readonly #suppose: Supposition;
  /** When each address leaves each list, in seconds; the key is the list and the address. */
  #entries = new Map<string, number>();
  #now = 0;

  /** `suppose` answers for matchers that a packet does not tell. */
  constructor(firewall: Firewall, suppose: Supposition = () => undefined) {
    this.#firewall = firewall;
    this.#suppose = suppose;
    for (const rule of firewall.rules) {
      const key = chainKey(rule.family, rule.table, rule.chain);
      const chain = this.#chains.get(key);
      if (chain === undefined) this.#chains.set(key, [rule]);
      else chain.push(rule);
    }
  }

  /** Puts an address on a list for so many seconds, or until the router restarts. */
  list(family: Packet['family'], name: string, address: Point, seconds = Number.POSITIVE_INFINITY): void {
    this.#entries.set(entryKey(family, name, address), this.#now + seconds);
  }

  /** Forgets all that packets have put on lists. */
  clear(): void {
    this.#entries = new Map();
  }

  /** Lets time pass, in seconds. */
  wait(seconds: number): void {
    this.#now += seconds;
  }

  /** The lists on which the address is now, through rules or by `list`. */
  listsOf(family: Packet['family'], address: Point): string[] {
    return [...this.timersOf(family, address).keys()];
  }

  /** The same with the seconds that are left; infinite where the entry has no timeout. */
  timersOf(family: Packet['family'], address: Point): Map<string, number> {
    const suffix = ` ${address}`;
    const prefix = listKey(family, '');
    const result = new Map<string, number>();
    for (const [key, until] of this.#entries) {
      if (until > this.#now && key.startsWith(prefix) && key.endsWith(suffix)) {
        result.set(key.slice(prefix.length, -suffix.length), until - this.#now);
      }
    }
    return result;
  }

  /** All that packets and `list` have put on lists and that is still there, in the order in which it came. */
  entries(): ListedAddress[] {
    const result: ListedAddress[] = [];
    for (const [key, until] of this.#entries) {
      if (until > this.#now) result.push({ key, seconds: until - this.#now });
    }
    return result;
  }

  /** Takes up where another interpreter of the same firewall stopped. */
  restore(entries: readonly ListedAddress[]): void {
    this.#entries = new Map(entries.map(({ key, seconds }) => [key, this.#now + seconds]));
  }

  /**
   * Sends a packet: to the router, or through it when it names another destination, or as `hook` says. A `dst-nat`
   * rule gives it another destination, with which it goes on (`reference/routeros.md B.1`).
   */
  send(packet: Packet, hook: keyof typeof HOOKS = packet.destination === undefined ? 'input' : 'forward'): Trace {
    const steps: Step[] = [];
    let current: Flight = { packet, natted: false };
    let rewrittenBy: FirewallRule | undefined;
    let route = HOOKS[hook];
    let decided: FirewallRule | undefined;
    for (let position = 0; position < route.length; position++) {
      const [table, chain] = route[position] as readonly [TableName, string];
      // Only the first packet of a connection meets NAT.
      if (table === 'nat' && packet.state !== 'new') continue;
      const rule = this.#chain(current, table, chain, steps, []);
      if (rule === undefined) continue;
      if (isRefusal(rule.action)) return { packet, steps, verdict: rule.action, by: rule, rewrittenBy };
      if (table === 'filter') decided = rule;
      if (chain !== 'dstnat' || !rewritesDestination(rule)) continue;
      rewrittenBy = rule;
      const before = current.packet.destination;
      current = rewritten(current, rule);
      // Without another address it goes where it was going.
      if (rule.action === 'redirect') route = HOOKS.input;
      else if (current.packet.destination !== before) route = HOOKS.forward;
    }
    return { packet, steps, verdict: 'accept', by: decided, rewrittenBy };
  }

  /** The rule that decided, or undefined at the end of the chain and at a `return`. */
  #chain(
    flight: Flight,
    table: TableName,
    chain: string,
    steps: Step[],
    open: readonly string[],
  ): FirewallRule | undefined {
    // A chain that jumps back to itself would walk for ever, and chains that jump twice double the way each time.
    if (open.includes(chain) || open.length > MAX_JUMPS || steps.length > MAX_STEPS) return undefined;
    for (const rule of this.#chains.get(chainKey(flight.packet.family, table, chain)) ?? []) {
      if (!rule.enabled) continue;
      let missed: Matcher | undefined;
      let doubtful = false;
      for (const matcher of rule.matchers) {
        const answer = this.#test(matcher, rule, flight);
        if (answer === 'yes') continue;
        missed = matcher;
        doubtful = answer === 'unknown';
        break;
      }
      steps.push({ rule, matched: missed === undefined, missed, doubtful });
      if (missed !== undefined) continue;
      if (rule.action === 'return') return undefined;
      if (rule.action === 'jump') {
        const outcome = this.#chain(flight, table, textOf(rule.item, 'jump-target') ?? '', steps, [...open, chain]);
        if (outcome !== undefined) return outcome;
      } else if (endsTable(rule)) {
        return rule;
      } else {
        this.#add(rule, flight.packet);
      }
    }
    return undefined;
  }

  #add(rule: FirewallRule, packet: Packet): void {
    if (!rule.action.startsWith('add-')) return;
    const list = textOf(rule.item, 'address-list');
    const address = rule.action === 'add-src-to-address-list' ? packet.source : packet.destination;
    if (list === undefined || address === undefined) return;
    this.#entries.set(entryKey(packet.family, list, address), this.#now + timeoutOf(rule));
  }

  #test(matcher: Matcher, rule: FirewallRule, flight: Flight): 'yes' | 'no' | 'unknown' {
    if (isForAnotherProtocol(matcher.name, flight.packet)) return 'no';
    const plain = matcher.property.constant ? this.#plain(matcher, rule, flight) : undefined;
    const answer = plain ?? this.#suppose(rule, matcher) ?? ordinarily(matcher.name);
    if (answer === undefined) return 'unknown';
    return answer !== matcher.negated ? 'yes' : 'no';
  }

  /** Whether the value without its negation fits; undefined where the packet does not tell. */
  #plain(matcher: Matcher, rule: FirewallRule, { packet, natted }: Flight): boolean | undefined {
    const { text } = matcher;
    switch (matcher.name) {
      case 'protocol': {
        const number = protocolNumber(text);
        return number === undefined ? undefined : number === packet.protocol;
      }
      case 'dst-port':
        return onPort(matcher, packet.destinationPort);
      case 'src-port':
        return onPort(matcher, packet.sourcePort);
      case 'port':
        return onPort(matcher, packet.destinationPort) === true || onPort(matcher, packet.sourcePort);
      case 'src-address':
        return inSet(matcher, packet.family, packet.source);
      case 'dst-address':
        return packet.destination === undefined ? undefined : inSet(matcher, packet.family, packet.destination);
      case 'packet-size':
        return onPort(matcher, packet.size);
      case 'connection-state':
        return text.split(',').includes(packet.state);
      case 'in-interface':
        return packet.inInterface === undefined ? undefined : text === packet.inInterface;
      case 'in-interface-list':
        return this.#onInterfaceList(text, packet.inInterface, rule, matcher);
      case 'src-address-list':
        return this.#onList(packet.family, text, packet.source);
      case 'dst-address-list':
        return packet.destination === undefined ? undefined : this.#onList(packet.family, text, packet.destination);
      case 'icmp-options': {
        const options = parseIcmpOptions(text);
        if (options === undefined || packet.icmp === undefined) return undefined;
        const [type, code] = packet.icmp;
        const codes = options.codes;
        return options.type === type && (codes === undefined || (codes[0] <= code && code <= codes[1]));
      }
      case 'dst-address-type':
        return packet.destination === undefined ? text.split(',').includes('local') : undefined;
      case 'connection-nat-state':
        if (rule.table !== 'filter') return undefined;
        return text === 'dstnat' ? natted : text === 'srcnat' ? false : undefined;
      default:
        return undefined;
    }
  }

  /** An interface whose name is that of the list counts as its member: `in=WAN` is how one asks without a file of lists. */
  #onInterfaceList(list: string, name: string | undefined, rule: FirewallRule, matcher: Matcher): boolean | undefined {
    if (list === 'all') return true;
    if (list === 'none') return false;
    if (name === undefined) return undefined;
    const members = this.#firewall.interfaceLists.get(list);
    if (name === list || members?.includes(name) === true) return true;
    return members === undefined ? (this.#suppose(rule, matcher) ?? false) : false;
  }

  #onList(family: Packet['family'], list: string, address: Point): boolean | undefined {
    if ((this.#entries.get(entryKey(family, list, address)) ?? 0) > this.#now) return true;
    const entries = this.#firewall.addressLists.get(listKey(family, list));
    if (entries === undefined) return false;
    const { addresses, unclear } = readEntries(entries, family);
    if (addresses.contains(address)) return true;
    return unclear ? undefined : false;
  }
}

/**
 * Whether a matcher without its negation fits where the packet does not tell; undefined leaves it open. It is asked
 * for the same matcher the same way each time.
 */
export type Supposition = (rule: FirewallRule, matcher: Matcher) => boolean | undefined;

/** That these matchers fit, as they are written in the rules: `content=sesame`. It is asked for each packet anew. */
export function supposing(held: () => readonly string[]): Supposition {
  return (_, { name, negated, property }) => (held().includes(`${name}=${property.text}`) ? !negated : undefined);
}

/** An address on a list. */
export interface ListedAddress {
  /** The list and the address, as the interpreter names them. */
  readonly key: string;
  /** What is left of its time; infinite where it stays until the router restarts. */
  readonly seconds: number;
}

/** What one packet met. */
export interface Trace {
  readonly packet: Packet;
  readonly steps: readonly Step[];
  /** The action that decided; `accept` at the end of the chain. */
  readonly verdict: string;
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
  /** The rule that gave it another destination on the way. */
  readonly rewrittenBy: FirewallRule | undefined;
}

export interface Step {
  readonly rule: FirewallRule;
  readonly matched: boolean;
  /** The first matcher that did not fit. */
  readonly missed: Matcher | undefined;
  /** Whether it fits is not known; it is taken for no. */
  readonly doubtful: boolean;
}

/** Seconds that a rule lists an address for; infinite where it lasts until the router restarts. */
export function timeoutOf(rule: FirewallRule): number {
  const timeout = textOf(rule.item, 'address-list-timeout');
  const seconds = timeout === undefined ? 0 : (parseTime(timeout)?.seconds ?? 0);
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds;
}

/** How a matcher answers that counts packets, as long as they are few: rates are kept, and nothing is noticed. */
export function ordinarily(name: string): boolean | undefined {
  if (name === 'limit' || name === 'dst-limit') return true;
  return name === 'connection-limit' || name === 'psd' ? false : undefined;
}

/** A packet on its way. */
interface Flight {
  readonly packet: Packet;
  /** A rule has given it another destination. */
  readonly natted: boolean;
}

const MAX_STEPS = 100_000;
const MAX_JUMPS = 64;

function chainKey(family: Packet['family'], table: TableName, chain: string): string {
  return `${family} ${table} ${chain}`;
}

function entryKey(family: Packet['family'], list: string, address: Point): string {
  return `${listKey(family, list)} ${address}`;
}

/** `redirect` sends to the router itself; a rule without an address keeps it, one without ports keeps those. */
function rewritten({ packet }: Flight, { action, item }: FirewallRule): Flight {
  const address = (textOf(item, 'to-addresses') ?? textOf(item, 'to-address') ?? '').split(/[-/]/)[0] as string;
  const port = parsePorts(textOf(item, 'to-ports') ?? '')?.first;
  const parsed = packet.family === 'ip' ? parseIpv4(address) : parseIpv6(address);
  const destination = action === 'redirect' ? undefined : (parsed ?? packet.destination);
  return { packet: { ...packet, destination, destinationPort: port ?? packet.destinationPort }, natted: true };
}

/** Ports, types and flags exist only in some protocols; elsewhere no such matcher fits, negated or not. */
function isForAnotherProtocol(name: string, { protocol, family, destinationPort, sourcePort }: Packet): boolean {
  switch (name) {
    case 'dst-port':
    case 'src-port':
    case 'port':
      return destinationPort === undefined && sourcePort === undefined;
    case 'icmp-options':
      return protocol !== (family === 'ip' ? 1 : 58);
    case 'tcp-flags':
      return protocol !== 6;
    default:
      return false;
  }
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

function onPort(matcher: Matcher, port: number | undefined): boolean | undefined {
  return port === undefined ? false : readValue(matcher, parsePorts)?.contains(port);
}

function inSet(matcher: Matcher, family: Packet['family'], address: Point): boolean | undefined {
  return readValue(matcher, family === 'ip' ? parseIpv4Set : parseIpv6Set)?.contains(address);
}

interface ListEntries {
  readonly addresses: IntervalSet<Point>;
  /** A name that the router resolves may hold any address. */
  readonly unclear: boolean;
}

const readLists = new WeakMap<readonly ConfigurationItem[], ListEntries>();

/** A list may have more entries than packets are ever asked about. */
function readEntries(entries: readonly ConfigurationItem[], family: Packet['family']): ListEntries {
  let known = readLists.get(entries);
  if (known === undefined) {
    const intervals: Interval<Point>[] = [];
    let unclear = false;
    for (const entry of entries) {
      const text = textOf(entry, 'address');
      if (text === undefined || isDisabled(entry)) continue;
      const set = (family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text)) as IntervalSet<Point> | undefined;
      if (set === undefined) unclear = true;
      else for (const interval of set.intervals()) intervals.push(interval);
    }
    known = { addresses: IntervalSet.of(intervals), unclear };
    readLists.set(entries, known);
  }
  return known;
}
