/**
 * The arguments that commands share in every menu, those of the root commands, and the order in which unnamed values
 * are taken (`docs/facts/scripts.md#commands`, `docs/facts/reader.md#unnamed-arguments`). The router's tree tells their
 * names only.
 */
import type { ValueType } from './valueType.ts';

export interface CommonArgument {
  readonly type: ValueType;
  readonly doc: string;
}

/** What is known of an argument that is no property of an item. */
export function commonArgument(menu: string, command: string, name: string): CommonArgument {
  if (menu === '/' && command !== 'export') return rootArguments[`${command} ${name}`] ?? unknown;
  if (WRITING.has(command)) return properties[name] ?? unknown;
  const everywhere = everyCommand[name];
  if (everywhere !== undefined) return everywhere;
  // Commands of their own kind use the same names for other things: `/tool/sniffer/quick interface`, `add file`.
  return LISTING.has(command) || menu === '/log' ? (menuArguments[name] ?? unknown) : unknown;
}

/**
 * The arguments of a command that may stand without a name, in the order they are filled. For what the oracle does not
 * tell there is a rule of thumb: items come first, then the name of a property.
 */
export function unnamedParameters(
  menu: string,
  command: string,
  names: ReadonlyMap<string, unknown>,
): readonly string[] {
  const told = menu === '/' ? rootUnnamed[command] : (menuUnnamed[`${menu}/${command}`] ?? listUnnamed[command]);
  return (told ?? BY_NAME).filter((name) => names.has(name));
}

const BY_NAME: readonly string[] = ['numbers', 'number', 'value-name'];

/** Commands whose arguments are the properties of the menu. */
const WRITING: ReadonlySet<string> = new Set(['add', 'set', 'reset']);

/** Commands that every menu has in the same form. */
const LISTING: ReadonlySet<string> = new Set([
  'comment',
  'disable',
  'edit',
  'enable',
  'export',
  'find',
  'get',
  'move',
  'print',
  'remove',
  'reset-counters',
  'unset',
]);

const unknown: CommonArgument = { type: { kind: 'string' }, doc: '' };

const flag = (doc: string): CommonArgument => ({ type: { kind: 'flag' }, doc });
const text = (doc: string): CommonArgument => ({ type: { kind: 'string' }, doc });
const code = (doc: string): CommonArgument => ({ type: { kind: 'code' }, doc });
const time = (doc: string): CommonArgument => ({ type: { kind: 'time' }, doc });
const variable = (doc: string): CommonArgument => ({ type: { kind: 'variable' }, doc });

const listUnnamed: Readonly<Record<string, readonly string[]>> = {
  comment: ['numbers', 'comment'],
  disable: ['numbers'],
  edit: ['number', 'value-name'],
  get: ['number', 'value-name'],
  enable: ['numbers'],
  find: ['where'],
  // `where` has to be written.
  print: [],
  add: [],
  move: ['numbers', 'destination'],
  remove: ['numbers'],
  reset: ['numbers'],
  'reset-counters': ['numbers'],
  set: ['numbers'],
  unset: ['numbers', 'value-name'],
};

const menuUnnamed: Readonly<Record<string, readonly string[]>> = {
  '/log/debug': ['message'],
  '/log/error': ['message'],
  '/log/info': ['message'],
  '/log/warning': ['message'],
  '/system/script/run': ['number'],
  '/terminal/style': ['style'],
  '/tool/bandwidth-test': ['address'],
  '/tool/flood-ping': ['address'],
  '/tool/ping': ['address'],
  '/tool/traceroute': ['address'],
};

const rootUnnamed: Readonly<Record<string, readonly string[]>> = {
  convert: ['value'],
  delay: ['delay-time'],
  deserialize: ['value'],
  do: ['command'],
  error: ['message'],
  execute: ['script'],
  find: ['in', 'key', 'from'],
  for: ['counter'],
  foreach: ['counter'],
  global: ['name', 'value'],
  grep: ['script'],
  if: ['condition'],
  import: ['file-name'],
  len: ['value'],
  local: ['name', 'value'],
  onerror: ['error'],
  parse: ['value'],
  pick: ['counter', 'begin', 'end'],
  ping: ['address'],
  put: ['message'],
  resolve: ['domain-name'],
  retry: ['command'],
  time: ['command'],
  return: ['value'],
  serialize: ['value'],
  set: ['name', 'value'],
  toarray: ['value'],
  tobool: ['value'],
  tocrlf: ['input'],
  toid: ['value'],
  toip: ['value'],
  toip6: ['value'],
  tolf: ['input'],
  tonsec: ['value'],
  tonum: ['value'],
  tostr: ['value'],
  totime: ['value'],
  typeof: ['value'],
  while: ['condition'],
};

/** Properties that mean the same in every menu. */
const properties: Readonly<Record<string, CommonArgument>> = {
  comment: text('A note for people; it changes nothing.'),
  'copy-from': { type: { kind: 'id' }, doc: 'Takes the properties of an existing item as a start.' },
  disabled: { type: { kind: 'boolean' }, doc: 'A disabled item keeps its place and has no effect.' },
  numbers: { type: { kind: 'ids' }, doc: 'The items: numbers, ids, names or `[find …]`.' },
  'place-before': { type: { kind: 'id' }, doc: 'The item before which the new one is placed.' },
};

