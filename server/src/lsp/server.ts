/**
 * Layer `lsp`: the only one that knows the protocol. It keeps one analysis for each text version, asks the features,
 * and converts what they say. This file puts its parts together.
 */
import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { expectationAt, expectationHoverSteps } from '../features/expectationHelp.ts';
import { type Hover, hover } from '../features/hover.ts';
import { Analyses } from './analyses.ts';
import { ANNOTATIONS, serveAnnotations } from './annotations.ts';
import { Answers, type OpenScript } from './answers.ts';
import { CODE_ACTIONS, serveCodeActions } from './codeActions.ts';
import { COMPLETION, serveCompletion } from './completion.ts';
import { toRange } from './convert.ts';
import { Diagnostics } from './diagnostics.ts';
import { serveExpectations } from './expectations.ts';
import { serveExposure } from './exposure.ts';
import { FORMATTING, serveFormatting } from './formatting.ts';
import type { Lifecycle } from './lifecycle.ts';
import { NAVIGATION, serveNavigation } from './navigation.ts';
import { OpenScripts } from './openScripts.ts';
import { OUTLINE, serveOutline } from './outline.ts';
import { servePages } from './pages.ts';
import { Projects, type ReadFile } from './projects.ts';
import { type InitializationOptions, READ_FILE } from './protocol.ts';
import { serveReports } from './reports.ts';
import { Routers } from './routers.ts';
import { Scheduler } from './scheduler.ts';
import { SEMANTIC_TOKENS, serveSemanticTokens } from './semanticTokens.ts';
import { SECTION } from './settings.ts';
import { analysisOptions, keyOf, SettingsStore } from './settingsStore.ts';
import { Status } from './status.ts';
import { STRUCTURE, serveStructure } from './structure.ts';
import { SyntaxTrees } from './syntaxTrees.ts';
import { Typing } from './typing.ts';
import { progressOf, scriptsOf, Workspace } from './workspace.ts';

/** Time for the scripts that are open before the others are read, in milliseconds. */
const INDEX_DELAY = 2000;

/** What the platform of the server gives. */
export interface Host {
  /** Reads files for clients that cannot: where there is neither, project files are left alone. */
  readonly readFile?: ReadFile;
  /** What keeps the order of the messages of the connection. */
  readonly lifecycle?: Lifecycle;
  /** Whether the process would soon die of what it holds. */
  readonly isMemoryShort?: (() => boolean) | undefined;
}

/** Answers the editor on `connection` until it closes. */
export function serve(connection: lsp.Connection, host: Host = {}): void {
  host.lifecycle?.serve(connection);
  new Server(connection, host).listen();
}

