import { type Configuration, type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { parseIpv4, parseIpv4Set } from '../packet/address.ts';
import { type Firewall, type FirewallRule, isAdmission, isRefusal, type Matcher, matcher } from './firewall.ts';

/** What a file tells of the interfaces and lists of interfaces behind which the Internet is. */
export interface Uplinks {
  /**
   * By their name, by a client of a provider, a default route, or since addresses are translated towards them; of a
   * list its members, where they are known.
   */
  readonly known: ReadonlySet<string>;
  /** Those of them for which more speaks than that they get their address or their route from there. */
  readonly sure: ReadonlySet<string>;
  /** What is kept out where the others are let in. */
  readonly guarded: ReadonlySet<string>;
  /** From where everything is accepted. */
  readonly trusted: ReadonlySet<string>;
}

export function uplinks(firewall: Firewall): Uplinks {
  let known = found.get(firewall);
  if (known === undefined) {
    known = read(firewall);
    found.set(firewall, known);
  }
  return known;
}

const found = new WeakMap<Firewall, Uplinks>();

function read(firewall: Firewall): Uplinks {
  const { rules, interfaces, configuration } = firewall;
  const lists = new Set(interfaces.listNames);
  const members = (name: string): readonly string[] => {
    if (!lists.has(name)) return [name];
    const { yes, others } = interfaces.list(name);
    return others === false || yes.size > 0 ? [...yes] : [name];
  };
  const asked = new Set<string>();
  const translated = new Set<string>();
  const guarded = new Set<string>();
  const trusted = new Set<string>();
  for (const rule of rules) {
    for (const matcher of rule.matchers) {
      const { name, text, negated, property } = matcher;
      if (!property.constant || text.startsWith('all')) continue;
      if (name.endsWith('-interface-list')) lists.add(text);
      if (name === 'in-interface' || name === 'in-interface-list') {
        asked.add(text);
        if (rule.enabled && guards(rule, matcher)) guarded.add(text);
        if (rule.enabled && trusts(rule, matcher)) trusted.add(text);
        if (rule.enabled && !negated && keepsOutUntranslated(rule)) translated.add(text);
      }
      if ((name === 'out-interface' || name === 'out-interface-list') && !negated && translates(rule)) {
        translated.add(text);
      }
    }
  }
  const isOutside = (name: string): boolean => !looksInside(name) || looksOutside(name);
  const named = [...asked, ...interfaces.listNames, ...interfaces.names].filter(looksOutside);
  const sure = [...named, ...translated, ...providers(configuration)].flatMap(members).filter(isOutside);
  const layer3 = (name: string): string => interfaces.atLayer3(name);
  const routed = [...clients(configuration), ...defaultRoutes(configuration)].map(layer3).filter(isOutside);
  const withMembers = (names: ReadonlySet<string>): Set<string> => new Set([...names, ...[...names].flatMap(members)]);
  return {
    known: new Set([...sure, ...routed]),
    sure: new Set(sure),
    guarded: withMembers(guarded),
    trusted: withMembers(trusted),
  };
}

export function looksOutside(name: string): boolean {
  return /wan|internet|outside|extern|isp|pppoe|lte|uplink|operadora|provedor|proveedor/i.test(name);
}

export function looksInside(name: string): boolean {
  return /\b(?:v?lan|bridge|inside|intern(?!et)|local|mgmt|management|wg|wireguard|l2tp|sstp|ipsec|loopback|lo\b|guest)|vpn/i.test(
    name,
  );
}

/**
 * Whether it hangs on members that the file does not tell if packets of that side match: the rule asks for an
 * interface and the side is a list, or the other way round.
 */
export function isUnclearFrom(
  side: string | undefined,
  rule: FirewallRule,
  { interfaceLists, rules }: Firewall,
): boolean {
  const isUnknownList = (name: string): boolean => !interfaceLists.has(name);
  const sideIsList =
    side !== undefined &&
    isUnknownList(side) &&
    rules.some(({ matchers }) => matchers.some(({ name, text }) => name === 'in-interface-list' && text === side));
  return rule.matchers.some(({ name, text, negated }) => {
    if (name === 'in-interface') return sideIsList;
    return name === 'in-interface-list' && negated && text !== side && isUnknownList(text) && !looksInside(text);
  });
}

/** Interfaces of clients that dial in to a provider. */
function providers(configuration: Configuration): string[] {
  return ['/interface/pppoe-client', '/interface/lte'].flatMap((menu) =>
    items(configuration, menu).flatMap((item) => textOf(item, 'name') ?? []),
  );
}

/** Interfaces that get an address and the default route. */
function clients(configuration: Configuration): string[] {
  return ['/ip/dhcp-client', '/ipv6/dhcp-client'].flatMap((menu) =>
    items(configuration, menu)
      .filter((item) => textOf(item, 'add-default-route') !== 'no')
      .flatMap((item) => textOf(item, 'interface') ?? []),
  );
}

/** Interfaces that a default route of the main table leads to, by name or by the address of its gateway. */
function defaultRoutes(configuration: Configuration): string[] {
  const found: string[] = [];
  for (const item of items(configuration, '/ip/route')) {
    const [to, table] = [textOf(item, 'dst-address') ?? EVERYWHERE, textOf(item, 'routing-table') ?? 'main'];
    if (to !== EVERYWHERE || table !== 'main' || textOf(item, 'routing-mark') !== undefined) continue;
    for (const gateway of textOf(item, 'gateway')?.split(',') ?? []) {
      const [address, by] = gateway.split('%');
      const parsed = parseIpv4(address ?? '');
      if (by !== undefined) found.push(by);
      else if (parsed === undefined) found.push(gateway);
      else found.push(...interfacesWith(configuration, parsed));
    }
  }
  return found;
}

/** Interfaces of whose network the address is. */
function interfacesWith(configuration: Configuration, address: number): string[] {
  return items(configuration, '/ip/address').flatMap((item) => {
    const isNear = parseIpv4Set(textOf(item, 'address') ?? '')?.contains(address) === true;
    return isNear ? (textOf(item, 'interface') ?? []) : [];
  });
}

function items({ menus }: Configuration, menu: string): ConfigurationItem[] {
  return (menus.get(menu) ?? []).filter((item) => !isDisabled(item) && !item.conditional);
}

const EVERYWHERE = '0.0.0.0/0';

function translates({ enabled, action }: FirewallRule): boolean {
  return enabled && (action === 'masquerade' || action === 'src-nat');
}

/** `connection-nat-state=!dstnat` keeps out what no port forward has asked for, which is only wanted from outside. */
function keepsOutUntranslated(rule: FirewallRule): boolean {
  const state = matcher(rule, 'connection-nat-state');
  return isRefusal(rule.action) && rule.chain === 'forward' && state?.negated === true && state.text === 'dstnat';
}

/** An accept of all but this side, or a drop of what is left from it. */
function guards({ action, matchers }: FirewallRule, { negated }: Matcher): boolean {
  if (isAdmission(action)) return negated;
  return (
    isRefusal(action) &&
    !negated &&
    matchers.every(({ name }) => name.startsWith('in-interface') || name === 'connection-state')
  );
}

function trusts({ action, matchers, chain }: FirewallRule, { negated }: Matcher): boolean {
  return action === 'accept' && chain === 'input' && !negated && matchers.length === 1;
}
