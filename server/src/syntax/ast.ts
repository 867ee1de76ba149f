import type { RelativeRange } from '../text/range.ts';
import { lowerBound } from '../text/search.ts';
import type { RelativeProblem } from './problem.ts';
import type { Tokens } from './token.ts';

/**
 * The tree of one text version. Offsets of nodes are relative to the start of the innermost statement that holds
 * them; where a statement begins is known to the list that holds it. So a statement whose text did not change is the
 * same object when the text around it does.
 */
export interface SyntaxTree {
  readonly text: string;
  readonly tokens: Tokens;
  readonly list: StatementList;
}

export interface StatementList {
  readonly statements: readonly Statement[];
  /** Where each of them begins, relative to the list. */
  readonly starts: readonly number[];
  /** Faults between the statements. */
  readonly problems: readonly ProblemBetween[];
}

/** A fault that belongs to no statement, as one that counts from `start`, which itself is relative to the list. */
export interface ProblemBetween {
  readonly start: number;
  readonly problem: RelativeProblem;
}

export interface Statement {
  readonly length: number;
  readonly items: readonly Item[];
  /** Faults in this statement, those of nested statements apart, relative to the statement. */
  readonly problems: readonly RelativeProblem[];
}

export type Item = Argument | Value | Condition;
export type Value = Word | StringLiteral | Variable | Substitution | Parenthesised | Group | LoneDollar;
export type Expression = Value | Binary | Unary | Sequence | Missing;
export type Node = Item | Expression | StringPart;

/** An unquoted word: path, command, flag, literal. A leading `!` or `:` belongs to it. */
export interface Word extends RelativeRange {
  readonly kind: 'Word';
  readonly text: string;
}

/** `name=value`; in a data group the name may be any value. */
export interface Argument extends RelativeRange {
  readonly kind: 'Argument';
  readonly name: Value;
  /** Offset of the `=`. */
  readonly equals: number;
  readonly value: Value | undefined;
}

/** The condition behind `where` or `find`; the word itself is an item of its own. */
export interface Condition extends RelativeRange {
  readonly kind: 'Condition';
  readonly expression: Expression;
}

export interface StringLiteral extends RelativeRange {
  readonly kind: 'String';
  readonly parts: readonly StringPart[];
  readonly closed: boolean;
  /** Written with typographic quotes, at one end at least. */
  readonly typographic: boolean;
}

export type StringPart = StringText | Variable | Substitution | Parenthesised | LoneDollar;

/** Plain text or one escape of a string, with the characters it stands for. */
export interface StringText extends RelativeRange {
  readonly kind: 'Text';
  readonly value: string;
  readonly escape: boolean;
}

export interface Variable extends RelativeRange {
  readonly kind: 'Variable';
  readonly name: string;
}

/** A `$` that begins no variable. */
export interface LoneDollar extends RelativeRange {
  readonly kind: 'LoneDollar';
}

/** `[command]`, in a string `$[command]`. */
export interface Substitution extends RelativeRange {
  readonly kind: 'Substitution';
  readonly list: StatementList;
  readonly closed: boolean;
}

/** `(expression)`, in a string `$(expression)`. */
export interface Parenthesised extends RelativeRange {
  readonly kind: 'Parenthesised';
  readonly expression: Expression | undefined;
  readonly closed: boolean;
}

/** `{ … }`: code, data or raw text, which only the schema can tell. */
export interface Group extends RelativeRange {
  readonly kind: 'Group';
  readonly list: StatementList;
  readonly closed: boolean;
}

