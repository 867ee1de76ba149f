import { placeProblem, type RelativeProblem, relativeProblem, type SyntaxProblem } from '../syntax/problem.ts';
import type { BoundCommand } from './boundCommand.ts';
import type { Kept } from './kept.ts';

/**
 * Problems of commands of the top level that hang on nothing but the command that has them. They count from it, so that
 * those of a command that an edit leaves alone are the same ones, wherever it stands.
 */
export class ProblemsByCommand {
  /** Of the commands that have problems, ascending. */
  readonly #indices: readonly number[];
  readonly #faults: readonly CommandFaults[];

  private constructor(indices: readonly number[], faults: readonly CommandFaults[]) {
    this.#indices = indices;
    this.#faults = faults;
  }

  /** Problems of the commands from the index `from` on, by the command that begins last before each. */
  static of(
    problems: readonly SyntaxProblem[],
    commands: readonly BoundCommand[],
    from = 0,
    to = commands.length,
  ): ProblemsByCommand {
    const found = new Map<number, RelativeProblem[]>();
    for (const problem of problems) {
      const index = commandOf(problem.start, commands, from, to);
      const own = relativeProblem(problem, (commands[index] as BoundCommand).base);
      const known = found.get(index);
      if (known === undefined) found.set(index, [own]);
      else known.push(own);
    }
    const indices = [...found.keys()].sort((a, b) => a - b);
    return new ProblemsByCommand(
      indices,
      indices.map((index) => new CommandFaults(found.get(index) as RelativeProblem[])),
    );
  }

  /** Those of the next version, where `fresh` are the problems of the commands that are not kept. */
  next({ before, behind, more }: Kept, count: number, fresh: ProblemsByCommand): ProblemsByCommand {
    const end = count - behind;
    const indices: number[] = [];
    const faults: CommandFaults[] = [];
    const take = (one: ProblemsByCommand, isTaken: (index: number) => boolean, by: number): void => {
      for (const [at, index] of one.#indices.entries()) {
        if (!isTaken(index)) continue;
        indices.push(index + by);
        faults.push(one.#faults[at] as CommandFaults);
      }
    };
    take(this, (index) => index < before, 0);
    take(fresh, () => true, 0);
    take(this, (index) => index >= end - more, more);
    return new ProblemsByCommand(indices, faults);
  }

  /** All of them at their places in the text. */
  placed(commands: readonly BoundCommand[]): SyntaxProblem[] {
    const all: SyntaxProblem[] = [];
    for (const [at, index] of this.#indices.entries()) {
      const { base } = commands[index] as BoundCommand;
      for (const problem of (this.#faults[at] as CommandFaults).at(base)) all.push(problem);
    }
    return all;
  }
}

/** The problems of one command. Most commands stand where they stood when the problems were last asked for. */
class CommandFaults {
  readonly #problems: readonly RelativeProblem[];
  #base: number | undefined;
  #placed: readonly SyntaxProblem[] = [];

  constructor(problems: readonly RelativeProblem[]) {
    this.#problems = problems;
  }

  at(base: number): readonly SyntaxProblem[] {
    if (this.#base !== base) {
      this.#base = base;
      this.#placed = this.#problems.map((problem) => placeProblem(problem, base));
    }
    return this.#placed;
  }
}

/** Index of the last command that begins at the offset or before it. */
function commandOf(offset: number, commands: readonly BoundCommand[], from: number, to: number): number {
  let low = from;
  let high = to;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((commands[middle] as BoundCommand).base <= offset) low = middle;
    else high = middle;
  }
  return low;
}
