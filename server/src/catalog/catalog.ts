/**
 * What RouterOS knows: its menus, their commands, and the arguments of the menus the analyser reads.
 *
 * Invariants of this folder:
 * - Facts only: nothing here reads a script. Generated facts lie in `generated/`, sentences in `argumentDocs.ts`.
 * - What is not listed is unknown, not wrong: `Command.arguments` is `undefined` where the catalogue has no list, and
 *   only `Argument.values` is a closed set.
 * - The catalogue is one immutable value; looking something up never throws.
 */
import { type ArgumentDoc, argumentDoc } from './argumentDocs.ts';
import { type CommonArgument, commonArgument, unnamedParameters } from './commonArguments.ts';
import { argumentFacts } from './generated/arguments.ts';
import { argumentNames, menus as menuRows, version } from './generated/menus.ts';
import type { ValueType } from './valueType.ts';

export interface Catalog {
  /** The version of RouterOS described, such as `7.24`. */
  readonly version: string;
  readonly root: Menu;
  /** The menu at full names from the root (`['ip', 'firewall', 'filter']`); abbreviations are `resolve`d word by word. */
  menu(path: readonly string[]): Menu | undefined;
}

export interface Menu {
  /** `/ip/firewall/filter`; `/` for the root. */
  readonly path: string;
  /** The last word of the path; empty for the root. */
  readonly name: string;
  /** Whether the menu holds items that are found, numbered and set one by one. */
  readonly isList: boolean;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly commands: ReadonlyMap<string, Command>;
}

export interface Command {
  readonly name: string;
  /** The menu and the name: `/ip/firewall/filter/add`; `/put` for a root command. */
  readonly path: string;
  /** Its arguments by name, or `undefined` where the catalogue does not list them. */
  readonly arguments: ReadonlyMap<string, Argument> | undefined;
  /** The arguments that may stand without a name, in the order they are filled (reference/oracle-facts.md O.5). */
  readonly unnamed: readonly string[];
}

/** What the generator writes of an argument. */
export interface ArgumentFacts {
  readonly name: string;
  /** What a firewall rule uses it for; `field` is a plain property of an item. */
  readonly role: 'matcher' | 'action-argument' | 'generic' | 'field';
  readonly type: ValueType;
  /** Whether a leading `!` negates; otherwise `!` is part of the value. */
  readonly negatable: boolean;
  /** Whether `add` refuses to do without it. */
  readonly required: boolean;
  readonly default?: string;
  /** The closed set of words it takes. */
  readonly values?: readonly string[];
  /** Words worth offering where others are allowed too. */
  readonly suggestions?: readonly string[];
  /** The rule must match one of these protocols, or the router refuses it. */
  readonly protocols?: readonly string[];
  /** The minor version that brought it, where known. */
  readonly since?: string;
  /** The first minor version without it. */
  readonly until?: string;
  /** Only on devices whose switch chip can do it. */
  readonly hardware?: boolean;
}

export interface Argument extends ArgumentFacts {
  /** How the value is written, `[!]port[-port],…`; empty where the type says it all. */
  readonly syntax: string;
  /** One sentence about what it does; empty where we have none. */
  readonly doc: string;
}

export type NameResolution<T> =
  | { readonly kind: 'found'; readonly name: string; readonly value: T }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * Finds `word` among names as the router does (reference/routeros.md A.5): an exact name wins, otherwise a prefix that
 * fits one name only. Two names of the same thing (an old name beside the new one) do not make a word ambiguous.
 */
export function resolve<T>(names: ReadonlyMap<string, T>, word: string): NameResolution<T> {
  const exact = names.get(word);
  if (exact !== undefined) return { kind: 'found', name: word, value: exact };
  if (word === '') return { kind: 'unknown' };
  const candidates = [...names].filter(([name]) => name.startsWith(word));
  const first = candidates[0];
  if (first === undefined) return { kind: 'unknown' };
  if (candidates.every(([, value]) => value === first[1])) return { kind: 'found', name: first[0], value: first[1] };
  return { kind: 'ambiguous', candidates: candidates.map(([name]) => name).sort() };
}

/** Finds `word` among the menus and the commands of `menu` together, since they share one name space. */
export function resolveChild(menu: Menu, word: string): NameResolution<Menu | Command> {
  const exact = menu.menus.get(word) ?? menu.commands.get(word);
  if (exact !== undefined) return { kind: 'found', name: word, value: exact };
  return resolve(new Map<string, Menu | Command>([...menu.menus, ...menu.commands]), word);
}

