import { protocolName } from '../packet/protocol.ts';
import type { Knock } from './knock.ts';

/**
 * The call of the client `knock` that opens a knock, with the packets that have been tried. Undefined where none is
 * known, or where a packet has to be more than its port.
 */
export function clientCommand({ test }: Knock): string | undefined {
  if (test === undefined || test.knocks.length === 0) return undefined;
  const ports: string[] = [];
  let pause = USUAL_PAUSE;
  for (const { packet, after, suppositions } of test.knocks) {
    const protocol = protocolName(packet.protocol);
    const isPlain = suppositions.length === 0 && packet.destinationPort !== undefined;
    if (!isPlain || (protocol !== 'tcp' && protocol !== 'udp')) return undefined;
    ports.push(`${packet.destinationPort}:${protocol}`);
    if (ports.length > 1) pause = Math.max(pause, Math.ceil(after * 1000));
  }
  const family = test.service.family === 'ipv6' ? '-6 ' : '';
  return `knock ${family}-d ${pause} ROUTER ${ports.join(' ')}`;
}

/** Milliseconds between two packets, so that they arrive in order. */
const USUAL_PAUSE = 500;
