/**
 * Layer `lsp`: the only one that knows the protocol. It keeps one analysis for each text version, asks the features,
 * and converts what they say. This file puts its parts together.
 */
import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { expectationAt, expectationHoverSteps } from '../features/expectationHelp.ts';
import { type Hover, hover } from '../features/hover.ts';
import { languageOf, setLanguage } from '../language/language.ts';
import { Analyses } from './analyses.ts';
import { ANNOTATIONS, serveAnnotations } from './annotations.ts';
import { Answers, type OpenScript } from './answers.ts';
import { CODE_ACTIONS, serveCodeActions } from './codeActions.ts';
import { COMMAND_CAPABILITIES, serveCommands } from './commands.ts';
import { COMPLETION, serveCompletion } from './completion.ts';
import { toRange } from './convert.ts';
import { Diagnostics } from './diagnostics.ts';
import { ExpectationProblems } from './expectationProblems.ts';
import { serveExpectations } from './expectations.ts';
import { serveExposure } from './exposure.ts';
import { FORMATTING, serveFormatting } from './formatting.ts';
import type { Lifecycle } from './lifecycle.ts';
import { NAVIGATION, serveNavigation } from './navigation.ts';
import { OpenScripts } from './openScripts.ts';
import { OUTLINE, serveOutline } from './outline.ts';
import { servePages } from './pages.ts';
import { ProjectDocuments } from './projectDocuments.ts';
import { ProjectHelp, registerProjectFiles } from './projectHelp.ts';
import { isProjectFile, Projects, type ReadFile } from './projects.ts';
import { type InitializationOptions, LIST_SCRIPTS, READ_FILE } from './protocol.ts';
import { Questions } from './questions.ts';
import { serveReports } from './reports.ts';
import { partAt, Routers } from './routers.ts';
import { Scheduler } from './scheduler.ts';
import { SEMANTIC_TOKENS, serveSemanticTokens } from './semanticTokens.ts';
import { SECTION } from './settings.ts';
import { analysisOptions, keyOf, SettingsStore } from './settingsStore.ts';
import { Status } from './status.ts';
import { STRUCTURE, serveStructure } from './structure.ts';
import { SyntaxTrees } from './syntaxTrees.ts';
import { Typing } from './typing.ts';
import { progressOf, Workspace } from './workspace.ts';
import type { ScriptSource } from './workspaceIndex.ts';
import { WorkspaceProblems } from './workspaceProblems.ts';
import { ZoneNavigation } from './zoneNavigation.ts';

/** Time for the scripts that are open before the others are read, in milliseconds. */
const INDEX_DELAY = 2000;

/** Files of which the answers hang beside those that are open. */
const WATCHED = ['**/*.rsc', '**/rosfw.json'];

/** What the platform of the server gives. */
export interface Host {
  /** Reads files for clients that cannot: where there is neither, project files are left alone. */
  readonly readFile?: ReadFile;
  /** Finds the scripts in folders, all by their URIs, for clients that cannot. */
  readonly listScripts?: (folders: readonly string[]) => Promise<readonly string[]>;
  /** Says which scripts and project files change, for clients that do not; what it returns ends it. */
  readonly watch?: (folders: () => readonly string[], changed: (events: lsp.FileEvent[]) => void) => () => void;
  /** What keeps the order of the messages of the connection. */
  readonly lifecycle?: Lifecycle;
  /** Keeps a text where the client can open it as a document, until the server ends; returns its URI. */
  readonly keepText?: (name: string, text: string) => Promise<string>;
  /** Whether the process would soon die of what it holds. */
  readonly isMemoryShort?: (() => boolean) | undefined;
  /** The version of the product. */
  readonly version?: string | undefined;
}

