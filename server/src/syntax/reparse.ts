import type { TextEdit } from '../text/edit.ts';
import { lowerBound } from '../text/search.ts';
import type { Node, ProblemBetween, Statement, StatementList, SyntaxTree } from './ast.ts';
import { children, nestedList } from './ast.ts';
import { type Stretch, tokenize, tokenizeStretch } from './lexer.ts';
import { Builder, MAX_NESTING, parse } from './parse.ts';
import { TokenKind, type Tokens } from './token.ts';

/** The tree of the text after `edit`: equal to `parse` of that text, but made from what the edit left alone. */
export function reparse(previous: SyntaxTree, edit: TextEdit): SyntaxTree {
  return reparseLocally(previous, edit) ?? reparseByTokens(previous, edit);
}

/**
 * For edits that reach further than their line, such as an opening quote: all is cut into tokens again, which is a
 * quarter of the work, but only the lines are built again whose tokens are others than before.
 */
function reparseByTokens(previous: SyntaxTree, edit: TextEdit): SyntaxTree {
  const text = editedText(previous.text, edit);
  const tokens = tokenize(text);
  const old = previous.tokens;
  const more = tokens.count - old.count;
  const top: Level = { list: previous.list, base: 0, from: 0, to: old.count, openers: [] };
  const same = sameAtStart(old, tokens);
  // The token in front may have been judged by what follows it.
  const offset = Math.min(old.starts[same] as number, edit.range.start);
  const from = startOfLine(previous, top, offset, edit) ?? 0;
  const to = lineFromWhichAllIsSame(old, tokens, from, edit);
  const list = rebuild(previous, edit, { text, tokens, levels: [top], from, to });
  return list === undefined || to + more < from ? parse(text) : { text, tokens, list };
}

/** How many tokens are the same from the beginning on. */
function sameAtStart(a: Tokens, b: Tokens): number {
  const count = Math.min(a.count, b.count);
  let i = 0;
  while (i < count && a.kinds[i] === b.kinds[i] && a.starts[i] === b.starts[i] && a.closers[i] === b.closers[i]) i++;
  return i;
}

/** The first old token behind `from` that begins a line of the list in both texts, and after which nothing differs. */
function lineFromWhichAllIsSame(old: Tokens, now: Tokens, from: number, { range, newText }: TextEdit): number {
  const growth = newText.length - (range.end - range.start);
  const more = now.count - old.count;
  let same = old.count;
  while (same > from && same + more > from) {
    const closer = old.closers[same - 1] as number;
    const moved = closer > 0 ? closer + more : closer < 0 ? closer - more : 0;
    if (
      (old.starts[same - 1] as number) < range.end ||
      old.kinds[same - 1] !== now.kinds[same - 1 + more] ||
      (old.starts[same - 1] as number) + growth !== now.starts[same - 1 + more] ||
      moved !== now.closers[same - 1 + more]
    )
      break;
    same--;
  }
  let to = from;
  let there = from;
  while (to < old.count) {
    // Both readings go on alternately, until they stand at the same line.
    if (to > same && there === to + more && old.kinds[to - 1] === TokenKind.Newline) return to;
    if (there < to + more) there = behind(now, there);
    else to = behind(old, to);
  }
  return old.count;
}

/** Index behind the token, or behind all that its bracket holds. */
function behind({ closers }: Tokens, index: number): number {
  const closer = closers[index] as number;
  return closer > 0 ? closer + 1 : closer < 0 ? Math.max(~closer, index + 1) : index + 1;
}

/**
 * As `reparse`, but undefined where the edit may reach further than its line and the brackets around it. That is so
 * when a bracket or string is open, before or after: how it is closed in the end depends on all that follows.
 *
 * The lines from the edited one on are read again until one begins as it did before in the same list of statements.
 * No token looks further ahead than its line, except for line ends in strings and parentheses, which look for what
 * stands next in them; so it is enough to start with the line, in a list that is in no string.
 */
