/**
 * Layer `expectation`: unit tests for a firewall. An expectation says of a class of packets what becomes of all of
 * them; it is proved or refuted over the model, with a packet that shows it.
 */
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { type ConnectionState, connectionStates, type Packet, parsePacket } from '../packet/packet.ts';
import { type PortSet, parsePorts } from '../packet/ports.ts';
import { portProtocols, protocolNumber } from '../packet/protocol.ts';
import type { TextRange } from '../text/range.ts';

/**
 * `traffic "=>" fate ["by" (string | "line" number)] ["assuming" name]`; traffic is a packet as `trace` reads it, or
 * `[family] source "->" target [service] {option}`.
 */
export interface Expectation {
  /** As it was written. */
  readonly text: string;
  readonly traffic: Traffic | Packet;
  readonly fate: Fate;
  /** The rule that has to decide: by its comment, or by its line, from 1. */
  readonly by: { readonly comment: string } | { readonly line: number } | undefined;
  /** What is taken for granted, as the result names it: `in-interface-list=LAN`. */
  readonly assuming: readonly string[];
}

/** What becomes of a packet; `refused` stands for drop, reject and tarpit. */
export type Fate = 'accepted' | 'refused' | 'drop' | 'reject' | 'tarpit';

/** A class of packets. */
export interface Traffic {
  /** Both, where none is given and the zones do not settle it. */
  readonly family: 'ip' | 'ipv6' | undefined;
  readonly source: Zone;
  /** The list that a knock grants: the class is what may be sent after its sequence. */
  readonly afterKnock: string | undefined;
  readonly target: Zone | 'router';
  readonly service: Service | undefined;
  readonly options: TrafficOptions;
}

export interface TrafficOptions {
  readonly in?: string;
  readonly out?: string;
  readonly state?: ConnectionState;
  /** The lists on which the source is, beside static entries. */
  readonly listed: readonly string[];
}

export interface Zone {
  readonly negated: boolean;
  readonly kind: ZoneKind;
  /** A name, or an address as it was written; empty for `internet`, `elsewhere` and `any`. */
  readonly name: string;
}

/** `name` is a bare word, whose kind the file settles; `elsewhere`: by an interface that the file does not name. */
export type ZoneKind =
  | 'internet'
  | 'elsewhere'
  | 'any'
  | 'address'
  | 'name'
  | 'interface'
  | 'interfaces'
  | 'list'
  | 'zone';

export interface Service {
  readonly negated: boolean;
  /** Undefined for a service of the router by its name. */
  readonly protocol: number | undefined;
  readonly ports: PortSet | undefined;
  readonly name: string | undefined;
}

export interface ExpectationFault {
  /** What is wrong and what to write instead. */
  readonly fault: string;
}

/** Reads an expectation. */
export function parseExpectation(source: string): Expectation | ExpectationFault {
  const text = source.trim();
  if (text.length > MAX_LENGTH) return { fault: `An expectation has at most ${MAX_LENGTH} characters.` };
  const words = tokens(text);
  if (words === undefined) return { fault: 'A quote is not closed.' };
  const arrow = words.findIndex((word) => !word.quoted && word.text === '=>');
  if (arrow < 0)
    return {
      fault: `It does not say what becomes of the packets; write "=> accepted" or "=> refused", as in "${EXAMPLE}".`,
    };
  const end = readEnd(words.slice(arrow + 1));
  if ('fault' in end) return end;
  const traffic = readTraffic(words.slice(0, arrow));
  return 'fault' in traffic ? traffic : { text, traffic, ...end };
}

/** Reads a zone by itself, as the project file defines it: `192.0.2.0/24`, `interfaces LAN`. */
export function parseZone(text: string): Zone | ExpectationFault {
  const words = text.length > MAX_LENGTH ? undefined : tokens(text.trim());
  if (words === undefined) return { fault: 'A quote is not closed.' };
  const zone = readZone(words);
  if ('fault' in zone) return zone;
  if (zone.rest.length > 0) return { fault: `"${zone.rest[0]?.text}" is not understood behind the zone.` };
  return zone.zone;
}

