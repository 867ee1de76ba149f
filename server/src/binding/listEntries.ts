import { constantText } from '../syntax/ast.ts';
import type { Steps } from '../text/steps.ts';
import type { BoundCommand } from './boundCommand.ts';
import type { BoundScript } from './boundScript.ts';
import type { Kept } from './kept.ts';

/**
 * The entries of address lists among the commands of the top level. They may be a hundred thousand, and few passes want
 * to know more of them than the names of their lists.
 */
export interface ListEntries {
  /** Indices of all other commands, ascending. */
  readonly others: readonly number[];
  /** How many entries each list has, by the path of the menu and the name. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** With `previous`, what is kept of the version before is not looked at again. */
export function* listEntries(
  commands: readonly BoundCommand[],
  previous?: Pick<BoundScript, 'commands' | 'entries'>,
  kept?: Kept,
): Steps<ListEntries> {
  const before = kept?.before ?? 0;
  const end = commands.length - (kept?.behind ?? 0);
  const old = previous?.commands ?? [];
  const oldEnd = old.length - (kept?.behind ?? 0);
  const fresh: number[] = [];
  const lists = new Map<string, Map<string, number>>();
  for (const [path, names] of previous?.entries.lists ?? []) lists.set(path, new Map(names));
  for (let index = before; index < oldEnd; index++) count(lists, old[index] as BoundCommand, -1);
  for (let index = before; index < end; index++) {
    if (!count(lists, commands[index] as BoundCommand, 1)) fresh.push(index);
    if (index % STEP === 0) yield;
  }
  const others = previous?.entries.others ?? [];
  const behind = others.filter((index) => index >= oldEnd).map((index) => index + end - oldEnd);
  return { others: [...others.filter((index) => index < before), ...fresh, ...behind], lists };
}

/** The commands of the top level but for the entries of address lists. */
export function otherCommands({ commands, entries }: BoundScript): readonly BoundCommand[] {
  return entries.others.map((index) => commands[index] as BoundCommand);
}

/** Notes an entry in its list; whether the command is one. */
function count(lists: Map<string, Map<string, number>>, command: BoundCommand, by: number): boolean {
  const { kind, name, menu, nested, command: known } = command;
  if (kind !== 'command' || name !== 'add' || menu === undefined || known === undefined) return false;
  if (!MENUS.has(menu.path) || nested.size > 0 || command.positionals.length > 0 || command.condition !== undefined)
    return false;
  let list = '';
  let address = '';
  for (const given of command.arguments) {
    const text = given.unset || !ARGUMENTS.has(given.name) ? undefined : constantText(given.value);
    if (text === undefined) return false;
    if (given.name === 'list') list = text;
    if (given.name === 'address') address = text;
  }
  if (list === '' || address === '') return false;
  let names = lists.get(menu.path);
  if (names === undefined) {
    names = new Map();
    lists.set(menu.path, names);
  }
  const entries = (names.get(list) ?? 0) + by;
  if (entries === 0) names.delete(list);
  else names.set(list, entries);
  return true;
}

/** How many commands are counted in a step. */
const STEP = 1_024;
const MENUS: ReadonlySet<string> = new Set(['/ip/firewall/address-list', '/ipv6/firewall/address-list']);
const ARGUMENTS: ReadonlySet<string> = new Set(['address', 'comment', 'disabled', 'list', 'timeout']);
