import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { allProblems } from '../analysis/allProblems.ts';
import { markdownSteps } from '../analysis/analyseMarkdown.ts';
import type { FileProblems } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { select } from '../diagnostics/selection.ts';
import { Outdated } from './analyses.ts';
import { toDiagnostic } from './convert.ts';
import type { OpenScripts } from './openScripts.ts';
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
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
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
    client: () => lsp.ClientCapabilities,
  ) {
    this.#connection = connection;
    this.#scripts = scripts;
    this.#scheduler = scheduler;
    this.#settings = settings;
    this.#status = status;
    this.#typing = typing;
    this.#routers = routers;
    this.#client = client;
  }

  /** Whether the client asks for problems; otherwise they are sent. Doing both would show each twice. */
  get arePulled(): boolean {
    return this.#client().textDocument?.diagnostic !== undefined;
  }

  get capabilities(): lsp.ServerCapabilities {
    if (!this.arePulled) return {};
    return { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } };
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
    if (!this.arePulled) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** An empty answer would clear the problems that are shown, so that a client is to ask again. */
  async report(uri: string): Promise<lsp.DocumentDiagnosticReport> {
    try {
      return { kind: lsp.DocumentDiagnosticReportKind.Full, items: await this.#of(uri) };
    } catch (error) {
      if (!(error instanceof Outdated) || error.isClosed) throw error;
      const data: lsp.DiagnosticServerCancellationData = { retriggerRequest: true };
      throw new lsp.ResponseError(lsp.LSPErrorCodes.ServerCancelled, error.message, data);
    }
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
    const isScript = !isMarkdown(document);
    if (!enable && isScript) this.#status.problems(uri, 0);
    if (!enable) return [];
    const held = isScript && this.#isCalm ? this.#typing.heldFor(document) : undefined;
    const findings = held ?? (await this.#judged(document, settings));
    if (findings === undefined) return [];
    const related = this.#client().textDocument?.publishDiagnostics?.relatedInformation === true;
    const router = related && isScript ? await this.#routers.of(uri) : undefined;
    const shown = findings
      .slice(0, maxProblems)
      .map((finding) => toDiagnostic(document, finding, related, (file) => router?.uriOf(file)));
    const left = findings.length - shown.length;
    if (left > 0) shown.push(leftOut(left));
    if (isScript) this.#status.problems(uri, findings.length);
    return shown;
  }

  async #judged(document: TextDocument, settings: DocumentSettings): Promise<readonly Finding[] | undefined> {
    const { rules, persona } = settings;
    const isScript = !isMarkdown(document);
    const analysis = isScript ? await this.#script(document.uri) : await this.#markdown(document, settings);
    if (analysis === undefined) return undefined;
    const findings = select(allProblems(analysis), { persona, severities: rules });
    return isScript && this.#isCalm ? this.#typing.judged(document, findings) : findings;
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
