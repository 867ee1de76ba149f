import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis, TextReading } from '../analysis/analysis.ts';
import type { Steps } from '../text/steps.ts';
import { Outdated } from './analyses.ts';
import type { RequestFault } from './protocol.ts';
import { OutOfMemory } from './scheduler.ts';

/** What a request answers that nothing came of. */
export const FAILED: RequestFault = {
  fault: 'This failed, which is our fault. The output of RouterOS Firewall says more.',
};
export const NOT_OPEN: RequestFault = { fault: 'This RouterOS script is not open. Open it first.' };

/** A script that is open, and the analysis of its present version. */
export interface OpenScript {
  readonly document: TextDocument;
  readonly analysis: FileAnalysis;
}

/** A script that is open, of which no more is known than what reading it shows. */
export interface ReadScript {
  readonly document: TextDocument;
  readonly analysis: TextReading;
}

/** What an item of a list brings back when it is to be resolved: the text of which it was told, and whatever else. */
export interface ItemOrigin {
  readonly uri: string;
  readonly version: number;
}

/** Where handlers find scripts. All reject with `Outdated` where the document moves on meanwhile. */
export interface Scripts {
  /** The text at a URI, where it is open. */
  document(uri: string): TextDocument | undefined;
  /** The script at a URI, where it is open. */
  find(uri: string): Promise<OpenScript | undefined>;
  /** The same as soon as it is read. */
  read(uri: string): Promise<ReadScript | undefined>;
  /** A request has come. */
  heard(): void;
  /** What the steps come to. They are given up when the document changes. */
  work<T>(document: TextDocument, steps: Steps<T>): Promise<T>;
}

/** What handlers of the protocol share: waiting for the script, being cancelled, and failing quietly. */
export class Answers {
  readonly #connection: lsp.Connection;
  readonly #scripts: Scripts;

  constructor(connection: lsp.Connection, scripts: Scripts) {
    this.#connection = connection;
    this.#scripts = scripts;
  }

  find(uri: string): Promise<OpenScript | undefined> {
    return this.#scripts.find(uri);
  }

  /** The text at a URI as it is now, where it is open. */
  document(uri: string): TextDocument | undefined {
    return this.#scripts.document(uri);
  }

  /** Answers for the script that the request names; `empty` where it is not open. */
  script<P extends { readonly textDocument: lsp.TextDocumentIdentifier }, R>(
    what: string,
    empty: R,
    answer: (script: OpenScript, params: P) => R | Promise<R> | Steps<R>,
  ): Handler<P, R> {
    return this.any(what, empty, async (params: P, token) => {
      const script = await this.#scripts.find(params.textDocument.uri);
      if (script === undefined || token.isCancellationRequested) return empty;
      return this.#answered(script.document, answer(script, params));
    });
  }

  /** The same for what hangs on the text alone, and need not wait for what the firewall does. */
  text<P extends { readonly textDocument: lsp.TextDocumentIdentifier }, R>(
    what: string,
    empty: R,
    answer: (script: ReadScript, params: P) => R | Promise<R> | Steps<R>,
  ): Handler<P, R> {
    return this.any(what, empty, async (params: P, token) => {
      const script = await this.#scripts.read(params.textDocument.uri);
      if (script === undefined || token.isCancellationRequested) return empty;
      return this.#answered(script.document, answer(script, params));
    });
  }

  /**
   * Answers with what an item of a list is resolved to. It stays as it is where `answer` has nothing to add, and where
   * it brings no data: editors ask for all items.
   */
  item<I extends { readonly data?: unknown }, D extends ItemOrigin>(
    what: string,
    answer: (item: I, data: D) => Promise<I | undefined>,
  ): Handler<I, I> {
    const resolve = async (item: I): Promise<I> =>
      item.data === undefined ? item : ((await answer(item, item.data as D)) ?? item);
    return (item, token) => this.any<I, I>(what, item, resolve)(item, token);
  }

  /** The script that an item is of; undefined where the text has moved on, and the editor asks for its items anew. */
  async scriptOf({ uri, version }: ItemOrigin): Promise<OpenScript | undefined> {
    const script = await this.find(uri);
    return script?.document.version === version ? script : undefined;
  }

  /** What the steps come to, in slices. They are given up when the document changes. */
  work<T>(document: TextDocument, steps: Steps<T>): Promise<T> {
    return this.#scripts.work(document, steps);
  }

  #answered<R>(document: TextDocument, answer: R | Promise<R> | Steps<R>): R | Promise<R> {
    return isSteps(answer) ? this.work(document, answer) : answer;
  }

  /** A feature that throws costs its own answer only, and is named in the log. */
  any<P, R>(
    what: string,
    empty: R,
    answer: (params: P, token: lsp.CancellationToken) => R | Promise<R>,
  ): Handler<P, R> {
    return async (params, token = lsp.CancellationToken.None) => {
      this.#scripts.heard();
      try {
        return await unlessCancelled(answer, params, token);
      } catch (error) {
        // What the user is to read.
        if (error instanceof lsp.ResponseError) throw error;
        if (error instanceof Outdated) {
          if (error.isClosed) return empty;
          throw new lsp.ResponseError(lsp.LSPErrorCodes.ContentModified, error.message);
        }
        if (error instanceof OutOfMemory) return empty;
        this.#connection.console.error(`${what} failed, which is our fault: ${String(error)}`);
        return empty;
      }
    };
  }
}

function isSteps<R>(answer: R | Promise<R> | Steps<R>): answer is Steps<R> {
  return typeof answer === 'object' && answer !== null && 'next' in answer;
}

export type Handler<P, R> = (params: P, token?: lsp.CancellationToken) => Promise<R>;

/** The answer, unless the client is no longer interested before it is there. */
async function unlessCancelled<P, R>(
  answer: (params: P, token: lsp.CancellationToken) => R | Promise<R>,
  params: P,
  token: lsp.CancellationToken,
): Promise<R> {
  let listening: lsp.Disposable | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    listening = token.onCancellationRequested(() =>
      reject(new lsp.ResponseError(lsp.LSPErrorCodes.RequestCancelled, 'The request was cancelled.')),
    );
  });
  try {
    return await Promise.race([answer(params, token), cancelled]);
  } finally {
    listening?.dispose();
  }
}