export function reparseLocally(previous: SyntaxTree, edit: TextEdit): SyntaxTree | undefined {
  const { tokens } = previous;
  if (!isClosed(tokens)) return undefined;
  const levels = levelsAround(previous, edit);
  while (levels.length > 1 && startOfLine(previous, levels.at(-1) as Level, edit.range.start, edit) === undefined) {
    levels.pop();
  }
  const top = levels[0] as Level;
  if (levels.length > 1 && deepest(tokens) >= MAX_NESTING) {
    // Too deep a nesting is reported once for each outermost bracket, so that one part says what another does not.
    const { from, to } = linesAround(previous, top, levels[1] as Level, edit);
    if (depthWithin(tokens, from, to) >= MAX_NESTING) levels.length = 1;
  }
  const level = levels.at(-1) as Level;
  const from = startOfLine(previous, level, edit.range.start, edit) ?? level.from;
  const text = editedText(previous.text, edit);
  const found = readAgain(text, tokens, level, from, edit);
  if (found === undefined) return undefined;
  const spliced = splice(tokens, from, found.to, found.stretch, level.openers, text.length);
  const list = rebuild(previous, edit, { text, tokens: spliced, levels, from, to: found.to });
  if (list === undefined) return undefined;
  closed.add(spliced);
  const { stretch } = found;
  depths.set(spliced, Math.max(deepest(tokens), level.openers.length + depthWithin(stretch, 0, stretch.count)));
  return { text, tokens: spliced, list };
}

/** A list of statements that holds the edit. */
interface Level {
  readonly list: StatementList;
  /** The offset that the list counts from. */
  readonly base: number;
  /** Its tokens. */
  readonly from: number;
  readonly to: number;
  /** The brackets around it, outer before inner, parentheses included. */
  readonly openers: readonly number[];
}

/** Trees that have no open bracket or string. */
const closed = new WeakSet<Tokens>();

function isClosed(tokens: Tokens): boolean {
  if (closed.has(tokens)) return true;
  const { count, closers } = tokens;
  for (let i = 0; i < count; i++) if ((closers[i] as number) < 0) return false;
  closed.add(tokens);
  return true;
}

/** How deep brackets are nested in a text, at most; kept, since an edit in a block would count all of the block. */
const depths = new WeakMap<Tokens, number>();

function deepest(tokens: Tokens): number {
  let depth = depths.get(tokens);
  if (depth === undefined) {
    depth = depthWithin(tokens, 0, tokens.count);
    depths.set(tokens, depth);
  }
  return depth;
}

function editedText(text: string, { range, newText }: TextEdit): string {
  return text.slice(0, range.start) + newText + text.slice(range.end);
}

/** The lists that hold the edit and are in no string, outer before inner. */
function levelsAround({ tokens, list }: SyntaxTree, { range }: TextEdit): Level[] {
  const { count, kinds, starts, closers } = tokens;
  let level: Level = { list, base: 0, from: 0, to: count, openers: [] };
  const levels = [level];
  for (;;) {
    const index = lowerBound(level.list.starts, range.start - level.base) - 1;
    const statement = level.list.statements[index];
    if (statement === undefined) return levels;
    const base = level.base + (level.list.starts[index] as number);
    const openers = [...level.openers];
    let inner: Level | undefined;
    let i = tokenAt(tokens, base);
    while (inner === undefined && i < count && (starts[i] as number) < range.start) {
      const closer = closers[i] as number;
      const holds = closer > 0 && (starts[i + 1] as number) <= range.start && range.end <= (starts[closer] as number);
      if (!holds) {
        i = closer > 0 ? closer + 1 : i + 1;
        continue;
      }
      if (kinds[i] === TokenKind.StringStart) return levels;
      openers.push(i);
      if (kinds[i] !== TokenKind.OpenParen) {
        const at = (starts[i] as number) - base;
        const node = nestedNodes(statement).find(({ start }) => start === at);
        const nested = node === undefined ? undefined : nestedList(node);
        if (nested === undefined) return levels;
        inner = { list: nested, base: base + at, from: i + 1, to: closer, openers };
      }
      i++;
    }
    if (inner === undefined) return levels;
    levels.push(inner);
    level = inner;
  }
}

/** The nodes of a statement that hold a list, those in strings apart. */
function nestedNodes(statement: Statement): Node[] {
  const nodes: Node[] = [];
  const stack: Node[] = [...statement.items];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'String') continue;
    if (nestedList(node) !== undefined) nodes.push(node);
    for (const child of children(node)) stack.push(child);
  }
  return nodes;
}

