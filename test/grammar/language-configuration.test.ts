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
