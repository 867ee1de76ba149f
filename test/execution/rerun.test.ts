import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { type Configuration, type ConfigurationItem, placed } from '../../server/src/execution/configuration.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';

const MENU = '/ip/firewall/filter';

/** All that is said of an item, with the text of its places. */
function shown({ menus }: Configuration, text: string): unknown {
  return [...menus].map(([menu, items]) => [
    menu,
    items.map((item) => [
      item.id,
      item.conditional,
      item.placeUnknown,
      item.origin === undefined ? '' : text.slice(item.origin.range.start, item.origin.range.end),
      [...item.properties].map(([name, property]) => {
        const { text: value, constant, computed } = property;
        const range = placed(item, property)?.range;
        return [name, value, constant, computed, range === undefined ? '' : text.slice(range.start, range.end)];
      }),
    ]),
  ]);
}

/**
 * Puts a text in place of `old`, and runs the script again with what came of the version before: the same as a fresh
 * run. Gives the comments of the items that are the same objects.
 */
function check(script: string, old: string, replacement: string): string {
  const start = script.indexOf(old);
  const first = bind(parse(script), catalog);
  const before = execute(first);
  const tree = reparse(first.tree, { range: { start, end: start + old.length }, newText: replacement });
  const second = bind(tree, catalog, { previous: first });
  const after = execute(second, undefined, undefined, before);
  expect(shown(after, tree.text)).toEqual(shown(execute(bind(parse(tree.text), catalog)), tree.text));
  const known = new Set<ConfigurationItem>(before.menus.get(MENU));
  const same = (after.menus.get(MENU) ?? []).filter((item) => known.has(item));
  return same.map(({ properties }) => properties.get('comment')?.text ?? '-').join(' ');
}

const FOUR = '/ip firewall filter\nadd comment=a\nadd comment=b\nadd comment=c\nadd comment=d\n';

describe('what an edit leaves alone', () => {
  test('stays the same object, where it also keeps its place', () => {
    expect(check(FOUR, 'comment=c', 'comment=x')).toBe('a b d');
    expect(check(`${FOUR}# end\n`, '# end', '# End')).toBe('a b c d');
  });
  test('is the same behind an edit that moves it', () => {
    check(FOUR, 'comment=a', 'comment="much longer"');
    check(FOUR, 'add comment=a\n', '');
    check(FOUR, 'add comment=b\n', 'add comment=b\nadd comment=y\nadd comment=z\n');
    check(FOUR, '/ip firewall filter', '# one\n/ip firewall filter');
    check(FOUR, 'add comment=b\nadd comment=c\n', '');
    check(FOUR, FOUR, '');
  });
  test('is another one where an edit before it changes what it is, though it stays in its place', () => {
    // As long as before, and adds nothing: those behind it are one less.
    expect(check(FOUR, 'add comment=a', ':put [:len 1]')).toBe('');
    const branch = 'add comment=a\n{{ end }}\n';
    expect(check(`# no brnch\n/ip firewall filter\n${branch}`, '# no brnch', '{{ if x }}')).toBe('');
    expect(check(`{{ if x }}\n/ip firewall filter\n${branch}`, '{{ if x }}', '# no brnch')).toBe('');
  });
  test('is read anew in another menu', () => {
    check(FOUR, 'filter', 'nat');
    check(FOUR, 'add comment=a', '/ip firewall raw');
  });
});

describe('what hangs on more than its own text', () => {
  const MANY = [
    '/ip firewall filter',
    ':local x 1',
    'add comment=a',
    'add comment=$x',
    'add copy-from=[find comment=a] comment=c',
    'add comment=d place-before=[find comment=a]',
    'add comment=e src-address=$x',
    'add comment=f nonsense',
    ':if ($y) do={ add comment=g }',
    ':foreach i in={1;2} do={ add comment=$i }',
    'disable [find comment=a]',
    'add comment=h',
  ].join('\n');
  test.each([
    ['x 1', 'x 2'],
    ['add comment=a', 'add comment=a log=yes'],
    ['add comment=a', 'add comment=A'],
    ['place-before=[find comment=a]', 'place-before=0'],
    ['={1;2}', '={1;2;3}'],
    ['disable [find', 'remove [find'],
    [':local x 1\n', ''],
    ['nonsense', 'log=yes'],
    ['add comment=h', 'add comment=i'],
    ['/ip firewall filter', '/ip firewall filter\nadd comment=z'],
  ])('%j becomes %j', (old, replacement) => {
    check(MANY, old, replacement);
  });
  test('an item in doubt, and one that is no more', () => {
    check(':if ($y) do={ /ip firewall filter add comment=a }\n:error x\n', 'error', 'put');
    check('{{ if x }}\n/ip firewall filter\nadd comment=a\n{{ end }}\n', '{{ if x }}', '# no branch');
    check('# no branch\n/ip firewall filter\nadd comment=a\n{{ end }}\n', '# no branch', '{{ if x }}');
  });
  test('two edits one after the other', () => {
    const first = bind(parse(FOUR), catalog);
    const one = reparse(first.tree, { range: { start: 0, end: 0 }, newText: '# one\n' });
    const second = bind(one, catalog, { previous: first });
    const at = one.text.indexOf('comment=b');
    const two = reparse(one, { range: { start: at, end: at }, newText: 'chain=input ' });
    const third = bind(two, catalog, { previous: second });
    const after = execute(third, undefined, undefined, execute(second, undefined, undefined, execute(first)));
    expect(shown(after, two.text)).toEqual(shown(execute(bind(parse(two.text), catalog)), two.text));
  });
});

test('properties of an item that an edit moved are those of a map', () => {
  const first = bind(parse('/ip firewall filter\nadd chain=input comment=a'), catalog);
  const tree = reparse(first.tree, { range: { start: 0, end: 0 }, newText: '# one\n' });
  const moved = execute(bind(tree, catalog, { previous: first }), undefined, undefined, execute(first));
  const properties = moved.menus.get(MENU)?.[0]?.properties;
  const visited: string[] = [];
  properties?.forEach((property, name, all) => {
    visited.push(`${name}=${property.text} of ${all.size}`);
  });
  expect(visited).toEqual(['chain=input of 2', 'comment=a of 2']);
  expect([properties?.has('chain'), properties?.has('action'), properties?.get('action')]).toEqual([
    true,
    false,
    undefined,
  ]);
  expect([...(properties?.keys() ?? [])]).toEqual(['chain', 'comment']);
  expect([...(properties?.values() ?? [])].map(({ text }) => text)).toEqual(['input', 'a']);
  expect([...(properties?.entries() ?? [])].map(([name]) => name)).toEqual(['chain', 'comment']);
});
