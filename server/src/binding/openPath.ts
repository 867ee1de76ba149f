import { isDeviceMenu, type Menu, openMenu } from '../catalog/catalog.ts';
import type { Item, Word } from '../syntax/ast.ts';
import { nearest } from '../text/nearMiss.ts';

export interface OpenPath {
  readonly menu: Menu;
  /** Of the command; empty for a line that only leads to the menu. */
  readonly name: string;
  readonly nameWord: Word | undefined;
  /** Items that belong to the path and the command. */
  readonly used: number;
  /** It ends in a command, of which nothing is known. */
  readonly unknown: boolean;
}

/**
 * The words of a path from an unknown one on: menus that the catalogue lacks, up to a command of items or, before what
 * can only be an argument, the last word. `segments` are the unknown one and what is joined to it by slashes. Undefined
 * for a word that is a command by all appearances.
 */
export function openPath(
  start: Menu,
  items: readonly Item[],
  used: number,
  segments: readonly string[],
): OpenPath | undefined {
  const unknown = segments[0] as string;
  if (start.isList && nearest(unknown, start.commands.keys())?.certain === true) return undefined;
  const words = segments.map((name) => ({ name, item: items[used] as Word, place: used }));
  let end = used + 1;
  for (let next = items[end]; next?.kind === 'Word' && MENU_NAME.test(next.text); next = items[end]) {
    for (const name of next.text.split('/')) words.push({ name, item: next, place: end });
    end++;
  }
  let at = words.findIndex(({ name }) => ITEM_COMMANDS.has(name));
  if (at < 0 && end < items.length) at = words.length - 1;
  if (at === 0 && !start.isOpen) return undefined;
  const command = words[at];
  const path = command === undefined ? words : words.slice(0, at);
  if (!path.every(({ name }) => MENU_NAME.test(name))) return undefined;
  const menu = path.reduce((parent, { name }) => openMenu(parent, name), start);
  if (command === undefined) return { menu, name: '', nameWord: undefined, used: end, unknown: false };
  return { menu, name: command.name, nameWord: command.item, used: command.place + 1, unknown: true };
}

/** The outermost of the menus around an open one that the catalogue lacks. */
export function outermostOpen(menu: Menu): Menu {
  let top = menu;
  while (top.parent?.isOpen === true) top = top.parent;
  return top;
}

/** The menu that was probably meant by the name of a menu that the catalogue lacks. */
export function meantBy({ path, name, parent }: Menu): string | undefined {
  if (parent === undefined || name.length < SHORTEST || isDeviceMenu(path)) return undefined;
  const near = nearest(name, parent.menus.keys());
  return near?.certain === true ? near.name : undefined;
}

/** A slip in a shorter word says nothing. */
export const SHORTEST = 4;

/** Commands that menus of items or settings have in common. */
export const ITEM_COMMANDS: ReadonlySet<string> = new Set([
  ...['add', 'comment', 'disable', 'edit', 'enable', 'export', 'find', 'get', 'monitor', 'move', 'print', 'remove'],
  ...['reset', 'reset-counters', 'scan', 'set', 'unset'],
]);

/** Names of menus, one or several. */
const MENU_NAME = /^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)*$/;