/** A name as an expectation writes it. */
export function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Whether the traffic is a single packet. */
export function isPacket(traffic: Traffic | Packet): traffic is Packet {
  return 'sourcePort' in traffic;
}

const EXAMPLE = 'internet -> router tcp 8291 => refused';
const MAX_LENGTH = 1_000;
const FATES: readonly string[] = ['accepted', 'refused', 'drop', 'reject', 'tarpit'];
const KINDS: ReadonlySet<string> = new Set(['interface', 'interfaces', 'list', 'zone']);
const NAMELESS: ReadonlySet<string> = new Set(['internet', 'elsewhere', 'any']);

interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** Where it stands in the expectation, quotes included. */
  readonly range: TextRange;
}

/** Words and quoted texts; undefined where a quote is open. `!` stands by itself, arrows need no blanks around them. */
function tokens(text: string): Word[] | undefined {
  const words: Word[] = [];
  const pattern =
    /\s*(?:"((?:[^"\\]|\\.)*)"|(=>|->)|(!)|((?:[^\s"!=-]|-(?!>)|=(?!>))(?:[^\s"=-]|-(?!>)|=(?!>)|(?<==)"(?:[^"\\]|\\.)*")*))/sy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [whole, quoted, sign, not, word] = match;
    const range = { start: pattern.lastIndex - whole.trimStart().length, end: pattern.lastIndex };
    if (quoted !== undefined) words.push({ text: quoted.replaceAll(/\\(.)/gs, '$1'), quoted: true, range });
    else words.push({ text: (sign ?? not ?? word ?? '').replaceAll('"', ''), quoted: false, range });
  }
  return words;
}

/** What an expectation names, also where it is not complete. */
export interface ExpectationName {
  /** `name`: a bare word, whose kind the file settles; `arrival`: an interface or a list of them. */
  readonly kind: 'interface' | 'interfaces' | 'list' | 'zone' | 'name' | 'arrival';
  readonly name: string;
  /** In the expectation, quotes included. */
  readonly range: TextRange;
}

/** All names, in text order; none where a quote is open. */
export function expectationNames(text: string): ExpectationName[] {
  const all = text.length > MAX_LENGTH ? [] : (tokens(text) ?? []);
  const is = (word: Word | undefined, ...texts: string[]): boolean =>
    word !== undefined && !word.quoted && texts.includes(word.text);
  const end = all.findIndex((word) => is(word, '=>'));
  const words = end < 0 ? all : all.slice(0, end);
  const arrow = words.findIndex((word) => is(word, '->'));
  const [first, second] = words;
  const isOfPacket = first !== undefined && !first.quoted && protocolNumber(first.text) !== undefined;
  const isPacketText = isOfPacket && arrow === 2 && !is(second, '!');
  const found: ExpectationName[] = [];
  const zone = (from: number): void => {
    const at = is(words[from], '!') ? from + 1 : from;
    const [word, next] = words.slice(at);
    if (word === undefined || is(word, '->')) return;
    if (!word.quoted && KINDS.has(word.text)) {
      if (next !== undefined && !is(next, '->'))
        found.push({ kind: word.text as 'list', name: next.text, range: next.range });
    } else if (!is(word, 'internet', 'elsewhere', 'any', 'router') && addressesOf(word.text) === undefined)
      found.push({ kind: 'name', name: word.text, range: word.range });
  };
  if (!isPacketText) zone(is(first, 'ipv4', 'ipv6') ? 1 : 0);
  for (const [index, word] of words.entries()) {
    const list = words[index + 1];
    if (is(word, 'knock') && is(words[index - 1], 'after') && list !== undefined && !is(list, '->'))
      found.push({ kind: 'list', name: list.text, range: list.range });
    if (index === arrow + 1 && arrow >= 0 && !isPacketText) zone(index);
    if (!word.quoted) found.push(...namesOfOption(word, text));
  }
  return found;
}

