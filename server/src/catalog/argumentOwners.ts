import { type Catalog, catalog, type Menu } from './catalog.ts';

/** The only menu whose items have a property of this name; undefined where several have it, or none. */
export function onlyOwner(name: string): Menu | undefined {
  owners ??= readOwners(catalog);
  const found = owners.get(name);
  return found === SEVERAL ? undefined : found;
}

const SEVERAL = Symbol('several menus');
let owners: ReadonlyMap<string, Menu | typeof SEVERAL> | undefined;

function readOwners({ root }: Catalog): ReadonlyMap<string, Menu | typeof SEVERAL> {
  const found = new Map<string, Menu | typeof SEVERAL>();
  const waiting: Menu[] = [root];
  for (let menu = waiting.pop(); menu !== undefined; menu = waiting.pop()) {
    for (const command of [menu.commands.get('add'), menu.commands.get('set')]) {
      for (const name of command?.arguments?.keys() ?? []) {
        const known = found.get(name);
        if (known !== menu) found.set(name, known === undefined ? menu : SEVERAL);
      }
    }
    waiting.push(...menu.menus.values());
  }
  return found;
}
