/**
 * The text in the characters of ASCII that it looks like: dashes and blanks of word processors, letters of other alphabets that
 * look like Latin ones, full-width forms, letters with marks. What looks like none of them stays.
 */
export function inAscii(text: string): string {
  if (isAscii(text)) return text;
  return text
    .replaceAll('\u00ad', '-')
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll(/[^\x00-\x7f]/gu, (letter) => (DASH.test(letter) ? '-' : (LOOKS.get(letter) ?? letter)));
}

export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/** The first character that is none of ASCII, as a person finds it: `с` (U+0441, a Cyrillic letter). */
export function foreignCharacter(text: string): string | undefined {
  for (const letter of text) {
    if (isAscii(letter)) continue;
    const code = (letter.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    const kind = KINDS.find(([pattern]) => pattern.test(letter))?.[1];
    const name = kind === undefined ? `U+${code}` : `U+${code}, ${kind}`;
    return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(letter)
      ? `\`${letter}\` (${name})`
      : `a character without a picture (${name})`;
  }
  return undefined;
}

const DASH = /^[\p{Pd}\u2212\u02d7\u2043]$/u;

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^[\u2010\u2011]$/, 'a hyphen of word processors'],
  [/^[\u2013\u2014\u2012\u2015]$/, 'a dash of word processors'],
  [/^\u2212$/, 'a minus sign'],
  [/^\u00ad$/, 'a soft hyphen'],
  [/^[\uff01-\uff5e]$/, 'a full-width form'],
  [/^\p{Script=Cyrillic}$/u, 'a Cyrillic letter'],
  [/^\p{Script=Greek}$/u, 'a Greek letter'],
  [/^\p{Script=Latin}$/u, 'a letter with a mark'],
  [/^\p{P}$/u, 'a sign of punctuation'],
];

/** Small letters that look like Latin ones, in fonts for code. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', ԛ: 'q' },
    ...{ г: 'r', ѕ: 's', т: 't', у: 'y', х: 'x', ԝ: 'w', п: 'n', А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', І: 'I' },
    ...{ К: 'K', М: 'M', О: 'O', Р: 'P', Т: 'T', Х: 'X', α: 'a', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't' },
    ...{
      υ: 'u',
      χ: 'x',
      ı: 'i',
      ɡ: 'g',
      ł: 'l',
      ø: 'o',
      đ: 'd',
      '⁄': '/',
      '∕': '/',
      '։': ':',
      '∶': ':',
      '，': ',',
      '、': ',',
    },
    ...{ '‚': ',', '・': '.' },
  }),
);
