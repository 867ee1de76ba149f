import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { grammarText } from '../../syntaxes/grammar.ts';
import { matchGolden } from '../support/golden.ts';
import { snippets } from './snippets.ts';
import { colours, render, type Token, tokenize } from './tokenize.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function check(name: string, sources: string[]): void {
  matchGolden(file(`golden/${name}.txt`), `${sources.map(render).join('\n\n')}\n`);
}

/** The tokens of a script in one list, with their lines. */
const flat = (source: string): (Token & { line: number })[] =>
  tokenize(source).flatMap((tokens, line) => tokens.map((token) => ({ ...token, line })));

/** The innermost scope of the one token that is exactly `text`. */
function scopeOf(source: string, text: string): string | undefined {
  const found = flat(source).filter((token) => token.text === text);
  expect(found, `tokens "${text}" in ${source}`).toHaveLength(1);
  return found[0]?.scopes.at(-1);
}

test('the grammar file is made from its source', () => {
  matchGolden(file('../../syntaxes/routeros.tmLanguage.json'), grammarText);
});

test.each(Object.entries(snippets))('%s', check);

describe('what a reader relies on', () => {
  test.each([
    ['add action=add-src-to-address-list', 'add-src-to-address-list', 'constant.language.action'],
    ['add address-list-timeout=1m', 'address-list-timeout', 'entity.other.attribute-name'],
    ['add connection-state=established,related', 'established,related', 'string.unquoted'],
    ['add address-list=888', '888', 'string.unquoted'],
    ['add dst-port=888', '888', 'constant.numeric'],
    ['add src-address-list=!555', '!', 'keyword.operator.logical.negation'],
    ['add log-prefix=!x', '!x', 'string.unquoted'],
    ['add chain=\\\n    input', 'input', 'string.unquoted'],
    ['set .ssid=home', '.ssid', 'entity.other.attribute-name'],
    [':put "$[:len "x"]"', 'len', 'support.function.builtin'],
    [':put "$host_1"', 'host', 'variable.other.readwrite'],
    ['/ip firewall filter add', 'filter', 'entity.name.namespace'],
    ['/ip/firewall/filter/add', 'add', 'keyword.other.command'],
    ['# only here', ' only here', 'comment.line.number-sign'],
    [':put 1 # not here', '# not here', 'invalid.illegal.misplaced-comment'],
  ])('%s', (source, text, scope) => {
    expect(scopeOf(source, text)).toBe(scope);
  });

  test('an open quote or parenthesis does not reach the next menu line', () => {
    const openers = [
      'add comment="x',
      ':put ($a',
      ':put [:len ($a',
      ':put "$[:len "',
      ':put "$("',
      'regexp="a$"',
      ':put {"',
    ];
    for (const opener of openers) {
      const after = flat(`${opener}\n/ip firewall filter\nadd chain=input comment="y"`).filter(({ line }) => line > 0);
      const colour = Object.fromEntries(after.map((token) => [token.text, colours(token)]));
      expect(colour, opener).toMatchObject({
        filter: 'entity.name.namespace',
        chain: 'entity.other.attribute-name',
        y: 'string.quoted.double',
      });
    }
  });

  test('a script in a string may hold lines that look like commands', () => {
    const tokens = flat('add name=x source="\n/ip service print\n:put 1\n"\nadd name=y');
    expect(tokens.filter(({ line, text }) => line === 2 && text === 'put').map(colours)).toEqual([
      'support.function.builtin',
    ]);
    expect(tokens.filter(({ line, scopes }) => line < 3 && scopes.includes('meta.embedded.block'))).not.toEqual([]);
    expect(tokens.filter(({ line, scopes }) => line === 4 && scopes.includes('meta.embedded.block'))).toEqual([]);
    expect(tokens.filter(({ line }) => line === 4).map(colours)).toContain('keyword.other.command');
  });
});
