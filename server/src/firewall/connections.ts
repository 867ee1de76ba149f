import type { Point } from '../packet/intervalSet.ts';
import type { ConnectionState, Packet } from '../packet/packet.ts';
import type { OwnAddresses } from './ownAddresses.ts';

/** What connection tracking remembers of packets that belong together. */
export interface Connection {
  /** Ends as the first packet named them, and as its answer names them. */
  readonly original: Tuple;
  reply: Tuple;
  /** An answer has been seen. */
  replied: boolean;
  /** It began as TCP connections do, so that nothing but an answer may follow. */
  readonly awaitsAnswer: boolean;
  /** Undefined: none. */
  mark: string | undefined;
  /** Where its packets go instead, and where they say that they come from. */
  destinationNat: End | undefined;
  sourceNat: End | undefined;
  /** When it is forgotten, in seconds. */
  until: number;
}

export interface End {
  /** Undefined: the router itself. */
  readonly address: Point | undefined;
  readonly port: number | undefined;
}

interface Tuple {
  readonly protocol: number;
  /** Of ICMP. */
  readonly exchange: number | undefined;
  readonly source: End;
  readonly destination: End;
}

/** The packet's place among the connections. */
export interface Tracked {
  readonly state: ConnectionState;
  /** Undefined for packets that belong to none. */
  readonly connection: Connection | undefined;
  readonly isReply: boolean;
}

/**
 * A small connection table (`docs/facts/firewall.md#connections`). Windows of TCP are not followed, nor helpers such as
 * that for FTP: a connection is `new` until an answer is seen.
 */
export class ConnectionTable {
  #connections = new Map<string, { readonly connection: Connection; readonly isReply: boolean }>();

  copy(): ConnectionTable {
    const copied = new ConnectionTable();
    const copies = new Map<Connection, Connection>();
    for (const [key, { connection, isReply }] of this.#connections) {
      const copy = copies.get(connection) ?? { ...connection };
      copies.set(connection, copy);
      copied.#connections.set(key, { connection: copy, isReply });
    }
    return copied;
  }

  clear(): void {
    this.#connections.clear();
  }

