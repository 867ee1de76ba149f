import { expect, test } from 'vitest';
import { decode } from '../../server/src/text/decode.ts';

test('UTF-8, with its byte order mark', () => {
  expect(decode(new TextEncoder().encode('\ufeff# é“'))).toEqual({ text: '\ufeff# é“', latin1: false });
});

test('every byte is one character where the text is no UTF-8', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const { text, latin1 } = decode(bytes);
  expect(latin1).toBe(true);
  expect(text).toHaveLength(bytes.length);
  expect([...text.slice(0, 256)].map((c) => c.charCodeAt(0))).toEqual([...bytes.subarray(0, 256)]);
});

test('nothing', () => expect(decode(new Uint8Array())).toEqual({ text: '', latin1: false }));
