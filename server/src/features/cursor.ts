/**
 * What stands at the caret. The statement is read once more with a mark at the caret: a mark is a word, so the parser
 * and the binding tell what a word in that place would be, also where there is none yet.
 */
import { bind } from '../binding/bind.ts';
import { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, commandAt } from '../binding/boundScript.ts';
import { argumentOf, type Argument as CatalogArgument, catalog, type Menu } from '../catalog/catalog.ts';
import type { Analysis } from '../rules/rule.ts';
import { type Condition, children, constantText, type Node, type StringLiteral, type Word } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { TokenKind, type Tokens } from '../syntax/token.ts';
import type { TextRange } from '../text/range.ts';

export type Cursor = CommandCursor | ArgumentCursor | ValueCursor | FieldCursor | VariableCursor;

/** A menu or a command. */
export interface CommandCursor {
  readonly kind: 'command';
  /** The menu that the words before lead to. */
  readonly menu: Menu;
  /** The caret is in the first word of the statement, before any slash. */
  readonly first: boolean;
  /** The statement stands in `[ ]`, so its result is wanted. */
  readonly substituted: boolean;
  /** From the last slash of the word on. */
  readonly range: TextRange;
  /** The word from its beginning to the end of `range`. */
  readonly wordRange: TextRange;
  /** Text of the word up to the caret. */
  readonly typed: string;
}

/** The name of an argument, or a value without a name. */
export interface ArgumentCursor {
  readonly kind: 'argument';
  readonly command: BoundCommand;
  readonly range: TextRange;
  /** `=` follows. */
  readonly named: boolean;
  /** `!` stands before: the argument is to be unset. */
  readonly unset: boolean;
  /** How many values without a name stand before. */
  readonly position: number;
}

/** The value of an argument, also in a condition. */
export interface ValueCursor {
  readonly kind: 'value';
  readonly command: BoundCommand;
  readonly name: string;
  readonly argument: CatalogArgument | undefined;
  /** The whole value, quotes included. */
  readonly range: TextRange;
  readonly quoted: boolean;
  /** The value without quotes, and the caret in it. */
  readonly content: string;
  readonly caret: number;
}

/** The name of a property in a condition. */
export interface FieldCursor {
  readonly kind: 'field';
  readonly menu: Menu;
  readonly range: TextRange;
  readonly compared: boolean;
}

/** `$name`. */
export interface VariableCursor {
  readonly kind: 'variable';
  readonly range: TextRange;
}

/** A text and how it was read. */
export type CursorText = Pick<Analysis, 'text' | 'script'>;

/** Undefined where there is nothing to complete: in comments, texts and what the catalogue does not know. */
export function cursorAt(analysis: CursorText, offset: number): Cursor | undefined {
  const { text } = analysis;
  if (offset < 0 || offset > text.length || isInComment(analysis.script.tree.tokens, offset)) return undefined;
  const variable = /(?<!\\)\$[A-Za-z0-9]*$/.exec(text.slice(Math.max(0, offset - 64), offset));
  if (variable !== null) {
    // `regexp="^x$"`: a dollar sign that ends a text.
    if (variable[0] === '$' && text[offset] === '"') return undefined;
    const rest = /^[A-Za-z0-9]*/.exec(text.slice(offset, offset + 64))?.[0] ?? '';
    return { kind: 'variable', range: { start: offset - variable[0].length, end: offset + rest.length } };
  }
  const around = surroundings(analysis, offset);
  const cursor = new Reading(analysis, offset, around).cursor();
  const found =
    cursor === undefined && around.meant !== undefined
      ? new Reading(analysis, offset, { ...around, menu: around.meant }).cursor()
      : cursor;
  return found !== undefined && isGlued(found, text, offset) ? undefined : found;
}