  /** All that is in the table, as a text. */
  memory(): string {
    return [...this.#connections]
      .map(
        ([
          key,
          {
            connection: { replied, mark, until },
          },
        ]) => [key, replied, mark, until].join(' '),
      )
      .join('\n');
  }

  /** What the packet is by the connections so far; a first packet begins one that is not yet in the table. */
  track(packet: Packet, now: number, own: OwnAddresses): Tracked {
    if (isNeverTracked(packet)) return { state: 'untracked', connection: undefined, isReply: false };
    const known = this.#connections.get(keyOf(tupleOf(packet), packet.family, own));
    if (known !== undefined && known.connection.until > now) {
      const { connection, isReply } = known;
      const isEarly = !isReply && !connection.replied && connection.awaitsAnswer;
      if (isEarly && packet.tcpFlags?.includes('syn') === false) return INVALID;
      // Whoever drops the answer does so only after it has been seen.
      if (isReply) connection.replied = true;
      connection.until = now + timeoutOf(connection);
      const state = connection.replied ? 'established' : 'new';
      return { state, connection, isReply };
    }
    if (isError(packet))
      return { state: this.#concerns(packet, now) ? 'related' : 'invalid', connection: undefined, isReply: false };
    if (!mayBegin(packet)) return INVALID;
    return { state: 'new', connection: begun(packet), isReply: false };
  }

  /** Remembers the connection of a first packet that has passed. */
  confirm({ connection, state }: Tracked, family: Packet['family'], now: number, own: OwnAddresses): void {
    if (connection === undefined || (state !== 'new' && state !== 'established')) return;
    if (isKnown(connection)) return;
    connection.until = now + timeoutOf(connection);
    this.#connections.set(keyOf(connection.original, family, own), { connection, isReply: false });
    this.#connections.set(keyOf(connection.reply, family, own), { connection, isReply: true });
  }

  /** Whether an error message may be about a connection: it goes to one of its ends. */
  #concerns({ destination, family, source }: Packet, now: number): boolean {
    for (const { connection } of this.#connections.values()) {
      if (connection.until <= now || typeof (connection.original.source.address ?? source) !== typeof source) continue;
      const ends = [connection.original, connection.reply].flatMap((tuple) => [tuple.source, tuple.destination]);
      if (family.length > 0 && ends.some(({ address }) => address === destination)) return true;
    }
    return false;
  }
}

/** A connection that begins with the packet. */
export function begun(packet: Packet): Connection {
  const original = tupleOf(packet);
  return {
    original,
    reply: answerOf(original, packet),
    replied: false,
    awaitsAnswer: packet.tcpFlags?.includes('syn') === true,
    mark: undefined,
    destinationNat: undefined,
    sourceNat: undefined,
    until: Number.POSITIVE_INFINITY,
  };
}

/** Whether an earlier packet of the connection has passed. */
export function isKnown({ until }: Connection): boolean {
  return until !== Number.POSITIVE_INFINITY;
}

/** Gives the connection's answers the ends that NAT has given it. */
export function translatedReply(connection: Connection): void {
  const { reply, destinationNat, sourceNat } = connection;
  const end = (given: End | undefined, old: End): End =>
    given === undefined ? old : { address: given.address, port: given.port ?? old.port };
  connection.reply = {
    protocol: reply.protocol,
    exchange: reply.exchange,
    source: end(destinationNat, reply.source),
    destination: end(sourceNat, reply.destination),
  };
}

function tupleOf({ protocol, source, sourcePort, destination, destinationPort, icmp, exchange }: Packet): Tuple {
  // A request and its answer carry one number, which stands in no port; their types tell them apart.
  const kind = icmp?.[0];
  return {
    protocol,
    exchange,
    source: { address: source, port: sourcePort ?? kind },
    destination: { address: destination, port: destinationPort ?? kind },
  };
}

function answerOf({ protocol, exchange, source, destination }: Tuple, { icmp }: Packet): Tuple {
  if (icmp === undefined) return { protocol, exchange, source: destination, destination: source };
  const kind = ANSWERS.get(icmp[0]) ?? icmp[0];
  return { protocol, exchange, source: { ...destination, port: kind }, destination: { ...source, port: kind } };
}

/** Any address of the router is written the same, since a packet may leave it out. */
function keyOf(
  { protocol, exchange, source, destination }: Tuple,
  family: Packet['family'],
  own: OwnAddresses,
): string {
  const end = ({ address, port }: End): string =>
    `${address === undefined || own.all.contains(address) ? 'router' : address} ${port ?? ''}`;
  return `${family} ${protocol} ${exchange ?? ''} ${end(source)} ${end(destination)}`;
}

/** Neighbour discovery and its like (Linux, `nf_conntrack_proto_icmpv6.c`). */
function isNeverTracked({ family, icmp }: Packet): boolean {
  return family === 'ipv6' && icmp !== undefined && ((icmp[0] >= 130 && icmp[0] <= 136) || icmp[0] === 143);
}

function isError({ family, icmp }: Packet): boolean {
  if (icmp === undefined) return false;
  return family === 'ip' ? [3, 4, 5, 11, 12].includes(icmp[0]) : icmp[0] < 128;
}

/** Requests of ICMP begin connections, and of TCP what is no answer and does not end one. */
function mayBegin({ family, icmp, protocol, tcpFlags }: Packet): boolean {
  if (icmp !== undefined) return (family === 'ip' ? [8, 13, 15, 17] : [128, 139]).includes(icmp[0]);
  if (protocol !== TCP || tcpFlags === undefined) return true;
  const has = (flag: string): boolean => tcpFlags.includes(flag);
  if (has('rst') || has('fin')) return false;
  return has('syn') !== has('ack');
}

const INVALID: Tracked = { state: 'invalid', connection: undefined, isReply: false };
const TCP = 6;
const UDP = 17;
const ANSWERS: ReadonlyMap<number, number> = new Map([
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
  [128, 129],
  [139, 140],
]);

/** Seconds until an idle connection is forgotten (`docs/facts/firewall.md#connections`). */
function timeoutOf({ original: { protocol }, replied }: Connection): number {
  if (protocol === TCP) return replied ? 86_400 : 5;
  if (protocol === UDP) return replied ? 180 : 30;
  return protocol === 1 || protocol === 58 ? 10 : 600;
}
