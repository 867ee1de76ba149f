/**
 * Layer `firewall`: chains, what rules match and do, and which rules are reached. Claims about packets are made only
 * where they hold for every packet; what is not modelled makes a rule `unknown`, never wrong.
 */
import {
  type Configuration,
  type ConfigurationItem,
  isDisabled,
  type Property,
  textOf,
} from '../execution/configuration.ts';
import { phrase } from '../language/phrase.ts';
import { perObject } from '../text/perObject.ts';
import { shownValue } from '../text/secretNames.ts';
import { finish, type Steps } from '../text/steps.ts';
import { chainNamed } from './chainIndex.ts';
import { Interfaces } from './interfaces.ts';

export type Family = 'ip' | 'ipv6';
export type TableName = 'raw' | 'mangle' | 'nat' | 'filter';

export interface Firewall {
  readonly configuration: Configuration;
  /** All rules: families and tables in the order in which a packet meets them, each in list order. */
  readonly rules: readonly FirewallRule[];
  /** Entries of address lists by `family` and list name. */
  readonly addressLists: ReadonlyMap<string, readonly ConfigurationItem[]>;
  readonly interfaces: Interfaces;
  /** Members of the interface lists of which the file settles all, by list name. */
  readonly interfaceLists: ReadonlyMap<string, readonly string[]>;
}

export interface FirewallRule {
  readonly item: ConfigurationItem;
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  /** `accept` where the file names none (`docs/facts/firewall.md#actions`). */
  readonly action: string;
  readonly enabled: boolean;
  readonly matchers: readonly Matcher[];
  /** Place in its chain, counted from 1 over all rules of the chain, disabled ones included. */
  readonly place: number;
  /** Place in `Firewall.rules`, counted from 0. */
  readonly index: number;
}

export interface Matcher {
  readonly name: string;
  readonly negated: boolean;
  /** Value without quotes and without the negation. */
  readonly text: string;
  readonly property: Property;
}

/** With the firewall of the version before, rules that an edit leaves alone are taken from it. */
export function buildFirewall(configuration: Configuration, previous?: Firewall): Firewall {
  return finish(firewallSteps(configuration, previous));
}

/** The same in steps. */
export function* firewallSteps(configuration: Configuration, previous?: Firewall): Steps<Firewall> {
  const rules: FirewallRule[] = [];
  const known = new KnownRules(previous?.rules ?? []);
  for (const family of ['ip', 'ipv6'] as const) {
    for (const table of ['raw', 'mangle', 'nat', 'filter'] as const) {
      const places = new Map<string, { last: number }>();
      let counted: string | undefined;
      let count = { last: 0 };
      const items = configuration.menus.get(`/${family}/firewall/${table}`) ?? [];
      for (let index = 0; index < items.length; index++) {
        const item = items[index] as ConfigurationItem;
        const old = known.of(item, items[index + 1]);
        const chain = old?.chain ?? textOf(item, 'chain') ?? '';
        // Rules of one chain mostly stand together.
        if (chain !== counted) {
          count = places.get(chain) ?? { last: 0 };
          places.set(chain, count);
          counted = chain;
        }
        const place = ++count.last;
        const where = { family, table, chain, place, index: rules.length };
        rules.push(old === undefined ? buildRule(item, where) : keptRule(old, item, place, rules.length));
        if (old === undefined) yield;
      }
    }
  }
  yield;
  const isSame = previous?.interfaces.isSame(configuration) === true;
  const interfaces = isSame ? previous.interfaces : new Interfaces(configuration);
  const interfaceLists = isSame ? previous.interfaceLists : yield* interfaces.settledLists();
  return { configuration, rules, addressLists: addressLists(configuration), interfaces, interfaceLists };
}

export function matcher(rule: FirewallRule, name: string): Matcher | undefined {
  return rule.matchers.find((candidate) => candidate.name === name);
}

/** Name of a rule that the file does not show, since it is taken to be there. */
export function defaultRule({ item }: FirewallRule): string | undefined {
  return item.assumed ? phrase`the default rule "${textOf(item, 'comment') ?? ''}"` : undefined;
}

