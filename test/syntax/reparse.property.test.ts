import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyntaxTree } from '../../server/src/syntax/ast.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse, reparseLocally } from '../../server/src/syntax/reparse.ts';
import { corpusFiles } from '../support/corpus.ts';
import { properties } from '../support/properties.ts';
import { mutated, script, soup } from '../support/scripts.ts';
import { type Stroke, strokes, toEdit } from '../support/strokes.ts';

const ways = { short: 0, long: 0 };

/** Parses `text`, makes the changes one by one, and compares each tree with that of a full parse. */
function follow(text: string, list: readonly Stroke[]): boolean {
  let tree = parse(text);
  for (const drawn of list) {
    const edit = toEdit(tree.text, drawn);
    const next = `${tree.text.slice(0, edit.range.start)}${edit.newText}${tree.text.slice(edit.range.end)}`;
    const short = reparseLocally(tree, edit);
    if (short === undefined) ways.long++;
    else ways.short++;
    tree = short ?? reparse(tree, edit);
    if (!isDeepStrictEqual(tree, parse(next))) return false;
  }
  return true;
}

/** A text inside of blocks, with faults on the lines of their brackets. */
const nested: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(script, mutated),
    fc.constantFrom(':do {', 'x; :if (a) do={', ':put ({', '[', '  :put 1 \\\n {', '{{', ':put "$['),
    fc.constantFrom('\n', '', '\r\n', '\r', ' # c\n'),
    fc.constantFrom('}', '} else={ print # c\n}', '}; x a=1 # c\n y', '})', ']', '} # c', '}}', ']"', '}; {:x # c\n}'),
  )
  .map(([inner, before, lineEnd, behind]) => `${inner}\n${before}${lineEnd}${inner}${lineEnd}${behind}`);

describe('a tree that follows edits', () => {
  it.each([
    ['scripts', script, 'edits: scripts'],
    ['scripts with mistakes', mutated, 'edits: scripts with mistakes'],
    ['blocks with mistakes', nested, 'edits: blocks with mistakes'],
    ['pieces of the language', soup, 'edits: pieces'],
    ['characters', fc.string({ unit: 'binary', maxLength: 100 }), 'edits: characters'],
  ] as const)('equals that of a full parse: %s', (_, texts, runs) => {
    fc.assert(fc.property(texts, strokes, follow), properties(runs));
  });

  it('took the short way often enough for the comparison to mean something', () => {
    expect(ways.short / (ways.short + ways.long)).toBeGreaterThan(0.2);
  });

  const large = fc.array(script, { minLength: 40, maxLength: 60 }).map((parts) => parts.join('\n'));
  const inBlocks = large.map((text) => `:do {\n:do {\n${text}\n} on-error={}\n} on-error={ :put 1 }\n`);

  it.each([
    ['flat', large],
    ['in blocks', inBlocks],
  ])('takes the short way for edits inside a value: %s', (_, texts) => {
    let taken = 0;
    let all = 0;
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('x', '7', 'yes')), { minLength: 5 }),
        (text, list) => {
          let tree: SyntaxTree = parse(text);
          for (const [seed, newText] of list) {
            const values = [...tree.text.matchAll(/=[a-z0-9]+(?=[ \n])/g)];
            const value = values[seed % values.length];
            if (value === undefined) return true;
            const end = value.index + value[0].length;
            const edit = { range: { start: end - 1, end }, newText };
            const short = reparseLocally(tree, edit);
            all++;
            if (short !== undefined) taken++;
            tree = short ?? reparse(tree, edit);
          }
          return isDeepStrictEqual(tree, parse(tree.text));
        },
      ),
      properties(30),
    );
    expect(taken).toBe(all);
  });

  it.each([
    ['a string is left open', ':put "a"\nadd a=1\nadd b="c"\n', '"a"', '"a'],
    ['an open string takes the quote of the next', ':put a\nadd x=1\nadd b="c"\n:put 2', 'put a', 'put "a'],
    ['a bracket is closed by one further out', '{\n:put 1\n}\n:put 2', '1', '1}'],
    ['a bracket is left open', '{\n:put [1]\n}\n/ip dns', '1]', '1'],
    ['a hash after a bracket in a condition', 'print where a=[get y\nget x=1] b #foo\n', '=1', ''],
    ['a byte order mark comes to the front', 'a\n\ufeffb\nc', 'a\n', ''],
    ['a word comes behind the last brace', ':put 1\n}\n\n', '\n\n', '\n\n:put 2'],
    ['a line in a bracket of a string', ':put "$[:put 1\n:put 2\n:put 3]"\n:put 4', '2', '"b"'],
  ])('equals that of a full parse when %s', (_, text, part, newText) => {
    const at = Math.max(text.indexOf(part), 0);
    const edit = { range: { start: at, end: at + (text.includes(part) ? part.length : 0) }, newText };
    const tree = parse(text);
    const after = reparse(tree, edit);
    expect(after).toStrictEqual(parse(after.text));
    const back = { range: { start: at, end: at + newText.length }, newText: text.slice(at, edit.range.end) };
    expect(reparse(after, back)).toStrictEqual(tree);
  });

  it('reports too deep a nesting once for each outermost bracket', () => {
    const deep = `${'{'.repeat(140)}${'}'.repeat(140)}`;
    const text = `{\n:put 1\n${deep}\n:put 2\n${deep}\n}\n`;
    let tree = parse(text);
    for (const [part, newText] of [
      ['1', deep],
      [`${deep}\n:put 2`, '3'],
      ['3', '{:put 4}'],
      [deep, ''],
      [deep, ''],
    ] as const) {
      const start = tree.text.indexOf(part);
      tree = reparse(tree, { range: { start, end: start + part.length }, newText });
      expect(tree).toStrictEqual(parse(tree.text));
    }
  });

  it('keeps the statements that the edit does not touch', () => {
    const text = ':do {\n  :put 1\n  :put 2\n} on-error={ :put 3 }\n:put 4\n';
    const tree = parse(text);
    const at = text.indexOf('2');
    const after = reparse(tree, { range: { start: at, end: at + 1 }, newText: '$value' });
    const inner = ({ list }: SyntaxTree) =>
      list.statements[0]?.items.flatMap((item) => (item.kind === 'Group' ? item.list.statements : []));
    expect(inner(after)?.[0]).toBe(inner(tree)?.[0]);
    expect(inner(after)?.[1]).not.toBe(inner(tree)?.[1]);
    expect(after.list.statements[1]?.items).toBe(tree.list.statements[1]?.items);
  });
});

describe('scripts as people have them', () => {
  it('follow edits', () => {
    const files = corpusFiles.map(({ text }) => text).filter((text) => text.length < 20_000);
    fc.assert(fc.property(fc.constantFrom(...files), strokes, follow), properties(300));
  });
});
