import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { allProblems } from '../analysis/allProblems.ts';
import { markdownSteps } from '../analysis/analyseMarkdown.ts';
import type { FileProblems } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { select } from '../diagnostics/selection.ts';
import { deadRules } from '../features/deadRules.ts';
import { Outdated } from './analyses.ts';
import { toDiagnostic } from './convert.ts';
import type { ExpectationProblems } from './expectationProblems.ts';
import type { OpenScripts } from './openScripts.ts';
import { isProjectFile } from './projects.ts';
import { type Routers, routerProblems } from './routers.ts';
import { OutOfMemory, type Scheduler, type Work } from './scheduler.ts';
import { SECTION } from './settings.ts';
import { analysisOptions, type DocumentSettings, keyOf, type SettingsStore } from './settingsStore.ts';
import type { Status } from './status.ts';
import type { Typing } from './typing.ts';

/** Time without a key stroke after which problems are pushed, in milliseconds. */
const PUSH_DELAY = 150;

/** Says what is wrong with each document: to clients that ask, as an answer; to others, some time after an edit. */
export class Diagnostics {
  readonly #connection: lsp.Connection;
  readonly #scripts: OpenScripts;
  readonly #scheduler: Scheduler;
  readonly #settings: SettingsStore;
  readonly #status: Status;
  readonly #typing: Typing;
  readonly #routers: Routers;
  readonly #client: () => lsp.ClientCapabilities;
  readonly #expectations: Pick<ExpectationProblems, 'inScript' | 'inProject'>;
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
  /** Documents of which something has been said, or is about to be. */
  readonly #looked = new Set<string>();
  readonly #answers = new Answered();
  #registration: Promise<lsp.Disposable> | undefined;
  #isWorkspaceAsked: boolean | undefined;
  /** Problems of Markdown that are being looked for. */
  readonly #markdowns = new Map<TextDocument, { version: number; key: string; work: Work<FileProblems> }>();

  constructor(
    connection: lsp.Connection,
    scripts: OpenScripts,
    scheduler: Scheduler,
    settings: SettingsStore,
    status: Status,
    typing: Typing,
    routers: Routers,
    expectations: Pick<ExpectationProblems, 'inScript' | 'inProject'>,
    client: () => lsp.ClientCapabilities,
  ) {
    this.#connection = connection;
    this.#scripts = scripts;
    this.#scheduler = scheduler;
    this.#settings = settings;
    this.#status = status;
    this.#typing = typing;
    this.#routers = routers;
    this.#expectations = expectations;
    this.#client = client;
  }

  /** Whether the client asks for problems; otherwise they are sent. Doing both would show each twice. */
  get arePulled(): boolean {
    return this.#client().textDocument?.diagnostic !== undefined;
  }

  get capabilities(): lsp.ServerCapabilities {
    if (!this.arePulled || this.#isRegistered) return {};
    return { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } };
  }