export interface Binary extends RelativeRange {
  readonly kind: 'Binary';
  readonly operator: string;
  readonly operatorStart: number;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends RelativeRange {
  readonly kind: 'Unary';
  readonly operator: string;
  readonly operand: Expression;
}

/** Expressions side by side: an implicit `and` in a condition, a call in parentheses. */
export interface Sequence extends RelativeRange {
  readonly kind: 'Sequence';
  readonly items: readonly Expression[];
}

/** An operand that is not there. */
export interface Missing extends RelativeRange {
  readonly kind: 'Missing';
}

/** The text that a string or word stands for, when no run-time value takes part in it. */
export function constantText(value: Value | undefined): string | undefined {
  if (value === undefined) return '';
  if (value.kind === 'Word') return value.text;
  if (value.kind !== 'String') return undefined;
  let text = '';
  for (const part of value.parts) {
    if (part.kind === 'Text') text += part.value;
    else if (part.kind === 'LoneDollar') text += '$';
    else return undefined;
  }
  return text;
}

/**
 * The direct children that share the node's statement; nested statements are reached through `nestedList`. A chain of
 * operators is as deep as it is long, so walk with a stack of your own and not by recursion.
 */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'Argument':
      return node.value === undefined ? [node.name] : [node.name, node.value];
    case 'Condition':
      return [node.expression];
    case 'String':
      return node.parts;
    case 'Parenthesised':
      return node.expression === undefined ? [] : [node.expression];
    case 'Binary':
      return [node.left, node.right];
    case 'Unary':
      return [node.operand];
    case 'Sequence':
      return node.items;
    default:
      return [];
  }
}

/** The statements in a group or substitution; they count from the start of the node. */
export function nestedList(node: Node): StatementList | undefined {
  return node.kind === 'Group' || node.kind === 'Substitution' ? node.list : undefined;
}

/** The statement that begins last before `offset` or at it, which counts from the list, as the offset of its start does. */
export function statementFrom(
  list: StatementList,
  offset: number,
): { statement: Statement; start: number } | undefined {
  const index = lowerBound(list.starts, offset + 1) - 1;
  const statement = list.statements[index];
  return statement === undefined ? undefined : { statement, start: list.starts[index] as number };
}

/** Calls `visit` for every statement, outer before inner, with the absolute offset of its start. */
export function forEachStatement(
  list: StatementList,
  visit: (statement: Statement, base: number, depth: number) => void,
  base = 0,
  depth = 0,
): void {
  for (const [index, statement] of list.statements.entries()) {
    const at = base + (list.starts[index] as number);
    visit(statement, at, depth);
    for (const inner of nestedLists(statement, at)) forEachStatement(inner.list, visit, inner.base, depth + 1);
  }
}

/** Calls `visit` for the list and for every nested one, outer before inner, with the absolute offset of its start. */
export function forEachList(
  list: StatementList,
  visit: (list: StatementList, base: number, depth: number) => void,
  base = 0,
  depth = 0,
): void {
  visit(list, base, depth);
  for (const [index, statement] of list.statements.entries()) {
    for (const inner of nestedLists(statement, base + (list.starts[index] as number))) {
      forEachList(inner.list, visit, inner.base, depth + 1);
    }
  }
}

/** The lists directly in a statement, in text order, with the absolute offset that each counts from. */
function nestedLists({ items }: Statement, at: number): readonly { list: StatementList; base: number }[] {
  let stack: Node[] | undefined;
  for (const item of items) {
    if (holdsNothing(item)) continue;
    stack ??= [];
    stack.push(item);
  }
  if (stack === undefined) return NO_LISTS;
  const lists: { list: StatementList; base: number }[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const list = nestedList(node);
    if (list !== undefined) lists.push({ list, base: at + node.start });
    // Not spread as arguments: a long string has more parts than a call may have.
    for (const child of children(node)) if (!holdsNothing(child)) stack.push(child);
  }
  return lists.length > 1 ? lists.sort((a, b) => a.base - b.base) : lists;
}

const NO_LISTS: readonly never[] = [];

/** Most nodes are words, texts and arguments of them; only what is left may hold a list. */
function holdsNothing(node: Node): boolean {
  switch (node.kind) {
    case 'Word':
    case 'Text':
    case 'Variable':
      return true;
    case 'Argument':
      return node.name.kind === 'Word' && (node.value === undefined || node.value.kind === 'Word');
    default:
      return false;
  }
}
