import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Catalog, catalogFor, type Menu, sampledVersions } from '../../server/src/catalog/catalog.ts';
import { catalogFromInspect } from '../../server/src/catalog/inspectTree.ts';
import { readShared, sharedFolder, whereShared } from '../support/shared.ts';

const folder = path.join(sharedFolder, 'routeros/inspect');
const files = existsSync(folder) ? readdirSync(folder).sort() : [];

interface Node {
  readonly _type?: string;
  readonly [name: string]: unknown;
}

function children(node: Node): [string, Node][] {
  return Object.entries(node).filter(
    (entry): entry is [string, Node] => typeof entry[1] === 'object' && entry[1] !== null && !entry[0].startsWith('_'),
  );
}

/** Every menu, command and argument of a tree as a line. */
function* namesInTree(node: Node, at: string): Iterable<string> {
  for (const [name, child] of children(node)) {
    const kind = child._type === 'cmd' || child._type === 'arg' ? child._type : 'menu';
    const line = `${at}/${name}`;
    yield `${kind} ${line}`;
    yield* namesInTree(child, line);
  }
}

function* namesInCatalog(menu: Menu, at: string): Iterable<string> {
  for (const [name, command] of menu.commands) {
    // The names that are only aliases belong to no tree.
    if (command.path !== `${at}/${name}`) continue;
    yield `cmd ${command.path}`;
    for (const argument of command.arguments?.keys() ?? []) yield `arg ${command.path}/${argument}`;
  }
  for (const [name, child] of menu.menus) {
    if (child.name !== name) continue;
    yield `menu ${child.path}`;
    yield* namesInCatalog(child, child.path);
  }
}

function sorted(lines: Iterable<string>): string[] {
  return [...lines].sort();
}

function sameNames(catalog: Catalog, tree: Node): void {
  const found = new Set(namesInCatalog(catalog.root, ''));
  const told = new Set(namesInTree(tree, ''));
  expect(sorted(told).filter((name) => !found.has(name))).toEqual([]);
  expect(sorted(found).filter((name) => !told.has(name))).toEqual([]);
}

describe('the catalogue of each sampled version', () => {
  /** What no router is without, by the version in which it came. */
  const everywhere = [
    'menu /ip/firewall/filter',
    'cmd /ip/firewall/filter/add',
    'arg /ip/firewall/filter/add/chain',
    'arg /ip/firewall/filter/add/connection-nat-state',
    'arg /ipv6/firewall/nat/add/to-address',
    'arg /interface/list/member/add/list',
    'cmd /system/script/run',
  ];

  it.each([...sampledVersions])('%s: knows what no router is without, and every line once', (version) => {
    const names = [...namesInCatalog(catalogFor(version).root, '')];
    expect(names.length).toBeGreaterThan(10_000);
    expect(new Set(names).size).toBe(names.length);
    const known = new Set(names);
    expect(everywhere.filter((name) => !known.has(name))).toEqual([]);
  });
});

whereShared(() =>
  describe('the sampled trees', () => {
    it('are all there', () => {
      const versions = files.map((file) => file.replace('-completions.json', '-base.json').replace('.json', ''));
      expect([...sampledVersions].sort()).toEqual(versions.sort());
    });

    it.each(files)('%s: every name is found in the catalogue of its version, and nothing else', (file) => {
      const version = file.replace('-completions.json', '-base.json').replace('.json', '');
      const tree = JSON.parse(readShared(`routeros/inspect/${file}`)) as Node;
      const catalog = catalogFor(version);
      expect(catalog.version).toBe(version);
      sameNames(catalog, tree);
    });

    it.each(files)('%s: is read as a router of its own with the same names', (file) => {
      const tree = JSON.parse(readShared(`routeros/inspect/${file}`)) as Node;
      sameNames(catalogFromInspect(tree), tree);
    });

    it('are the same read directly and from the catalogue', () => {
      const tree = catalogFromInspect(JSON.parse(readShared('routeros/inspect/7.23rc1-base.json')));
      const view = catalogFor('7.23rc1-base');
      const compare = (a: Menu, b: Menu): void => {
        for (const [name, command] of a.commands) {
          const other = b.commands.get(name);
          expect(other?.unnamed, command.path).toEqual(command.unnamed);
          for (const [word, argument] of command.arguments ?? []) {
            const same = other?.arguments?.get(word);
            expect(`${word} ${same?.braces}`, command.path).toEqual(`${word} ${argument.braces}`);
          }
        }
        for (const [name, child] of a.menus) compare(child, b.menus.get(name) as Menu);
      };
      compare(view.root, tree.root);
    });
  }),
);
