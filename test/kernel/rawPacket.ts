import { formatIpv4, formatIpv6 } from '../../server/src/packet/address.ts';
import type { Packet } from '../../server/src/packet/packet.ts';

/** A packet between two addresses, with a number by which to recognise it. */
export interface Wire extends Packet {
  readonly destination: number | bigint;
  /** Field `identification` of the IP header; the kernel replaces 0. */
  readonly id: number;
  /** Flags of TCP. */
  readonly flags: number;
  /** Identifier of ICMP, which tells one ping from another. */
  readonly ping: number;
  /** The beginning of the packet that an error of ICMP is about. */
  readonly about?: Buffer;
}

export const SYN = 0x02;
export const ACK = 0x10;

/** What only these packets have, so that the kernel's own answers can be told from them. */
export const TTL = 77;

/** The packet as bytes. Its checksums are right, since connection tracking takes a packet with a wrong one for invalid. */
export function bytesOf(packet: Wire): Buffer {
  return packet.family === 'ip' ? ipv4Bytes(packet) : ipv6Bytes(packet);
}

/** The packet in a frame of Ethernet. */
export function frameOf(packet: Wire, hardware: string): Buffer {
  const address = Buffer.from(hardware.replaceAll(':', ''), 'hex');
  const type = Buffer.from(packet.family === 'ip' ? '0800' : '86dd', 'hex');
  return Buffer.concat([address, address, type, bytesOf(packet)]);
}

/** What comes out of the router: the number of the packet and its ends, in words; undefined for what it says itself. */
export function forwarded(frame: Buffer): { readonly id: number; readonly ends: string } | undefined {
  const bytes = frame.subarray(14);
  const isIpv4 = frame.readUInt16BE(12) === 0x0800;
  if (!isIpv4 && frame.readUInt16BE(12) !== 0x86dd) return undefined;
  if (bytes.readUInt8(isIpv4 ? 8 : 7) !== TTL - 1) return undefined;
  const [from, to, length, payload] = isIpv4 ? [12, 16, 4, 20] : [8, 24, 16, 40];
  const protocol = bytes.readUInt8(isIpv4 ? 9 : 6);
  const hasPorts = protocol === 6 || protocol === 17;
  const end = (address: number, port: number): string => {
    const part = bytes.subarray(address, address + length);
    const text = isIpv4 ? formatIpv4(part.readUInt32BE(0)) : formatIpv6(BigInt(`0x${part.toString('hex')}`));
    return hasPorts ? `${text} ${bytes.readUInt16BE(payload + port)}` : text;
  };
  const id = isIpv4 ? bytes.readUInt16BE(4) : bytes.readUInt32BE(0) & 0xfffff;
  return { id, ends: `${end(from, 0)} ${end(to, 2)}` };
}

function ipv4Bytes(packet: Wire): Buffer {
  const bytes = Buffer.alloc(Math.max(packet.size, sizeOf(packet.protocol)));
  bytes.writeUInt8(0x45, 0);
  bytes.writeUInt16BE(bytes.length, 2);
  bytes.writeUInt16BE(packet.id, 4);
  bytes.writeUInt8(TTL, 8);
  bytes.writeUInt8(packet.protocol, 9);
  bytes.writeUInt32BE(Number(packet.source), 12);
  bytes.writeUInt32BE(Number(packet.destination), 16);
  const payload = bytes.subarray(20);
  if (packet.protocol === 6) writeTcp(payload, packet);
  if (packet.protocol === 17) writeUdp(payload, packet);
  if (packet.protocol === 1) writeIcmp(payload, packet);
  bytes.writeUInt16BE(checksum(bytes.subarray(0, 20)), 10);
  return bytes;
}

