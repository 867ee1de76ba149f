import { formatIpv4Set, formatIpv6Set, type Ipv4Set, type Ipv6Set } from '../packet/address.ts';
import type { Box, Side } from '../packet/box.ts';
import { type Interval, IntervalSet, type Point } from '../packet/intervalSet.ts';
import { connectionStates } from '../packet/packet.ts';
import { protocolName } from '../packet/protocol.ts';
import { quoted } from '../syntax/quote.ts';
import { shownValue } from '../text/secretNames.ts';
import { ADDRESS_TYPES, ANSWERS_SOURCE_NAT } from './fieldValues.ts';
import type { Family } from './firewall.ts';
import type { PacketSpace } from './packetSpace.ts';

/**
 * The packets of a box in RouterOS's own words, `protocol=tcp dst-port=22 in-interface-list=WAN`; empty for all. A rule
 * can ask for one list only, so that lists come in words: `from sources on managers, but not on admins`.
 */
export function boxPhrase(whole: Box, space: PacketSpace, family: Family): string {
  const state = whole.find(({ dimension }) => space.info(dimension).name === 'connection-state');
  const goesOn = state?.set.isSubset(GOING_ON) === true;
  const matchers = [...whole]
    .filter(({ dimension, set }) => !isOriginal(space.info(dimension).name, set, goesOn))
    .filter(({ dimension }) => space.list(dimension) === undefined)
    .sort((a, b) => rank(space.info(a.dimension).name) - rank(space.info(b.dimension).name))
    .map((side) => sidePhrase(side, space, family))
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index);
  const lists = (['source', 'destination'] as const)
    .map((side) => listPhrase(whole, space, side))
    .filter((text) => text !== '')
    .join(' and ');
  const preposition = lists.startsWith('source') ? 'from ' : 'to ';
  return [...matchers, ...(lists === '' ? [] : [matchers.length === 0 ? lists : `${preposition}${lists}`])].join(' ');
}

/** `sources on managers, but not on admins`; empty where it does not matter who is on a list. */
function listPhrase(whole: Box, space: PacketSpace, side: ListSide): string {
  const on: string[] = [];
  const off: string[] = [];
  for (const { dimension, set } of whole) {
    const list = space.list(dimension);
    if (list?.side !== side || set.equals(space.info(dimension).domain)) continue;
    (set.contains(1) ? on : off).push(quoted(list.list));
  }
  const but = off.length === 0 ? '' : `not on ${series(off, 'or')}`;
  const parts = on.length === 0 ? but : [`on ${series(on, 'and')}`, but].filter((text) => text !== '').join(', but ');
  return parts === '' ? '' : `${side}s ${parts}`;
}

