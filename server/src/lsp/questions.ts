import type * as lsp from 'vscode-languageserver';
import type { Steps } from '../text/steps.ts';
import { type Answers, FAILED, NOT_OPEN, type OpenScript } from './answers.ts';
import type { REPORTS } from './protocol.ts';
import type { RouterAnalysis, Routers } from './routers.ts';

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

  /** Answers one about a script and the whole router that it is a part of, in slices that an edit of the script ends. */
  onRouter<P extends { readonly uri: string }>(
    method: Question,
    routers: Pick<Routers, 'of'>,
    about: (script: OpenScript, router: RouterAnalysis | undefined, params: P) => Steps<object>,
  ): void {
    this.on<P>(method, FAILED, async (params) => {
      const script = await this.#answers.find(String(params.uri));
      if (script === undefined) return NOT_OPEN;
      const router = await routers.of(script.document.uri);
      return this.#answers.work(script.document, about(script, router, params));
    });
  }

  /** The answer that a client gets. */
  async ask<A>(method: Question, params: object, token: lsp.CancellationToken): Promise<A> {
    return (await this.#known.get(method)?.(params, token)) as A;
  }
}
