/** Values worth offering for an argument: what the router knows, and what the file itself names. */
import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import type { Argument, Menu } from '../catalog/catalog.ts';
import { services } from '../catalog/services.ts';
import type { ValueType } from '../catalog/valueType.ts';
import { type ConfigurationItem, placed, textOf } from '../execution/configuration.ts';
import { BUILT_IN_CHAINS } from '../firewall/firewall.ts';
import { icmpName } from '../packet/icmp.ts';
import { protocolNumbers } from '../packet/protocol.ts';
import type { Analysis } from '../rules/rule.ts';
import { constantText } from '../syntax/ast.ts';
import { inQuotes } from '../syntax/quote.ts';
import { touches } from '../text/range.ts';
import { holdsSecret } from '../text/secretNames.ts';
import { describeAction } from '../wording/describe.ts';
import { givenArguments } from './argumentOrder.ts';
import { addressLists, type ListPlace } from './lists.ts';
import { familyOf, mentionsOf, namedBy } from './mentions.ts';

export interface Suggestion {
  /** The value itself, not quoted. */
  readonly value: string;
  readonly kind: 'value' | 'list' | 'chain';
  readonly detail?: string;
  /** Markdown, made when somebody looks at it. */
  readonly documentation?: () => string | undefined;
  /** Other words by which it is found. */
  readonly alias?: string;
  /** An address, a port, a time: found by its other words alone, and not by its digits. */
  readonly isNumber?: boolean;
  /** `value` is source text, such as `[find comment=x]`, and needs no quotes. */
  readonly source?: boolean;
}

export interface ValueContext {
  readonly analysis: Analysis;
  /** Where the caret is; what is being written there is no suggestion. */
  readonly offset: number;
  readonly command: BoundCommand;
  readonly menu: Menu | undefined;
  readonly name: string;
  readonly argument: Argument;
}

/** The most likely first. */
export function suggestValues(context: ValueContext): Suggestion[] {
  const known = BY_NAME[context.name]?.(context) ?? BY_TYPE[context.argument.type.kind]?.(context) ?? [];
  const { values = [], suggestions = [] } = context.argument;
  const named = context.name === 'jump-target' ? [] : namesInFile(context);
  const all = distinct([...known, ...named, ...plain(values), ...plain(suggestions)]);
  return all
    .filter(({ value }) => value !== '')
    .map((suggestion) => (isNumber(suggestion, values) ? { ...suggestion, isNumber: true } : suggestion));
}

/** Whether anything may be offered as a value of the argument, in one file or another. */
export function offersValues({ name, type, values, suggestions }: Argument): boolean {
  const isKnown = BY_NAME[name] !== undefined || BY_TYPE[type.kind] !== undefined;
  return isKnown || [values, suggestions].some((listed) => listed !== undefined && listed.length > 0);
}

/** Neither a name nor a word of a closed set. */
function isNumber({ value, kind }: Suggestion, words: readonly string[]): boolean {
  return kind === 'value' && /^\d/.test(value) && !words.includes(value);
}

/** Types whose values are comma lists. */
export function isCommaList({ kind }: ValueType): boolean {
  return COMMA_LISTS.has(kind);
}

const COMMA_LISTS: ReadonlySet<string> = new Set(['flags', 'signed-flags', 'ports', 'interface-lists', 'prefixes']);

type Source = (context: ValueContext) => readonly Suggestion[];

/** Arguments that tell more than their type. */
const BY_NAME: Readonly<Record<string, Source>> = {
  action: actions,
  'connection-state': () => plain(['established', 'related', 'untracked', 'new', 'invalid']),
  'icmp-options': icmpOptions,
  'jump-target': (context) => chains(context).filter(({ value }) => !BUILT_IN_CHAINS.has(value)),
  'to-ports': ports,
};

