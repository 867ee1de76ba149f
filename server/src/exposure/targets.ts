import type { FileAnalysis } from '../analysis/analysis.ts';
import { textOf } from '../execution/configuration.ts';
import { addressesOf } from '../expectation/expectation.ts';
import { type Family, type FirewallRule, isRefusal, matcher, rewritesDestination } from '../firewall/firewall.ts';
import { ownAddresses } from '../firewall/ownAddresses.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { formatIpv4Set, formatIpv6Set, type Ipv4Set, type Ipv6Set } from '../packet/address.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { formatPorts, parsePorts } from '../packet/ports.ts';
import type { Target } from './exposure.ts';
import { type RouterService, routerServices } from './routerServices.ts';

/**
 * What packets are for: the services of the router, ICMP, every other port of it, what dst-nat takes, the networks
 * behind the router, and hosts there for which rules ask.
 */
export function targetsOf(analysis: FileAnalysis): Target[] {
  const families = familiesOf(analysis);
  const services = routerServices(analysis.firewall.configuration);
  const found = [
    ...services.map((one) => service(one, families)),
    ...(['tcp', 'udp'] as const).map((protocol) => otherPorts(protocol, services, families)),
    ...families.map((family) => icmp(family)),
    ...families.flatMap((family) => forwarded(analysis, family)),
    ...families.flatMap((family) => [...networks(analysis, family), ...hosts(analysis, family)]),
  ];
  // Two services on one port are told apart by nobody.
  const once = new Map<string, Target>();
  for (const one of found) {
    const key = `${one.families.join()} ${one.id}`;
    const known = once.get(key);
    if (known === undefined || (known.listening !== 'yes' && one.listening === 'yes')) once.set(key, one);
  }
  return [...once.values()];
}

/** Those for which the file has rules; both, where it is whole. */
export function familiesOf({ firewall: { rules, configuration } }: FileAnalysis): Family[] {
  const shown = (['ip', 'ipv6'] as const).filter(
    (family) =>
      rules.some((rule) => rule.family === family) ||
      (configuration.wholeBy !== undefined && !isOff(family, configuration)),
  );
  return shown.length > 0 ? shown : ['ip'];
}

function isOff(family: Family, { menus }: FileAnalysis['configuration']): boolean {
  const [settings] = menus.get('/ipv6/settings') ?? [];
  const said = settings === undefined ? undefined : textOf(settings, 'disable-ipv6');
  return family === 'ipv6' && (said === 'yes' || said === 'true');
}

const ROUTER = { address: undefined, restrictedTo: undefined, range: undefined } as const;
/** What nobody can know from a file about a host behind the router. */
const BEHIND = { listening: 'unknown', factory: true, menu: undefined, restrictedTo: undefined } as const;

function service({ title, protocol, port, ...rest }: RouterService, families: readonly Family[]): Target {
  const ports = String(port);
  return {
    ...rest,
    ...named(`router ${protocol} ${ports}`),
    kind: 'service',
    name: title,
    protocol,
    ports,
    address: undefined,
    families,
  };
}

function named(traffic: string): Pick<Target, 'id' | 'traffic'> {
  return { id: traffic, traffic };
}

function otherPorts(protocol: 'tcp' | 'udp', services: readonly RouterService[], families: readonly Family[]): Target {
  const used = services.filter((one) => one.protocol === protocol).map(({ port }) => [port, port] as const);
  const ports = formatPorts(IntervalSet.range<number>(1, 65_535).minus(IntervalSet.of(used)));
  return {
    ...ROUTER,
    ...named(`router ${protocol} ${ports}`),
    kind: 'other',
    name: `every other ${protocol.toUpperCase()} port`,
    protocol,
    ports,
    families,
    listening: 'unknown',
    factory: true,
    menu: undefined,
  };
}

