import { allIpv4, allIpv6, parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { type Box, box, type Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { allPorts, parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Firewall, FirewallRule, Matcher } from './firewall.ts';

/**
 * The packets of one table as points: each matcher is a set in one dimension, and a matcher that is not modelled is
 * an atom, a dimension of its own that is true or false. Two bounds of a rule's matches are kept apart: `may` holds
 * every packet that can match, `must` only packets that surely match (`reference/firewall-analysis.md 3.1`).
 */
export class PacketSpace {
  readonly #firewall: Firewall;
  /** Atoms and interfaces by name, numbered as they come. */
  readonly #dimensions = new Map<string, number>();
  readonly #domains: IntervalSet<Point>[] = [];
  readonly #interfaces = new Map<string, number>();
  readonly #known = new Map<FirewallRule, { may: readonly Box[]; must: readonly Box[] }>();

  constructor(firewall: Firewall) {
    this.#firewall = firewall;
    for (const members of firewall.interfaceLists.values()) for (const name of members) this.#interface(name);
    for (const { matchers } of firewall.rules) {
      for (const { name, text } of matchers) if (INTERFACES.has(name)) this.#interface(text);
    }
  }

  /** All packets that can match the rule, as a union. */
  may(rule: FirewallRule): readonly Box[] {
    return this.#bounds(rule).may;
  }

  /** Packets that surely match the rule, as a union. */
  must(rule: FirewallRule): readonly Box[] {
    return this.#bounds(rule).must;
  }

  readonly domain = (dimension: number): IntervalSet<Point> => this.#domains[dimension] as IntervalSet<Point>;

  /** The atom that says whether the packet's interface is on a list whose members are not known; undefined if none. */
  interfaceListAtom(direction: 'in' | 'out', list: string): number | undefined {
    return this.#dimensions.get(`${direction}-interface-list ${list}`);
  }

  #bounds(rule: FirewallRule): { may: readonly Box[]; must: readonly Box[] } {
    let bounds = this.#known.get(rule);
    if (bounds === undefined) {
      bounds = this.#build(rule);
      this.#known.set(rule, bounds);
    }
    return bounds;
  }

  #build(rule: FirewallRule): { may: readonly Box[]; must: readonly Box[] } {
    const sides: Side[] = [];
    let exact = true;
    let either: Matcher | undefined;
    for (const matcher of rule.matchers) {
      if (matcher.name === 'port' && !matcher.negated && parsePorts(matcher.text) !== undefined) {
        either = matcher;
        continue;
      }
      const side = this.#side(matcher, rule);
      if (side === undefined) exact = false;
      else sides.push(side);
    }
    const products =
      either === undefined
        ? [sides]
        : ['src-port', 'dst-port'].map((name) => [...sides, this.#ports(name, either.text)]);
    const may = products.map(box).filter((product) => product !== undefined);
    return { may, must: exact ? may : [] };
  }

  /** The set of a matcher; undefined where it may match one packet and not the next one that looks the same. */
  #side(matcher: Matcher, rule: FirewallRule): Side | undefined {
    const { name, text, negated, property } = matcher;
    if (UNSTABLE.has(name) || (rule.table === 'mangle' && MARKS.has(name))) return undefined;
    if (!property.constant) return this.#atom(`${name} = ${text}`, negated);
    const dimension = VALUE_DIMENSIONS[name];
    if (dimension !== undefined) {
      const domain = dimension.domain(rule.family);
      const set = dimension.read(text, rule.family);
      const number = this.#dimension(dimension.name ?? name, domain);
      return set === undefined
        ? this.#atom(`${name} = ${text}`, negated)
        : { dimension: number, set: negated ? set.complement(domain) : set };
    }
    if (name === 'in-interface' || name === 'out-interface') return this.#oneInterface(name, text, negated);
    if (name === 'in-interface-list' || name === 'out-interface-list') return this.#interfaceList(name, text, negated);
    return this.#atom(`${name} = ${text}`, negated);
  }

  #ports(name: string, text: string): Side {
    const number = this.#dimension(name, allPorts as IntervalSet<Point>);
    return { dimension: number, set: parsePorts(text) as IntervalSet<Point> };
  }

  #atom(name: string, negated: boolean): Side {
    return { dimension: this.#dimension(name, BOTH), set: negated ? NO : YES };
  }

  #oneInterface(name: string, text: string, negated: boolean): Side {
    if (INTERFACE_KINDS.has(text)) return this.#atom(`${name} = ${text}`, negated);
    const set = IntervalSet.range<Point>(this.#interface(text), this.#interface(text));
    return this.#interfaceSide(name, set, negated);
  }

  #interfaceList(name: string, list: string, negated: boolean): Side {
    if (list === 'all') return this.#interfaceSide(name, this.#anyInterface(), negated);
    if (list === 'none') return this.#interfaceSide(name, IntervalSet.empty<Point>(), negated);
    const members = this.#firewall.interfaceLists.get(list);
    if (members === undefined) return this.#atom(`${name} ${list}`, negated);
    const set = IntervalSet.of<Point>(
      members.map((member) => [this.#interface(member), this.#interface(member)] as const),
    );
    return this.#interfaceSide(name.replace('-list', ''), set, negated);
  }

  #interfaceSide(name: string, set: IntervalSet<Point>, negated: boolean): Side {
    const domain = this.#anyInterface();
    return {
      dimension: this.#dimension(name.replace('-list', ''), domain),
      set: negated ? set.complement(domain) : set,
    };
  }

  /** Number 0 stands for all interfaces that the file does not name. */
  #interface(name: string): number {
    let number = this.#interfaces.get(name);
    if (number === undefined) {
      number = this.#interfaces.size + 1;
      this.#interfaces.set(name, number);
    }
    return number;
  }

  #anyInterface(): IntervalSet<Point> {
    return IntervalSet.range<Point>(0, this.#interfaces.size);
  }

  #dimension(name: string, domain: IntervalSet<Point>): number {
    let number = this.#dimensions.get(name);
    if (number === undefined) {
      number = this.#domains.length;
      this.#dimensions.set(name, number);
      this.#domains.push(domain);
    }
    return number;
  }
}

