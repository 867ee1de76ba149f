import { afterEach, describe, expect, test } from 'vitest';
import { languageFor } from '../../server/src/cli/language.ts';
import { languageOf, setLanguage } from '../../server/src/language/language.ts';
import { afterColon, amount, decimal, phrase, phraseKey, phraseOf, plural } from '../../server/src/language/phrase.ts';

afterEach(() => setLanguage('en'));

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-ch', 'de'],
  ['de_DE.UTF-8', 'de'],
  ['de@euro', 'de'],
  ['en-GB', 'en'],
  ['C', 'en'],
  ['C.UTF-8', 'en'],
  ['POSIX', 'en'],
  ['den', undefined],
  ['fr-CH', undefined],
  ['', undefined],
])('%j is %j', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

describe('the language of a command', () => {
  test.each([
    [{}, {}, 'en'],
    [{}, { LANG: 'de_DE.UTF-8' }, 'de'],
    [{}, { LC_MESSAGES: 'de_AT', LANG: 'en_US.UTF-8' }, 'de'],
    [{}, { LC_ALL: 'C', LC_MESSAGES: 'de_AT', LANG: 'de_DE' }, 'en'],
    [{}, { LC_ALL: '', LANG: 'de_DE' }, 'de'],
    [{}, { LC_ALL: 'fr_FR.UTF-8', LANG: 'de_DE' }, 'en'],
    [{ lang: 'en' }, { LANG: 'de_DE' }, 'en'],
    [{ lang: 'de', format: 'pretty' }, {}, 'de'],
    [{ lang: 'de', format: 'json' }, {}, 'en'],
    [{ format: 'sarif' }, { LANG: 'de_DE' }, 'en'],
  ] as const)('%j under %j is %s', (options, environment, language) => {
    expect(languageFor(options, environment)).toBe(language);
  });
});

describe('a phrase', () => {
  const found = (line: number, what: string | undefined): string => phrase`Move the ${what} above line ${line}`;
  const moved = (line: number): string => phrase`Move the drop above line ${line}`;

  test('is as it stands in English', () => {
    expect(moved(5)).toBe('Move the drop above line 5');
    expect(found(5, undefined)).toBe('Move the undefined above line 5');
    expect(phrase`a \`b\` \\$`).toBe('a `b` \\$');
  });

  test('is translated with its values in their places', () => {
    setLanguage('de');
    expect(moved(5)).toBe('Das drop über Zeile 5 verschieben');
    expect(moved(6)).toBe('Das drop über Zeile 6 verschieben');
  });

  test('takes no value for a place of another', () => {
    setLanguage('de');
    expect(phrase`Did you mean ${'{1}{0}$&'}?`).toBe('Ist {1}{0}$& gemeint?');
  });

  test('stays English where nobody has translated it', () => {
    setLanguage('de');
    expect(found(5, 'wall')).toBe('Move the wall above line 5');
  });

  test('of a table is said when it is used', () => {
    const name = phraseKey`web proxy`;
    expect(phraseOf(name)).toBe('web proxy');
    setLanguage('de');
    expect(phraseOf(name)).toBe('Web-Proxy');
    expect(phraseOf('SSH')).toBe('SSH');
  });
});

test.each([
  ['en', '1,234,567', '1234.5', 'it is.', ['many', 'one', 'many']],
  ['de', '1.234.567', '1234,5', 'It is.', ['many', 'one', 'many']],
] as const)('numbers and sentences in %s', (language, thousands, decimals, sentence, forms) => {
  setLanguage(language);
  expect(amount(1_234_567)).toBe(thousands);
  expect(decimal(1234.5)).toBe(decimals);
  expect(afterColon('It is.')).toBe(sentence);
  expect([0, 1, 2].map((count) => plural(count, { one: 'one', other: 'many' }))).toEqual(forms);
});
