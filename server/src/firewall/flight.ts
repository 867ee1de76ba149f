import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import type { ConnectionState, Packet } from '../packet/packet.ts';
import type { Connection } from './connections.ts';
import type { HOOKS } from './walk.ts';

/** A packet on its way through the tables, with what the router knows of it so far. */
export interface Flight {
  /** As it is now: rules of NAT change its destination. */
  packet: Packet;
  hook: keyof typeof HOOKS;
  /** The addresses of which its destination is one. */
  destination: IntervalSet<Point>;
  /** What connection tracking says; in `raw` nothing yet. */
  state: ConnectionState | undefined;
  connection: Connection | undefined;
  isReply: boolean;
  /** Whether NAT changes the connection's source, or its destination; undefined where that is not known. */
  readonly nat: { srcnat: boolean | undefined; dstnat: boolean | undefined };
  readonly marks: Marks;
  /** The mark of its connection, of which may be known only what it is not. */
  readonly connectionMark: { value: string | undefined; isKnown: boolean; readonly not: Set<string> };
  /** A rule has told connection tracking to leave it alone. */
  isUntracked: boolean;
}

/** Undefined: none. */
export interface Marks {
  'packet-mark': string | undefined;
  'routing-mark': string | undefined;
}

export const MARK_ACTIONS: Readonly<Record<string, 'packet-mark' | 'routing-mark' | 'connection-mark'>> = {
  'mark-packet': 'packet-mark',
  'mark-routing': 'routing-mark',
  'mark-connection': 'connection-mark',
};

/** The word for packets and connections without a mark. */
export const NO_MARK = 'no-mark';
