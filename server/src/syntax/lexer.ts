import { isTrivia, TokenKind, type Tokens } from './token.ts';

/**
 * Cuts a text into contiguous tokens. It knows four ways of reading (commands, `where` conditions, parenthesised
 * expressions, strings) and keeps them on a stack of its own, so that nesting costs no call depth.
 * Sources: `reference/routeros.md A.1`-`A.8`, `reference/oracle-facts.md O.3`.
 */
export function tokenize(text: string): Tokens {
  const single = new Set<number>();
  for (;;) {
    const lexer = new Lexer(text, single);
    const unclosed = lexer.run();
    // A string without an end would swallow the file. It is read again as if it ended with its line; the bound keeps
    // hostile input linear.
    if (unclosed === undefined || single.has(unclosed) || single.size >= MAX_STRING_RECOVERIES) return lexer.tokens();
    single.add(unclosed);
  }
}

const MAX_STRING_RECOVERIES = 16;

const Mode = { Command: 0, Where: 1, Paren: 2, ParenWhere: 3, String: 4 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

class Lexer {
  readonly #text: string;
  /** Starts of strings that end with their line. */
  readonly #singleLine: ReadonlySet<number>;
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
  /** Saved frames: mode, previous kind, index of the opening token. */
  readonly #stack: { mode: Mode; previous: number; opener: number }[] = [];
  #opener = -1;
  /** The last word was the value of an argument. */
  #afterValue = false;
  readonly #multiLineStrings: number[] = [];

  constructor(text: string, singleLine: ReadonlySet<number>) {
    this.#text = text;
    this.#singleLine = singleLine;
    const capacity = (text.length >> 2) + 64;
    this.#kinds = new Uint8Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#closers = new Int32Array(capacity);
  }

  /** Reads all. Returns the start of a string that never ends, if there is one. */
  run(): number | undefined {
    const { length } = this.#text;
    if (this.#text.charCodeAt(0) === 0xfeff) this.#emit(TokenKind.ByteOrderMark, 1);
    while (this.#at < length) {
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
    const unclosed = this.#mode === Mode.String || this.#stack.some(({ mode }) => mode === Mode.String);
    while (this.#stack.length > 0) this.#leave(~this.#count);
    return unclosed ? this.#culprit() : undefined;
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
    const text = this.#text;
    const c = text.charCodeAt(this.#at);
    if (this.#atCommandStart && this.#pasted(c)) return;
    switch (c) {
      case SPACE:
      case TAB:
        this.#emit(TokenKind.Blank, this.#blanks(this.#at + 1));
        return;
      case LF:
      case CR:
        this.#newline();
        return;
      case SEMICOLON:
        this.#emit(TokenKind.Semicolon, this.#at + 1);
        this.#commandEnds();
        return;
      case HASH:
        if (this.#atCommandStart) {
          this.#emit(TokenKind.Comment, this.#lineEnd(this.#at));
          return;
        }
        if (this.#isTrailingComment()) {
          this.#emit(TokenKind.TrailingComment, this.#lineEnd(this.#at));
          return;
        }
        break;
      case BACKSLASH:
        this.#backslash();
        return;
      case QUOTE:
        this.#openString();
        return;
      case DOLLAR:
        this.#variable();
        return;
      case 0x28:
      case 0x5b:
      case 0x7b:
        this.#open(c);
        return;
      case 0x29:
      case 0x5d:
      case 0x7d:
        this.#close(c);
        return;
      case EQUALS:
        if (this.#mode === Mode.Where) break;
        this.#emit(TokenKind.Equals, this.#at + 1);
        return;
    }
    if (c >= 0x80) {
      if (isUnicodeBlank(c)) {
        this.#unicodeBlanks();
        return;
      }
      if (isTypographicQuote(c)) {
        this.#typographicString();
        return;
      }
    }
    if (this.#mode === Mode.Where) this.#expressionToken(c);
    else this.#word();
  }

  #word(): void {
    const start = this.#at;
    const end = this.#wordEnd(start + 1);
    const beforeEquals = this.#previous === TokenKind.Equals;
    this.#emit(TokenKind.Word, end);
    this.#afterValue = beforeEquals;
    if (beforeEquals || this.#text.charCodeAt(end) === EQUALS) return;
    if (beginsCondition(this.#text, start, end)) this.#mode = Mode.Where;
  }

  #paren(): void {
    const c = this.#text.charCodeAt(this.#at);
    switch (c) {
      case SPACE:
      case TAB:
        this.#emit(TokenKind.Blank, this.#blanks(this.#at + 1));
        return;
      case LF:
      case CR:
        if (COMMAND_LINE.test(this.#peekLine())) this.#leave(~this.#count);
        else this.#emit(TokenKind.Newline, this.#eol(this.#at));
        return;
      case SEMICOLON:
        this.#emit(TokenKind.Semicolon, this.#at + 1);
        return;
      case BACKSLASH:
        this.#backslash();
        return;
      case QUOTE:
        this.#openString();
        return;
      case DOLLAR:
        this.#variable();
        return;
      case 0x28:
      case 0x5b:
      case 0x7b:
        this.#open(c);
        return;
      case 0x29:
      case 0x5d:
      case 0x7d:
        this.#close(c);
        return;
    }
    if (c >= 0x80) {
      if (isUnicodeBlank(c)) {
        this.#unicodeBlanks();
        return;
      }
      if (isTypographicQuote(c)) {
        this.#typographicString();
        return;
      }
    }
    this.#expressionToken(c);
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
      this.#emit(operator ? TokenKind.Operator : TokenKind.Word, end);
      return;
    }
    if (!afterOperand) {
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
    const start = this.#at;
    let end = start;
    const single = this.#singleLine.has(this.#starts[this.#opener] as number);
    for (; end < text.length; end++) {
      const c = text.charCodeAt(end);
      if (c === QUOTE || c === BACKSLASH || c === DOLLAR) break;
      if (single && (c === LF || c === CR)) break;
      if (c >= 0x2018 && isTypographicQuote(c) && this.#closesString(end)) break;
    }
    if (end > start) this.#emit(TokenKind.StringText, end);
    if (end >= text.length) return;
    const c = text.charCodeAt(end);
    if (c === QUOTE) {
      this.#closeString(TokenKind.StringEnd);
    } else if (c === BACKSLASH) {
      this.#escape(single);
    } else if (c === DOLLAR) {
      this.#interpolation();
    } else if (c === LF || c === CR) {
      this.#leave(~this.#count);
    } else {
      this.#closeString(TokenKind.TypographicEnd);
    }
  }

  #escape(single: boolean): void {
    const text = this.#text;
    const next = this.#at + 1;
    const c = text.charCodeAt(next);
    if (c === LF || c === CR) {
      this.#emit(TokenKind.StringContinuation, this.#blanks(this.#eol(next)));
    } else if (matchAt(ESCAPE, text, next) > 0) {
      this.#emit(TokenKind.Escape, next + matchAt(ESCAPE, text, next));
    } else if (Number.isNaN(c) || (single && (c === LF || c === CR))) {
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
    const opener = this.#opener;
    const start = this.#starts[opener] as number;
    const index = this.#count;
    this.#emit(kind, this.#at + 1);
    if (LINE_BREAK.test(this.#text.slice(start, Math.min(this.#at, start + 4096)))) this.#multiLineStrings.push(start);
    this.#leave(index);
  }

  #open(c: number): void {
    const kind = c === 0x28 ? TokenKind.OpenParen : c === 0x5b ? TokenKind.OpenBracket : TokenKind.OpenBrace;
    this.#push(kind, this.#at + 1);
  }

  #push(kind: number, end: number): void {
    const index = this.#count;
    this.#emit(kind, end);
    this.#stack.push({ mode: this.#mode, previous: kind, opener: this.#opener });
    const where = this.#mode === Mode.Where || this.#mode === Mode.ParenWhere;
    this.#opener = index;
    this.#previous = TokenKind.Newline;
    this.#atCommandStart = false;
    if (kind === TokenKind.StringStart) this.#mode = Mode.String;
    else if (kind === TokenKind.OpenParen) this.#mode = where ? Mode.ParenWhere : Mode.Paren;
    else {
      this.#mode = Mode.Command;
      this.#atCommandStart = true;
    }
  }

  #close(c: number): void {
    const opening = c === 0x29 ? TokenKind.OpenParen : c === 0x5d ? TokenKind.OpenBracket : TokenKind.OpenBrace;
    // The nearest bracket of the same kind is closed, with those in between; never across a string's border.
    let depth = this.#stack.length;
    let opener = this.#opener;
    while (depth > 0 && this.#kinds[opener] !== opening) {
      if (this.#kinds[opener] === TokenKind.StringStart) depth = 0;
      else opener = (this.#stack[--depth] as { opener: number }).opener;
    }
    if (depth === 0) {
      this.#emit(TokenKind.StrayCloser, this.#at + 1);
      return;
    }
    while (this.#opener !== opener) this.#leave(~this.#count);
    const index = this.#count;
    this.#emit(
      c === 0x29 ? TokenKind.CloseParen : c === 0x5d ? TokenKind.CloseBracket : TokenKind.CloseBrace,
      this.#at + 1,
    );
    this.#leave(index);
  }

  /** Back to the frame in which the bracket or string was opened. */
  #leave(closer: number): void {
    this.#closers[this.#opener] = closer;
    const frame = this.#stack.pop() as { mode: Mode; previous: number; opener: number };
    this.#mode = frame.mode;
    this.#previous = frame.previous;
    this.#opener = frame.opener;
    this.#atCommandStart = false;
  }

  #newline(): void {
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
    const lineEnd = this.#lineEnd(offset);
    let quotes = 0;
    for (let i = offset + 1; i < lineEnd; i++) if (text.charCodeAt(i) === QUOTE) quotes++;
    return quotes % 2 === 0 && AFTER_ARGUMENT.test(text.slice(offset + 1, Math.min(lineEnd, offset + 40)));
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
    const end = this.#wordEnd(from);
    const logical = this.#text.slice(from, end).search(LOGICAL);
    return logical < 0 ? end : from + logical;
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

  #peekLine(): string {
    const start = this.#eol(this.#at);
    return this.#text.slice(start, start + 64);
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
   * The string that lacks its end is not the last one but the first that runs on into a line which looks like a
   * command: from there on, inside and outside are exchanged.
   */
  #culprit(): number {
    const looksCut = (start: number): boolean => {
      const end = this.#lineEnd(start);
      return COMMAND_LINE.test(this.#text.slice(this.#eol(end), this.#eol(end) + 64));
    };
    const candidates = this.#multiLineStrings.filter((start) => !this.#singleLine.has(start));
    const last = this.#lastOpenString();
    return candidates.find(looksCut) ?? last;
  }

  #lastOpenString(): number {
    for (let index = this.#count - 1; index >= 0; index--) {
      if (this.#kinds[index] === TokenKind.StringStart && (this.#closers[index] as number) < 0) {
        const start = this.#starts[index] as number;
        if (!this.#singleLine.has(start)) return start;
      }
    }
    return -1;
  }
}

/** Whether the word opens a condition: `where`, or the item finder `find`, also behind a path with slashes. */
export function beginsCondition(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === 5) return text.startsWith('where', start) || text.startsWith('/find', start);
  return length === 4 ? text.startsWith('find', start) : length > 5 && text.startsWith('/find', end - 5);
}

/**
 * Brackets that the end of the text closed are closed earlier, so that they do not swallow the file: `[` with its
 * line, `{` before the next line that begins with a menu path in the first column.
 */
function closeEarly(text: string, { count, kinds, starts, closers }: Tokens): void {
  for (let index = 0; index < count; index++) {
    const kind = kinds[index];
    if ((kind !== TokenKind.OpenBracket && kind !== TokenKind.OpenBrace) || closers[index] !== ~count) continue;
    for (let i = index + 1; i < count; i++) {
      const inner = kinds[i] as number;
      if (inner >= TokenKind.OpenParen && inner <= TokenKind.StringStart && (closers[i] as number) > i) {
        i = closers[i] as number;
      } else if (inner === TokenKind.Newline) {
        const next = starts[i + 1] as number;
        const menu = text.charCodeAt(next) === SLASH && isAlphanumeric(text.charCodeAt(next + 1));
        if (kind === TokenKind.OpenBracket || menu) {
          closers[index] = ~i;
          break;
        }
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

export function isUnicodeBlank(c: number): boolean {
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
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

/** Characters that end an unquoted word (`reference/routeros.md A.6`); doubtful ones stay in the word. */
const WORD_END = (() => {
  const table = new Uint8Array(128);
  for (const c of ' \t\r\n;="$()[]{}\\') table[c.charCodeAt(0)] = 1;
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
const OPERATOR = /<%%|==|->|&&|\|\||!=|<=|>=|<<|>>|[-+*/%&|^.,<>=~!]/y;
const LEADING_LITERAL = /\*[0-9A-Fa-f]+|::[0-9A-Fa-f:.]*(?:\/[0-9]+)?|\.[a-z][a-z-]*|:[a-z][a-z-]*/y;
const IPV6 = /[0-9A-Fa-f]{1,4}:(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:.]*[0-9A-Fa-f:](?:%[A-Za-z0-9._-]+)?(?:\/[0-9]+)?/y;
/** Numbers, times, addresses, prefixes, dates with slashes: all that begins with a digit and holds no dash. */
const NUMBER_LIKE = /[0-9](?:[0-9A-Za-z_]|[.:/](?=[0-9A-Za-z]))*/y;
const NAME = /[A-Za-z0-9_\u0080-\uffff]+/y;
const FIELD = /[A-Za-z0-9_\u0080-\uffff](?:[A-Za-z0-9_\u0080-\uffff]|[-.:](?=[A-Za-z0-9_]))*/y;
const COMPARISON = /^(?:=|!=|~|<|>|<=|>=)\s*$/;
const LOGICAL = /&&|\|\|/;
const LINE_BREAK = /(?<!\\)[\r\n]/;
const COMMAND_LINE = /^[ \t]*(?:\/[a-z]|:[a-z]|(?:add|set|remove|print)[ \t])/;
const AFTER_ARGUMENT = /^(?:[ \t]*$|[ \t]+[a-z][a-z-]*(?:=|$))/;
const PROMPT = /\[[^\s@[\]"]{1,64}@[^\][\r\n"]{1,64}\][ \t]*(?:<[A-Z]+>)?[ \t]*(?:\/[a-z0-9/ -]{0,80})?>[ \t]*/y;
const LIST_MARKER =
  /(?:[0-9]{1,3}[.)]|[-*\u2022\u2023\u2043\u25aa\u25cf\u25e6\u2013\u00b7])[ \t\u00a0]+(?=[/:][a-z]|(?:add|set|remove|enable|disable|move|print)[ \t])/y;
