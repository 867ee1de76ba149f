/** The outline of a file: menus with their commands, rules by what they are for, knocks with their steps. */

import type { BoundCommand } from '../binding/boundCommand.ts';
import { textOf } from '../execution/configuration.ts';
import { type FirewallRule, listAddedTo, matcher } from '../firewall/firewall.ts';
import type { Analysis } from '../rules/rule.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { holdsSecret, shownValue } from '../text/secretNames.ts';
import { withoutSecrets } from '../text/secrets.ts';
import { finish, type Steps } from '../text/steps.ts';
import { knockParts } from './knockParts.ts';

export type DocumentSymbolKind =
  | 'section'
  | 'rule'
  /** A rule that is part of a knock: stage, gate or trap. */
  | 'stage'
  | 'list'
  | 'entry'
  | 'command'
  | 'function'
  | 'variable'
  | 'script'
  | 'block'
  /** Stands for symbols that are left out. */
  | 'more';

export interface DocumentSymbol {
  /** Never empty, in one line. */
  readonly name: string;
  readonly detail: string;
  readonly kind: DocumentSymbolKind;
  /** Holds the ranges of the children. */
  readonly range: TextRange;
  /** In `range`. */
  readonly selectionRange: TextRange;
  readonly children: readonly DocumentSymbol[];
}

/** Symbols below one symbol; an outline of ten thousand addresses helps nobody. */
export const MAX_CHILDREN = 500;
export const MAX_ENTRIES = 50;

export function documentSymbols(analysis: Analysis): DocumentSymbol[] {
  return finish(documentSymbolSteps(analysis));
}

/** The same in steps. */
export function documentSymbolSteps(analysis: Analysis): Steps<DocumentSymbol[]> {
  return new Outline(analysis).list(analysis.script.commands, '/');
}

/** How many commands are looked at in a step. */
const STEP = 1_024;

class Outline {
  readonly #text: string;
  readonly #rules: ReadonlyMap<BoundCommand, FirewallRule>;
  readonly #parts: ReadonlyMap<FirewallRule, string>;
  readonly #declared = new Set<string>();
  /** Commands since the last step. */
  #seen = 0;

