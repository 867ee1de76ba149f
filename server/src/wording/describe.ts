/** Says in plain words what a firewall rule, a matcher, an action or an argument does. Markdown, safe for any value. */
import { type Argument, argumentOf } from '../catalog/catalog.ts';
import type { ValueType } from '../catalog/valueType.ts';
import { language } from '../language/language.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { formatDuration } from '../packet/time.ts';
import { capitalised, code, listed } from '../text/markdown.ts';
import { shownValue } from '../text/secretNames.ts';
import { type ActionContext, actionPhrase, logPrefix } from './actionPhrase.ts';
import { germanActionSentence, germanMatcher, germanRule } from './germanRule.ts';
import { matcherPhrase, type Phrase, type PhraseContext, type Slot } from './matcherPhrase.ts';

/** A rule as its text says it: values are unquoted, or source text (`$port`) where they are only known at run time. */
export interface DescribedRule {
  readonly family: 'ip' | 'ipv6';
  readonly table: 'filter' | 'nat' | 'mangle' | 'raw';
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * One to three sentences: "When a TCP packet to port 22 (SSH) arrives from an interface of list `WAN`, drop it
 * silently." Unknown properties are left out; an unknown action is named as such.
 */
export function describeRule(rule: DescribedRule): string {
  if (language() === 'de') return germanRule(rule);
  const { properties } = rule;
  const phrases = rulePhrases(rule);
  const sourceNamed = phrases.some(({ slot }) => slot === 'source' || slot === 'source-is');
  const action = properties.get('action') || 'accept';
  const does = actionPhrase(action, properties, { table: rule.table, sourceNamed }) ?? {
    text: `apply the action ${code(shownValue('action', action))}`,
  };
  const every = 'every packet of this chain';
  let sentence: string;
  if (phrases.length > 0) sentence = `when ${circumstances(phrases, properties.get('chain') ?? '')}, ${does.text}`;
  else if (does.around !== undefined) sentence = `${does.around[0]}${every}${does.around[1]}`;
  else sentence = `for ${every}, ${does.text}`;

  const sentences = [`${disabling(properties.get('disabled'), sentence)}.`];
  if (does.outcome !== undefined) sentences.push(does.outcome);
  if (isYes(properties.get('log')) && action !== 'log') sentences.push(`Each match is logged${logPrefix(properties)}.`);
  return sentences.join(' ');
}

/** "Matches a packet from an interface of list `WAN`."; `undefined` for a name that is no matcher. */
export function describeMatcher(
  name: string,
  value: string,
  context: PhraseContext = { family: 'ip' },
): string | undefined {
  if (language() === 'de') return germanMatcher(name, value, context);
  const said = matcherPhrase(name, value === '' ? '-' : value, context);
  if (said === undefined) return undefined;
  if (value === '') return 'Empty: this sets no condition.';
  return `Matches ${alone[said.slot](said.text)}.`;
}

/** "Drop it silently."; `undefined` for an action that no table has. */
export function describeAction(
  action: string,
  properties: ReadonlyMap<string, string>,
  table?: ActionContext['table'],
): string | undefined {
  if (language() === 'de') return germanActionSentence(action, properties, table);
  const does = actionPhrase(action, properties, { table });
  if (does === undefined) return undefined;
  return [`${capitalised(does.text)}.`, ...(does.outcome === undefined ? [] : [does.outcome])].join(' ');
}

/**
 * What an argument of a menu is, how its value is written, its default, the versions and protocols it needs, and a link
 * to the manual. Asked by its name, it is one of `add` or `set`; `undefined` for one that the catalogue does not know.
 */
export function describeArgument(menu: string, asked: string | Argument): string | undefined {
  const argument = typeof asked === 'string' ? argumentOf(menu, asked) : asked;
  if (argument === undefined) return undefined;
  const page = manualPage(menu);
  return [
    argument.doc,
    valueLine(argument),
    ...requirements(argument),
    ...(page === undefined ? [] : [`[${phrase`Manual`}](${page})`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The page of MikroTik's manual about a menu. */
export function manualPage(menu: string): string | undefined {
  const page = Object.hasOwn(manualPages, menu) ? manualPages[menu] : undefined;
  return page === undefined ? undefined : `https://help.mikrotik.com/docs/display/ROS/${page}`;
}

const matchers = 'Common+Firewall+Matchers+and+Actions';

const manualPages: Readonly<Record<string, string>> = {
  '/interface/list': 'Interface+Lists',
  '/interface/list/member': 'Interface+Lists',
  '/ip/address': 'IP+Addressing',
  '/ip/dhcp-client': 'DHCP',
  '/ip/dhcp-server': 'DHCP',
  '/ip/dns': 'DNS',
  '/ip/dns/static': 'DNS',
  '/ip/firewall/address-list': 'Address-lists',
  '/ip/firewall/connection/tracking': 'Connection+tracking',
  '/ip/firewall/filter': 'Filter',
  '/ip/firewall/layer7-protocol': 'Layer7',
  '/ip/firewall/mangle': 'Mangle',
  '/ip/firewall/nat': 'NAT',
  '/ip/firewall/raw': matchers,
  '/ip/ipsec': 'IPsec',
  '/ip/neighbor/discovery-settings': 'Neighbor+discovery',
  '/ip/route': 'IP+Routing',
  '/ip/service': 'Services',
  '/ipv6/firewall/address-list': 'Address-lists',
  '/ipv6/firewall/filter': 'Filter',
  '/ipv6/firewall/mangle': 'Mangle',
  '/ipv6/firewall/nat': 'NAT',
  '/ipv6/firewall/raw': matchers,
  '/system/scheduler': 'Scheduler',
  '/system/script': 'Scripting',
};

/** How a phrase reads after "Matches". */
const alone: Readonly<Record<Slot, (text: string) => string>> = {
  source: (text) => `a packet from ${text}`,
  'source-is': (text) => `a packet from a source ${text}`,
  packet: (text) => text,
  'connection-kind': (text) => `a packet of ${withArticle(text)} connection`,
  connection: (text) => `a packet of a connection ${text}`,
  'packet-is': (text) => `a packet ${text}`,
  from: (text) => `a packet from ${text}`,
  either: (text) => `a packet from or to ${text}`,
  port: (text) => `a packet to ${text}`,
  destination: (text) => `a packet to ${text}`,
  'destination-is': (text) => `a packet to an address ${text}`,
  in: (text) => `a packet from ${text}`,
  out: (text) => `a packet towards ${text}`,
  condition: (text) => `a packet if ${text}`,
};

function rulePhrases(rule: DescribedRule): Phrase[] {
  const context: PhraseContext = { family: rule.family, protocol: rule.properties.get('protocol') };
  return [...rule.properties].flatMap(([name, value]) =>
    value === '' ? [] : (matcherPhrase(name, value, context) ?? []),
  );
}

/** The part between "when" and the comma. */
function circumstances(phrases: readonly Phrase[], chain: string): string {
  const of = (slot: Slot) => phrases.filter((one) => one.slot === slot).map(({ text }) => text);
  const packet = [
    of('packet')[0] ?? 'a packet',
    ...connection(of('connection-kind')[0], of('connection')),
    ...qualities(of('packet-is')),
    ...of('from').map((text) => `from ${text}`),
    ...of('either').map((text) => `from or to ${text}`),
    ...destination(of('port'), of('destination')[0], of('destination-is')),
  ].join(' ');
  const through = `${path('from', of('in'))}${path('towards', of('out'))}`;
  const conditions = of('condition')
    .map((text) => ` and ${text}`)
    .join('');
  const source = sourceWords(of('source')[0], of('source-is'));
  return source === undefined
    ? `${packet} ${arrival(chain)}${through}${conditions}`
    : `${source} sends ${packet}${through}${conditions}`;
}

function path(preposition: string, places: readonly string[]): string {
  return places.length === 0 ? '' : ` ${preposition} ${listed(places, 'and')}`;
}

function sourceWords(noun: string | undefined, qualities: readonly string[]): string | undefined {
  if (noun === undefined && qualities.length === 0) return undefined;
  return [noun ?? 'a source', joined(qualities)].filter((word) => word !== '').join(' ');
}

function connection(kind: string | undefined, qualities: readonly string[]): string[] {
  if (kind === undefined && qualities.length === 0) return [];
  const noun = kind === undefined ? 'a connection' : `${withArticle(kind)} connection`;
  return [`of ${noun}`, ...(qualities.length === 0 ? [] : [joined(qualities)])];
}

/** "with …" stands together and before "that …". */
function qualities(texts: readonly string[]): string[] {
  const attached = texts.filter((text) => /^with(?:out)? /.test(text));
  const clauses = texts.filter((text) => !attached.includes(text));
  return [joined(attached), joined(clauses)].filter((text) => text !== '');
}

function destination(ports: readonly string[], noun: string | undefined, qualities: readonly string[]): string[] {
  const address =
    noun === undefined && qualities.length === 0
      ? undefined
      : [noun ?? 'an address', joined(qualities)].filter((word) => word !== '').join(' ');
  const port = ports[0];
  if (port === undefined) return address === undefined ? [] : [`to ${address}`];
  return [address === undefined ? `to ${port}` : `to ${port} of ${address}`];
}

/** "with a size of 60 bytes and DSCP 46": a word that starts several phrases is said once. */
function joined(texts: readonly string[]): string {
  return listed(
    texts.map((text, i) => (i > 0 && text.startsWith('with ') && texts[0]?.startsWith('with ') ? text.slice(5) : text)),
    'and',
  );
}

function arrival(chain: string): string {
  if (chain === 'forward') return 'passes';
  if (chain === 'output' || chain === 'postrouting' || chain === 'srcnat') return 'leaves';
  return 'arrives';
}

function withArticle(adjective: string): string {
  return `${/^[aeiou]/.test(adjective) ? 'an' : 'a'} ${adjective}`;
}

function disabling(disabled: string | undefined, sentence: string): string {
  if (isYes(disabled)) return `This rule is disabled: ${sentence}`;
  if (disabled === undefined || disabled === '' || disabled === 'no' || disabled === 'false') {
    return capitalised(sentence);
  }
  return `Unless ${code(disabled)} disables this rule: ${sentence}`;
}

function isYes(value: string | undefined): boolean {
  return value === 'yes' || value === 'true';
}

function valueLine(argument: Argument): string {
  const values = argument.values ?? argument.suggestions ?? [];
  const parts: string[] = [];
  if (argument.values !== undefined) parts.push(phrase`Values: ${values.map(code).join(', ')}.`);
  else if (argument.syntax !== '') parts.push(phrase`Value: ${code(argument.syntax)}.`);
  else if (typeName(argument.type) !== '') parts.push(phrase`Value: ${typeName(argument.type)}.`);
  if (argument.required) parts.push(phrase`Must be given.`);
  if (argument.default !== undefined) parts.push(phrase`Default: ${code(argument.default)}.`);
  return parts.join(' ');
}

/** What kind of value it is, where no form of it is written down; empty where any text will do. */
function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'number':
    case 'number-range': {
      const { min, max } = type;
      return min === undefined || max === undefined ? phrase`a number` : phrase`a number from ${min} to ${max}`;
    }
    case 'time': {
      const { min, max } = type;
      if (max === undefined) return phrase`a time`;
      return phrase`a time from ${formatDuration((min ?? 0) / 1000)} to ${formatDuration(max / 1000)}`;
    }
    case 'string':
    case 'hex':
      return type.maxLength === undefined ? '' : phrase`a text of at most ${type.maxLength} characters`;
    default:
      return phraseOf(TYPE_NAMES[type.kind] ?? '');
  }
}

const TYPE_NAMES: Readonly<Partial<Record<ValueType['kind'], string>>> = {
  boolean: phraseKey`\`yes\` or \`no\``,
  'list-timeout': phraseKey`a time, \`none-dynamic\` or \`none-static\``,
  address: phraseKey`an IPv4 address`,
  addresses: phraseKey`an IPv4 address, prefix or range`,
  prefix: phraseKey`an IPv4 prefix`,
  prefixes: phraseKey`prefixes with commas between them`,
  prefix6: phraseKey`an IPv6 address or prefix`,
  'mac-address': phraseKey`a MAC address`,
  port: phraseKey`a port`,
  ports: phraseKey`ports and ranges of ports with commas between them`,
  protocol: phraseKey`a protocol, by its name or number`,
  'address-list': phraseKey`the name of an address list`,
  interface: phraseKey`the name of an interface`,
  'interface-list': phraseKey`the name of an interface list`,
  'interface-lists': phraseKey`names of interface lists with commas between them`,
  chain: phraseKey`the name of a chain`,
  'routing-table': phraseKey`the name of a routing table`,
  id: phraseKey`one item: its number, its id or \`[find …]\``,
  ids: phraseKey`items: numbers, ids, names or \`[find …]\``,
  code: phraseKey`a block of commands`,
};

function requirements(argument: Argument): string[] {
  const parts: string[] = [];
  if (argument.protocols !== undefined) {
    parts.push(
      phrase`Needs ${listed(
        argument.protocols.map((protocol) => code(`protocol=${protocol}`)),
        'or',
      )}.`,
    );
  }
  if (argument.since !== undefined) {
    // Between two sampled versions it is not known which one brought it.
    const exact = argument.notYet === undefined;
    parts.push(exact ? phrase`Since RouterOS ${argument.since}.` : phrase`Came after RouterOS ${argument.notYet}.`);
  }
  if (argument.until !== undefined) parts.push(phrase`Gone in RouterOS ${argument.until}.`);
  if (argument.hardware === true) parts.push(phrase`Only on devices whose switch chip can do it.`);
  return parts.length === 0 ? [] : [parts.join(' ')];
}
