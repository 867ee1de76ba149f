/** The variables that are declared where the router reads, block by block. */
export class RouterScopes {
  readonly #scopes: Set<string>[];

  /** At the top level, where these are declared. */
  constructor(declared: ReadonlySet<string> = new Set()) {
    this.#scopes = [new Set(declared)];
  }

  /** What is declared at the top level; undefined within a block. */
  get outermost(): ReadonlySet<string> | undefined {
    return this.#scopes.length === 1 ? this.#scopes[0] : undefined;
  }

  enter(): void {
    this.#scopes.push(new Set());
  }

  leave(): void {
    this.#scopes.pop();
  }

  declare(name: string): void {
    this.#scopes.at(-1)?.add(name);
  }

  isDeclared(name: string): boolean {
    return this.#scopes.some((scope) => scope.has(name));
  }
}
