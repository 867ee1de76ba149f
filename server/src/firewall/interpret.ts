import { type ConfigurationItem, isDisabled, textOf } from '../config/configuration.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { parseIcmpOptions } from '../packet/icmp.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { parseTime } from '../packet/time.ts';
import {
  type Firewall,
  type FirewallRule,
  isRefusal,
  isTerminal,
  listKey,
  type Matcher,
  type TableName,
} from './firewall.ts';

/**
 * The reference semantics: one packet walks rule by rule, as the manual tells it. Nothing here is clever, so that
 * everything clever can be held against it. Assumed, with sources: a list that a rule fills is seen by the next rule
 * for the same packet, and adding again renews the time (`reference/firewall-analysis.md 2.2`); the end of a built-in
 * chain accepts (`reference/routeros.md B.2`).
 */
export class Interpreter {
  readonly #firewall: Firewall;
  /** When each source leaves each list, in seconds; the key is the list and the address. */
  readonly #entries = new Map<string, number>();
  #now = 0;

  constructor(firewall: Firewall) {
    this.#firewall = firewall;
  }

  /** Puts an address on a list until it is taken off. */
  list(family: Packet['family'], name: string, address: Point): void {
    this.#entries.set(entryKey(family, name, address), Number.POSITIVE_INFINITY);
  }

  /** Lets time pass, in seconds. */
  wait(seconds: number): void {
    this.#now += seconds;
  }

  /** The lists on which the address is now, through rules or by `list`. */
  listsOf(family: Packet['family'], address: Point): string[] {
    const suffix = ` ${address}`;
    const prefix = listKey(family, '');
    return [...this.#entries]
      .filter(([key, until]) => until > this.#now && key.startsWith(prefix) && key.endsWith(suffix))
      .map(([key]) => key.slice(prefix.length, -suffix.length));
  }

  /** Sends a packet from outside to the router, or through it when it names another destination. */
  send(packet: Packet): Trace {
    const steps: Step[] = [];
    const through = packet.destination !== undefined;
    const route: readonly (readonly [TableName, string])[] = [
      ['raw', 'prerouting'],
      ['mangle', 'prerouting'],
      ['nat', 'dstnat'],
      ['mangle', through ? 'forward' : 'input'],
      ['filter', through ? 'forward' : 'input'],
    ];
    for (const [table, chain] of route) {
      // Only the first packet of a connection meets NAT.
      if (table === 'nat' && packet.state !== 'new') continue;
      const outcome = this.#chain(packet, table, chain, steps, 0);
      if (outcome === undefined) continue;
      if (isRefusal(outcome.rule.action)) return { packet, steps, verdict: outcome.rule.action, by: outcome.rule };
      if (table === 'nat' && outcome.rule.action !== 'accept') {
        return { packet, steps, verdict: outcome.rule.action, by: outcome.rule };
      }
      if (table === 'filter') return { packet, steps, verdict: 'accept', by: outcome.rule };
    }
    return { packet, steps, verdict: 'accept', by: undefined };
  }

  /** The rule that decided, or undefined at the end of the chain and at a `return`. */
  #chain(
    packet: Packet,
    table: TableName,
    chain: string,
    steps: Step[],
    depth: number,
  ): { rule: FirewallRule } | undefined {
    // A chain that jumps to itself would walk for ever.
    if (depth > MAX_JUMPS) return undefined;
    for (const rule of this.#firewall.rules) {
      if (rule.family !== packet.family || rule.table !== table || rule.chain !== chain || !rule.enabled) continue;
      const missed = rule.matchers.find((matcher) => this.#test(matcher, rule, packet) !== 'yes');
      if (missed !== undefined) {
        steps.push({ rule, matched: false, missed, doubtful: this.#test(missed, rule, packet) === 'unknown' });
        continue;
      }
      steps.push({ rule, matched: true, missed: undefined, doubtful: false });
      if (rule.action === 'return') return undefined;
      if (rule.action === 'jump') {
        const outcome = this.#chain(packet, table, textOf(rule.item, 'jump-target') ?? '', steps, depth + 1);
        if (outcome !== undefined) return outcome;
      } else if (isTerminal(rule.action)) {
        return { rule };
      } else {
        this.#add(rule, packet);
      }
    }
    return undefined;
  }

  #add(rule: FirewallRule, packet: Packet): void {
    const list = textOf(rule.item, 'address-list');
    const address = rule.action === 'add-src-to-address-list' ? packet.source : packet.destination;
    if (list === undefined || address === undefined || !rule.action.startsWith('add-')) return;
    const timeout = textOf(rule.item, 'address-list-timeout');
    const seconds = timeout === undefined ? 0 : (parseTime(timeout)?.seconds ?? 0);
    const until = seconds === 0 ? Number.POSITIVE_INFINITY : this.#now + seconds;
    this.#entries.set(entryKey(packet.family, list, address), until);
  }

  #test(matcher: Matcher, rule: FirewallRule, packet: Packet): 'yes' | 'no' | 'unknown' {
    const plain = matcher.property.constant ? this.#plain(matcher, rule, packet) : undefined;
    if (plain === undefined) return 'unknown';
    return plain !== matcher.negated ? 'yes' : 'no';
  }

  /** Whether the value without its negation fits; undefined where it is not modelled. */
  #plain({ name, text }: Matcher, rule: FirewallRule, packet: Packet): boolean | undefined {
    const ports = (port: number | undefined): boolean | undefined =>
      port === undefined ? false : parsePorts(text)?.contains(port);
    switch (name) {
      case 'protocol': {
        const number = protocolNumber(text);
        return number === undefined ? undefined : number === packet.protocol;
      }
      case 'dst-port':
        return ports(packet.destinationPort);
      case 'src-port':
        return ports(packet.sourcePort);
      case 'port':
        return ports(packet.destinationPort) === true || ports(packet.sourcePort);
      case 'src-address':
        return inSet(text, packet.family, packet.source);
      case 'dst-address':
        return packet.destination === undefined ? undefined : inSet(text, packet.family, packet.destination);
      case 'packet-size':
        return parsePorts(text)?.contains(packet.size);
      case 'connection-state':
        return text.split(',').includes(packet.state);
      case 'in-interface':
        return packet.inInterface === undefined ? undefined : text === packet.inInterface;
      case 'in-interface-list':
        return this.#onInterfaceList(text, packet.inInterface);
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
        return rule.table === 'filter' ? false : undefined;
      default:
        return undefined;
    }
  }

  /** An interface whose name is that of the list counts as its member: `in=WAN` is how one asks without a file of lists. */
  #onInterfaceList(list: string, name: string | undefined): boolean | undefined {
    if (list === 'all') return true;
    if (list === 'none') return false;
    if (name === undefined) return undefined;
    const members = this.#firewall.interfaceLists.get(list);
    return name === list || members?.includes(name) === true;
  }

