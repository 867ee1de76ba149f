import { crc32 } from 'node:zlib';

export interface PngFrame {
  /** A PNG; all frames are of one size and kind, as the browser makes them of one part of a page. */
  readonly png: Buffer;
  readonly milliseconds: number;
}

/** Puts pictures together as an animated PNG, which goes on for ever. A reader that knows no animations shows the first. */
export function animatedPng(frames: readonly PngFrame[]): Buffer {
  const pictures = frames.map(({ png }) => chunksOf(png));
  const header = headOf(pictures[0]);
  let sequence = 0;
  const parts: Buffer[] = [SIGNATURE, chunk('IHDR', header), chunk('acTL', numbers(frames.length, 0))];
  for (const [index, picture] of pictures.entries()) {
    if (!headOf(picture).equals(header)) throw new Error('The frames differ in size or kind.');
    const delay = Buffer.alloc(6);
    delay.writeUInt16BE(frames[index]?.milliseconds ?? 0, 0);
    delay.writeUInt16BE(1_000, 2);
    const size = header.subarray(0, 8);
    parts.push(chunk('fcTL', Buffer.concat([numbers(sequence++), size, numbers(0, 0), delay])));
    for (const { data } of picture.filter(({ type }) => type === 'IDAT'))
      parts.push(index === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers(sequence++), data])));
  }
  return Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))]);
}

export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks of a PNG, in order. */
export function chunksOf(png: Buffer): Chunk[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG.');
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    if (crc32(png.subarray(at + 4, at + 8 + length)) !== png.readUInt32BE(at + 8 + length))
      throw new Error('A chunk of the PNG is damaged.');
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data });
    at += 12 + length;
  }
  return chunks;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function headOf(chunks: readonly Chunk[] | undefined): Buffer {
  const head = chunks?.find(({ type }) => type === 'IHDR');
  if (head === undefined) throw new Error('There is no picture.');
  return head.data;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers(data.length), body, numbers(crc32(body))]);
}

function numbers(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, 4 * index);
  return buffer;
}
