import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { animatedPng, chunksOf } from '../e2e/animatedPng.ts';

/** A picture of one grey, as wide and high as it says. */
function grey(value: number, size = 2): Buffer {
  const header = Buffer.from([0, 0, 0, size, 0, 0, 0, size, 8, 0, 0, 0, 0]);
  const row = Buffer.from([0, ...Array<number>(size).fill(value)]);
  const body = deflateSync(Buffer.concat(Array<Buffer>(size).fill(row)));
  const chunk = (type: string, data: Buffer): Buffer => {
    const content = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(content), 4);
    return Buffer.concat([ends.subarray(0, 4), content, ends.subarray(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}

test('frames follow one another, with their times and numbers, and the first is a picture by itself', () => {
  const made = animatedPng([
    { png: grey(0), milliseconds: 700 },
    { png: grey(128), milliseconds: 700 },
    { png: grey(255), milliseconds: 2_500 },
  ]);
  const chunks = chunksOf(made);
  expect(chunks.map(({ type }) => type)).toEqual([
    ...['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND'],
  ]);
  const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
  expect(numbered.map(({ data }) => data.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4]);
  const times = chunks.filter(({ type }) => type === 'fcTL').map(({ data }) => data.readUInt16BE(20));
  expect(times).toEqual([700, 700, 2_500]);
  expect(chunks[1]?.data.readUInt32BE(0)).toBe(3);
});

test('frames of other sizes, and what is no PNG, are refused', () => {
  const first = { png: grey(0), milliseconds: 1 };
  expect(() => animatedPng([first, { png: grey(0, 3), milliseconds: 1 }])).toThrow('size or kind');
  expect(() => animatedPng([{ png: Buffer.from('GIF89a..'), milliseconds: 1 }])).toThrow('no PNG');
  expect(() => animatedPng([])).toThrow('no picture');
});
