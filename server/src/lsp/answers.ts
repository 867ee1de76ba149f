import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../rules/analyse.ts';

/** A script that is open, and the analysis of its present version. */
export interface OpenScript {
  readonly document: TextDocument;
  readonly analysis: FileAnalysis;
}

/** What handlers of the protocol share: finding the script, and failing quietly. */
export class Answers {
  readonly #connection: lsp.Connection;
  /** The script at a URI, where it is open. */
  readonly find: (uri: string) => OpenScript | undefined;

  constructor(connection: lsp.Connection, find: (uri: string) => OpenScript | undefined) {
    this.#connection = connection;
    this.find = find;
  }

  /** Answers for the script that the request names; `empty` where it is not open. */
  script<P extends { readonly textDocument: lsp.TextDocumentIdentifier }, R>(
    what: string,
    empty: R,
    answer: (script: OpenScript, params: P) => R | Promise<R>,
  ): (params: P) => Promise<R> {
    return this.any(what, empty, (params: P) => {
      const script = this.find(params.textDocument.uri);
      return script === undefined ? empty : answer(script, params);
    });
  }

  /** A feature that throws costs its own answer only, and is named in the log. */
  any<P, R>(what: string, empty: R, answer: (params: P) => R | Promise<R>): (params: P) => Promise<R> {
    return async (params) => {
      try {
        return await answer(params);
      } catch (error) {
        // What the user is to read.
        if (error instanceof lsp.ResponseError) throw error;
        this.#connection.console.error(`${what} failed, which is our fault: ${String(error)}`);
        return empty;
      }
    };
  }
}
