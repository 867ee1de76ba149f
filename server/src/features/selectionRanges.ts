import { forEachCommand } from '../binding/boundScript.ts';
import type { Analysis } from '../rules/rule.ts';
import { children, type Node, nestedList, type StatementList } from '../syntax/ast.ts';
import { shift, type TextRange, touches } from '../text/range.ts';
import { type HostedScript, hostedScripts } from './hostedScripts.ts';

/**
 * What a selection at the offset grows to, from the word to the whole file: each range holds the one before. Between
 * them lie the value, the argument, the command, its block and the section of its menu.
 */
export function selectionRanges({ text, script }: Pick<Analysis, 'text' | 'script'>, offset: number): TextRange[] {
  const found: TextRange[] = [wordAt(text, offset), lineAt(text, offset)];
  for (const hosted of hostedScripts(script)) {
    if (touches(hosted.inFile({ start: 0, end: hosted.bound.tree.text.length }), offset)) {
      new Collector(hosted, offset, found).script();
    }
  }
  const ranges = found
    .filter((range) => range.end > range.start && touches(range, offset))
    .sort((a, b) => length(a) - length(b));
  const nested: TextRange[] = [];
  for (const range of ranges) {
    const inner = nested.at(-1);
    const grows =
      inner === undefined || (range.start <= inner.start && inner.end <= range.end && length(range) > length(inner));
    if (grows) nested.push(range);
  }
  return [...nested.slice(0, MOST_STEPS), { start: 0, end: text.length }].filter(
    (range, index, all) => index === 0 || length(range) > length(all[index - 1] as TextRange),
  );
}

/** A long chain of operators nests as deep, and nobody grows a selection a thousand times. */
const MOST_STEPS = 60;

class Collector {
  readonly #hosted: HostedScript;
  readonly #offset: number;
  readonly #found: TextRange[];
  /** Where menu lines begin. */
  readonly #menus = new Set<number>();

  constructor(hosted: HostedScript, offset: number, found: TextRange[]) {
    this.#hosted = hosted;
    this.#offset = offset;
    this.#found = found;
    forEachCommand(hosted.bound.commands, ({ kind, range }) => {
      if (kind === 'menu') this.#menus.add(range.start);
    });
  }

  script(): void {
    this.#list(this.#hosted.bound.tree.list, 0);
  }

  /** Nesting of lists is bounded by the parser. */
  #list({ statements, starts }: StatementList, base: number): void {
    const ranges = statements.map(({ length: size }, index) =>
      shift({ start: 0, end: size }, base + (starts[index] as number)),
    );
    let section: number | undefined;
    for (const [index, range] of ranges.entries()) {
      if (this.#menus.has(range.start)) section = index;
      const isLast = index + 1 === ranges.length || this.#menus.has((ranges[index + 1] as TextRange).start);
      if (section !== undefined && isLast) this.#add({ start: (ranges[section] as TextRange).start, end: range.end });
      if (!this.#add(range)) continue;
      for (const item of statements[index]?.items ?? []) this.#node(item, range.start);
    }
    if (ranges.length > 0) this.#add({ start: (ranges[0] as TextRange).start, end: (ranges.at(-1) as TextRange).end });
  }

  /** Goes down with a stack, since a chain of operators is as deep as it is long. */
  #node(root: Node, base: number): void {
    const stack: Node[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const range = shift(node, base);
      // A text between two variables of a string is nothing that one selects.
      if (node.kind === 'Text' || !this.#add(range)) continue;
      if (BRACKETED.has(node.kind)) this.#add({ start: range.start + 1, end: range.end - 1 });
      const list = nestedList(node);
      if (list !== undefined) this.#list(list, range.start);
      // Not spread as arguments: there may be more children than a call may have.
      for (const child of children(node)) stack.push(child);
    }
  }

  /** Whether the range, which stands in the script, holds the offset. */
  #add(range: TextRange): boolean {
    const place = this.#hosted.inFile(range);
    const holds = touches(place, this.#offset);
    if (holds) this.#found.push(place);
    return holds;
  }
}

const BRACKETED: ReadonlySet<Node['kind']> = new Set(['String', 'Group', 'Substitution', 'Parenthesised']);

function wordAt(text: string, offset: number): TextRange {
  const before = /[\p{L}\p{N}_.-]*$/u.exec(text.slice(Math.max(0, offset - LONGEST_WORD), offset))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_.-]*/u.exec(text.slice(offset, offset + LONGEST_WORD))?.[0] ?? '';
  return { start: offset - before.length, end: offset + after.length };
}

const LONGEST_WORD = 256;

/** The line without the blanks around it, which is all there is to select in a comment. */
function lineAt(text: string, offset: number): TextRange {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !/[\r\n]/.test(text.charAt(end))) end++;
  const line = text.slice(start, end);
  const indent = line.length - line.trimStart().length;
  return { start: start + indent, end: start + Math.max(indent, line.trimEnd().length) };
}

function length({ start, end }: TextRange): number {
  return end - start;
}
