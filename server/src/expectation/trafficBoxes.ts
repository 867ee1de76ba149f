import { services } from '../catalog/services.ts';
import { textOf } from '../execution/configuration.ts';
import { INTERFACE_MENUS } from '../execution/interfaceMenus.ts';
import type { Family, Firewall, FirewallRule, Matcher } from '../firewall/firewall.ts';
import { listKey } from '../firewall/firewall.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import { type OwnAddresses, ownAddresses } from '../firewall/ownAddresses.ts';
import type { Hook } from '../firewall/packetEffects.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { type Box, box, type Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { connectionStates } from '../packet/packet.ts';
import { formatPorts } from '../packet/ports.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { addressesOf, type ExpectationFault, type Service, type Traffic, type Zone } from './expectation.ts';

/** Further zones by their names, each a union of zones as expectations write them. */
export type Zones = ReadonlyMap<string, readonly Zone[]>;

/** The packets of a class that set out for the router, or for somewhere behind it. */
export interface TrafficBoxes {
  readonly hook: Hook;
  readonly boxes: readonly Box[];
}

/** What the file does not tell, so that the class cannot be put together. */
export interface Unsettled {
  readonly unsettled: string;
}

/**
 * Puts the packets of a class together, in one family and in the words of the file. A zone is a union of conditions that
 * rules could ask for, so that it means just what a rule with them would match.
 */
export class TrafficReader {
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #space: PacketSpace;
  readonly #zones: Zones;
  readonly #read = new Map<string, readonly Alternative[] | ExpectationFault | Unsettled>();
  #here: AddressesHere | undefined;
  readonly #known = new Map<Named, ReadonlySet<string>>();

  constructor(firewall: Firewall, family: Family, space: PacketSpace, zones: Zones) {
    this.#firewall = firewall;
    this.#family = family;
    this.#space = space;
    this.#zones = zones;
  }