const BY_TYPE: Readonly<Partial<Record<ValueType['kind'], Source>>> = {
  boolean: () => plain(['yes', 'no']),
  time: () => DURATIONS,
  'list-timeout': () => [...DURATIONS, { ...value('none-dynamic'), detail: 'until reboot' }, ...FOREVER],
  addresses: ({ menu }) => (familyOf(menu?.path ?? '') === 'ip' ? PRIVATE_NETWORKS : []),
  port: ports,
  ports,
  protocol: protocols,
  'address-list': addressListNames,
  chain: chains,
  interface: interfaces,
  'interface-list': interfaceLists,
  'interface-lists': interfaceLists,
  mark: marks,
  'routing-table': (context) => names(context, '/routing/table'),
  'layer7-protocol': (context) => names(context, '/ip/firewall/layer7-protocol'),
  'argument-name': ({ menu }) => plain(propertyNames(menu)),
  id: items,
  ids: items,
};

function actions({ command, argument }: ValueContext): Suggestion[] {
  const given = givenArguments(command);
  const usual = NAT_ACTIONS[given.get('chain') ?? ''] ?? ACTIONS;
  const known = argument.values ?? [];
  const table = /^\/ipv?6?\/firewall\/(filter|nat|mangle|raw)$/.exec(command.menu?.path ?? '')?.[1];
  return [...usual.filter((action) => known.includes(action)), ...known].map((action) => {
    const properties = new Map([...given, ['action', action]]);
    return { ...value(action), documentation: () => describeAction(action, properties, table as 'filter' | undefined) };
  });
}

function protocols({ menu, argument }: ValueContext): Suggestion[] {
  const ipv6 = familyOf(menu?.path ?? '') === 'ipv6';
  const known = argument.suggestions ?? Object.keys(protocolNumbers);
  const usual = ['tcp', 'udp', ipv6 ? 'icmpv6' : 'icmp', 'gre', 'ipsec-esp', 'igmp', 'ospf'];
  return [...usual, ...known].map((name) => {
    const number = protocolNumbers[name];
    return { ...value(name), ...(number !== undefined && { detail: `protocol ${number}` }) };
  });
}

/** Ports with the names of their services, those of the rule's protocol and the router's own first. */
function ports({ command }: ValueContext): Suggestion[] {
  const protocol = givenArguments(command).get('protocol') ?? '';
  const fits = services.filter(({ protocols }) => protocol === '' || protocols.some((name) => name === protocol));
  const order = [...fits].sort((a, b) => usualPlace(a.port) - usualPlace(b.port));
  return order.map(({ port, name, title }) => ({
    ...value(String(port)),
    detail: title,
    alias: `${name} ${title}`,
  }));
}

function usualPlace(port: number): number {
  const place = USUAL_PORTS.indexOf(port);
  return place < 0 ? USUAL_PORTS.length : place;
}

function icmpOptions({ menu }: ValueContext): Suggestion[] {
  const family = familyOf(menu?.path ?? '') ?? 'ip';
  const options =
    family === 'ip' ? ['8:0', '0:0', '3:0-255', '11:0', '3:4'] : ['128:0', '129:0', '1:0-255', '2:0', '3:0'];
  return options.map((text) => {
    const [type, code] = text.split(':');
    const whole = code?.includes('-') === true || code === undefined;
    const title = icmpName(family, Number(type), whole ? undefined : Number(code)) ?? '';
    return { ...value(text), detail: title, alias: title };
  });
}

/** Names that stand elsewhere in the file for the same kind of thing; where one is made, those that nothing makes. */
function namesInFile({ analysis, offset, menu, name, argument }: ValueContext): Suggestion[] {
  const use = namedBy(menu?.path ?? '', name, argument);
  if (use === undefined) return [];
  const found = new Map<string, boolean>();
  // Address lists in arguments are told with their numbers; what is left are conditions.
  const areTold = argument.type.kind === 'address-list';
  forEachCommand(analysis.script.commands, (command) => {
    if (areTold && command.condition === undefined) return;
    for (const mention of mentionsOf(command)) {
      if (mention.kind !== use.kind || mention.space !== use.space || touches(mention.range, offset)) continue;
      found.set(mention.name, found.get(mention.name) === true || mention.role === 'makes');
    }
  });
  const kind =
    use.kind === 'layer7-protocol' || use.kind === 'mark' ? 'value' : use.kind === 'chain' ? 'chain' : 'list';
  return [...found]
    .filter(([, isMade]) => use.role !== 'makes' || !isMade)
    .map(([text]): Suggestion => ({ value: text, kind }));
}

