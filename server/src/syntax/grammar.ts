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
  readonly node?: Value;
}

export function grammarToken(type: TokenType, image: string, start: number, end: number, node?: Value): GrammarToken {
  const token = {
    image,
    startOffset: start,
    endOffset: end,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx as number,
  };
  return node === undefined ? token : { ...token, node };
}

/**
 * The grammar of one statement and of one expression. It takes every sequence of terminals: what is missing or too
 * much becomes a node of its own (`Missing`, an argument without a name), which the builder reports.
 */
class RouterOsParser extends EmbeddedActionsParser {
  /** `item* (("where" | "find" "where"?) condition)?` */
  statement: () => Item[] = this.RULE('statement', () => {
    const items: Item[] = [];
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.AT_LEAST_ONE(() => {
              const keyword = this.CONSUME(Terminal.ConditionKeyword);
              this.ACTION(() => items.push(word(keyword)));
            });
            const condition = this.SUBRULE(this.sequence);
            this.ACTION(() => {
              if (condition === undefined) return;
              const node: Condition = {
                kind: 'Condition',
                start: condition.start,
                end: condition.end,
                expression: condition,
              };
              items.push(node);
            });
          },
        },
        {
          ALT: () => {
            const item = this.SUBRULE(this.item);
            this.ACTION(() => items.push(item));
          },
        },
      ]);
    });
    return items;
  });

  /** `value ("=" value?)?`, and an `=` that has lost its name. */
  item: () => Item = this.RULE('item', () => {
    let name: Value | undefined;
    let equals: IToken | undefined;
    let value: Value | undefined;
    this.OR([
      {
        ALT: () => {
          name = this.SUBRULE1(this.value);
          this.OPTION1({
            GATE: () => this.LA(1).tokenType === Terminal.Equals,
            DEF: () => {
              equals = this.CONSUME1(Terminal.Equals);
              this.OPTION2({
                GATE: () => this.#valueFollows(),
                DEF: () => {
                  value = this.SUBRULE2(this.value);
                },
              });
            },
          });
        },
      },
      {
        ALT: () => {
          equals = this.CONSUME2(Terminal.Equals);
          this.OPTION3({
            GATE: () => this.#valueFollows(),
            DEF: () => {
              value = this.SUBRULE3(this.value);
            },
          });
        },
      },
    ]);
    return this.ACTION(() => argument(name, equals, value));
  });

  value: () => Value = this.RULE('value', () =>
    this.OR([
      {
        ALT: () => {
          const token = this.CONSUME(Terminal.Word);
          return this.ACTION(() => word(token));
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(Terminal.Atom) as GrammarToken;
          return this.ACTION(() => token.node as Value);
        },
      },
    ]),
  );

  /** Expressions side by side. */
  sequence: () => Expression | undefined = this.RULE('sequence', () => {
    const items: Expression[] = [];
    this.MANY(() => {
      const item = this.SUBRULE(this.expression);
      this.ACTION(() => items.push(item));
    });
    return this.ACTION(() => sequence(items));
  });

  /** `unary (operator unary)*`; the precedence of the operators is applied afterwards. */
  expression: () => Expression = this.RULE('expression', () => {
    const operands: Expression[] = [];
    const operators: IToken[] = [];
    const first = this.SUBRULE1(this.unary);
    operands.push(first);
    this.MANY(() => {
      const operator = this.CONSUME(Terminal.Operator);
      operators.push(operator);
      const operand = this.OPTION(() => this.SUBRULE2(this.unary));
      this.ACTION(() => operands.push(operand ?? missing((operator as GrammarToken).endOffset)));
    });
    return this.ACTION(() => associate(operands, operators));
  });

  unary: () => Expression = this.RULE('unary', () => {
    const prefixes: IToken[] = [];
    let operand: Expression | undefined;
    this.OR([
      {
        ALT: () => {
          this.AT_LEAST_ONE(() => {
            this.OR2([
              { ALT: () => prefixes.push(this.CONSUME(Terminal.Not)) },
              { ALT: () => prefixes.push(this.CONSUME(Terminal.Operator)) },
            ]);
          });
          operand = this.OPTION(() => this.SUBRULE1(this.value));
        },
      },
      {
        ALT: () => {
          operand = this.SUBRULE2(this.value);
        },
      },
    ]);
    return this.ACTION(() => prefixed(prefixes, operand));
  });

  constructor() {
    super(Object.values(Terminal), { maxLookahead: 1, recoveryEnabled: false });
    this.performSelfAnalysis();
  }

  /**
   * `key= other=…`: a blank behind `=` is legal, and so is an empty value; a word that is itself a name belongs to
   * the next argument (`reference/routeros.md A.3`).
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

function word(token: IToken): Word {
  return { kind: 'Word', start: token.startOffset, end: (token as GrammarToken).endOffset, text: token.image };
}

function missing(at: number): Missing {
  return { kind: 'Missing', start: at, end: at };
}

function argument(name: Value | undefined, equals: IToken | undefined, value: Value | undefined): Item {
  if (equals === undefined) return name as Value;
  const { startOffset, endOffset } = equals as GrammarToken;
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

/** From loose to tight, `reference/routeros.md A.8`; the place of the bit operators is unverified there. */
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
