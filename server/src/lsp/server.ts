/**
 * Layer `lsp`: the only one that knows the protocol. It keeps one analysis for each text version, asks the features,
 * and converts what they say.
 */
import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Assumption } from '../config/assumption.ts';
import { type CodeAction, codeActions, fixAll } from '../features/codeActions.ts';
import { type DocumentSymbol, type DocumentSymbolKind, documentSymbols } from '../features/documentSymbols.ts';
import { type FoldingRange, foldingRanges } from '../features/foldingRanges.ts';
import { format, formatRange } from '../features/format.ts';
import { hover } from '../features/hover.ts';
import { allProblems } from '../features/problems.ts';
import { parsePacket } from '../packet/packet.ts';
import {
  type AnalyseOptions,
  analyseTree,
  type FileAnalysis,
  type FileProblems,
  type RuleFailure,
} from '../rules/analyse.ts';
import { analyseMarkdown } from '../rules/analyseMarkdown.ts';
import type { Finding } from '../rules/rule.ts';
import { select } from '../rules/selection.ts';
import { ANNOTATIONS, serveAnnotations } from './annotations.ts';
import { Answers, type OpenScript } from './answers.ts';
import { COMPLETION, serveCompletion } from './completion.ts';
import { toDiagnostic, toEdit, toRange } from './convert.ts';
import { LaterEdits, resolvesEdits } from './laterEdits.ts';
import { NAVIGATION, serveNavigation } from './navigation.ts';
import { Projects, type ReadFile } from './projects.ts';
import { serveReports } from './reports.ts';
import { SEMANTIC_TOKENS, serveSemanticTokens } from './semanticTokens.ts';
import { readSettings, SECTION, type Settings } from './settings.ts';
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
  readonly #analyses = new Map<string, { document: TextDocument; version: number; analysis: FileAnalysis }>();
  readonly #settings = new Map<string, Promise<DocumentSettings>>();
  /** What settings say of an analysis. */
  readonly #targets = new Map<string, Target>();
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
      () => this.#openScripts(),
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
    const answers = new Answers(connection, (uri) => this.#known(uri));
    connection.onHover(answers.any<lsp.HoverParams, lsp.Hover | null>('Hover', null, (params) => this.#hover(params)));
    serveCompletion(connection, answers, () => this.#client);
    connection.onDocumentSymbol(
      answers.any<lsp.DocumentSymbolParams, lsp.DocumentSymbol[]>('The outline', [], ({ textDocument }) =>
        this.#symbols(textDocument.uri),
      ),
    );
    connection.onFoldingRanges(
      answers.any<lsp.FoldingRangeParams, lsp.FoldingRange[]>('Folding', [], ({ textDocument }) =>
        this.#folding(textDocument.uri),
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
    connection.languages.diagnostics.on(async ({ textDocument }) => {
      const items = await this.#diagnostics(textDocument.uri);
      return { kind: lsp.DocumentDiagnosticReportKind.Full, items };
    });
    serveNavigation(connection, answers, () => this.#client, this.#workspace);
    serveAnnotations(connection, answers, (uri) => this.#settingsOf(uri));
    serveReports(connection, answers);
    this.#forgetTokens = serveSemanticTokens(connection, answers);
    serveStructure(connection, answers, () => this.#openScripts(), this.#workspace);
    this.#documents.onDidChangeContent(({ document }) => this.#schedule(document.uri));
    this.#documents.onDidClose(({ document }) => this.#close(document.uri));
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
    const told = options as { readsFiles?: unknown; listsScripts?: unknown } | null | undefined;
    this.#clientReadsFiles = told?.readsFiles === true;
    this.#clientListsScripts = told?.listsScripts === true;
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

  #close(uri: string): void {
    this.#analyses.delete(uri);
    this.#forgetTokens(uri);
    this.#settings.delete(uri);
    this.#targets.delete(uri);
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
    const diagnostics = await this.#diagnostics(uri);
    // While the settings came in the text may have changed; then newer problems are on their way.
    if (version === undefined || this.#documents.get(uri)?.version !== version) return;
    await this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async #diagnostics(uri: string): Promise<lsp.Diagnostic[]> {
    const settings = await this.#settingsOf(uri);
    const { enable, rules, persona, version, assume, session, options, maxProblems, markdown } = settings;
    this.#setTarget(uri, { version: version === 'auto' ? undefined : version, assume, session, options });
    const document = this.#documents.get(uri);
    if (document === undefined || !enable) return [];
    const analysis = isMarkdown(document) ? this.#markdown(document, markdown) : this.#known(uri)?.analysis;
    if (analysis === undefined) return [];
    const related = this.#client.textDocument?.publishDiagnostics?.relatedInformation === true;
    const findings = select(allProblems(analysis), { persona, severities: rules });
    const shown = findings.slice(0, maxProblems).map((finding) => toDiagnostic(document, finding, related));
    const left = findings.length - shown.length;
    if (left > 0) shown.push(leftOut(left));
    return shown;
  }

  #setTarget(uri: string, target: Target): void {
    if (JSON.stringify(this.#targets.get(uri) ?? NO_TARGET) === JSON.stringify(target)) return;
    this.#analyses.delete(uri);
    this.#targets.set(uri, target);
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
    if (project === undefined) return editor;
    const { version, assume, session, persona, options, severities, ignored } = project;
    return {
      ...editor,
      enable: editor.enable && !ignored,
      rules: { ...editor.rules, ...severities },
      options,
      ...(version !== undefined && { version }),
      ...(assume !== undefined && { assume }),
      ...(session !== undefined && { session }),
      ...(persona !== undefined && { persona }),
    };
  }

  #hover({ textDocument, position }: lsp.HoverParams): lsp.Hover | null {
    const known = this.#known(textDocument.uri);
    const found = known === undefined ? undefined : hover(known.analysis, known.document.offsetAt(position));
    if (known === undefined || found === undefined) return null;
    return {
      contents: { kind: lsp.MarkupKind.Markdown, value: found.markdown },
      range: toRange(known.document, found.range),
    };
  }

  #symbols(uri: string): lsp.DocumentSymbol[] {
    const known = this.#known(uri);
    if (known === undefined) return [];
    const convert = (symbol: DocumentSymbol): lsp.DocumentSymbol => ({
      name: symbol.name,
      detail: symbol.detail,
      kind: SYMBOL_KINDS[symbol.kind],
      range: toRange(known.document, symbol.range),
      selectionRange: toRange(known.document, symbol.selectionRange),
      children: symbol.children.map(convert),
    });
    return documentSymbols(known.analysis).map(convert);
  }

  #folding(uri: string): lsp.FoldingRange[] {
    const known = this.#known(uri);
    return known === undefined ? [] : foldingRanges(known.analysis).map(toFoldingRange);
  }

  async #format(
    uri: string,
    { tabSize }: lsp.FormattingOptions,
    range: lsp.Range | undefined,
  ): Promise<lsp.TextEdit[]> {
    const settings = await this.#settingsOf(uri);
    const document = this.#documents.get(uri);
    if (document === undefined || isMarkdown(document)) return [];
    const tree = this.#trees.of(document);
    // An export indents with blanks, and so does what is formatted like one.
    const options = { ...settings.format, indent: tabSize };
    const edits =
      range === undefined
        ? format(tree, options)
        : formatRange(tree, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }, options);
    return edits.map((edit) => toEdit(document, edit));
  }

  async #codeActions({ textDocument, range, context }: lsp.CodeActionParams): Promise<lsp.CodeAction[]> {
    const { enable, rules, persona } = await this.#settingsOf(textDocument.uri);
    const isShown = (finding: Finding): boolean =>
      enable && select([finding], { persona, severities: rules }).length > 0;
    const known = this.#known(textDocument.uri);
    if (known === undefined) return [];
    const { document, analysis } = known;
    const options = optionsOf(this.#targets.get(textDocument.uri));
    const wanted = (kind: string): boolean =>
      context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const actions: lsp.CodeAction[] = [];
    this.#laterEdits.clear();
    if (wanted(lsp.CodeActionKind.QuickFix)) {
      const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      for (const action of codeActions(analysis, place, isShown, options)) {
        actions.push(this.#codeAction(document, action, lsp.CodeActionKind.QuickFix, context.diagnostics));
      }
    }
    const all = context.only !== undefined && wanted(FIX_ALL) ? fixAll(analysis, isShown, options) : undefined;
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

  #markdown(document: TextDocument, enabled: boolean): FileProblems | undefined {
    if (!enabled) return undefined;
    const found = analyseMarkdown(document.getText(), optionsOf(this.#targets.get(document.uri)));
    this.#logFailures(found.failures);
    return found;
  }

  #logFailures(failures: readonly RuleFailure[]): void {
    for (const { ruleId, error } of failures) {
      this.#connection.console.error(`The rule ${ruleId} failed, which is our fault: ${String(error)}`);
    }
  }

  *#openScripts(): Iterable<OpenScript> {
    for (const uri of this.#documents.keys()) {
      const script = this.#known(uri);
      if (script !== undefined) yield script;
    }
  }

  /** A script and the analysis of its present version. */
  #known(uri: string): OpenScript | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined || isMarkdown(document)) return undefined;
    const last = this.#analyses.get(uri);
    // Under the name of an unsaved script that was closed another one may have been opened, with the same version.
    const cached = last?.document === document ? last : undefined;
    if (cached?.version === document.version) return { document, analysis: cached.analysis };
    const analysis = analyseTree(this.#trees.of(document), {
      ...optionsOf(this.#targets.get(uri)),
      previous: cached?.analysis,
    });
    this.#logFailures(analysis.failures);
    this.#analyses.set(uri, { document, version: document.version, analysis });
    return { document, analysis };
  }
}

/** The settings of the editor, and what only a project file can say. */
type DocumentSettings = Settings & Pick<AnalyseOptions, 'options'>;

/** What the settings say about a file. */
interface Target {
  readonly version: string | undefined;
  readonly assume: Assumption;
  /** A packet as `parsePacket` reads it, or nothing. */
  readonly session: string;
  readonly options?: AnalyseOptions['options'];
}

const NO_TARGET: Target = { version: undefined, assume: 'auto', session: '' };

function optionsOf(target: Target | undefined): AnalyseOptions {
  if (target === undefined) return {};
  const session = parsePacket(target.session);
  return { ...target, session: 'fault' in session ? undefined : session };
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