/** Lists that lack the other half come first: a matcher wants a filled list, an action one that is asked for. */
function addressListNames({ analysis, offset, menu, name }: ValueContext): Suggestion[] {
  const family = familyOf(menu?.path ?? '');
  if (family === undefined) return [];
  const elsewhere = (places: readonly ListPlace[]) => places.filter(({ range }) => !touches(range, offset)).length;
  const lists = [...addressLists(analysis, family).values()]
    .map((list) => ({ name: list.name, filled: elsewhere(list.filled), asked: elsewhere(list.asked) }))
    .filter(({ filled, asked }) => filled + asked > 0);
  const fills = name === 'list' || name === 'address-list';
  const isWanted = ({ filled }: { filled: number }) => (fills ? filled === 0 : filled > 0);
  const sorted = [...lists.filter(isWanted), ...lists.filter((list) => !isWanted(list))];
  return sorted.map((list) => ({
    value: list.name,
    kind: 'list',
    detail: `filled in ${times(list.filled)}, asked in ${times(list.asked)}`,
  }));
}

function times(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'place' : 'places'}`;
}

function chains({ analysis, offset, menu, argument }: ValueContext): Suggestion[] {
  const found = new Set<string>();
  for (const { item, family, table } of analysis.firewall.rules) {
    if (`/${family}/firewall/${table}` !== menu?.path) continue;
    found.add(written(item, 'jump-target', offset)).add(written(item, 'chain', offset));
  }
  const builtIn = [...(argument.suggestions ?? [])].sort((a, b) => CHAINS.indexOf(a) - CHAINS.indexOf(b));
  const own = [...found].filter((chain) => !BUILT_IN_CHAINS.has(chain));
  return [
    ...builtIn.map((chain): Suggestion => ({ value: chain, kind: 'chain', detail: 'built in' })),
    ...own.map((chain): Suggestion => ({ value: chain, kind: 'chain', detail: 'chain of this file' })),
  ];
}

function interfaceLists({ analysis, offset }: ValueContext): Suggestion[] {
  const found = new Set<string>();
  const { configuration, firewall } = analysis;
  for (const item of configuration.menus.get('/interface/list') ?? []) found.add(written(item, 'name', offset));
  for (const item of configuration.menus.get('/interface/list/member') ?? []) found.add(written(item, 'list', offset));
  for (const { item } of firewall.rules) {
    for (const name of ['in-interface-list', 'out-interface-list']) {
      found.add(written(item, name, offset).replace(/^!/, ''));
    }
  }
  return [...found, 'WAN', 'LAN'].map((name) => ({ ...value(name), kind: 'list' }));
}

/** Interfaces that the file names, and those that most devices have. */
function interfaces({ analysis, offset }: ValueContext): Suggestion[] {
  const found = new Set<string>();
  forEachCommand(analysis.script.commands, (command) => {
    const { menu, arguments: given } = command;
    const made = menu?.path.startsWith('/interface/') === true && !menu.path.startsWith('/interface/list');
    for (const { name, argument, value: text, valueRange } of given) {
      if (argument?.type.kind !== 'interface' && !(made && name === 'name')) continue;
      if (!touches(command.place(valueRange), offset)) found.add((constantText(text) ?? '').replace(/^!/, ''));
    }
  });
  return plain([...found, 'ether1', 'bridge']);
}

/** Marks that a rule of the file sets. */
function marks({ analysis, offset, name }: ValueContext): Suggestion[] {
  const setter = name.startsWith('new-') ? name : `new-${name}`;
  return plain(analysis.firewall.rules.map(({ item }) => written(item, setter, offset)));
}

/** Names of the items that the file adds to a menu. */
function names({ analysis }: ValueContext, path: string): Suggestion[] {
  const found: string[] = [];
  forEachCommand(analysis.script.commands, ({ menu, name, arguments: given }) => {
    if (menu?.path !== path || name !== 'add') return;
    found.push(constantText(given.find((argument) => argument.name === 'name')?.value) ?? '');
  });
  return plain(found);
}

/** Items by a comment that only one of them has, or by their name. */
function items({ analysis, menu }: ValueContext): Suggestion[] {
  if (menu?.path === '/ip/service') return plain(ROUTER_SERVICES);
  const known = (analysis.configuration.menus.get(menu?.path ?? '') ?? []).slice(0, MAX_ITEMS);
  const comments = known.map((item) => textOf(item, 'comment') ?? '');
  const single = comments.filter((comment, index) => comment !== '' && comments.lastIndexOf(comment) === index);
  return [
    ...plain(holdsSecret(menu?.path, 'name') ? [] : known.map((item) => textOf(item, 'name') ?? '')),
    ...single.map((comment) => ({ ...value(`[find comment=${inQuotes(comment)}]`), source: true, alias: comment })),
  ];
}

/** What the file says of a property, unless it is just being written. */
function written(item: ConfigurationItem, name: string, offset: number): string {
  const property = item.properties.get(name);
  if (property?.constant !== true) return '';
  const place = placed(item, property);
  return place !== undefined && touches(place.valueRange, offset) ? '' : property.text;
}

/** Properties that items of a menu have. */
export function propertyNames(menu: Menu | undefined): string[] {
  const add = menu?.commands.get('add')?.arguments ?? menu?.commands.get('set')?.arguments;
  return [...(add?.keys() ?? [])].filter((name) => !['place-before', 'copy-from', 'numbers'].includes(name));
}

function plain(texts: readonly string[]): Suggestion[] {
  return texts.map(value);
}

function value(text: string): Suggestion {
  return { value: text, kind: 'value' };
}

function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  const first = new Map<string, Suggestion>();
  for (const suggestion of suggestions) {
    if (!first.has(suggestion.value)) first.set(suggestion.value, suggestion);
  }
  return [...first.values()];
}

const MAX_ITEMS = 200;
const DURATIONS: readonly Suggestion[] = [
  ...['30s', '10s', '5s'].map((text) => ({ ...value(text), alias: 'seconds' })),
  ...['1m', '30m', '5m'].map((text) => ({ ...value(text), alias: 'minutes' })),
  { ...value('1h'), alias: 'hour' },
  { ...value('1d'), alias: 'day' },
];
const FOREVER: readonly Suggestion[] = [{ ...value('none-static'), detail: 'also after a reboot' }];
const PRIVATE_NETWORKS: readonly Suggestion[] = [
  '192.168.88.0/24',
  '192.168.0.0/16',
  '10.0.0.0/8',
  '172.16.0.0/12',
].map((network) => ({ ...value(network), detail: 'private network', alias: 'private network' }));
const CHAINS: readonly string[] = [...['input', 'forward', 'output', 'prerouting', 'postrouting', 'dstnat', 'srcnat']];
const ACTIONS: readonly string[] = [
  ...['accept', 'drop', 'add-src-to-address-list', 'jump', 'reject', 'dst-nat', 'masquerade', 'src-nat', 'redirect'],
  ...['mark-connection', 'mark-packet', 'mark-routing', 'fasttrack-connection', 'return', 'log'],
];
const NAT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  srcnat: ['masquerade', 'src-nat', 'accept'],
  dstnat: ['dst-nat', 'redirect', 'accept', 'add-src-to-address-list', 'jump'],
};
const USUAL_PORTS: readonly number[] = [22, 8291, 80, 443, 53];
const ROUTER_SERVICES: readonly string[] = [...['telnet', 'ftp', 'www', 'ssh', 'www-ssl', 'api', 'winbox', 'api-ssl']];
