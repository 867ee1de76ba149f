import { bind } from '../binding/bind.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import { templateParts } from '../binding/templates.ts';
import { catalog } from '../catalog/catalog.ts';
import { type Argument, forEachStatement, type Item, type Statement, type SyntaxTree } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { isTrivia, TokenKind } from '../syntax/token.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { lowerBound } from '../text/search.ts';

export interface FormatOptions {
  /** Longer lines are broken between arguments, as an export does; 0 breaks none. */
  readonly width: number;
  /** Whether plain arguments of `add` and `set` are put in the order of an export. */
  readonly sort: boolean;
  /** Blanks for each level of blocks. */
  readonly indent: number;
}

export const FORMAT_DEFAULTS: FormatOptions = { width: 80, sort: false, indent: 4 };

/**
 * Edits that bring a script into the form of an export: one blank between arguments, none behind `=`, lines broken at a
 * width, blocks indented, at most one empty line. Only what separates words is touched: comments, strings, conditions,
 * expressions, data and the text of scripts in scripts stay as they are, and so do commands with faults. The result is
 * read again; if it does not consist of the same words and commands, nothing is changed.
 */
export function format(tree: SyntaxTree, options: FormatOptions = FORMAT_DEFAULTS): TextEdit[] {
  // What a template engine makes of its parts is not known.
  if (templateParts(tree.text).length > 0) return [];
  const { edits } = new Formatter(bind(tree, catalog), options).run();
  if (edits.length === 0) return edits;
  const after = parse(applyEdits(tree.text, edits));
  return isSame(outline(tree), outline(after), options.sort) ? edits : [];
}

/** The edits that lie in lines which the range touches. */
export function formatRange(tree: SyntaxTree, { start, end }: TextRange, options?: FormatOptions): TextEdit[] {
  const { text } = tree;
  const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const behind = text.slice(end).search(/[\r\n]/);
  const to = behind < 0 ? text.length : end + behind;
  return format(tree, options).filter(({ range }) => range.start >= from && range.end <= to);
}

/** Deeper blocks than this are left as they are. */
const MAX_DEPTH = 64;
/** As deep as an export sets back what goes on in the next line. */
const CONTINUATION = ' '.repeat(4);

class Formatter {
  readonly #script: BoundScript;
  readonly #tree: SyntaxTree;
  readonly #text: string;
  readonly #options: FormatOptions;
  readonly #newline: string;
  readonly #edits: TextEdit[] = [];
  /** Where faults begin that only the reading as code shows, ascending. */
  readonly #faults: readonly number[];
  /** Characters that the present line has so far. */
  #column = 0;

  constructor(script: BoundScript, options: FormatOptions) {
    this.#script = script;
    this.#tree = script.tree;
    this.#text = script.tree.text;
    this.#options = options;
    this.#faults = script.problems.map(({ start }) => start).sort((a, b) => a - b);
    this.#newline = /\r\n|\n|\r/.exec(this.#text)?.[0] ?? '\n';
  }

  run(): { readonly edits: TextEdit[] } {
    const start = this.#text.startsWith('\ufeff') ? 1 : 0;
    this.#list(this.#script.commands, this.#tree.list.statements.length, { start, end: this.#text.length }, 0);
    return { edits: this.#edits };
  }

  /** The commands of a file or block and what lies between them. */
  #list(commands: readonly BoundCommand[], count: number, { start, end }: TextRange, depth: number): void {
    if (commands.length !== count || depth > MAX_DEPTH) {
      this.#keep(start, end);
      return;
    }
    let at = start;
    for (const [index, command] of commands.entries()) {
      this.#between(at, command.base, depth, depth);
      at = command.base + command.statement.length;
      // What follows a command may be its fault, such as a comment.
      const behind = this.#tokens(at, commands[index + 1]?.base ?? end);
      if (behind.every(({ kind }) => BETWEEN.has(kind))) this.#command(command, depth);
      else this.#keep(command.base, at);
    }
    this.#between(at, end, depth, depth - 1);
  }

