import type { BoundCommand } from '../../server/src/binding/boundCommand.ts';
import type { BoundScript } from '../../server/src/binding/boundScript.ts';
import type { Command, Argument as Parameter } from '../../server/src/catalog/catalog.ts';
import {
  isFlag,
  resolveParameter,
  takesValueBehindBlank,
  unnamedOf,
} from '../../server/src/router/routerParameters.ts';
import {
  type Argument,
  constantText,
  type Expression,
  type Group,
  type Item,
  type Node,
  type Statement,
  type StringLiteral,
  type Substitution,
  type SyntaxTree,
  type Value,
} from '../../server/src/syntax/ast.ts';

/**
 * Writes what a script is bound to in the router's intermediate form (`docs/facts/reader.md#intermediate-form`).
 * Literals stay as they are written, but for times whose unit only the argument tells; `normalForm` makes both sides
 * alike.
 */
export function lower(script: BoundScript): Lowered {
  const lowering = new Lowering(script.tree.text);
  const end = silentEnd(script.tree);
  const commands = script.commands.filter(({ base }) => base < end);
  const form = lowering.statements(commands, 0, '/').join(';');
  return { form, flags: lowering.flags };
}

export interface Lowered {
  readonly form: string;
  /** The tokens of arguments that were written without a value, such as `once=`. */
  readonly flags: ReadonlySet<string>;
}

/** What a bare word means: itself, a variable, the property of an item. */
type Place = 'value' | 'operand' | 'field';

/** Before a menu: the router may print it here again, since an empty command stands here. */
export const MAY_REPEAT = '\ue000';

/** Before a word: the router may print `true` or `false` for it. */
export const EITHER = '\ue002';

class Lowering {
  readonly flags = new Set<string>();
  readonly #text: string;
  #nested: ReadonlyMap<Node, readonly BoundCommand[]> = new Map();
  #base = 0;
  #menu = '/';

  constructor(text: string) {
    this.#text = text;
  }

  /** The nodes of a list whose text begins at `start`. */
  statements(commands: readonly BoundCommand[], start: number, menu: string): string[] {
    const outer = { nested: this.#nested, base: this.#base, menu: this.#menu };
    this.#menu = menu;
    let nodes = [this.#repeat()];
    for (const command of commands) {
      this.#nested = command.nested;
      this.#base = command.base;
      const callee = command.statement.items[0];
      if (command.kind === 'call' && callee?.kind === 'Substitution') {
        // The router takes what stands before in the list as part of what is called.
        const first = commands[0] === command;
        const empty = !first || EMPTY_COMMAND.test(this.#text.slice(start, command.base));
        const inner = this.statements(command.nested.get(callee) ?? [], command.base + callee.start + 1, this.#menu);
        const called = empty ? `(evl ${[...nodes, ...inner].join(';')})` : inner.join(' ');
        nodes = [`(<%% ${called} ${this.#rest(command.statement).join(';')})`];
      } else nodes.push(this.#statement(command));
      nodes.push(this.#repeat());
    }
    this.#nested = outer.nested;
    this.#base = outer.base;
    this.#menu = outer.menu;
    return nodes;
  }

  #list(node: Group | Substitution, menu = this.#menu): string {
    return this.statements(this.#nested.get(node) ?? [], this.#base + node.start + 1, menu).join(' ');
  }

  #rest({ items }: Statement): string[] {
    return sorted(items.slice(1)).map((item) => this.#item(item));
  }

  /** A menu line, which says nothing where it names the menu that it stands in. */
  #enter(menu: string): string {
    if (menu === this.#menu) return '';
    this.#menu = menu;
    return menu;
  }

  #repeat(): string {
    return `${MAY_REPEAT}${this.#menu}`;
  }

  #statement(command: BoundCommand): string {
    switch (command.kind) {
      case 'menu':
        return this.#enter(nodeOf(command.menu?.path ?? '/'));
      case 'block':
        // The menu in front of a block is printed like one that repeats in it.
        return `(evl ${this.#list(command.statement.items.at(-1) as Group, nodeOf(command.menu?.path ?? '/'))})`;
      case 'call':
        return this.#call(command.statement);
      case 'unknown':
        return this.#unknown(command);
      default:
        return this.#command(command);
    }
  }

  #call(statement: Statement): string {
    const callee = statement.items[0] as Value;
    const args = this.#rest(statement);
    if (callee.kind === 'Variable') return `(<%% $${callee.name} ${[`(> $${callee.name})`, ...args].join(';')})`;
    return `(<%% ${this.#value(callee)} ${args.join(';')})`;
  }

  #item(item: Item): string {
    if (item.kind === 'Condition') return this.#expression(item.expression, 'value');
    if (item.kind === 'Argument') return `${this.#value(item.name)}=${this.#value(item.value)}`;
    return this.#value(item);
  }

  #unknown(command: BoundCommand): string {
    const { items } = command.statement;
    const first = items.findIndex(({ start, end }) => {
      const at = command.nameRange.start - command.base;
      return start <= at && at < end;
    });
    const word = command.name.replace(/^:/, '');
    const rest = sorted(items.slice(first + 1).flatMap(withoutCondition));
    return `(<%% bad command name ${word} ${[word, ...rest.map((item) => this.#item(item))].join(';')})`;
  }

  #command(bound: BoundCommand): string {
    const command = bound.command as Command;
    const inner = bound.menu?.parent === undefined ? this.#menu : nodeOf(bound.menu.path);
    const outer = this.#menu;
    this.#menu = inner;
    const { values, bad } = this.#arguments(bound, command);
    this.#menu = outer;
    const args = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
    const problem = bad === undefined ? '' : `bad parameter ${bad} `;
    return `(evl ${problem}${command.path}${args.join(';')})`;
  }

