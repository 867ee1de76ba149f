/** The variables that are declared where the router reads, block by block. */
export class RouterScopes {
  readonly #scopes: Set<string>[] = [new Set()];

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
