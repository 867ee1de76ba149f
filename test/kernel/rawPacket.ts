import type { Packet } from '../../server/src/packet/packet.ts';

/** A packet between two addresses, with a number by which to recognise it. */
export interface Wire extends Packet {
  readonly destination: number;
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
  const bytes = Buffer.alloc(Math.max(packet.size, sizeOf(packet.protocol)));
  bytes.writeUInt8(0x45, 0);
  bytes.writeUInt16BE(bytes.length, 2);
  bytes.writeUInt16BE(packet.id, 4);
  bytes.writeUInt8(TTL, 8);
  bytes.writeUInt8(packet.protocol, 9);
  bytes.writeUInt32BE(Number(packet.source), 12);
  bytes.writeUInt32BE(packet.destination, 16);
  const payload = bytes.subarray(20);
  if (packet.protocol === 6) writeTcp(payload, packet);
  if (packet.protocol === 17) writeUdp(payload, packet);
  if (packet.protocol === 1) writeIcmp(payload, packet);
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
  const pseudo = Buffer.alloc(12);
  pseudo.writeUInt32BE(Number(packet.source), 0);
  pseudo.writeUInt32BE(packet.destination, 4);
  pseudo.writeUInt16BE(6, 8);
  pseudo.writeUInt16BE(bytes.length, 10);
  bytes.writeUInt16BE(checksum(Buffer.concat([pseudo, bytes])), 16);
}

/** Without a checksum, which is allowed. */
function writeUdp(bytes: Buffer, packet: Wire): void {
  bytes.writeUInt16BE(packet.sourcePort ?? 0, 0);
  bytes.writeUInt16BE(packet.destinationPort ?? 0, 2);
  bytes.writeUInt16BE(bytes.length, 4);
}

function writeIcmp(bytes: Buffer, packet: Wire): void {
  const [type, code] = packet.icmp ?? [8, 0];
  bytes.writeUInt8(type, 0);
  bytes.writeUInt8(code, 1);
  if (packet.about === undefined) bytes.writeUInt16BE(packet.ping, 4);
  else packet.about.copy(bytes, 8);
  bytes.writeUInt16BE(checksum(bytes), 2);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  if (bytes.length % 2 === 1) sum += bytes.readUInt8(bytes.length - 1) * 256;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
