import { type Braces, type Catalog, type Command, isMenu, type Menu, resolveChild } from '../catalog/catalog.ts';
import { finish, type Steps } from '../text/steps.ts';
import {
  bracesOf,
  isFlag,
  mayBeValue,
  resolveParameter,
  takesValueBehindBlank,
  unnamedOf,
} from './routerParameters.ts';
import {
  BARE,
  BARE_START,
  BLANKS,
  BLANKS_AND_LINES,
  BLANKS_IN_BRACKETS,
  COMMENT,
  COMPARISON,
  CONDITION_VALUE,
  COUNTER_ARGUMENT,
  COUNTERS,
  END,
  ESCAPE,
  EXPRESSION_WORD,
  INFIX,
  NAME,
  NAME_ARGUMENT,
  NAMED,
  OPERAND_START,
  PATH_REST,
  PLAIN_STRING,
  PREFIX,
  QUOTED_NAME,
  SEPARATOR,
  VARIABLE,
  VARIABLE_NAME,
  WHERE,
} from './routerPatterns.ts';
import { RouterScopes } from './routerScopes.ts';
import type { RouterMessage, RouterNote } from './routerVerdict.ts';

/** How many statements are read in a step. */
const STEP = 256;

/** After so many statements a place is noted from which the next version may be read. */
const CHECKPOINT = 32;
const MOST_DECLARED = 100;
/** How much of two texts is compared at once. */
const BLOCK = 1_024;

/** All that counts for what follows, between two statements of the top level. */
interface Checkpoint {
  readonly at: number;
  readonly menu: Menu;
  readonly declared: ReadonlySet<string>;
}

/** Where the router stops, and why. */
export interface RouterError {
  readonly message: RouterMessage;
  readonly offset: number;
  /** The menu, command or parameter at which it stops is not in the tree; a device or a package may have it. */
  readonly isOpen: boolean;
}

export interface RouterReading {
  readonly error: RouterError | undefined;
  readonly notes: readonly {
    readonly message: RouterNote['message'];
    readonly word: string;
    readonly offset: number;
  }[];
}

/**
 * Reads a text from left to right as the router does, up to its first error. It builds no tree. It goes over
 * characters and not over our tokens, since the router has no tokens either: where a word ends depends on the command
 * that it belongs to, and our lexer repairs what the router stumbles over.
 */
export class RouterReader {
  readonly #text: string;
  readonly #tree: Catalog;
  #scopes = new RouterScopes();
  readonly #notes: { message: RouterNote['message']; word: string; offset: number }[] = [];
  #error: RouterReading['error'];
  #at = 0;
  #depth = 0;
  /** Parameters of the command at work that were read before its others. */
  #readParameters: ReadonlySet<string> = NONE;
  /** What ends the statements or the expression at work. */
  #closer = '}';
  /** Something that the tree does not have was met in the statement at work. */
  #isOpen = false;
  /** Nothing is read any more: an error was met, or the router stops without a word. */
  #stopped = false;

  readonly #checkpoints: Checkpoint[];

  /** `previous` has read an earlier version of the text: of its beginning, as far as that is the same, only the end. */
  constructor(text: string, tree: Catalog, previous?: RouterReader) {
    this.#text = text;
    this.#tree = tree;
    this.#checkpoints = previous === undefined || previous.#tree !== tree ? [] : previous.#checkpointsWithin(text);
  }

  read(): RouterReading {
    return finish(this.steps());
  }

