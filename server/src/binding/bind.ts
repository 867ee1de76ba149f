import {
  type Braces,
  type Catalog,
  type Argument as CatalogArgument,
  type Command,
  guessBraces,
  isMenu,
  type Menu,
  type NameResolution,
  resolve,
  resolveChild,
} from '../catalog/catalog.ts';
import { isPathFromRoot, startOfPath } from '../catalog/menuPath.ts';
import type { Argument, Condition, Item, Node, Statement, StatementList, SyntaxTree, Word } from '../syntax/ast.ts';
import { children } from '../syntax/ast.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { inAscii, isAscii } from '../text/confusables.ts';
import type { RelativeRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { BoundCommand } from './boundCommand.ts';
import type { BoundArgument, BoundScript, BoundStatement, BoundValue, NestedCode, Reading } from './boundScript.ts';
import { codeProblemSteps, codeProblems } from './codeProblems.ts';
import { Flow, turnAt } from './flow.ts';
import { inferMenu, missingMenu } from './inferMenu.ts';
import { type Kept, keptStatements } from './kept.ts';
import { listEntries } from './listEntries.ts';
import { ITEM_COMMANDS, openPath } from './openPath.ts';
import { ProblemsByCommand } from './problemsByCommand.ts';

/** Reads a tree with the names of the catalogue. */
export function bind(tree: SyntaxTree, catalog: Catalog, options?: BindOptions): BoundScript {
  return finish(bindSteps(tree, catalog, options));
}

/** The same in steps. */
export function bindSteps(
  tree: SyntaxTree,
  catalog: Catalog,
  { asRouter = false, previous }: BindOptions = {},
): Steps<BoundScript> {
  const known = previous?.reading;
  const same = known?.catalog === catalog && known.asRouter === asRouter;
  return new Binder(tree, catalog, asRouter).script(same ? previous : undefined);
}

export interface BindOptions {
  /**
   * Read only what the router itself reads: an `add` without a menu line is not taken for one of the menu that its
   * arguments tell, and a menu that the catalogue lacks is an unknown command.
   */
  readonly asRouter?: boolean;
  /** The script of the version before: commands that the edit leaves alone are taken from it. */
  readonly previous?: BoundScript | undefined;
}

/** How many statements of the top level are read in a step. */
const STEP = 64;

class Binder {
  readonly #asRouter: boolean;
  readonly #tree: SyntaxTree;
  readonly #catalog: Catalog;
  readonly #problems: SyntaxProblem[] = [];
  /** What is read may be data as well, so that no fault in it is certain. */
  #isGuess = false;

  constructor(tree: SyntaxTree, catalog: Catalog, asRouter: boolean) {
    this.#asRouter = asRouter;
    this.#tree = tree;
    this.#catalog = catalog;
  }

  /**
   * Commands are taken from the version before where the statement is the same and the lines before it lead to the
   * same menu.
   */
  *script(previous: BoundScript | undefined): Steps<BoundScript> {
    const tree = this.#tree;
    const { statements, starts } = tree.list;
    const old = previous?.tree.list ?? NOTHING_READ;
    const oldTurns = previous?.reading.turns ?? [];
    const { before, behind } = keptStatements(old, tree.list);
    const more = statements.length - old.statements.length;
    const flow = new Flow(
      this.#catalog.root,
      oldTurns.filter(({ index }) => index <= before),
    );
    const fresh: BoundCommand[] = [];
    let index = before;
    for (; index < statements.length; index++) {
      if (index >= statements.length - behind && flow.isAt(turnAt(oldTurns, index - more))) break;
      const statement = statements[index] as Statement;
      const start = starts[index] as number;
      fresh.push(new BoundCommand(this.#next(statement, start, flow, index, true), start));
      if (index % STEP === 0) yield;
    }
    const commands = (previous?.commands ?? []).slice(0, before).concat(fresh);
    for (let i = index; i < statements.length; i++) {
      const command = previous?.commands[i - more] as BoundCommand;
      const start = starts[i] as number;
      commands.push(command.base === start ? command : new BoundCommand(command.bound, start));
    }
    for (const turn of oldTurns) if (turn.index > index - more) flow.turns.push({ ...turn, index: turn.index + more });
    const kept = previous === undefined ? undefined : { before, behind: statements.length - index, more };
    const { problems, outer, inner } = yield* this.#faults(commands, before, index, kept, previous?.reading);
    const [catalog, asRouter] = [this.#catalog, this.#asRouter];
    const reading = { catalog, asRouter, turns: flow.turns, outer, inner };
    yield;
    const entries = yield* listEntries(commands, previous, kept);
    return { tree, commands, problems, entries, reading, kept };
  }

  /** The faults of the top level, where the commands from `before` up to `index` were read anew. */
  *#faults(
    commands: readonly BoundCommand[],
    before: number,
    index: number,
    kept: Kept | undefined,
    known: Reading | undefined,
  ): Steps<Pick<BoundScript, 'problems'> & Pick<Reading, 'outer' | 'inner'>> {
    const { text, list } = this.#tree;
    const own = list.statements.slice(before, index);
    const read = { statements: own, starts: list.starts.slice(before, index), problems: [] };
    let found = yield* codeProblemSteps(text, read, 0, true);
    yield;
    const following = (fresh: readonly SyntaxProblem[], past: ProblemsByCommand | undefined): ProblemsByCommand => {
      const now = ProblemsByCommand.of(fresh, commands, before, index);
      return kept === undefined || past === undefined ? now : past.next(kept, commands.length, now);
    };
    const inner = following(this.#problems, known?.inner);
    let outer: ProblemsByCommand | undefined;
    if (standAlone(own, found) && (known === undefined || known.outer !== undefined)) {
      outer = following(found, known?.outer);
    } else if (known !== undefined) {
      found = yield* codeProblemSteps(text, list, 0, true);
      if (standAlone(list.statements, found)) outer = ProblemsByCommand.of(found, commands);
    }
    const problems = [...(outer?.placed(commands) ?? found), ...inner.placed(commands)];
    return { problems: problems.sort((a, b) => a.start - b.start), outer, inner };
  }

  /**
   * Statements that are code. A line with only a path changes the menu of the lines after it in the same list;
   * leaving the list restores the outer one (`docs/facts/scripts.md#menus`).
   */
  #list(list: StatementList, base: number, menu: Menu | undefined, isGuess: boolean): BoundStatement[] {
    const outer = this.#isGuess;
    this.#isGuess ||= isGuess;
    if (!this.#isGuess) {
      // Not spread as arguments: a file may have more problems than a call may have.
      for (const problem of codeProblems(this.#tree.text, list, base, false)) this.#problems.push(problem);
    }
    const flow = new Flow(menu);
    const bound = list.statements.map((statement, index) =>
      this.#next(statement, base + (list.starts[index] as number), flow, index, false),
    );
    this.#isGuess = outer;
    return bound;
  }

  /** Reads a statement where the ones before it have led. */
  #next(statement: Statement, at: number, flow: Flow, index: number, atTop: boolean): BoundStatement {
    const { menu: current, inferred } = flow;
    const guess = atTop && !this.#asRouter ? inferMenu(this.#catalog, statement, current) : undefined;
    if (guess !== undefined && guess !== inferred)
      this.#problems.push(missingMenu(this.#tree.text, at, guess, current));
    const bound = this.#statement(statement, at, guess ?? current);
    const command = guess !== undefined && current !== this.#catalog.root ? { ...bound, misplaced: true } : bound;
    if (command.kind === 'menu') flow.turn(index + 1, command.menu, undefined);
    else if (guess !== undefined) flow.turn(index + 1, current, guess);
    return command;
  }

  #statement(statement: Statement, base: number, menu: Menu | undefined): BoundStatement {
    const { items } = statement;
    const path = this.#path(items, menu);
    const rest = items.slice(path.used);
    const argumentsOf: BoundArgument[] = [];
    const positionals: BoundValue[] = [];
    let condition: Condition | undefined;
    /** Of the last dotted argument: `configuration.mode=ap .ssid=x`. */
    let group = '';
    for (const item of rest) {
      if (item.kind === 'Argument') {
        const argument = this.#argument(item, base, path.command, group);
        const dot = argument.name.lastIndexOf('.');
        if (dot > 0) group = argument.name.slice(0, dot);
        argumentsOf.push(argument);
      } else if (item.kind === 'Condition') condition = item;
      else if (
        item.kind === 'Word' &&
        item.text.startsWith('!') &&
        path.command !== undefined &&
        item.text.length > 1
      ) {
        argumentsOf.push(unsetArgument(item, path.command));
      } else positionals.push({ value: item });
    }
    const nested = rest.some(mayNest) ? this.#code(rest, base, path) : NOTHING_NESTED;
    return {
      statement,
      kind: kindOf(path, rest),
      menu: path.menu,
      command: path.command,
      name: path.name,
      nameRange: path.nameWord === undefined ? NO_NAME : rangeOf(path.nameWord),
      // A list of a hundred thousand commands is kept: an array that was pushed to has room for more.
      arguments: argumentsOf.slice(),
      positionals: positionals.length === 0 ? NO_VALUES : positionals,
      condition,
      nested,
      ...(path.lacksSlash === true && { lacksSlash: true }),
    };
  }

  /** Follows the leading words through the menus, up to the command. */
  #path(written: readonly Item[], start: Menu | undefined): Path {
    const items = this.#asRouter ? written : inSmallLetters(written, this.#catalog.root);
    let menu = items === written ? start : this.#catalog.root;
    let used = 0;
    let rooted = false;
    for (const item of items) {
      if (item.kind !== 'Word') break;
      const word = this.#asRouter ? item.text : asName(item.text);
      const colon = used === 0 && word.startsWith(':');
      // `:log info`: a colon also leads to a menu of the root.
      if (colon && !leadsToMenu(this.#catalog.root, word.slice(1)))
        return this.#rootCommand(item, word.slice(1), start);
      const segments = (colon ? word.slice(1) : word).split('/');
      if (colon || word.startsWith('/')) {
        if (used > 0 && !rooted) break;
        if (used === 0) menu = this.#catalog.root;
        rooted = true;
      }
      for (const [at, segment] of segments.entries()) {
        if (segment === '') continue;
        if (segment === '..') {
          menu = menu === undefined ? undefined : this.#parent(menu);
          continue;
        }
        if (menu === undefined) {
          return {
            menu: undefined,
            command: undefined,
            name: segment,
            nameWord: item,
            used: used + 1,
            unknown: used > 0 || rooted,
          };
        }
        const child = childOf(menu, segment);
        if (child.kind === 'found' && isMenu(child.value)) {
          menu = child.value;
          continue;
        }
        if (child.kind === 'found') {
          const root = menu === this.#catalog.root;
          return {
            menu,
            command: child.value as Command,
            name: root ? `:${child.name}` : child.name,
            nameWord: item,
            used: used + 1,
            unknown: false,
          };
        }
        // Inside a menu an unprefixed word that the menu does not know is looked up at the root. What a menu that the
        // catalogue lacks does know are the commands of items at least.
        if (used === 0 && !rooted && child.kind === 'unknown' && !(menu.isOpen && ITEM_COMMANDS.has(segment))) {
          const command = resolve(this.#catalog.root.commands, segment);
          if (command.kind === 'found') return this.#rootCommand(item, segment, start);
        }
        if (child.kind === 'unknown' && used === 0 && !rooted && !this.#asRouter) {
          const words = leadingWords(items);
          const isAll = items.every(({ kind }) => kind === 'Word');
          const from = startOfPath(menu, this.#catalog.root, words, isAll);
          if (from !== undefined && !menu.isOpen) return { ...this.#path(items, from), lacksSlash: true };
        }
        if (child.kind === 'unknown' && (used > 0 || rooted) && !this.#asRouter) {
          const open = openPath(menu, items, used, segments.slice(at));
          if (open !== undefined) return { ...open, command: undefined };
        }
        // What stands in the brackets of an unknown command is read in the menu around it.
        return { menu, inner: start, command: undefined, name: segment, nameWord: item, used: used + 1, unknown: true };
      }
      used++;
    }
    return { menu, command: undefined, name: '', nameWord: undefined, used, unknown: false };
  }

  #rootCommand(item: Word, name: string, around: Menu | undefined): Path {
    const { root } = this.#catalog;
    const child = resolve(root.commands, name);
    const known = child.kind === 'found';
    return {
      menu: root,
      inner: around,
      command: known ? child.value : undefined,
      name: `:${known ? child.name : name}`,
      nameWord: item,
      used: 1,
      unknown: !known,
    };
  }

  #parent(menu: Menu): Menu {
    if (menu.isOpen) return menu.parent ?? this.#catalog.root;
    return this.#catalog.menu(menu.path.split('/').slice(1, -1)) ?? this.#catalog.root;
  }

  #argument(item: Argument, base: number, command: Command | undefined, group: string): BoundArgument {
    const exact = item.name.kind === 'Word' ? item.name.text : this.#source(item.name, base);
    const written = this.#asRouter ? exact : asName(exact);
    const resolved = resolveArgument(command, written.startsWith('.') ? group + written : written);
    const valueStart = item.equals + 1;
    return {
      name: resolved?.name ?? exact,
      argument: resolved,
      unset: false,
      value: item.value,
      range: rangeOf(item),
      nameRange: rangeOf(item.name),
      valueRange: item.value === undefined ? { start: valueStart, end: valueStart } : rangeOf(item.value),
    };
  }

  #code(items: readonly Item[], base: number, path: Path): Map<Node, NestedCode> {
    const nested = new Map<Node, NestedCode>();
    this.#nested(items, base, path, { base, nested });
    return nested;
  }

  /** Binds substitutions wherever they stand, and groups where they are code. */
  #nested(items: readonly Item[], base: number, path: Path, holder: Holder): void {
    const stack: { node: Node; braces: Braces }[] = [];
    let unnamed = 0;
    for (const item of items) {
      if (item.kind === 'Argument') stack.push({ node: item, braces: this.#braces(path, item, base) });
      else {
        // Braces within an expression are data.
        stack.push({ node: item, braces: item.kind === 'Group' ? unnamedBraces(path, unnamed) : 'data' });
        unnamed++;
      }
    }
    // The stack gives back the last one first: the order of the text is kept.
    stack.reverse();
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const { node, braces } = entry;
      if (node.kind === 'Substitution' || (node.kind === 'Group' && braces === 'code')) {
        // Whether a function or an unknown command takes a block for code is not known.
        const isGuess = node.kind === 'Group' && path.command === undefined && (path.unknown || node !== items[0]);
        const inner = 'inner' in path ? path.inner : path.menu;
        const start = base + node.start;
        const statements = this.#list(node.list, start, inner, isGuess);
        holder.nested.set(node, { statements, start: start - holder.base, starts: node.list.starts });
        continue;
      }
      if (node.kind === 'Group') {
        // The text of a script is stored as it stands, and run elsewhere.
        if (braces === 'data') this.#data(node.list, base + node.start, path, holder);
        continue;
      }
      for (const child of children(node).toReversed()) stack.push({ node: child, braces });
    }
  }

  /** What braces are as the value of an argument: the argument decides (`docs/facts/scripts.md#braces`). */
  #braces({ command }: Path, { name }: Argument, base: number): Braces {
    const written = name.kind === 'Word' ? name.text : this.#source(name, base);
    return resolveArgument(command, written)?.braces ?? guessBraces(written);
  }

  /** A group of data: only the substitutions in it are code. */
  #data(list: StatementList, base: number, path: Path, holder: Holder): void {
    const plain: Path = { ...path, command: undefined, name: '', unknown: true };
    for (const [index, { items }] of list.statements.entries()) {
      this.#nested(items, base + (list.starts[index] as number), plain, holder);
    }
  }

  #source(node: Node, base: number): string {
    return this.#tree.text.slice(base + node.start, base + node.end);
  }
}