  /** `listed`: the lists on which the source is, those of a knock among them. */
  read(traffic: Traffic, listed: readonly string[]): readonly TrafficBoxes[] | ExpectationFault | Unsettled {
    const source = this.#zone(traffic.source, 'src');
    if (!Array.isArray(source)) return source as ExpectationFault | Unsettled;
    const service = this.#service(traffic.service);
    if ('fault' in service) return service;
    const { options } = traffic;
    const more: Condition[] = [];
    for (const side of ['in', 'out'] as const) {
      const name = options[side];
      if (name === undefined) continue;
      const interfaces = this.#named(name, ['interface', 'interfaces'], side === 'in' ? 'src' : 'dst');
      if (!Array.isArray(interfaces)) return interfaces as ExpectationFault;
      more.push(...((interfaces[0] as Alternative | undefined) ?? []));
    }
    const target = traffic.target === 'router' ? undefined : this.#zone(traffic.target, 'dst');
    if (target !== undefined && !Array.isArray(target)) return target as ExpectationFault | Unsettled;
    const targets = (target as readonly Alternative[] | undefined) ?? [[]];
    const all = (source as readonly Alternative[]).flatMap((from) =>
      targets.flatMap((to) =>
        service.alternatives.flatMap((what) => this.#boxes([...from, ...to, ...what, ...more], traffic, listed)),
      ),
    );
    const { own, shown, others } = this.#addressesHere();
    const hooks: TrafficBoxes[] = [];
    const put = (hook: Hook, set?: IntervalSet<Point>): void => {
      const sides = set === undefined ? [] : [{ dimension: this.#space.dimension('dst-address'), set }];
      const boxes = all.map((one) => box([...one, ...sides])).filter((one) => one !== undefined);
      if (boxes.length > 0) hooks.push({ hook, boxes });
    };
    // Where others give the router addresses, it is not known which, and a packet to it names none.
    if (traffic.target === 'router') put('input', own.complete ? shown : undefined);
    else {
      if (!shown.isEmpty && traffic.target.kind === 'address') put('input', shown);
      put('forward', others);
    }
    return hooks;
  }

  /** Whether the file names an interface, or a list of them, so. */
  isNamed(name: string): boolean {
    return this.#names('interface').has(name) || this.#names('interfaces').has(name);
  }

  /** Addresses of the router and all others. */
  #addressesHere(): AddressesHere {
    if (this.#here === undefined) {
      const own = ownAddresses(this.#firewall.configuration, this.#family);
      const shown = own.all.union(own.broadcast);
      const others = this.#space.domain(this.#space.dimension('dst-address')).minus(shown);
      this.#here = { own, shown, others };
    }
    return this.#here;
  }

  #boxes(conditions: Alternative, { options }: Traffic, listed: readonly string[]): Box[] {
    const asked = this.#space.mayWith(ANY_RULE, conditions.map(toMatcher));
    const state = options.state ?? 'new';
    const shared: Side[] = [
      { dimension: this.#space.dimension('connection-state'), set: single(connectionStates.indexOf(state)) },
    ];
    for (let dimension = 0; dimension < this.#space.dimensions; dimension++) {
      const { name } = this.#space.info(dimension);
      const list = this.#space.list(dimension);
      if (
        list?.side === 'source' &&
        !conditions.some((one) => one.name === 'src-address-list' && one.text === list.list)
      ) {
        shared.push({ dimension, set: single(listed.includes(list.list) ? 1 : 0) });
      } else if (name.startsWith('ipsec-policy = ')) shared.push({ dimension, set: single(0) });
      else if (name.startsWith('tcp-flag ') && state === 'new') {
        shared.push({ dimension, set: single(name === 'tcp-flag syn' ? 1 : 0) });
      }
    }
    return asked.map((one) => box([...one, ...shared])).filter((one) => one !== undefined);
  }

  /** A zone that is asked for again is not read again. */
  #zone(zone: Zone, side: End, around: readonly string[] = []): readonly Alternative[] | ExpectationFault | Unsettled {
    const key = `${side} ${zone.kind} ${zone.negated} ${zone.name}`;
    let found = this.#read.get(key);
    if (found === undefined) {
      found = this.#readZone(zone, side, around);
      this.#read.set(key, found);
    }
    return found;
  }

  /** `around`: the zones of which this one is a part. */
  #readZone(zone: Zone, side: End, around: readonly string[]): readonly Alternative[] | ExpectationFault | Unsettled {
    const { kind, name, negated } = zone;
    switch (kind) {
      case 'any':
        return negated ? [] : [[]];
      case 'internet': {
        const known = [...uplinks(this.#firewall).known];
        if (known.length === 0) return { unsettled: 'which side the Internet is on' };
        return union(
          known.map((one) => [interfaceCondition(one, this.#isList(one), side)]),
          negated,
        );
      }
      case 'elsewhere': {
        const none = this.#interfaces().map((one) => negatedOf(interfaceCondition(one, this.#isList(one), side)));
        return negated ? complement([none]) : [none];
      }
      case 'address':
        return this.#addresses(zone, side);
      case 'zone': {
        const parts = this.#zones.get(name);
        if (parts === undefined) return unknown('zone', name, this.#zones.keys());
        const circle = around.indexOf(name);
        if (circle >= 0) return { fault: madeOfItself(around.slice(circle)) };
        if (around.length >= MAX_DEPTH)
          return { fault: `The zone "${around[0]}" is nested deeper than ${MAX_DEPTH} zones.` };
        const found: Alternative[][] = [];
        for (const part of parts) {
          const own = this.#zone(part, side, [...around, name]);
          if (!Array.isArray(own)) return own as ExpectationFault | Unsettled;
          found.push([...(own as readonly Alternative[])]);
        }
        return negated ? complement(found.flat()) : found.flat();
      }
      case 'name': {
        const fitting = NAMED.filter((one) => this.#names(one).has(name));
        const [only] = fitting;
        if (only === undefined)
          return unknown(
            'interface, list or zone',
            name,
            NAMED.flatMap((one) => [...this.#names(one)]),
          );
        if (fitting.length > 1)
          return {
            fault: `"${name}" is ${fitting.map((one) => WORDS[one]).join(' and ')}; write ${fitting.map((one) => `${one} "${name}"`).join(' or ')}.`,
          };
        return this.#zone({ kind: only, name, negated }, side, around);
      }
      default: {
        const named = this.#named(name, [kind], side);
        if (!Array.isArray(named)) return named as ExpectationFault;
        return negated ? complement(named as readonly Alternative[]) : (named as readonly Alternative[]);
      }
    }
  }

  /** What an interface, a list of interfaces or a list of addresses asks for. */
  #named(name: string, kinds: readonly Named[], side: End): readonly Alternative[] | ExpectationFault {
    const kind = kinds.find((one) => this.#names(one).has(name));
    if (kind === undefined) {
      return unknown(
        kinds.map((one) => WORDS[one]).join(' or '),
        name,
        kinds.flatMap((one) => [...this.#names(one)]),
      );
    }
    if (kind === 'list') return [[{ name: `${side}-address-list`, text: name, negated: false }]];
    return [[interfaceCondition(name, kind === 'interfaces', side)]];
  }

  /** An address comes by the interface in whose network it is; others by the Internet, where the file tells it. */
  #addresses({ name, negated }: Zone, side: End): readonly Alternative[] {
    const found = addressesOf(name);
    if (found === undefined || found.family !== this.#family) return [];
    const address: Condition = { name: `${side}-address`, text: name, negated };
    if (negated) return [[address]];
    const { networks } = ownAddresses(this.#firewall.configuration, this.#family);
    const near = networks.filter(({ addresses }) => addresses.intersects(found.set));
    const rest = near.reduce((left, { addresses }) => left.minus(addresses), found.set);
    if (near.length === 0) return [[address]];
    const ways: Alternative[] = near.map((network) => [address, interfaceCondition(network.interface, false, side)]);
    if (!rest.isEmpty)
      ways.push([address, ...near.map((network) => negatedOf(interfaceCondition(network.interface, false, side)))]);
    return ways;
  }

  #service(service: Service | undefined): { alternatives: readonly Alternative[] } | ExpectationFault {
    if (service === undefined) return { alternatives: [[]] };
    const { negated, protocol, ports, name } = service;
    if (name !== undefined) {
      const found = this.#portsOf(name);
      if (found.length === 0)
        return unknown(
          'service',
          name,
          services.map((one) => one.name),
        );
      return { alternatives: negated ? complement(found) : found };
    }
    const own: Condition[] = [{ name: 'protocol', text: String(protocol), negated: false }];
    if (ports !== undefined) own.push({ name: 'dst-port', text: formatPorts(ports), negated: false });
    return { alternatives: negated ? complement([own]) : [own] };
  }

  /** The ports of a service as the file sets them, else the usual ones. */
  #portsOf(name: string): Alternative[] {
    const item = (this.#firewall.configuration.menus.get('/ip/service') ?? []).find(
      (one) => textOf(one, 'name') === name,
    );
    const usual = services.find((one) => one.name === name);
    const port = (item === undefined ? undefined : textOf(item, 'port')) ?? usual?.port;
    if (port === undefined) return [];
    return (usual?.protocols ?? ['tcp']).map((protocol) => [
      { name: 'protocol', text: protocol, negated: false },
      { name: 'dst-port', text: String(port), negated: false },
    ]);
  }

  /** Interfaces that addresses, lists, bridges and clients name. */
  #members(): string[] {
    const { menus } = this.#firewall.configuration;
    return [...INTERFACE_MENUS, '/interface/list/member'].flatMap((menu) =>
      (menus.get(menu) ?? []).flatMap((item) => textOf(item, 'interface') ?? []),
    );
  }

  /** All that the file names, lists of them included; those of which every interface may be are left out. */
  #interfaces(): string[] {
    return [...this.#names('interfaces'), ...this.#names('interface')].filter(
      (name) => !BUILT_IN_LISTS.has(name) && this.#firewall.interfaces.kind(name) === undefined,
    );
  }

  #isList(name: string): boolean {
    return this.#names('interfaces').has(name);
  }

  #names(kind: Named): ReadonlySet<string> {
    let names = this.#known.get(kind);
    if (names === undefined) {
      names = this.#readNames(kind);
      this.#known.set(kind, names);
    }
    return names;
  }

  #readNames(kind: Named): ReadonlySet<string> {
    const { interfaces, rules } = this.#firewall;
    const asked = (names: readonly string[]): string[] =>
      rules.flatMap(({ matchers }) =>
        matchers.filter((one) => names.includes(one.name) && one.property.constant).map(({ text }) => text),
      );
    switch (kind) {
      case 'interface':
        return new Set([...interfaces.names, ...this.#members(), ...asked(['in-interface', 'out-interface'])]);
      case 'interfaces':
        return new Set([
          ...interfaces.listNames,
          ...asked(['in-interface-list', 'out-interface-list']),
          ...BUILT_IN_LISTS,
        ]);
      case 'list':
        return listsOf(this.#firewall, this.#family);
      default:
        return new Set(this.#zones.keys());
    }
  }
}

/** Whether the family has a list of addresses of that name. */
export function hasList(name: string, family: Family, firewall: Firewall): boolean {
  return listsOf(firewall, family).has(name);
}

/** The lists of addresses that the file fills, or for which a rule asks. */
function listsOf({ addressLists, rules }: Firewall, family: Family): Set<string> {
  const prefix = listKey(family, '');
  const filled = [...addressLists.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const own = rules.filter((rule) => rule.family === family);
  const added = own.flatMap(({ item }) => textOf(item, 'address-list') ?? []);
  const asked = own.flatMap(({ matchers }) =>
    matchers
      .filter(({ name, property }) => name.endsWith('-address-list') && property.constant)
      .map(({ text }) => text),
  );
  return new Set([...filled, ...added, ...asked]);
}

interface AddressesHere {
  readonly own: OwnAddresses;
  readonly shown: IntervalSet<Point>;
  readonly others: IntervalSet<Point>;
}

type End = 'src' | 'dst';
type Named = 'interface' | 'interfaces' | 'list' | 'zone';
/** A matcher of a rule without its place. */
type Condition = Pick<Matcher, 'name' | 'text' | 'negated'>;
/** Conditions that must all hold. */
type Alternative = readonly Condition[];

const NAMED: readonly Named[] = ['interface', 'interfaces', 'list', 'zone'];
const WORDS: Readonly<Record<Named, string>> = {
  interface: 'an interface',
  interfaces: 'a list of interfaces',
  list: 'a list of addresses',
  zone: 'a zone of the project file',
};
const MAX_DEPTH = 64;
/** Conditions mean the same in each table but for marks, which no class asks for. */
const ANY_RULE = { table: 'filter' } as FirewallRule;

/** What is wrong with zones of which each is a part of the one before, and the first of the last. */
export function madeOfItself([first, ...rest]: readonly string[]): string {
  const way = rest.length === 0 ? '' : `: ${[first, ...rest, first].map((name) => `"${name}"`).join(', ')}`;
  return `The zone "${first}" is made of itself${way}.`;
}

function toMatcher(condition: Condition): Matcher {
  return { ...condition, property: { constant: true, text: condition.text } as Matcher['property'] };
}

function interfaceCondition(name: string, isList: boolean, side: End): Condition {
  return { name: `${side === 'src' ? 'in' : 'out'}-interface${isList ? '-list' : ''}`, text: name, negated: false };
}

function negatedOf(condition: Condition): Condition {
  return { ...condition, negated: !condition.negated };
}

function union(alternatives: readonly Alternative[], negated: boolean): readonly Alternative[] {
  return negated ? complement(alternatives) : alternatives;
}

/** Where none of the alternatives holds. A protocol without ports has no port that could be another. */
function complement(alternatives: readonly Alternative[]): Alternative[] {
  return alternatives.reduce<Alternative[]>(
    (all, own) => all.flatMap((so) => own.map((one, index) => [...so, ...own.slice(0, index), negatedOf(one)])),
    [[]],
  );
}

function unknown(kind: string, name: string, known: Iterable<string>): ExpectationFault {
  const meant = nearMiss(name, known);
  return {
    fault: `The file has no ${kind.replace(/^an? /, '')} "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
  };
}

function single(value: number): IntervalSet<Point> {
  return IntervalSet.range<Point>(value, value);
}