  #arguments(bound: BoundCommand, command: Command): { values: Map<string, string>; bad: string | undefined } {
    const values = new Map<string, string>();
    let bad: string | undefined;
    const unnamed = unnamedOf(command);
    const taken = new Set(bound.arguments.map(({ name }) => name));
    for (const { name, argument, value, unset } of bound.arguments) {
      if (argument === undefined) bad ??= name;
      else if (unset) values.set(name, '!');
      else if (value !== undefined) values.set(name, this.#argument(command, argument, value));
    }
    let positionals: Expression[] = bound.positionals.map(({ value }) => value);
    const { condition } = bound;
    if (condition !== undefined) {
      if (command.arguments?.has('where') === true) {
        positionals = positionals.filter((value) => !(value.kind === 'Word' && value.text === 'where'));
        values.set('where', `${this.#expression(condition.expression, 'field')};5`);
      } else {
        positionals = [...positionals, ...valuesOf(condition.expression)];
      }
    }
    for (let i = 0; i < positionals.length; i++) {
      const value = positionals[i] as Expression;
      const free = unnamed.find((name) => !taken.has(name));
      const word = value.kind === 'Word' ? value.text : '';
      const found = word === '' ? undefined : resolveParameter(command, word, '');
      if (found?.kind === 'found') {
        const next = positionals[i + 1];
        const known = command.arguments?.get(found.name);
        if (found.name === word && next !== undefined && known !== undefined && takesValueBehindBlank(command, word)) {
          values.set(word, this.#argument(command, known, next as Value));
          i++;
          continue;
        }
        const whole = found.name === word;
        if (isFlag(command, found.name, word) && (free === undefined || whole) && free !== found.name) {
          values.set(found.name, '');
          // As the first argument it is printed directly behind the command.
          this.flags.add(`${found.name}=`).add(`${command.name}${found.name}=`);
          continue;
        }
      }
      if (free === undefined) {
        bad ??= word;
        continue;
      }
      taken.add(free);
      const known = command.arguments?.get(free);
      values.set(free, known === undefined ? this.#expression(value, 'value') : this.#argument(command, known, value));
    }
    return { values, bad };
  }

  #argument(command: Command, argument: Parameter, value: Expression | undefined): string {
    if (value === undefined) return '';
    if (VARIABLE_NAMES.has(`${command.path} ${argument.name}`)) {
      if (value.kind === 'Word') {
        return value.text
          .split(',')
          .map((name) => `$${name}`)
          .join(';');
      }
      if (value.kind === 'String') return `$${this.#value(value)}`;
    }
    if (value.kind === 'Group') {
      if (argument.braces === 'code') {
        return `;(evl ${this.#list(value)})`;
      }
      if (argument.braces === 'text') return this.#text.slice(this.#base + value.start + 1, this.#base + value.end - 1);
    }
    // Of two words the router makes a flag; which of them is true it does not say.
    if (argument.suggestions?.length === 2 && value.kind === 'Word') return EITHER + value.text;
    if (argument.type.kind === 'time' && value.kind === 'Word' && /^\d+(?:\.\d+)?$/.test(value.text)) {
      return `${Math.round(Number(value.text) * 1000)}ms`;
    }
    return this.#expression(value, 'value');
  }

  #value(value: Value | undefined): string {
    return value === undefined ? '' : this.#expression(value, 'value');
  }

