import type { Catalog, Menu } from '../catalog/catalog.ts';
import { constantText, type Statement } from '../syntax/ast.ts';
import { withFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';

/**
 * Menu that an `add` without a menu line was meant for. Pages and forum posts often print firewall commands without
 * the line `/ip firewall filter`; a guess is made only where all arguments are those of the menu.
 */
export function inferMenu(catalog: Catalog, { items }: Statement): Menu | undefined {
  const [command, ...rest] = items;
  if (command?.kind !== 'Word' || command.text !== 'add') return undefined;
  const values = new Map<string, string | undefined>();
  for (const item of rest) {
    if (item.kind === 'Argument' && item.name.kind === 'Word') values.set(item.name.text, constantText(item.value));
  }
  const menu = catalog.menu(['ip', 'firewall', firewallMenu(values)]);
  const known = menu?.commands.get('add')?.arguments;
  if (menu === undefined || known === undefined || values.size === 0) return undefined;
  return [...values.keys()].every((name) => known.has(name)) ? menu : undefined;
}

export function missingMenu(text: string, at: number, menu: Menu): SyntaxProblem {
  const line = menu.path.replace('/', '').replaceAll('/', ' ');
  let start = at;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  const problem: SyntaxProblem = {
    code: 'missing-menu',
    severity: 'warning',
    start: at,
    end: at + 'add'.length,
    message: `No menu line stands above this command, so RouterOS does not know it. It is read here as one of /${line}; put that line above it.`,
  };
  return withFix(problem, `Insert /${line}`, [{ start, end: start, newText: `/${line}\n` }]);
}

function firewallMenu(values: ReadonlyMap<string, string | undefined>): string {
  if (values.has('regexp')) return 'layer7-protocol';
  if (!values.has('chain')) return values.has('list') && values.has('address') ? 'address-list' : '';
  const chain = values.get('chain');
  if (chain === 'srcnat' || chain === 'dstnat') return 'nat';
  return chain === 'prerouting' ? 'raw' : 'filter';
}