/** The number that recognises the packet stands in its flow label. */
function ipv6Bytes(packet: Wire): Buffer {
  const payload = Buffer.alloc(packet.protocol === 6 ? 20 : 8);
  if (packet.protocol === 6) writeTcp(payload, packet);
  if (packet.protocol === 17) writeUdp(payload, packet);
  if (packet.protocol === 58) writeIcmp(payload, packet);
  const header = Buffer.alloc(40);
  header.writeUInt32BE(0x6000_0000 + packet.id, 0);
  header.writeUInt16BE(payload.length, 4);
  header.writeUInt8(packet.protocol, 6);
  header.writeUInt8(TTL, 7);
  writeAddress(header, packet.source, 8);
  writeAddress(header, packet.destination, 24);
  return Buffer.concat([header, payload]);
}

function writeAddress(bytes: Buffer, address: number | bigint, at: number): void {
  if (typeof address === 'number') bytes.writeUInt32BE(address, at);
  else
    for (let word = 0; word < 4; word++)
      bytes.writeUInt32BE(Number((address >> BigInt(96 - 32 * word)) & 0xffff_ffffn), at + 4 * word);
}

/** What a checksum covers besides the payload. */
function pseudoHeader({ source, destination, protocol }: Wire, length: number): Buffer {
  const size = typeof source === 'number' ? 4 : 16;
  const bytes = Buffer.alloc(2 * size + (size === 4 ? 4 : 8));
  writeAddress(bytes, source, 0);
  writeAddress(bytes, destination, size);
  if (size === 4) {
    bytes.writeUInt16BE(protocol, 8);
    bytes.writeUInt16BE(length, 10);
  } else {
    bytes.writeUInt32BE(length, 32);
    bytes.writeUInt32BE(protocol, 36);
  }
  return bytes;
}

/** Bytes that a packet of the protocol has at least. */
export function sizeOf(protocol: number): number {
  return 20 + (protocol === 6 ? 20 : 8);
}

/** The same connection in the other direction. */
export function answerTo(packet: Wire): Wire {
  return {
    ...packet,
    source: packet.destination,
    sourcePort: packet.destinationPort,
    destination: Number(packet.source),
    destinationPort: packet.sourcePort,
    icmp: packet.icmp === undefined ? undefined : [packet.icmp[0] === 8 ? 0 : packet.icmp[0] + 1, 0],
    flags: SYN | ACK,
  };
}

function writeTcp(bytes: Buffer, packet: Wire): void {
  bytes.writeUInt16BE(packet.sourcePort ?? 0, 0);
  bytes.writeUInt16BE(packet.destinationPort ?? 0, 2);
  // Both sides begin with 1000: tracking follows the numbers, and takes a packet out of the window for invalid.
  bytes.writeUInt32BE(packet.flags & SYN ? 1000 : 1001, 4);
  bytes.writeUInt32BE(packet.flags & ACK ? 1001 : 0, 8);
  bytes.writeUInt8(0x50, 12);
  bytes.writeUInt8(packet.flags, 13);
  bytes.writeUInt16BE(1024, 14);
  bytes.writeUInt16BE(checksum(Buffer.concat([pseudoHeader(packet, bytes.length), bytes])), 16);
}

/** In IPv4 without a checksum, which is allowed. */
function writeUdp(bytes: Buffer, packet: Wire): void {
  bytes.writeUInt16BE(packet.sourcePort ?? 0, 0);
  bytes.writeUInt16BE(packet.destinationPort ?? 0, 2);
  bytes.writeUInt16BE(bytes.length, 4);
  if (packet.family === 'ip') return;
  bytes.writeUInt16BE(checksum(Buffer.concat([pseudoHeader(packet, bytes.length), bytes])) || 0xffff, 6);
}

function writeIcmp(bytes: Buffer, packet: Wire): void {
  const [type, code] = packet.icmp ?? [8, 0];
  bytes.writeUInt8(type, 0);
  bytes.writeUInt8(code, 1);
  if (packet.about === undefined) bytes.writeUInt16BE(packet.ping, 4);
  else packet.about.copy(bytes, 8);
  const covered = packet.family === 'ip' ? bytes : Buffer.concat([pseudoHeader(packet, bytes.length), bytes]);
  bytes.writeUInt16BE(checksum(covered), 2);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  if (bytes.length % 2 === 1) sum += bytes.readUInt8(bytes.length - 1) * 256;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
