import { isDisabled, textOf } from '../../server/src/execution/configuration.ts';
import {
  endsTable,
  type Family,
  type Firewall,
  type FirewallRule,
  listAddedTo,
  listKey,
  type Matcher,
} from '../../server/src/firewall/firewall.ts';
import { type Supposition, timeoutOf } from '../../server/src/firewall/interpret.ts';
import { protocolNumber } from '../../server/src/packet/protocol.ts';
import { ROUTERS_END } from './namespace.ts';
import { TTL } from './rawPacket.ts';

export interface TranslationOptions {
  /** The interface or interface list that all packets come in by; undefined where interfaces have their own names. */
  readonly arrivesAt: string | undefined;
  readonly family?: Family;
  /** Keep for each rule which packets it has matched, by their identification; for at most 65,535 packets. */
  readonly recorded: boolean;
  /** Keep the router from answering, so that a connection has only the packets that the test sends. */
  readonly silent: boolean;
  /** Answers for matchers that have no translation, as it does for the interpreter. */
  readonly suppose: Supposition;
}

/** A ruleset of nftables that does what the rules do, and counts. */
export interface Translation {
  readonly text: string;
  /** Names of the address lists; the set of the one at `n` is called `ln`. */
  readonly lists: readonly string[];
}

/** What stands for "until the router restarts": sets of nftables mix entries with and without a timeout badly. */
export const FOR_EVER = 365 * 86_400;

/**
 * Each rule becomes one of nftables, in its own place: the conditions, then a counter `rN`, the set `hN` of packets
 * that it matched, and what it does. A list is a set. One whose entries stand in the file is two, since a set with ranges
 * cannot be added to by rules. Where either of two conditions is enough, lines ahead of the rule note in a mark whether
 * one of them holds.
 */
export function translate(firewall: Firewall, options: TranslationOptions): Translation {
  const words = WORDS[options.family ?? 'ip'];
  const rules = firewall.rules.filter(({ family, enabled }) => family === (options.family ?? 'ip') && enabled);
  const lists = listsOf(rules);
  const chains = new Map<string, string[]>();
  const chain = (table: string, name: string): string[] => {
    const key = chainName(table, name);
    const lines = chains.get(key) ?? [];
    chains.set(key, lines);
    return lines;
  };
  const hooked = HOOKED.filter(([table, name]) => rules.some((rule) => rule.table === table) && isMet(name, options));
  for (const [table, name] of hooked) chain(table, name);
  for (const rule of rules) {
    if (!hooked.some(([table]) => table === rule.table)) throw new Error(`no translation of the table ${rule.table}`);
    const target = textOf(rule.item, 'jump-target');
    if (rule.action === 'jump') chain(rule.table, target ?? '');
    chain(rule.table, rule.chain).push(...lines(rule, firewall, lists, options));
  }
  const records = options.recorded
    ? ['accepted', ...rules.map((rule) => `h${firewall.rules.indexOf(rule)}`)].map(
        (name) => `set ${name} { typeof ${words.id}; flags dynamic; size 65535; }`,
      )
    : [];
  const text = [
    'flush ruleset',
    // A chain must be there before a rule jumps to it.
    `table ${words.table} twin {\n${[...chains.keys()].map((name) => `chain ${name} { }`).join('\n')}\n}`,
    `table ${words.table} twin {`,
    ...lists.map((_, index) => `set l${index} { type ${words.address}; flags dynamic,timeout; size 65535; }`),
    ...records,
    ...['arrived', 'accepted'].map((name) => `counter ${name} { }`),
    ...rules.map((rule) => `counter r${firewall.rules.indexOf(rule)} { }`),
    ...[...chains].map(([name, body]) => `chain ${name} {\n${body.join('\n')}\n}`),
    base('arriving', 'prerouting', -400, 'counter name arrived'),
    ...hooked.map(([table, name, hook, priority]) =>
      base(`${table}_${name}`, hook, priority, `jump ${chainName(table, name)}`),
    ),
    ...(options.arrivesAt === undefined ? ['input', 'postrouting'] : ['input']).map((hook) =>
      base(
        `passed_${hook}`,
        hook,
        hook === 'input' ? 10 : 300,
        `counter name accepted${options.recorded ? ` add @accepted { ${words.id} }` : ''}`,
      ),
    ),
    options.silent ? base('silence', 'output', -400, `${words.ttl} != ${TTL} drop`) : '',
    '}',
  ].join('\n');
  return { text, lists };
}

