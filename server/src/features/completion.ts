/** What may stand at the caret, the likeliest first. Works on broken text and in the middle of a command. */
import { forEachCommand } from '../binding/boundScript.ts';
import { type Argument, argumentOf, type Command, catalog, type Menu } from '../catalog/catalog.ts';
import { describeArgument } from '../firewall/describe.ts';
import type { Analysis } from '../rules/rule.ts';
import { constantText } from '../syntax/ast.ts';
import { inQuotes, quoted } from '../syntax/quote.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { missingArguments } from './argumentOrder.ts';
import {
  type ArgumentCursor,
  type CommandCursor,
  cursorAt,
  type FieldCursor,
  type ValueCursor,
  type VariableCursor,
} from './cursor.ts';
import { snippets } from './snippets.ts';
import { isCommaList, propertyNames, type Suggestion, suggestValues, type ValueContext } from './valueSuggestions.ts';

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'menu' | 'command' | 'argument' | 'value' | 'list' | 'chain' | 'snippet' | 'variable';
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** The range is in one line and holds the caret. */
  readonly edit: TextEdit;
  /** The new text is in VS Code's snippet syntax. */
  readonly snippet: boolean;
  readonly sortText: string;
  /** What the text before the caret is compared with, where it is not the label. */
  readonly filterText?: string;
}

export interface CompletionOptions {
  /** Numbers from 0 to below 1, for ports that snippets draw. */
  readonly random?: () => number;
}

/** Everything that fits, whatever has been typed of it: the editor filters. */
export function complete(
  analysis: Analysis,
  offset: number,
  { random = analysis.random }: CompletionOptions = {},
): CompletionItem[] {
  return drafts(analysis, offset, random).map((draft, index) => finish(draft, index, analysis.text));
}

/** An item that does not know its place yet. */
interface Draft extends Omit<CompletionItem, 'edit' | 'sortText' | 'snippet'> {
  readonly text: string;
  readonly range: TextRange;
  readonly snippet?: boolean;
  /** A word that must not melt into what follows. */
  readonly word?: boolean;
}