/** Whether a child found by `resolveChild` is a menu. */
export function isMenu(child: Menu | Command): child is Menu {
  return 'commands' in child;
}

/** The catalogue of the newest RouterOS we know. */
export const catalog: Catalog = build();

/** The facts of an argument of `menu` (`/ip/firewall/filter`), whichever command takes it. */
export function argumentOf(menu: string, name: string): Argument | undefined {
  const words = menu.split('/').filter((word) => word !== '');
  const commands = catalog.menu(words)?.commands;
  return commands?.get('add')?.arguments?.get(name) ?? commands?.get('set')?.arguments?.get(name);
}

/** A menu while its children are still being added. */
interface GrowingMenu extends Menu {
  readonly menus: Map<string, Menu>;
  readonly commands: Map<string, Command>;
}

function build(): Catalog {
  const byPath = new Map<string, GrowingMenu>();
  const argumentsByMenu = collectArguments();
  // Paths are sorted, so a parent comes before its children.
  for (const [path, commandNames] of Object.entries(menuRows)) {
    const names = commandNames.split(' ').filter((name) => name !== '');
    const slash = path.lastIndexOf('/');
    const menu: GrowingMenu = {
      path,
      name: path.slice(slash + 1),
      isList: path !== '/' && names.includes('find'),
      menus: new Map(),
      commands: new Map(),
    };
    for (const name of names) menu.commands.set(name, buildCommand(menu, name, argumentsByMenu));
    byPath.set(path, menu);
    if (path !== '/') byPath.get(path.slice(0, slash) || '/')?.menus.set(menu.name, menu);
  }
  const root = byPath.get('/') as GrowingMenu;
  addOldNames(byPath, root);
  return {
    version,
    root,
    menu: (path) => {
      let menu: Menu | undefined = root;
      for (const word of path) menu = menu?.menus.get(word);
      return menu;
    },
  };
}

/** Names that the router still takes though its tree no longer lists them (reference/oracle-facts.md O.4). */
function addOldNames(byPath: ReadonlyMap<string, GrowingMenu>, root: GrowingMenu): void {
  const ping = byPath.get('/tool')?.commands.get('ping');
  if (ping !== undefined && !root.commands.has('ping')) root.commands.set('ping', ping);
  const interfaces = byPath.get('/interface');
  const wifi = interfaces?.menus.get('wifi');
  if (wifi !== undefined) interfaces?.menus.set('wifiwave2', wifi);
}

function collectArguments(): ReadonlyMap<string, ReadonlyMap<string, Argument>> {
  const byMenu = new Map<string, Map<string, Argument>>();
  for (const { menus, ...facts } of argumentFacts) {
    for (const menu of menus) {
      const known = byMenu.get(menu) ?? new Map<string, Argument>();
      known.set(facts.name, { ...facts, ...documentation(menu, facts.name) });
      byMenu.set(menu, known);
    }
  }
  return byMenu;
}

function buildCommand(
  menu: Menu,
  name: string,
  argumentsByMenu: ReadonlyMap<string, ReadonlyMap<string, Argument>>,
): Command {
  const path = `${menu.path === '/' ? '' : menu.path}/${name}`;
  const listed = argumentNames[`${menu.path} ${name}`];
  const unnamed = unnamedParameters(menu.path, name, menu.isList);
  if (listed === undefined) return { name, path, arguments: undefined, unnamed };
  const known = argumentsByMenu.get(menu.path);
  const names = new Set(listed.split(' ').filter((word) => word !== ''));
  if (name === 'add' || name === 'set' || name === 'reset') {
    // Arguments that the described version no longer has are not in its tree, and still have to be recognised.
    for (const argument of known?.values() ?? []) if (argument.until ?? argument.hardware) names.add(argument.name);
  }
  const takesProperties = name === 'add' || name === 'set' || name === 'reset' || name === 'comment';
  const entries = [...names].sort().map((word): [string, Argument] => {
    const argument = takesProperties ? known?.get(word) : undefined;
    return [word, argument ?? fromCommon(word, commonArgument(menu.path, name, word))];
  });
  return { name, path, arguments: new Map(entries), unnamed };
}

function fromCommon(name: string, { type, doc }: CommonArgument): Argument {
  return { name, role: 'generic', type, negatable: false, required: false, syntax: '', doc };
}

function documentation(menu: string, name: string): ArgumentDoc {
  return argumentDoc(menu, name) ?? { syntax: '', doc: '' };
}
