import type * as lsp from 'vscode-languageserver';
import type { Answers } from './answers.ts';
import type { REPORTS } from './protocol.ts';

/** What a request of ours is called. */
export type Question = (typeof REPORTS)[keyof typeof REPORTS];

/** The requests beyond the protocol: our client sends them, and commands ask them for other clients. */
export class Questions {
  readonly #connection: lsp.Connection;
  readonly #answers: Answers;
  readonly #known = new Map<string, (params: object, token: lsp.CancellationToken) => unknown>();

  constructor(connection: lsp.Connection, answers: Answers) {
    this.#connection = connection;
    this.#answers = answers;
  }

  /** Answers a question; with `empty` where answering fails. */
  on<P extends object>(method: Question, empty: object, answer: (params: P) => object | Promise<object>): void {
    const handler = this.#answers.any<P, object>(method, empty, answer);
    this.#connection.onRequest<object, void>(method, handler);
    this.#known.set(method, (params, token) => handler(params as P, token));
  }

  /** The answer that a client gets. */
  async ask<A>(method: Question, params: object, token: lsp.CancellationToken): Promise<A> {
    return (await this.#known.get(method)?.(params, token)) as A;
  }
}