/** The chains that the router enters by itself, with the priorities of iptables; connections are tracked at -200. */
const HOOKED = [
  ['raw', 'prerouting', 'prerouting', -300],
  ['mangle', 'prerouting', 'prerouting', -150],
  ['nat', 'dstnat', 'prerouting', -100],
  ['mangle', 'input', 'input', -150],
  ['filter', 'input', 'input', 0],
  ['mangle', 'forward', 'forward', -150],
  ['filter', 'forward', 'forward', 0],
  ['mangle', 'postrouting', 'postrouting', -150],
  ['nat', 'srcnat', 'postrouting', 100],
] as const;
/** What the two families are called. */
const WORDS = {
  ip: { table: 'ip', id: 'ip id', address: 'ipv4_addr', ttl: 'ip ttl' },
  ipv6: { table: 'ip6', id: 'ip6 flowlabel', address: 'ipv6_addr', ttl: 'ip6 hoplimit' },
} as const;
const NEVER = 'meta l4proto 255';
const MARKS = 0xffff;
const ALL_MARKS = 0xffffff;
/** Protocols without ports have no such condition; nftables would read the bytes that stand there. */
const WITH_PORTS = 'meta l4proto { 6, 17 }';

/** One that only packets through the router meet is left out where there are none. */
function isMet(chain: string, { arrivesAt }: TranslationOptions): boolean {
  return arrivesAt === undefined || !['forward', 'postrouting', 'srcnat'].includes(chain);
}

function base(name: string, hook: string, priority: number, body: string): string {
  const type = name.startsWith('nat') ? 'nat' : 'filter';
  return `chain base_${name} { type ${type} hook ${hook} priority ${priority}; policy accept; ${body}; }`;
}

/** Names of chains may be any text in RouterOS. */
function chainName(table: string, name: string): string {
  return `${table}_${Buffer.from(name).toString('hex')}`;
}

function listsOf(rules: readonly FirewallRule[]): string[] {
  const names = rules.flatMap((rule) => [
    ...rule.matchers.filter(({ name }) => name.endsWith('-address-list')).map(({ text }) => text),
    ...[listAddedTo(rule)?.text ?? []].flat(),
  ]);
  return [...new Set(names)];
}

function lines(
  rule: FirewallRule,
  firewall: Firewall,
  lists: readonly string[],
  options: TranslationOptions,
): string[] {
  const index = firewall.rules.indexOf(rule);
  const before: string[] = [];
  const either = (alternatives: readonly string[], place: number, negated: boolean): string => {
    const mark = 1 << place;
    before.push(
      `meta mark set meta mark & ${ALL_MARKS - mark}`,
      ...alternatives.map((alternative) => `${alternative} meta mark set meta mark | ${mark}`),
    );
    return `meta mark & ${mark} ${negated ? '==' : '!='} 0`;
  };
  const conditions = rule.matchers.map((matcher, place) => {
    const { name, negated, text } = matcher;
    if (name === 'connection-nat-state')
      return either([`ct status & ${text === 'dstnat' ? 'dnat' : 'snat'} != 0`], place, negated);
    if (name === 'src-address-list' || name === 'dst-address-list') {
      const field = `${WORDS[rule.family].table} ${name[0]}addr`;
      const set = `@l${lists.indexOf(text)}`;
      const entries = entriesOf(firewall, text);
      if (entries === undefined) return `${field}${negated ? ' !=' : ''} ${set}`;
      return either([`${field} ${set}`, `${field} ${entries}`], place, negated);
    }
    if (name === 'port') {
      const ends = ['sport', 'dport'].map((end) => `${WITH_PORTS} th ${end} { ${text} }`);
      return `${WITH_PORTS} ${either(ends, place, negated)}`;
    }
    return condition(matcher, rule, options);
  });
  const record = options.recorded ? `add @h${index} { ${WORDS[rule.family].id} }` : '';
  return [...before, [...conditions, `counter name r${index}`, record, effect(rule, lists)].join(' ')];
}

/** The addresses that the file itself puts on the list. */
function entriesOf(firewall: Firewall, list: string): string | undefined {
  const entries = (firewall.addressLists.get(listKey('ip', list)) ?? []).filter((entry) => !isDisabled(entry));
  return entries.length === 0 ? undefined : `{ ${entries.map((entry) => textOf(entry, 'address')).join(', ')} }`;
}

