import { createToken, EmbeddedActionsParser, type IToken, type TokenType } from 'chevrotain';
import type { Argument, Binary, Condition, Expression, Item, Missing, Unary, Value, Word } from './ast.ts';

/**
 * What the grammar is made of. Brackets and strings are collapsed into `Atom`s before they come here, innermost
 * first, so one call parses one flat statement or expression and nesting costs no call depth.
 */
export const Terminal = {
  Word: createToken({ name: 'Word', pattern: /./ }),
  /** `where`, `find` or both, which turn the rest of the command into a condition. */
  ConditionKeyword: createToken({ name: 'ConditionKeyword', pattern: /./ }),
  Equals: createToken({ name: 'Equals', pattern: /./ }),
  Operator: createToken({ name: 'Operator', pattern: /./ }),
  /** `!`, which is never a binary operator. */
  Not: createToken({ name: 'Not', pattern: /./ }),
  Atom: createToken({ name: 'Atom', pattern: /./ }),
} satisfies Record<string, TokenType>;

/** A token of the grammar; offsets are relative to the statement, `endOffset` is exclusive. */
export interface GrammarToken extends IToken {
  readonly endOffset: number;
  readonly node: Value | undefined;
}

/** All tokens have one shape, which keeps V8's call sites fast. */
export function grammarToken(type: TokenType, image: string, start: number, end: number, node?: Value): GrammarToken {
  return {
    image,
    startOffset: start,
    endOffset: end,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx as number,
    node,
  };
}

/**
 * The grammar of one statement and of one expression. It takes every sequence of terminals: what is missing or too
 * much becomes a node of its own (`Missing`, an argument without a name), which the builder reports.
 */
class RouterOsParser extends EmbeddedActionsParser {
  // No rule is ever entered again before it is left, so what a rule has found stands in fields, and the closures that
  // Chevrotain asks for are made once and not for each token: a third of the time was their collection.
  #items: Item[] = [];
  #name: Value | undefined;
  #equals: GrammarToken | undefined;
  #value: Value | undefined;
  #sequence: Expression[] = [];
  #operands: Expression[] = [];
  #operators: IToken[] = [];
  #prefixes: IToken[] = [];

