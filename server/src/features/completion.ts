/** What may stand at the caret, the likeliest first. Works on broken text and in the middle of a command. */
import { forEachCommand } from '../binding/boundScript.ts';
import { type Argument, argumentOf, type Command, catalog, type Menu } from '../catalog/catalog.ts';
import type { Analysis } from '../rules/rule.ts';
import { constantText } from '../syntax/ast.ts';
import { inQuotes, quoted } from '../syntax/quote.ts';
import type { TextEdit } from '../text/edit.ts';
import { type TextRange, touches } from '../text/range.ts';
import { describeArgument } from '../wording/describe.ts';
import { isCurrent, missingArguments } from './argumentOrder.ts';
import {
  type ArgumentCursor,
  type CommandCursor,
  type CursorText,
  cursorAt,
  type FieldCursor,
  type ValueCursor,
  type VariableCursor,
} from './cursor.ts';
import { completeExpectation } from './expectationHelp.ts';
import { type HostedScript, hostedAt } from './hostedScripts.ts';
import { snippetContext } from './snippetContext.ts';
import { snippets } from './snippets.ts';
import {
  isCommaList,
  offersValues,
  propertyNames,
  type Suggestion,
  suggestValues,
  type ValueContext,
} from './valueSuggestions.ts';

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'menu' | 'command' | 'argument' | 'value' | 'list' | 'chain' | 'snippet' | 'variable';
  readonly detail?: string;
  /** Markdown, made when somebody looks at the item. */
  readonly documentation?: () => string | undefined;
  /** The range is in one line and holds the caret. */
  readonly edit: TextEdit;
  /** The new text is in VS Code's snippet syntax. */
  readonly snippet: boolean;
  readonly sortText: string;
  /** What the text before the caret is compared with, where it is not the label. */
  readonly filterText?: string;
  /** Whether what is written next is likely to be offered, too. */
  readonly asks?: boolean;
}

export interface CompletionOptions {
  /** Zones that the project file defines, for expectations. */
  readonly zones?: readonly string[];
  /** Numbers from 0 to below 1, for ports that snippets draw. */
  readonly random?: () => number;
}

/** Everything that fits, whatever has been typed of it: the editor filters. */
export function complete(
  analysis: Analysis,
  offset: number,
  { random = analysis.random, zones = [] }: CompletionOptions = {},
): CompletionItem[] {
  const expected = completeExpectation(analysis, offset, zones);
  if (expected !== undefined) return expected;
  const hosted = hostedAt(analysis.script, offset);
  if (hosted === undefined) {
    const place: Place = { analysis, offset, script: analysis, at: offset };
    return drafts(place, random).map((draft, index) => finish(draft, index, analysis.text));
  }
  const { bound } = hosted.script;
  const script = { text: bound.tree.text, script: bound };
  return drafts({ analysis, offset, script, at: hosted.offset }, random)
    .filter(({ snippet }) => snippet !== true)
    .map((draft, index) => inFile(hosted.script, finish(draft, index, script.text)))
    .filter(({ edit }) => touches(edit.range, offset) && isInLine(analysis.text, edit.range));
}

/** A caret in the file, and in the script it stands in, which may be one within a string. */
interface Place {
  readonly analysis: Analysis;
  readonly offset: number;
  readonly script: CursorText;
  readonly at: number;
}

function inFile(script: HostedScript, item: CompletionItem): CompletionItem {
  const { range, newText } = item.edit;
  const edit = { range: script.inFile(range), newText: script.write(newText) };
  // What has been typed is compared as it is written in the file.
  return item.filterText === undefined
    ? { ...item, edit }
    : { ...item, edit, filterText: script.write(item.filterText) };
}

function isInLine(text: string, { start, end }: TextRange): boolean {
  return !/[\r\n]/.test(text.slice(start, end));
}