  /** Whether the client lets us say later what it may ask, and say it anew when a setting changes. */
  get #isRegistered(): boolean {
    return this.#client().textDocument?.diagnostic?.dynamicRegistration === true;
  }

  /**
   * Asks to be asked: about all of the workspace only where this is wanted, since clients that may do so ask every few
   * seconds. To be called once the client is ready, and whenever it may be wanted or not any more.
   */
  async register(isWorkspaceWanted: boolean): Promise<void> {
    if (!this.#isRegistered || this.#isWorkspaceAsked === isWorkspaceWanted) return;
    this.#isWorkspaceAsked = isWorkspaceWanted;
    const before = this.#registration;
    const options = { documentSelector: null, interFileDependencies: true, workspaceDiagnostics: isWorkspaceWanted };
    this.#registration = (async () => {
      // Two registrations at once would show each problem twice.
      (await before)?.dispose();
      return this.#connection.client.register(lsp.DocumentDiagnosticRequest.type, options);
    })();
    await this.#registration;
  }

  /** All documents may have other problems now. */
  refresh(): void {
    this.#typing.forget();
    this.#askAgain();
  }

  /** A file of which a router consists has another text on disk. */
  routersChanged(): void {
    this.#askAgain();
  }

  #askAgain(): void {
    if (!this.arePulled) for (const { uri } of this.#scripts.documents.all()) this.#schedule(uri);
    else if (this.#client().workspace?.diagnostics?.refreshSupport === true)
      this.#connection.languages.diagnostics.refresh();
  }

  changed(document: TextDocument): void {
    this.#endMarkdown(document, new Outdated(false));
    for (const uri of new Set([document.uri, ...this.#routers.partsOf(document.uri)])) this.#schedule(uri);
    this.#waitForPause(document);
  }

  /** Once nobody types any more, what was not judged is. */
  #waitForPause(document: TextDocument): void {
    const { uri } = document;
    clearTimeout(this.#pauses.get(uri));
    const left = this.#isCalm ? this.#typing.left(document) : undefined;
    if (left === undefined) return;
    const wake = (): void => {
      this.#pauses.delete(uri);
      if (this.arePulled) this.#connection.languages.diagnostics.refresh();
      else void this.#push(uri);
    };
    this.#pauses.set(uri, setTimeout(wake, Math.ceil(left) + 1));
  }

  /** Whether what is held back now can be said later: a client that asks must be able to be told to ask again. */
  get #isCalm(): boolean {
    return !this.arePulled || this.#client().workspace?.diagnostics?.refreshSupport === true;
  }

  closed(document: TextDocument): void {
    const { uri } = document;
    this.#endMarkdown(document, new Outdated(true));
    clearTimeout(this.#pending.get(uri));
    this.#pending.delete(uri);
    clearTimeout(this.#pauses.get(uri));
    this.#pauses.delete(uri);
    this.#typing.closed(document);
    this.#looked.delete(uri);
    this.#answers.closed(uri);
    if (!this.arePulled) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** An empty answer would clear the problems that are shown, so that a client is to ask again. */
  async report(uri: string, known: string | undefined): Promise<lsp.DocumentDiagnosticReport> {
    try {
      const first = this.#isCalm ? await this.#firstOf(uri) : undefined;
      if (first !== undefined) {
        void this.#askAgainWhenProved(uri);
        return { kind: lsp.DocumentDiagnosticReportKind.Full, items: first };
      }
      const items = await this.#of(uri);
      const resultId = this.#answers.idOf(uri, items);
      if (resultId === known) return { kind: lsp.DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: lsp.DocumentDiagnosticReportKind.Full, resultId, items };
    } catch (error) {
      if (!(error instanceof Outdated) || error.isClosed) throw error;
      const data: lsp.DiagnosticServerCancellationData = { retriggerRequest: true };
      throw new lsp.ResponseError(lsp.LSPErrorCodes.ServerCancelled, error.message, data);
    }
  }

  /**
   * What is wrong with the text of a document that nothing has been said of yet, where its firewall takes long to be
   * proved. After an edit all comes together: what is shown already would go and come back.
   */
  async #firstOf(uri: string): Promise<lsp.Diagnostic[] | undefined> {
    const document = this.#scripts.documents.get(uri);
    if (document === undefined || isMarkdown(document) || isProjectFile(uri) || this.#looked.has(uri)) return undefined;
    this.#looked.add(uri);
    const { enable, maxProblems, persona, rules } = await this.#settings.of(uri);
    const faults = enable ? await this.#scripts.faultsFirst(uri) : undefined;
    const shown = select(faults ?? [], { persona, severities: rules });
    if (shown.length === 0) return undefined;
    return shown.slice(0, maxProblems).map((finding) => toDiagnostic(document, finding, false));
  }

  async #askAgainWhenProved(uri: string): Promise<void> {
    // Of a text that is no more newer problems are asked for already.
    const isProved = await this.#scripts.find(uri).then(
      (script) => script !== undefined,
      () => false,
    );
    if (isProved) this.#connection.languages.diagnostics.refresh();
  }

  #schedule(uri: string): void {
    if (this.arePulled) return;
    clearTimeout(this.#pending.get(uri));
    this.#pending.set(
      uri,
      setTimeout(() => void this.#push(uri), PUSH_DELAY),
    );
  }

  async #push(uri: string): Promise<void> {
    const { documents } = this.#scripts;
    const version = documents.get(uri)?.version;
    if (version === undefined) return;
    try {
      const first = await this.#firstOf(uri);
      if (first !== undefined && documents.get(uri)?.version === version)
        await this.#connection.sendDiagnostics({ uri, version, diagnostics: first });
      const diagnostics = await this.#of(uri);
      if (documents.get(uri)?.version === version)
        await this.#connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      // What was said of the version before holds no more.
      if (error instanceof OutOfMemory) await this.#connection.sendDiagnostics({ uri, version, diagnostics: [] });
      // Of an outdated text newer problems are on their way.
      else if (!(error instanceof Outdated))
        this.#connection.console.error(`The analysis failed, which is our fault: ${String(error)}`);
    }
  }

  async #of(uri: string): Promise<lsp.Diagnostic[]> {
    const settings = await this.#settings.of(uri);
    const { enable, maxProblems } = settings;
    const document = this.#scripts.documents.get(uri);
    if (document === undefined) return [];
    const related = this.#client().textDocument?.publishDiagnostics?.relatedInformation === true;
    if (isProjectFile(uri))
      return enable ? (await this.#expectations.inProject(uri, related)).slice(0, maxProblems) : [];
    const isScript = !isMarkdown(document);
    if (!enable && isScript) this.#status.problems(uri, 0);
    if (!enable) return [];
    const held = isScript && this.#isCalm ? this.#typing.heldFor(document) : undefined;
    const findings = held ?? (await this.#judged(document, settings));
    if (findings === undefined) return [];
    const router = related && isScript ? await this.#routers.of(uri) : undefined;
    const problems = findings.filter((finding) => !isFading(finding));
    const shown = problems
      .slice(0, maxProblems)
      .map((finding) => toDiagnostic(document, finding, related, (file) => router?.uriOf(file)));
    const left = problems.length - shown.length;
    if (left > 0) shown.push(leftOut(left));
    if (isScript) this.#status.problems(uri, problems.length);
    const fading = findings.filter(isFading).map((finding) => toDiagnostic(document, finding, false));
    const expectations = isScript ? await this.#expectations.inScript(uri, related) : [];
    return [...shown, ...expectations, ...fading];
  }

  async #judged(document: TextDocument, settings: DocumentSettings): Promise<readonly Finding[] | undefined> {
    const { rules, persona } = settings;
    const isScript = !isMarkdown(document);
    const analysis = isScript ? await this.#script(document.uri) : await this.#markdown(document, settings);
    if (analysis === undefined) return undefined;
    const selected = select(allProblems(analysis), { persona, severities: rules });
    const findings = isScript ? [...selected, ...(await this.#fading(document.uri, selected))] : selected;
    return isScript && this.#isCalm ? this.#typing.judged(document, findings) : findings;
  }

  /** Hints by which an editor that knows tags fades the rules of which problems say that nothing gets to them. */
  async #fading(uri: string, problems: readonly Finding[]): Promise<Finding[]> {
    const { diagnostic, publishDiagnostics } = this.#client().textDocument ?? {};
    const tagSupport = diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport;
    if (tagSupport?.valueSet.includes(lsp.DiagnosticTag.Unnecessary) !== true) return [];
    const script = await this.#scripts.find(uri);
    return script === undefined ? [] : deadRules(script.analysis, problems).map((range) => ({ ...FADING, range }));
  }

  /** What is wrong with a script: of its firewall what the whole router shows. */
  async #script(uri: string): Promise<FileProblems | undefined> {
    const script = await this.#scripts.find(uri);
    return script && routerProblems(this.#routers, uri, script.analysis);
  }

  /** Whoever writes about scripts has more patience than who writes one. */
  async #markdown(document: TextDocument, settings: DocumentSettings): Promise<FileProblems | undefined> {
    if (!settings.markdown) return undefined;
    const key = keyOf(settings);
    let found = this.#markdowns.get(document);
    if (found?.version !== document.version || found.key !== key) {
      this.#endMarkdown(document, new Outdated(false));
      const steps = markdownSteps(document.getText(), analysisOptions(settings));
      const work = this.#scheduler.start(steps, Number.POSITIVE_INFINITY);
      work.done.then(
        ({ failures }) => this.#scripts.logFailures(failures),
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
}

const FADING: Omit<Finding, 'range'> = {
  ruleId: 'never-reached',
  message: 'Never reached.',
  severity: 'hint',
  confidence: 'certain',
  persona: 'regular',
  related: [],
  fixes: [],
  unnecessary: true,
};

function isFading({ ruleId }: Finding): boolean {
  return ruleId === FADING.ruleId;
}

/** What a client was told last of each document, so that the same need not be sent again. */
class Answered {
  readonly #last = new Map<string, { readonly id: string; readonly text: string }>();
  #count = 0;

  /** The same as long as the problems are. */
  idOf(uri: string, items: readonly lsp.Diagnostic[]): string {
    const text = JSON.stringify(items);
    const last = this.#last.get(uri);
    if (last?.text === text) return last.id;
    const id = String(++this.#count);
    this.#last.set(uri, { id, text });
    return id;
  }

  closed(uri: string): void {
    this.#last.delete(uri);
  }
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
    message: `${count === 1 ? 'One more problem is' : `${count} more problems are`} not shown. Fix the first ones, or raise ${SECTION}.maxProblems.`,
  };
}