/** The statement at `base` that code is nested in, be it in braces of data. */
interface Holder {
  readonly base: number;
  readonly nested: Map<Node, NestedCode>;
}

/** Whether nothing was judged by what stands next to it. */
function standAlone(statements: readonly Statement[], problems: readonly SyntaxProblem[]): boolean {
  return (
    !problems.some(({ code }) => code === 'expected-command') &&
    !statements.some(({ items }) => items[0]?.kind === 'Argument')
  );
}

const NOTHING_READ: StatementList = { statements: [], starts: [], problems: [] };
const NOTHING_NESTED: ReadonlyMap<Node, NestedCode> = new Map();
const NO_NAME: RelativeRange = { start: 0, end: 0 };
const NO_VALUES: readonly BoundValue[] = [];

interface Path {
  readonly menu: Menu | undefined;
  /**
   * Menu of the code in its groups and substitutions where it is not `menu`: a root command leaves the current menu
   * as it is, so `:foreach i in=[find] do={ remove $i }` works on the items of the menu around it.
   */
  readonly inner?: Menu | undefined;
  readonly command: Command | undefined;
  readonly name: string;
  readonly nameWord: Word | undefined;
  /** Items that belong to the path and the command. */
  readonly used: number;
  /** A word was met that is neither menu nor command. */
  readonly unknown: boolean;
  /** The menu of the lines before does not know the path: it is read from the root, where it was meant to begin. */
  readonly lacksSlash?: boolean;
}

