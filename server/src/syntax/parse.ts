import { finish, type Steps } from '../text/steps.ts';
import type {
  Expression,
  Group,
  Item,
  Node,
  Parenthesised,
  ProblemBetween,
  Statement,
  StatementList,
  StringLiteral,
  StringPart,
  Substitution,
  SyntaxTree,
  Value,
} from './ast.ts';
import { children, forEachList } from './ast.ts';
import { faults } from './faults.ts';
import { type GrammarToken, grammarToken, parseExpression, parseStatement, Terminal } from './grammar.ts';
import { beginsCondition, isTypographicQuote, isWhere, tokenizeSteps } from './lexer.ts';
import { placeProblem, type RelativeProblem, relativeProblem, type SyntaxProblem } from './problem.ts';
import { TokenKind, type Tokens } from './token.ts';

/** How deep brackets may be nested; what lies deeper keeps its text but is not looked into. */
export const MAX_NESTING = 128;

/**
 * So many words, values and operators may stand side by side in one statement or one pair of parentheses; what comes
 * behind keeps its text but is not looked into. A statement is read in one step, so that this bounds how long one takes.
 */
export const MAX_TERMS = 10_000;

/** Any text gives a tree; it never throws. */
export function parse(text: string): SyntaxTree {
  return finish(parseSteps(text));
}

/** The same in steps. */
export function* parseSteps(text: string): Steps<SyntaxTree> {
  const tokens = yield* tokenizeSteps(text);
  return { text, tokens, list: yield* new Builder(text, tokens).whole(tokens.count) };
}

/** The tree's own problems in text order, with absolute offsets. */
export function syntaxProblems({ list }: Pick<SyntaxTree, 'list'>): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  forEachList(list, (inner, base) => {
    for (const { problem, start } of inner.problems) problems.push(placeProblem(problem, base + start));
    for (const [index, statement] of inner.statements.entries()) {
      const at = base + (inner.starts[index] as number);
      for (const problem of statement.problems) problems.push(placeProblem(problem, at));
    }
  });
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The text of the tree, put together from its tokens. */
export function print({ text, tokens }: SyntaxTree): string {
  let printed = '';
  for (let i = 0; i < tokens.count; i++) printed += text.slice(tokens.starts[i], tokens.starts[i + 1]);
  return printed;
}

/** Splits token ranges into statements and builds their trees, innermost brackets first. */
export class Builder {
  readonly #text: string;
  readonly #kinds: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #closers: Int32Array;
  /** Lists that need not be built, by the index of their opening token. */
  readonly #known: ReadonlyMap<number, StatementList>;
  /** Whether the tree is to hold no slices of the text, which would keep all of it alive in later trees. */
  readonly #detached: boolean;
  #depth = 0;
  /** The outermost bracket at work is known to be nested too deep. */
  #tooDeep = false;
  /** Offset of the first physical line of the statement at work, where a comment of its own could stand. */
  #line = 0;
  // What the lists, plain statements and strings at work consist of so far, outer before inner: a list that is copied
  // when it is complete has no room to grow, and leaves nothing behind.
  readonly #statements = new Stack<Statement>();
  /** Where those begin, relative to their lists. */
  readonly #begins = new Stack<number>();
  readonly #plain = new Stack<Item>();
  readonly #parts = new Stack<StringPart>();
  /** Problems of the statement or list at work. */
  #problems: RelativeProblem[] = [];

  constructor(text: string, { kinds, starts, closers }: Tokens, known?: ReadonlyMap<number, StatementList>) {
    this.#text = text;
    this.#kinds = kinds;
    this.#starts = starts;
    this.#closers = closers;
    this.#known = known ?? NO_LISTS;
    this.#detached = known !== undefined;
  }

  /**
   * Whole lines of a list, within `depth` brackets; their first physical line begins at the offset `line`. Undefined
   * where they are nested too deep, since what is reported then depends on the lines above.
   */
  lines(from: number, to: number, base: number, line: number, depth: number): StatementList | undefined {
    this.#line = line;
    this.#depth = depth;
    this.#tooDeep = false;
    const list = this.list(from, to, base, depth === 0);
    return this.#tooDeep && depth > 0 ? undefined : list;
  }

