import { expect, test } from 'vitest';
import { foreignCharacter, inAscii } from '../../server/src/text/confusables.ts';

test.each([
  ['in\u2013interface', 'in-interface'],
  ['dst\u2011port', 'dst-port'],
  ['dst\u00adport', 'dst-port'],
  ['\u0441hain', 'chain'],
  ['dr\u043e\u0440', 'drop'],
  ['\uff12\uff12', '22'],
  ['established\uff0crelated', 'established,related'],
  ['acti\u00f6n', 'action'],
  ['\u0434\u043e\u043c-1', '\u0434o\u043c-1'.replace('\u043c', 'm')],
  ['plain', 'plain'],
])('%s', (text, expected) => expect(inAscii(text)).toBe(expected));

test.each([
  ['a\u0441', '`\u0441` (U+0441, a Cyrillic letter)'],
  ['\u03bf', '`\u03bf` (U+03BF, a Greek letter)'],
  ['\u{1d41a}', '`\u{1d41a}` (U+1D41A)'],
  ['a\u00ad', 'a character without a picture (U+00AD, a soft hyphen)'],
  ['plain', undefined],
])('the first that is none of ASCII in %s', (text, expected) => expect(foreignCharacter(text)).toBe(expected));
