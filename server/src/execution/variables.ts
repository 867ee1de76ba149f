import type { RuntimeValue } from './runtimeValue.ts';

/** A variable; its value is undefined where it is not known. */
export interface Variable {
  value: RuntimeValue | undefined;
}

/**
 * The variables in sight. A block has its own, and sees those around it; the body of a function sees only its arguments
 * and what it declares; a global one must be declared wherever it is used (`docs/facts/scripts.md#variables`).
 */
export class Scope {
  readonly #around: Scope | undefined;
  readonly #variables = new Map<string, Variable>();

  constructor(around?: Scope) {
    this.#around = around;
  }

  find(name: string): Variable | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#around) {
      const variable = scope.#variables.get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }

  declare(name: string, variable: Variable): void {
    this.#variables.set(name, variable);
  }
}

/** Writes variables, and takes back what was written on a condition that is not known. */
export class Store {
  readonly #globals = new Map<string, Variable>();
  /** What the variables held before the branches that run, outer branches first. */
  readonly #journals: Map<Variable, RuntimeValue | undefined>[] = [];

  /** The global variable of a name. What it holds before the file sets it is not known. */
  global(name: string): Variable {
    let variable = this.#globals.get(name);
    if (variable === undefined) {
      variable = { value: undefined };
      this.#globals.set(name, variable);
    }
    return variable;
  }

  assign(variable: Variable, value: RuntimeValue | undefined): void {
    const journal = this.#journals.at(-1);
    if (journal !== undefined && !journal.has(variable)) journal.set(variable, variable.value);
    variable.value = value;
  }

  /** Something unknown ran: it may have set any global variable. Functions are taken to stay what they are. */
  forgetGlobals(): void {
    for (const variable of this.#globals.values()) {
      if (variable.value?.kind !== 'code') this.assign(variable, undefined);
    }
  }

  /** Begins a branch that runs or does not. */
  begin(): void {
    this.#journals.push(new Map());
  }

  /** Ends a branch: the variables are what they were; those that it wrote are given back. */
  end(): Variable[] {
    const journal = this.#journals.pop() ?? new Map<Variable, RuntimeValue | undefined>();
    for (const [variable, value] of journal) variable.value = value;
    return [...journal.keys()];
  }
}
