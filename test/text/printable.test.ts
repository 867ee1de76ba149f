import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, cleanLine, cleanPath, printableJson } from '../../server/src/text/printable.ts';
import { drawnSeed } from '../support/properties.ts';

describe('what steers a terminal or a log is shown as a sign of the same length', () => {
  test.each([
    ['an escape', 'a\u001b[31mb', 'a\ufffd[31mb'],
    ['a control of the second kind', 'a\u009b31mb', 'a\ufffd31mb'],
    ['line ends', 'a\r\n::error::b', 'a\ufffd\ufffd::error::b'],
    ['line ends of Unicode', 'a\u2028b\u2029c\u0085d', 'a\ufffdb\ufffdc\ufffdd'],
    ['a change of direction', 'a\u202eb\u2066c\u200fd\u061ce', 'a\ufffdb\ufffdc\ufffdd\ufffde'],
    ['what nobody sees', 'a\u200bb\ufeffc\u00add', 'a\ufffdb\ufffdc\ufffdd'],
    ['tags', 'a\u{e0041}b', 'a\ufffd\ufffdb'],
    ['half of a pair', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    [
      'commands of build servers',
      '##[error]a ##vso[task]b ##teamcity[c',
      '#\ufffd[error]a #\ufffdvso[task]b #\ufffdteamcity[c',
    ],
  ])('%s', (_, text, shown) => {
    expect(clean(text)).toBe(shown);
    expect(clean(text)).toHaveLength(text.length);
  });
  test.each(['B\u00fcro \u{1f600} \u0394\u03bf\u03ba\u03b9\u03bc\u03ae', 'a\tb', '# a comment', ':: 1', '2001:db8::1'])(
    'what does not stays: %s',
    (text) => expect(clean(text)).toBe(text),
  );
});

test('what begins a line begins no command', () => {
  expect(cleanPath('::error::x.rsc')).toBe('./::error::x.rsc');
  expect(cleanPath(' ::error::x.rsc')).toBe('./ ::error::x.rsc');
  expect(cleanPath('a::b.rsc')).toBe('a::b.rsc');
  expect(cleanLine('  ::error::x')).toBe('  \ufffd:error::x');
  expect(cleanLine(':put 1')).toBe(':put 1');
});

test('JSON has the same value, and nothing in it steers', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (value) => {
      const json = printableJson(value);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      for (const line of json.split('\n')) expect(clean(line)).toBe(line);
    }),
    { seed: drawnSeed(), numRuns: 500 },
  );
  expect(printableJson('\u{e0041}')).toBe('"\\udb40\\udc41"');
  expect(printableJson('\u202e\u009b##[x')).toBe('"\\u202e\\u009b#\\u0023[x"');
});
