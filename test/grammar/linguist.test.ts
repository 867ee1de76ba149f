import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** What GitHub is to tell scripts of RouterOS from Rascal by. */
interface Rule {
  readonly language: string;
  readonly pattern: string | readonly string[];
}

const [heuristic] = parse(readFileSync('docs/linguist/heuristics.yml', 'utf8')) as [
  { readonly rules: readonly Rule[] },
];

/** The first rule that fits, as Linguist decides. */
function languageOf(text: string): string | undefined {
  return heuristic.rules.find(({ pattern }) => [pattern].flat().some((one) => new RegExp(one, 'm').test(text)))
    ?.language;
}

const scripts = ['examples', 'docs/linguist/samples'].flatMap((folder) =>
  readdirSync(folder)
    // What was printed and pasted is no script yet.
    .filter((name) => name.endsWith('.rsc') && !name.endsWith('-printed.rsc'))
    .map((name) => `${folder}/${name}`),
);

test('there are samples', () => {
  expect(scripts.length).toBeGreaterThan(10);
});

test.each(scripts)('%s is a script of RouterOS', (name) => {
  expect(languageOf(readFileSync(name, 'utf8'))).toBe('RouterOS Script');
});

describe('Rascal stays Rascal', () => {
  test.each([
    'module demo::Hello\n\nimport IO;\n\nvoid hello() { println("hello"); }\n',
    'import ParseTree;\nlexical Id = [a-z]+;\n',
    'public int square(int x) = x * x;\n',
  ])('%j', (text) => {
    expect(languageOf(text)).toBe('Rascal');
  });
});