  /** Line ends, comments and semicolons; blocks end one level further out than their commands stand. */
  #between(start: number, end: number, depth: number, last: number): void {
    const parts = this.#tokens(start, end);
    if (parts.some(({ kind }) => !BETWEEN.has(kind))) {
      this.#keep(start, end);
      return;
    }
    let at = start;
    for (let i = 0; i <= parts.length; i++) {
      const part = parts[i];
      if (part !== undefined && !SOLID.has(part.kind)) continue;
      const to = part?.start ?? end;
      const isLast = part === undefined;
      const closes = isLast && last < depth;
      this.#put(at, to, this.#gap({ start: at, end: to }, closes, isLast ? last : depth));
      if (part !== undefined) this.#keep(part.start, part.end);
      at = part?.end ?? end;
    }
  }

  #gap({ start, end }: TextRange, closes: boolean, depth: number): string {
    const text = this.#text.slice(start, end);
    const lines = text.match(/\r\n|\n|\r/g) ?? [];
    if (start === 0 || (start === 1 && this.#text.startsWith('\ufeff'))) return '';
    if (end === this.#text.length) return lines[0] ?? '';
    if (lines.length === 0) return text === '' ? '' : ' ';
    // No empty lines right behind the opening or before the closing brace.
    const kept = lines.slice(0, closes || this.#text[start - 1] === '{' ? 1 : 2).join('');
    return kept + ' '.repeat(Math.max(0, depth) * this.#options.indent);
  }

  #command(command: BoundCommand, depth: number): void {
    const { base, statement } = command;
    const end = base + statement.length;
    const { items } = statement;
    if (this.#isFaulty(command) || !this.#isPlain(base, items)) {
      this.#keep(base, end);
      return;
    }
    const sorted = this.#options.sort ? sortable(command) : undefined;
    let at = base;
    for (const [index, item] of items.entries()) {
      if (item === sorted?.[0]) {
        this.#sorted(sorted, base, depth, at);
        at = base + (items.at(-1) as Item).end;
        break;
      }
      const start = base + item.start;
      const length = this.#firstLine(item, command);
      const before = this.#text.slice(at, start);
      const isLast = index === items.length - 1;
      this.#put(at, start, before === '' ? '' : this.#separator(item, length, isLast, depth, before));
      this.#item(item, command, depth);
      at = base + item.end;
    }
    this.#keep(at, end);
  }

  #item(item: Item, { base, nested }: BoundCommand, depth: number): void {
    let value: Item | undefined = item;
    if (item.kind === 'Argument') {
      this.#keep(base + item.start, base + item.equals + 1);
      value = item.value;
      if (value === undefined) return;
      this.#put(base + item.equals + 1, base + value.start, '');
    }
    const commands = nested.get(value);
    const [start, end] = [base + value.start, base + value.end];
    if (value.kind !== 'Group' || commands === undefined || !value.closed) {
      this.#keep(start, end);
      return;
    }
    this.#keep(start, start + 1);
    this.#list(commands, value.list.statements.length, { start: start + 1, end: end - 1 }, depth + 1);
    this.#keep(end - 1, end);
  }

  /** The arguments in their new order, which are one edit. */
  #sorted(sorted: readonly Argument[], base: number, depth: number, from: number): void {
    const inOrder = [...sorted].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    let text = '';
    const column = this.#column;
    for (const [index, item] of inOrder.entries()) {
      const source = this.#written(item, base);
      const separator = this.#separator(item, lineOf(source).length, index === inOrder.length - 1, depth);
      text += separator + source;
      this.#advance(separator + source);
    }
    this.#column = column;
    this.#put(from, base + Math.max(...sorted.map(({ end }) => end)), text);
  }

  /** An argument as it will stand, its blocks apart. */
  #written(item: Item, base: number): string {
    if (item.kind !== 'Argument') return this.#text.slice(base + item.start, base + item.end);
    const value = item.value === undefined ? '' : this.#text.slice(base + item.value.start, base + item.value.end);
    return this.#text.slice(base + item.start, base + item.equals + 1) + value;
  }

  /** Characters of the item up to the end of its line, or up to where a block opens, which is broken by itself. */
  #firstLine(item: Item, { base, nested }: BoundCommand): number {
    if (item.kind === 'Argument' && item.value !== undefined && nested.has(item.value)) {
      return item.equals + 1 - item.start + 1;
    }
    return lineOf(this.#written(item, base)).length;
  }

  /** A blank, or the end of a line that goes on in the next one: only in front of an argument that does not fit. */
  #separator(item: Item, length: number, isLast: boolean, depth: number, before = ''): string {
    const { width, indent } = this.#options;
    // A blank and the backslash need room, too.
    const needed = this.#column + 1 + length + (isLast ? 0 : 2);
    if (width === 0 || item.kind !== 'Argument' || needed <= width) return ' ';
    // A line that is broken already keeps its end, of which a file may have several kinds.
    return ` \\${/\r\n|\n|\r/.exec(before)?.[0] ?? this.#newline}${' '.repeat(depth * indent)}${CONTINUATION}`;
  }

  /** Whether the command, or one in it, has a fault. */
  #isFaulty({ base, statement }: BoundCommand): boolean {
    let faulty = false;
    const list = { statements: [statement], starts: [0], problems: [] };
    forEachStatement(list, ({ problems }) => {
      faulty ||= problems.length > 0;
    });
    const next = this.#faults[lowerBound(this.#faults, base)];
    return faulty || (next !== undefined && next < base + statement.length);
  }

  /** Whether its items are separated by blanks and broken lines, and by nothing that is a fault. */
  #isPlain(base: number, items: readonly Item[]): boolean {
    let at = base;
    for (const item of items) {
      if (!this.#isBlank(at, base + item.start)) return false;
      if (item.kind === 'Argument' && item.value !== undefined) {
        if (!this.#isBlank(base + item.equals + 1, base + item.value.start)) return false;
      }
      at = base + item.end;
    }
    return true;
  }

  #isBlank(start: number, end: number): boolean {
    return start === end || /^(?:[ \t]|\\(?:\r\n|\n|\r))*$/.test(this.#text.slice(start, end));
  }

  #tokens(start: number, end: number): { kind: number; start: number; end: number }[] {
    const { starts, kinds, count } = this.#tree.tokens;
    const found: { kind: number; start: number; end: number }[] = [];
    for (let i = lowerBound(starts, start); i < count && (starts[i] as number) < end; i++) {
      found.push({ kind: kinds[i] as number, start: starts[i] as number, end: starts[i + 1] as number });
    }
    return found;
  }

  #keep(start: number, end: number): void {
    this.#advance(this.#text.slice(start, end));
  }

  #put(start: number, end: number, newText: string): void {
    if (this.#text.slice(start, end) !== newText) this.#edits.push({ range: { start, end }, newText });
    this.#advance(newText);
  }

  #advance(text: string): void {
    const lineEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    this.#column = lineEnd < 0 ? this.#column + text.length : text.length - lineEnd - 1;
  }
}

