import { finish, type Steps } from '../text/steps.ts';
import { isTrivia, TokenKind, type Tokens } from './token.ts';

/**
 * Cuts a text into contiguous tokens. It knows four ways of reading (commands, `where` conditions, parenthesised
 * expressions, strings) and keeps them on a stack of its own, so that nesting costs no call depth.
 * Sources: `docs/facts/scripts.md`, `docs/facts/reader.md#first-error`.
 */
export function tokenize(text: string): Tokens {
  return finish(tokenizeSteps(text));
}

/** The same in steps. */
export function* tokenizeSteps(text: string): Steps<Tokens> {
  const lexer = new Lexer(text);
  yield* lexer.run();
  return lexer.tokens();
}

/** Tokens read from somewhere within a text. Closers are counted from the first of them. */
export interface Stretch extends Tokens {
  /** Offset behind the last token. */
  readonly end: number;
}

/**
 * Reads on from `at`, where a line of a statement list begins within open brackets of the kinds `outer`, up to `limit`,
 * where the innermost of them ends, or to the first line of that list at which `meets` says that the rest is known.
 * Undefined where what is read does not stand for itself: a bracket or string stays open, or one of `outer` is closed.
 */
export function tokenizeStretch(
  text: string,
  at: number,
  outer: readonly number[],
  limit: number,
  meets: (at: number) => boolean,
): Stretch | undefined {
  return new Lexer(text, 1_024).stretch(at, outer, limit, meets);
}

/** How much text is read in a step. */
const STEP = 1 << 14;
/** How often, on average, a character may be read again; the bound keeps hostile input linear. */
const MAX_REREADING = 16;