/** An item that does not know its place yet. */
interface Draft extends Omit<CompletionItem, 'edit' | 'sortText' | 'snippet'> {
  readonly text: string;
  readonly range: TextRange;
  readonly snippet?: boolean;
  /** A word that must not melt into what follows. */
  readonly word?: boolean;
}

function drafts(place: Place, random: () => number): Draft[] {
  const cursor = cursorAt(place.script, place.at);
  const { version } = place.analysis;
  switch (cursor?.kind) {
    case 'command':
      return commands(place.analysis, cursor, random);
    case 'argument':
      return [...unnamedValues(place, cursor), ...argumentNames(cursor, version)];
    case 'value':
      return values(place, cursor);
    case 'field':
      return fields(cursor);
    case 'variable':
      return variables(place, cursor);
    default:
      return [];
  }
}

function finish({ text, range, word, snippet = false, ...rest }: Draft, index: number, whole: string): CompletionItem {
  const separated = word === true && /^[^\s;\])}=/]/.test(whole.slice(range.end, range.end + 1));
  const edit = { range, newText: separated ? `${text} ` : text };
  return { ...rest, edit, snippet, sortText: String(index).padStart(5, '0') };
}

function commands(analysis: Analysis, cursor: CommandCursor, random: () => number): Draft[] {
  const { menu, first, substituted, range, typed } = cursor;
  const { version } = analysis;
  if (typed.startsWith(':')) return [...rootCommands(cursor, version), ...rootMenus(cursor, version)];
  const atRoot = menu.path === '/';
  const [menus, otherMenus] = usualFirst(current(menu.menus, version), MENUS);
  // The root's commands are offered with their colon.
  const [known, others] = usualFirst(atRoot ? [] : current(menu.commands, version), substituted ? GETTERS : COMMANDS);
  // Menus on the way to others have hardly more than `export`, which nobody writes there.
  const [rare, usual] = [known.filter(({ name }) => name === 'export'), known.filter(({ name }) => name !== 'export')];
  const paths = first && !substituted ? fullPaths(cursor) : [];
  const inserted = first && !substituted && !typed.startsWith('/') ? snippetDrafts(analysis, cursor, random) : [];
  const drafts = [
    ...(atRoot ? paths.slice(0, FIRST_PATHS) : []),
    ...usual.slice(0, 4).map((command) => commandDraft(command, range)),
    ...(atRoot ? [] : inserted),
    ...usual.slice(4).map((command) => commandDraft(command, range)),
    ...menus.map((child) => menuDraft(child, range)),
    ...(atRoot ? inserted : []),
    ...others.map((command) => commandDraft(command, range)),
    ...otherMenus.map((child) => menuDraft(child, range)),
    ...rare.map((command) => commandDraft(command, range)),
    ...paths.slice(atRoot ? FIRST_PATHS : 0),
    ...(first && !typed.startsWith('/') ? rootCommands(cursor, version) : []),
    ...(atRoot && typed.startsWith('/') ? slashedCommands(cursor, version) : []),
  ];
  return drafts.map((draft) => ({ word: true, ...draft }));
}

/** What the version of the file has; where none is known, what the newest still has. */
function current<T extends Menu | Command>(names: ReadonlyMap<string, T>, version: string | undefined): T[] {
  return [...names.values()].filter((one) => isCurrent(one, version));
}

/** `/ip firewall filter` and its like in one step. */
function fullPaths({ wordRange }: CommandCursor): Draft[] {
  return FULL_PATHS.map((path) => ({
    label: path,
    kind: 'menu',
    detail: 'menu',
    text: path,
    range: wordRange,
  }));
}

function rootCommands({ wordRange, substituted }: CommandCursor, version: string | undefined): Draft[] {
  return usualFirst(current(catalog.root.commands, version), substituted ? ROOT_GETTERS : ROOT_COMMANDS)
    .flat()
    .map((command) => ({ ...commandDraft(command, wordRange), label: `:${command.name}`, text: `:${command.name}` }))
    .concat({ label: ':log', kind: 'command', detail: '/log', text: ':log', range: wordRange });
}