function drafts(analysis: Analysis, offset: number, random: () => number): Draft[] {
  const cursor = cursorAt(analysis, offset);
  switch (cursor?.kind) {
    case 'command':
      return commands(analysis, cursor, random);
    case 'argument':
      return [...unnamedValues(analysis, offset, cursor), ...argumentNames(cursor)];
    case 'value':
      return values(analysis, offset, cursor);
    case 'field':
      return fields(cursor);
    case 'variable':
      return variables(analysis, offset, cursor);
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
  if (typed.startsWith(':')) return rootCommands(cursor);
  const atRoot = menu.path === '/';
  const [menus, otherMenus] = usualFirst(current(menu.menus), MENUS);
  // The root's commands are offered with their colon.
  const [usual, others] = usualFirst(atRoot ? [] : current(menu.commands), COMMANDS);
  const paths = first && !substituted ? fullPaths(cursor) : [];
  const inserted = first && !substituted && !typed.startsWith('/') ? snippetDrafts(analysis, cursor, random) : [];
  const drafts = [
    ...(atRoot ? paths.slice(0, 3) : []),
    ...usual.slice(0, 4).map((command) => commandDraft(command, range)),
    ...(atRoot ? [] : inserted),
    ...usual.slice(4).map((command) => commandDraft(command, range)),
    ...menus.map((child) => menuDraft(child, range)),
    ...(atRoot ? inserted : []),
    ...others.map((command) => commandDraft(command, range)),
    ...otherMenus.map((child) => menuDraft(child, range)),
    ...paths.slice(atRoot ? 3 : 0),
    ...(first && !typed.startsWith('/') ? rootCommands(cursor) : []),
  ];
  return drafts.map((draft) => ({ word: true, ...draft }));
}

/** What the newest version still has. */
function current<T extends Menu | Command>(names: ReadonlyMap<string, T>): T[] {
  return [...names.values()].filter(({ until }) => until === undefined);
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

function rootCommands({ wordRange }: CommandCursor): Draft[] {
  return usualFirst(current(catalog.root.commands), ROOT_COMMANDS)
    .flat()
    .map((command) => ({ ...commandDraft(command, wordRange), label: `:${command.name}`, text: `:${command.name}` }))
    .concat({ label: ':log', kind: 'command', detail: '/log', text: ':log', range: wordRange });
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
  const ports = new Set(analysis.knocks.flatMap(({ stages }) => stages.map(({ port }) => Number(port))));
  const knockPorts = [...ports].filter((port) => Number.isInteger(port));
  return snippets({ random, withMenu, knockPorts })
    .filter((snippet) => withMenu || snippet.menu === menu.path)
    .map(({ prefix, name, description, body }) => ({
      label: prefix,
      kind: 'snippet',
      detail: name,
      documentation: description,
      text: body,
      range: wordRange,
      snippet: true,
    }));
}

function argumentNames({ command, range, named, unset }: ArgumentCursor): Draft[] {
  const menu = command.menu?.path ?? '';
  return missingArguments(command)
    .filter(({ type }) => !unset || type.kind !== 'flag')
    .map((argument) => ({
      label: argument.name,
      kind: 'argument',
      ...describe(menu, argument),
      ...assignment(argument, named || unset),
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
function unnamedValues(analysis: Analysis, offset: number, { command, range, position }: ArgumentCursor): Draft[] {
  const name = command.command?.unnamed[position] ?? '';
  const argument = command.command?.arguments?.get(name);
  if (argument === undefined) return [];
  if (argument.type.kind === 'variable')
    return variableNames(analysis, offset).map((text) => variable(text, text, range));
  const found = suggestValues({ analysis, offset, command, menu: command.menu, name, argument });
  return found.map((suggestion) => ({
    ...shown(suggestion),
    text: suggestion.source ? suggestion.value : quoted(suggestion.value),
    range,
    word: true,
  }));
}

function values(analysis: Analysis, offset: number, cursor: ValueCursor): Draft[] {
  const { command, name, argument, content, caret } = cursor;
  if (argument === undefined) return [];
  const context: ValueContext = { analysis, offset, command, menu: command.menu, name, argument };
  const suggestions = suggestValues(context);
  if (isCommaList(argument.type)) return elements(cursor, argument, suggestions, analysis.text);
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
    ...(opening + negated !== '' && { filterText: opening + value }),
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
        range,
      };
    });
}

function variables(analysis: Analysis, offset: number, { range }: VariableCursor): Draft[] {
  return variableNames(analysis, offset).map((name) => {
    const text = /^[A-Za-z0-9]+$/.test(name) ? `$${name}` : `$"${name}"`;
    return variable(text, name, range);
  });
}

function variable(text: string, name: string, range: TextRange): Draft {
  return { label: name, kind: 'variable', filterText: text, text, range };
}

/** Names that the file declares, those before the caret first. */
function variableNames(analysis: Analysis, offset: number): string[] {
  const before = new Set<string>();
  const after = new Set<string>();
  forEachCommand(analysis.script.commands, ({ name, positionals, range }) => {
    const declared = DECLARATIONS.has(name) ? positionals[0] : undefined;
    if (declared === undefined || (declared.range.start <= offset && offset <= declared.range.end)) return;
    const word = declared.value.kind === 'Word' || declared.value.kind === 'String' ? constantText(declared.value) : '';
    if (word) (range.start < offset ? before : after).add(word);
  });
  return [...new Set([...before, ...after])];
}

function describe(menu: string, argument: Argument): Pick<Draft, 'detail' | 'documentation'> {
  const documentation = describeArgument(menu, argument.name) ?? argument.doc;
  const detail = argument.syntax === '' ? undefined : argument.syntax;
  return { ...(detail !== undefined && { detail }), ...(documentation !== '' && { documentation }) };
}

function shown({ value, kind, detail, documentation, alias }: Suggestion): Omit<Draft, 'text' | 'range'> {
  return {
    label: value,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation }),
    ...(alias !== undefined && { filterText: `${value} ${alias}` }),
  };
}

/** The usual ones in the order of `usual`, and the others by name. */
function usualFirst<T extends { readonly name: string }>(all: readonly T[], usual: readonly string[]): [T[], T[]] {
  const byName = new Map(all.map((entry) => [entry.name, entry]));
  const known = usual.flatMap((name) => byName.get(name) ?? []);
  const others = all.filter(({ name }) => !usual.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [known, others];
}

const DECLARATIONS: ReadonlySet<string> = new Set([':global', ':local', ':foreach', ':for', ':onerror']);
const COMMANDS: readonly string[] = [
  ...['add', 'set', 'remove', 'print', 'find', 'get', 'move', 'disable', 'enable', 'comment', 'export'],
];
const ROOT_COMMANDS: readonly string[] = [
  ...['if', 'foreach', 'local', 'global', 'put', 'do', 'set', 'for', 'while', 'delay', 'len', 'error', 'return'],
];
const MENUS: readonly string[] = [
  ...['ip', 'interface', 'system', 'ipv6', 'tool', 'routing', 'firewall', 'filter', 'address-list', 'nat', 'raw'],
  ...['mangle', 'layer7-protocol', 'service', 'address', 'list', 'member', 'route', 'dns', 'dhcp-server', 'bridge'],
  ...['script', 'scheduler', 'identity'],
];
const FIELDS: readonly string[] = ['comment', 'chain', 'action', 'list', 'address', 'name', 'interface', 'disabled'];
const FULL_PATHS: readonly string[] = [
  ...['/ip firewall filter', '/ip firewall address-list', '/ip firewall nat', '/interface list member', '/ip service'],
  ...['/ip firewall raw', '/ip firewall mangle', '/ip firewall layer7-protocol', '/interface list'],
  ...['/ipv6 firewall filter', '/ipv6 firewall address-list', '/ipv6 firewall raw', '/system script'],
];