function kindOf(path: Path, rest: readonly Item[]): BoundStatement['kind'] {
  if (path.unknown) return 'unknown';
  if (path.name !== '') return 'command';
  if (rest.length === 0) return 'menu';
  return rest[0]?.kind === 'Group' ? 'block' : 'call';
}

/**
 * What braces are without a name, as the value in place `index`. Behind a path they are a block. Behind `:if (…)` and
 * its like, which want a name for their code, they are meant as code all the same.
 */
function unnamedBraces({ command, name, unknown }: Path, index: number): Braces {
  if (unknown) return 'data';
  // What stands behind a function or an expression is an array that it is given.
  if (command === undefined) return name === '' && index === 0 ? 'code' : 'data';
  const argument = command.arguments?.get(command.unnamed[index] ?? '');
  if (argument !== undefined) return argument.braces;
  return WANT_CODE.has(name) ? 'code' : 'data';
}

const WANT_CODE: ReadonlySet<string> = new Set([':do', ':for', ':foreach', ':if', ':onerror', ':retry', ':while']);

function resolveArgument(command: Command | undefined, written: string): CatalogArgument | undefined {
  if (command?.arguments === undefined) return undefined;
  const found = resolve(command.arguments, written);
  return found.kind === 'found' ? found.value : undefined;
}

