/**
 * What RouterOS knows: its menus, their commands and their arguments, in every version that was sampled.
 *
 * Invariants of this folder:
 * - Facts only: nothing here reads a script. Generated facts lie in `generated/`, sentences in `argumentDocs.ts`.
 * - What is not listed is unknown, not wrong, and only `Argument.values` is a closed set.
 * - A catalogue is one immutable value; looking something up never throws. Objects are made when they are looked up
 *   for the first time and stay the same; a further look-up makes none.
 */

import type { Braces } from './braces.ts';
import { tree } from './generated/tree.ts';
import { type NameResolution, resolve } from './names.ts';
import { unpack } from './packed.ts';
import { type Availability, Samples, type Span } from './samples.ts';
import type { MenuSource } from './source.ts';
import type { ValueType } from './valueType.ts';
import { compareVersions } from './version.ts';
import { viewOf } from './view.ts';

export { type Braces, guessBraces } from './braces.ts';
export { isDeviceMenu } from './deviceMenus.ts';
export { type NameResolution, resolve } from './names.ts';
export { openMenu } from './openMenu.ts';
export type { Availability } from './samples.ts';

export interface Catalog {
  /** The version of RouterOS described, such as `7.24`; the newest of them where there are several. */
  readonly version: string;
  readonly root: Menu;
  /** The menu at full names from the root (`['ip', 'firewall', 'filter']`); abbreviations are `resolve`d word by word. */
  menu(path: readonly string[]): Menu | undefined;
}

/** In which versions something is found: `availability` answers for any of them. */
export interface Versioned extends Span {
  /** Bit n is set if the sampled version n has it. */
  readonly versions: number;
}

export interface Menu extends Versioned {
  /** `/ip/firewall/filter`; `/` for the root. */
  readonly path: string;
  /** The last word of the path; empty for the root. */
  readonly name: string;
  /** Whether the menu holds items that are found, numbered and set one by one. */
  readonly isList: boolean;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly commands: ReadonlyMap<string, Command>;
  /** Menus and commands together, since they share one name space. */
  readonly children: ReadonlyMap<string, Menu | Command>;
  /** Undefined for the root. */
  readonly parent: Menu | undefined;
  /** The catalogue lacks it, so nothing is known of what it holds; see `openMenu`. */
  readonly isOpen: boolean;
  /**
   * The properties of its items, also those that are only read: all of them where completions were sampled, else those
   * that can be written. In `where` these names mean the property, not a variable.
   */
  readonly fields: readonly string[];
}

export interface Command extends Versioned {
  readonly name: string;
  /** The menu and the name: `/ip/firewall/filter/add`; `/put` for a root command. */
  readonly path: string;
  /** Its arguments by name, or `undefined` where the catalogue does not list them. */
  readonly arguments: ReadonlyMap<string, Argument> | undefined;
  /**
   * The arguments that may stand without a name, in the order they are filled
   * (`docs/facts/reader.md#unnamed-arguments`).
   */
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
  /** The minor version that brought it, where it is known exactly. */
  readonly since?: string;
  /** The first minor version without it, where it is known exactly. */
  readonly until?: string;
  /** Only on devices whose switch chip can do it. */
  readonly hardware?: boolean;
}

export interface Argument extends Omit<ArgumentFacts, keyof Span>, Versioned {
  /** What a value in braces is. */
  readonly braces: Braces;
  /** How the value is written, `[!]port[-port],…`; empty where the type says it all. */
  readonly syntax: string;
  /** One sentence about what it does; empty where we have none. */
  readonly doc: string;
}

/** Finds `word` among the menus and the commands of `menu` together, since they share one name space. */
export function resolveChild(menu: Menu, word: string): NameResolution<Menu | Command> {
  return resolve(menu.children, word);
}

/** Whether a child found by `resolveChild` is a menu. */
export function isMenu(child: Menu | Command): child is Menu {
  return 'commands' in child;
}

/** The versions whose trees the catalogue knows, from the oldest to the newest; `-base` is without extra packages. */
export const sampledVersions: readonly string[] = tree.versions;

const samples = new Samples(tree.versions);
const views = new Map<number, Catalog>();
let source: MenuSource | undefined;

/** The catalogue of all versions together: what the newest has, and what has gone. */
export const catalog: Catalog = lazily(samples.newest, () => view(samples.all));

/**
 * The catalogue of one version: one of `sampledVersions` exactly as it is; any other as the nearest below, with what
 * is known to have come since.
 */
export function catalogFor(version: string): Catalog {
  return view(samples.maskOf(version));
}

function view(mask: number): Catalog {
  let known = views.get(mask);
  if (known === undefined) {
    source ??= unpack(tree);
    const version = mask === samples.all ? samples.newest : samples.nameOf(mask);
    known = viewOf(source, { version, samples, mask });
    views.set(mask, known);
  }
  return known;
}

/** So that loading this file costs nothing. */
function lazily(version: string, make: () => Catalog): Catalog {
  return {
    version,
    get root() {
      return make().root;
    },
    menu: (path) => make().menu(path),
  };
}

/**
 * Whether a version has something; `unknown` between a sample that has it and one that has not, before the oldest
 * sample, and after the newest for what that one lacks.
 */
export function availability({ versions, since, notYet, until, lastIn }: Versioned, version: string): Availability {
  if (since !== undefined && notYet === undefined && isBefore(version, since)) return 'absent';
  // What a sample has not yet, no version before it has.
  if (notYet !== undefined && !isBefore(notYet, version)) return 'absent';
  if (until !== undefined && lastIn === undefined && !isBefore(version, until)) return 'absent';
  return versions === 0 ? 'unknown' : samples.availability(versions, version);
}

function isBefore(version: string, other: string): boolean {
  return compareVersions(version, other) < 0;
}

/** The facts of an argument of `menu` (`/ip/firewall/filter`), whichever command takes it. */
export function argumentOf(menu: string, name: string): Argument | undefined {
  const words = menu.split('/').filter((word) => word !== '');
  const commands = catalog.menu(words)?.commands;
  return commands?.get('add')?.arguments?.get(name) ?? commands?.get('set')?.arguments?.get(name);
}