/** Matchers whose answer changes between packets that look the same. */
const UNSTABLE: ReadonlySet<string> = new Set([
  ...['limit', 'dst-limit', 'random', 'nth', 'psd', 'time'],
  ...['connection-limit', 'connection-rate', 'connection-bytes', 'port'],
]);
/** Rules of mangle change them while the packet walks through. */
const MARKS: ReadonlySet<string> = new Set([
  'connection-mark',
  'packet-mark',
  'routing-mark',
  'dscp',
  'ttl',
  'hop-limit',
  'priority',
]);

const INTERFACES: ReadonlySet<string> = new Set(['in-interface', 'out-interface']);
/** Names that stand for many interfaces (`reference/routeros.md B.5`). */
const INTERFACE_KINDS: ReadonlySet<string> = new Set(['all-ethernet', 'all-ppp', 'all-vlan', 'all-wireless']);

const BOTH = IntervalSet.range<Point>(0, 1);
const YES = IntervalSet.range<Point>(1, 1);
const NO = IntervalSet.range<Point>(0, 0);

interface ValueDimension {
  /** Where another matcher shares the dimension. */
  readonly name?: string;
  domain(family: FirewallRule['family']): IntervalSet<Point>;
  read(text: string, family: FirewallRule['family']): IntervalSet<Point> | undefined;
}

const STATES = ['established', 'related', 'new', 'invalid', 'untracked'];
const NUMBERS_TO_255 = IntervalSet.range<Point>(0, 255);

const ports: ValueDimension = {
  domain: () => allPorts as IntervalSet<Point>,
  read: (text) => parsePorts(text) as IntervalSet<Point> | undefined,
};
const addresses: ValueDimension = {
  domain: (family) => (family === 'ip' ? allIpv4 : allIpv6) as IntervalSet<Point>,
  read: (text, family) => (family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text)) as IntervalSet<Point> | undefined,
};

const VALUE_DIMENSIONS: Readonly<Record<string, ValueDimension>> = {
  'dst-port': ports,
  'src-port': ports,
  'packet-size': ports,
  'src-address': addresses,
  'dst-address': addresses,
  protocol: {
    domain: () => NUMBERS_TO_255,
    read: (text) => {
      const number = protocolNumber(text);
      return number === undefined ? undefined : IntervalSet.range<Point>(number, number);
    },
  },
  'connection-state': {
    domain: () => IntervalSet.range<Point>(0, STATES.length - 1),
    read: (text) => {
      const numbers = text.split(',').map((state) => STATES.indexOf(state));
      return numbers.includes(-1)
        ? undefined
        : IntervalSet.of<Point>(numbers.map((number) => [number, number] as const));
    },
  },
};