/** `/import`: a slash leads to the root's commands, too. */
function slashedCommands({ range }: CommandCursor, version: string | undefined): Draft[] {
  return usualFirst(current(catalog.root.commands, version), SLASHED)
    .flat()
    .map((command) => commandDraft(command, range));
}

/** `:file find`: a colon leads to the root, too. */
function rootMenus({ wordRange }: CommandCursor, version: string | undefined): Draft[] {
  return usualFirst(current(catalog.root.menus, version), MENUS)
    .flat()
    .map((menu) => ({ ...menuDraft(menu, wordRange), label: `:${menu.name}`, text: `:${menu.name}` }))
    .filter(({ label }) => label !== ':log');
}

function menuDraft({ name, path }: Menu, range: TextRange): Draft {
  return { label: name, kind: 'menu', detail: path, text: name, range };
}

function commandDraft({ name, path }: Command, range: TextRange): Draft {
  return { label: name, kind: 'command', detail: path, text: name, range };
}

/** Snippets belong to a menu: in it they go without its line, at the root with it. */
function snippetDrafts(analysis: Analysis, { menu, wordRange }: CommandCursor, random: () => number): Draft[] {
  const withMenu = menu.path === '/';
  return snippets({ random, withMenu, ...snippetContext(analysis) })
    .filter((snippet) => withMenu || snippet.menu === menu.path)
    .map(({ prefix, name, description, body }) => ({
      label: prefix,
      kind: 'snippet',
      // By the words of its name, too, and as snippets began once.
      filterText: `${prefix} ros${prefix} ${name}`,
      detail: name,
      documentation: () => description,
      text: body,
      range: wordRange,
      snippet: true,
    }));
}

function argumentNames(
  { command, range, named, unset, position }: ArgumentCursor,
  version: string | undefined,
): Draft[] {
  const menu = command.menu?.path ?? '';
  // `:put x`, `:log info x`: nobody names what these take, and names come behind it. Who has named one names the others.
  const isSaid = command.arguments.length === 0 && /^:(?!import$)|^\/log$/.test(menu === '/' ? command.name : menu);
  const unnamed = isSaid ? (command.command?.unnamed ?? []) : [];
  if (position < unnamed.length) return [];
  return missingArguments(command, version)
    .filter(({ name, type }) => (!unset || type.kind !== 'flag') && !unnamed.includes(name))
    .map((argument) => ({
      label: argument.name,
      kind: 'argument',
      ...describe(menu, argument),
      ...assignment(argument, named || unset),
      asks: !named && !unset && offersValues(argument),
      range,
    }));
}

function assignment({ name, type }: Argument, bare: boolean): Pick<Draft, 'text' | 'word'> {
  if (bare) return { text: name };
  if (type.kind === 'flag' || type.kind === 'where') return { text: name, word: true };
  // What follows would become the value.
  return { text: `${name}=`, word: true };
}

/** A command's value without a name: the item that `set` changes, the name of a service. */
function unnamedValues(place: Place, { command, range, position }: ArgumentCursor): Draft[] {
  const name = command.command?.unnamed[position] ?? '';
  const argument = command.command?.arguments?.get(name);
  if (argument === undefined) return [];
  if (argument.type.kind === 'variable') {
    return NEW_VARIABLES.has(command.name) ? [] : variableNames(place).map((text) => variable(text, text, range));
  }
  const { analysis, offset } = place;
  const found = suggestValues({ analysis, offset, command, menu: command.menu, name, argument });
  return found.map((suggestion) => ({
    ...shown(suggestion),
    text: suggestion.source ? suggestion.value : quoted(suggestion.value),
    range,
    word: true,
  }));
}

