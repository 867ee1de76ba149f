import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from './address.ts';
import { portProtocols, protocolName, protocolNumber } from './protocol.ts';

/** One packet as a firewall sees it. What is not given is what a first packet from outside has. */
export interface Packet {
  readonly family: 'ip' | 'ipv6';
  readonly protocol: number;
  readonly source: number | bigint;
  readonly sourcePort: number | undefined;
  /** Undefined: the router itself. */
  readonly destination: number | bigint | undefined;
  readonly destinationPort: number | undefined;
  /** Type and code of ICMP. */
  readonly icmp: readonly [type: number, code: number] | undefined;
  /** Bytes with the IP header. */
  readonly size: number;
  readonly inInterface: string | undefined;
  readonly state: ConnectionState;
}

export type ConnectionState = 'new' | 'established' | 'related' | 'invalid' | 'untracked';

export const connectionStates: readonly ConnectionState[] = ['new', 'established', 'related', 'invalid', 'untracked'];

export interface PacketFault {
  /** What is wrong and what to write instead. */
  readonly fault: string;
}

/**
 * Reads `tcp 198.51.100.7:40000 -> :8291 in=ether1 state=new`. The source port, the destination address and all
 * options may be left out; an IPv6 address with a port stands in brackets. Options: `in`, `state`, `size`, `icmp`.
 */
export function parsePacket(text: string): Packet | PacketFault {
  const match = /^\s*(\S+)\s+(\S+)\s+->(?:\s*(?![a-z]+=)(\S+))?((?:\s+[a-z]+=\S+)*)\s*$/.exec(text.slice(0, 1000));
  if (match === null) return { fault: `"${text}" is no packet; write one like "${EXAMPLE}".` };
  const [, protocolText = '', from = '', to = '', optionText = ''] = match;
  const protocol = protocolNumber(protocolText);
  if (protocol === undefined) return { fault: `"${protocolText}" is no protocol; write tcp, udp, icmp or a number.` };
  const source = endpoint(from);
  if (source?.address === undefined) return { fault: `"${from}" is no source; write an address, as in "${EXAMPLE}".` };
  const destination = to === '' ? { address: undefined, port: undefined } : endpoint(to);
  if (destination === undefined) return { fault: `"${to}" is no destination; write :port or address:port.` };
  const family = typeof source.address === 'bigint' ? 'ipv6' : 'ip';
  if (destination.address !== undefined && typeof destination.address !== typeof source.address) {
    return { fault: 'Source and destination are of different families; give both as IPv4 or both as IPv6.' };
  }
  const ports = portProtocols.some((name) => protocolNumber(name) === protocol);
  if (!ports && (source.port ?? destination.port) !== undefined) {
    return { fault: `${protocolText} has no ports; leave them out.` };
  }
  const options = readOptions(optionText);
  if ('fault' in options) return options;
  return {
    family,
    protocol,
    source: source.address,
    sourcePort: source.port ?? (ports ? 40_000 : undefined),
    destination: destination.address,
    destinationPort: destination.port,
    icmp: options.icmp,
    size: options.size ?? defaultSize(family),
    inInterface: options.in,
    state: options.state ?? 'new',
  };
}

/** `tcp 198.51.100.7:40000 -> :8291`: the packet as it is read. */
export function formatPacket(packet: Packet): string {
  const address = (value: number | bigint, port: number | undefined): string => {
    const text = typeof value === 'bigint' ? formatIpv6(value) : formatIpv4(value);
    return port === undefined ? text : `${typeof value === 'bigint' ? `[${text}]` : text}:${port}`;
  };
  const port = packet.destinationPort === undefined ? '' : `:${packet.destinationPort}`;
  const to = packet.destination === undefined ? port : address(packet.destination, packet.destinationPort);
  const from = address(packet.source, packet.sourcePort);
  return `${protocolName(packet.protocol) ?? packet.protocol} ${from} -> ${to}`.trimEnd();
}

/** The packet with all options that it needs to be read again: what `parsePacket` takes. */
export function writePacket(packet: Packet): string {
  const { inInterface, state, size, icmp, family } = packet;
  const options = [
    inInterface === undefined ? '' : ` in=${inInterface}`,
    state === 'new' ? '' : ` state=${state}`,
    size === defaultSize(family) ? '' : ` size=${size}`,
    icmp === undefined ? '' : ` icmp=${icmp.join(':')}`,
  ];
  return `${formatPacket(packet)}${options.join('')}`;
}

/** Bytes of a packet with headers and nothing in it. */
function defaultSize(family: Packet['family']): number {
  return family === 'ip' ? 40 : 60;
}

const EXAMPLE = 'tcp 198.51.100.7:40000 -> :8291 in=ether1 state=new';

interface Endpoint {
  readonly address: number | bigint | undefined;
  readonly port: number | undefined;
}

function endpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([^\]]*)\]|([0-9.]*)|([0-9A-Fa-f:.%a-z]*))(?::([0-9]{1,5}))?$/.exec(text);
  const bare = parseIpv6(text);
  if (bare !== undefined) return { address: bare, port: undefined };
  if (match === null) return undefined;
  const written = match[1] ?? match[2] ?? match[3] ?? '';
  const port = match[4] === undefined ? undefined : Number(match[4]);
  if (port !== undefined && port > 65535) return undefined;
  if (written === '') return { address: undefined, port };
  const address = parseIpv4(written) ?? parseIpv6(written);
  return address === undefined ? undefined : { address, port };
}

interface Options {
  in?: string;
  state?: ConnectionState;
  size?: number;
  icmp?: readonly [number, number];
}

function readOptions(text: string): Options | PacketFault {
  const options: Options = {};
  for (const [, name = '', value = ''] of text.matchAll(/([a-z]+)=(\S+)/g)) {
    if (name === 'in') options.in = value;
    else if (name === 'state' && connectionStates.includes(value as ConnectionState))
      options.state = value as ConnectionState;
    else if (name === 'size' && /^[0-9]{1,5}$/.test(value)) options.size = Number(value);
    else if (name === 'icmp' && /^[0-9]{1,3}(?::[0-9]{1,3})?$/.test(value)) {
      const [type = '0', code = '0'] = value.split(':');
      options.icmp = [Number(type), Number(code)];
    } else {
      return {
        fault: `"${name}=${value}" is no option of a packet; there are in=, state= (${connectionStates.join(', ')}), size= and icmp=type:code.`,
      };
    }
  }
  return options;
}