function leadsToMenu(root: Menu, word: string): boolean {
  const child = childOf(root, word);
  return child.kind === 'found' && isMenu(child.value);
}

/** A word as the name that it looks like; that it is another one is said elsewhere. */
function asName(word: string): string {
  if (isAscii(word)) return word;
  const name = inAscii(word).toLowerCase();
  return /^[:/]?[a-z0-9./-]+$/.test(name) ? name : word;
}

/** `Ip firewall filter` as the path that it is meant to be; the capital letter is said to be wrong elsewhere. */
function inSmallLetters(items: readonly Item[], root: Menu): readonly Item[] {
  const [first] = items;
  if (first?.kind !== 'Word' || !/^\/?[A-Z]/.test(first.text)) return items;
  const words = leadingWords(items).flatMap((word) => (word === '' ? [] : word.toLowerCase()));
  const isAll = items.every(({ kind }) => kind === 'Word');
  if (!isPathFromRoot(root, words, isAll)) return items;
  return items.map((item) => (item.kind === 'Word' ? { ...item, text: item.text.toLowerCase() } : item));
}

/** The words before the first argument, those that are joined by slashes one by one. */
function leadingWords(items: readonly Item[]): string[] {
  const words: string[] = [];
  for (const item of items) {
    if (item.kind !== 'Word') break;
    words.push(item.text);
  }
  return words.flatMap((word) => word.split('/'));
}

