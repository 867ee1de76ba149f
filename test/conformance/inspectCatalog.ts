import { readFileSync } from 'node:fs';
import type { Argument, Catalog, Command, Menu } from '../../server/src/catalog/catalog.ts';
import { unnamedParameters } from '../../server/src/catalog/commonArguments.ts';

interface InspectNode {
  readonly _type?: string;
  readonly desc?: string;
  readonly [child: string]: InspectNode | string | undefined;
}

/** The catalogue of one router, from the dump of its `/console/inspect`. */
export function inspectCatalog(file: string): Catalog {
  const root = menuOf(JSON.parse(readFileSync(file, 'utf8')) as InspectNode, '/', '');
  return {
    version: file,
    root,
    menu: (path) => {
      let menu: Menu | undefined = root;
      for (const word of path) menu = menu?.menus.get(word);
      return menu;
    },
  };
}

function children(node: InspectNode): [string, InspectNode][] {
  return Object.entries(node).filter((entry): entry is [string, InspectNode] => typeof entry[1] === 'object');
}

function menuOf(node: InspectNode, path: string, name: string): Menu {
  const menus = new Map<string, Menu>();
  const commands = new Map<string, Command>();
  const isList = 'find' in node && path !== '/';
  for (const [child, inner] of children(node)) {
    const full = `${path === '/' ? '' : path}/${child}`;
    if (inner._type === 'cmd') {
      const known = new Map(children(inner).map(([word]): [string, Argument] => [word, argument(word)]));
      commands.set(child, {
        name: child,
        path: full,
        arguments: known,
        unnamed: unnamedParameters(path, child, isList),
      });
    } else menus.set(child, menuOf(inner, full, child));
  }
  if (path === '/') {
    const ping = menus.get('tool')?.commands.get('ping');
    if (ping !== undefined) commands.set('ping', ping);
  }
  if (path === '/interface' && menus.has('wifi')) menus.set('wifiwave2', menus.get('wifi') as Menu);
  return { path, name, isList, menus, commands };
}

function argument(name: string): Argument {
  return { name, role: 'generic', type: { kind: 'string' }, negatable: false, required: false, syntax: '', doc: '' };
}