function values({ analysis, offset, script }: Place, cursor: ValueCursor): Draft[] {
  const { command, name, argument, content, caret } = cursor;
  if (argument === undefined) return [];
  const context: ValueContext = { analysis, offset, command, menu: command.menu, name, argument };
  const suggestions = suggestValues(context);
  if (isCommaList(argument.type)) return elements(cursor, argument, suggestions, script.text);
  const negated = content.startsWith('!') && caret > 0 && mayNegate(argument) ? '!' : '';
  return suggestions.map((suggestion) => wholeValue(cursor, suggestion, negated));
}

/** Replaces the value, keeps its negation, and puts it in quotes where they are needed or there. */
function wholeValue({ range, quoted: inQuotation }: ValueCursor, suggestion: Suggestion, negated: string): Draft {
  const value = negated + suggestion.value;
  if (suggestion.source) return { ...shown(suggestion), text: suggestion.value, range };
  const opening = inQuotation ? '"' : '';
  return {
    ...shown(suggestion),
    ...(opening + negated !== '' && { filterText: opening + negated + foundBy(suggestion) }),
    text: inQuotation ? inQuotes(value) : quoted(value),
    range,
  };
}

/** Replaces the element of a comma list at the caret, and leaves out the others. */
function elements(cursor: ValueCursor, argument: Argument, suggestions: readonly Suggestion[], text: string): Draft[] {
  const { range, quoted: inQuotation, content, caret } = cursor;
  const start = range.start + (inQuotation ? 1 : 0);
  // With an escape in it the text is longer than what it stands for.
  if (text.slice(start, start + content.length) !== content) return [];
  const before = content.slice(0, caret);
  const from = Math.max(before.lastIndexOf(','), -1) + 1;
  const comma = content.indexOf(',', caret);
  const to = comma < 0 ? content.length : comma;
  const signed = argument.type.kind === 'signed-flags' || (from === 0 && mayNegate(argument));
  const sign = signed && content[from] === '!' && caret > from ? 1 : 0;
  const others = new Set(
    [...content.slice(0, from).split(','), ...content.slice(to).split(',')].map((element) => element.replace(/^!/, '')),
  );
  const element = { start: start + from + sign, end: start + to };
  return suggestions
    .filter(({ value }) => !others.has(value))
    .map((suggestion) => ({ ...shown(suggestion), text: suggestion.value, range: element }));
}

function mayNegate({ negatable, type }: Argument): boolean {
  return negatable || type.kind === 'signed-flags';
}

/** Names of properties; what is yes or no is asked for by its name alone. */
function fields({ menu, range, compared }: FieldCursor): Draft[] {
  const names = propertyNames(menu);
  const flags = menu.isList ? ['disabled', 'dynamic', 'invalid'] : [];
  const all = [...new Set([...names, ...flags])].map((name) => ({ name }));
  return usualFirst(all, FIELDS)
    .flat()
    .map(({ name }) => {
      const argument = argumentOf(menu.path, name);
      const flag = argument === undefined || argument.type.kind === 'boolean';
      return {
        label: name,
        kind: 'argument',
        ...(argument !== undefined && describe(menu.path, argument)),
        text: compared || flag ? name : `${name}=`,
        asks: !compared && argument !== undefined && !flag && offersValues(argument),
        range,
      };
    });
}

function variables(place: Place, { range }: VariableCursor): Draft[] {
  return variableNames(place).map((name) => {
    const text = /^[A-Za-z0-9]+$/.test(name) ? `$${name}` : `$"${name}"`;
    return variable(text, name, range);
  });
}

function variable(text: string, name: string, range: TextRange): Draft {
  return { label: name, kind: 'variable', filterText: text, text, range };
}

/** Names that the file declares, those before the caret first. */
function variableNames({ script, at: offset }: Place): string[] {
  const before = new Set<string>();
  const after = new Set<string>();
  forEachCommand(script.script.commands, (command) => {
    const declared = DECLARATIONS.has(command.name) ? command.positionals[0]?.value : undefined;
    if (declared === undefined || touches(command.place(declared), offset)) return;
    const word = declared.kind === 'Word' || declared.kind === 'String' ? constantText(declared) : '';
    if (word) (command.range.start < offset ? before : after).add(word);
  });
  return [...new Set([...before, ...after])];
}

