import * as lsp from 'vscode-languageserver';
import { type DocumentSymbol, type DocumentSymbolKind, documentSymbolSteps } from '../features/documentSymbols.ts';
import { type FoldingRange, foldingSteps } from '../features/foldingRanges.ts';
import type { Steps } from '../text/steps.ts';
import type { Answers, OpenScript, ReadScript } from './answers.ts';
import { toRange } from './convert.ts';

export const OUTLINE: lsp.ServerCapabilities = { documentSymbolProvider: true, foldingRangeProvider: true };

/** Answers the outline of a script, and what of it can be folded. */
export function serveOutline(connection: lsp.Connection, answers: Answers): void {
  connection.onDocumentSymbol(
    answers.script<lsp.DocumentSymbolParams, lsp.DocumentSymbol[]>('The outline', [], (script) => toSymbols(script)),
  );
  connection.onFoldingRanges(
    answers.text<lsp.FoldingRangeParams, lsp.FoldingRange[]>('Folding', [], (script) => toFoldingRanges(script)),
  );
}

function* toSymbols({ document, analysis }: OpenScript): Steps<lsp.DocumentSymbol[]> {
  const convert = (symbol: DocumentSymbol): lsp.DocumentSymbol => ({
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: toRange(document, symbol.range),
    selectionRange: toRange(document, symbol.selectionRange),
    children: symbol.children.map(convert),
  });
  const converted: lsp.DocumentSymbol[] = [];
  for (const [index, symbol] of (yield* documentSymbolSteps(analysis)).entries()) {
    if (index % SYMBOLS_A_STEP === 0) yield;
    converted.push(convert(symbol));
  }
  return converted;
}

/** Each may have as many children as an outline shows. */
const SYMBOLS_A_STEP = 16;

function* toFoldingRanges({ analysis }: ReadScript): Steps<lsp.FoldingRange[]> {
  const ranges = yield* foldingSteps(analysis);
  return ranges.map(toFoldingRange);
}

function toFoldingRange({ startLine, endLine, kind }: FoldingRange): lsp.FoldingRange {
  const known =
    kind === 'comment' ? lsp.FoldingRangeKind.Comment : kind === 'region' ? lsp.FoldingRangeKind.Region : undefined;
  return known === undefined ? { startLine, endLine } : { startLine, endLine, kind: known };
}

const SYMBOL_KINDS: Readonly<Record<DocumentSymbolKind, lsp.SymbolKind>> = {
  section: lsp.SymbolKind.Namespace,
  rule: lsp.SymbolKind.Object,
  stage: lsp.SymbolKind.Key,
  list: lsp.SymbolKind.Array,
  entry: lsp.SymbolKind.Constant,
  command: lsp.SymbolKind.Event,
  function: lsp.SymbolKind.Function,
  variable: lsp.SymbolKind.Variable,
  script: lsp.SymbolKind.File,
  block: lsp.SymbolKind.Package,
  more: lsp.SymbolKind.Null,
};
