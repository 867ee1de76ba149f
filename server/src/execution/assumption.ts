import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { children, constantText, type Node } from '../syntax/ast.ts';
import { FOLLOWED_MENUS } from './menus.ts';

/** What the lists are taken to hold before the file runs: `auto` asks the file. */
export type Assumption = 'auto' | 'nothing' | 'defconf';

export const ASSUMPTIONS: readonly Assumption[] = ['auto', 'nothing', 'defconf'];

/**
 * Whether the file looks for rules of the router's default configuration, as in
 * `place-before=[find comment="defconf: drop all not coming from LAN"]`, without bringing any along: then it is written
 * for a router that has them.
 */
export function refersToDefconf({ tree, commands }: BoundScript): boolean {
  if (!tree.text.includes(MARK)) return false;
  let refers = false;
  let brings = false;
  forEachCommand(commands, ({ menu, name, condition, arguments: given }) => {
    if (menu === undefined || !FOLLOWED_MENUS.has(menu.path)) return;
    if (condition !== undefined && mentions(condition)) refers = true;
    const comment = name === 'add' ? given.find((argument) => argument.name === 'comment') : undefined;
    if (comment !== undefined && constantText(comment.value)?.startsWith(MARK) === true) brings = true;
  });
  return refers && !brings;
}

/**
 * The default configuration marks what it adds by a comment that begins so
 * (`docs/facts/firewall.md#default-configuration`).
 */
const MARK = 'defconf';

function mentions(condition: Node): boolean {
  const stack: Node[] = [condition];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ((node.kind === 'Word' || node.kind === 'String') && constantText(node)?.includes(MARK) === true) return true;
    for (const child of children(node)) stack.push(child);
  }
  return false;
}