const SOLID: ReadonlySet<number> = new Set([TokenKind.Comment, TokenKind.Semicolon]);
const BETWEEN: ReadonlySet<number> = new Set([...SOLID, TokenKind.Blank, TokenKind.Newline]);

/** The arguments of the command if they can change places, that is if the catalogue knows them all, and should. */
function sortable({ name, statement, arguments: bound }: BoundCommand): Argument[] | undefined {
  if (name !== 'add' && name !== 'set') return undefined;
  const first = statement.items.findIndex(({ kind }) => kind === 'Argument');
  const found = first < 0 ? [] : statement.items.slice(first);
  const all = found.filter((item): item is Argument => item.kind === 'Argument' && isConstant(item));
  if (all.length < found.length || all.length < 2 || bound.length < all.length) return undefined;
  if (bound.some(({ argument }) => argument === undefined)) return undefined;
  const names = all.map(nameOf);
  // An argument that begins with a dot belongs to the one before it.
  if (new Set(names).size < names.length || names.some((one) => one.startsWith('.'))) return undefined;
  return names.every((one, index) => index === 0 || (names[index - 1] as string) < one) ? undefined : all;
}

function isConstant({ name, value }: Argument): boolean {
  return name.kind === 'Word' && (value === undefined || value.kind === 'Word' || value.kind === 'String');
}

function nameOf({ name }: Argument): string {
  return name.kind === 'Word' ? name.text : '';
}

function lineOf(text: string): string {
  return text.split(/[\r\n]/, 1)[0] as string;
}

interface Outline {
  readonly words: readonly string[];
  /** For each command its depth and the number of its first word. */
  readonly commands: readonly string[];
}

/** What a text consists of, blanks and line ends apart. */
function outline({ text, tokens, list }: SyntaxTree): Outline {
  const words: string[] = [];
  const places = new Map<number, number>();
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i] as number;
    const start = tokens.starts[i] as number;
    places.set(start, words.length);
    if (isTrivia(kind) && kind !== TokenKind.Comment && !FAULTS.has(kind)) continue;
    words.push(`${kind} ${text.slice(start, tokens.starts[i + 1] as number)}`);
  }
  const commands: string[] = [];
  forEachStatement(list, ({ problems }: Statement, base, depth) => {
    commands.push(`${depth} ${places.get(base)} ${problems.length}`);
  });
  return { words, commands };
}

/** Blanks that are none to the router. */
const FAULTS: ReadonlySet<number> = new Set([
  TokenKind.UnicodeBlank,
  TokenKind.Prompt,
  TokenKind.ListMarker,
  TokenKind.StrayBackslash,
  TokenKind.BlankContinuation,
  TokenKind.StrayCloser,
  TokenKind.TrailingComment,
]);

function isSame(before: Outline, after: Outline, sorted: boolean): boolean {
  const inOrder = (words: readonly string[]): readonly string[] => (sorted ? [...words].sort() : words);
  const [old, now] = [inOrder(before.words), inOrder(after.words)];
  return (
    old.length === now.length &&
    before.commands.length === after.commands.length &&
    old.every((word, i) => word === now[i]) &&
    before.commands.every((place, i) => place === after.commands[i])
  );
}
