import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GERMAN, GERMAN_TEXTS } from '../../server/src/language/german/german.ts';
import { REGISTER } from '../../server/src/rules/register.ts';
import { actionNames } from '../../server/src/wording/actionPhrase.ts';
import { germanAction } from '../../server/src/wording/germanActions.ts';
import { germanCondition } from '../../server/src/wording/germanConditions.ts';
import { matcherNames } from '../../server/src/wording/matcherPhrase.ts';
import { type SourceText, sourceFiles, textsIn, textsOf } from './sourceTexts.ts';

/** Where all that people read is in the language; elsewhere only what is tagged is. */
const COVERED = [
  ...['rules/', 'problems/', 'paste/', 'syntax/faults.ts', 'binding/codeProblems.ts', 'knock/sweep.ts'],
  ...[
    'knock/verdict.ts',
    'reports/prettyReport.ts',
    'features/hover.ts',
    'features/knockHover.ts',
    'features/knockView/knockGraph.ts',
    'features/knockParts.ts',
  ],
  ...['features/codeActions.ts', 'features/codeLenses.ts', 'features/inlayHints.ts', 'features/ruleLabels.ts'],
  'features/whyNot.ts',
];
/** But for pages of rules, which are English. */
const OF_ENTRIES = 'problems/entries/';

function isCovered({ file }: SourceText): boolean {
  return COVERED.some((area) => file.startsWith(area)) && !file.startsWith(OF_ENTRIES);
}

/** What a rule's page says: it is read by people and search engines, in English. */
const OF_PAGES = new Set(['meta']);
/** What is text of RouterOS, a packet or a pattern. */
const OF_ROUTEROS =
  /^(?:add |\/|place-before=|(?:tcp|udp|icmp|icmpv6|ospf) \S+|protocol=\{0\} dst-port=!?\{1\}|[a-z-]+=)|^ ?[a-z-]+=\S+(?: [a-z-]+=\S+)*$|-list \{?\d?|tcp-flag syn|\\t/;
/** Names that are the same everywhere. */
const NAMES = new Set(['MAC Telnet', 'MAC WinBox', 'MS SQL', 'WireGuard {0}']);
/** Texts that are looked for, inserted or thrown. */
const OF_CODE = new Set([
  ...['#error exporting', ' is slave', 'expected end of command', 'missing closing brace'],
  ...['after knock', 'global {0}', ':global {0}; ', 'The register has no entry for {0}.'],
  // A state of the drawing of a knock.
  'list {0}',
]);
/** Words beside each other. */
const WORDS = /[A-Za-z}'",.:] +[A-Za-z{'"`(]/;

const texts = sourceFiles().flatMap(textsOf);
const phrases: readonly Pick<SourceText, 'file' | 'line' | 'text' | 'tag' | 'isConstant'>[] = [
  ...texts.filter(({ tag }) => tag === 'phrase' || tag === 'phraseKey'),
  ...REGISTER.map(({ id, summary: text }) => ({ file: id, line: 1, text, tag: 'summary', isConstant: true })),
];

function place({ file, line, text }: Pick<SourceText, 'file' | 'line' | 'text'>): string {
  return `${file}:${line} ${text}`;
}

function valuesOf(text: string): string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}

function untagged(all: readonly SourceText[]): SourceText[] {
  return all.filter(
    ({ text, tag, isWhole, properties }) =>
      tag === undefined &&
      !properties.some((name) => OF_PAGES.has(name)) &&
      (WORDS.test(text) || (isWhole && /^(?:message|title)$/.test(properties[0] ?? ''))) &&
      !NAMES.has(text) &&
      !OF_CODE.has(text) &&
      /[a-z]{2}/i.test(text.replaceAll(/\{\d+\}/g, '')) &&
      !OF_ROUTEROS.test(text),
  );
}

describe('German', () => {
  test('no text is missing', () => {
    expect(phrases.length).toBeGreaterThan(400);
    expect(phrases.filter(({ text }) => !GERMAN.has(text)).map(place)).toEqual([]);
  });

  test('no text is stale', () => {
    const known = new Set(phrases.map(({ text }) => text));
    expect([...GERMAN.keys()].filter((text) => !known.has(text))).toEqual([]);
  });

  test('no text stands twice', () => {
    const all = Object.values(GERMAN_TEXTS).flatMap(Object.keys);
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
  });

  test('each has the values of the English, and its blanks at both ends', () => {
    for (const [english, german] of GERMAN) {
      expect(valuesOf(german), english).toEqual(valuesOf(english));
      expect([/^\s*/.exec(german), /\s*$/.exec(german)].map(String), english).toEqual(
        [/^\s*/.exec(english), /\s*$/.exec(english)].map(String),
      );
    }
  });

  test('what differs in English differs in German, since the same faults are one finding', () => {
    const sentences = [...GERMAN].filter(([english]) => /\w\.$/.test(english) && english.includes(' '));
    const seen = new Map<string, string>();
    for (const [english, german] of sentences) {
      const other = seen.get(german);
      expect(other === undefined || isPart(english), `${english} / ${other}`).toBe(true);
      seen.set(german, english);
    }
  });

  test('quotation marks are German, but for code and what RouterOS says', () => {
    const wrong = [...GERMAN].filter(
      ([english, german]) =>
        german.replaceAll(/`[^`]*`/g, '').includes('"') && !/says "\{\d\}"|"already have/.test(english),
    );
    expect(wrong).toEqual([]);
  });
});

/** A piece that ends a sentence. */
function isPart(english: string): boolean {
  return /^[{ ,]/.test(english);
}

test('summaries of rules are called the same in the settings', () => {
  const settings = JSON.parse(readFileSync('package.nls.de.json', 'utf8')) as Record<string, string>;
  const wrong = REGISTER.filter(({ id, summary }) => settings[`setting.rules.${id}`] !== GERMAN.get(summary));
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('each matcher and action has a German one', () => {
  const properties = new Map<string, string>();
  expect(matcherNames().filter((name) => germanCondition(name, '1', { family: 'ip' }) === undefined)).toEqual([]);
  expect(actionNames().filter((name) => germanAction(name, properties) === undefined)).toEqual([]);
});

test('a phrase is made when it is said, not when the program begins', () => {
  const early = phrases.filter(({ tag, isConstant }) => tag === 'phrase' && isConstant);
  expect(early.map(place)).toEqual([]);
});

test('where a folder is in the language, all that people read there is', () => {
  const covered = texts.filter(isCovered);
  expect(covered.length).toBeGreaterThan(1_000);
  expect(untagged(covered).map(place)).toEqual([]);
});

describe('the reader of the sources', () => {
  const read = (code: string): SourceText[] => textsIn(code, 'a.ts');

  test('sees phrases in values of phrases', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read.
    const code = "const f = (n) => phrase`All ${n === 1 ? phrase`of it` : 'x'} here`;";
    const said = read(code).map(({ text, tag }) => `${text}, ${tag ?? 'untagged'}`);
    expect(said).toEqual(['All {0} here, phrase', 'of it, phrase', 'x, untagged']);
  });

  test('sees what is not tagged', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read.
    const code = "const f = () => ({ message: a ? `one ${b}` : phrase`two`, title: 'Three' });";
    expect(untagged(read(code)).map(({ text }) => text)).toEqual(['one {0}', 'Three']);
  });

  test('sees what is made too early', () => {
    expect(read('const a = phrase`now`; const b = () => phrase`then`;').map(({ isConstant }) => isConstant)).toEqual([
      true,
      false,
    ]);
  });
});