  #onList(family: Packet['family'], list: string, address: Point): boolean | undefined {
    if ((this.#entries.get(entryKey(family, list, address)) ?? 0) > this.#now) return true;
    let unclear = false;
    for (const entry of this.#firewall.addressLists.get(listKey(family, list)) ?? []) {
      const within = entryHolds(entry, family, address);
      if (within === true) return true;
      unclear ||= within === undefined;
    }
    return unclear ? undefined : false;
  }
}

/** What one packet met. */
export interface Trace {
  readonly packet: Packet;
  readonly steps: readonly Step[];
  /** The action that decided; `accept` at the end of the chain. */
  readonly verdict: string;
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
}

export interface Step {
  readonly rule: FirewallRule;
  readonly matched: boolean;
  /** The first matcher that did not fit. */
  readonly missed: Matcher | undefined;
  /** Whether it fits is not known; it is taken for no. */
  readonly doubtful: boolean;
}

const MAX_JUMPS = 32;

function entryKey(family: Packet['family'], list: string, address: Point): string {
  return `${listKey(family, list)} ${address}`;
}

function inSet(text: string, family: Packet['family'], address: Point): boolean | undefined {
  const set = (family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text)) as IntervalSet<Point> | undefined;
  return set?.contains(address);
}

/** A name that the router resolves may hold any address. */
function entryHolds(entry: ConfigurationItem, family: Packet['family'], address: Point): boolean | undefined {
  const text = textOf(entry, 'address');
  if (text === undefined || isDisabled(entry)) return false;
  return inSet(text, family, address);
}
