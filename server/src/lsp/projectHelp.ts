import * as lsp from 'vscode-languageserver';
import { expectationMeaningSteps } from '../features/expectationHelp.ts';
import { PROJECT_FILE } from '../project/projectFile.ts';
import { code } from '../text/markdown.ts';
import type { Answers, Handler } from './answers.ts';
import { COMPLETION, toCompletionItem } from './completion.ts';
import { toRange } from './convert.ts';
import type { ProjectDocuments } from './projectDocuments.ts';
import { isProjectFile } from './projects.ts';

/** Answers about `rosfw.json` itself; what is no project file is left to the next handler. */
export class ProjectHelp {
  readonly #answers: Answers;
  readonly #documents: ProjectDocuments;

  constructor(answers: Answers, documents: ProjectDocuments) {
    this.#answers = answers;
    this.#documents = documents;
  }

  hover(next: Handler<lsp.HoverParams, lsp.Hover | null>): Handler<lsp.HoverParams, lsp.Hover | null> {
    const own = this.#answers.any<lsp.HoverParams, lsp.Hover | null>('Hover', null, (params) => this.#hover(params));
    return (params, token) => (isProjectFile(params.textDocument.uri) ? own : next)(params, token);
  }

  completion(
    next: Handler<lsp.CompletionParams, lsp.CompletionItem[]>,
  ): Handler<lsp.CompletionParams, lsp.CompletionItem[]> {
    const own = this.#answers.any<lsp.CompletionParams, lsp.CompletionItem[]>(
      'Completion',
      [],
      async ({ textDocument: { uri }, position }) => {
        const { document, items } = await this.#documents.complete(uri, position);
        return items.map((item) => toCompletionItem(document, item, undefined, false));
      },
    );
    return (params, token) => (isProjectFile(params.textDocument.uri) ? own : next)(params, token);
  }

  /** What an expectation comes to for each router that it is about. */
  async #hover({ textDocument: { uri }, position }: lsp.HoverParams): Promise<lsp.Hover | null> {
    const found = await this.#documents.expectationAt(uri, position);
    if (found === undefined) return null;
    const { document, text, routers } = found;
    const parts: string[] = [];
    for (const router of routers) {
      const analysis = await this.#documents.analysisOf(router);
      if (analysis === undefined) continue;
      const steps = expectationMeaningSteps(text.text, analysis, router.settings.zones ?? {});
      const meaning = await this.#answers.work(document, steps);
      const name = router.settings.device ?? router.script.slice(router.script.lastIndexOf('/') + 1);
      parts.push(routers.length === 1 ? meaning : `${code(name)}: ${meaning}`);
    }
    if (parts.length === 0) return null;
    const contents = { kind: lsp.MarkupKind.Markdown, value: parts.join('\n\n---\n\n') };
    return { contents, range: toRange(document, text.range) };
  }
}

/**
 * Asks the client to ask us about project files, too, where it lets us say so later: of these nothing but what we know
 * better than whoever else reads JSON for the editor. Formatting and colours stay theirs.
 */
export async function registerProjectFiles(
  connection: lsp.Connection,
  { textDocument }: lsp.ClientCapabilities,
): Promise<void> {
  if (textDocument?.synchronization?.dynamicRegistration !== true) return;
  const documentSelector: lsp.DocumentSelector = [{ pattern: `**/${PROJECT_FILE}` }];
  const registrations = lsp.BulkRegistration.create();
  const { Incremental } = lsp.TextDocumentSyncKind;
  registrations.add(lsp.DidOpenTextDocumentNotification.type, { documentSelector });
  registrations.add(lsp.DidChangeTextDocumentNotification.type, { documentSelector, syncKind: Incremental });
  registrations.add(lsp.DidCloseTextDocumentNotification.type, { documentSelector });
  if (textDocument.hover?.dynamicRegistration === true) registrations.add(lsp.HoverRequest.type, { documentSelector });
  if (textDocument.completion?.dynamicRegistration === true)
    registrations.add(lsp.CompletionRequest.type, {
      documentSelector,
      ...COMPLETION.completionProvider,
      resolveProvider: false,
    });
  if (textDocument.definition?.dynamicRegistration === true)
    registrations.add(lsp.DefinitionRequest.type, { documentSelector });
  if (textDocument.references?.dynamicRegistration === true)
    registrations.add(lsp.ReferencesRequest.type, { documentSelector });
  if (textDocument.rename?.dynamicRegistration === true)
    registrations.add(lsp.RenameRequest.type, { documentSelector, prepareProvider: true });
  if (textDocument.diagnostic?.dynamicRegistration === true) {
    const options = { identifier: PROJECT_FILE, interFileDependencies: true, workspaceDiagnostics: false };
    registrations.add(lsp.DocumentDiagnosticRequest.type, { documentSelector, ...options });
  }
  await connection.client.register(registrations);
}
