import type { Command, Menu } from '../catalog/catalog.ts';
import type { Condition, Node, Statement } from '../syntax/ast.ts';
import { type RelativeRange, shift, type TextRange } from '../text/range.ts';
import type { BoundArgument, BoundStatement, BoundValue } from './boundScript.ts';

/**
 * A bound statement at its place in one version of the text. It holds nothing of its own but that place, so that the
 * hundred thousand commands behind an edit cost little.
 */
export class BoundCommand {
  readonly bound: BoundStatement;
  /** Absolute offset of the statement, from which the places in `bound` and the offsets of its nodes count. */
  readonly base: number;
  #nested: ReadonlyMap<Node, readonly BoundCommand[]> | undefined;

  constructor(bound: BoundStatement, base: number) {
    this.bound = bound;
    this.base = base;
  }

  /** Where something in the statement stands in the text. */
  place(range: RelativeRange): TextRange {
    return shift(range, this.base);
  }

  get range(): TextRange {
    return { start: this.base, end: this.base + this.bound.statement.length };
  }

  get nameRange(): TextRange {
    return this.place(this.bound.nameRange);
  }

  /** The commands in the groups that are code and in all substitutions, by node. */
  get nested(): ReadonlyMap<Node, readonly BoundCommand[]> {
    const { nested } = this.bound;
    if (nested.size === 0) return NOTHING_NESTED;
    this.#nested ??= new Map(
      [...nested].map(([node, { statements, start, starts }]) => [
        node,
        statements.map((inner, index) => new BoundCommand(inner, this.base + start + (starts[index] as number))),
      ]),
    );
    return this.#nested;
  }

  get statement(): Statement {
    return this.bound.statement;
  }

  get kind(): BoundStatement['kind'] {
    return this.bound.kind;
  }

  get menu(): Menu | undefined {
    return this.bound.menu;
  }

  get command(): Command | undefined {
    return this.bound.command;
  }

  get name(): string {
    return this.bound.name;
  }

  get arguments(): readonly BoundArgument[] {
    return this.bound.arguments;
  }

  get positionals(): readonly BoundValue[] {
    return this.bound.positionals;
  }

  get condition(): Condition | undefined {
    return this.bound.condition;
  }

  get misplaced(): boolean {
    return this.bound.misplaced === true;
  }

  get lacksSlash(): boolean {
    return this.bound.lacksSlash === true;
  }
}

const NOTHING_NESTED: ReadonlyMap<Node, readonly BoundCommand[]> = new Map();