  /**
   * Reads the text as one statement that stands in a menu, whatever variables are declared around it, as far as its
   * first error.
   */
  readStatement(menu: Menu): RouterError | undefined {
    this.#scopes = new RouterScopes('all');
    this.#statement(menu);
    if (!this.#stopped) this.#expectEnd('expected end of command');
    return this.#error;
  }

  /** The same in steps. */
  *steps(): Steps<RouterReading> {
    const start = this.#checkpoints.at(-1);
    if (start !== undefined) {
      this.#at = start.at;
      this.#scopes = new RouterScopes(start.declared);
    }
    yield* this.#statementSteps(start?.menu ?? this.#tree.root, '');
    return { error: this.#error, notes: this.#notes };
  }

  /**
   * Those in the part that both texts begin with. How far the router looks ahead is not known beforehand, so that the
   * last of them is left out.
   */
  #checkpointsWithin(text: string): Checkpoint[] {
    let same = 0;
    while (same < text.length && text.slice(same, same + BLOCK) === this.#text.slice(same, same + BLOCK)) same += BLOCK;
    return this.#checkpoints.slice(
      0,
      Math.max(
        0,
        this.#checkpoints.findLastIndex(({ at }) => at <= same),
      ),
    );
  }

  /** Notes at times where it stands between the statements of the top level. */
  #note(menu: Menu): void {
    const declared = this.#scopes.outermost;
    if (this.#depth > 0 || this.#closer !== '}' || this.#readParameters !== NONE || declared === undefined) return;
    if (this.#notes.length > 0 || declared.size > MOST_DECLARED) return;
    this.#checkpoints.push({ at: this.#at, menu, declared: new Set(declared) });
  }

  /** Statements up to `closer`, which is left unread; at the top level a closing brace ends the text. */
  #statements(start: Menu, closer: string): void {
    finish(this.#statementSteps(start, closer));
  }

  *#statementSteps(start: Menu, closer: string): Steps<void> {
    let menu = start;
    for (let count = 1; ; count++) {
      if (count % STEP === 0) yield;
      if (count % CHECKPOINT === 0 && closer === '') this.#note(menu);
      this.#skipBetweenStatements();
      if (this.#stopped) return;
      const c = this.#char();
      if (c === '') {
        if (closer !== '') this.#fail('missing closing brace');
        return;
      }
      if (c === closer) return;
      if (c === '}' && closer === '') {
        this.#stopped = true;
        return;
      }
      menu = this.#statement(menu);
      if (this.#stopped) return;
    }
  }

  /** One statement; returns the menu of the statements below it. */
  #statement(menu: Menu): Menu {
    this.#isOpen = false;
    const c = this.#char();
    switch (c) {
      case '{':
        this.#block(menu);
        this.#expectEnd('syntax error');
        return menu;
      case '$':
        this.#call(menu);
        return menu;
      case '[':
      case '(':
        this.#operand(menu);
        if (this.#separated()) this.#looseArguments(menu, true);
        else this.#fail('syntax error');
        return menu;
      case '/':
        this.#at++;
        return this.#path(this.#tree.root, menu, true);
      case ':':
        this.#at++;
        if (!this.#isNameCharacter()) {
          this.#fail('expected command name');
          return menu;
        }
        return this.#path(this.#tree.root, menu, true);
    }
    if (!this.#isNameCharacter()) {
      this.#fail('expected command name');
      return menu;
    }
    return this.#path(menu, menu, false);
  }

  #call(menu: Menu): void {
    const parenthesised = this.#text.charAt(this.#at + 1) === '(';
    this.#variable(menu);
    if (parenthesised && !this.#stopped) this.#fail('syntax error');
    this.#looseArguments(menu, true);
  }

  /** The words of a path and the command behind them; `around` is the menu that the statement stands in. */
  #path(start: Menu, around: Menu, rooted: boolean): Menu {
    let menu = start;
    let first = !rooted;
    for (;;) {
      if (!this.#isNameCharacter()) return this.#afterMenu(menu, around);
      const offset = this.#at;
      const word = this.#match(NAME);
      if (word === '..') {
        menu = this.#parent(menu);
      } else {
        const child = this.#child(menu, word, first);
        if (child === undefined) {
          this.#unknownCommand(around, word, offset);
          return around;
        }
        if (!isMenu(child)) {
          this.#command(child, this.#menuOf(child, menu), around);
          return around;
        }
        menu = child;
      }
      first = false;
      if (this.#char() === '/') {
        this.#at++;
      } else {
        const end = this.#at;
        this.#skipBlanks();
        // `/ip /firewall` does not occur; a slash behind a blank is taken like one without.
        if (this.#at > end && this.#char() === '/') this.#at++;
      }
    }
  }

  /** A path has ended without a command: it is the menu from here on, or that of a block. */
  #afterMenu(menu: Menu, around: Menu): Menu {
    this.#skipBlanks();
    if (this.#atEnd()) return menu;
    if (this.#char() === '{') {
      this.#block(menu);
      this.#expectEnd('syntax error');
      return around;
    }
    this.#fail('expected command name');
    return around;
  }

  #child(menu: Menu, word: string, first: boolean): Menu | Command | undefined {
    const exact = menu.menus.get(word) ?? menu.commands.get(word);
    if (exact !== undefined) return exact;
    const { root } = this.#tree;
    if (first && menu !== root) {
      const global = root.commands.get(word) ?? root.menus.get(word);
      if (global !== undefined) return global;
    }
    const own = resolveChild(menu, word);
    if (own.kind === 'found') return own.value;
    if (own.kind === 'ambiguous' || !first || menu === root) return undefined;
    const global = resolveChild(root, word);
    return global.kind === 'found' ? global.value : undefined;
  }

  #parent(menu: Menu): Menu {
    return this.#tree.menu(menu.path.split('/').slice(1, -1)) ?? this.#tree.root;
  }

  /** The menu that brackets inside the arguments inherit. */
  #menuOf(command: Command, menu: Menu): Menu {
    return this.#tree.root.commands.get(command.name) === command ? this.#tree.root : menu;
  }

  #unknownCommand(menu: Menu, word: string, offset: number): void {
    this.#isOpen = true;
    if (!this.#separated()) {
      this.#fail('syntax error');
      return;
    }
    this.#notes.push({ message: 'bad command name', word, offset });
    this.#looseArguments(menu, false);
  }

