import * as lsp from 'vscode-languageserver';
import { type SemanticToken, semanticTokenSteps, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semanticTokens.ts';
import type { Steps } from '../text/steps.ts';
import type { Answers, ReadScript } from './answers.ts';

export const SEMANTIC_TOKENS: lsp.ServerCapabilities = {
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: true },
    range: true,
  },
};

/** Of longer texts only the part is coloured that is seen: an answer about all of it would be longer than the text. */
const LARGE = 1_000_000;

/** Answers what the words of a script mean, for colours. What it gives back forgets a document that is closed. */
export function serveSemanticTokens(connection: lsp.Connection, answers: Answers): (uri: string) => void {
  /** The tokens that a client has last been told, to tell it what has changed. */
  const told = new Map<string, lsp.SemanticTokensBuilder>();
  const none: lsp.SemanticTokens = { data: [] };
  const { semanticTokens: requests } = connection.languages;
  requests.on(
    answers.text<lsp.SemanticTokensParams, lsp.SemanticTokens | null>('Colours', none, function* (script) {
      if (isLarge(script)) return null;
      const tokens = yield* semanticTokenSteps(script.analysis);
      const builder = new lsp.SemanticTokensBuilder();
      told.set(script.document.uri, builder);
      yield* fill(builder, script, tokens);
      return builder.build();
    }),
  );
  requests.onDelta(
    answers.text<lsp.SemanticTokensDeltaParams, lsp.SemanticTokens | lsp.SemanticTokensDelta | null>(
      'Colours',
      none,
      function* (script, { previousResultId }) {
        if (isLarge(script)) return null;
        const tokens = yield* semanticTokenSteps(script.analysis);
        const builder = told.get(script.document.uri) ?? new lsp.SemanticTokensBuilder();
        told.set(script.document.uri, builder);
        builder.previousResult(previousResultId);
        yield* fill(builder, script, tokens);
        return builder.buildEdits();
      },
    ),
  );
  requests.onRange(
    answers.text<lsp.SemanticTokensRangeParams, lsp.SemanticTokens>('Colours', none, function* (script, { range }) {
      const { document } = script;
      const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const tokens = yield* semanticTokenSteps(script.analysis, place);
      const builder = new lsp.SemanticTokensBuilder();
      yield* fill(builder, script, tokens);
      return builder.build();
    }),
  );
  return (uri) => told.delete(uri);
}

function isLarge({ analysis }: ReadScript): boolean {
  return analysis.text.length > LARGE;
}

function* fill(
  builder: lsp.SemanticTokensBuilder,
  { document }: ReadScript,
  tokens: readonly SemanticToken[],
): Steps<void> {
  for (const [index, { range, type, modifiers }] of tokens.entries()) {
    if (index % TOKENS_A_STEP === 0) yield;
    const { line, character } = document.positionAt(range.start);
    const flags = modifiers.reduce((sum, modifier) => sum | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0);
    builder.push(line, character, range.end - range.start, TOKEN_TYPES.indexOf(type), flags);
  }
}

const TOKENS_A_STEP = 8_192;
