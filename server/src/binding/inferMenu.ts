import { type Catalog, type Menu, resolve } from '../catalog/catalog.ts';
import { constantText, type Item, type Statement } from '../syntax/ast.ts';
import { withFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';

/**
 * Menu that an `add` was meant for, where it stands at the root or in a firewall menu that it does not fit. Pages and
 * forum posts often print commands without the line `/ip firewall filter`; a guess is made only where all arguments
 * are those of the menu.
 */
export function inferMenu(catalog: Catalog, { items }: Statement, current: Menu | undefined): Menu | undefined {
  if (current !== catalog.root && current?.path.startsWith('/ip/firewall/') !== true) return undefined;
  if (current?.isOpen === true) return undefined;
  const [command, ...rest] = items;
  if (command?.kind !== 'Word' || command.text !== 'add') return undefined;
  // In a menu of its own the command is only moved when an argument is foreign there.
  const own = current?.commands.get('add')?.arguments;
  if (own !== undefined && rest.every((item) => !isForeign(item, own))) return undefined;
  const values = new Map<string, string | undefined>();
  for (const item of rest) {
    if (item.kind === 'Argument' && item.name.kind === 'Word') values.set(item.name.text, constantText(item.value));
  }
  const menu = catalog.menu(['ip', 'firewall', firewallMenu(values)]);
  const known = menu?.commands.get('add')?.arguments;
  if (menu === undefined || known === undefined || values.size === 0) return undefined;
  if (menu === current || ![...values.keys()].every((name) => known.has(name))) return undefined;
  return menu;
}

function isForeign(item: Item, names: ReadonlyMap<string, unknown>): boolean {
  return item.kind === 'Argument' && item.name.kind === 'Word' && resolve(names, item.name.text).kind === 'unknown';
}

export function missingMenu(text: string, at: number, menu: Menu, current: Menu | undefined): SyntaxProblem {
  const line = words(menu);
  let start = at;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  const atRoot = current === undefined || current.path === '/';
  const problem: SyntaxProblem = {
    code: atRoot ? 'missing-menu' : 'wrong-menu',
    severity: 'warning',
    start: at,
    end: at + 'add'.length,
    message: atRoot
      ? `No menu line stands above this command, so RouterOS does not know it. It is read here as one of ${line}; put that line above it.`
      : `This command has arguments that ${words(current)} does not know, so RouterOS refuses it. It is read here as one of ${line}; put that line above it.`,
  };
  return withFix(problem, `Insert ${line}`, [{ start, end: start, newText: `${line}\n` }]);
}

function words(menu: Menu): string {
  return `/${menu.path.slice(1).replaceAll('/', ' ')}`;
}

function firewallMenu(values: ReadonlyMap<string, string | undefined>): string {
  if (values.has('regexp')) return 'layer7-protocol';
  if (!values.has('chain')) return values.has('list') && values.has('address') ? 'address-list' : '';
  const chain = values.get('chain');
  if (chain === 'srcnat' || chain === 'dstnat') return 'nat';
  return chain === 'prerouting' ? 'raw' : 'filter';
}
