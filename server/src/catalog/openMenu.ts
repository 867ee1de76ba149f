import type { Command, Menu } from './catalog.ts';

/** A menu that the catalogue lacks: it has a place of its own, and nothing is known of what it holds. */
export function openMenu(parent: Menu, name: string): Menu {
  const path = `${parent.path === '/' ? '' : parent.path}/${name}`;
  return {
    path,
    name,
    parent,
    isOpen: true,
    isList: false,
    menus: NO_MENUS,
    commands: NO_COMMANDS,
    children: NO_CHILDREN,
    fields: NO_FIELDS,
    versions: 0,
  };
}

const NO_MENUS: ReadonlyMap<string, Menu> = new Map();
const NO_COMMANDS: ReadonlyMap<string, Command> = new Map();
const NO_CHILDREN: ReadonlyMap<string, Menu | Command> = new Map();
const NO_FIELDS: readonly string[] = [];
