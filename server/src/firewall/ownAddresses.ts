import { type Configuration, isDisabled, textOf } from '../execution/configuration.ts';
import { allIpv6, parseIpv4, parseIpv4Set, parseIpv6, parseIpv6Set } from '../packet/address.ts';
import { type Interval, IntervalSet, type Point } from '../packet/intervalSet.ts';
import type { Family } from './firewall.ts';

/** What the file tells of the addresses of the router itself, of one family. */
export interface OwnAddresses {
  readonly all: IntervalSet<Point>;
  /** The broadcast addresses of its networks. */
  readonly broadcast: IntervalSet<Point>;
  readonly byInterface: ReadonlyMap<string, IntervalSet<Point>>;
  /** The networks behind its interfaces, the narrowest first. */
  readonly networks: readonly { readonly interface: string; readonly addresses: IntervalSet<Point> }[];
  /** The file shows addresses, and nothing in it asks others for further ones. */
  readonly complete: boolean;
  /** Something in the file asks others for addresses. */
  readonly isDynamic: boolean;
}

/**
 * Read once for each configuration. In a file that shows no address the router has none that a packet could name: a
 * stated destination is then a host behind the router, which is an assumption.
 */
export function ownAddresses(configuration: Configuration, family: Family): OwnAddresses {
  let known = read.get(configuration);
  if (known === undefined) {
    known = { ip: undefined, ipv6: undefined };
    read.set(configuration, known);
  }
  known[family] ??= readAddresses(configuration, family);
  return known[family] as OwnAddresses;
}

/** Whether a packet to the address is for the router: one of its own, or one for everybody on the wire. */
export function isForRouter(address: Point, own: OwnAddresses, family: Family): boolean {
  return (
    own.all.contains(address) || own.broadcast.contains(address) || SPECIAL[family].some((set) => set.contains(address))
  );
}

/** The kind of an address, in the words of `dst-address-type`. */
export function addressType(address: Point, own: OwnAddresses, family: Family): string {
  if (own.all.contains(address) || loopback(family).contains(address)) return 'local';
  if (own.broadcast.contains(address)) return 'broadcast';
  const [, multicast, everybody] = SPECIAL[family];
  if (multicast.contains(address)) return 'multicast';
  return everybody.contains(address) ? 'broadcast' : 'unicast';
}

/** Addresses that no packet on a wire may name: the router drops it where it looks for the way. */
export function loopback(family: Family): IntervalSet<Point> {
  return SPECIAL[family][0];
}

/** The addresses to which `:port` may be: those of the router on the interface, or any that it may have. */
export function routersAddresses(
  own: OwnAddresses,
  inInterface: string | undefined,
  family: Family,
): IntervalSet<Point> {
  const here = inInterface === undefined ? undefined : own.byInterface.get(inInterface);
  if (here !== undefined) return here;
  return own.complete ? own.all : HOSTS[family];
}

/** The interface to which the file routes the address: that of its network, or the only default route. */
export function outInterfaceFor(address: Point, configuration: Configuration, family: Family): string | undefined {
  const own = ownAddresses(configuration, family);
  const network = own.networks.find(({ addresses }) => addresses.contains(address));
  if (network !== undefined) return network.interface;
  let ways = defaults.get(own);
  if (ways === undefined) {
    ways = new Set(defaultRoutes(configuration, family));
    defaults.set(own, ways);
  }
  return ways.size === 1 ? [...ways][0] : undefined;
}

/** The interfaces of default routes. */
const defaults = new WeakMap<OwnAddresses, ReadonlySet<string>>();
const read = new WeakMap<Configuration, Record<Family, OwnAddresses | undefined>>();

/** Clients that get addresses from others. */
const ADDRESS_CLIENTS: Readonly<Record<Family, readonly string[]>> = {
  ip: [
    '/ip/dhcp-client',
    ...['pppoe', 'l2tp', 'sstp', 'pptp', 'ovpn', 'ppp'].map((name) => `/interface/${name}-client`),
    '/interface/lte',
  ],
  ipv6: ['/ipv6/dhcp-client', '/interface/pppoe-client', '/interface/lte'],
};