function describe(menu: string, argument: Argument): Pick<Draft, 'detail' | 'documentation'> {
  const detail = argument.syntax === '' ? undefined : argument.syntax;
  return { ...(detail !== undefined && { detail }), documentation: () => describeArgument(menu, argument) };
}

function shown(suggestion: Suggestion): Omit<Draft, 'text' | 'range'> {
  const { value, kind, detail, documentation } = suggestion;
  const found = foundBy(suggestion);
  return {
    label: value,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation }),
    ...(found !== value && { filterText: found }),
  };
}

/** A number is whole after each of its digits, so that who writes one must not get a longer one. */
function foundBy({ value, alias, isNumber = false }: Suggestion): string {
  if (isNumber) return alias ?? 'number';
  return alias === undefined ? value : `${value} ${alias}`;
}

/** The usual ones in the order of `usual`, and the others by name. */
function usualFirst<T extends { readonly name: string }>(all: readonly T[], usual: readonly string[]): [T[], T[]] {
  const byName = new Map(all.map((entry) => [entry.name, entry]));
  const known = usual.flatMap((name) => byName.get(name) ?? []);
  const others = all.filter(({ name }) => !usual.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [known, others];
}

/** Commands whose variable is a new one. */
const NEW_VARIABLES: ReadonlySet<string> = new Set([':local', ':foreach', ':for', ':onerror']);
const DECLARATIONS: ReadonlySet<string> = new Set([':global', ':local', ':foreach', ':for', ':onerror']);
const COMMANDS: readonly string[] = [
  ...['add', 'set', 'remove', 'print', 'find', 'get', 'move', 'disable', 'enable', 'comment', 'export'],
];
/** What one asks for in brackets, for its result. */
const GETTERS: readonly string[] = ['find', 'get', 'print', 'add', 'set', 'remove', 'export'];
const ROOT_COMMANDS: readonly string[] = [
  ...['if', 'local', 'put', 'set', 'global', 'delay', 'foreach', 'do', 'return', 'error', 'for', 'while', 'import'],
  ...['execute', 'len', 'pick', 'parse'],
];
const ROOT_GETTERS: readonly string[] = [
  ...['len', 'pick', 'typeof', 'parse', 'find', 'tonum', 'tostr', 'resolve', 'toarray', 'totime', 'toip', 'execute'],
];
/** What is mostly written with a slash. */
const SLASHED: readonly string[] = ['import', 'export', 'ping', 'quit'];
/** Whole paths before the single menus at the root. */
const FIRST_PATHS = 2;
const MENUS: readonly string[] = [
  ...[
    'ip',
    'system',
    'interface',
    'ipv6',
    'tool',
    'routing',
    'log',
    'file',
    'certificate',
    'terminal',
    'firewall',
    'filter',
    'address-list',
    'nat',
    'raw',
  ],
  ...['mangle', 'layer7-protocol', 'service', 'address', 'list', 'member', 'route', 'dns', 'dhcp-server', 'bridge'],
  ...['script', 'scheduler', 'identity', 'ethernet', 'clock', 'environment', 'resource', 'pool', 'dhcp-client'],
];
const FIELDS: readonly string[] = ['comment', 'chain', 'action', 'list', 'address', 'name', 'interface', 'disabled'];
const FULL_PATHS: readonly string[] = [
  ...['/ip firewall filter', '/ip firewall address-list', '/ip firewall nat', '/interface list member', '/ip service'],
  ...['/ip firewall raw', '/ip firewall mangle', '/ip firewall layer7-protocol', '/interface list'],
  ...['/ipv6 firewall filter', '/ipv6 firewall address-list', '/ipv6 firewall raw', '/system script'],
];