/** Milliseconds without a key stroke after which the lines above rules are asked for anew. */
const LENS_DELAY = 300;

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
      if (isProjectFile(document.uri)) return TextDocument.update(document, changes, version);
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
  readonly #projectDocuments: ProjectDocuments;
  readonly #workspaceProblems: WorkspaceProblems;
  readonly #host: Host;
  #client: lsp.ClientCapabilities = {};
  #stopWatching: () => void = () => undefined;
  #options: InitializationOptions = {};
  #lensRefresh: ReturnType<typeof setTimeout> | undefined;
  #forgetTokens: (uri: string) => void = () => undefined;

  constructor(connection: lsp.Connection, host: Host) {
    this.#host = host;
    this.#scheduler = new Scheduler({ isMemoryShort: host.isMemoryShort });
    this.#analyses = new Analyses(this.#scheduler, this.#trees);
    const client = (): lsp.ClientCapabilities => this.#client;
    this.#connection = connection;
    this.#status = new Status(connection);
    this.#projects = new Projects(
      (uri, folder) => this.#readFile(uri, folder),
      (message) => connection.console.warn(message),
    );
    this.#settings = new SettingsStore(connection, this.#projects, client, () => this.#options);
    this.#scripts = new OpenScripts(
      connection,
      this.#documents,
      this.#analyses,
      this.#scheduler,
      this.#settings,
      this.#status,
    );
    const scripts: ScriptSource = {
      list: () => this.#listScripts(),
      read: (uri) => this.#readInWorkspace(uri),
      complain: (message) => connection.console.error(message),
    };
    this.#routers = new Routers(
      {
        openUris: () => this.#documents.keys().filter((uri) => !isProjectFile(uri)),
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
    this.#projectDocuments = new ProjectDocuments((uri) => this.#documents.get(uri), this.#projects, this.#routers);
    this.#workspaceProblems = new WorkspaceProblems(this.#routers, {
      open: (uri) => this.#scripts.find(uri),
      settingsOf: (uri) => this.#settings.of(uri),
      progress: () => progressOf(connection, this.#client, 'Checking RouterOS scripts'),
    });
    this.#diagnostics = new Diagnostics(
      connection,
      this.#scripts,
      this.#scheduler,
      this.#settings,
      this.#status,
      this.#typing,
      this.#routers,
      new ExpectationProblems(
        this.#scripts,
        this.#projects,
        this.#routers,
        this.#projectDocuments,
        () => this.#options.hasCommands === true,
      ),
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
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#settings.pushed(settings);
      this.#settingsChanged();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => this.#filesChanged(changes));
    connection.onShutdown(() => {
      this.#workspace.index.stop();
      this.#stopWatching();
      clearTimeout(this.#lensRefresh);
    });
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
    const projectHelp = new ProjectHelp(answers, this.#projectDocuments);
    connection.onHover(
      projectHelp.hover(
        answers.script<lsp.HoverParams, lsp.Hover | null>(
          'Hover',
          null,
          async ({ document, analysis }, { position }) => {
            const offset = document.offsetAt(position);
            const found =
              (await this.#ruleHover({ document, analysis }, offset)) ??
              (await this.#expectationHover(answers, { document, analysis }, offset));
            if (found === undefined) return null;
            const contents = { kind: lsp.MarkupKind.Markdown, value: found.markdown };
            return { contents, range: toRange(document, found.range) };
          },
        ),
      ),
    );
    const report = answers.any<lsp.DocumentDiagnosticParams, lsp.DocumentDiagnosticReport>(
      'The analysis',
      { kind: lsp.DocumentDiagnosticReportKind.Full, items: [] },
      ({ textDocument, previousResultId }) => this.#diagnostics.report(textDocument.uri, previousResultId),
    );
    connection.languages.diagnostics.on((params, token) => report(params, token));
    connection.languages.diagnostics.onWorkspace((params, token, _, results) => {
      const send = (items: lsp.WorkspaceDocumentDiagnosticReport[]): void => results?.report({ items });
      const isStreamed = params.partialResultToken !== undefined && results !== undefined;
      const report = (): Promise<lsp.WorkspaceDiagnosticReport> =>
        this.#workspaceProblems.report(params, () => token.isCancellationRequested, isStreamed ? send : undefined);
      return answers.any('The problems of the workspace', { items: [] }, report)(params, token);
    });
    const zonesOf = async (uri: string): Promise<string[]> =>
      Object.keys((await this.#projects.settingsOf(uri))?.zones ?? {});
    serveCompletion(connection, answers, client, zonesOf, () => this.#options.hasCommands === true, projectHelp);
    serveOutline(connection, answers);
    serveCodeActions(connection, answers, client, settingsOf, this.#routers);
    serveFormatting(connection, answers, scripts, this.#trees, settingsOf);
    serveNavigation(
      connection,
      answers,
      client,
      this.#workspace,
      new ZoneNavigation(answers, this.#projectDocuments, client),
    );
    serveAnnotations(connection, answers, settingsOf, this.#routers, () => this.#options.drawsLabels === true);
    const questions = new Questions(connection, answers);
    serveReports(questions, answers, this.#routers);
    servePages(questions, answers, settingsOf, this.#routers);
    serveExpectations(questions, answers, this.#projects, this.#routers);
    serveExposure(questions, this.#routers);
    serveCommands(connection, answers, questions, {
      client,
      readFile: (uri) => this.#readInWorkspace(uri),
      keepText: this.#host.keepText,
    });
    this.#forgetTokens = serveSemanticTokens(connection, answers);
    serveStructure(connection, answers, () => scripts.all((uri) => scripts.find(uri)), this.#workspace, this.#routers);
  }

  /** What stands at the offset, said of the whole router that the script is a part of. */
  async #ruleHover({ document, analysis }: OpenScript, offset: number): Promise<Hover | undefined> {
    const router = await this.#routers.of(document.uri);
    const file = router?.nameOf(document.uri);
    const place = file === undefined ? undefined : router?.composition.inWhole(file, offset);
    const found = router === undefined || place === undefined ? undefined : hover(router.analysis, place);
    const part = found && router && partAt(router, found.range);
    if (found === undefined || part?.document.uri !== document.uri) return hover(analysis, offset);
    return { markdown: found.markdown, range: part.range };
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

  #initialize(params: lsp.InitializeParams): lsp.InitializeResult {
    const { capabilities, initializationOptions, locale } = params;
    setLanguage((typeof locale === 'string' ? languageOf(locale) : undefined) ?? 'en');
    this.#client = capabilities ?? {};
    this.#options = isObject(initializationOptions) ? initializationOptions : {};
    this.#status.isShown = this.#options.showsStatus === true;
    this.#projects.setFolders(foldersOf(params));
    return {
      serverInfo: { name: 'rosfw', ...(this.#host.version !== undefined && { version: this.#host.version }) },
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
        ...(this.#options.hasCommands === true ? {} : COMMAND_CAPABILITIES),
        ...this.#diagnostics.capabilities,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  /** Whether somebody can say which scripts there are. */
  get #listsScripts(): boolean {
    return this.#options.listsScripts === true || this.#host.listScripts !== undefined;
  }

  async #listScripts(): Promise<readonly string[]> {
    if (this.#options.listsScripts !== true) return (await this.#host.listScripts?.(this.#projects.folders)) ?? [];
    const found: unknown = await this.#connection.sendRequest(LIST_SCRIPTS);
    return Array.isArray(found) ? found.filter((uri) => typeof uri === 'string') : [];
  }

  /** The text of a file that lies in a folder of the workspace. */
  async #readInWorkspace(uri: string): Promise<string | undefined> {
    const folder = this.#projects.folderOf(uri);
    return folder === undefined ? undefined : this.#readFile(uri, folder);
  }

  async #readFile(uri: string, folder?: string): Promise<string | undefined> {
    if (this.#options.readsFiles !== true) return this.#host.readFile?.(uri, folder);
    const text: unknown = await this.#connection.sendRequest(READ_FILE, { uri });
    return typeof text === 'string' ? text : undefined;
  }

  #initialized(): void {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void this.#connection.client.register(lsp.DidChangeConfigurationNotification.type, { section: SECTION });
    }
    if (this.#client.workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(() => this.#foldersChanged());
    }
    void this.#diagnostics.register(false).then(() => this.#registerDiagnostics());
    registerProjectFiles(this.#connection, this.#client).catch((error: unknown) =>
      this.#connection.console.warn(`The client does not let us read project files: ${String(error)}`),
    );
    if (this.#listsScripts) this.#workspace.index.begin(INDEX_DELAY);
    if (this.#options.listsScripts !== true) this.#watch();
  }

  /** A client that lists the scripts watches them, too; others are asked to, or the host looks by itself. */
  #watch(): void {
    if (this.#client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      const watchers = WATCHED.map((globPattern) => ({ globPattern }));
      void this.#connection.client.register(lsp.DidChangeWatchedFilesNotification.type, { watchers });
    } else {
      const folders = (): readonly string[] => this.#projects.folders;
      this.#stopWatching = this.#host.watch?.(folders, (events) => this.#filesChanged(events)) ?? this.#stopWatching;
    }
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
    if (this.#client.workspace?.inlayHint?.refreshSupport === true) this.#connection.languages.inlayHint.refresh();
    this.#refreshLenses();
    this.#diagnostics.refresh();
    void this.#registerDiagnostics();
  }

  /** All of the workspace is asked about where one of its folders wants this. */
  async #registerDiagnostics(): Promise<void> {
    const settings = await Promise.all(this.#projects.folders.map((folder) => this.#settings.of(folder)));
    await this.#diagnostics.register(settings.some(({ workspaceProblems }) => workspaceProblems));
  }

  /** A write ends a read: who waits for the version before is told that it is no more. */
  #changed(document: TextDocument): void {
    this.#scheduler.heard();
    if (isProjectFile(document.uri)) {
      this.#diagnostics.changed(document);
      return;
    }
    this.#analyses.changed(document);
    this.#routers.changed(document.uri);
    this.#diagnostics.changed(document);
    if (this.#routers.partsOf(document.uri).length > 1) this.#refreshLensesSoon();
  }

  /** What stands above the lines of a script hangs on the other files of its router, too. */
  #refreshLensesSoon(): void {
    clearTimeout(this.#lensRefresh);
    this.#lensRefresh = setTimeout(() => this.#refreshLenses(), LENS_DELAY);
  }

  #refreshLenses(): void {
    if (this.#client.workspace?.codeLens?.refreshSupport === true)
      void this.#connection.sendRequest(lsp.CodeLensRefreshRequest.type);
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

/** The folders of the workspace, as newer and older clients name them. */
function foldersOf({ workspaceFolders, rootUri }: lsp.InitializeParams): readonly string[] {
  if (workspaceFolders != null) return workspaceFolders.map(({ uri }) => uri);
  return rootUri == null ? [] : [rootUri];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