const Mode = { Command: 0, Where: 1, Paren: 2, ParenWhere: 3, String: 4 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

/** An open bracket or string, and what is taken up again when it ends. */
interface Frame {
  readonly outer: Frame | undefined;
  /** Index of the opening token. */
  readonly opener: number;
  readonly mode: Mode;
  readonly previous: number;
  /** How many brackets of each kind are open, this one included, back to the next outer string. */
  readonly parens: number;
  readonly brackets: number;
  readonly braces: number;
  /** How many strings are open, this one included, and how many of them end with their line. */
  readonly strings: number;
  readonly singleLine: number;
  /** Whether the string runs on into a line that looks like a command; undefined before its first line end. */
  cut: boolean | undefined;
}

class Lexer {
  readonly #text: string;
  /** Starts of strings that end with their line, because nothing else ends them. */
  readonly #singleLine = new Set<number>();
  #kinds: Uint8Array;
  #starts: Uint32Array;
  #closers: Int32Array;
  #count = 0;

  #at = 0;
  #mode: Mode = Mode.Command;
  /** A command may begin here, so `#` begins a comment. */
  #atCommandStart = true;
  /** Kind of the last token that is no trivia, in this frame. */
  #previous: number = TokenKind.Newline;
  /** The innermost open bracket or string. */
  #frame: Frame | undefined;
  /** The last word was the value of an argument. */
  #afterValue = false;
  /** The strings that run on into a line which looks like a command. */
  readonly #cutStrings: Frame[] = [];
  #rereadable: number;
  /** Memo of `#closesString`: how many straight quotes stand in the line from `at` on. */
  #quotes = { at: 0, lineEnd: -1, count: 0 };
  /** Memo of `#commandFollows`: blanks and line ends, and whether a command stands behind them. */
  #gap = { start: 0, end: -1, command: false };

  constructor(text: string, capacity = (text.length >> 2) + 64) {
    this.#text = text;
    this.#rereadable = text.length * MAX_REREADING;
    this.#kinds = new Uint8Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#closers = new Int32Array(capacity);
  }

  *run(): Steps<void> {
    const { length } = this.#text;
    if (this.#text.charCodeAt(0) === 0xfeff) this.#emit(TokenKind.ByteOrderMark, 1);
    do {
      while (this.#at < length) {
        this.#tokensUpTo(Math.min(length, this.#at + STEP));
        yield;
      }
      // A string without an end would swallow the file: it is read again as if it ended with its line.
    } while (this.#readAgain(this.#culprit()));
    while (this.#frame !== undefined) this.#leave(~this.#count);
  }

  #tokensUpTo(end: number): void {
    while (this.#at < end) this.#token();
  }

  stretch(at: number, outer: readonly number[], limit: number, meets: (at: number) => boolean): Stretch | undefined {
    this.#at = at;
    for (const kind of outer) this.#push(kind, at);
    const base = this.#frame;
    const own = this.#count;
    if (at === 0 && this.#text.charCodeAt(0) === 0xfeff) this.#emit(TokenKind.ByteOrderMark, 1);
    for (;;) {
      if (this.#frame === base) {
        if (this.#at === limit) break;
        const fresh = this.#count === own || this.#kinds[this.#count - 1] === TokenKind.Newline;
        if (fresh && meets(this.#at)) break;
      }
      if (this.#at >= limit) return undefined;
      this.#token();
      if (base !== undefined && this.#closers[base.opener] !== 0) return undefined;
    }
    // A string that was read again, as if it ended with its line, stays open too.
    const count = this.#count - own;
    const closers = this.#closers.slice(own, this.#count);
    for (let i = 0; i < count; i++) {
      const closer = closers[i] as number;
      if (closer < 0) return undefined;
      if (closer > 0) closers[i] = closer - own;
    }
    return {
      count,
      kinds: this.#kinds.slice(own, this.#count),
      starts: this.#starts.slice(own, this.#count),
      closers,
      end: this.#at,
    };
  }

  #token(): void {
    switch (this.#mode) {
      case Mode.String:
        this.#string();
        break;
      case Mode.Paren:
      case Mode.ParenWhere:
        this.#paren();
        break;
      default:
        this.#command();
    }
  }

  tokens(): Tokens {
    const count = this.#count;
    const starts = this.#starts.slice(0, count + 1);
    starts[count] = this.#text.length;
    const tokens = { count, kinds: this.#kinds.slice(0, count), starts, closers: this.#closers.slice(0, count) };
    closeEarly(this.#text, tokens);
    return tokens;
  }

  #command(): void {
    const c = this.#text.charCodeAt(this.#at);
    if (this.#atCommandStart && this.#pasted(c)) return;
    if (c === LF || c === CR) {
      this.#newline();
    } else if (c === SEMICOLON) {
      this.#emit(TokenKind.Semicolon, this.#at + 1);
      this.#commandEnds();
    } else if (c === HASH && this.#atCommandStart) {
      this.#emit(TokenKind.Comment, this.#lineEnd(this.#at));
    } else if (c === HASH && this.#isTrailingComment()) {
      this.#emit(TokenKind.TrailingComment, this.#lineEnd(this.#at));
    } else if (c === EQUALS && this.#mode === Mode.Command) {
      this.#emit(TokenKind.Equals, this.#at + 1);
    } else if (!this.#anywhere(c)) {
      if (this.#mode === Mode.Where) this.#expressionToken(c);
      else this.#word();
    }
  }

  #paren(): void {
    const c = this.#text.charCodeAt(this.#at);
    if (c === LF || c === CR) {
      if (this.#endsSingleLine()) return;
      if (this.#commandFollows(this.#at)) this.#leave(~this.#count);
      else this.#emit(TokenKind.Newline, this.#eol(this.#at));
    } else if (c === SEMICOLON) {
      this.#emit(TokenKind.Semicolon, this.#at + 1);
    } else if (!this.#anywhere(c)) {
      this.#expressionToken(c);
    }
  }

  /** What means the same in commands, conditions and parentheses. */
  #anywhere(c: number): boolean {
    switch (c) {
      case SPACE:
      case TAB:
        this.#emit(TokenKind.Blank, this.#blanks(this.#at + 1));
        return true;
      case BACKSLASH:
        this.#backslash();
        return true;
      case QUOTE:
        this.#openString();
        return true;
      case DOLLAR:
        this.#variable();
        return true;
      case 0x28:
      case 0x5b:
      case 0x7b:
        this.#openBracket(c);
        return true;
      case 0x29:
      case 0x5d:
      case 0x7d:
        this.#close(c);
        return true;
    }
    if (c < 0x80) return false;
    if (isUnicodeBlank(c)) this.#unicodeBlanks();
    else if (isTypographicQuote(c)) this.#typographicString();
    else return false;
    return true;
  }

  #word(): void {
    const start = this.#at;
    const end = this.#wordEnd(start + 1);
    const beforeEquals = this.#previous === TokenKind.Equals;
    this.#emit(TokenKind.Word, end);
    this.#afterValue = beforeEquals;
    if (beforeEquals || this.#text.charCodeAt(end) === EQUALS) return;
    if (!beginsCondition(this.#text, start, end)) return;
    this.#mode = Mode.Where;
    this.#previous = TokenKind.Newline;
  }

  /** A literal, a name or an operator, in a `where` condition or in parentheses. */
  #expressionToken(c: number): void {
    const text = this.#text;
    const start = this.#at;
    const afterOperand = OPERAND_END.has(this.#previous);
    const where = this.#mode === Mode.Where || this.#mode === Mode.ParenWhere;
    if (where && this.#previous === TokenKind.Operator && !isOperatorStart(c) && this.#afterComparison()) {
      this.#emit(TokenKind.Word, this.#conditionValueEnd(start + 1));
      return;
    }
    if (isAlphanumeric(c) || c === UNDERSCORE || c >= 0x80) {
      const end = this.#operandEnd(start, where);
      const word = end - start <= 3 ? text.slice(start, end) : '';
      const operator = afterOperand && (word === 'and' || word === 'or' || word === 'in');
      // The `where` of `find where` is no operand yet.
      const opens = this.#mode === Mode.Where && this.#previous === TokenKind.Newline && isWhere(text, start, end);
      this.#emit(operator ? TokenKind.Operator : TokenKind.Word, end);
      if (opens && text.charCodeAt(end) !== EQUALS) this.#previous = TokenKind.Newline;
      return;
    }
    // Conditions stand side by side: ` .id` is a field, not a concatenation.
    const sideBySide = this.#mode === Mode.Where && c === DOT && isTrivia(this.#kinds[this.#count - 1] as number);
    if (!afterOperand || sideBySide) {
      // `*1A` is an id, `::1` an address, `.id` a field, `:len` a command that someone forgot to bracket.
      const literal = matchAt(LEADING_LITERAL, text, start);
      if (literal > 0) {
        this.#emit(TokenKind.Word, start + literal);
        return;
      }
    }
    const operator = matchAt(OPERATOR, text, start);
    this.#emit(operator > 0 ? TokenKind.Operator : TokenKind.Word, start + Math.max(operator, 1));
  }

  #string(): void {
    const text = this.#text;
    const frame = this.#frame as Frame;
    const start = this.#at;
    let end = start;
    let lineBreak = -1;
    for (; end < text.length; end++) {
      const c = text.charCodeAt(end);
      if (c === QUOTE || c === BACKSLASH || c === DOLLAR) break;
      if (c === LF || c === CR) {
        if (frame.singleLine > 0) break;
        if (lineBreak < 0) lineBreak = end;
      }
      if (c >= 0x80 && isTypographicQuote(c) && this.#closesString(end)) break;
    }
    if (lineBreak >= 0 && frame.cut === undefined) {
      frame.cut = this.#commandFollows(lineBreak);
      if (frame.cut) this.#cutStrings.push(frame);
    }
    if (end > start) this.#emit(TokenKind.StringText, end);
    if (end >= text.length) return;
    const c = text.charCodeAt(end);
    if (c === QUOTE) {
      this.#closeString(TokenKind.StringEnd);
    } else if (c === BACKSLASH) {
      this.#escape();
    } else if (c === DOLLAR) {
      this.#interpolation();
    } else if (c === LF || c === CR) {
      this.#endsSingleLine();
    } else {
      this.#closeString(TokenKind.TypographicEnd);
    }
  }

  #escape(): void {
    const text = this.#text;
    const next = this.#at + 1;
    const c = text.charCodeAt(next);
    if (c === LF || c === CR) {
      this.#emit(TokenKind.StringContinuation, this.#blanks(this.#eol(next)));
    } else if (matchAt(ESCAPE, text, next) > 0) {
      this.#emit(TokenKind.Escape, next + matchAt(ESCAPE, text, next));
    } else if (Number.isNaN(c)) {
      this.#emit(TokenKind.StringText, next);
    } else {
      // A surrogate pair stays whole.
      this.#emit(TokenKind.UnknownEscape, next + (c >= 0xd800 && c < 0xdc00 && next + 1 < text.length ? 2 : 1));
    }
  }

  #interpolation(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === 0x5b || next === 0x28) {
      // The dollar belongs to the opening bracket.
      this.#push(next === 0x5b ? TokenKind.OpenBracket : TokenKind.OpenParen, this.#at + 2);
    } else {
      this.#variable();
    }
  }

  #variable(): void {
    const length = matchAt(this.#mode === Mode.String ? VARIABLE_IN_STRING : VARIABLE, this.#text, this.#at);
    this.#emit(length > 0 ? TokenKind.Variable : TokenKind.LoneDollar, this.#at + Math.max(length, 1));
  }

  #openString(): void {
    this.#push(TokenKind.StringStart, this.#at + 1);
  }

  #closeString(kind: number): void {
    const frame = this.#frame as Frame;
    if (kind === TokenKind.StringEnd && this.#isGlued(frame) && this.#readAgain(frame)) return;
    const index = this.#count;
    this.#emit(kind, this.#at + 1);
    this.#leave(index);
  }

  /**
   * Two strings that both lack their end pair up: the second one's opening quote ends the first, and its text is
   * glued to it. Only in the outermost string, so that a character is not read again once for each level.
   */
  #isGlued(frame: Frame): boolean {
    if (frame.cut !== true || frame.strings > 1 || frame.singleLine > 0) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return isAlphanumeric(next) || next === QUOTE || next === HASH;
  }

  #openBracket(c: number): void {
    const kind = c === 0x28 ? TokenKind.OpenParen : c === 0x5b ? TokenKind.OpenBracket : TokenKind.OpenBrace;
    this.#push(kind, this.#at + 1);
  }

  #push(kind: number, end: number): void {
    const outer = this.#frame;
    const string = kind === TokenKind.StringStart;
    const single = string && this.#singleLine.size > 0 && this.#singleLine.has(this.#at);
    const opener = this.#count;
    this.#emit(kind, end);
    this.#frame = {
      outer,
      opener,
      mode: this.#mode,
      previous: kind,
      parens: string ? 0 : (outer?.parens ?? 0) + (kind === TokenKind.OpenParen ? 1 : 0),
      brackets: string ? 0 : (outer?.brackets ?? 0) + (kind === TokenKind.OpenBracket ? 1 : 0),
      braces: string ? 0 : (outer?.braces ?? 0) + (kind === TokenKind.OpenBrace ? 1 : 0),
      strings: (outer?.strings ?? 0) + (string ? 1 : 0),
      singleLine: (outer?.singleLine ?? 0) + (single ? 1 : 0),
      cut: undefined,
    };
    const where = this.#mode === Mode.Where || this.#mode === Mode.ParenWhere;
    this.#previous = TokenKind.Newline;
    this.#atCommandStart = false;
    if (string) this.#mode = Mode.String;
    else if (kind === TokenKind.OpenParen) this.#mode = where ? Mode.ParenWhere : Mode.Paren;
    else {
      this.#mode = Mode.Command;
      this.#atCommandStart = true;
    }
  }

  #close(c: number): void {
    const frame = this.#frame;
    // The nearest bracket of the same kind is closed, with those in between; never across a string's border.
    const open = c === 0x29 ? frame?.parens : c === 0x5d ? frame?.brackets : frame?.braces;
    if (open === undefined || open === 0) {
      this.#emit(TokenKind.StrayCloser, this.#at + 1);
      return;
    }
    const opening = c === 0x29 ? TokenKind.OpenParen : c === 0x5d ? TokenKind.OpenBracket : TokenKind.OpenBrace;
    while (this.#kinds[(this.#frame as Frame).opener] !== opening) this.#leave(~this.#count);
    const index = this.#count;
    this.#emit(
      c === 0x29 ? TokenKind.CloseParen : c === 0x5d ? TokenKind.CloseBracket : TokenKind.CloseBrace,
      this.#at + 1,
    );
    this.#leave(index);
  }

  /** Back to the frame in which the bracket or string was opened. */
  #leave(closer: number): void {
    const { opener, mode, previous, outer } = this.#frame as Frame;
    this.#closers[opener] = closer;
    this.#mode = mode;
    this.#previous = previous;
    this.#frame = outer;
    this.#atCommandStart = false;
    // What stood in the bracket says nothing about what stands behind it.
    this.#afterValue = false;
  }

  /** A line end that ends a string ends all that the string holds. */
  #endsSingleLine(): boolean {
    if (this.#frame === undefined || this.#frame.singleLine === 0) return false;
    while (this.#frame !== undefined && this.#frame.singleLine > 0) this.#leave(~this.#count);
    return true;
  }

  #newline(): void {
    if (this.#endsSingleLine()) return;
    this.#emit(TokenKind.Newline, this.#eol(this.#at));
    this.#commandEnds();
  }

  #commandEnds(): void {
    this.#mode = Mode.Command;
    this.#atCommandStart = true;
    this.#previous = TokenKind.Newline;
  }

  #backslash(): void {
    const next = this.#at + 1;
    const c = this.#text.charCodeAt(next);
    if (c === LF || c === CR) {
      this.#emit(TokenKind.Continuation, this.#eol(next));
      return;
    }
    const end = this.#blanks(next);
    const after = this.#text.charCodeAt(end);
    if (after === LF || after === CR) this.#emit(TokenKind.BlankContinuation, this.#eol(end));
    else this.#emit(TokenKind.StrayBackslash, next);
  }

  /** What a paste from a web page or a terminal leaves in front of a command. */
  #pasted(c: number): boolean {
    if (c !== 0x5b && c !== DASH && c !== ASTERISK && c < 0x80 && (c < 0x30 || c > 0x39)) return false;
    const prompt = c === 0x5b ? matchAt(PROMPT, this.#text, this.#at) : 0;
    if (prompt > 0) {
      this.#emit(TokenKind.Prompt, this.#at + prompt);
      return true;
    }
    const marker = matchAt(LIST_MARKER, this.#text, this.#at);
    if (marker > 0) this.#emit(TokenKind.ListMarker, this.#at + marker);
    return marker > 0;
  }

  /** `#` behind a command is no comment for RouterOS, but a person meant one: what follows is no code. */
  #isTrailingComment(): boolean {
    const before = this.#kinds[this.#count - 1] as number;
    if (before !== TokenKind.Blank || this.#previous === TokenKind.Equals) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    const spaced = Number.isNaN(next) || next === SPACE || next === TAB || next === HASH || next === LF || next === CR;
    return spaced || this.#previous !== TokenKind.Word || this.#afterValue;
  }

  #typographicString(): void {
    const text = this.#text;
    let end = this.#at + 1;
    while (end < text.length) {
      const c = text.charCodeAt(end);
      if (c === LF || c === CR) break;
      end++;
      if (isTypographicQuote(c) || c === QUOTE) {
        this.#emit(TokenKind.TypographicString, end);
        return;
      }
    }
    this.#emit(TokenKind.TypographicString, this.#at + 1);
  }

  /**
   * Whether a typographic quote ends the string that a straight quote began: the line has no straight quote left to
   * end it, and what follows the typographic one is the end of the line or another argument.
   */
  #closesString(offset: number): boolean {
    const text = this.#text;
    const quotes = this.#quotes;
    if (offset >= quotes.lineEnd || offset < quotes.at) {
      quotes.at = offset;
      quotes.lineEnd = this.#lineEnd(offset);
      quotes.count = countOf(QUOTE, text, offset, quotes.lineEnd);
    }
    quotes.count -= countOf(QUOTE, text, quotes.at, offset);
    quotes.at = offset;
    return quotes.count % 2 === 0 && AFTER_ARGUMENT.test(text.slice(offset + 1, Math.min(quotes.lineEnd, offset + 40)));
  }

  #unicodeBlanks(): void {
    let end = this.#at + 1;
    while (end < this.#text.length && isUnicodeBlank(this.#text.charCodeAt(end))) end++;
    this.#emit(TokenKind.UnicodeBlank, end);
  }

  #emit(kind: number, end: number): void {
    const index = this.#count++;
    if (index + 1 >= this.#kinds.length) this.#grow();
    this.#kinds[index] = kind;
    this.#starts[index] = this.#at;
    this.#closers[index] = 0;
    this.#at = end;
    if (!isTrivia(kind)) {
      this.#previous = kind;
      this.#atCommandStart = false;
    }
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2;
    this.#kinds = copyInto(new Uint8Array(capacity), this.#kinds);
    this.#starts = copyInto(new Uint32Array(capacity), this.#starts);
    this.#closers = copyInto(new Int32Array(capacity), this.#closers);
  }

  #blanks(from: number): number {
    let end = from;
    for (;;) {
      const c = this.#text.charCodeAt(end);
      if (c !== SPACE && c !== TAB) return end;
      end++;
    }
  }

  #wordEnd(from: number): number {
    const text = this.#text;
    let end = from;
    while (end < text.length) {
      const c = text.charCodeAt(end);
      if (c < 128 ? WORD_END[c] === 1 : isUnicodeBlank(c) || isTypographicQuote(c)) break;
      end++;
    }
    return end;
  }

  /** An unquoted value after a comparison in a condition: a word, up to `&&` or `||`. */
  #conditionValueEnd(from: number): number {
    const text = this.#text;
    let end = from;
    while (end < text.length) {
      const c = text.charCodeAt(end);
      if (c < 128 ? WORD_END[c] === 1 : isUnicodeBlank(c) || isTypographicQuote(c)) break;
      if ((c === 0x26 || c === 0x7c) && text.charCodeAt(end + 1) === c) break;
      end++;
    }
    return end;
  }

  #operandEnd(start: number, where: boolean): number {
    const text = this.#text;
    const address = matchAt(IPV6, text, start);
    if (address > 0) return start + address;
    const c = text.charCodeAt(start);
    const digit = c >= 0x30 && c <= 0x39;
    return start + Math.max(1, matchAt(digit ? NUMBER_LIKE : where ? FIELD : NAME, text, start));
  }

  #afterComparison(): boolean {
    let index = this.#count - 1;
    while (index > 0 && isTrivia(this.#kinds[index] as number)) index--;
    return COMPARISON.test(this.#text.slice(this.#starts[index], this.#at));
  }

  /** Whether the line behind the line end at `lineEnd` looks like a command; blank lines are passed over. */
  #commandFollows(lineEnd: number): boolean {
    const gap = this.#gap;
    if (lineEnd < gap.start || lineEnd >= gap.end) {
      gap.start = lineEnd;
      gap.end = lineEnd;
      while (BLANK_OR_LINE_END[this.#text.charCodeAt(gap.end)] === 1) gap.end++;
      gap.command = COMMAND.test(this.#text.slice(gap.end, gap.end + 16));
    }
    return gap.command;
  }

  #eol(at: number): number {
    return this.#text.charCodeAt(at) === CR && this.#text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }

  #lineEnd(from: number): number {
    let end = from;
    while (end < this.#text.length) {
      const c = this.#text.charCodeAt(end);
      if (c === LF || c === CR) break;
      end++;
    }
    return end;
  }

  /**
   * At the end of the text: the string that lacks its end, if there is one. It is not the last string but the first
   * that runs on into a line which looks like a command: from there on, inside and outside are exchanged.
   */
  #culprit(): Frame | undefined {
    let frame = this.#frame;
    if (frame === undefined || frame.strings === 0) return undefined;
    if (this.#cutStrings.length > 0) return this.#cutStrings[0];
    while (frame !== undefined && (this.#kinds[frame.opener] !== TokenKind.StringStart || this.#endsWithLine(frame))) {
      frame = frame.outer;
    }
    return frame;
  }

  #endsWithLine({ opener }: Frame): boolean {
    return this.#singleLine.has(this.#starts[opener] as number);
  }

  /** Goes back to where the string began and reads on from there as if it ended with its line. */
  #readAgain(frame: Frame | undefined): boolean {
    if (frame === undefined) return false;
    const start = this.#starts[frame.opener] as number;
    const length = this.#at - start;
    if (length > this.#rereadable) return false;
    this.#rereadable -= length;
    this.#singleLine.add(start);
    this.#frame = frame;
    this.#leave(0);
    this.#count = frame.opener;
    this.#at = start;
    while ((this.#cutStrings.at(-1)?.opener ?? -1) >= frame.opener) this.#cutStrings.pop();
    return true;
  }
}

/** Whether the word is `where`. */
export function isWhere(text: string, start: number, end: number): boolean {
  return end - start === 5 && text.startsWith('where', start);
}

/** Whether the word opens a condition: `where`, or the item finder `find`, also behind a path with slashes. */
export function beginsCondition(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === 5) return isWhere(text, start, end) || text.startsWith('/find', start);
  if (length === 4) return text.startsWith('find', start) && !searchesText(text, end);
  return length > 5 && text.startsWith('/find', end - 5);
}

/** `find key=$x in=$list`: the `find` of the root, which takes arguments and searches texts and arrays. */
function searchesText(text: string, end: number): boolean {
  return /^[ \t]+(?:key=[^\]\r\n]*[ \t]in=|in=[^\]\r\n]*[ \t]key=)/.test(text.slice(end, end + 200));
}

/**
 * Brackets that the end of the text closed are closed earlier, so that they do not swallow the file: `[` with its
 * line, `{` before the next line that begins with a menu path in the first column, `(` with the bracket that it holds.
 * Each of them holds the next one, so one pass over the text that is in no closed bracket serves all. An innermost
 * `(` stays, since what follows it was read as an expression; a line that looks like a command has ended it already.
 */
function closeEarly(text: string, { count, kinds, starts, closers }: Tokens): void {
  const open: number[] = [];
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] as number;
    const closer = closers[i] as number;
    // Only openers have one.
    if (closer !== 0) {
      if (closer !== ~count) {
        i = closer > 0 ? closer : ~closer - 1;
        continue;
      }
      // What a string without an end holds is lost with it.
      if (kind === TokenKind.StringStart) return;
      open.push(i);
    } else if (kind === TokenKind.Newline && open.length > 0) {
      const next = starts[i + 1] as number;
      const menu = text.charCodeAt(next) === SLASH && isAlphanumeric(text.charCodeAt(next + 1));
      let opener = open.at(-1);
      if (kinds[opener as number] === TokenKind.OpenParen) continue;
      while (opener !== undefined && (menu || kinds[opener] !== TokenKind.OpenBrace)) {
        closers[opener] = ~i;
        open.pop();
        opener = open.at(-1);
      }
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

function copyInto<T extends Uint8Array | Uint32Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

function countOf(c: number, text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === c) count++;
  return count;
}

function isAlphanumeric(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a);
}