/** The first token of the line of the list in which `offset` lies; undefined if it began before the list. */
function startOfLine({ text, tokens }: SyntaxTree, level: Level, offset: number, edit: TextEdit): number | undefined {
  const { kinds, starts } = tokens;
  const { statements, starts: begins } = level.list;
  let index = lowerBound(begins, offset - level.base) - 1;
  let token = Math.min(tokenAt(tokens, offset), level.to);
  for (;;) {
    const statement = statements[index];
    const start = level.base + (begins[index] ?? 0);
    index--;
    const end = statement === undefined ? level.from : tokenAt(tokens, start + statement.length);
    for (; token > end; token--) {
      if (kinds[token - 1] !== TokenKind.Newline) continue;
      // A line feed may be put behind a carriage return.
      const at = starts[token] as number;
      if (at !== edit.range.start || text.charCodeAt(at - 1) !== CR) return token;
    }
    if (statement === undefined) return level.base === 0 && level.openers.length === 0 ? 0 : undefined;
    token = tokenAt(tokens, start);
  }
}

/** The tokens of the lines of a list around a list within it. */
function linesAround(
  tree: SyntaxTree,
  level: Level,
  inner: Level,
  edit: TextEdit,
): { from: number; to: number; line: number | undefined } {
  const { kinds, starts, closers } = tree.tokens;
  const opener = inner.openers[level.openers.length] as number;
  const found = startOfLine(tree, level, starts[opener] as number, edit);
  let to = (closers[opener] as number) + 1;
  while (to < level.to && kinds[to - 1] !== TokenKind.Newline) {
    const closer = closers[to] as number;
    to = closer > 0 ? closer + 1 : to + 1;
  }
  return { from: found ?? level.from, to, line: found === undefined ? undefined : starts[found] };
}

function depthWithin({ kinds }: Tokens, from: number, to: number): number {
  let depth = 0;
  let most = 0;
  for (let i = from; i < to; i++) {
    depth += DEPTH[kinds[i] as number] as number;
    if (depth > most) most = depth;
  }
  return most;
}

function readAgain(
  text: string,
  { kinds, starts, closers }: Tokens,
  level: Level,
  from: number,
  { range, newText }: TextEdit,
): { stretch: Stretch; to: number } | undefined {
  const growth = newText.length - (range.end - range.start);
  let to = from;
  const meets = (at: number): boolean => {
    const before = at - growth;
    if (before < range.end) return false;
    while (to < level.to && (starts[to] as number) < before) {
      const closer = closers[to] as number;
      to = closer > 0 ? closer + 1 : to + 1;
    }
    return starts[to] === before && kinds[to - 1] === TokenKind.Newline;
  };
  const limit = (starts[level.to] as number) + growth;
  const outer = level.openers.map((opener) => kinds[opener] as number);
  const stretch = tokenizeStretch(text, starts[from] as number, outer, limit, meets);
  if (stretch === undefined) return undefined;
  return { stretch, to: stretch.end === limit ? level.to : to };
}

/** The tokens with those from `from` to `to` replaced. */
function splice(
  old: Tokens,
  from: number,
  to: number,
  stretch: Stretch,
  openers: readonly number[],
  length: number,
): Tokens {
  const more = stretch.count - (to - from);
  const count = old.count + more;
  const kinds = new Uint8Array(count);
  const starts = new Uint32Array(count + 1);
  const closers = new Int32Array(count);
  const behind = from + stretch.count;
  kinds.set(old.kinds.subarray(0, from));
  kinds.set(stretch.kinds, from);
  kinds.set(old.kinds.subarray(to), behind);
  starts.set(old.starts.subarray(0, from));
  starts.set(stretch.starts, from);
  const growth = length - (old.starts[old.count] as number);
  for (let i = to, j = behind; i <= old.count; i++, j++) starts[j] = (old.starts[i] as number) + growth;
  closers.set(old.closers.subarray(0, from));
  for (const opener of openers) closers[opener] = (old.closers[opener] as number) + more;
  for (let i = 0; i < stretch.count; i++) {
    const closer = stretch.closers[i] as number;
    if (closer > 0) closers[from + i] = closer + from;
  }
  if (more === 0) closers.set(old.closers.subarray(to), behind);
  else {
    for (let i = to, j = behind; i < old.count; i++, j++) {
      const closer = old.closers[i] as number;
      if (closer > 0) closers[j] = closer + more;
    }
  }
  return { count, kinds, starts, closers };
}