function condition(matcher: Matcher, rule: FirewallRule, { arrivesAt, suppose }: TranslationOptions): string {
  const { name, negated, text } = matcher;
  const not = negated ? '!= ' : '';
  switch (name) {
    case 'protocol':
      return `meta l4proto ${not}${protocolNumber(text)}`;
    case 'dst-port':
    case 'src-port':
      return `${WITH_PORTS} th ${name[0]}port ${not}{ ${text} }`;
    case 'src-address':
    case 'dst-address':
      return `${WORDS[rule.family].table} ${name[0]}addr ${not}${text}`;
    case 'packet-size':
      return `ip length ${not}${text}`;
    case 'connection-state':
      return `ct state ${not}{ ${text} }`;
    case 'in-interface':
    case 'in-interface-list':
      return `iifname ${not}"${arrivesAt === undefined ? text : text === arrivesAt ? ROUTERS_END : 'elsewhere'}"`;
    case 'out-interface':
      return `oifname ${not}"${text}"`;
    case 'connection-mark':
      return `ct mark ${not}${markNumber(text)}`;
    case 'packet-mark':
      return `meta mark & ${PACKET_MARKS} ${negated ? '!=' : '=='} ${markNumber(text) * FIRST_PACKET_MARK}`;
    case 'dst-address-type':
    case 'src-address-type':
      return `fib ${name[0]}addr type ${not}${text}`;
    case 'tcp-flags':
      return flagsOf(text);
    case 'icmp-options': {
      const [type, code] = text.split(':');
      if (negated && code !== undefined) throw new Error(`no translation of ${name}=!${text}`);
      return `meta l4proto 1 icmp type ${not}${type}${code === undefined ? '' : ` icmp code ${code}`}`;
    }
    default: {
      const answer = suppose(rule, matcher);
      return answer === undefined || answer === negated ? NEVER : '';
    }
  }
}

/** `syn,!ack`: each flag is set or not. */
function flagsOf(text: string): string {
  const flags = text.split(',');
  const set = flags.filter((flag) => !flag.startsWith('!'));
  const all = flags.map((flag) => flag.replace('!', ''));
  return `tcp flags & (${all.join('|')}) == ${set.length === 0 ? '0x0' : set.join('|')}`;
}

/** Marks are numbers in the kernel; that of packets shares its word with what lines ahead of a rule note. */
function markNumber(name: string): number {
  return name === 'no-mark' ? 0 : name.charCodeAt(0) - 96;
}

const FIRST_PACKET_MARK = 0x10000;
const PACKET_MARKS = 0xff0000;

/** `dnat to`, with the port where there is one. */
function translation(kind: 'dnat' | 'snat', rule: FirewallRule): string {
  const address = textOf(rule.item, 'to-addresses') ?? textOf(rule.item, 'to-address') ?? '';
  const host = address.replace(/\/(?:32|128)$/, '');
  const port = textOf(rule.item, 'to-ports');
  const { table } = WORDS[rule.family];
  if (rule.action === 'netmap') {
    const from = rule.matchers.find(({ name }) => name === (kind === 'dnat' ? 'dst-address' : 'src-address'))?.text;
    return `${kind} ${table} prefix to ${table} ${kind[0] === 'd' ? 'd' : 's'}addr map { ${from} : ${address} }`;
  }
  if (port === undefined) return `${kind} to ${host}`;
  return `${kind} to ${rule.family === 'ip' ? host : `[${host}]`}:${port}`;
}

function effect(rule: FirewallRule, lists: readonly string[]): string {
  switch (rule.action) {
    case 'accept':
    case 'return':
      return rule.action;
    case 'drop':
    case 'reject':
    case 'tarpit':
      return 'drop';
    case 'log':
    case 'passthrough':
      return '';
    case 'dst-nat':
      return translation('dnat', rule);
    case 'src-nat':
      return translation('snat', rule);
    case 'netmap':
      return translation(rule.chain === 'srcnat' ? 'snat' : 'dnat', rule);
    case 'masquerade':
    case 'notrack':
      return rule.action;
    case 'mark-connection':
      return `ct mark set ${markNumber(textOf(rule.item, 'new-connection-mark') ?? '')}${endsTable(rule) ? ' accept' : ''}`;
    case 'redirect':
      return `redirect to :${textOf(rule.item, 'to-ports')}`;
    case 'mark-packet': {
      const mark = markNumber(textOf(rule.item, 'new-packet-mark') ?? '') * FIRST_PACKET_MARK;
      return `meta mark set meta mark & ${MARKS} | ${mark}${endsTable(rule) ? ' accept' : ''}`;
    }
    case 'jump':
      return `jump ${chainName(rule.table, textOf(rule.item, 'jump-target') ?? '')}`;
    case 'add-src-to-address-list':
    case 'add-dst-to-address-list': {
      const list = listAddedTo(rule);
      const seconds = Math.min(timeoutOf(rule), FOR_EVER);
      const { table } = WORDS[rule.family];
      const field = rule.action === 'add-src-to-address-list' ? `${table} saddr` : `${table} daddr`;
      return list === undefined ? '' : `update @l${lists.indexOf(list.text)} { ${field} timeout ${seconds}s }`;
    }
    default:
      throw new Error(`no translation of the action ${rule.action}`);
  }
}
