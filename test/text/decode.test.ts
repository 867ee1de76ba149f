import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, type Encoding, encode } from '../../server/src/text/decode.ts';
import { drawnSeed } from '../support/properties.ts';

const SCRIPT = '# B\u00fcro\r\n/ip firewall filter\r\nadd chain=input comment="\u{1f600} \ud800"\r\n';

test('UTF-8, with its byte order mark', () => {
  expect(decode(new TextEncoder().encode('\ufeff# é“'))).toEqual({ text: '\ufeff# é“', encoding: 'utf-8' });
});

test('every byte is one character where the text is no UTF-8', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const { text, encoding } = decode(bytes);
  expect(encoding).toBe('latin-1');
  expect(text).toHaveLength(bytes.length);
  expect([...text.slice(0, 256)].map((c) => c.charCodeAt(0))).toEqual([...bytes.subarray(0, 256)]);
});

test('nothing', () => expect(decode(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' }));

describe('UTF-16', () => {
  test.each([
    ['utf-16le', '\ufeff'],
    ['utf-16be', '\ufeff'],
    ['utf-16le', ''],
    ['utf-16be', ''],
  ] as const)('%s, mark "%s", halves of pairs and all', (encoding, mark) => {
    const bytes = encode(`${mark}${SCRIPT}`, encoding) as Uint8Array;
    // Not at an even address, as a part of a larger buffer.
    const moved = new Uint8Array(bytes.length + 1).subarray(1);
    moved.set(bytes);
    expect(decode(moved)).toEqual({ text: `${mark}${SCRIPT}`, encoding });
  });

  test('one that ends within a character is read, and never written', () => {
    const bytes = Buffer.from('\ufeff/ip firewall filter\r\n', 'utf16le').subarray(0, -1);
    expect(decode(bytes)).toEqual({ text: '\ufeff/ip firewall filter\r', encoding: 'utf-16 cut off' });
    expect(encode('x', 'utf-16 cut off')).toBeUndefined();
  });

  test.each(['/ip address\0\0 add', 'a=\0', '\0\0\0\0'])('zeros alone make none: %j', (text) => {
    expect(decode(new TextEncoder().encode(text))).toEqual({ text, encoding: 'utf-8' });
  });
});

test('what a file does not have cannot be written to it', () => {
  expect(encode('\u20ac', 'latin-1')).toBeUndefined();
  expect(encode('\u00fc', 'latin-1')).toEqual(Uint8Array.of(0xfc));
});

test('whatever is read comes back as it was', () => {
  const encoding = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'latin-1');
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.string({ unit: 'binary', maxLength: 80 }), encoding)
      .map(([text, kind]) => encode(`\ufeff${SCRIPT}${text}`, kind) ?? new Uint8Array()),
  );
  fc.assert(
    fc.property(bytes, (read) => {
      const { text, encoding } = decode(read);
      if (encoding !== 'utf-16 cut off') expect(Buffer.from(encode(text, encoding) ?? [])).toEqual(Buffer.from(read));
    }),
    { seed: drawnSeed(), numRuns: 500 },
  );
});