/** The rules of the chain that the rule belongs to, in order. */
export function chainOf(firewall: Firewall, rule: FirewallRule): readonly FirewallRule[] {
  return chainNamed(firewall, rule.family, rule.table, rule.chain)?.rules ?? [];
}

/** Name of the list to which the rule adds an address. */
export function listAddedTo(rule: FirewallRule): Property | undefined {
  if (rule.action !== 'add-src-to-address-list' && rule.action !== 'add-dst-to-address-list') return undefined;
  const property = rule.item.properties.get('address-list');
  return property === undefined || property.text === '' ? undefined : property;
}

/** Names of address lists that rules fill or ask for, of either family. */
export const listsInUse = perObject(({ rules }: Firewall): ReadonlySet<string> => {
  const names = rules.flatMap(({ item }) =>
    ['address-list', 'src-address-list', 'dst-address-list'].flatMap((name) => textOf(item, name) ?? []),
  );
  return new Set(names.map((name) => name.replace(/^!/, '')));
});

export function listKey(family: Family, name: string): string {
  return `${family} ${name}`;
}

/**
 * Actions that decide about the packet, so that no later rule of the table sees it (`docs/facts/firewall.md#actions`).
 */
export function isTerminal(action: string): boolean {
  return TERMINAL.has(action);
}

/** Whether no later rule of the table sees what the rule matches; a mark ends mangle where `passthrough=no`. */
export function endsTable(rule: FirewallRule): boolean {
  return TERMINAL.has(rule.action) || (rule.table === 'mangle' && textOf(rule.item, 'passthrough') === 'no');
}

/** Actions that keep the packet out. */
export function isRefusal(action: string): boolean {
  return action === 'drop' || action === 'reject' || action === 'tarpit';
}

/** Whether it gives packets another destination (`docs/facts/firewall.md#order-of-tables`). */
export function rewritesDestination({ table, action }: FirewallRule): boolean {
  return table === 'nat' && REWRITES.has(action);
}

/** Whether it gives connections another source, so that their answers come back under another destination. */
export function rewritesSource({ table, action, chain }: FirewallRule): boolean {
  return table === 'nat' && SOURCE_REWRITES.has(action) && (chain !== 'dstnat' || action !== 'netmap');
}

/** Actions that let the packet in or send it on. */
export function isAdmission(action: string): boolean {
  return action === 'accept' || REWRITES.has(action);
}

/** Chains that the router enters by itself (`docs/facts/firewall.md#order-of-tables`). */
export const BUILT_IN_CHAINS: ReadonlySet<string> = new Set([
  'input',
  'forward',
  'output',
  'prerouting',
  'postrouting',
  'srcnat',
  'dstnat',
]);

/** Everything of a rule that is no matcher: what it does, and notes. */
const NO_MATCHERS: ReadonlySet<string> = new Set([
  'action',
  'chain',
  'comment',
  'disabled',
  'log',
  'log-prefix',
  'address-list',
  'address-list-timeout',
  'jump-target',
  'reject-with',
  'to-address',
  'to-addresses',
  'to-ports',
  'passthrough',
  'new-connection-mark',
  'new-dscp',
  'new-hop-limit',
  'new-mss',
  'new-packet-mark',
  'new-priority',
  'new-routing-mark',
  'new-ttl',
  'hw-offload',
  'randomise-ports',
  'route-dst',
  'same-not-by-dst',
  'sniff-id',
  'sniff-target',
  'sniff-target-port',
  'socks5-port',
  'socks5-server',
  'socksify-service',
  'place-before',
  'copy-from',
  'dst-prefix',
  'src-prefix',
]);