class Server {
  readonly #connection: lsp.Connection;
  readonly #trees = new SyntaxTrees();
  readonly #typing = new Typing(() => performance.now());
  readonly #documents = new lsp.TextDocuments({
    create: TextDocument.create,
    update: (document: TextDocument, changes, version) => {
      this.#typing.changes(document, changes);
      return this.#trees.update(document, changes, version);
    },
  });
  readonly #scheduler: Scheduler;
  readonly #analyses: Analyses;
  readonly #projects: Projects;
  readonly #settings: SettingsStore;
  readonly #status: Status;
  readonly #scripts: OpenScripts;
  readonly #diagnostics: Diagnostics;
  readonly #workspace: Workspace;
  readonly #routers: Routers;
  #client: lsp.ClientCapabilities = {};
  #options: InitializationOptions = {};
  #forgetTokens: (uri: string) => void = () => undefined;

  constructor(connection: lsp.Connection, { readFile, isMemoryShort }: Host) {
    this.#scheduler = new Scheduler({ isMemoryShort });
    this.#analyses = new Analyses(this.#scheduler, this.#trees);
    const client = (): lsp.ClientCapabilities => this.#client;
    const ask: ReadFile = async (uri) => {
      const text: unknown = await connection.sendRequest(READ_FILE, { uri });
      return typeof text === 'string' ? text : undefined;
    };
    this.#connection = connection;
    this.#status = new Status(connection);
    this.#projects = new Projects(
      async (uri, folder) => (this.#options.readsFiles === true ? ask(uri) : readFile?.(uri, folder)),
      (message) => connection.console.warn(message),
    );
    this.#settings = new SettingsStore(connection, this.#projects, client);
    this.#scripts = new OpenScripts(
      connection,
      this.#documents,
      this.#analyses,
      this.#scheduler,
      this.#settings,
      this.#status,
    );
    const scripts = scriptsOf(connection, ask, () => this.#listsScripts);
    this.#routers = new Routers(
      {
        openUris: () => this.#documents.keys(),
        open: (uri) => this.#documents.get(uri)?.getText(),
        list: scripts.list,
        read: scripts.read,
        deviceFilesOf: (uri, all) => this.#projects.deviceFilesOf(uri, all),
        optionsOf: async (uri) => {
          const settings = await this.#settings.of(uri);
          return { options: analysisOptions(settings), key: keyOf(settings) };
        },
      },
      this.#scheduler,
    );
    this.#diagnostics = new Diagnostics(
      connection,
      this.#scripts,
      this.#scheduler,
      this.#settings,
      this.#status,
      this.#typing,
      this.#routers,
      client,
    );
    this.#workspace = new Workspace(
      scripts,
      () => this.#scripts.all((uri) => this.#scripts.read(uri)),
      (uri) => this.#projects.routersOf(uri),
      () => progressOf(connection, this.#client),
    );
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(() => this.#settingsChanged());
    connection.onDidChangeWatchedFiles(({ changes }) => this.#filesChanged(changes));
    connection.onShutdown(() => this.#workspace.index.stop());
    this.#serve(connection, new Answers(connection, this.#scripts));
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document));
    this.#documents.onDidClose(({ document }) => this.#close(document));
    this.#documents.listen(connection);
    connection.listen();
  }

  #serve(connection: lsp.Connection, answers: Answers): void {
    const client = (): lsp.ClientCapabilities => this.#client;
    const settingsOf = (uri: string) => this.#settings.of(uri);
    const scripts = this.#scripts;
    connection.onHover(
      answers.script<lsp.HoverParams, lsp.Hover | null>('Hover', null, async ({ document, analysis }, { position }) => {
        const offset = document.offsetAt(position);
        const found =
          hover(analysis, offset) ?? (await this.#expectationHover(answers, { document, analysis }, offset));
        if (found === undefined) return null;
        const contents = { kind: lsp.MarkupKind.Markdown, value: found.markdown };
        return { contents, range: toRange(document, found.range) };
      }),
    );
    const report = answers.any<lsp.DocumentDiagnosticParams, lsp.DocumentDiagnosticReport>(
      'The analysis',
      { kind: lsp.DocumentDiagnosticReportKind.Full, items: [] },
      ({ textDocument }) => this.#diagnostics.report(textDocument.uri),
    );
    connection.languages.diagnostics.on((params, token) => report(params, token));
    serveCompletion(connection, answers, client, async (uri) =>
      Object.keys((await this.#projects.settingsOf(uri))?.zones ?? {}),
    );
    serveOutline(connection, answers);
    serveCodeActions(connection, answers, client, settingsOf, this.#routers);
    serveFormatting(connection, answers, scripts, this.#trees, settingsOf);
    serveNavigation(connection, answers, client, this.#workspace);
    serveAnnotations(connection, answers, settingsOf);
    serveReports(connection, answers);
    servePages(connection, answers, settingsOf, this.#routers);
    serveExpectations(connection, answers, this.#projects, this.#routers);
    serveExposure(connection, answers, this.#routers);
    this.#forgetTokens = serveSemanticTokens(connection, answers);
    serveStructure(connection, answers, () => scripts.all((uri) => scripts.find(uri)), this.#workspace);
  }

  /** What an expectation at the offset means, and whether the whole router holds it. */
  async #expectationHover(answers: Answers, script: OpenScript, offset: number): Promise<Hover | undefined> {
    const { document, analysis } = script;
    if (expectationAt(analysis, offset) === undefined) return undefined;
    const settings = await this.#projects.settingsOf(document.uri);
    const router = await this.#routers.of(document.uri);
    return answers.work(
      document,
      expectationHoverSteps(analysis, router?.analysis ?? analysis, offset, settings?.zones),
    );
  }

  #initialize({
    capabilities,
    initializationOptions,
    workspaceFolders,
    rootUri,
  }: lsp.InitializeParams): lsp.InitializeResult {
    this.#client = capabilities;
    this.#options = (initializationOptions ?? {}) as InitializationOptions;
    this.#status.isShown = this.#options.showsStatus === true;
    this.#projects.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
    return {
      serverInfo: { name: 'rosfw' },
      capabilities: {
        textDocumentSync: lsp.TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        ...COMPLETION,
        ...OUTLINE,
        ...CODE_ACTIONS,
        ...FORMATTING,
        ...NAVIGATION,
        ...STRUCTURE,
        ...ANNOTATIONS,
        ...SEMANTIC_TOKENS,
        ...this.#diagnostics.capabilities,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  get #listsScripts(): boolean {
    return this.#options.listsScripts === true;
  }

  #initialized(): void {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void this.#connection.client.register(lsp.DidChangeConfigurationNotification.type, { section: SECTION });
    }
    if (this.#client.workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(() => this.#foldersChanged());
    }
    if (this.#listsScripts) this.#workspace.index.begin(INDEX_DELAY);
  }

  async #foldersChanged(): Promise<void> {
    const folders = await this.#connection.workspace.getWorkspaceFolders();
    this.#projects.setFolders(folders?.map(({ uri }) => uri) ?? []);
    this.#settingsChanged();
    if (this.#listsScripts) this.#workspace.index.refresh();
  }

  #filesChanged(changes: readonly lsp.FileEvent[]): void {
    const scripts = changes.filter(({ uri }) => uri.endsWith('.rsc'));
    if (scripts.length > 0) this.#scriptsChanged(scripts);
    if (scripts.length < changes.length || changes.length === 0) this.#projectsChanged();
  }

  /** What is open is as it is in the editor, whatever happens on disk; of other files routers may hang. */
  #scriptsChanged(events: readonly lsp.FileEvent[]): void {
    this.#workspace.filesChanged(events);
    if (events.some(({ type }) => type !== lsp.FileChangeType.Changed)) this.#routers.forget();
    const others = events.filter(({ uri }) => this.#documents.get(uri) === undefined);
    for (const { uri } of others) this.#routers.changed(uri);
    if (others.length > 0) this.#diagnostics.routersChanged();
  }

  /** Settings of documents hang on project files. */
  #projectsChanged(): void {
    this.#projects.forget();
    this.#settingsChanged();
  }

  #settingsChanged(): void {
    this.#settings.clear();
    this.#routers.forget();
    const { inlayHint, codeLens } = this.#client.workspace ?? {};
    if (inlayHint?.refreshSupport === true) this.#connection.languages.inlayHint.refresh();
    if (codeLens?.refreshSupport === true) this.#connection.sendRequest(lsp.CodeLensRefreshRequest.type);
    this.#diagnostics.refresh();
  }

  /** A write ends a read: who waits for the version before is told that it is no more. */
  #changed(document: TextDocument): void {
    this.#scheduler.heard();
    this.#analyses.changed(document);
    this.#routers.changed(document.uri);
    this.#diagnostics.changed(document);
  }

  #close(document: TextDocument): void {
    const { uri } = document;
    this.#analyses.closed(document);
    this.#routers.changed(uri);
    this.#forgetTokens(uri);
    this.#settings.closed(uri);
    this.#status.closed(uri);
    this.#diagnostics.closed(document);
  }
}