function isOperatorStart(c: number): boolean {
  return c === EQUALS || c === 0x21 || c === 0x7e || c === 0x3c || c === 0x3e;
}

/** Double quotes of typography; the single ones are left alone, since `it’s` is no fault. */
export function isTypographicQuote(c: number): boolean {
  return c === 0x201c || c === 0x201d || c === 0x201e || c === 0x201f || c === 0xab || c === 0xbb;
}

function isUnicodeBlank(c: number): boolean {
  return (
    c === 0xa0 ||
    (c >= 0x2000 && c <= 0x200b) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x2060 ||
    c === 0x3000 ||
    c === 0xfeff
  );
}

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const QUOTE = 0x22;
const HASH = 0x23;
const DOLLAR = 0x24;
const ASTERISK = 0x2a;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

/** Characters that end an unquoted word (`docs/facts/scripts.md#words`); doubtful ones stay in the word. */
const WORD_END = (() => {
  const table = new Uint8Array(128);
  for (const c of ' \t\r\n;="$()[]{}\\') table[c.charCodeAt(0)] = 1;
  return table;
})();

const BLANK_OR_LINE_END = (() => {
  const table = new Uint8Array(128);
  for (const c of ' \t\r\n') table[c.charCodeAt(0)] = 1;
  return table;
})();

