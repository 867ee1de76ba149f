import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { colours, tokenize } from './tokenize.ts';

const folder = fileURLToPath(new URL('../../examples', import.meta.url));
const examples = readdirSync(folder).filter((name) => name.endsWith('.rsc'));

test.each(examples)('%s is coloured to its end', (name) => {
  const source = readFileSync(`${folder}/${name}`, 'utf8');
  const tokens = tokenize(source);
  source.split('\n').forEach((line, index) => {
    const first = tokens[index]?.[0];
    const colour = first === undefined ? '' : colours(first);
    if (/^(?:[/:][a-z]|add |set )/.test(line)) expect(colour, line).not.toContain('string');
    if (line.startsWith('#')) expect(colour, line).toContain('comment');
  });
});

test.each(examples.filter((name) => name.endsWith('-clean.rsc')))('%s has nothing illegal', (name) => {
  const tokens = tokenize(readFileSync(`${folder}/${name}`, 'utf8')).flat();
  expect(tokens.filter((token) => colours(token).includes('invalid'))).toEqual([]);
});

/** What the grammar can see without knowing the menus; the rest is the parser's. */
test.each([
  ['best-practices-trusted', ['1.', '2.', '3.', '4.', '5.', '•', '•', '•'], ['”', '”', '”', '”', '”', '”', '”', '”']],
  ['mikrotik-manual', ['$'], []],
  ['mikrotik-manual-blacklist', ['$'], []],
  ['wiki-9000-6000', ['\\', '\\'], []],
])('%s as printed shows its faults', (name, marks, quotes) => {
  const tokens = tokenize(readFileSync(`${folder}/${name}-printed.rsc`, 'utf8')).flat();
  const illegal = tokens.filter((token) => colours(token).includes('invalid')).map((token) => token.text.trim());
  expect(illegal.filter((text) => text !== '').sort()).toEqual([...marks, ...quotes].sort());
});
