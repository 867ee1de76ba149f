/**
 * What a matcher says about a packet, in German: what stands behind „Pakete mit“, in an order that asks for no ending.
 * As in `matcherPhrase.ts`, values enter as a number that was read, as a known word, or through `code`.
 */
import { servicesAt } from '../catalog/services.ts';
import { icmpName, parseIcmpOptions } from '../packet/icmp.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolName } from '../packet/protocol.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import { code } from '../text/markdown.ts';
import { shownValue } from '../text/secretNames.ts';
import type { PhraseContext } from './matcherPhrase.ts';

/** The condition of one matcher; `undefined` if there is no such matcher. `written` is not empty. */
export function germanCondition(name: string, written: string, context: PhraseContext): string | undefined {
  const say = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
  if (say === undefined) return undefined;
  const value = shownValue(name, written);
  const negated = value.startsWith('!');
  return say({ value, negated, bare: negated ? value.slice(1) : value, ...context });
}

/** `a`, `a und b`, `a, b und c`. */
export function germanList(words: readonly string[], conjunction: 'und' | 'oder'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

interface Said extends PhraseContext {
  readonly value: string;
  readonly negated: boolean;
  /** The value without a leading `!`. */
  readonly bare: string;
}

type Say = (said: Said) => string;

const conditions: Readonly<Record<string, Say>> = {
  'connection-bytes': ({ value }) => connectionBytes(value),
  'connection-limit': connectionLimit,
  'connection-mark': mark('Connection-Mark'),
  'connection-nat-state': word('NAT-Zustand'),
  'connection-rate': ({ bare, negated }) => `Verbindungsrate ${except(negated)}${range(bare)} Bit/s`,
  'connection-state': connectionState,
  'connection-type': word('Verbindungstyp'),
  content: word('Inhalt'),
  dscp: word('DSCP'),
  'dst-address': address('Zieladresse'),
  'dst-address-list': onList('Zieladresse'),
  'dst-address-type': addressType('Zieladresse'),
  'dst-limit': ({ value }) => flowLimit(value),
  'dst-port': ports('Zielport'),
  fragment: ({ value }) => `Folgefragment ${value === 'yes' ? 'ja' : value === 'no' ? 'nein' : code(value)}`,
  headers: word('IPv6-Erweiterungsheader'),
  'hop-limit': compared('Hop-Limit'),
  hotspot: ({ value }) => `Hotspot-Merkmal ${code(value)}`,
  'icmp-options': icmpOptions,
  'in-bridge-port': way('Eingang', 'Bridge-Port'),
  'in-bridge-port-list': way('Eingang', 'Bridge-Port der Liste'),
  'in-interface': way('Eingang', 'Interface'),
  'in-interface-list': way('Eingang', 'Interface-Liste'),
  'ingress-priority': word('Eingangspriorität'),
  'ipsec-policy': ({ value }) => ipsecPolicies[value] ?? `IPsec-Policy ${code(value)}`,
  'ipv4-options': word('IPv4-Optionen'),
  'layer7-protocol': word('Layer-7-Protokoll'),
  limit: rateLimit,
  nth,
  'out-bridge-port': way('Ausgang', 'Bridge-Port'),
  'out-bridge-port-list': way('Ausgang', 'Bridge-Port der Liste'),
  'out-interface': way('Ausgang', 'Interface'),
  'out-interface-list': way('Ausgang', 'Interface-Liste'),
  p2p: word('P2P-Protokoll'),
  'packet-mark': mark('Packet-Mark'),
  'packet-size': ({ bare, negated }) => `Größe ${except(negated)}${range(bare)} Byte`,
  'per-connection-classifier': word('PCC-Anteil'),
  port: ports('Quell- oder Zielport'),
  priority: word('Priorität'),
  protocol: ({ bare, negated }) => `Protokoll ${except(negated)}${protocolLabel(bare)}`,
  psd: ({ value }) => `Verdacht auf einen Portscan (${code(value)})`,
  random: ({ value }) => `einem Zufall von ${number(value)} %`,
  realm: word('Realm der Route'),
  'routing-mark': word('Routing-Mark'),
  'src-address': address('Quelladresse'),
  'src-address-list': onList('Quelladresse'),
  'src-address-type': addressType('Quelladresse'),
  'src-mac-address': word('Quell-MAC-Adresse'),
  'src-port': ports('Quellport'),
  'tcp-flags': ({ value }) => tcpFlags(value),
  'tcp-mss': ({ bare, negated }) => `TCP-MSS ${except(negated)}${range(bare)}`,
  time: clockTime,
  'tls-host': word('TLS-Host'),
  tos: word('TOS-Byte'),
  ttl: compared('TTL'),
};

function except(negated: boolean): string {
  return negated ? 'außer ' : '';
}

/** A number as such, anything else as code. */
function number(text: string): string {
  return /^\d+$/.test(text) ? text : code(text);
}

function word(label: string): Say {
  return ({ bare, negated }) => `${label} ${except(negated)}${number(bare)}`;
}

function mark(label: string): Say {
  return ({ bare, negated }) =>
    bare === 'no-mark' && negated ? `beliebiger ${label}` : `${label} ${except(negated)}${code(bare)}`;
}

function range(text: string): string {
  const parts = /^(\d+[kMG]?)-(\d+[kMG]?)$/.exec(text);
  return parts === null ? number(text) : `${parts[1]} bis ${parts[2]}`;
}

function grouped(text: string): string {
  return text.replaceAll(/\B(?=(?:\d{3})+$)/g, '.');
}

function connectionBytes(value: string): string {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  if (low === undefined || high === undefined) return `Verbindungsvolumen ${code(value)} Byte`;
  if (high === '0') return `Verbindungsvolumen ab ${grouped(low)} Byte`;
  if (low === '0') return `Verbindungsvolumen bis ${grouped(high)} Byte`;
  return `Verbindungsvolumen ${grouped(low)} bis ${grouped(high)} Byte`;
}

function connectionLimit({ bare, negated, family }: Said): string {
  const [count = '', length] = bare.split(',', 2);
  const whole = length === undefined || length === (family === 'ip' ? '32' : '128');
  const who = whole ? 'Quelladresse' : `/${number(length)}-Netz der Quelle`;
  return negated
    ? `weniger als ${number(count)} Verbindungen je ${who}`
    : `${number(count)} oder mehr Verbindungen je ${who}`;
}

function connectionState({ bare, negated }: Said): string {
  const states = bare.split(',');
  const known = states.every((state) => /^(?:new|established|related|invalid|untracked)$/.test(state));
  return `Verbindungszustand ${except(negated)}${known ? germanList(states, negated ? 'und' : 'oder') : code(bare)}`;
}

function address(label: string): Say {
  return ({ bare, negated }) =>
    /[-/]/.test(bare)
      ? `${label} ${negated ? 'außerhalb von' : 'in'} ${code(bare)}`
      : `${label} ${except(negated)}${code(bare)}`;
}

function onList(label: string): Say {
  return ({ bare, negated }) => `${label} ${negated ? 'nicht ' : ''}auf der Liste ${code(bare)}`;
}

function addressType(label: string): Say {
  return ({ bare, negated }) => {
    if (bare === 'local') return `${label} ${negated ? 'außerhalb des Routers' : 'des Routers selbst'}`;
    const known = /^(?:unicast|broadcast|multicast|blackhole|anycast|unreachable)$/;
    const words = bare.split(',').map((one) => (known.test(one) ? one : code(one)));
    return `${label} ${negated ? 'nicht ' : ''}vom Typ ${germanList(words, negated ? 'und' : 'oder')}`;
  };
}

/** How many ports a sentence names before it only counts them. */
const MOST_PORTS = 12;

function ports(label: string): Say {
  return ({ bare, negated, protocol }) => {
    if (parsePorts(bare) === undefined) return `${label} ${except(negated)}${code(bare)}`;
    const named = bare.split(',').map((port) => {
      const title = servicesAt(Number(port), protocol === undefined ? undefined : nameOfProtocol(protocol))[0]?.title;
      return title === undefined ? port : `${port} (${title})`;
    });
    const rest = named.length - MOST_PORTS;
    const words = rest > 1 ? [...named.slice(0, MOST_PORTS), `${rest} weiteren`] : named;
    return `${label} ${except(negated)}${germanList(words, negated ? 'und' : 'oder')}`;
  };
}

function nameOfProtocol(value: string): string {
  return /^\d+$/.test(value) ? (protocolName(Number(value)) ?? value) : value;
}

function protocolLabel(value: string): string {
  const name = nameOfProtocol(value);
  return /^(?:tcp|udp|icmp|icmpv6|gre|igmp|ospf|sctp|dccp|l2tp|vrrp|pim|ipip|rsvp)$/.test(name)
    ? name.toUpperCase().replace('ICMPV6', 'ICMPv6')
    : number(name);
}

const RELATIONS: Readonly<Record<string, string>> = {
  equal: 'gleich',
  'not-equal': 'ungleich',
  'less-than': 'unter',
  'greater-than': 'über',
};

function compared(label: string): Say {
  return ({ value }) => {
    const [relation = '', limit = ''] = value.split(':', 2);
    const known = Object.hasOwn(RELATIONS, relation) ? RELATIONS[relation] : undefined;
    return known === undefined ? `${label} ${code(value)}` : `${label} ${known} ${number(limit)}`;
  };
}

function icmpOptions({ bare, negated, family }: Said): string {
  const kind = family === 'ip' ? 'ICMP' : 'ICMPv6';
  const options = parseIcmpOptions(bare);
  if (options === undefined) return `${kind}-Typ ${except(negated)}${code(bare)}`;
  const [low, high] = options.codes ?? [0, 255];
  const codes = low === 0 && high === 255 ? '' : low === high ? ` Code ${low}` : ` Codes ${low} bis ${high}`;
  const name = icmpName(family, options.type, low === high ? low : undefined);
  return `${kind}-Typ ${except(negated)}${options.type}${codes}${name === undefined ? '' : ` (${name})`}`;
}

const GROUPS: Readonly<Record<string, string>> = {
  'all-ethernet': 'Ethernet',
  'all-ppp': 'PPP',
  'all-vlan': 'VLAN',
  'all-wireless': 'WLAN',
};

function way(direction: 'Eingang' | 'Ausgang', what: string): Say {
  return ({ bare, negated }) => {
    const group = Object.hasOwn(GROUPS, bare) ? GROUPS[bare] : undefined;
    const place = group === undefined ? `${what} ${code(bare)}` : `irgendein ${group}-${what}`;
    return `${direction} ${negated ? 'nicht ' : ''}über ${place}`;
  };
}

const ipsecPolicies: Readonly<Record<string, string>> = {
  'in,ipsec': 'Ankunft durch IPsec',
  'in,none': 'Ankunft ohne IPsec',
  'out,ipsec': 'Weiterweg durch IPsec',
  'out,none': 'Weiterweg ohne IPsec',
};

function rateLimit({ bare, negated }: Said): string {
  const match = /^(\d+[kMG]?)(?:\/([^,]+))?,(\d+)(?::(packet|bit))?$/.exec(bare);
  const bound = negated ? 'über' : 'bis';
  if (match === null) return `einer Rate ${bound} ${code(bare)}`;
  const [, count, per = '1s', burst, unit] = match;
  return `einer Rate ${bound} ${count} ${unit === 'bit' ? 'Bit' : 'Pakete'} je ${perTime(per)} (Burst ${burst})`;
}

const FLOWS: Readonly<Record<string, string>> = {
  'dst-address': 'Zieladresse',
  'dst-address-and-port': 'Zieladresse und Zielport',
  'src-address': 'Quelladresse',
  'src-and-dst-addresses': 'Adresspaar',
  'addresses-and-dst-port': 'Adresspaar und Zielport',
};

function flowLimit(value: string): string {
  const match = /^(\d+[kMG]?)(?:\/([^,]+))?,(\d+),([a-z-]+)(?:\/(.+))?$/.exec(value);
  const [, count, per = '1s', burst, by = '', expiry] = match ?? [];
  const flow = Object.hasOwn(FLOWS, by) ? FLOWS[by] : undefined;
  if (match === null || flow === undefined) return `einer Rate je Datenstrom bis ${code(value)}`;
  const forgotten = expiry === undefined ? '' : `, vergessen nach ${duration(expiry)}`;
  return `einer Rate bis ${count} Pakete je ${perTime(per)} und ${flow} (Burst ${burst}${forgotten})`;
}

const UNITS: Readonly<Record<number, string>> = { 1: 'Sekunde', 60: 'Minute', 3600: 'Stunde', 86400: 'Tag' };

function perTime(text: string): string {
  const seconds = parseTime(text)?.seconds;
  return seconds === undefined ? code(text) : (UNITS[seconds] ?? formatDuration(seconds));
}

function duration(time: string): string {
  const seconds = parseTime(time)?.seconds;
  return seconds === undefined ? code(time) : formatDuration(seconds);
}

function nth({ bare, negated }: Said): string {
  const [every = '', packet] = bare.split(',', 2);
  return `Zählnummer ${except(negated)}${number(packet ?? every)} von je ${number(every)}`;
}

/** Elements are negated one by one; `!,` in front negates the whole (`docs/facts/scripts.md#negation`). */
function tcpFlags(value: string): string {
  const whole = value.startsWith('!,');
  const flags = (whole ? value.slice(2) : value).split(',');
  if (!flags.every((flag) => /^!?(?:fin|syn|rst|psh|ack|urg|ece|cwr)$/.test(flag))) return `TCP-Flags ${code(value)}`;
  const words = flags.map((flag) =>
    flag.startsWith('!') ? `ohne ${flag.slice(1).toUpperCase()}` : flag.toUpperCase(),
  );
  return `TCP-Flags ${except(whole)}${words.join(', ')}`;
}

const DAYS: Readonly<Record<string, string>> = {
  mon: 'Montag',
  tue: 'Dienstag',
  wed: 'Mittwoch',
  thu: 'Donnerstag',
  fri: 'Freitag',
  sat: 'Samstag',
  sun: 'Sonntag',
};

function clockTime({ bare, negated }: Said): string {
  const [, from, to, days] = /^([^-,]+)-([^-,]+)(?:,([a-z,]+))?$/.exec(bare) ?? [];
  const [begin, end] = [clock(from ?? ''), clock(to ?? '')];
  const words = days?.split(',') ?? [];
  const areDays = words.every((day) => Object.hasOwn(DAYS, day));
  if (begin === undefined || end === undefined || !areDays) return `Uhrzeit ${except(negated)}${code(bare)}`;
  const named = Object.keys(DAYS).filter((day) => words.includes(day));
  const on =
    named.length === 0 || named.length === 7
      ? ''
      : named.join() === 'mon,tue,wed,thu,fri'
        ? ', Montag bis Freitag'
        : `, ${germanList(
            named.map((day) => DAYS[day] as string),
            'oder',
          )}`;
  return `Uhrzeit ${except(negated)}${begin} bis ${end}${on}`;
}

function clock(text: string): string | undefined {
  const seconds = parseTime(text)?.seconds;
  if (seconds === undefined || seconds > 86_400) return undefined;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}${rest}`;
}