const v4 = (text: string): IntervalSet<Point> => parseIpv4Set(text) as IntervalSet<Point>;
const v6 = (text: string): IntervalSet<Point> => parseIpv6Set(text) as IntervalSet<Point>;
/** The router itself, many hosts, and everybody; link-local addresses of IPv6 are never routed either. */
const SPECIAL: Readonly<Record<Family, readonly [IntervalSet<Point>, IntervalSet<Point>, IntervalSet<Point>]>> = {
  ip: [v4('127.0.0.0/8'), v4('224.0.0.0/4'), v4('0.0.0.0/8').union(v4('255.255.255.255'))],
  ipv6: [v6('::1/128'), v6('ff00::/8'), IntervalSet.empty()],
};
const LINK_LOCAL = v6('fe80::/10');
/** Addresses that a single host can have. */
const HOSTS: Readonly<Record<Family, IntervalSet<Point>>> = {
  ip: v4('1.0.0.0-126.255.255.255').union(v4('128.0.0.0-223.255.255.255')),
  ipv6: (allIpv6 as IntervalSet<Point>).minus(v6('ff00::/8')).minus(v6('::/127')),
};

function readAddresses(configuration: Configuration, family: Family): OwnAddresses {
  const byInterface = new Map<string, Interval<Point>[]>();
  const networks: { interface: string; addresses: IntervalSet<Point> }[] = [];
  const all: Interval<Point>[] = [];
  const broadcast: Interval<Point>[] = [];
  const menu = `/${family}/address`;
  const items = configuration.menus.get(menu) ?? [];
  let clear = items.length > 0 && !configuration.opaqueMenus.has(menu);
  for (const item of items) {
    if (isDisabled(item)) continue;
    const text = textOf(item, 'address') ?? '';
    const [host = '', length] = text.split('/');
    const address = family === 'ip' ? parseIpv4(host) : parseIpv6(host);
    const on = textOf(item, 'interface');
    if (address === undefined || on === undefined || item.conditional || textOf(item, 'from-pool') !== undefined) {
      clear = false;
      continue;
    }
    const network =
      family === 'ip' ? v4(length === undefined ? `${host}/32` : text) : v6(length === undefined ? `${host}/64` : text);
    all.push([address, address]);
    const known = byInterface.get(on);
    if (known === undefined) byInterface.set(on, [[address, address]]);
    else known.push([address, address]);
    if (network === undefined) continue;
    networks.push({ interface: on, addresses: network });
    const last = [...network.intervals()].at(-1)?.[1];
    if (family === 'ip' && last !== undefined && Number(length ?? 32) < 31) broadcast.push([last, last]);
  }
  const clients = ADDRESS_CLIENTS[family].some((path) =>
    (configuration.menus.get(path) ?? []).some((item) => !isDisabled(item)),
  );
  const own = IntervalSet.of(all);
  return {
    all: family === 'ip' ? own : own.union(items.length > 0 ? LINK_LOCAL : IntervalSet.empty<Point>()),
    broadcast: IntervalSet.of(broadcast),
    byInterface: new Map([...byInterface].map(([name, intervals]) => [name, IntervalSet.of(intervals)])),
    networks: networks.sort((a, b) => Number(a.addresses.size()) - Number(b.addresses.size())),
    complete: clear && !clients,
    isDynamic: clients,
  };
}

function* defaultRoutes(configuration: Configuration, family: Family): Iterable<string> {
  const { byInterface, networks } = ownAddresses(configuration, family);
  for (const item of configuration.menus.get(`/${family}/route`) ?? []) {
    const to = textOf(item, 'dst-address');
    if (isDisabled(item) || (to !== undefined && to !== '0.0.0.0/0' && to !== '::/0')) continue;
    const [gateway = ''] = (textOf(item, 'gateway') ?? '').split(/[,%]/);
    const address = family === 'ip' ? parseIpv4(gateway) : parseIpv6(gateway);
    const on = networks.find(({ addresses }) => address !== undefined && addresses.contains(address))?.interface;
    yield on ?? (address === undefined ? gateway : '');
  }
  for (const path of ADDRESS_CLIENTS[family]) {
    for (const item of configuration.menus.get(path) ?? []) {
      if (isDisabled(item) || textOf(item, 'add-default-route') === 'no') continue;
      const on = textOf(item, path.endsWith('dhcp-client') ? 'interface' : 'name');
      if (on !== undefined && !byInterface.has(on)) yield on;
    }
  }
}
