import * as lsp from 'vscode-languageserver';
import { definition } from '../features/definition.ts';
import { documentHighlights } from '../features/documentHighlights.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { entityAt } from '../features/entities.ts';
import { references } from '../features/references.ts';
import { prepareRename, type Refusal, rename } from '../features/rename.ts';
import { type TextRange, touches } from '../text/range.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toEdit, toRange } from './convert.ts';
import { definitionsAmong, type Workspace } from './workspace.ts';
import type { IndexedPlace } from './workspaceIndex.ts';
import type { ZoneNavigation } from './zoneNavigation.ts';

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
  workspace: Workspace,
  zones: ZoneNavigation,
): void {
  connection.onDefinition(
    zones.definition(
      answers.script<lsp.DefinitionParams, lsp.Location[] | lsp.LocationLink[]>(
        'Definition',
        [],
        async (script, params) => {
          const found = await definitions(script, offsetOf(script, params), workspace);
          if (found === undefined || client().textDocument?.definition?.linkSupport !== true)
            return found?.targets ?? [];
          const originSelectionRange = toRange(script.document, found.origin);
          return found.targets.map(({ uri, range }) => ({
            originSelectionRange,
            targetUri: uri,
            targetRange: range,
            targetSelectionRange: range,
          }));
        },
      ),
    ),
  );
  connection.onReferences(
    zones.references(
      answers.script<lsp.ReferenceParams, lsp.Location[]>('References', [], async (script, params) => {
        const { document, analysis } = script;
        const offset = offsetOf(script, params);
        const entity = entityAt(analysis, offset)?.entity;
        const own = references(analysis, offset, params.context).map((range) => ({
          uri: document.uri,
          range: toRange(document, range),
        }));
        const others = entity === undefined ? [] : await workspace.elsewhere(document.uri, entity);
        const left = (places: readonly IndexedPlace[]): ReadonlySet<IndexedPlace> =>
          new Set(params.context.includeDeclaration ? [] : definitionsAmong(places));
        return [
          ...own,
          ...others.flatMap(({ uri, places }) => {
            const defining = left(places);
            return places.filter((place) => !defining.has(place)).map(({ range }) => ({ uri, range }));
          }),
        ];
      }),
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
    zones.prepareRename(
      answers.script<lsp.PrepareRenameParams, lsp.PrepareRenameResult | null>('Rename', null, (script, params) => {
        const found = accepted(prepareRename(script.analysis, offsetOf(script, params)));
        if (found === undefined) return null;
        return { range: toRange(script.document, found.range), placeholder: found.placeholder };
      }),
    ),
  );
  connection.onRenameRequest(
    zones.rename(
      answers.script<lsp.RenameParams, lsp.WorkspaceEdit | null>('Rename', null, async (script, params) => {
        const { document, analysis } = script;
        const offset = offsetOf(script, params);
        const renamed = accepted(rename(analysis, offset, params.newName));
        const entity = entityAt(analysis, offset)?.entity;
        if (renamed === undefined || entity === undefined) return null;
        const edits = renamed.edits.map((edit) => toEdit(document, edit));
        const others = accepted(await workspace.renameElsewhere(document.uri, entity, params.newName)) ?? [];
        const changes = [{ textDocument: { uri: document.uri, version: document.version }, edits }, ...others];
        if (client().workspace?.workspaceEdit?.documentChanges === true) return { documentChanges: changes };
        return {
          changes: Object.fromEntries(changes.map((change) => [change.textDocument.uri, change.edits])) as Changes,
        };
      }),
    ),
  );
}

type Changes = NonNullable<lsp.WorkspaceEdit['changes']>;

/** Where the name at the offset is made: in its own script, else in others; the script that an `/import` names. */
async function definitions(
  { document, analysis }: OpenScript,
  offset: number,
  workspace: Workspace,
): Promise<{ readonly origin: TextRange; readonly targets: lsp.Location[] } | undefined> {
  const link = documentLinks(analysis).find(({ range, target }) => touches(range, offset) && 'file' in target);
  if (link !== undefined && 'file' in link.target) {
    const uri = await workspace.script(document.uri, link.target.file);
    return uri === undefined ? undefined : { origin: link.range, targets: [{ uri, range: BEGINNING }] };
  }
  const entity = entityAt(analysis, offset)?.entity;
  const found = definition(analysis, offset);
  if (entity === undefined || found === undefined) return undefined;
  const own = found.targets.map((target) => ({ uri: document.uri, range: toRange(document, target) }));
  if (entity.occurrences.some(({ role }) => role === 'definition')) return { origin: found.origin, targets: own };
  const others = await workspace.elsewhere(document.uri, entity);
  const places = others.flatMap(({ uri, places: all }) => definitionsAmong(all).map((place) => ({ uri, ...place })));
  const making = places.filter(({ role }) => role === 'definition');
  // A bare `:global x` only says that it is made elsewhere.
  const best = making.length > 0 ? making : own.length > 0 ? own : places;
  return { origin: found.origin, targets: best.map(({ uri, range }) => ({ uri, range })) };
}

const BEGINNING: lsp.Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function offsetOf({ document }: OpenScript, { position }: lsp.TextDocumentPositionParams): number {
  return document.offsetAt(position);
}

/** The editor shows the reason in place of the box for the new name. */
function accepted<T extends object>(answer: T | Refusal | undefined): T | undefined {
  if (answer === undefined || !('refused' in answer)) return answer as T | undefined;
  // Unlike a hover, the message is plain text.
  throw new lsp.ResponseError(lsp.LSPErrorCodes.RequestFailed, answer.refused.replaceAll('`', '"'));
}