  /** Arguments of a function or of an unknown command, which no parameter names. */
  #looseArguments(menu: Menu, braces: boolean): void {
    for (;;) {
      this.#skipBlanks();
      if (this.#stopped || this.#atEnd()) return;
      const c = this.#char();
      if (c === '{' && !braces) {
        this.#fail('syntax error');
        return;
      }
      const name = this.#match(NAMED);
      if (name !== '') {
        const equals = this.#at - 1;
        this.#looseValue(menu, braces, equals);
      } else if (BARE_START.test(c)) {
        this.#match(BARE);
      } else if (c === '"' && !braces) {
        this.#plainString(this.#at);
      } else if (!this.#structuredValue(menu, 'data')) {
        this.#fail('syntax error');
      }
      if (this.#stopped) return;
      if (!this.#separated()) {
        this.#fail('syntax error');
        return;
      }
    }
  }

  #looseValue(menu: Menu, braces: boolean, equals: number): void {
    const c = this.#char();
    if (c === '"' && !braces) {
      this.#plainString(equals);
      return;
    }
    if (c === '{' && !braces) {
      this.#fail('syntax error');
      return;
    }
    if (c === '\\') {
      if (braces) this.#skipBlanks();
      else this.#fail('syntax error');
      return;
    }
    if (BARE_START.test(c)) this.#match(BARE);
    else this.#structuredValue(menu, 'data');
  }

  /**
   * A quoted value of an unknown command. It may hold plain text only; where the router says so is known from three
   * cases of named values (`docs/facts/reader.md#unknown-names`): behind a variable that it begins with, else at
   * `before`, the `=`.
   */
  #plainString(before: number): void {
    const start = this.#at;
    const variable = this.#matchAt(VARIABLE, start + 1);
    if (variable > 0) {
      this.#at = start + 1 + variable;
      if (this.#char() === '"') this.#at++;
      else this.#fail('syntax error');
      return;
    }
    const length = this.#matchAt(PLAIN_STRING, start);
    if (length > 0) this.#at = start + length;
    else this.#fail('syntax error', before);
  }

