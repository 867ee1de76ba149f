import * as lsp from 'vscode-languageserver';

/** What is asked out of turn is answered under this name. */
const REFUSED = 'rosfw/refused';

interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/**
 * Keeps the order that the protocol asks for: nothing before `initialize`, which comes once, and nothing behind
 * `shutdown`. Requests out of turn are answered with an error, notifications are dropped; `exit` always counts.
 */
export class Lifecycle implements lsp.MessageStrategy {
  #state: 'new' | 'running' | 'ended' = 'new';

  get isEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Answers what this refuses. */
  serve(connection: lsp.Connection): void {
    connection.onRequest(REFUSED, ({ code, reason }: Refusal) => new lsp.ResponseError(code, reason));
  }

  handleMessage(message: lsp.Message, next: (message: lsp.Message) => void): void {
    if (lsp.Message.isRequest(message)) {
      const refusal = this.#refusalOf(message.method);
      next(refusal === undefined ? message : ({ ...message, method: REFUSED, params: refusal } as lsp.Message));
    } else if (!lsp.Message.isNotification(message) || this.#state === 'running' || message.method === 'exit') {
      next(message);
    }
  }

  #refusalOf(method: string): Refusal | undefined {
    if (this.#state === 'ended') return { code: lsp.ErrorCodes.InvalidRequest, reason: 'The server was shut down.' };
    if (method === 'initialize') {
      if (this.#state === 'running')
        return { code: lsp.ErrorCodes.InvalidRequest, reason: 'The server is initialized already.' };
      this.#state = 'running';
    } else if (this.#state === 'new')
      return { code: lsp.ErrorCodes.ServerNotInitialized, reason: 'The server is not initialized yet.' };
    if (method === 'shutdown') this.#state = 'ended';
    return undefined;
  }
}
