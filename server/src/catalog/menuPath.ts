import { type Menu, resolveChild } from './catalog.ts';

/**
 * The menu around `current` from which words in full lead to another menu, or to a command of another one, though
 * `current` does not know them: the root for `ip firewall nat`, `/ip` for `firewall nat`, the menu above for `nat`. `isAll` says
 * that nothing follows the words.
 */
export function startOfPath(current: Menu, root: Menu, words: readonly string[], isAll: boolean): Menu | undefined {
  const [first = ''] = words;
  if (current !== root && BEGINNINGS.has(first) && words.length > 1 && leadsOn(root, words, isAll)) return root;
  for (let around = current.parent; around !== undefined && around !== root; around = around.parent) {
    if (leadsOn(around, words, isAll)) return around;
  }
  return undefined;
}

/** Whether words in full lead from the root to a menu, or to a command of one. */
export function isPathFromRoot(root: Menu, words: readonly string[], isAll: boolean): boolean {
  return BEGINNINGS.has(words[0] ?? '') && leadsOn(root, words, isAll);
}

function leadsOn(from: Menu, words: readonly string[], isAll: boolean): boolean {
  let menu = from;
  for (const [depth, word] of words.entries()) {
    const child = menu.menus.get(word);
    if (child === undefined) return depth > 0 && resolveChild(menu, word).kind === 'found';
    menu = child;
  }
  return words.length > 0 && isAll;
}

/** Menus of the root that have menus in them, and whose names mean nothing else. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  ...['interface', 'ip', 'ipv6', 'mpls', 'ppp', 'queue', 'routing', 'system', 'tool'],
]);