const TERMINAL: ReadonlySet<string> = new Set([
  'accept',
  'drop',
  'reject',
  'tarpit',
  'src-nat',
  'dst-nat',
  'masquerade',
  'redirect',
  'netmap',
  'same',
]);
const REWRITES: ReadonlySet<string> = new Set(['dst-nat', 'redirect', 'netmap']);
const SOURCE_REWRITES: ReadonlySet<string> = new Set(['src-nat', 'masquerade', 'netmap', 'same']);
/** For these a leading `!` is part of the text, not a negation (`docs/facts/scripts.md#negation`). */
const PLAIN_TEXT: ReadonlySet<string> = new Set(['comment', 'log-prefix']);
/** Lists in which each flag has a `!` of its own; that of the whole list is `!,` (`docs/facts/scripts.md#negation`). */
const FLAG_LISTS: ReadonlySet<string> = new Set(['tcp-flags', 'hotspot']);

type Where = Pick<FirewallRule, 'family' | 'table' | 'chain' | 'place' | 'index'>;

function buildRule(item: ConfigurationItem, { family, table, chain, place, index }: Where): FirewallRule {
  const matchers: Matcher[] = [];
  for (const property of item.properties.values()) {
    // An empty value means that the matcher is not set.
    if (property.text === '' || NO_MATCHERS.has(property.name)) continue;
    const mark = FLAG_LISTS.has(property.name) ? '!,' : '!';
    const negated = property.text.startsWith(mark) && !PLAIN_TEXT.has(property.name);
    const text = negated ? property.text.slice(mark.length) : property.text;
    matchers.push({ name: property.name, negated, text, property });
  }
  return {
    item,
    family,
    table,
    chain,
    // It is shown in many places; an action that no router has is unknown under any name.
    action: shownValue('action', textOf(item, 'action') ?? 'accept'),
    enabled: !isDisabled(item),
    matchers,
    place,
    index,
  };
}

/** The rules of the version before, by what their items have kept. */
class KnownRules {
  readonly #rules: readonly FirewallRule[];
  /** The rule that comes next where nothing has changed. */
  #next = 0;
  #byProperties: ReadonlyMap<unknown, FirewallRule> | undefined;

  constructor(rules: readonly FirewallRule[]) {
    this.#rules = rules;
  }

  /** The rule that the item had. `following` is the item behind it, by which one is known to be new. */
  of(item: ConfigurationItem, following: ConfigurationItem | undefined): FirewallRule | undefined {
    if (this.#rules.length === 0) return undefined;
    const next = this.#next;
    // After an edit most rules are where they were, or one place further.
    const at = this.#isOf(next, item) ? next : next + 1;
    if (at === next || this.#isOf(at, item)) {
      this.#next = at + 1;
      return this.#rules[at];
    }
    if (following !== undefined) {
      if (this.#isOf(next, following)) return undefined;
      if (this.#isOf(next + 1, following)) {
        this.#next = next + 1;
        return undefined;
      }
    }
    this.#byProperties ??= new Map(this.#rules.map((rule) => [rule.item.properties, rule]));
    const rule = this.#byProperties.get(item.properties);
    if (rule !== undefined) this.#next = rule.index + 1;
    return rule;
  }

  #isOf(at: number, { properties }: ConfigurationItem): boolean {
    const rule = this.#rules[at];
    return rule !== undefined && rule.item.properties === properties;
  }
}

/** The rule of an item whose properties are those of the version before. */
function keptRule(old: FirewallRule, item: ConfigurationItem, place: number, index: number): FirewallRule {
  const isSame = old.item === item && old.place === place && old.index === index;
  if (isSame) return old;
  const { family, table, chain, action, enabled, matchers } = old;
  return { item, family, table, chain, action, enabled, matchers, place, index };
}

function addressLists(configuration: Configuration): Map<string, ConfigurationItem[]> {
  const all = new Map<string, ConfigurationItem[]>();
  for (const family of ['ip', 'ipv6'] as const) {
    const lists = new Map<string, ConfigurationItem[]>();
    for (const item of configuration.menus.get(`/${family}/firewall/address-list`) ?? []) {
      const name = textOf(item, 'list');
      if (name === undefined) continue;
      const entries = lists.get(name);
      if (entries === undefined) lists.set(name, [item]);
      else entries.push(item);
    }
    for (const [name, entries] of lists) all.set(listKey(family, name), entries);
  }
  return all;
}