  #command(command: Command, menu: Menu, around: Menu): void {
    if (!this.#separated() && !OPERAND_START.test(this.#char())) {
      this.#fail('expected end of command');
      return;
    }
    const isRoot = menu === this.#tree.root;
    const inner = isRoot ? around : menu;
    if (isRoot && VARIABLE_COMMANDS.has(command.name)) this.#declaration(command);
    else if (isRoot && COUNTED.has(command.name)) this.#counters(command);
    if (!this.#stopped) this.#arguments(command, inner);
    if (isRoot && COUNTED.has(command.name)) this.#scopes.leave();
  }

  #arguments(command: Command, menu: Menu): void {
    const used = new Set(this.#readParameters);
    this.#readParameters = NONE;
    const unnamed = unnamedOf(command);
    let next = 0;
    let group = '';
    let reported = false;
    for (;;) {
      this.#skipBlanks();
      if (this.#stopped || this.#atEnd()) return;
      while (next < unnamed.length && used.has(unnamed[next] as string)) next++;
      const free = unnamed[next];
      if (free === 'where') {
        const keyword = this.#matchAt(WHERE, this.#at);
        this.#at += keyword;
        this.#condition(menu);
        return;
      }
      const start = this.#at;
      const negated = this.#char() === '!';
      const word = this.#wordAt(NAME, negated ? start + 1 : start);
      const end = start + word.length + (negated ? 1 : 0);
      const assigned = this.#text.charAt(end) === '=';
      const found = word === '' ? UNKNOWN : resolveParameter(command, word, group);
      if (word !== '' && assigned) {
        if (found.kind === 'found') {
          used.add(found.name);
          const dot = found.name.lastIndexOf('.');
          if (dot > 0) group = found.name.slice(0, dot);
          this.#at = end + 1;
          this.#namedValue(command, found.name, menu);
          continue;
        }
        if (found.kind === 'unknown') this.#isOpen = true;
        if (found.kind === 'unknown' && free === undefined) {
          if (!reported) this.#notes.push({ message: 'bad parameter', word, offset: end });
          reported = true;
          this.#at = end + 1;
          if (this.#char() === '\\') this.#fail('syntax error');
          else this.#value(menu, 'data', 'expected end of command');
          continue;
        }
        this.#fail('expected end of command', free === undefined ? start : end);
        return;
      }
      const ends = word !== '' && this.#separatedAt(end);
      if (found.kind === 'found' && ends) {
        if (found.name === 'where' && !negated) {
          this.#at = end;
          this.#condition(menu);
          return;
        }
        // The old way to write it: `} else {`, `in $list`, `from 1`.
        const value = end + this.#matchAt(BLANKS, end);
        if (!negated && found.name === word && takesValueBehindBlank(command, word) && !this.#endsAt(value)) {
          this.#at = value;
          used.add(word);
          this.#namedValue(command, word, menu);
          continue;
        }
        if (
          (negated || isFlag(command, found.name, word)) &&
          (free === undefined || found.name === word) &&
          free !== found.name
        ) {
          this.#at = end;
          used.add(found.name);
          continue;
        }
      }
      if (free !== undefined) {
        used.add(free);
        this.#unnamedValue(command, free, menu);
        continue;
      }
      if (word === '' || negated || found.kind !== 'unknown') {
        this.#fail('expected end of command', start);
        return;
      }
      this.#at = end;
      this.#match(PATH_REST);
      if (!this.#separated()) {
        this.#fail('expected end of command');
        return;
      }
      if (!reported) this.#notes.push({ message: 'bad parameter', word, offset: end });
      reported = true;
    }
  }

  #namedValue(command: Command, parameter: string, menu: Menu): void {
    const glued = this.#at;
    this.#skipBlanks();
    // An empty value: the next word has a name of its own.
    if (this.#at > glued && this.#matchAt(NAMED, this.#at) > 0) return;
    if (parameter === 'where') this.#condition(menu);
    else if (!mayBeValue(command, parameter, this.#wordAt(BARE, this.#at))) {
      // Another version may have the word.
      this.#isOpen = this.#matchAt(BARE, this.#at) > 0;
      this.#fail('syntax error');
    } else this.#value(menu, bracesOf(command, parameter), 'syntax error');
  }

  #unnamedValue(command: Command, parameter: string, menu: Menu): void {
    this.#value(menu, bracesOf(command, parameter), 'expected end of command');
  }

  /** A value of a known command; `assigned` is said when a second `=` follows it. */
  #value(menu: Menu, braces: Braces | undefined, assigned: RouterMessage): void {
    if (this.#atEnd()) return;
    const start = this.#at;
    const c = this.#char();
    if (BARE_START.test(c)) {
      this.#match(BARE);
      if (this.#char() === '=') {
        this.#fail(assigned, assigned === 'syntax error' ? start : this.#at);
        return;
      }
      if (!this.#separated()) this.#fail('expected end of command');
      return;
    }
    if (!this.#structuredValue(menu, braces)) {
      this.#fail('expected end of command');
      return;
    }
    if (this.#stopped || this.#separated()) return;
    // Behind a string a word may begin, but a bracket is the end of its value.
    if (this.#char() === '=' || (this.#char() === '.' && /[\])]/.test(this.#text.charAt(this.#at - 1))))
      this.#fail('expected end of command');
  }

  /** A string, variable, bracket or group; false where none begins. */
  #structuredValue(menu: Menu, braces: Braces | undefined): boolean {
    switch (this.#char()) {
      case '"':
      case '$':
      case '[':
      case '(':
        this.#operand(menu);
        return true;
      case '{':
        if (braces === undefined) this.#fail('syntax error');
        else if (braces === 'code') this.#block(menu);
        else if (braces === 'text') this.#rawText();
        else this.#array(menu, false);
        return true;
      default:
        return false;
    }
  }

  #operand(menu: Menu): void {
    switch (this.#char()) {
      case '"':
        this.#string(menu);
        break;
      case '$':
        this.#variable(menu);
        break;
      case '[':
        this.#nested(']', () => this.#statements(menu, ']'));
        break;
      case '(':
        this.#nested(')', () => this.#expression(menu, ')'));
        break;
      default:
        this.#array(menu);
    }
  }

  #block(menu: Menu): void {
    this.#scopes.enter();
    this.#nested('}', () => this.#statements(menu, '}'));
    this.#scopes.leave();
  }

  /** Reads the opening bracket, what is in it, and the closing bracket, which `content` leaves unread. */
  #nested(closer: string, content: () => void): void {
    const outer = this.#closer;
    this.#closer = closer;
    this.#at++;
    if (++this.#depth > MAX_DEPTH) this.#stopped = true;
    else content();
    this.#depth--;
    this.#closer = outer;
    if (!this.#stopped) this.#at++;
  }

  /** `{ … }` of a text parameter: everything up to the brace that balances it. */
  #rawText(): void {
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const c = this.#char();
      if (c === '{') depth++;
      else if (c === '}' && --depth === 0) {
        this.#at++;
        return;
      }
    }
    this.#fail('missing closing brace');
  }

  /** Only in an expression an array may be empty. */
  #array(menu: Menu, mayBeEmpty = true): void {
    this.#nested('}', () => {
      for (let isEmpty = !mayBeEmpty; ; isEmpty = false) {
        this.#skipBlanks(true);
        const c = this.#char();
        if (isEmpty && c === '}') this.#fail('syntax error');
        if (this.#stopped || c === '}') return;
        if (c === '') {
          this.#fail('missing closing brace');
          return;
        }
        if (c === ';') {
          this.#at++;
          continue;
        }
        this.#arrayItem(menu);
        if (this.#stopped) return;
        if (this.#char() === '=') {
          this.#at++;
          this.#skipBlanks();
          if (!this.#atEnd()) this.#arrayItem(menu);
        }
        if (this.#stopped) return;
      }
    });
  }

  #arrayItem(menu: Menu): void {
    const c = this.#char();
    if (BARE_START.test(c)) this.#match(BARE);
    else if (!this.#structuredValue(menu, 'data')) this.#fail('syntax error');
  }

  #variable(menu: Menu): void {
    const length = this.#matchAt(VARIABLE, this.#at);
    const next = this.#text.charAt(this.#at + 1);
    if (length > 0) this.#at += length;
    else if (next === '(' || next === '[') {
      this.#at++;
      this.#operand(menu);
    } else this.#fail('syntax error', this.#at + 1);
  }

  #string(menu: Menu): void {
    this.#at++;
    let literal = this.#at;
    for (; this.#at < this.#text.length; ) {
      const c = this.#char();
      if (c === '"') {
        this.#at++;
        return;
      }
      if (c === '\\') {
        const length = this.#matchAt(ESCAPE, this.#at + 1);
        if (length === 0) {
          this.#fail('syntax error');
          return;
        }
        this.#at += 1 + length;
      } else if (c === '$') {
        this.#variable(menu);
        if (this.#stopped) return;
        literal = this.#at;
      } else this.#at++;
    }
    this.#fail('syntax error', literal - 1);
  }

  /** An expression up to `closer`, which is left unread. */
  #expression(menu: Menu, closer: string): void {
    let expectsOperand = false;
    let hasOperand = false;
    for (;;) {
      this.#skipBlanks(closer !== '');
      if (this.#stopped) return;
      const c = this.#char();
      if (c === '' || c === closer || (closer === '' && this.#atEnd())) {
        if (expectsOperand || c !== closer) {
          if (c === '' && closer !== '') this.#fail('missing closing brace');
          else if (expectsOperand) this.#fail('syntax error');
        }
        return;
      }
      if (hasOperand) {
        const operator = this.#match(INFIX);
        if (operator !== '') {
          expectsOperand = true;
          hasOperand = false;
          if (closer === '' && COMPARISON.test(operator)) {
            this.#skipBlanks();
            if (BARE_START.test(this.#char()) && this.#char() !== '!') {
              this.#match(CONDITION_VALUE);
              expectsOperand = false;
              hasOperand = true;
            }
          }
          continue;
        }
      }
      if ((!hasOperand || c === '!') && this.#match(PREFIX) !== '') {
        expectsOperand = true;
        hasOperand = false;
        continue;
      }
      if (this.#match(EXPRESSION_WORD) === '') {
        if (!OPERAND_START.test(c)) {
          this.#fail('syntax error');
          return;
        }
        this.#operand(menu);
      }
      expectsOperand = false;
      hasOperand = true;
    }
  }

  #condition(menu: Menu): void {
    this.#expression(menu, '');
  }

  /** `:local`, `:global` and `:set` with their variable. */
  #declaration(command: Command): void {
    this.#skipBlanks();
    if (this.#atEnd()) return;
    const named = this.#matchAt(NAME_ARGUMENT, this.#at);
    if (named === 0 && OWN_ARGUMENT.has(this.#wordAt(NAMED, this.#at))) return;
    this.#at += named;
    const start = this.#at;
    const c = this.#char();
    const set = command.name === 'set';
    if (c === '$' && !set) {
      this.#fail('syntax error');
      return;
    }
    if (c === '$' || c === '(' || c === '[') {
      this.#operand(this.#tree.root);
    } else {
      const quoted = c === '"' ? this.#match(QUOTED_NAME) : '';
      const name = quoted === '' ? this.#match(VARIABLE_NAME) : quoted.slice(1, -1);
      if (name === '') {
        this.#fail('syntax error');
        return;
      }
      if (!set) this.#scopes.declare(name);
      else if (!this.#scopes.isDeclared(name)) {
        this.#fail('syntax error', start);
        return;
      }
      if (!this.#separated()) {
        this.#fail('expected end of command');
        return;
      }
    }
    this.#readParameters = NAME_ONLY;
  }

  /** The variables of a loop live in a scope of their own, which the caller leaves. */
  #counters(command: Command): void {
    this.#scopes.enter();
    this.#skipBlanks();
    const unnamed = this.#matchAt(COUNTERS, this.#at);
    const parameter = command.name === 'onerror' ? 'error' : 'counter';
    if (unnamed > 0) {
      for (const name of this.#text.slice(this.#at, this.#at + unnamed).split(',')) this.#scopes.declare(name);
      this.#at += unnamed;
      this.#readParameters = new Set([parameter]);
      return;
    }
    // `:for from=1 to=9 counter=i`: the name may stand anywhere on the line.
    const found = COUNTER_ARGUMENT.exec(this.#text.slice(this.#at, this.#at + COUNTER_DISTANCE));
    if (found !== null) for (const name of (found[1] as string).split(',')) this.#scopes.declare(name);
  }

  #expectEnd(message: RouterMessage): void {
    if (this.#stopped) return;
    this.#skipBlanks();
    if (!this.#atEnd()) this.#fail(message);
  }

  #skipBetweenStatements(): void {
    for (;;) {
      this.#match(BLANKS_AND_LINES);
      const c = this.#char();
      if (c === '#') this.#match(COMMENT);
      else if (c === ';') this.#at++;
      else return;
    }
  }

  #skipBlanks(lines = false): void {
    this.#match(lines ? BLANKS_IN_BRACKETS : BLANKS);
  }

  /** Where a command may end: line end, `;`, the bracket that closes what it stands in, the end of the text. */
  #atEnd(): boolean {
    return this.#endsAt(this.#at);
  }

  #endsAt(at: number): boolean {
    return at >= this.#text.length || this.#text.charAt(at) === this.#closer || this.#matchAt(END, at) > 0;
  }

  #separated(): boolean {
    return this.#separatedAt(this.#at);
  }

  #separatedAt(at: number): boolean {
    return at >= this.#text.length || this.#matchAt(SEPARATOR, at) > 0;
  }

