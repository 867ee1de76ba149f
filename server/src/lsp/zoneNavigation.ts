import * as lsp from 'vscode-languageserver';
import type { Answers, Handler } from './answers.ts';
import { toRange } from './convert.ts';
import { locationOf, type ProjectDocuments, type ZonePlace } from './projectDocuments.ts';

/** What leads from a zone to its places in `rosfw.json` and in scripts; other names are left to the next handler. */
export class ZoneNavigation {
  readonly #answers: Answers;
  readonly #documents: ProjectDocuments;
  readonly #client: () => lsp.ClientCapabilities;

  constructor(answers: Answers, documents: ProjectDocuments, client: () => lsp.ClientCapabilities) {
    this.#answers = answers;
    this.#documents = documents;
    this.#client = client;
  }

  definition(
    next: Handler<lsp.DefinitionParams, lsp.Location[] | lsp.LocationLink[]>,
  ): Handler<lsp.DefinitionParams, lsp.Location[] | lsp.LocationLink[]> {
    return this.#answers.any('Definition', [], async (params, token) => {
      const at = await this.#documents.zoneAt(params);
      if (at === undefined) return next(params, token);
      const made = (await this.#documents.placesOf(at)).filter(isDefinition).map(locationOf);
      if (this.#client().textDocument?.definition?.linkSupport !== true) return made;
      const originSelectionRange = toRange(at.document, at.zone.range);
      return made.map(({ uri, range }) => {
        return { originSelectionRange, targetUri: uri, targetRange: range, targetSelectionRange: range };
      });
    });
  }

  references(next: Handler<lsp.ReferenceParams, lsp.Location[]>): Handler<lsp.ReferenceParams, lsp.Location[]> {
    return this.#answers.any('References', [], async (params, token) => {
      const at = await this.#documents.zoneAt(params);
      if (at === undefined) return next(params, token);
      const places = await this.#documents.placesOf(at);
      return places.filter((place) => params.context.includeDeclaration || !isDefinition(place)).map(locationOf);
    });
  }

  prepareRename(
    next: Handler<lsp.PrepareRenameParams, lsp.PrepareRenameResult | null>,
  ): Handler<lsp.PrepareRenameParams, lsp.PrepareRenameResult | null> {
    return this.#answers.any('Rename', null, async (params, token) => {
      const at = await this.#documents.zoneAt(params);
      if (at === undefined) return next(params, token);
      return { range: toRange(at.document, at.zone.range), placeholder: at.zone.name };
    });
  }

  rename(
    next: Handler<lsp.RenameParams, lsp.WorkspaceEdit | null>,
  ): Handler<lsp.RenameParams, lsp.WorkspaceEdit | null> {
    return this.#answers.any('Rename', null, async (params, token) => {
      const at = await this.#documents.zoneAt(params);
      if (at === undefined) return next(params, token);
      const edits = await this.#documents.rename(at, params.newName);
      if ('refused' in edits) throw new lsp.ResponseError(lsp.LSPErrorCodes.RequestFailed, edits.refused);
      if (this.#client().workspace?.workspaceEdit?.documentChanges === true) return { documentChanges: edits };
      return {
        changes: Object.fromEntries(edits.map(({ textDocument, edits: own }) => [textDocument.uri, own])),
      } as lsp.WorkspaceEdit;
    });
  }
}

function isDefinition({ zone }: ZonePlace): boolean {
  return zone.role === 'definition';
}