function icmp(family: Family): Target {
  const protocol = family === 'ip' ? 'icmp' : 'icmpv6';
  return {
    ...ROUTER,
    ...named(`router ${protocol}`),
    kind: 'icmp',
    name: family === 'ip' ? 'ICMP' : 'ICMPv6',
    protocol,
    ports: undefined,
    families: [family],
    listening: 'yes',
    factory: true,
    menu: undefined,
  };
}

/** What each dst-nat takes, as it is sent. */
function forwarded({ firewall }: FileAnalysis, family: Family): Target[] {
  return firewall.rules.flatMap((rule) => {
    if (!rule.enabled || rule.family !== family || rule.table !== 'nat' || !rewritesDestination(rule)) return [];
    const [protocol, ports, to] = ['protocol', 'dst-port', 'dst-address'].map((name) => plain(rule, name));
    if (protocol === undefined && ports !== undefined) return [];
    const isPorts = ports !== undefined && parsePorts(ports) !== undefined;
    const address = to !== undefined && addressesOf(to) !== undefined ? to : undefined;
    const what = [protocol, isPorts ? ports : undefined].filter((part) => part !== undefined);
    const goesTo = textOf(rule.item, 'to-addresses');
    const toPorts = textOf(rule.item, 'to-ports');
    const inner = `${goesTo ?? 'the router'}${toPorts === undefined ? '' : `:${toPorts}`}`;
    const traffic = [address ?? 'router', ...what].join(' ');
    return [
      {
        ...BEHIND,
        traffic,
        id: `${traffic} to ${inner}`,
        kind: 'forward' as const,
        name: `${what.join(' ') || 'everything'} forwarded to ${inner}`,
        protocol,
        ports: isPorts ? ports : undefined,
        address: goesTo,
        innerPorts: toPorts,
        families: [family],
        range: rule.item.origin?.range,
      },
    ];
  });
}

function plain(rule: FirewallRule, name: string): string | undefined {
  const found = matcher(rule, name);
  return found === undefined || found.negated || !found.property.constant ? undefined : found.text;
}

/** The networks of interfaces that do not lead to the Internet. */
function networks({ firewall }: FileAnalysis, family: Family): Target[] {
  const { known } = uplinks(firewall);
  return ownAddresses(firewall.configuration, family).networks.flatMap(({ interface: name, addresses }) => {
    if (known.has(name) || isSingle(addresses)) return [];
    const text = family === 'ip' ? formatIpv4Set(addresses as Ipv4Set) : formatIpv6Set(addresses as Ipv6Set);
    if (addressesOf(text) === undefined) return [];
    return [behind('network', text, `${text} behind ${name}`, family, undefined)];
  });
}

/** Single addresses for which rules of `forward` ask, and those to which dst-nat sends packets. */
function hosts({ firewall }: FileAnalysis, family: Family): Target[] {
  const found: Target[] = [];
  for (const rule of firewall.rules) {
    if (!rule.enabled || rule.family !== family) continue;
    const isForward = rule.table === 'filter' && (rule.action === 'accept' || isRefusal(rule.action));
    const text = isForward
      ? plain(rule, 'dst-address')
      : rule.table === 'nat' && rewritesDestination(rule)
        ? textOf(rule.item, 'to-addresses')
        : undefined;
    const own = ownAddresses(firewall.configuration, family).all;
    const set = text === undefined ? undefined : addressesOf(text)?.set;
    if (text === undefined || set === undefined || !isSingle(set) || set.intersects(own)) continue;
    found.push(behind('host', text, text, family, rule));
  }
  return found;
}

function behind(
  kind: 'network' | 'host',
  text: string,
  name: string,
  family: Family,
  rule: FirewallRule | undefined,
): Target {
  return {
    ...BEHIND,
    ...named(text),
    kind,
    name,
    protocol: undefined,
    ports: undefined,
    address: text,
    families: [family],
    range: rule?.item.origin?.range,
  };
}

function isSingle<T extends Point>(set: IntervalSet<T>): boolean {
  return set.first === set.last;
}