/** An exact name wins, else the only menu or command that begins with the word. */
function childOf(menu: Menu, word: string): NameResolution<Menu | Command> {
  const exact = menu.menus.get(word) ?? menu.commands.get(word);
  return exact === undefined ? resolveChild(menu, word) : { kind: 'found', name: word, value: exact };
}

/** Most items are words, and arguments of words and plain strings: nothing in them is a command. */
function mayNest(item: Item): boolean {
  if (item.kind !== 'Argument') return item.kind !== 'Word';
  const { name, value } = item;
  if (name.kind !== 'Word') return true;
  if (value === undefined || value.kind === 'Word') return false;
  return value.kind !== 'String' || value.parts.some(({ kind }) => kind !== 'Text');
}

function unsetArgument(item: Word, command: Command): BoundArgument {
  const resolved = resolveArgument(command, item.text.slice(1));
  return {
    name: resolved?.name ?? item.text.slice(1),
    argument: resolved,
    unset: true,
    value: undefined,
    range: rangeOf(item),
    nameRange: { start: item.start + 1, end: item.end },
    valueRange: { start: item.end, end: item.end },
  };
}

/** The place alone, so that nobody holds on to the node. */
function rangeOf({ start, end }: RelativeRange): RelativeRange {
  return { start, end };
}
