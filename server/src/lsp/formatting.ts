import type * as lsp from 'vscode-languageserver';
import { format, formatRange } from '../features/format.ts';
import type { Answers } from './answers.ts';
import { toEdit } from './convert.ts';
import type { OpenScripts } from './openScripts.ts';
import type { Settings } from './settings.ts';
import type { SyntaxTrees } from './syntaxTrees.ts';

export const FORMATTING: lsp.ServerCapabilities = {
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
};

/** Formats a script or a part of it; it needs the tree alone. */
export function serveFormatting(
  connection: lsp.Connection,
  answers: Answers,
  scripts: OpenScripts,
  trees: SyntaxTrees,
  settingsOf: (uri: string) => Promise<Pick<Settings, 'format'>>,
): void {
  const edits = async (uri: string, { tabSize }: lsp.FormattingOptions, range?: lsp.Range): Promise<lsp.TextEdit[]> => {
    const settings = await settingsOf(uri);
    const document = scripts.documents.get(uri);
    if (document === undefined || document.languageId === 'markdown') return [];
    const tree = await scripts.work(document, trees.steps(document));
    // An export indents with blanks, and so does what is formatted like one.
    const options = { ...settings.format, indent: tabSize };
    const found =
      range === undefined
        ? format(tree, options)
        : formatRange(tree, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }, options);
    return found.map((edit) => toEdit(document, edit));
  };
  connection.onDocumentFormatting(
    answers.any<lsp.DocumentFormattingParams, lsp.TextEdit[]>('The formatter', [], ({ textDocument, options }) =>
      edits(textDocument.uri, options),
    ),
  );
  connection.onDocumentRangeFormatting(
    answers.any<lsp.DocumentRangeFormattingParams, lsp.TextEdit[]>(
      'The formatter',
      [],
      ({ textDocument, options, range }) => edits(textDocument.uri, options, range),
    ),
  );
}