  #isNameCharacter(): boolean {
    return this.#matchAt(NAME, this.#at) > 0;
  }

  #char(): string {
    return this.#text.charAt(this.#at);
  }

  #matchAt(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.#text) ? pattern.lastIndex - at : 0;
  }

  #wordAt(pattern: RegExp, at: number): string {
    return this.#text.slice(at, at + this.#matchAt(pattern, at));
  }

  #match(pattern: RegExp): string {
    const word = this.#wordAt(pattern, this.#at);
    this.#at += word.length;
    return word;
  }

  #fail(message: RouterMessage, offset = this.#at): void {
    if (this.#stopped) return;
    this.#error = { message, offset, isOpen: this.#isOpen };
    this.#stopped = true;
  }
}

const MAX_DEPTH = 256;
const UNKNOWN = { kind: 'unknown' } as const;
const NONE: ReadonlySet<string> = new Set();
const NAME_ONLY: ReadonlySet<string> = new Set(['name']);
const VARIABLE_COMMANDS: ReadonlySet<string> = new Set(['local', 'global', 'set']);
const OWN_ARGUMENT: ReadonlySet<string> = new Set(['do=', 'value=']);
const COUNTED: ReadonlySet<string> = new Set(['for', 'foreach', 'onerror']);
const COUNTER_DISTANCE = 200;