interface Change {
  readonly text: string;
  readonly tokens: Tokens;
  readonly levels: readonly Level[];
  /** The old tokens that were read again. */
  readonly from: number;
  readonly to: number;
}

/** Builds the lines that were read again, and then, from inner to outer, the lines around them. */
function rebuild(
  tree: SyntaxTree,
  edit: TextEdit,
  { text, tokens, levels, from, to }: Change,
): StatementList | undefined {
  const old = tree.tokens;
  const more = tokens.count - old.count;
  const growth = text.length - tree.text.length;
  const known = new Map<number, StatementList>();
  const builder = new Builder(text, tokens, known);
  const around = levels.slice(1).map((inner, index) => linesAround(tree, levels[index] as Level, inner, edit));
  const ranges = [...around, { from, to, line: old.starts[from] as number }];
  let list: StatementList | undefined;
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i] as Level;
    const range = ranges[i] as { from: number; to: number };
    const first = (old.starts[range.from] as number) - level.base;
    const last = (old.starts[range.to] as number) - level.base;
    const inner = levels[i + 1];
    if (inner !== undefined && list !== undefined) {
      keepLists(level, first, last, { old, to, more }, known);
      known.set(inner.openers.at(-1) as number, list);
    }
    // A list without a line end before the statement goes on in the line of its bracket.
    let line = 0;
    for (let outer = i; outer >= 0 && line === 0; outer--) line = ranges[outer]?.line ?? 0;
    const lines = builder.lines(range.from, range.to + more, level.base, line, level.openers.length);
    if (lines === undefined) return undefined;
    list = {
      ...mergeStatements(level.list, lines, first, last, growth),
      problems: mergeProblems(level.list.problems, lines.problems, first, last, growth),
    };
  }
  return list;
}

/** Notes the lists in the statements that are built again, but for those whose faults point at the line's start. */
function keepLists(
  { list, base }: Level,
  first: number,
  last: number,
  { old, to, more }: { old: Tokens; to: number; more: number },
  known: Map<number, StatementList>,
): void {
  const { statements, starts } = list;
  const end = lowerBound(starts, last);
  for (let i = lowerBound(starts, first); i < end; i++) {
    const statement = statements[i] as Statement;
    for (const node of nestedNodes(statement)) {
      const opener = tokenAt(old, base + (starts[i] as number) + node.start);
      const behind = opener >= to;
      if (behind && old.kinds.subarray(opener, old.closers[opener]).includes(TokenKind.TrailingComment)) continue;
      known.set(behind ? opener + more : opener, nestedList(node) as StatementList);
    }
  }
}

/** `list` with what began between `first` and `last` replaced. What began behind is the same, at another place. */
function mergeStatements(
  list: StatementList,
  between: StatementList,
  first: number,
  last: number,
  growth: number,
): Pick<StatementList, 'statements' | 'starts'> {
  const [from, to] = [lowerBound(list.starts, first), lowerBound(list.starts, last)];
  const joined = <T>(old: readonly T[], now: readonly T[]): T[] => old.slice(0, from).concat(now, old.slice(to));
  const starts = joined(list.starts, between.starts);
  if (growth !== 0) for (let i = from + between.starts.length; i < starts.length; i++) (starts[i] as number) += growth;
  return { statements: joined(list.statements, between.statements), starts };
}

/** The same for the faults between statements, which are few. */
function mergeProblems(
  list: readonly ProblemBetween[],
  between: readonly ProblemBetween[],
  first: number,
  last: number,
  growth: number,
): readonly ProblemBetween[] {
  const before = list.filter(({ start }) => start < first);
  const behind = list.filter(({ start }) => start >= last);
  return [...before, ...between, ...behind.map(({ start, problem }) => ({ start: start + growth, problem }))];
}

/** Index of the token in which the offset lies; the number of tokens at the end of the text. */
function tokenAt({ count, starts }: Tokens, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const CR = 13;

const DEPTH = (() => {
  const table = new Int8Array(32);
  const { OpenParen, OpenBracket, OpenBrace, StringStart } = TokenKind;
  const { CloseParen, CloseBracket, CloseBrace, StringEnd, TypographicEnd } = TokenKind;
  for (const kind of [OpenParen, OpenBracket, OpenBrace, StringStart]) table[kind] = 1;
  for (const kind of [CloseParen, CloseBracket, CloseBrace, StringEnd, TypographicEnd]) table[kind] = -1;
  return table;
})();