/** `in=`, `out=` and `listed=`, which takes several with commas. */
function namesOfOption({ range }: Word, text: string): ExpectationName[] {
  const [, option = '', value = ''] = /^(in|out|listed)=(.+)$/s.exec(text.slice(range.start, range.end)) ?? [];
  if (value === '') return [];
  const kind = option === 'listed' ? 'list' : 'arrival';
  const start = range.start + option.length + 1;
  const isQuoted = value.startsWith('"');
  const inner = isQuoted ? value.slice(1, -1) : value;
  const names = kind === 'list' ? inner.split(',') : [inner];
  if (names.length === 1) return [{ kind, name: inner, range: { start, end: range.end } }];
  let at = start + (isQuoted ? 1 : 0);
  return names.map((name) => {
    const own = { start: at, end: at + name.length };
    at = own.end + 1;
    return { kind, name, range: own };
  });
}

function readEnd(words: readonly Word[]): Pick<Expectation, 'fate' | 'by' | 'assuming'> | ExpectationFault {
  const [first, ...rest] = words;
  if (first === undefined || !FATES.includes(first.text)) {
    return { fault: `"${first?.text ?? ''}" is no fate; write accepted, refused, drop, reject or tarpit.` };
  }
  let by: Expectation['by'];
  const assuming: string[] = [];
  for (let at = 0; at < rest.length; ) {
    const word = rest[at] as Word;
    const next = rest[at + 1];
    if (word.text === 'by' && next !== undefined && by === undefined) {
      if (next.text === 'line' && !next.quoted) {
        const line = Number(rest[at + 2]?.text);
        if (!Number.isInteger(line) || line < 1)
          return { fault: 'Behind "by line" stands the number of a line, from 1.' };
        by = { line };
        at += 3;
      } else {
        by = { comment: next.text };
        at += 2;
      }
    } else if (word.text === 'assuming' && next !== undefined) {
      assuming.push(next.text);
      at += 2;
    } else
      return {
        fault: `"${word.text}" is not understood behind the fate; write by "comment", by line 7 or assuming "name".`,
      };
  }
  return { fate: first.text as Fate, by, assuming };
}

function readTraffic(words: readonly Word[]): Traffic | Packet | ExpectationFault {
  const arrow = words.findIndex((word) => !word.quoted && word.text === '->');
  if (arrow < 1) return { fault: `It does not say from where to where; write "source -> target", as in "${EXAMPLE}".` };
  const [first, second] = words as readonly [Word, Word];
  const isProtocol = !first.quoted && protocolNumber(first.text) !== undefined;
  if (isProtocol && arrow === 2 && second.text !== '!') return readPacket(words);
  let from = words.slice(0, arrow);
  let family: Traffic['family'];
  if (from[0]?.text === 'ipv4' || from[0]?.text === 'ipv6') {
    family = from[0].text === 'ipv4' ? 'ip' : 'ipv6';
    from = from.slice(1);
  }
  const source = readZone(from);
  if ('fault' in source) return source;
  const after = readKnock(source.rest);
  if ('fault' in after) return after;
  const to = words.slice(arrow + 1);
  const isRouter = to[0]?.text === 'router' && !to[0].quoted;
  const target = isRouter ? { zone: 'router' as const, rest: to.slice(1) } : readZone(to);
  if ('fault' in target) return target;
  const options = readOptions(target.rest);
  if ('fault' in options) return options;
  const service = readService(options.rest);
  if (service !== undefined && 'fault' in service) return service;
  return {
    family,
    source: source.zone,
    afterKnock: after.list,
    target: target.zone,
    service,
    options: options.options,
  };
}

function readPacket(words: readonly Word[]): Packet | ExpectationFault {
  return parsePacket(words.map(({ text }) => text).join(' '));
}