  /** The statements of all tokens, as many as these. */
  *whole(count: number): Steps<StatementList> {
    const problems: RelativeProblem[] = [];
    let next = { i: 0, line: 0 };
    while (next.i < count) {
      next = this.#listSome(next, count, 0, true, problems, STEP);
      yield;
    }
    return this.#taken(0, problems);
  }

  /** The statements of the tokens `from..to`, which belong to a list that begins at the offset `base`. */
  list(from: number, to: number, base: number, atTop = false): StatementList {
    const outer = this.#problems;
    const outerLine = this.#line;
    const problems: RelativeProblem[] = [];
    const bottom = this.#statements.height;
    this.#listSome({ i: from, line: outerLine }, to, base, atTop, problems, Number.POSITIVE_INFINITY);
    this.#line = outerLine;
    this.#problems = outer;
    return this.#taken(bottom, problems);
  }

  #taken(bottom: number, problems: readonly RelativeProblem[]): StatementList {
    return {
      statements: this.#statements.take(bottom),
      starts: this.#begins.take(bottom),
      problems: problems.length === 0 ? NOTHING : problems.map(between),
    };
  }

  /**
   * Puts the next statements on the stack, up to as many as that, or fewer where many tokens lie between them; returns from
   * where to go on.
   */
  #listSome(
    from: Progress,
    to: number,
    base: number,
    atTop: boolean,
    problems: RelativeProblem[],
    most: number,
  ): Progress {
    this.#problems = problems;
    const stack = this.#statements;
    const full = stack.height + most;
    const enough = from.i + most * TOKENS_OF_A_STATEMENT;
    let { i, line } = from;
    while (i < to && stack.height < full && i < enough) {
      const kind = this.#kinds[i] as number;
      this.#line = line;
      if (kind === TokenKind.Semicolon || kind <= TokenKind.TrailingComment) {
        this.#problems = problems;
        this.#trivia(i, base, atTop);
        i++;
        if (kind === TokenKind.Newline) line = this.#starts[i] as number;
        continue;
      }
      let end = i;
      let last = i;
      let plain = true;
      let terms = 0;
      let cut = 0;
      while (end < to && !this.#endsStatement(end)) {
        const next = this.#after(end, to);
        if ((this.#kinds[end] as number) > TokenKind.TrailingComment) {
          if (terms++ === MAX_TERMS) cut = end;
          last = next - 1;
          plain &&= cut > 0 || this.#isPlain(end, to);
        }
        end = next;
      }
      const looked = cut > 0 ? cut : last + 1;
      stack.push(this.#statement(i, looked, last + 1, atTop, plain));
      this.#begins.push((this.#starts[i] as number) - base);
      // Blanks and faults behind the last item belong to the list.
      i = last + 1;
    }
    return { i, line };
  }

  /** The statement of the tokens `from..to`, of which those from `cut` on are not looked into. */
  #statement(from: number, cut: number, to: number, atTop: boolean, plain: boolean): Statement {
    const problems: RelativeProblem[] = [];
    this.#problems = problems;
    const start = this.#starts[from] as number;
    const items = plain ? this.#plainItems(from, cut, start, atTop) : this.#items(from, cut, start, atTop);
    this.#problems = problems;
    if (cut < to) {
      const at = (this.#starts[cut] as number) - start;
      problems.push(faults.tooManyTerms(at, at + 1, MAX_TERMS));
    }
    return { length: (this.#starts[to] as number) - start, items, problems: kept(problems) };
  }

  #items(from: number, to: number, start: number, atTop: boolean): readonly Item[] {
    const own = this.#problems;
    const items = kept(parseStatement(this.#collect(from, to, start, false, atTop).terms));
    this.#problems = own;
    for (const item of items) this.#checkItem(item);
    return items;
  }

  /**
   * Whether the token is an item of its own or belongs to a `name=value` without a gap. Most statements are made of
   * nothing else, so that the grammar has nothing to decide.
   */
  #isPlain(index: number, to: number): boolean {
    const kinds = this.#kinds;
    switch (kinds[index]) {
      case TokenKind.Word: {
        if (kinds[index + 1] === TokenKind.Equals || kinds[index - 1] === TokenKind.Equals) return true;
        return !beginsCondition(this.#text, this.#starts[index] as number, this.#starts[index + 1] as number);
      }
      case TokenKind.Equals:
        return (
          index + 1 < to &&
          kinds[index - 1] === TokenKind.Word &&
          kinds[index - 2] !== TokenKind.Equals &&
          (kinds[index + 1] === TokenKind.Word || BEGINS_ATOM[kinds[index + 1] as number] === 1)
        );
      default:
        return BEGINS_ATOM[kinds[index] as number] === 1;
    }
  }

  /** The items of a statement all of whose tokens are plain: what the grammar would make of them. */
  #plainItems(from: number, to: number, base: number, atTop: boolean): readonly Item[] {
    const own = this.#problems;
    const stack = this.#plain;
    const bottom = stack.height;
    let i = from;
    while (i < to) {
      if ((this.#kinds[i] as number) <= TokenKind.TrailingComment) {
        this.#trivia(i++, base, atTop);
        continue;
      }
      const first = this.#operand(i, to, base);
      this.#problems = own;
      i = this.#after(i, to);
      if (first.kind !== 'Word' || this.#kinds[i] !== TokenKind.Equals || i >= to) {
        stack.push(first);
        continue;
      }
      const equals = (this.#starts[i] as number) - base;
      const value = this.#operand(i + 1, to, base);
      this.#problems = own;
      i = this.#after(i + 1, to);
      stack.push({ kind: 'Argument', start: first.start, end: value.end, name: first, equals, value });
    }
    return stack.take(bottom);
  }

  #operand(index: number, to: number, base: number): Value {
    if (this.#kinds[index] !== TokenKind.Word) return this.#atom(index, to, base);
    const start = (this.#starts[index] as number) - base;
    const end = (this.#starts[index + 1] as number) - base;
    return { kind: 'Word', start, end, text: this.#intern(index) };
  }

  /** The terminals of one flat statement or expression, and where it was cut; offsets count from `base`. */
  #collect(
    from: number,
    to: number,
    base: number,
    expression: boolean,
    atTop: boolean,
  ): { readonly terms: GrammarToken[]; readonly cut?: number } {
    const own = this.#problems;
    const result: GrammarToken[] = [];
    let condition = expression;
    let i = from;
    while (i < to) {
      const kind = this.#kinds[i] as number;
      const start = (this.#starts[i] as number) - base;
      const next = this.#after(i, to);
      const end = (this.#starts[next] as number) - base;
      if (kind <= TokenKind.TrailingComment) {
        this.#trivia(i, base, atTop);
      } else if (result.length === MAX_TERMS) {
        return { terms: result, cut: start };
      } else if (kind === TokenKind.Word) {
        const keyword = condition
          ? result.at(-1)?.tokenType === Terminal.ConditionKeyword && this.#isWhereOfFind(i, result)
          : this.#isConditionKeyword(i, result);
        condition ||= keyword;
        const type = keyword ? Terminal.ConditionKeyword : Terminal.Word;
        result.push(grammarToken(type, this.#intern(i), start, end));
      } else if (kind === TokenKind.Operator) {
        const image = this.#intern(i);
        result.push(grammarToken(image === '!' ? Terminal.Not : Terminal.Operator, image, start, end));
      } else if (kind === TokenKind.Equals) {
        result.push(grammarToken(Terminal.Equals, '=', start, end));
      } else if (kind === TokenKind.Semicolon) {
        this.#problems.push(faults.unexpectedSemicolon(start));
      } else {
        const node = this.#atom(i, to, base);
        this.#problems = own;
        result.push(grammarToken(Terminal.Atom, '', start, node.end, node));
      }
      i = next;
    }
    return { terms: result };
  }

  #isConditionKeyword(index: number, before: readonly GrammarToken[]): boolean {
    if (before.at(-1)?.tokenType === Terminal.Equals || this.#kinds[index + 1] === TokenKind.Equals) return false;
    return beginsCondition(this.#text, this.#starts[index] as number, this.#starts[index + 1] as number);
  }

  #isWhereOfFind(index: number, before: readonly GrammarToken[]): boolean {
    const start = this.#starts[index] as number;
    const end = this.#starts[index + 1] as number;
    return isWhere(this.#text, start, end) && before.at(-1)?.image !== 'where' && this.#text.charAt(end) !== '=';
  }

  /** The node of a bracket, string, variable or faulty token. */
  #atom(index: number, to: number, base: number): Value {
    const start = (this.#starts[index] as number) - base;
    const end = (this.#starts[index + 1] as number) - base;
    switch (this.#kinds[index]) {
      case TokenKind.Variable:
        return { kind: 'Variable', start, end, name: this.#variableName(index) };
      case TokenKind.LoneDollar:
        this.#problems.push(faults.loneDollar(start));
        return { kind: 'LoneDollar', start, end };
      case TokenKind.TypographicString:
        return this.#typographicString(index, base);
      case TokenKind.StringStart:
        return this.#string(index, to, base);
      case TokenKind.OpenParen:
        return this.#parenthesised(index, to, base);
      default:
        return this.#nested(index, to, base);
    }
  }

  #nested(index: number, to: number, base: number): Group | Substitution {
    const kind = this.#kinds[index] === TokenKind.OpenBrace ? 'Group' : 'Substitution';
    const { start, end, contentEnd, closed } = this.#bracket(index, to, base);
    let list = this.#known.get(index);
    if (list === undefined && this.#enter(start)) {
      list = this.list(index + 1, contentEnd, start + base);
      this.#depth--;
    }
    return { kind, start, end, list: list ?? EMPTY_LIST, closed };
  }

  #parenthesised(index: number, to: number, base: number): Parenthesised {
    const { start, end, contentEnd, closed } = this.#bracket(index, to, base);
    let expression: Expression | undefined;
    if (this.#enter(start)) {
      const own = this.#problems;
      const { terms, cut } = this.#collect(index + 1, contentEnd, base, true, false);
      // A part of an expression has another value.
      if (cut === undefined) expression = parseExpression(terms);
      else own.push(faults.tooManyTerms(cut, cut + 1, MAX_TERMS));
      this.#problems = own;
      this.#depth--;
    }
    if (expression !== undefined) this.#checkExpression(expression);
    return { kind: 'Parenthesised', start, end, expression, closed };
  }

  #bracket(
    index: number,
    to: number,
    base: number,
  ): { start: number; end: number; contentEnd: number; closed: boolean } {
    const start = (this.#starts[index] as number) - base;
    const closer = this.#closers[index] as number;
    const closed = closer > 0 && closer < to;
    const contentEnd = Math.min(closer > 0 ? closer : ~closer, to);
    if (!closed) this.#problems.push(faults.unclosedBracket(start, this.#slice(index)));
    const end = (this.#starts[closed ? closer + 1 : contentEnd] as number) - base;
    return { start, end, contentEnd, closed };
  }

  #string(index: number, to: number, base: number): StringLiteral {
    const own = this.#problems;
    const start = (this.#starts[index] as number) - base;
    const closer = this.#closers[index] as number;
    const closed = closer > 0 && closer < to;
    const contentEnd = Math.min(closer > 0 ? closer : ~closer, to);
    const stack = this.#parts;
    const bottom = stack.height;
    if (this.#enter(start)) {
      let i = index + 1;
      while (i < contentEnd) {
        const part = this.#stringPart(i, contentEnd, base);
        this.#problems = own;
        if (part !== undefined) stack.push(part);
        i = this.#after(i, contentEnd);
      }
      this.#depth--;
    }
    if (!closed) this.#problems.push(faults.unclosedString(start));
    const end = (this.#starts[closed ? closer + 1 : contentEnd] as number) - base;
    const typographic = closed && this.#kinds[closer] === TokenKind.TypographicEnd;
    if (typographic) {
      this.#problems.push(
        faults.typographicQuotes(end - 1, end, this.#slice(closer), [{ start: end - 1, end, newText: '"' }]),
      );
    }
    return { kind: 'String', start, end, parts: stack.take(bottom), closed, typographic };
  }

  #stringPart(index: number, to: number, base: number): StringPart | undefined {
    const start = (this.#starts[index] as number) - base;
    const end = (this.#starts[index + 1] as number) - base;
    switch (this.#kinds[index]) {
      case TokenKind.StringText:
        return { kind: 'Text', start, end, value: this.#slice(index), escape: false };
      case TokenKind.Escape:
        return { kind: 'Text', start, end, value: escapedText(this.#slice(index)), escape: true };
      case TokenKind.UnknownEscape: {
        const text = this.#slice(index);
        const blanks = BLANKS_TO_LINE_END.exec(this.#text.slice(base + start + 1, base + start + 256));
        const reported = blanks === null ? end : start + 1 + blanks[0].length;
        this.#problems.push(faults.unknownEscape(start, reported, text, blanks !== null));
        return { kind: 'Text', start, end, value: text.slice(1), escape: true };
      }
      case TokenKind.StringContinuation:
        return undefined;
      case TokenKind.LoneDollar:
        return { kind: 'LoneDollar', start, end };
      case TokenKind.Variable:
      case TokenKind.OpenParen:
      case TokenKind.OpenBracket:
        return this.#atom(index, to, base) as StringPart;
      default:
        // Left over from a bracket that ended early.
        return { kind: 'Text', start, end, value: this.#slice(index), escape: false };
    }
  }

  #typographicString(index: number, base: number): StringLiteral {
    const text = this.#slice(index);
    const start = (this.#starts[index] as number) - base;
    const end = start + text.length;
    const closed = text.length > 1 && (isTypographicQuote(text.charCodeAt(text.length - 1)) || text.endsWith('"'));
    const edits = [{ start, end: start + 1, newText: '"' }];
    if (closed) edits.push({ start: end - 1, end, newText: '"' });
    this.#problems.push(faults.typographicQuotes(start, end, text.charAt(0), edits));
    const value = text.slice(1, closed ? -1 : undefined);
    const content: StringPart = { kind: 'Text', start: start + 1, end: closed ? end - 1 : end, value, escape: false };
    return {
      kind: 'String',
      start,
      end,
      parts: value === '' ? [] : [content],
      closed,
      typographic: true,
    };
  }

  /** Reports what is wrong with a token between the items. */
  #trivia(index: number, base: number, atTop: boolean): void {
    const start = (this.#starts[index] as number) - base;
    const end = (this.#starts[index + 1] as number) - base;
    switch (this.#kinds[index]) {
      case TokenKind.ByteOrderMark:
        this.#problems.push(faults.byteOrderMark());
        break;
      case TokenKind.UnicodeBlank:
        this.#problems.push(faults.unicodeBlank(start, end, this.#slice(index), !ZERO_WIDTH.test(this.#slice(index))));
        break;
      case TokenKind.Prompt:
        this.#problems.push(faults.prompt(start, end, promptMenu(this.#slice(index))));
        break;
      case TokenKind.ListMarker:
        this.#problems.push(faults.listMarker(start, end));
        break;
      case TokenKind.StrayBackslash: {
        const blank = this.#kinds[index + 1] === TokenKind.Blank && this.#kinds[index - 1] === TokenKind.Blank;
        this.#problems.push(faults.strayBackslash(start, blank ? (this.#starts[index + 2] as number) - base : end));
        break;
      }
      case TokenKind.BlankContinuation:
        this.#problems.push(faults.blankContinuation(start, start + this.#slice(index).replace(LINE_END, '').length));
        break;
      case TokenKind.StrayCloser:
        this.#problems.push(faults.strayCloser(start, this.#slice(index), atTop));
        break;
      case TokenKind.TrailingComment: {
        const indent = this.#own(/^[ \t]*/.exec(this.#text.slice(this.#line, this.#line + 256))?.[0] ?? '');
        const blank = this.#kinds[index - 1] === TokenKind.Blank ? (this.#starts[index - 1] as number) - base : start;
        const above = `${indent}${this.#slice(index)}${this.#lineEndOf(index)}`;
        this.#problems.push(faults.trailingComment(start, end, blank, this.#line - base, above));
        break;
      }
    }
  }

  /** How the line of a comment ends. */
  #lineEndOf(comment: number): string {
    return LINE_END.exec(this.#kinds[comment + 1] === TokenKind.Newline ? this.#slice(comment + 1) : '')?.[0] ?? '\n';
  }

  #checkItem(item: Item): void {
    if (item.kind === 'Condition') this.#checkExpression(item.expression);
    else if (item.kind === 'Argument' && item.name.start === item.name.end) {
      const last = this.#problems.at(-1);
      // A line of them, as in a banner, is one fault.
      if (last?.code === 'unexpected-equals' && last.end === item.equals)
        this.#problems[this.#problems.length - 1] = { ...last, end: item.equals + 1 };
      else this.#problems.push(faults.unexpectedEquals(item.equals));
    }
  }

  #checkExpression(expression: Expression): void {
    const stack: Node[] = [expression];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind === 'Binary') {
        if (node.operator.startsWith('==')) {
          this.#problems.push(faults.doubleEquals(node.operatorStart, node.operatorStart + node.operator.length));
        } else if (node.right.kind === 'Missing') this.#missingOperand(node.operatorStart, node.operator);
      } else if (node.kind === 'Unary') {
        if (node.operand.kind === 'Missing' || !PREFIX_OPERATORS.has(node.operator)) {
          this.#missingOperand(node.start, node.operator);
        }
      } else if (node.kind !== 'Sequence') continue;
      // Parentheses and strings inside have been checked when they were built.
      for (const child of children(node)) stack.push(child);
    }
  }

  #missingOperand(operatorStart: number, operator: string): void {
    this.#problems.push(faults.expectedOperand(operatorStart, operatorStart + operator.length, operator));
  }

  /** One bracket deeper, unless they are nested too deep, which is reported once for each outermost one. */
  #enter(start: number): boolean {
    if (this.#depth === 0) this.#tooDeep = false;
    if (this.#depth < MAX_NESTING) {
      this.#depth++;
      return true;
    }
    if (!this.#tooDeep) this.#problems.push(faults.nestingTooDeep(start, MAX_NESTING));
    this.#tooDeep = true;
    return false;
  }

  #endsStatement(index: number): boolean {
    const kind = this.#kinds[index];
    return kind === TokenKind.Newline || kind === TokenKind.Semicolon;
  }

  /** Index behind the token, or behind all that its bracket holds. */
  #after(index: number, to: number): number {
    const kind = this.#kinds[index] as number;
    const opens =
      kind === TokenKind.OpenParen ||
      kind === TokenKind.OpenBracket ||
      kind === TokenKind.OpenBrace ||
      kind === TokenKind.StringStart;
    if (!opens) return index + 1;
    const closer = this.#closers[index] as number;
    return Math.min(closer > 0 ? closer + 1 : ~closer, to);
  }

  #variableName(index: number): string {
    const text = this.#slice(index);
    return text.charCodeAt(1) === 0x22 ? text.slice(2, -1) : text.slice(1);
  }

  #slice(index: number): string {
    return this.#own(this.#text.slice(this.#starts[index], this.#starts[index + 1]));
  }

  #own(slice: string): string {
    return this.#detached ? ownString(slice) : slice;
  }

  /** Words repeat a lot; equal ones share one string. */
  #intern(index: number): string {
    const text = this.#text;
    const start = this.#starts[index] as number;
    const end = this.#starts[index + 1] as number;
    if (end - start > LONGEST_SHARED) return this.#slice(index);
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    const slot = (hash ^ (hash >>> 13)) & (SHARED_WORDS.length - 1);
    const known = SHARED_WORDS[slot] as string;
    if (known.length === end - start && text.startsWith(known, start)) return known;
    const word = ownString(text.slice(start, end));
    SHARED_WORDS[slot] = word;
    return word;
  }
}

/** V8 lets a slice of 13 characters or more point into the whole text; joined and cut again it is a copy. */
function ownString(slice: string): string {
  return slice.length >= 13 ? `\n${slice}`.slice(1) : slice;
}

/**
 * Words that were met last, by their hash: a word that is here needs no string of its own. What falls on the place of
 * another takes it, so that there is nothing to grow and nothing to search.
 */
const SHARED_WORDS: string[] = new Array<string>(1 << 13).fill('');
const LONGEST_SHARED = 40;

/** The list without the room to grow that V8 gives it; all empty lists are one. */
function kept<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list.slice();
}

/** How far a list has been built. */
interface Progress {
  /** Index of the next token. */
  readonly i: number;
  /** Offset of the physical line that it stands in. */
  readonly line: number;
}

/** A stack that keeps its room when it gets shorter, which an array does not. */
class Stack<T> {
  readonly #items: T[] = [];
  height = 0;

  push(item: T): void {
    this.#items[this.height++] = item;
  }

  /** Takes off what stands above `bottom`. */
  take(bottom: number): readonly T[] {
    if (this.height === bottom) return NOTHING;
    const list = this.#items.slice(bottom, this.height);
    this.height = bottom;
    return list;
  }
}

function between(problem: RelativeProblem): ProblemBetween {
  return { start: problem.start, problem: relativeProblem(problem, problem.start) };
}

/** How many statements of the top level are built in a step. */
const STEP = 256;
const TOKENS_OF_A_STATEMENT = 16;
const NOTHING: readonly never[] = [];
const BEGINS_ATOM = (() => {
  const table = new Uint8Array(32);
  const { Variable, OpenParen, OpenBracket, OpenBrace, StringStart, TypographicString } = TokenKind;
  for (const kind of [Variable, OpenParen, OpenBracket, OpenBrace, StringStart, TypographicString]) table[kind] = 1;
  return table;
})();
const NO_LISTS: ReadonlyMap<number, StatementList> = new Map();
const EMPTY_LIST: StatementList = { statements: NOTHING, starts: NOTHING, problems: NOTHING };
const PREFIX_OPERATORS: ReadonlySet<string> = new Set(['!', '-', '~', '>', '+']);
const ZERO_WIDTH = /^[\u200b\u2060\ufeff]+$/;
const LINE_END = /[\r\n]+$/;
const BLANKS_TO_LINE_END = /^[ \t]+(?=\r|\n)/;

function escapedText(escapeSequence: string): string {
  const c = escapeSequence.slice(1);
  const simple = SIMPLE_ESCAPES[c];
  // Two capital hexadecimal digits are one byte in the code page of the device; as text it is read as Latin-1.
  return simple ?? String.fromCharCode(Number.parseInt(c, 16));
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  n: '\n',
  r: '\r',
  t: '\t',
  $: '$',
  _: ' ',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '?': '?',
};

/** `[admin@MikroTik] /ip firewall filter> ` stood in a menu, which the command behind it needs. */
function promptMenu(prompt: string): string {
  const menu = /\][ \t]*(?:<[A-Z]+>)?[ \t]*(\/[a-z0-9/ -]*?)[ \t]*>[ \t]*$/.exec(prompt)?.[1];
  return menu === undefined ? '' : `${menu} `;
}
