import type { Command, Menu } from '../catalog/catalog.ts';
import type { Condition, Node, Statement } from '../syntax/ast.ts';
import { perObject } from '../text/perObject.ts';
import type { TextRange } from '../text/range.ts';
import type { BoundArgument, BoundCommand, BoundValue } from './boundScript.ts';

/** The command at another place of the text; `statement` is its statement there. */
export function movedCommand(command: BoundCommand, statement: Statement, base: number): BoundCommand {
  return new MovedCommand(command instanceof MovedCommand ? command.original : command, statement, base);
}

/** The command as it was read first: one that an edit has moved goes back to it. */
export function originalOf(command: BoundCommand): BoundCommand {
  return command instanceof MovedCommand ? command.original : command;
}

/** What `read` makes of a command's words, wherever they stand: read once, and kept when an edit moves the command. */
export function factOf<T>(read: (command: BoundCommand) => T): (command: BoundCommand) => T {
  const fact = perObject(read);
  return (command) => fact(originalOf(command));
}

/**
 * An edit moves all that stands behind it, which may be a hundred thousand commands of which nobody asks for the
 * places. So these are computed when they are asked for.
 */
class MovedCommand implements BoundCommand {
  readonly base: number;
  readonly statement: Statement;
  readonly kind: BoundCommand['kind'];
  readonly menu: Menu | undefined;
  readonly command: Command | undefined;
  readonly name: string;
  readonly original: BoundCommand;
  #arguments: readonly BoundArgument[] | undefined;
  #positionals: readonly BoundValue[] | undefined;
  #nested: ReadonlyMap<Node, readonly BoundCommand[]> | undefined;

  constructor(original: BoundCommand, statement: Statement, base: number) {
    this.base = base;
    this.statement = statement;
    this.kind = original.kind;
    this.menu = original.menu;
    this.command = original.command;
    this.name = original.name;
    this.original = original;
  }

  get range(): TextRange {
    return { start: this.base, end: this.base + this.statement.length };
  }

  get nameRange(): TextRange {
    return movedRange(this.original.nameRange, this.#by);
  }

  get condition(): Condition | undefined {
    return this.original.condition;
  }

  get misplaced(): boolean {
    return this.original.misplaced === true;
  }

  get lacksSlash(): boolean {
    return this.original.lacksSlash === true;
  }

  get arguments(): readonly BoundArgument[] {
    this.#arguments ??= this.original.arguments.map((argument) => movedArgument(argument, this.#by));
    return this.#arguments;
  }

  get positionals(): readonly BoundValue[] {
    const { positionals } = this.original;
    if (positionals.length === 0) return positionals;
    this.#positionals ??= positionals.map(({ value, range }) => ({ value, range: movedRange(range, this.#by) }));
    return this.#positionals;
  }

  get nested(): ReadonlyMap<Node, readonly BoundCommand[]> {
    const { nested } = this.original;
    if (nested.size === 0) return nested;
    this.#nested ??= new Map(
      [...nested].map(([node, commands]) => [
        node,
        commands.map((inner) => movedCommand(inner, inner.statement, inner.base + this.#by)),
      ]),
    );
    return this.#nested;
  }

  get #by(): number {
    return this.base - this.original.base;
  }
}

/** The argument `by` characters further back. */
export function movedArgument(given: BoundArgument, by: number): BoundArgument {
  const { name, argument, unset, value } = given;
  return {
    name,
    argument,
    unset,
    value,
    range: movedRange(given.range, by),
    nameRange: movedRange(given.nameRange, by),
    valueRange: movedRange(given.valueRange, by),
  };
}

function movedRange({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}
