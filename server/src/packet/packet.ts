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
  /** The number by which a request of ICMP and its answer belong together; not given, there is one such exchange. */
  readonly exchange?: number | undefined;
  /** Bytes with the IP header. */
  readonly size: number;
  readonly inInterface: string | undefined;
  /** The interface by which it leaves; not given, it is what the routes of the file say. */
  readonly outInterface?: string | undefined;
  /** Undefined: what connection tracking makes of it. */
  readonly state: ConnectionState | undefined;
  /** The flags of TCP that are set; not given, those that a packet of its state has. */
  readonly tcpFlags?: readonly string[] | undefined;
  /** Where an answer goes once the router has translated its destination back. */
  readonly inside?: Inside | undefined;
}

export interface Inside {
  readonly address: number | bigint;
  readonly port: number | undefined;
}

export type ConnectionState = 'new' | 'established' | 'related' | 'invalid' | 'untracked';

export const connectionStates: readonly ConnectionState[] = ['new', 'established', 'related', 'invalid', 'untracked'];

export interface PacketFault {
  /** What is wrong and what to write instead. */
  readonly fault: string;
}

/**
 * Reads `tcp 198.51.100.7:40000 -> :8291 in=ether1 state=new`. The source port, the destination address and all
 * options may be left out; an IPv6 address with a port stands in brackets. Options: `in`, `out`, `state`, `size`, `icmp`,
 * `flags` (of TCP, `syn,ack`) and `inside` (where the answer to a translated connection goes in the end).
 */
export function parsePacket(text: string): Packet | PacketFault {
  const match = /^\s*(\S+)\s+(\S+)\s+->(?:\s*(?![a-z]+=)(\S+))?((?:\s+[a-z]+=\S+)*)\s*$/.exec(text.slice(0, 1000));
  if (match === null)
    return {
      fault: `"${text}" is not a packet. Expected PROTOCOL SOURCE -> [DESTINATION]:PORT, such as "${EXAMPLE}".`,
    };
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
  if (options.inside !== undefined && typeof options.inside.address !== typeof source.address) {
    return { fault: 'Source and inside address are of different families; give both as IPv4 or both as IPv6.' };
  }
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
    outInterface: options.out,
    state: options.state,
    tcpFlags: options.flags,
    inside: options.inside,
  };
}

/** `tcp 198.51.100.7:40000 -> :8291`: the packet as it is read. */
export function formatPacket(packet: Packet): string {
  const port = packet.destinationPort === undefined ? '' : `:${packet.destinationPort}`;
  const to = packet.destination === undefined ? port : formatEndpoint(packet.destination, packet.destinationPort);
  const from = formatEndpoint(packet.source, packet.sourcePort);
  return `${protocolName(packet.protocol) ?? packet.protocol} ${from} -> ${to}`.trimEnd();
}

/** The packet with all options that it needs to be read again: what `parsePacket` takes. */
export function writePacket(packet: Packet): string {
  const { inInterface, outInterface, state, size, icmp, family, tcpFlags, inside } = packet;
  const options = [
    inInterface === undefined ? '' : ` in=${inInterface}`,
    outInterface === undefined ? '' : ` out=${outInterface}`,
    state === undefined || state === 'new' ? '' : ` state=${state}`,
    size === defaultSize(family) ? '' : ` size=${size}`,
    icmp === undefined ? '' : ` icmp=${icmp.join(':')}`,
    tcpFlags === undefined ? '' : ` flags=${tcpFlags.join(',')}`,
    inside === undefined ? '' : ` inside=${formatEndpoint(inside.address, inside.port)}`,
  ];
  return `${formatPacket(packet)}${options.join('')}`;
}

function formatEndpoint(address: number | bigint, port: number | undefined): string {
  const text = typeof address === 'bigint' ? formatIpv6(address) : formatIpv4(address);
  return port === undefined ? text : `${typeof address === 'bigint' ? `[${text}]` : text}:${port}`;
}

/** Bytes of a packet with headers and nothing in it. */
export function defaultSize(family: Packet['family']): number {
  return family === 'ip' ? 40 : 60;
}

const EXAMPLE = 'tcp 198.51.100.7:40000 -> :8291 in=ether1 state=new';

const TCP_FLAGS: readonly string[] = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

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
  out?: string;
  flags?: readonly string[];
  inside?: Inside;
  state?: ConnectionState;
  size?: number;
  icmp?: readonly [number, number];
}

function readOptions(text: string): Options | PacketFault {
  const options: Options = {};
  for (const [, name = '', value = ''] of text.matchAll(/([a-z]+)=(\S+)/g)) {
    const inside = name === 'inside' ? endpoint(value) : undefined;
    if (name === 'in') options.in = value;
    else if (name === 'out') options.out = value;
    else if (inside?.address !== undefined) options.inside = { address: inside.address, port: inside.port };
    else if (name === 'flags' && value.split(',').every((flag) => TCP_FLAGS.includes(flag)))
      options.flags = value.split(',');
    else if (name === 'state' && connectionStates.includes(value as ConnectionState))
      options.state = value as ConnectionState;
    else if (name === 'size' && /^[0-9]{1,5}$/.test(value)) options.size = Number(value);
    else if (name === 'icmp' && /^[0-9]{1,3}(?::[0-9]{1,3})?$/.test(value)) {
      const [type = '0', code = '0'] = value.split(':');
      options.icmp = [Number(type), Number(code)];
    } else {
      return {
        fault: `"${name}=${value}" is no option of a packet; there are in=, out=, state= (${connectionStates.join(', ')}), size=, icmp=type:code, flags= (${TCP_FLAGS.join(', ')}) and inside=address:port.`,
      };
    }
  }
  return options;
}
