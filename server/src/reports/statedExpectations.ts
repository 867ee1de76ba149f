import { formatIpv4, formatIpv6 } from '../packet/address.ts';
import { type Packet, parsePacket, writePacket } from '../packet/packet.ts';
import { protocolName } from '../packet/protocol.ts';
import type { ChangeEntry } from './jsonOutput.ts';

/** The expectation that a packet whose source is on these lists is decided about as it is now. */
export function packetExpectation(packet: Packet, lists: readonly string[], verdict: string): string {
  const fate = verdict === 'accept' ? 'accepted' : 'refused';
  // A packet by itself is on no list: with lists it is a class with one source.
  if (lists.length === 0) return `${writePacket(packet)} => ${fate}`;
  const address = (value: number | bigint): string =>
    typeof value === 'bigint' ? formatIpv6(value) : formatIpv4(value);
  const { source, destination, protocol, destinationPort, inInterface, state } = packet;
  const words = [
    address(source),
    '->',
    destination === undefined ? 'router' : address(destination),
    protocolName(protocol) ?? String(protocol),
    ...(destinationPort === undefined ? [] : [String(destinationPort)]),
    ...(inInterface === undefined ? [] : [`in=${quoted(inInterface)}`]),
    ...(state === undefined || state === 'new' ? [] : [`state=${state}`]),
    `listed=${quoted(lists.join(','))}`,
  ];
  return `${words.join(' ')} => ${fate}`;
}

/**
 * The expectations that keep a change as it is now: of all packets of it where an expectation can say them, then of the
 * packet that shows it. None for changes of lists, and where the packet is not all that it hangs on.
 */
export function changeExpectations({ kind, hook, family, packets, witness }: ChangeEntry): string[] {
  if (kind !== 'let-in' && kind !== 'kept-out') return [];
  const fate = kind === 'let-in' ? 'accepted' : 'refused';
  const [only, more] = packets;
  const whole = only === undefined || more !== undefined ? undefined : classOf(only, hook === 'input', family);
  const packet = witness.suppositions.length > 0 ? { fault: '' } : parsePacket(witness.packet);
  return [
    ...(whole === undefined ? [] : [`${whole} => ${fate}`]),
    ...('fault' in packet ? [] : [packetExpectation(packet, witness.lists, kind === 'let-in' ? 'accept' : 'drop')]),
  ];
}

/** Packets in RouterOS's words as the traffic of an expectation; undefined where that has no words for them. */
function classOf(phrase: string, isToRouter: boolean, family: string): string | undefined {
  const found = new Map<string, string>();
  const [, matchers = phrase, sources = ''] = /^(.*?)(?:(?:^| from )sources (.*))?$/.exec(phrase) ?? [];
  if (/["\u2026]| destinations /.test(phrase)) return undefined;
  // Without more the source of a class is on no list.
  const [, on = ''] = /^on (.*?)(?:, but .*)?$/.exec(sources) ?? [];
  const listed = on.split(/, | and /).filter((name) => name !== '');
  for (const word of matchers.split(' ').filter((one) => one !== '')) {
    const [, name, value] = /^([a-z-]+)=(.+)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (!SAYABLE.has(name) || value.startsWith('!') || found.has(name)) return undefined;
    found.set(name, value);
  }
  const of = (name: string): string | undefined => found.get(name);
  const several = [...found].some(([name, value]) => name !== 'dst-port' && value.includes(','));
  const ports = of('dst-port');
  const protocol = of('protocol');
  const state = of('connection-state');
  if (several || (ports !== undefined && protocol === undefined)) return undefined;
  const arrival = of('in-interface') ?? of('in-interface-list');
  const address = of('src-address');
  const source =
    address ??
    (arrival === undefined ? 'any' : `${found.has('in-interface') ? 'interface' : 'interfaces'} ${quoted(arrival)}`);
  const words = [
    family === 'ipv6' ? 'ipv6' : 'ipv4',
    source,
    '->',
    of('dst-address') ?? (isToRouter ? 'router' : 'any'),
    ...(protocol === undefined ? [] : [protocol]),
    ...(ports === undefined ? [] : [ports]),
    ...(address === undefined || arrival === undefined ? [] : [`in=${quoted(arrival)}`]),
    ...(state === undefined || state === 'new' ? [] : [`state=${state}`]),
    ...(listed.length === 0 ? [] : [`listed=${quoted(listed.join(','))}`]),
  ];
  return words.join(' ');
}

const SAYABLE: ReadonlySet<string> = new Set([
  ...['in-interface', 'in-interface-list', 'src-address', 'dst-address', 'protocol', 'dst-port', 'connection-state'],
]);

function quoted(text: string): string {
  return /^[\w.,-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