/** `a, b and c`. */
function series(words: readonly string[], last: 'and' | 'or'): string {
  const names = [...new Set(words)];
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

type ListSide = NonNullable<ReturnType<PacketSpace['list']>>['side'];

/** Where packets set out they have no marks, and to those that begin a connection nothing has been done. */
function isOriginal(name: string, set: IntervalSet<Point>, goesOn: boolean): boolean {
  if (name === 'packet-mark' || name === 'routing-mark') return set.last === 0;
  return !goesOn && (name.startsWith('connection-nat-state') || (name === 'connection-mark' && set.last === 0));
}

const GOING_ON = IntervalSet.range<Point>(1, 2);

/** From where, what, and then everything else, as people say it. */
const ORDER = ['in-interface', 'src-address', 'src-port', 'dst-address', 'protocol', 'dst-port', 'icmp-options'];

function rank(name: string): number {
  const place = ORDER.indexOf(name.replace(/^in-interface-list .*$/s, 'in-interface'));
  return place < 0 ? ORDER.length : place;
}

/** What must hold of the packets that they do not show by themselves: `limit=10,5:packet`, `tcp-flags=!syn`. */
export function unseen(whole: Box, space: PacketSpace, family: Family): string[] {
  return whole
    .filter(({ dimension }) => isUnseen(space.info(dimension).name))
    .map((side) => sidePhrase(side, space, family));
}

/** Atoms that stand for a matcher; lists are told apart, since a source can be put on one. */
function isUnseen(name: string): boolean {
  return ATOM.test(name) && !name.startsWith('connection-nat-state');
}

const ATOM = /^(?:[a-z0-9-]+ = |tcp-flag |(?:in|out)-interface-list )/;

function sidePhrase({ dimension, set }: Side, space: PacketSpace, family: Family): string {
  const { name, domain } = space.info(dimension);
  if (set.equals(domain) || name === 'dst-address-type' || IMPLIED.has(name)) return '';
  if (name === ANSWERS_SOURCE_NAT) return set.contains(1) ? 'connection-nat-state=srcnat' : '';
  const atom = /^(\S+)(?: = | )(.*)$/s.exec(name);
  if (atom !== null) {
    const [, kind = '', value = ''] = atom;
    return `${kind === 'tcp-flag' ? 'tcp-flags' : kind}=${set.contains(1) ? '' : '!'}${shownValue(kind, value)}`;
  }
  const outside = set.complement(domain);
  const write = (values: IntervalSet<Point>): string => written(values, name, space, family);
  if (name.endsWith('-interface') || name.endsWith('-mark'))
    return `${name}=${set.contains(0) ? `!${write(outside)}` : write(set)}`;
  // `!22,80,443` rather than the four ranges around them.
  const negated = outside.intervals().length < set.intervals().length || outside.size() <= set.intervals().length;
  return `${name}=${negated ? `!${write(outside)}` : write(set)}`;
}

/** What other matchers of the phrase imply. */
const IMPLIED: ReadonlySet<string> = new Set([
  'ethernet-header',
  'tls-client-hello',
  'wire-dst-address',
  'wire-dst-port',
]);

/** More values than these say less, not more. */
const MAX_VALUES = 12;

function written(values: IntervalSet<Point>, name: string, space: PacketSpace, family: Family): string {
  const intervals = values.intervals();
  const some = IntervalSet.of<Point>(intervals.slice(0, MAX_VALUES));
  const more = intervals.length > MAX_VALUES ? `,… (${intervals.length - MAX_VALUES} more)` : '';
  return `${plain(some, name, space, family)}${more}`;
}

function plain(values: IntervalSet<Point>, name: string, space: PacketSpace, family: Family): string {
  switch (name) {
    case 'src-address':
    case 'dst-address':
      return family === 'ip' ? formatIpv4Set(values as Ipv4Set) : formatIpv6Set(values as Ipv6Set);
    case 'protocol':
      return named(values, (number) => protocolName(number) ?? String(number));
    case 'connection-state':
      return named(values, (number) => connectionStates[number] ?? String(number));
    case 'src-address-type':
      return named(values, (number) => ADDRESS_TYPES[number] ?? String(number));
    case 'icmp-options':
      return values.intervals().map(icmpText).join(',');
    case 'connection-mark':
    case 'packet-mark':
    case 'routing-mark':
      return named(values, (number) => space.markName(number) ?? '');
    case 'in-interface':
    case 'out-interface':
      return named(values, (number) => space.interfaceName(number) ?? '');
    default:
      return values.toString();
  }
}

/** The names of single values; runs that are long stay numbers. */
function named(values: IntervalSet<Point>, name: (number: number) => string): string {
  return values
    .intervals()
    .flatMap(([low, high]) => {
      const [from, to] = [Number(low), Number(high)];
      if (to - from >= MAX_VALUES) return [`${from}-${to}`];
      return Array.from({ length: to - from + 1 }, (_, offset) => name(from + offset));
    })
    .filter((text) => text !== '')
    .join(',');
}

/** Types and codes stand in one number each: `8:0`, `3:0-3:255`. */
function icmpText([low, high]: Interval<Point>): string {
  const text = (value: Point): string => `${Number(value) >> 8}:${Number(value) & 255}`;
  return low === high ? text(low) : `${text(low)}-${text(high)}`;
}
