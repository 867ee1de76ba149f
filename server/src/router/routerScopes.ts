/** The variables that are declared where the router reads, block by block. */
export class RouterScopes {
  readonly #scopes: Set<string>[];
  readonly #knowsAll: boolean;

  /** At the top level, where these are declared; `all` where any name may be. */
  constructor(declared: ReadonlySet<string> | 'all' = new Set()) {
    this.#knowsAll = declared === 'all';
    this.#scopes = [new Set(declared === 'all' ? [] : declared)];
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
    return this.#knowsAll || this.#scopes.some((scope) => scope.has(name));
  }
}
