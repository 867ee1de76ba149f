import type { Firewall } from '../../server/src/firewall/firewall.ts';
import type { Trace } from '../../server/src/firewall/interpret.ts';
import { parsePorts } from '../../server/src/packet/ports.ts';
import type { PlainPacket, Round } from './duel.ts';
import { ACK, SYN, sizeOf } from './rawPacket.ts';

/** What a client asks for. */
export interface Service {
  readonly protocol: number;
  readonly port: number | undefined;
  readonly icmp?: readonly [type: number, code: number];
  readonly size?: number;
}

/** One packet that a client sends. */
export interface Attempt {
  readonly source: number;
  readonly destination: number;
  readonly service: Service;
  /**
   * `again`: a packet of the last connection for the same; `stray`: an answer that nobody asked for; `error`: the client
   * cannot take the answer that it got last.
   */
  readonly kind: 'first' | 'again' | 'stray' | 'error';
  /** The router answers it, if it gets in. */
  readonly answered: boolean;
}

/** Clients that talk with the router. It knows which state connection tracking gives their packets. */
export class Conversation {
  readonly #round: Round;
  readonly #connections = new Map<string, Connection>();

  constructor(round: Round) {
    this.#round = round;
  }

  attempt({ source, destination, service, kind, answered }: Attempt): Trace {
    const { protocol, port, icmp } = service;
    const key = [source, destination, protocol, port, icmp].join(' ');
    // Without ports all packets of a protocol between two hosts are one connection, also those of earlier rulesets.
    if (kind === 'error') {
      const about = this.#connections.get(key)?.answer;
      if (about !== undefined) return this.#round.send(error(source, destination, about));
    }
    const portless = protocol !== 6 && protocol !== 17 && protocol !== 1;
    const earlier = kind === 'again' || portless ? this.#connections.get(key) : undefined;
    const connection = earlier ?? { number: ++opened, answer: undefined };
    this.#connections.set(key, connection);
    const stray = kind === 'stray' && protocol === 6;
    const established = connection.answer !== undefined && !stray;
    const packet: PlainPacket = {
      protocol,
      source,
      sourcePort: port === undefined ? undefined : FIRST_PORT + (connection.number % PORTS),
      destination,
      destinationPort: port,
      icmp,
      size: Math.max(service.size ?? 0, sizeOf(protocol)),
      state: stray ? 'invalid' : established ? 'established' : 'new',
      flags: stray ? SYN | ACK : established ? ACK : SYN,
      ping: connection.number % PORTS,
    };
    const trace = this.#round.send(packet);
    if (trace.verdict === 'accept' && answered && packet.state === 'new' && !portless) {
      connection.answer = this.#round.answer(packet);
    }
    return trace;
  }
}

/** Services that the rules tell apart: the ends of each range of ports, and what lies beside them. */
export function servicesOf(firewall: Firewall): Service[] {
  const ports = new Set([22, 40_000]);
  for (const { matchers } of firewall.rules) {
    for (const { name, text } of matchers) {
      if (name !== 'dst-port') continue;
      for (const [first, last] of parsePorts(text)?.intervals() ?? []) {
        for (const port of [first - 1, first, last, last + 1]) if (port >= 0 && port <= 65535) ports.add(port);
      }
    }
  }
  return [
    ...[...ports].flatMap((port) => [6, 17].map((protocol) => ({ protocol, port }))),
    { protocol: 1, port: undefined, icmp: [8, 0] as const },
    { protocol: 1, port: undefined, icmp: [13, 0] as const },
    { protocol: 50, port: undefined },
  ];
}

interface Connection {
  readonly number: number;
  /** What the router answered, with which the connection is established. */
  answer: Buffer | undefined;
}

/** "Port unreachable", about the answer. */
function error(source: number, destination: number, answer: Buffer): PlainPacket {
  const about = answer.subarray(0, 28);
  return {
    protocol: 1,
    source,
    sourcePort: undefined,
    destination,
    destinationPort: undefined,
    icmp: [3, 3],
    size: 28 + about.length,
    state: 'related',
    flags: 0,
    ping: 0,
    about,
  };
}

/** The kernel remembers connections from one ruleset to the next, so no two have the same port. */
let opened = 0;
const FIRST_PORT = 2000;
const PORTS = 63_000;