  #expression(expression: Expression, place: Place): string {
    switch (expression.kind) {
      case 'Word':
        return isName(expression.text, place) ? `$${expression.text}` : expression.text;
      case 'Variable':
        return `$${expression.name}`;
      case 'String':
        return joined('.', this.#parts(expression));
      case 'Substitution':
        return `(evl ${this.#list(expression)})`;
      case 'Parenthesised':
        return expression.expression === undefined
          ? ''
          : this.#expression(expression.expression, place === 'field' ? 'field' : 'operand');
      case 'Group':
        return this.#array(expression);
      case 'Unary':
        return `(${expression.operator} ${this.#expression(expression.operand, place)})`;
      case 'Binary': {
        const { left, right } = expression;
        const operator = OPERATORS[expression.operator] ?? expression.operator;
        if (FLAT.has(operator)) return joined(operator, this.#flat(expression, operator, place));
        // `name=x` compares a property with a text, `$x in name` a value with a property.
        const compared = place === 'field' && left.kind === 'Word' ? 'value' : place;
        return `(${operator} ${this.#expression(left, place)} ${this.#expression(right, compared)})`;
      }
      case 'Sequence': {
        const [first, second, third] = expression.items;
        if (first?.kind === 'Word' && first.text === 'any' && second !== undefined && third === undefined) {
          return `(any ${this.#expression(second, place)})`;
        }
        return `(  ${expression.items.map((item) => this.#expression(item, place)).join(' ')})`;
      }
      default:
        return '';
    }
  }

  /** The operands of one operator that takes many. */
  #flat(expression: Expression, operator: string, place: Place): string[] {
    const operands: string[] = [];
    const pending: Expression[] = [expression];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      let node = next;
      while (node.kind === 'Parenthesised' && node.expression !== undefined && isBinary(node.expression)) {
        node = node.expression;
      }
      if (node.kind === 'Binary' && (OPERATORS[node.operator] ?? node.operator) === operator) {
        pending.push(node.right, node.left);
      } else if (operator === '.' && node.kind === 'String' && node.parts.length > 0)
        operands.push(...this.#parts(node));
      else operands.push(this.#expression(node, place));
    }
    return operands;
  }

  /** Every escape and every interpolation is a part of its own, and so is the text behind a continuation. */
  #parts({ parts }: StringLiteral): string[] {
    return parts.map((part) => {
      if (part.kind === 'Text') return part.value;
      return part.kind === 'LoneDollar' ? '$' : this.#expression(part, 'value');
    });
  }

  #array({ list }: Group): string {
    return sorted(list.statements.flatMap(({ items }) => items))
      .map((item) => this.#item(item))
      .join(';');
  }
}

/** Unnamed items first, then the named ones by name. */
function sorted(items: readonly Item[]): Item[] {
  const name = (item: Argument): string => constantText(item.name) ?? '';
  const named = items.filter((item) => item.kind === 'Argument').sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return [...items.filter((item) => item.kind !== 'Argument'), ...named];
}

/** The values of `find` at the root, which our lexer reads as a condition: there `"b" -1` are two, not a difference. */
function valuesOf(expression: Expression): Expression[] {
  if (expression.kind === 'Sequence') return expression.items.flatMap(valuesOf);
  if (expression.kind !== 'Binary' || expression.operator !== '-') return [expression];
  const { left, right, operator, operatorStart } = expression;
  if (left.end === operatorStart || right.start > operatorStart + 1 || right.kind !== 'Word') return [expression];
  const text = operator + right.text;
  return [...valuesOf(left), { kind: 'Word', start: operatorStart, end: right.end, text }];
}

/** An unknown command has no conditions: `where a=b` is a word and an argument. */
function withoutCondition(item: Item): Item[] {
  if (item.kind !== 'Condition') return [item];
  const { expression } = item;
  const parts = expression.kind === 'Sequence' ? expression.items : [expression];
  return parts.map((part): Item => {
    if (part.kind !== 'Binary' || part.operator !== '=' || part.left.kind !== 'Word') return part as Value;
    const { left, right, start, end, operatorStart } = part;
    return { kind: 'Argument', start, end, name: left, equals: operatorStart, value: right as Value };
  });
}

/** A closing brace too many at the top level ends the text without a word. */
function silentEnd({ text, list }: SyntaxTree): number {
  const strays = list.problems.filter(({ problem }) => problem.code === 'stray-closer').map(({ start }) => start);
  for (const [index, { problems }] of list.statements.entries()) {
    const start = list.starts[index] as number;
    for (const problem of problems) if (problem.code === 'stray-closer') strays.push(start + problem.start);
  }
  return strays.filter((at) => text[at] === '}').reduce((first, at) => Math.min(first, at), text.length);
}

function isBinary(expression: Expression): boolean {
  return expression.kind === 'Binary' || (expression.kind === 'Parenthesised' && expression.expression !== undefined);
}

function isName(word: string, place: Place): boolean {
  if (place === 'value' || BOOLEANS.has(word)) return false;
  return (place === 'field' ? FIELD : NAME).test(word);
}

function joined(operator: string, operands: readonly string[]): string {
  return operands.length === 1
    ? (operands[0] as string)
    : operands.length === 0
      ? ''
      : `(${operator} ${operands.join(' ')})`;
}

function nodeOf(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** A line end or a comment in front of a command is an empty command. */
const EMPTY_COMMAND = /[\r\n#;]/;
const OPERATORS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or' };
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no']);
const FIELD = /^[.A-Za-z]/;
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const FLAT: ReadonlySet<string> = new Set(['and', 'or', '.', ',', '+', '*']);
const VARIABLE_NAMES: ReadonlySet<string> = new Set([
  '/local name',
  '/global name',
  '/set name',
  '/for counter',
  '/foreach counter',
  '/onerror error',
]);
