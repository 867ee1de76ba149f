/**
 * Layer `binding`: the schema's reading of a tree. It knows which menu a command runs in, what its words and
 * arguments are called in full, and which groups are code. It never fails: what it does not know stays unresolved,
 * and nothing is claimed about it.
 */
import type { Catalog, Argument as CatalogArgument, Command, Menu } from '../catalog/catalog.ts';
import type { Condition, Node, Statement, SyntaxTree, Value } from '../syntax/ast.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { RelativeRange } from '../text/range.ts';
import type { BoundCommand } from './boundCommand.ts';
import type { Kept } from './kept.ts';
import type { ListEntries } from './listEntries.ts';
import type { ProblemsByCommand } from './problemsByCommand.ts';

export interface BoundScript {
  readonly tree: SyntaxTree;
  /** Commands of the top level in text order. */
  readonly commands: readonly BoundCommand[];
  /** Faults that only the reading as code shows, with absolute offsets. */
  readonly problems: readonly SyntaxProblem[];
  readonly entries: ListEntries;
  /** From which the reading of the next version goes on. */
  readonly reading: Reading;
  /** What was taken from the version before, if it was read with one. */
  readonly kept: Kept | undefined;
}

/** How the top level of a script was read. */
export interface Reading {
  readonly catalog: Catalog;
  /** Whether nothing was read that the router does not read. */
  readonly asRouter: boolean;
  /** Where the menu of the following commands changes, ascending. */
  readonly turns: readonly Turn[];
  /** Faults of the statements of the top level; undefined where one hangs on the statements next to it. */
  readonly outer: ProblemsByCommand | undefined;
  /** Faults within them. */
  readonly inner: ProblemsByCommand;
}

export interface Turn {
  /** The first command for which it holds. */
  readonly index: number;
  readonly menu: Menu | undefined;
  /** The menu that a command without one was last taken to be meant for. */
  readonly inferred: Menu | undefined;
}

/**
 * What a statement says, wherever it stands: an edit elsewhere in the text leaves it the same object. Its places count
 * from its start, as those of its nodes do.
 */
export interface BoundStatement {
  readonly statement: Statement;
  /**
   * `menu`: only a path, which becomes the menu of the following lines. `block`: a path and a block, or a block
   * alone. `call`: a function or an expression. `unknown`: a word that no menu knows.
   */
  readonly kind: 'menu' | 'command' | 'block' | 'call' | 'unknown';
  /** Menu in which the command runs; undefined below a menu that the catalogue does not know. */
  readonly menu: Menu | undefined;
  readonly command: Command | undefined;
  /** Name in full, with a leading `:` for a root command; empty for a menu line or block. */
  readonly name: string;
  readonly nameRange: RelativeRange;
  readonly arguments: readonly BoundArgument[];
  /** Values without a name, in order. */
  readonly positionals: readonly BoundValue[];
  readonly condition: Condition | undefined;
  /** What stands in the groups that are code and in all substitutions, by node. */
  readonly nested: ReadonlyMap<Node, NestedCode>;
  /** It stands in a menu that refuses it, and is read as a command of the menu that was meant. */
  readonly misplaced?: boolean;
  /** Its path is looked for below the menu of the lines before, which has none such; it is read as one from the root. */
  readonly lacksSlash?: boolean;
}

/** The statements of a list within another statement. */
export interface NestedCode {
  readonly statements: readonly BoundStatement[];
  /** Where the list begins, relative to the statement that the code is nested in. */
  readonly start: number;
  /** Where the statements begin, relative to the list. */
  readonly starts: readonly number[];
}

export interface BoundValue {
  readonly value: Value;
}

/** The places are relative to the statement. */
export interface BoundArgument {
  /** Name in full where the catalogue knows it, else as written. */
  readonly name: string;
  readonly argument: CatalogArgument | undefined;
  /** `!name`, which unsets the argument. */
  readonly unset: boolean;
  readonly value: Value | undefined;
  readonly range: RelativeRange;
  readonly nameRange: RelativeRange;
  /** Empty behind the `=` where there is no value. */
  readonly valueRange: RelativeRange;
}

/** Calls `visit` for every command, those of nested code and substitutions included, outer before inner. */
export function forEachCommand(
  commands: readonly BoundCommand[],
  visit: (command: BoundCommand, depth: number) => void,
  depth = 0,
): void {
  for (const command of commands) {
    visit(command, depth);
    if (command.nested.size === 0) continue;
    for (const inner of command.nested.values()) forEachCommand(inner, visit, depth + 1);
  }
}

/** The same for a statement and those nested in it, wherever they stand. */
export function forEachBound(bound: BoundStatement, visit: (bound: BoundStatement) => void): void {
  visit(bound);
  for (const { statements } of bound.nested.values()) for (const inner of statements) forEachBound(inner, visit);
}

/** The innermost command whose range touches `offset`. */
export function commandAt(script: BoundScript, offset: number): BoundCommand | undefined {
  let found: BoundCommand | undefined;
  let commands = script.commands;
  for (;;) {
    const hit = lastTouching(commands, offset);
    if (hit === undefined) return found;
    found = hit;
    commands = [...hit.nested.values()].flat().sort((a, b) => a.range.start - b.range.start);
  }
}

/** Commands are sorted by start and do not overlap, so the last one that begins before `offset` is the only one. */
function lastTouching(commands: readonly BoundCommand[], offset: number): BoundCommand | undefined {
  let low = 0;
  let high = commands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle] as BoundCommand).range.start <= offset) low = middle + 1;
    else high = middle;
  }
  const candidate = commands[low - 1];
  return candidate !== undefined && offset <= candidate.range.end ? candidate : undefined;
}
