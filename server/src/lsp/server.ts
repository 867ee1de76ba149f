/**
 * Layer `lsp`: the only one that knows the protocol. It keeps one analysis for each text version, asks the features,
 * and converts what they say.
 */
import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allProblems } from '../analysis/allProblems.ts';
import { markdownSteps } from '../analysis/analyseMarkdown.ts';
import type { AnalysisOptions, FileProblems, RuleFailure, TextReading } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { select } from '../diagnostics/selection.ts';
import { type CodeAction, codeActions, fixAll } from '../features/codeActions.ts';
import { type DocumentSymbol, type DocumentSymbolKind, documentSymbolSteps } from '../features/documentSymbols.ts';
import { type FoldingRange, foldingSteps } from '../features/foldingRanges.ts';
import { format, formatRange } from '../features/format.ts';
import { hover } from '../features/hover.ts';
import { parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { Analyses, type Attempt, Outdated, patiently } from './analyses.ts';
import { ANNOTATIONS, serveAnnotations } from './annotations.ts';
import { Answers, type OpenScript, type ReadScript } from './answers.ts';
import { COMPLETION, serveCompletion } from './completion.ts';
import { toDiagnostic, toEdit, toRange } from './convert.ts';
import { LaterEdits, resolvesEdits } from './laterEdits.ts';
import { NAVIGATION, serveNavigation } from './navigation.ts';
import { Projects, type ReadFile } from './projects.ts';
import { serveReports } from './reports.ts';
import { Scheduler, type Work } from './scheduler.ts';
import { SEMANTIC_TOKENS, serveSemanticTokens } from './semanticTokens.ts';
import { readSettings, SECTION, type Settings } from './settings.ts';
import { Status, type TargetSource } from './status.ts';
import { STRUCTURE, serveStructure } from './structure.ts';
import { SyntaxTrees } from './syntaxTrees.ts';
import { progressOf, scriptsOf, Workspace } from './workspace.ts';

/** Time without a key stroke after which problems are pushed, in milliseconds. */
const PUSH_DELAY = 150;
/** Time for the scripts that are open before the others are read, in milliseconds. */
const INDEX_DELAY = 2000;
/** The kind of the action that VS Code may run on save, `source.fixAll.rosfw`. */
const FIX_ALL = `${lsp.CodeActionKind.SourceFixAll}.rosfw`;

/** Asks the client for the text of a file; a client that can answer says `readsFiles` when it starts us. */
export const READ_FILE = 'rosfw/readFile';

/**
 * Answers the editor on `connection` until it closes. `readFile` reads files for clients that cannot: where there is
 * neither, project files are left alone.
 */
export function serve(connection: lsp.Connection, readFile?: ReadFile): void {
  new Server(connection, readFile).listen();
}

class Server {
  readonly #connection: lsp.Connection;
  readonly #trees = new SyntaxTrees();
  readonly #documents = new lsp.TextDocuments({
    create: TextDocument.create,
    update: (document: TextDocument, changes, version) => this.#trees.update(document, changes, version),
  });
  readonly #scheduler = new Scheduler();
  readonly #analyses = new Analyses(this.#scheduler, this.#trees);
  /** Problems of Markdown that are being looked for. */
  readonly #markdowns = new Map<TextDocument, { version: number; key: string; work: Work<FileProblems> }>();
  readonly #settings = new Map<string, Promise<DocumentSettings>>();
  readonly #status: Status;
  readonly #followed = new WeakSet<Attempt>();
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #projects: Projects;
  readonly #workspace: Workspace;
  #client: lsp.ClientCapabilities = {};
  readonly #laterEdits = new LaterEdits();
  #clientReadsFiles = false;
  #clientListsScripts = false;
  #forgetTokens: (uri: string) => void = () => undefined;

  constructor(connection: lsp.Connection, readFile: ReadFile | undefined) {
    this.#connection = connection;
    this.#status = new Status(connection);
    const ask: ReadFile = async (uri) => {
      const text: unknown = await connection.sendRequest(READ_FILE, { uri });
      return typeof text === 'string' ? text : undefined;
    };
    this.#projects = new Projects(
      async (uri) => (this.#clientReadsFiles ? ask(uri) : readFile?.(uri)),
      (message) => connection.console.warn(message),
    );
    this.#workspace = new Workspace(
      scriptsOf(connection, ask, () => this.#clientListsScripts),
      () => this.#openScripts((uri) => this.#read(uri)),
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
    const answers = new Answers(connection, {
      find: (uri) => this.#known(uri),
      read: (uri) => this.#read(uri),
      heard: () => this.#scheduler.heard(),
      work: (document, steps) => this.#work(document, steps),
    });
    connection.onHover(
      answers.script<lsp.HoverParams, lsp.Hover | null>('Hover', null, (script, params) => this.#hover(script, params)),
    );
    serveCompletion(connection, answers, () => this.#client);
    connection.onDocumentSymbol(
      answers.script<lsp.DocumentSymbolParams, lsp.DocumentSymbol[]>('The outline', [], (script) =>
        this.#symbols(script),
      ),
    );
    connection.onFoldingRanges(
      answers.text<lsp.FoldingRangeParams, lsp.FoldingRange[]>('Folding', [], ({ analysis }) =>
        toFoldingRanges(analysis),
      ),
    );
    connection.onCodeAction(
      answers.any<lsp.CodeActionParams, lsp.CodeAction[]>('Code actions', [], (params) => this.#codeActions(params)),
    );
    connection.onCodeActionResolve((action) => this.#laterEdits.resolved(action));
    connection.onDocumentFormatting(
      answers.any<lsp.DocumentFormattingParams, lsp.TextEdit[]>('The formatter', [], ({ textDocument, options }) =>
        this.#format(textDocument.uri, options, undefined),
      ),
    );
    connection.onDocumentRangeFormatting(
      answers.any<lsp.DocumentRangeFormattingParams, lsp.TextEdit[]>(
        'The formatter',
        [],
        ({ textDocument, options, range }) => this.#format(textDocument.uri, options, range),
      ),
    );
    const diagnostics = answers.any<lsp.DocumentDiagnosticParams, lsp.DocumentDiagnosticReport>(
      'The analysis',
      { kind: lsp.DocumentDiagnosticReportKind.Full, items: [] },
      ({ textDocument }) => this.#report(textDocument.uri),
    );
    connection.languages.diagnostics.on((params, token) => diagnostics(params, token));
    serveNavigation(connection, answers, () => this.#client, this.#workspace);
    serveAnnotations(connection, answers, (uri) => this.#settingsOf(uri));
    serveReports(connection, answers);
    this.#forgetTokens = serveSemanticTokens(connection, answers);
    serveStructure(connection, answers, () => this.#openScripts((uri) => this.#known(uri)), this.#workspace);
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document));
    this.#documents.onDidClose(({ document }) => this.#close(document));
    this.#documents.listen(connection);
    connection.listen();
  }

  #initialize({
    capabilities,
    initializationOptions: options,
    workspaceFolders,
    rootUri,
  }: lsp.InitializeParams): lsp.InitializeResult {
    this.#client = capabilities;
    const told = (options ?? {}) as { readsFiles?: unknown; listsScripts?: unknown; showsStatus?: unknown };
    this.#clientReadsFiles = told.readsFiles === true;
    this.#clientListsScripts = told.listsScripts === true;
    this.#status.isShown = told.showsStatus === true;
    this.#projects.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
    return {
      serverInfo: { name: 'rosfw' },
      capabilities: {
        textDocumentSync: lsp.TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        ...COMPLETION,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        ...NAVIGATION,
        ...STRUCTURE,
        ...ANNOTATIONS,
        ...SEMANTIC_TOKENS,
        codeActionProvider: { codeActionKinds: [lsp.CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(this.#pulls ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      },
    };
  }

  #initialized(): void {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void this.#connection.client.register(lsp.DidChangeConfigurationNotification.type, { section: SECTION });
    }
    if (this.#client.workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(() => this.#foldersChanged());
    }
    if (this.#clientListsScripts) this.#workspace.index.begin(INDEX_DELAY);
  }

  async #foldersChanged(): Promise<void> {
    const folders = await this.#connection.workspace.getWorkspaceFolders();
    this.#projects.setFolders(folders?.map(({ uri }) => uri) ?? []);
    this.#settingsChanged();
    if (this.#clientListsScripts) this.#workspace.index.refresh();
  }

  #filesChanged(changes: readonly lsp.FileEvent[]): void {
    const scripts = changes.filter(({ uri }) => uri.endsWith('.rsc'));
    if (scripts.length > 0) this.#workspace.filesChanged(scripts);
    if (scripts.length < changes.length || changes.length === 0) this.#projectsChanged();
  }

  /** Settings of documents hang on project files. */
  #projectsChanged(): void {
    this.#projects.forget();
    this.#settingsChanged();
  }

  /** Whether the client asks for problems; otherwise they are sent. Doing both would show each twice. */
  get #pulls(): boolean {
    return this.#client.textDocument?.diagnostic !== undefined;
  }

  #settingsChanged(): void {
    this.#settings.clear();
    const { inlayHint, codeLens } = this.#client.workspace ?? {};
    if (inlayHint?.refreshSupport === true) this.#connection.languages.inlayHint.refresh();
    if (codeLens?.refreshSupport === true) this.#connection.sendRequest(lsp.CodeLensRefreshRequest.type);
    if (!this.#pulls) for (const { uri } of this.#documents.all()) this.#schedule(uri);
    else if (this.#client.workspace?.diagnostics?.refreshSupport === true)
      this.#connection.languages.diagnostics.refresh();
  }

  /** A write ends a read: who waits for the version before is told that it is no more. */
  #changed(document: TextDocument): void {
    this.#scheduler.heard();
    this.#analyses.changed(document);
    this.#endMarkdown(document, new Outdated(false));
    this.#schedule(document.uri);
  }

  #close(document: TextDocument): void {
    const { uri } = document;
    this.#analyses.closed(document);
    this.#endMarkdown(document, new Outdated(true));
    this.#forgetTokens(uri);
    this.#settings.delete(uri);
    this.#status.closed(uri);
    clearTimeout(this.#pending.get(uri));
    this.#pending.delete(uri);
    if (!this.#pulls) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #schedule(uri: string): void {
    if (this.#pulls) return;
    clearTimeout(this.#pending.get(uri));
    this.#pending.set(
      uri,
      setTimeout(() => void this.#push(uri), PUSH_DELAY),
    );
  }

  async #push(uri: string): Promise<void> {
    const version = this.#documents.get(uri)?.version;
    if (version === undefined) return;
    try {
      const diagnostics = await this.#diagnostics(uri);
      if (this.#documents.get(uri)?.version === version)
        await this.#connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      // Of an outdated text newer problems are on their way.
      if (!(error instanceof Outdated))
        this.#connection.console.error(`The analysis failed, which is our fault: ${String(error)}`);
    }
  }

  /** An empty answer would clear the problems that are shown, so that a client is to ask again. */
  async #report(uri: string): Promise<lsp.DocumentDiagnosticReport> {
    try {
      return { kind: lsp.DocumentDiagnosticReportKind.Full, items: await this.#diagnostics(uri) };
    } catch (error) {
      if (!(error instanceof Outdated) || error.isClosed) throw error;
      const data: lsp.DiagnosticServerCancellationData = { retriggerRequest: true };
      throw new lsp.ResponseError(lsp.LSPErrorCodes.ServerCancelled, error.message, data);
    }
  }

  async #diagnostics(uri: string): Promise<lsp.Diagnostic[]> {
    const settings = await this.#settingsOf(uri);
    const { enable, rules, persona, maxProblems, markdown } = settings;
    const document = this.#documents.get(uri);
    if (document === undefined) return [];
    const isScript = !isMarkdown(document);
    if (!enable && isScript) this.#status.problems(uri, 0);
    if (!enable) return [];
    const analysis = !isScript
      ? await this.#markdown(document, settings, markdown)
      : (await this.#known(uri))?.analysis;
    if (analysis === undefined) return [];
    const related = this.#client.textDocument?.publishDiagnostics?.relatedInformation === true;
    const findings = select(allProblems(analysis), { persona, severities: rules });
    const shown = findings.slice(0, maxProblems).map((finding) => toDiagnostic(document, finding, related));
    const left = findings.length - shown.length;
    if (left > 0) shown.push(leftOut(left));
    if (isScript) this.#status.problems(uri, findings.length);
    return shown;
  }

  #settingsOf(uri: string): Promise<DocumentSettings> {
    let settings = this.#settings.get(uri);
    if (settings === undefined) {
      settings = this.#readSettings(uri);
      this.#settings.set(uri, settings);
    }
    return settings;
  }

  /** What the project file says goes before the settings of the editor: a project looks the same to everybody. */
  async #readSettings(uri: string): Promise<DocumentSettings> {
    const asked =
      this.#client.workspace?.configuration === true
        ? this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION })
        : Promise.resolve(undefined);
    const [editor, project] = await Promise.all([asked.then(readSettings), this.#projects.settingsOf(uri)]);
    const own = editor.version === 'auto' ? undefined : 'setting';
    if (project === undefined) return { ...editor, versionFrom: own };
    const { version, assume, session, persona, options, severities, ignored } = project;
    return {
      ...editor,
      versionFrom: version === undefined ? own : 'rosfw.json',
      enable: editor.enable && !ignored,
      rules: { ...editor.rules, ...severities },
      options,
      ...(version !== undefined && { version }),
      ...(assume !== undefined && { assume }),
      ...(session !== undefined && { session }),
      ...(persona !== undefined && { persona }),
    };
  }

  #hover({ document, analysis }: OpenScript, { position }: lsp.HoverParams): lsp.Hover | null {
    const found = hover(analysis, document.offsetAt(position));
    if (found === undefined) return null;
    return {
      contents: { kind: lsp.MarkupKind.Markdown, value: found.markdown },
      range: toRange(document, found.range),
    };
  }

  *#symbols({ document, analysis }: OpenScript): Steps<lsp.DocumentSymbol[]> {
    const convert = (symbol: DocumentSymbol): lsp.DocumentSymbol => ({
      name: symbol.name,
      detail: symbol.detail,
      kind: SYMBOL_KINDS[symbol.kind],
      range: toRange(document, symbol.range),
      selectionRange: toRange(document, symbol.selectionRange),
      children: symbol.children.map(convert),
    });
    const symbols = yield* documentSymbolSteps(analysis);
    return symbols.map(convert);
  }

  async #format(
    uri: string,
    { tabSize }: lsp.FormattingOptions,
    range: lsp.Range | undefined,
  ): Promise<lsp.TextEdit[]> {
    const settings = await this.#settingsOf(uri);
    const document = this.#documents.get(uri);
    if (document === undefined || isMarkdown(document)) return [];
    const tree = await this.#work(document, this.#trees.steps(document));
    // An export indents with blanks, and so does what is formatted like one.
    const options = { ...settings.format, indent: tabSize };
    const edits =
      range === undefined
        ? format(tree, options)
        : formatRange(tree, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }, options);
    return edits.map((edit) => toEdit(document, edit));
  }

  async #codeActions({ textDocument, range, context }: lsp.CodeActionParams): Promise<lsp.CodeAction[]> {
    const settings = await this.#settingsOf(textDocument.uri);
    const { enable, rules, persona } = settings;
    const isShown = (finding: Finding): boolean =>
      enable && select([finding], { persona, severities: rules }).length > 0;
    const known = await this.#known(textDocument.uri);
    if (known === undefined) return [];
    const { document, analysis } = known;
    const wanted = (kind: string): boolean =>
      context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const actions: lsp.CodeAction[] = [];
    this.#laterEdits.clear();
    if (wanted(lsp.CodeActionKind.QuickFix)) {
      const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      for (const action of codeActions(analysis, place, isShown)) {
        actions.push(this.#codeAction(document, action, lsp.CodeActionKind.QuickFix, context.diagnostics));
      }
    }
    const all = context.only !== undefined && wanted(FIX_ALL) ? fixAll(analysis, isShown) : undefined;
    if (all !== undefined) actions.push(this.#codeAction(document, all, FIX_ALL, []));
    return actions;
  }

  #codeAction(
    document: TextDocument,
    action: CodeAction,
    kind: string,
    shown: readonly lsp.Diagnostic[],
  ): lsp.CodeAction {
    const diagnostics = shown.filter((diagnostic) =>
      action.findings.some((finding) => shows(document, diagnostic, finding)),
    );
    const { title, url } = action;
    if (url !== undefined) {
      return {
        title,
        kind,
        diagnostics,
        command: { title, command: 'routerosFirewall.showRulePage', arguments: [url] },
      };
    }
    const { uri, version } = document;
    const make = (): lsp.WorkspaceEdit => {
      const edits = action.edits.map((edit) => toEdit(document, edit));
      // A version lets the editor refuse an edit for a text that is no more.
      const versioned = this.#client.workspace?.workspaceEdit?.documentChanges === true;
      return versioned
        ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
        : { changes: { [uri]: edits } };
    };
    const known = { title, kind, diagnostics, isPreferred: action.preferred };
    const isLater = action.isCostly === true && resolvesEdits(this.#client);
    if (!isLater) return { ...known, edit: make() };
    // The document goes on while the action is offered.
    return { ...known, data: this.#laterEdits.put(() => (document.version === version ? make() : undefined)) };
  }

  /** Whoever writes about scripts has more patience than who writes one. */
  async #markdown(
    document: TextDocument,
    settings: DocumentSettings,
    enabled: boolean,
  ): Promise<FileProblems | undefined> {
    if (!enabled) return undefined;
    const options = optionsOf(settings);
    const key = keyOf(settings);
    let found = this.#markdowns.get(document);
    if (found?.version !== document.version || found.key !== key) {
      this.#endMarkdown(document, new Outdated(false));
      const work = this.#scheduler.start(markdownSteps(document.getText(), options), Number.POSITIVE_INFINITY);
      work.done.then(
        ({ failures }) => this.#logFailures(failures),
        () => undefined,
      );
      found = { version: document.version, key, work };
      this.#markdowns.set(document, found);
    }
    return found.work.done;
  }

  #endMarkdown(document: TextDocument, reason: Outdated): void {
    this.#markdowns.get(document)?.work.cancel(reason);
    this.#markdowns.delete(document);
  }

  #logFailures(failures: readonly RuleFailure[]): void {
    for (const { ruleId, error } of failures) {
      this.#connection.console.error(`The rule ${ruleId} failed, which is our fault: ${String(error)}`);
    }
  }

  async #work<T>(document: TextDocument, steps: Steps<T>): Promise<T> {
    const { version } = document;
    const { done } = this.#scheduler.start(whileCurrent(document, steps), document.getText().length);
    const result = await done;
    if (document.version !== version) throw new Outdated(false);
    return result;
  }

  /** Somebody may type in one of them while all are asked: then it is asked again. */
  async *#openScripts<Script>(find: (uri: string) => Promise<Script | undefined>): AsyncIterable<Script> {
    for (const uri of this.#documents.keys()) {
      const script = await patiently(() => find(uri));
      if (script !== undefined) yield script;
    }
  }

  /** A script and the analysis of its present version. */
  async #known(uri: string): Promise<OpenScript | undefined> {
    const asked = await this.#attempt(uri);
    if (asked === undefined) return undefined;
    const { document, attempt } = asked;
    const analysis = await attempt.done;
    if (document.version !== attempt.version) throw new Outdated(false);
    return { document, analysis };
  }

  async #read(uri: string): Promise<ReadScript | undefined> {
    const asked = await this.#attempt(uri);
    if (asked === undefined) return undefined;
    const { document, attempt } = asked;
    const analysis = await attempt.reading;
    if (document.version !== attempt.version) throw new Outdated(false);
    return { document, analysis };
  }

  /** The settings are asked for first, so that nothing is analysed twice. */
  async #attempt(uri: string): Promise<{ document: TextDocument; attempt: Attempt } | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined || isMarkdown(document)) return undefined;
    const asked = document.version;
    const settings = await this.#settingsOf(uri);
    if (this.#documents.get(uri) !== document) throw new Outdated(true);
    if (document.version !== asked) throw new Outdated(false);
    const attempt = this.#analyses.of(document, optionsOf(settings), keyOf(settings));
    if (!this.#followed.has(attempt)) {
      this.#followed.add(attempt);
      this.#status.follow(uri, attempt, settings.versionFrom);
      attempt.done.then(
        ({ failures }) => this.#logFailures(failures),
        () => undefined,
      );
    }
    return { document, attempt };
  }
}

