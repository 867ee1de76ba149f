import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const configuration = read('syntaxes/language-configuration.json');
const { contributes } = read('package.json');

test('the manifest points to files that exist', () => {
  const [language] = contributes.languages;
  const [grammar] = contributes.grammars;
  expect([language.id, grammar.language, grammar.scopeName]).toEqual(['routeros', 'routeros', 'source.routeros']);
  for (const path of [language.configuration, grammar.path]) {
    expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  }
});

test.each(['# 2026-01-02 03:04:05 by RouterOS 7.20', '#!rsc by RouterOS'])('%s marks a script', (line) => {
  expect(line).toMatch(new RegExp(contributes.languages[0].firstLine));
});

test.each([
  ['add action=add-src-to-address-list', ['add', 'action', 'add-src-to-address-list']],
  ['set configuration.mode=ap .ssid=home', ['set', 'configuration.mode', 'ap', '.ssid', 'home']],
  [':put ($myName . "été")', ['put', '$myName', 'été']],
  ['remove *1A', ['remove', '*1A']],
  // A word that is being typed stays one word, so that suggestions stay open.
  ['add-src-', ['add-src-']],
  ['configuration.', ['configuration.']],
])('words of %s', (line, words) => {
  const { pattern, flags } = configuration.wordPattern;
  expect(line.match(new RegExp(pattern, `g${flags}`))).toEqual(words);
});

test.each([
  [':if ($a) do={', true, false, false],
  ['# not here {', false, false, false],
  ['} else={', true, true, false],
  [':put 1', false, false, false],
  ['add chain=input \\', false, false, true],
  ['# no \\', false, false, false],
])('indentation at %s', (line, increase, decrease, next) => {
  const { increaseIndentPattern, decreaseIndentPattern, indentNextLinePattern } = configuration.indentationRules;
  const matches = [increaseIndentPattern, decreaseIndentPattern, indentNextLinePattern].map((pattern) =>
    new RegExp(pattern).test(line),
  );
  expect(matches).toEqual([increase, decrease, next]);
});

/** What Enter makes of a text, the caret at the bar; as VS Code does it with the rules, else with the brackets. */
function enter(text: string): string {
  const [before = '', after = ''] = text.split('|');
  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  const rest = after.split('\n')[0] ?? '';
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  const { indent, appendText = '' } = action(lines.at(-2) ?? '', line, rest) ?? byBrackets(line, rest);
  const inner = indent === 'indent' || indent === 'indentOutdent' ? `${indentation}    ` : indentation;
  const made = indent === 'outdent' ? indentation.slice(4) : inner;
  const close = indent === 'indentOutdent' ? `\n${indentation}` : '';
  return `${before}\n${made}${appendText}|${close}${after.replace(/^[ \t]+/, '')}`;
}

interface Action {
  readonly indent: 'none' | 'indent' | 'indentOutdent' | 'outdent';
  readonly appendText?: string;
}

function action(previous: string, before: string, after: string): Action | undefined {
  const fits = (pattern: string | undefined, text: string): boolean =>
    pattern === undefined || new RegExp(pattern).test(text);
  return configuration.onEnterRules.find(
    (rule: Record<string, string>) =>
      fits(rule['beforeText'], before) && fits(rule['afterText'], after) && fits(rule['previousLineText'], previous),
  )?.action;
}

function byBrackets(before: string, after: string): Action {
  const open = configuration.brackets.find(([opening]: [string, string]) => before.trimEnd().endsWith(opening));
  if (open === undefined) return { indent: 'none' };
  return { indent: after.trimStart().startsWith(open[1]) ? 'indentOutdent' : 'indent' };
}

test.each([
  ['a line that goes on is continued indented', 'add chain=input \\|', 'add chain=input \\\n    |'],
  ['further lines stand below it', 'add \\\n    chain=input \\|', 'add \\\n    chain=input \\\n    |'],
  ['the next command stands where this one began', 'add \\\n    chain=input|', 'add \\\n    chain=input\n|'],
  ['in a block, too', ':do {\n    add \\\n        chain=input|\n}', ':do {\n    add \\\n        chain=input\n    |\n}'],
  ['a block is indented', ':do {|', ':do {\n    |'],
  ['a block is opened', ':do {|}', ':do {\n    |\n}'],
  ['a block of a command that goes on', ':if (true) \\\n    do={|', ':if (true) \\\n    do={\n    |'],
  ['and where it is closed already', ':if (true) \\\n    do={|}', ':if (true) \\\n    do={\n        |\n    }'],
  ['a comment that is split goes on', '# one| two', '# one\n# |two'],
  ['a comment that ends does not', '  # one|', '  # one\n  |'],
  ['a comment does not go on with a backslash', '# one \\|', '# one \\\n|'],
  ['nor does the line below it', '# one \\\nadd chain=input|', '# one \\\nadd chain=input\n|'],
  ['an empty line changes nothing', 'add chain=input \\\n    |', 'add chain=input \\\n    \n    |'],
])('Enter: %s', (_, text, expected) => {
  expect(enter(text)).toBe(expected);
});
