import * as lsp from 'vscode-languageserver';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semanticTokens.ts';
import type { TextRange } from '../text/range.ts';
import type { Answers, OpenScript } from './answers.ts';

export const SEMANTIC_TOKENS: lsp.ServerCapabilities = {
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: true },
    range: true,
  },
};

/** Answers what the words of a script mean, for colours. What it gives back forgets a document that is closed. */
export function serveSemanticTokens(connection: lsp.Connection, answers: Answers): (uri: string) => void {
  /** The tokens that a client has last been told, to tell it what has changed. */
  const told = new Map<string, lsp.SemanticTokensBuilder>();
  const none: lsp.SemanticTokens = { data: [] };
  const { semanticTokens: requests } = connection.languages;
  requests.on(
    answers.script<lsp.SemanticTokensParams, lsp.SemanticTokens>('Colours', none, (script) => {
      const builder = new lsp.SemanticTokensBuilder();
      told.set(script.document.uri, builder);
      return fill(builder, script).build();
    }),
  );
  requests.onDelta(
    answers.script<lsp.SemanticTokensDeltaParams, lsp.SemanticTokens | lsp.SemanticTokensDelta>(
      'Colours',
      none,
      (script, { previousResultId }) => {
        const builder = told.get(script.document.uri) ?? new lsp.SemanticTokensBuilder();
        told.set(script.document.uri, builder);
        builder.previousResult(previousResultId);
        return fill(builder, script).buildEdits();
      },
    ),
  );
  requests.onRange(
    answers.script<lsp.SemanticTokensRangeParams, lsp.SemanticTokens>('Colours', none, (script, { range }) => {
      const { document } = script;
      const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return fill(new lsp.SemanticTokensBuilder(), script, place).build();
    }),
  );
  return (uri) => told.delete(uri);
}

function fill(
  builder: lsp.SemanticTokensBuilder,
  { document, analysis }: OpenScript,
  place?: TextRange,
): lsp.SemanticTokensBuilder {
  for (const { range, type, modifiers } of semanticTokens(analysis, place)) {
    const { line, character } = document.positionAt(range.start);
    const flags = modifiers.reduce((sum, modifier) => sum | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0);
    builder.push(line, character, range.end - range.start, TOKEN_TYPES.indexOf(type), flags);
  }
  return builder;
}
