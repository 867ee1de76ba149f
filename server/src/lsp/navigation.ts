import * as lsp from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { documentHighlights } from '../features/documentHighlights.ts';
import { references } from '../features/references.ts';
import { prepareRename, type Refusal, rename } from '../features/rename.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toEdit, toRange } from './convert.ts';

export const NAVIGATION: lsp.ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
};

/** Answers what leads from a name to its places, and what changes it in all of them. */
export function serveNavigation(
  connection: lsp.Connection,
  answers: Answers,
  client: () => lsp.ClientCapabilities,
): void {
  connection.onDefinition(
    answers.script<lsp.DefinitionParams, lsp.Location[] | lsp.LocationLink[]>('Definition', [], (script, params) => {
      const { document, analysis } = script;
      const found = definition(analysis, offsetOf(script, params));
      const targets = found?.targets.map((target) => toRange(document, target)) ?? [];
      if (found === undefined || client().textDocument?.definition?.linkSupport !== true) {
        return targets.map((range) => ({ uri: document.uri, range }));
      }
      const originSelectionRange = toRange(document, found.origin);
      return targets.map((range) => ({
        originSelectionRange,
        targetUri: document.uri,
        targetRange: range,
        targetSelectionRange: range,
      }));
    }),
  );
  connection.onReferences(
    answers.script<lsp.ReferenceParams, lsp.Location[]>('References', [], (script, params) =>
      references(script.analysis, offsetOf(script, params), params.context).map((range) => ({
        uri: script.document.uri,
        range: toRange(script.document, range),
      })),
    ),
  );
  connection.onDocumentHighlight(
    answers.script<lsp.DocumentHighlightParams, lsp.DocumentHighlight[]>('Highlights', [], (script, params) =>
      documentHighlights(script.analysis, offsetOf(script, params)).map(({ range, kind }) => ({
        range: toRange(script.document, range),
        kind: kind === 'read' ? lsp.DocumentHighlightKind.Read : lsp.DocumentHighlightKind.Write,
      })),
    ),
  );
  connection.onPrepareRename(
    answers.script<lsp.PrepareRenameParams, lsp.PrepareRenameResult | null>('Rename', null, (script, params) => {
      const found = accepted(prepareRename(script.analysis, offsetOf(script, params)));
      if (found === undefined) return null;
      return { range: toRange(script.document, found.range), placeholder: found.placeholder };
    }),
  );
  connection.onRenameRequest(
    answers.script<lsp.RenameParams, lsp.WorkspaceEdit | null>('Rename', null, (script, params) => {
      const { document, analysis } = script;
      const renamed = accepted(rename(analysis, offsetOf(script, params), params.newName));
      if (renamed === undefined) return null;
      const edits = renamed.edits.map((edit) => toEdit(document, edit));
      if (client().workspace?.workspaceEdit?.documentChanges !== true) return { changes: { [document.uri]: edits } };
      return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] };
    }),
  );
}

function offsetOf({ document }: OpenScript, { position }: lsp.TextDocumentPositionParams): number {
  return document.offsetAt(position);
}

/** The editor shows the reason in place of the box for the new name. */
function accepted<T extends object>(answer: T | Refusal | undefined): T | undefined {
  if (answer === undefined || !('refused' in answer)) return answer as T | undefined;
  // Unlike a hover, the message is plain text.
  throw new lsp.ResponseError(lsp.LSPErrorCodes.RequestFailed, answer.refused.replaceAll('`', '"'));
}