  readonly #nameChoices = [
    { ALT: () => this.#setName(this.CONSUME1(Terminal.Word)) },
    { ALT: () => this.#setName(this.CONSUME1(Terminal.Atom)) },
  ];
  readonly #valueChoices = [
    { ALT: () => this.#setValue(this.CONSUME2(Terminal.Word)) },
    { ALT: () => this.#setValue(this.CONSUME2(Terminal.Atom)) },
  ];
  readonly #looseValueChoices = [
    { ALT: () => this.#setValue(this.CONSUME3(Terminal.Word)) },
    { ALT: () => this.#setValue(this.CONSUME3(Terminal.Atom)) },
  ];
  readonly #optionalValue = { GATE: () => this.#valueFollows(), DEF: () => this.OR3(this.#valueChoices) };
  readonly #optionalLooseValue = { GATE: () => this.#valueFollows(), DEF: () => this.OR4(this.#looseValueChoices) };
  readonly #assignment = () => {
    this.#equals = this.CONSUME1(Terminal.Equals) as GrammarToken;
    this.OPTION2(this.#optionalValue);
  };
  readonly #keyword = () => this.#addItem(word(this.CONSUME(Terminal.ConditionKeyword)));
  readonly #itemChoices = [
    {
      ALT: () => {
        this.AT_LEAST_ONE(this.#keyword);
        const expression = this.SUBRULE(this.sequence);
        if (expression !== undefined) this.#addItem(condition(expression));
      },
    },
    {
      ALT: () => {
        this.OR2(this.#nameChoices);
        this.OPTION1(this.#assignment);
      },
    },
    {
      // An `=` that has lost its name.
      ALT: () => {
        this.#equals = this.CONSUME2(Terminal.Equals) as GrammarToken;
        this.OPTION3(this.#optionalLooseValue);
      },
    },
  ];
  readonly #item = () => {
    this.#name = undefined;
    this.#equals = undefined;
    this.#value = undefined;
    this.OR1(this.#itemChoices);
    if (this.#name !== undefined || this.#equals !== undefined) {
      this.#addItem(argument(this.#name, this.#equals, this.#value));
    }
  };

  /** `(value ("=" value?)? | "=" value?)* (("where" | "find" "where"?) condition)?` */
  statement: () => Item[] = this.RULE('statement', () => {
    this.#items = [];
    this.MANY(this.#item);
    return this.#items;
  });

  readonly #sequenceItem = () => {
    const item = this.SUBRULE(this.expression);
    if (!this.RECORDING_PHASE) this.#sequence.push(item);
  };

  /** Expressions side by side. */
  sequence: () => Expression | undefined = this.RULE('sequence', () => {
    this.#sequence = [];
    this.MANY(this.#sequenceItem);
    return sequence(this.#sequence);
  });

  readonly #rightOperand = () => this.SUBRULE2(this.unary);
  readonly #operation = () => {
    const operator = this.CONSUME(Terminal.Operator);
    const operand = this.OPTION(this.#rightOperand);
    if (this.RECORDING_PHASE) return;
    this.#operators.push(operator);
    this.#operands.push(operand ?? missing((operator as GrammarToken).endOffset));
  };

  /** `unary (operator unary?)*`; the precedence of the operators is applied afterwards. */
  expression: () => Expression = this.RULE('expression', () => {
    this.#operators = [];
    this.#operands = [];
    const first = this.SUBRULE1(this.unary);
    this.#operands.push(first);
    this.MANY(this.#operation);
    return this.RECORDING_PHASE ? first : associate(this.#operands, this.#operators);
  });

  readonly #prefixChoices = [
    { ALT: () => this.#prefixes.push(this.CONSUME(Terminal.Not)) },
    { ALT: () => this.#prefixes.push(this.CONSUME(Terminal.Operator)) },
  ];
  readonly #prefix = () => this.OR2(this.#prefixChoices);
  readonly #operandChoices = [
    { ALT: () => this.#setName(this.CONSUME1(Terminal.Word)) },
    { ALT: () => this.#setName(this.CONSUME1(Terminal.Atom)) },
  ];
  readonly #prefixedOperandChoices = [
    { ALT: () => this.#setName(this.CONSUME2(Terminal.Word)) },
    { ALT: () => this.#setName(this.CONSUME2(Terminal.Atom)) },
  ];
  readonly #prefixedOperand = () => this.OR3(this.#prefixedOperandChoices);
  readonly #unaryChoices = [
    {
      ALT: () => {
        this.AT_LEAST_ONE(this.#prefix);
        this.OPTION(this.#prefixedOperand);
      },
    },
    { ALT: () => this.OR4(this.#operandChoices) },
  ];

  /** `prefix+ value? | value` */
  unary: () => Expression = this.RULE('unary', () => {
    this.#prefixes = [];
    this.#name = undefined;
    this.OR1(this.#unaryChoices);
    const operand = this.#name as Value | undefined;
    this.#name = undefined;
    return this.RECORDING_PHASE ? missing(0) : prefixed(this.#prefixes, operand);
  });

  constructor() {
    super(Object.values(Terminal), { maxLookahead: 1, recoveryEnabled: false });
    this.performSelfAnalysis();
  }

  #setName(token: IToken): void {
    this.#name = nodeOf(token as GrammarToken);
  }

  #setValue(token: IToken): void {
    this.#value = nodeOf(token as GrammarToken);
  }

  #addItem(item: Item): void {
    if (!this.RECORDING_PHASE) this.#items.push(item);
  }

  /**
   * `key= other=…`: a blank behind `=` is legal, and so is an empty value; a word that is itself a name belongs to
   * the next argument (`docs/facts/scripts.md#blanks`).
   */
  #valueFollows(): boolean {
    const equals = this.LA(0) as GrammarToken;
    const next = this.LA(1) as GrammarToken;
    if (next.tokenType !== Terminal.Word && next.tokenType !== Terminal.Atom) return false;
    if (next.startOffset === equals.endOffset) return true;
    const after = this.LA(2) as GrammarToken;
    return !(
      next.tokenType === Terminal.Word &&
      after.tokenType === Terminal.Equals &&
      after.startOffset === next.endOffset
    );
  }
}

// One instance a process: a second one would make V8's call sites polymorphic and halve the speed of both.
const parser = new RouterOsParser();

export function parseStatement(tokens: GrammarToken[]): Item[] {
  parser.input = tokens;
  return parser.statement() ?? [];
}

export function parseExpression(tokens: GrammarToken[]): Expression | undefined {
  parser.input = tokens;
  return parser.sequence();
}

function nodeOf(token: GrammarToken): Value {
  return token.node ?? word(token);
}

function condition(expression: Expression): Condition {
  return { kind: 'Condition', start: expression.start, end: expression.end, expression };
}

function word(token: IToken): Word {
  return { kind: 'Word', start: token.startOffset, end: (token as GrammarToken).endOffset, text: token.image };
}

function missing(at: number): Missing {
  return { kind: 'Missing', start: at, end: at };
}

function argument(name: Value | undefined, equals: GrammarToken | undefined, value: Value | undefined): Item {
  if (equals === undefined) return name as Value;
  const { startOffset, endOffset } = equals;
  const node: Argument = {
    kind: 'Argument',
    start: name?.start ?? startOffset,
    end: value?.end ?? endOffset,
    name: name ?? { kind: 'Word', start: startOffset, end: startOffset, text: '' },
    equals: startOffset,
    value,
  };
  return node;
}

function sequence(items: Expression[]): Expression | undefined {
  if (items.length <= 1) return items[0];
  return {
    kind: 'Sequence',
    start: (items[0] as Expression).start,
    end: (items.at(-1) as Expression).end,
    items,
  };
}

function prefixed(prefixes: IToken[], operand: Expression | undefined): Expression {
  let result = operand ?? missing((prefixes.at(-1) as GrammarToken).endOffset);
  for (let i = prefixes.length - 1; i >= 0; i--) {
    const token = prefixes[i] as IToken;
    const unary: Unary = {
      kind: 'Unary',
      start: token.startOffset,
      end: result.end,
      operator: token.image,
      operand: result,
    };
    result = unary;
  }
  return result;
}

/** Precedence climbing over a flat list; all operators associate to the left. */
function associate(operands: Expression[], operators: IToken[]): Expression {
  if (operators.length === 0) return operands[0] as Expression;
  const values: Expression[] = [operands[0] as Expression];
  const pending: IToken[] = [];
  const reduce = (): void => {
    const operator = pending.pop() as IToken;
    const right = values.pop() as Expression;
    const left = values.pop() as Expression;
    const node: Binary = {
      kind: 'Binary',
      start: left.start,
      end: right.end,
      operator: operator.image,
      operatorStart: operator.startOffset,
      left,
      right,
    };
    values.push(node);
  };
  operators.forEach((operator, index) => {
    const strength = bindingStrength(operator.image);
    while (pending.length > 0 && bindingStrength((pending.at(-1) as IToken).image) >= strength) reduce();
    pending.push(operator);
    values.push(operands[index + 1] as Expression);
  });
  while (pending.length > 0) reduce();
  return values[0] as Expression;
}

/** From loose to tight, `docs/facts/scripts.md#operators`; the place of the bit operators is unverified there. */
function bindingStrength(operator: string): number {
  // `==` of other languages, which is reported, binds like the `=` that was meant.
  return BINDING_STRENGTH[operator.startsWith('==') ? '=' : operator] ?? 0;
}

const BINDING_STRENGTH: Readonly<Record<string, number>> = {
  ',': 1,
  or: 2,
  '||': 2,
  and: 3,
  '&&': 3,
  '=': 4,
  '!=': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '~': 4,
  in: 4,
  '.': 5,
  '<<': 6,
  '>>': 6,
  '&': 6,
  '^': 6,
  '|': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
  '<%%': 9,
  '->': 10,
};