/** Whether a new word would stick to what has just been closed: `comment="x"protocol=`. */
function isGlued({ kind, range }: Cursor, text: string, offset: number): boolean {
  const isNew = (kind === 'argument' || kind === 'command') && range.start === offset;
  return isNew && /["\])}]/.test(text.charAt(offset - 1));
}

/** A character that no script holds and that belongs to any word. */
const MARK = '\ue000';

class Reading {
  readonly #text: string;
  readonly #offset: number;
  /** Where the original text begins in the marked one, and where in the original that is. */
  readonly #head: number;
  readonly #start: number;
  /** Characters put in behind the caret. */
  readonly #inserted: number;
  readonly #marked: string;
  readonly #command: BoundCommand | undefined;

  constructor({ text }: CursorText, offset: number, { start, end, menu }: Surroundings) {
    const head = `${menu.path}\n`;
    const before = text.slice(start, offset);
    const after = text.slice(offset, end);
    // A new word before another one must not melt into it.
    const mark = isWordStart(before) && /^[^\s;\])}"]/.test(after) ? `${MARK} ` : MARK;
    this.#text = text;
    this.#offset = offset;
    this.#head = head.length;
    this.#start = start;
    this.#inserted = mark.length;
    this.#marked = head + before + mark + after;
    this.#command = commandAt(bind(parse(this.#marked), catalog), this.#caret);
  }

  cursor(): Cursor | undefined {
    const command = this.#command;
    if (command === undefined) return undefined;
    if (command.kind === 'unknown') return this.#commandCursor(command);
    if (command.kind !== 'command' || command.command === undefined) return undefined;
    return this.#argumentCursor(command) ?? this.#positionalCursor(command) ?? this.#conditionCursor(command);
  }

  get #caret(): number {
    return this.#head + this.#offset - this.#start;
  }

  #commandCursor({ menu, name, nameRange, range }: BoundCommand): CommandCursor | undefined {
    if (menu === undefined || !name.includes(MARK) || !this.#holdsCaret(nameRange)) return undefined;
    const typed = this.#marked.slice(nameRange.start, this.#caret);
    const rest = /^[^/\s]*/.exec(this.#marked.slice(this.#caret, nameRange.end))?.[0].length ?? 0;
    const slash = typed.lastIndexOf('/') + 1;
    const end = this.#original(this.#caret + rest);
    const start = this.#original(nameRange.start);
    const first = nameRange.start === range.start && slash <= 1;
    const substituted = /\[[ \t]*$/.test(this.#marked.slice(Math.max(0, range.start - 32), range.start));
    const segment = { start: start + slash, end };
    return { kind: 'command', menu, first, substituted, range: segment, wordRange: { start, end }, typed };
  }

  #argumentCursor(command: BoundCommand): Cursor | undefined {
    const argument = command.arguments.find(({ range }) => this.#holdsCaret(command.place(range)));
    if (argument === undefined) return undefined;
    const others = command.arguments.filter((other) => other !== argument);
    const rest = new BoundCommand({ ...command.bound, arguments: others }, command.base);
    const name = command.place(argument.nameRange);
    if (argument.unset || this.#holdsCaret(name)) {
      return {
        kind: 'argument',
        command: rest,
        range: this.#originalRange(name),
        named: !argument.unset,
        unset: argument.unset,
        position: Number.POSITIVE_INFINITY,
      };
    }
    return this.#valueCursor(rest, argument);
  }

  #positionalCursor(command: BoundCommand): ArgumentCursor | undefined {
    const position = command.positionals.findIndex(({ value }) => this.#holdsCaret(command.place(value)));
    const positional = command.positionals[position];
    if (positional?.value.kind !== 'Word') return undefined;
    const range = this.#originalRange(command.place(positional.value));
    return { kind: 'argument', command, range, named: false, unset: false, position };
  }

  #conditionCursor(command: BoundCommand): Cursor | undefined {
    const { menu, condition } = command;
    const place = condition === undefined ? undefined : this.#inCondition(condition, command);
    if (menu === undefined || place === undefined) return undefined;
    const { node, parent } = place;
    if (parent?.kind === 'Binary' && parent.right === node) {
      const name = parent.left.kind === 'Word' ? parent.left.text : '';
      if (!COMPARISONS.has(parent.operator) || name === '') return undefined;
      const argument = argumentOf(menu.path, name);
      return this.#valueCursor(command, { name, argument, value: node, valueRange: node });
    }
    if (node.kind !== 'Word') return undefined;
    const compared = parent?.kind === 'Binary';
    return { kind: 'field', menu, range: this.#originalRange(command.place(node)), compared };
  }

  #inCondition(condition: Condition, command: BoundCommand): { node: Word | StringLiteral; parent: Node } | undefined {
    let parent: Node = condition;
    for (;;) {
      const node: Node | undefined = children(parent).find((child) => this.#holdsCaret(command.place(child)));
      if (node === undefined) return undefined;
      if (node.kind === 'Word' || node.kind === 'String') return { node, parent };
      parent = node;
    }
  }

  #valueCursor(
    command: BoundCommand,
    { name, argument, value, valueRange: inCommand }: Pick<BoundArgument, 'name' | 'argument' | 'value' | 'valueRange'>,
  ): ValueCursor | undefined {
    const valueRange = command.place(inCommand);
    if (value?.kind !== 'Word' && value?.kind !== 'String') return undefined;
    const quoted = value.kind === 'String';
    if (quoted && value.typographic) return undefined;
    // What an open quote swallows may be more than one text.
    const marked =
      quoted && !value.closed
        ? plainText(this.#marked.slice(valueRange.start + 1, this.#caret + 1))
        : constantText(value);
    const caret = marked?.indexOf(MARK) ?? -1;
    if (marked === undefined || caret < 0) return undefined;
    // Text behind a quote that is never closed belongs to nobody.
    const closed = !quoted || value.closed;
    const range = this.#originalRange(closed ? valueRange : { start: valueRange.start, end: this.#caret });
    if (/[\r\n]/.test(this.#text.slice(range.start, range.end))) return undefined;
    const content = marked.slice(0, caret) + (closed ? marked.slice(caret + 1) : '');
    return { kind: 'value', command, name, argument, range, quoted, content, caret };
  }

  #holdsCaret({ start, end }: TextRange): boolean {
    return start <= this.#caret && this.#caret < end;
  }

  #originalRange({ start, end }: TextRange): TextRange {
    return { start: this.#original(start), end: this.#original(end) };
  }

  #original(marked: number): number {
    const beforeMark = marked <= this.#caret ? marked : Math.max(this.#caret, marked - this.#inserted);
    return beforeMark - this.#head + this.#start;
  }
}

interface Surroundings extends TextRange {
  readonly menu: Menu;
  /** Where no menu line stands above, the menu that commands nearby were taken to be meant for. */
  readonly meant: Menu | undefined;
}

/** The statement of the top level at the caret with the rest of its line, and the menu in which it begins. */
function surroundings({ text, script }: CursorText, offset: number): Surroundings {
  const { commands, tree } = script;
  let next = 0;
  for (let high = commands.length; next < high; ) {
    const middle = (next + high) >> 1;
    if ((commands[middle] as BoundCommand).range.start <= offset) next = middle + 1;
    else high = middle;
  }
  const before = commands[next - 1]?.range;
  const boundary =
    before !== undefined && offset <= before.end
      ? undefined
      : lastBoundary(tree.tokens, before === undefined ? 0 : before.end, offset);
  let menuLine = boundary === undefined ? next - 2 : next - 1;
  while (menuLine >= 0 && commands[menuLine]?.kind !== 'menu') menuLine--;
  let end = Math.max(lineEnd(text, offset), before?.end ?? 0);
  for (; next < commands.length && (commands[next] as BoundCommand).range.start < end; next++) {
    end = Math.max(end, (commands[next] as BoundCommand).range.end);
  }
  const menu = commands[menuLine]?.menu ?? catalog.root;
  const meant = menu === catalog.root ? inferredNear(script, next - 1) : undefined;
  return { start: boundary ?? before?.start ?? 0, end, menu, meant };
}

/** A text without anything that stands for something else. */
function plainText(text: string): string | undefined {
  return /[\\$\r\n]/.test(text) ? undefined : text;
}

/** The menu that the nearest commands above were taken to be meant for, else those below. */
function inferredNear({ reading: { turns } }: BoundScript, index: number): Menu | undefined {
  const known = turns.filter(({ inferred }) => inferred !== undefined);
  return (known.findLast((turn) => turn.index <= index) ?? known[0])?.inferred;
}

/** The end of the last line end or semicolon between `from` and `offset`, behind which a statement may begin. */
function lastBoundary({ kinds, starts, count }: Tokens, from: number, offset: number): number | undefined {
  for (let index = Math.min(tokenAt(starts, offset), count - 1); index >= 0; index--) {
    const end = starts[index + 1] as number;
    if (end <= from) return undefined;
    const kind = kinds[index];
    if (end <= offset && (kind === TokenKind.Newline || kind === TokenKind.Semicolon)) return end;
  }
  return undefined;
}

/** Index of the last token that begins at or before `offset`. */
function tokenAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isInComment({ kinds, starts, count }: Tokens, offset: number): boolean {
  // A caret at the end of the comment's line still writes the comment.
  let index = Math.min(tokenAt(starts, offset), count);
  if (starts[index] === offset) index--;
  const kind = kinds[index];
  return kind === TokenKind.Comment || kind === TokenKind.TrailingComment;
}

function isWordStart(before: string): boolean {
  return before === '' || /[\s;[{]$/.test(before);
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '>', '<=', '>=']);
