/**
 * Layer `syntax`: text to tree and back, without knowing what any word means. Parsing never fails and never throws;
 * every character belongs to a token; printing the tree gives the text back. `{ }` stays a balanced group of
 * statements, words stay words: whether a group is code, data or raw text is decided in `binding/`.
 */

/** Kinds of tokens. Tokens are contiguous: a token ends where the next one begins. */
export const TokenKind = {
  // Trivia: they separate, but carry no meaning inside a statement.
  Blank: 0,
  Newline: 1,
  Comment: 2,
  Continuation: 3,
  ByteOrderMark: 4,
  /** Blanks that RouterOS does not know as blanks: NBSP, zero-width space and the like. */
  UnicodeBlank: 5,
  /** A console prompt pasted in front of a command. */
  Prompt: 6,
  /** A list number or bullet pasted in front of a command. */
  ListMarker: 7,
  /** A backslash that does not end its line. */
  StrayBackslash: 8,
  /** A backslash, blanks, and then the line end: meant as a continuation, but it is none. */
  BlankContinuation: 9,
  /** A closing bracket that closes nothing. */
  StrayCloser: 10,
  /** A comment behind a command, where RouterOS allows none. */
  TrailingComment: 11,

  Semicolon: 12,
  Word: 13,
  Equals: 14,
  /** Operator of an expression, `and`, `or` and `in` included. */
  Operator: 15,
  /** `$name` or `$"quoted name"`. */
  Variable: 16,
  /** `$` that begins no variable. */
  LoneDollar: 17,
  OpenParen: 18,
  CloseParen: 19,
  OpenBracket: 20,
  CloseBracket: 21,
  OpenBrace: 22,
  CloseBrace: 23,
  /** Text in typographic quotes, quotes included. */
  TypographicString: 24,

  // Parts of a string.
  StringStart: 25,
  StringEnd: 26,
  StringText: 27,
  Escape: 28,
  UnknownEscape: 29,
  /** Backslash, line end and the indentation of the next line. */
  StringContinuation: 30,
  /** Typographic closing quote of a string that was opened with a straight one. */
  TypographicEnd: 31,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** The tokens of one text as parallel arrays. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** `starts[count]` is the length of the text. */
  readonly starts: Uint32Array;
  /**
   * For an opening bracket or string the index of its closing token; where that is missing, the bitwise complement
   * of the index of the first token that no longer belongs to it.
   */
  readonly closers: Int32Array;
}

export function isTrivia(kind: number): boolean {
  return kind <= TokenKind.TrailingComment;
}