/** The settings of the editor, and what only a project file can say. */
interface DocumentSettings extends Settings, Pick<AnalysisOptions, 'options'> {
  /** Where a version is chosen, if one is. */
  readonly versionFrom: TargetSource | undefined;
}

/** Settings of which an analysis hangs have the same key only where they are the same. */
function keyOf({ version, assume, session, options }: DocumentSettings): string {
  return JSON.stringify([version, assume, session, options]);
}

function optionsOf({ version, assume, session, options }: DocumentSettings): AnalysisOptions {
  const packet = parsePacket(session);
  return {
    version: version === 'auto' ? undefined : version,
    assume,
    session: 'fault' in packet ? undefined : packet,
    options,
  };
}

/** Markdown holds scripts, but is none. */
function isMarkdown({ languageId }: TextDocument): boolean {
  return languageId === 'markdown';
}

function leftOut(count: number): lsp.Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: lsp.DiagnosticSeverity.Information,
    source: 'rosfw',
    code: 'too-many-problems',
    message: `${count === 1 ? 'One more problem is' : `${count} more problems are`} not shown. Mend the first ones, or raise ${SECTION}.maxProblems.`,
  };
}

function shows(document: TextDocument, diagnostic: lsp.Diagnostic, finding: Finding): boolean {
  return diagnostic.code === finding.ruleId && document.offsetAt(diagnostic.range.start) === finding.range.start;
}

/** Nobody waits for what is about an old version. */
function* whileCurrent<T>(document: TextDocument, steps: Steps<T>): Steps<T> {
  const { version } = document;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield;
    if (document.version !== version) throw new Outdated(false);
  }
}

function* toFoldingRanges(analysis: TextReading): Steps<lsp.FoldingRange[]> {
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