  constructor({ text, firewall, knocks }: Analysis) {
    this.#text = text;
    this.#rules = new Map(
      firewall.rules.flatMap((rule) => (rule.item.origin === undefined ? [] : [[rule.item.origin, rule] as const])),
    );
    this.#parts = knockParts(knocks);
  }

  /** A line with only a menu opens a section, which goes on to the next such line. */
  *list(commands: readonly BoundCommand[], menu: string): Steps<DocumentSymbol[]> {
    const starts = commands.flatMap(({ kind }, index) => (kind === 'menu' ? [index] : []));
    const symbols = yield* this.#members(commands.slice(0, starts[0]), menu);
    for (const [i, start] of starts.entries()) {
      yield* this.#count(1);
      const line = commands[start] as BoundCommand;
      const members = commands.slice(start + 1, starts[i + 1]);
      symbols.push(yield* this.#section(line.menu?.path ?? '', line.range, members, line));
    }
    return capped(symbols, MAX_CHILDREN);
  }

  *#section(
    menu: string,
    selection: TextRange,
    members: readonly BoundCommand[],
    first: BoundCommand,
  ): Steps<DocumentSymbol> {
    return {
      name: menuName(menu) || this.#source(selection),
      detail: members.length === 0 ? '' : counted(members.length, 'command'),
      kind: 'section',
      range: { start: first.range.start, end: (members.at(-1) ?? first).range.end },
      selectionRange: selection,
      children: capped(yield* this.#members(members, menu), MAX_CHILDREN),
    };
  }

  /** Neighbours of one other menu, or of one address list, stand together. */
  *#members(commands: readonly BoundCommand[], menu: string): Steps<DocumentSymbol[]> {
    const symbols: DocumentSymbol[] = [];
    for (const run of runs(commands, (command) => groupKey(command, menu))) {
      yield* this.#count(run.length);
      const first = run[0] as BoundCommand;
      const path = first.menu?.path ?? '';
      const key = groupKey(first, menu);
      if (key === undefined || run.length === 1) {
        for (const command of run) symbols.push(...this.#single(command, menu));
      } else if (path === menu) symbols.push(this.#addressList(run));
      else symbols.push(yield* this.#section(path, first.nameRange, run, first));
    }
    return symbols;
  }

  *#count(commands: number): Steps<void> {
    this.#seen += commands;
    if (this.#seen < STEP) return;
    this.#seen = 0;
    yield;
  }

  #addressList(entries: readonly BoundCommand[]): DocumentSymbol {
    const first = entries[0] as BoundCommand;
    const shown = entries.length > MAX_ENTRIES ? `, the first ${MAX_ENTRIES} shown` : '';
    return {
      name: `${oneLine(argumentText(first, 'list') ?? '')} (${counted(entries.length, 'entry')}${shown})`,
      detail: 'address list',
      kind: 'list',
      range: { start: first.range.start, end: (entries.at(-1) as BoundCommand).range.end },
      selectionRange: first.nameRange,
      children: entries.slice(0, MAX_ENTRIES).map((entry) =>
        symbol(entry, {
          name: argumentText(entry, 'address') ?? 'entry',
          detail: argumentText(entry, 'comment') ?? '',
          kind: 'entry',
        }),
      ),
    };
  }

  #single(command: BoundCommand, menu: string): DocumentSymbol[] {
    const { kind, name } = command;
    const path = command.menu?.path ?? '';
    if (name === ':global' || name === ':local') return this.#declaration(command, menu);
    if (kind === 'block' && path !== menu) {
      return [symbol(command, { name: menuName(path), detail: 'block', kind: 'section' }, this.#nested(command, path))];
    }
    if (kind !== 'command' || path === '/') return this.#block(command, menu);
    if (SILENT_COMMANDS.has(name) || path.startsWith('/log')) return [];
    const rule = this.#rules.get(command);
    if (rule !== undefined) return [this.#rule(command, rule)];
    const elsewhere = path === menu ? '' : menuName(path);
    const called = argumentText(command, 'name');
    if (name === 'add' && SCRIPT_MENUS.has(path)) {
      return [symbol(command, { name: called ?? 'script', detail: menuName(path), kind: 'script' })];
    }
    return [symbol(command, { name: this.#commandName(command), detail: elsewhere, kind: 'command' })];
  }

  #rule(command: BoundCommand, rule: FirewallRule): DocumentSymbol {
    const part = this.#parts.get(rule);
    const details = [part, `${rule.chain} ${rule.action}`, rule.enabled ? undefined : 'disabled'];
    return symbol(command, {
      name: textOf(rule.item, 'comment') ?? ruleText(rule),
      detail: details.filter((detail) => detail !== undefined).join(', '),
      kind: part === undefined ? 'rule' : 'stage',
    });
  }

  /** `:global name value`, `:local name do={ … }`; a declaration that only repeats a name is left out. */
  #declaration(command: BoundCommand, menu: string): DocumentSymbol[] {
    const [declared, given] = command.positionals;
    const name =
      declared?.value.kind === 'Word' || declared?.value.kind === 'String' ? constantText(declared.value) : '';
    const body = command.arguments.find((argument) => argument.name === 'do');
    if (!name || (given === undefined && body === undefined && this.#declared.has(name))) return [];
    this.#declared.add(name);
    const kind = body?.value?.kind === 'Group' ? 'function' : 'variable';
    return [symbol(command, { name, detail: command.name.slice(1), kind }, this.#nested(command, menu))];
  }

  /** Conditions and loops are shown for what is in them. */
  #block(command: BoundCommand, menu: string): DocumentSymbol[] {
    const children = this.#nested(command, menu);
    if (children.length === 0) return [];
    const name = this.#source({ start: command.range.start, end: children[0]?.range.start ?? command.range.end });
    const head = name.split(/(?:do=)?\{/)[0]?.trim();
    return [symbol(command, { name: head || command.name || '{ }', detail: '', kind: 'block' }, children)];
  }

  #nested(command: BoundCommand, menu: string): DocumentSymbol[] {
    return [...command.nested]
      .filter(([node]) => node.kind === 'Group')
      .sort(([a], [b]) => a.start - b.start)
      .flatMap(([, commands]) => finish(this.list(commands, menu)));
  }

  /** The command with what it works on; never an argument that may hold a secret. */
  #commandName(command: BoundCommand): string {
    const target = command.positionals[0];
    const menu = command.menu?.path ?? '';
    const called = holdsSecret(menu, 'name') ? undefined : argumentText(command, 'name');
    const telling = argumentText(command, 'comment') ?? called;
    const named = telling ?? TELLING.map((name) => argumentText(command, name)).find((text) => text !== undefined);
    const source =
      target === undefined ? undefined : this.#source(command.place(target.value), command.range.start, menuName(menu));
    return [command.name, source, named].filter((part) => part !== undefined).join(' ');
  }

  /** What stands there; the text from `from` on, and the menu, tell what of it is a secret. */
  #source({ start, end }: TextRange, from = start, menu = ''): string {
    return withoutSecrets(this.#text.slice(from, Math.min(end, start + 200)), menu).slice(start - from);
  }
}

/** `drop input`, `accept input tcp 22`, `add to knock1 input tcp 888`. */
function ruleText(rule: FirewallRule): string {
  const value = (name: string): string => {
    const found = matcher(rule, name);
    return found === undefined ? '' : `${found.negated ? '!' : ''}${shownValue(name, found.text)}`;
  };
  const labelled = (label: string, name: string): string => (value(name) === '' ? '' : `${label} ${value(name)}`);
  const list = listAddedTo(rule);
  const target = textOf(rule.item, 'jump-target');
  const parts = [
    list === undefined ? rule.action : `add to ${list.text}`,
    rule.action === 'jump' && target !== undefined ? target : '',
    rule.chain,
    ...['protocol', 'dst-port', 'connection-state', 'layer7-protocol'].map(value),
    labelled('from', 'src-address-list'),
    labelled('from', 'src-address'),
    labelled('in', 'in-interface-list'),
    labelled('out', 'out-interface-list'),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function symbol(
  command: BoundCommand,
  { name, detail, kind }: Pick<DocumentSymbol, 'name' | 'detail' | 'kind'>,
  children: readonly DocumentSymbol[] = [],
): DocumentSymbol {
  const { range, nameRange } = command;
  return {
    name: oneLine(name) || command.name || '…',
    detail: oneLine(detail),
    kind,
    range,
    selectionRange: nameRange.end > nameRange.start ? nameRange : range,
    children,
  };
}

/** The symbols, or the first of them and one that stands for the others. */
function capped(symbols: DocumentSymbol[], limit: number): DocumentSymbol[] {
  if (symbols.length <= limit) return symbols;
  const hidden = symbols.slice(limit);
  const first = hidden[0] as DocumentSymbol;
  // Only where they begin: an editor takes what stands around the cursor for its place in the outline.
  const { range } = first;
  const name = `${hidden.length.toLocaleString('en-US')} more, not shown`;
  const rest = { name, detail: '', kind: 'more', range, selectionRange: first.selectionRange, children: [] } as const;
  return [...symbols.slice(0, limit), rest];
}

/** What a command is grouped by with its neighbours; undefined for one that stands for itself. */
function groupKey(command: BoundCommand, menu: string): string | undefined {
  const path = command.menu?.path ?? '';
  if (command.kind !== 'command' || path === '/' || path.startsWith('/log')) return undefined;
  if (path !== menu) return path;
  if (command.name !== 'add' || !path.endsWith('/firewall/address-list')) return undefined;
  return `list ${argumentText(command, 'list')}`;
}

function* runs<T>(all: readonly T[], key: (entry: T) => string | undefined): Iterable<readonly T[]> {
  let run: T[] = [];
  let previous: string | undefined;
  for (const entry of all) {
    const own = key(entry);
    if (run.length > 0 && (own === undefined || own !== previous)) {
      yield run;
      run = [];
    }
    run.push(entry);
    previous = own;
  }
  if (run.length > 0) yield run;
}

function argumentText({ arguments: given }: BoundCommand, name: string): string | undefined {
  const text = constantText(given.find((argument) => argument.name === name)?.value);
  return text === '' ? undefined : text;
}

function menuName(path: string): string {
  return path === '/' ? '/' : `/${path.slice(1).replaceAll('/', ' ')}`;
}

function counted(count: number, noun: 'command' | 'entry'): string {
  const plural = noun === 'entry' ? 'entries' : 'commands';
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 400)
    .replace(/[\s\p{Cc}\\]+/gu, ' ')
    .trim();
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1)}…` : line;
}

const MAX_NAME = 80;
/** Commands that change nothing. */
const SILENT_COMMANDS: ReadonlySet<string> = new Set(['print', 'find', 'get', 'export', 'monitor']);
const SCRIPT_MENUS: ReadonlySet<string> = new Set(['/system/script', '/system/scheduler']);
/** Arguments that tell one item from another. */
const TELLING: readonly string[] = ['list', 'address', 'dst-address', 'interface', 'gateway', 'network'];
