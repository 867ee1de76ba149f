import { forEachCommand } from '../../binding/boundScript.ts';
import { otherCommands } from '../../binding/listEntries.ts';
import { namedInScripts } from '../../binding/scriptTexts.ts';
import { type Family, listAddedTo, listKey } from '../../firewall/firewall.ts';
import type { ListCondition } from '../../firewall/packetSpace.ts';
import { constantText } from '../../syntax/ast.ts';
import type { Analysis } from '../rule.ts';

/**
 * All lists that anything in the file puts an address on, also in functions, in conditions and in other menus, such
 * as `address-lists=` of a DHCP lease. Undefined where a name is computed: then any list may be filled.
 */
export function filledLists({ firewall, script }: Analysis, family: Family): Set<string> | undefined {
  const filled = new Set<string>();
  for (const rule of firewall.rules) {
    const added = rule.family === family ? listAddedTo(rule) : undefined;
    if (added !== undefined && !added.constant) return undefined;
    if (added !== undefined) filled.add(added.text);
  }
  for (const name of script.entries.lists.get(`/${family}/firewall/address-list`)?.keys() ?? []) filled.add(name);
  let computed = false;
  forEachCommand(otherCommands(script), (command) => {
    const entries = command.menu?.path === `/${family}/firewall/address-list`;
    for (const { name, value } of command.arguments) {
      if (!(entries ? name === 'list' : name === 'address-list' || name === 'address-lists')) continue;
      const text = constantText(value);
      if (text === undefined) computed = true;
      else for (const part of entries ? [text] : [text, ...text.split(',')]) filled.add(part);
    }
  });
  if (computed) return undefined;
  for (const key of firewall.addressLists.keys()) {
    if (key.startsWith(listKey(family, ''))) filled.add(key.slice(listKey(family, '').length));
  }
  return filled;
}

/** Lists on which nobody can be, since nothing in the file fills them; none where the file is not whole. */
export function emptyLists(analysis: Analysis, family: Family): (condition: ListCondition) => boolean {
  if (analysis.configuration.wholeBy === undefined) return () => false;
  const filled = filledLists(analysis, family);
  const isNamed = namedInScripts(analysis.script);
  return ({ list }) => filled !== undefined && !filled.has(list) && !isNamed(list);
}