/** Arguments that mean the same wherever they occur. */
const everyCommand: Readonly<Record<string, CommonArgument>> = {
  'as-value': flag('Returns the result as an array instead of printing it.'),
  do: code('The commands to run with each result.'),
  number: { type: { kind: 'id' }, doc: 'The item: its number, id, name or `[find …]`.' },
  numbers: { type: { kind: 'ids' }, doc: 'The items: numbers, ids, names or `[find …]`.' },
  once: flag('Prints once and ends.'),
  'value-name': { type: { kind: 'argument-name' }, doc: 'The name of the property.' },
  'without-paging': flag('Does not wait after each screen.'),
};

/** Arguments of the commands that every menu has. */
const menuArguments: Readonly<Record<string, CommonArgument>> = {
  all: flag('Shows static and dynamic items.'),
  append: flag('Adds to the file instead of replacing it.'),
  'as-string': flag('Returns the value as text.'),
  'as-string-value': flag('Returns the value as text that can be read back.'),
  brief: flag('Prints a table.'),
  chain: { type: { kind: 'chain' }, doc: 'Shows the rules of this chain only.' },
  comment: text('A note, shown with the item.'),
  comments: flag('Prints the comments too.'),
  compact: flag('Leaves out what has its default value.'),
  'count-only': flag('Returns how many items there are.'),
  destination: { type: { kind: 'id' }, doc: 'The item before which the moved ones go; without it they go to the end.' },
  detail: flag('Prints every property as `name=value`.'),
  dynamic: flag('Shows dynamic items only.'),
  file: text('The name of the file to write.'),
  follow: flag('Keeps printing what is added.'),
  'follow-only': flag('Prints only what is added from now on.'),
  from: { type: { kind: 'ids' }, doc: 'The items to print.' },
  'group-by': { type: { kind: 'argument-name' }, doc: 'The property to group the items by.' },
  'hide-sensitive': flag('Leaves out passwords and keys.'),
  interval: time('Prints again after this time.'),
  message: text('The text.'),
  'on-event': code('Commands to run for each item.'),
  'order-by': text('The properties to sort by.'),
  path: text('The menu to export.'),
  proplist: text('The properties to print.'),
  'show-ids': flag('Prints ids instead of numbers.'),
  'show-sensitive': flag('Writes passwords and keys too.'),
  static: flag('Shows static items only.'),
  stats: flag('Prints the counters.'),
  terse: flag('Prints one line per item.'),
  timestamp: flag('Prints the time with each line.'),
  'value-list': flag('Prints one property per line.'),
  verbose: flag('Writes default values too.'),
  where: { type: { kind: 'where' }, doc: 'Conditions that the items must meet; all of them, unless joined by `or`.' },
};

const rootArguments: Readonly<Record<string, CommonArgument>> = {
  'beep as-value': flag('Does not wait for the end of the tone.'),
  'beep frequency': text('The tone in hertz.'),
  'beep length': time('How long it sounds.'),
  'delay delay-time': time('How long to wait.'),
  'do command': code('The commands to run.'),
  'do if': text('Runs the commands only if this holds.'),
  'do on-error': code('Runs if a command of the block fails.'),
  'do while': text('Repeats the commands while this holds.'),
  'error message': text('The text to stop with.'),
  'execute as-string': flag('Waits and returns what the script prints.'),
  'execute file': text('The file that takes what the script prints.'),
  'execute script': text('The name or the source of the script.'),
  'find from': text('The place to start at, counted from 0.'),
  'find in': text('The text or array to search.'),
  'find key': text('What to look for.'),
  'for counter': variable('The variable that counts.'),
  'for do': code('The commands to repeat.'),
  'for from': text('The first value.'),
  'for on-error': code('Runs if a command of the block fails.'),
  'for step': text('What is added each time.'),
  'for to': text('The last value.'),
  'foreach counter': variable('The variable for the value, or two for key and value.'),
  'foreach do': code('The commands to repeat.'),
  'foreach in': text('The array to walk through.'),
  'foreach on-error': code('Runs if a command of the block fails.'),
  'global do': code('The commands of a function.'),
  'global name': variable('The variable to declare.'),
  'global value': text('Its value.'),
  'if condition': text('What is tested.'),
  'if do': code('Runs if the condition holds.'),
  'if else': code('Runs if it does not.'),
  'import dry-run': flag('Only checks the file; needs `verbose`.'),
  'import file-name': text('The file to run.'),
  'import from-line': text('The line to start at; needs `verbose`.'),
  'import verbose': text('Runs line by line and prints each.'),
  'len value': text('The text or array to measure.'),
  'local do': code('The commands of a function.'),
  'local name': variable('The variable to declare.'),
  'local value': text('Its value.'),
  'onerror do': code('Runs if a command fails.'),
  'onerror error': variable('The variable for the message.'),
  'onerror in': code('The commands to try.'),
  'parse value': text('The source to make a function of.'),
  'pick begin': text('The first place, counted from 0.'),
  'pick counter': text('The text or array to take from.'),
  'pick end': text('The place after the last.'),
  'put message': text('The text to print.'),
  'resolve domain-name': text('The name to look up.'),
  'retry command': code('The commands to try.'),
  'retry delay': time('How long to wait between attempts.'),
  'retry max': text('How many attempts.'),
  'retry on-error': code('Runs if every attempt fails.'),
  'return value': text('The result of the function.'),
  'set do': code('The commands of a function.'),
  'set name': variable('The variable to change.'),
  'set value': text('Its new value; without it the variable becomes undefined.'),
  'time command': code('The commands to time.'),
  'while condition': text('What is tested before each run.'),
  'while do': code('The commands to repeat.'),
};