const OPERAND_END: ReadonlySet<number> = new Set([
  TokenKind.Word,
  TokenKind.Variable,
  TokenKind.OpenParen,
  TokenKind.OpenBracket,
  TokenKind.OpenBrace,
  TokenKind.StringStart,
  TokenKind.TypographicString,
]);

// Sticky patterns without nested repetition: each is linear in what it matches.
const VARIABLE = /\$(?:[A-Za-z0-9]+|"[^"\r\n]*")/y;
/** In a string `$"` begins a variable only where a name and a quote follow: `"^x$" comment="y"` holds none. */
const VARIABLE_IN_STRING = /\$(?:[A-Za-z0-9]+|"[A-Za-z0-9_.-]+")/y;
const ESCAPE = /["\\nrt$_abfv?]|[0-9A-F]{2}/y;
const OPERATOR = /<%%|==+|->|&&|\|\||!=|<=|>=|<<|>>|[-+*/%&|^.,<>=~!]/y;
const LEADING_LITERAL = /\*[0-9A-Fa-f]+|::[0-9A-Fa-f:.]*(?:\/[0-9]+)?|\.[a-z][a-z-]*|:[a-z][a-z-]*/y;
const IPV6 = /[0-9A-Fa-f]{1,4}:(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:.]*[0-9A-Fa-f:](?:%[A-Za-z0-9._-]+)?(?:\/[0-9]+)?/y;
/** Numbers, times, addresses, prefixes, dates with slashes: all that begins with a digit and holds no dash. */
const NUMBER_LIKE = /[0-9](?:[0-9A-Za-z_]|[.:/](?=[0-9A-Za-z]))*/y;
/** Letters, digits and all beyond ASCII that is neither a blank nor a typographic quote. */
const NAME_PART =
  'A-Za-z0-9_\\u0080-\\u009f\\u00a1-\\u00aa\\u00ac-\\u00ba\\u00bc-\\u1fff\\u200c-\\u201b\\u2020-\\u2027' +
  '\\u202a-\\u202e\\u2030-\\u205e\\u2061-\\u2fff\\u3001-\\ufefe\\uff00-\\uffff';
const NAME = new RegExp(`[${NAME_PART}]+`, 'y');
const FIELD = new RegExp(`[${NAME_PART}](?:[${NAME_PART}]|[-.:](?=[A-Za-z0-9_]))*`, 'y');
const COMPARISON = /^(?:=|!=|~|<|>|<=|>=)\s*$/;
const COMMAND = /^(?:\/[a-z]|:[a-z]|(?:add|set|remove|print)[ \t])/;
const AFTER_ARGUMENT = /^(?:[ \t]*$|[ \t]+[a-z][a-z-]*(?:=|$))/;
const PROMPT =
  /\[[^\s@[\]"]{1,64}@[^\][\r\n"]{1,64}\][ \t]{0,8}(?:<[A-Z]{1,16}>)?[ \t]{0,8}(?:\/[a-z0-9/ -]{0,80})?>[ \t]*/y;
const LIST_MARKER =
  /(?:[0-9]{1,3}[.)]|[-*\u2022\u2023\u2043\u25aa\u25cf\u25e6\u2013\u00b7])[ \t\u00a0]{1,16}(?=[/:][a-z]|(?:add|set|remove|enable|disable|move|print)[ \t])/y;
