import type { Configuration, ConfigurationItem, Property } from '../../server/src/execution/configuration.ts';
import {
  type Family,
  type Firewall,
  type FirewallRule,
  listKey,
  type Matcher,
  type TableName,
} from '../../server/src/firewall/firewall.ts';
import { Interfaces } from '../../server/src/firewall/interfaces.ts';

/** A rule in few words; a matcher's text may begin with `!`. */
export interface PlainRule {
  readonly family?: Family;
  readonly table?: TableName;
  readonly chain?: string;
  readonly action: string;
  readonly matchers?: Readonly<Record<string, string | undefined>>;
  /** `jump-target`, `address-list`, `address-list-timeout`, … */
  readonly does?: Readonly<Record<string, string | undefined>>;
  readonly disabled?: boolean;
}

/** Members of interface lists, and addresses on lists for good, by the name of the list. */
export interface PlainLists {
  readonly interfaceLists?: ReadonlyMap<string, readonly string[]>;
  readonly addressLists?: ReadonlyMap<string, readonly string[]>;
}

/** A firewall of these rules, without a text behind it: building one is most of the time of a test with many. */
export function firewallOf(
  rules: readonly PlainRule[],
  { interfaceLists = new Map(), addressLists = new Map() }: PlainLists = {},
): Firewall {
  const places = new Map<string, number>();
  const members = [...interfaceLists].flatMap(([list, names]) => names.map((name) => item({ list, interface: name })));
  const menus = new Map([
    ['/interface/list', [...interfaceLists.keys()].map((name) => item({ name }))],
    ['/interface/list/member', members],
  ]);
  const configuration: Configuration = { isExport: true, wholeBy: 'header', menus, opaqueMenus: new Map() };
  return {
    configuration,
    interfaces: new Interfaces(configuration),
    rules: rules.map((rule, id) => built(rule, id, places)),
    addressLists: new Map([...addressLists].map(([list, entries]) => [listKey('ip', list), entries.map(entry)])),
    interfaceLists,
  };
}

/** The same as a script. */
export function scriptOf(rules: readonly PlainRule[], { interfaceLists, addressLists }: PlainLists = {}): string {
  const lines = [...(interfaceLists ?? [])].flatMap(([list, members]) => [
    `/interface list add name=${list}`,
    ...members.map((member) => `/interface list member add list=${list} interface=${member}`),
  ]);
  for (const [list, entries] of addressLists ?? []) {
    for (const address of entries) lines.push(`/ip firewall address-list add list=${list} address=${address}`);
  }
  const written = rules.map(
    ({ family = 'ip', table = 'filter', chain = 'input', action, matchers = {}, does = {}, disabled }) => {
      const words = Object.entries({ ...matchers, ...does, disabled: disabled ? 'yes' : undefined }).filter(
        ([, value]) => value !== undefined,
      );
      return [
        `/${family} firewall ${table} add chain=${chain} action=${action}`,
        ...words.map(([name, value]) => `${name}=${value}`),
      ].join(' ');
    },
  );
  return [...lines, ...written].join('\n');
}

function entry(address: string): ConfigurationItem {
  return item({ address });
}

function item(texts: Readonly<Record<string, string>>): ConfigurationItem {
  const properties = new Map(Object.entries(texts).map(([name, text]) => [name, { name, text, constant: true }]));
  return { properties, conditional: false, assumed: false } as unknown as ConfigurationItem;
}

function built(
  { family = 'ip', table = 'filter', chain = 'input', action, matchers = {}, does = {}, disabled }: PlainRule,
  id: number,
  places: Map<string, number>,
): FirewallRule {
  const key = `${family} ${table} ${chain}`;
  const place = (places.get(key) ?? 0) + 1;
  places.set(key, place);
  const properties = new Map<string, Property>();
  const property = (name: string, text: string): Property => {
    const made = { name, text, constant: true } as Property;
    properties.set(name, made);
    return made;
  };
  property('chain', chain);
  property('action', action);
  for (const [name, value] of Object.entries(does)) if (value !== undefined) property(name, value);
  const asked: Matcher[] = [];
  for (const [name, value] of Object.entries(matchers)) {
    if (value === undefined) continue;
    const negated = value.startsWith('!');
    asked.push({ name, negated, text: negated ? value.slice(1) : value, property: property(name, value) });
  }
  const menu = `/${family}/firewall/${table}`;
  const item = { id, menu, properties, conditional: false, placeUnknown: false } as unknown as FirewallRule['item'];
  return { item, family, table, chain, action, enabled: disabled !== true, matchers: asked, place, index: id };
}