function readZone(words: readonly Word[]): { zone: Zone; rest: readonly Word[] } | ExpectationFault {
  const negated = words[0]?.text === '!' && !words[0].quoted;
  const [first, second, ...rest] = negated ? words.slice(1) : words;
  if (first === undefined)
    return { fault: `A zone is missing; write internet, elsewhere, any, an address, or a name, as in "${EXAMPLE}".` };
  if (!first.quoted && KINDS.has(first.text) && second !== undefined) {
    return { zone: { negated, kind: first.text as ZoneKind, name: second.text }, rest };
  }
  const behind = second === undefined ? [] : [second, ...rest];
  if (!first.quoted && NAMELESS.has(first.text)) {
    return { zone: { negated, kind: first.text as ZoneKind, name: '' }, rest: behind };
  }
  const isAddress = !first.quoted && addressesOf(first.text) !== undefined;
  return { zone: { negated, kind: isAddress ? 'address' : 'name', name: first.text }, rest: behind };
}

/** The addresses of an address, a prefix or a range, with their family. */
export function addressesOf(text: string): { family: 'ip' | 'ipv6'; set: IntervalSet<Point> } | undefined {
  const four = parseIpv4Set(text) as IntervalSet<Point> | undefined;
  if (four !== undefined) return { family: 'ip', set: four };
  const six = parseIpv6Set(text) as IntervalSet<Point> | undefined;
  return six === undefined ? undefined : { family: 'ipv6', set: six };
}

function readKnock(words: readonly Word[]): { list: string | undefined } | ExpectationFault {
  if (words.length === 0) return { list: undefined };
  const [after, knock, list, more] = words;
  if (after?.text !== 'after' || knock?.text !== 'knock' || list === undefined || more !== undefined) {
    return {
      fault: `"${words.map(({ text }) => text).join(' ')}" is not understood behind the source; write after knock "list".`,
    };
  }
  return { list: list.text };
}

/** The options at the end, in any order; what stands before them is left. */
function readOptions(words: readonly Word[]): { options: TrafficOptions; rest: readonly Word[] } | ExpectationFault {
  const found: { in?: string; out?: string; state?: ConnectionState } = {};
  const listed: string[] = [];
  const rest: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const [, name, value] = /^(in|out|state|listed)=(.*)$/s.exec(word.quoted ? '' : word.text) ?? [];
    if (name === undefined) {
      rest.push(word);
      continue;
    }
    // `listed="a b"` is one word or two, as the quotes stand.
    const quoted = value === '' && words[at + 1]?.quoted === true ? words[++at]?.text : undefined;
    const text = quoted ?? value ?? '';
    if (text === '') return { fault: `"${name}=" has no value.` };
    if (name === 'listed') listed.push(...text.split(','));
    else if (name === 'state') {
      if (!(connectionStates as readonly string[]).includes(text)) {
        return { fault: `"${text}" is no state; write ${connectionStates.join(', ')}.` };
      }
      found.state = text as ConnectionState;
    } else found[name as 'in' | 'out'] = text;
  }
  return { options: { ...found, listed }, rest };
}

function readService(words: readonly Word[]): Service | ExpectationFault | undefined {
  if (words.length === 0) return undefined;
  const negated = words[0]?.text === '!' && !words[0].quoted;
  const [first, second, more] = negated ? words.slice(1) : words;
  if (first === undefined || more !== undefined)
    return {
      fault: `"${(more ?? first)?.text ?? '!'}" is not understood; a service is a protocol with ports, such as tcp 80,443, or a name.`,
    };
  const protocol = first.quoted ? undefined : protocolNumber(first.text);
  if (protocol === undefined) {
    if (second !== undefined) return { fault: `"${first.text}" is no protocol; write tcp, udp, icmp or a number.` };
    return { negated, protocol: undefined, ports: undefined, name: first.text };
  }
  if (second === undefined) return { negated, protocol, ports: undefined, name: undefined };
  const ports = parsePorts(second.text);
  if (ports === undefined) return { fault: `"${second.text}" are no ports; write 22, 80-90 or 80,443.` };
  if (!portProtocols.some((name) => protocolNumber(name) === protocol))
    return { fault: `${first.text} has no ports; leave them out.` };
  return { negated, protocol, ports, name: undefined };
}
