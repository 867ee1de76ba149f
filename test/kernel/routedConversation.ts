import type { Family } from '../../server/src/firewall/firewall.ts';
import type { Trace } from '../../server/src/firewall/interpret.ts';
import { defaultSize, type Packet } from '../../server/src/packet/packet.ts';
import type { Random } from '../support/randomSets.ts';
import { ACK, SYN, type Wire } from './rawPacket.ts';
import { HOSTS, PORTS, PUBLIC } from './routedConfigurations.ts';
import { addressOf, ROUTER, type RoutedRound, type Side, sideOf } from './routedDuel.ts';

type Plain = Omit<Wire, 'id' | 'family' | 'inInterface' | 'state'>;

/** A host asks another for something; packets go to and fro as they come out of the router. */
export function converse(round: RoutedRound, random: Random, family: Family): number {
  const from = random.pick(['client', 'client', 'server'] as const);
  const first = opening(random, family, from);
  let packets = 0;
  let last = send(from, first);
  const answering: { side: Side; packet: Plain } | undefined = answerTo(last, first);
  for (let steps = 2 + random.upTo(8); steps > 0; steps--) {
    const kind = random.upTo(10);
    if (kind < 4) last = send(from, { ...first, ...going(first, packets > 1) });
    else if (kind < 8 && answering !== undefined)
      send(answering.side, { ...answering.packet, ...going(answering.packet, true, true) });
    else if (kind === 8) send(from === 'client' ? 'server' : 'client', stray(random, family, from));
    else send(from, { ...first, ...going(first, random.chance(0.5)) });
  }
  return packets;

  function send(side: Side, packet: Plain): Trace {
    packets++;
    return round.send(side, packet);
  }
}

function opening(random: Random, family: Family, from: Side): Plain {
  const others = from === 'client' ? HOSTS.server[family] : HOSTS.client[family];
  const own = [ROUTER.wan[family], ROUTER.lan[family]];
  const to = random.pick([...others, ...others, ...own, ...(from === 'client' ? PUBLIC[family] : [])]);
  const protocol = random.pick([6, 6, 17, family === 'ip' ? 1 : 58]);
  const isIcmp = protocol !== 6 && protocol !== 17;
  const number = ++opened;
  return {
    protocol,
    source: addressOf(random.pick(HOSTS[from][family])),
    sourcePort: isIcmp ? undefined : FIRST_PORT + (number % MOST_PORTS),
    destination: addressOf(to),
    destinationPort: isIcmp ? undefined : random.pick(PORTS),
    icmp: isIcmp ? [family === 'ip' ? 8 : 128, 0] : undefined,
    size: defaultSize(family),
    flags: SYN,
    tcpFlags: protocol === 6 ? ['syn'] : undefined,
    ping: number % MOST_PORTS,
    exchange: isIcmp ? number % MOST_PORTS : undefined,
  };
}

/** An answer as the host writes that got the packet; undefined where nobody but the router got it. */
function answerTo(
  { sent, hook, verdict }: Trace,
  { icmp, protocol, ping, exchange, size }: Plain,
): { side: Side; packet: Plain } | undefined {
  if (verdict !== 'accept' || hook !== 'forward' || sent?.destination === undefined) return undefined;
  const side = sideOf(sent.destination);
  const family = typeof sent.destination === 'bigint' ? 'ipv6' : 'ip';
  const to = sent.source ?? addressOf(ROUTER[side === 'client' ? 'wan' : 'lan'][family]);
  const packet: Plain = {
    protocol,
    source: sent.destination,
    sourcePort: sent.destinationPort,
    destination: to,
    destinationPort: sent.sourcePort,
    icmp: icmp === undefined ? undefined : [family === 'ip' ? 0 : 129, 0],
    size,
    flags: SYN | ACK,
    tcpFlags: protocol === 6 ? ['syn', 'ack'] : undefined,
    ping,
    exchange,
  };
  return { side, packet };
}

/** The flags of a later packet of TCP. */
function going(
  { protocol }: Plain,
  isLater: boolean,
  isAnswer = false,
): Pick<Packet, 'tcpFlags'> & Pick<Wire, 'flags'> {
  if (protocol !== 6) return { flags: 0, tcpFlags: undefined };
  if (isAnswer) return { flags: SYN | ACK, tcpFlags: ['syn', 'ack'] };
  return isLater ? { flags: ACK, tcpFlags: ['ack'] } : { flags: SYN, tcpFlags: ['syn'] };
}

/** An answer that nobody has asked for. */
function stray(random: Random, family: Family, to: Side): Plain {
  const packet = opening(random, family, to === 'client' ? 'server' : 'client');
  if (packet.protocol === 6) return { ...packet, flags: SYN | ACK, tcpFlags: ['syn', 'ack'] };
  return packet.icmp === undefined ? packet : { ...packet, icmp: [family === 'ip' ? 0 : 129, 0] };
}

/** The kernel remembers connections from one ruleset to the next, so no two have the same port. */
let opened = 0;
const FIRST_PORT = 1500;
const MOST_PORTS = 60_000;
