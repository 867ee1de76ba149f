import { type Connection, MessageType, ShowMessageNotification, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RuleFailure } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { decoded } from '../project/project.ts';
import type { Steps } from '../text/steps.ts';
import { type Analyses, type Attempt, Outdated, patiently } from './analyses.ts';
import type { OpenScript, ReadScript, Scripts } from './answers.ts';
import { isProjectFile } from './projects.ts';
import { OutOfMemory, type Scheduler } from './scheduler.ts';
import { analysisOptions, keyOf, type SettingsStore } from './settingsStore.ts';
import type { Status } from './status.ts';

/** The scripts that are open, each with the analysis of its present version for the settings that hold for it. */
export class OpenScripts implements Scripts {
  readonly documents: TextDocuments<TextDocument>;
  readonly #connection: Connection;
  readonly #analyses: Analyses;
  readonly #scheduler: Scheduler;
  readonly #settings: SettingsStore;
  readonly #status: Status;
  readonly #followed = new WeakSet<Attempt>();

  constructor(
    connection: Connection,
    documents: TextDocuments<TextDocument>,
    analyses: Analyses,
    scheduler: Scheduler,
    settings: SettingsStore,
    status: Status,
  ) {
    this.#connection = connection;
    this.documents = documents;
    this.#analyses = analyses;
    this.#scheduler = scheduler;
    this.#settings = settings;
    this.#status = status;
  }

  document(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  heard(): void {
    this.#scheduler.heard();
  }

  async find(uri: string): Promise<OpenScript | undefined> {
    const asked = await this.#attempt(uri);
    if (asked === undefined) return undefined;
    const { document, attempt } = asked;
    const analysis = await attempt.done;
    if (document.version !== attempt.version) throw new Outdated(false);
    return { document, analysis };
  }

  async read(uri: string): Promise<ReadScript | undefined> {
    const asked = await this.#attempt(uri);
    if (asked === undefined) return undefined;
    const { document, attempt } = asked;
    const analysis = await attempt.reading;
    if (document.version !== attempt.version) throw new Outdated(false);
    return { document, analysis };
  }

  /** The faults of a text whose firewall is still being proved; undefined where all is known, or nothing will be. */
  async faultsFirst(uri: string): Promise<readonly Finding[] | undefined> {
    const asked = await this.#attempt(uri);
    if (asked === undefined) return undefined;
    const { document, attempt } = asked;
    if (document.getText().length < LONG) return undefined;
    const all = attempt.done.then(
      () => undefined,
      () => undefined,
    );
    const faults = await Promise.race([all, Promise.all([attempt.faults, later(PATIENCE)]).then(([found]) => found)]);
    if (document.version !== attempt.version) throw new Outdated(false);
    return faults;
  }

  async work<T>(document: TextDocument, steps: Steps<T>): Promise<T> {
    const { version } = document;
    const { done } = this.#scheduler.start(whileCurrent(document, steps), document.getText().length);
    const result = await done;
    if (document.version !== version) throw new Outdated(false);
    return result;
  }

  /** Somebody may type in one of them while all are asked: then it is asked again. */
  async *all<Script>(find: (uri: string) => Promise<Script | undefined>): AsyncIterable<Script> {
    for (const uri of this.documents.keys()) {
      const script = await patiently(() => find(uri));
      if (script !== undefined) yield script;
    }
  }

  logFailures(failures: readonly RuleFailure[]): void {
    for (const { ruleId, error } of failures) {
      this.#connection.console.error(`The rule ${ruleId} failed, which is our fault: ${String(error)}`);
    }
  }

  /** The settings are asked for first, so that nothing is analysed twice. */
  async #attempt(uri: string): Promise<{ document: TextDocument; attempt: Attempt } | undefined> {
    const document = this.documents.get(uri);
    if (document === undefined || NO_SCRIPTS.has(document.languageId) || isProjectFile(uri)) return undefined;
    const asked = document.version;
    const settings = await this.#settings.of(uri);
    if (this.documents.get(uri) !== document) throw new Outdated(true);
    if (document.version !== asked) throw new Outdated(false);
    const attempt = this.#analyses.of(document, analysisOptions(settings), keyOf(settings));
    if (!this.#followed.has(attempt)) {
      this.#followed.add(attempt);
      this.#status.follow(uri, attempt, settings.versionFrom);
      attempt.done.then(
        ({ failures }) => this.logFailures(failures),
        (error: unknown) => {
          // A message that asks nothing: nobody waits for an answer.
          const message = { type: MessageType.Warning, message: tooLarge(uri) };
          if (error instanceof OutOfMemory)
            void this.#connection.sendNotification(ShowMessageNotification.method, message);
        },
      );
    }
    return { document, attempt };
  }
}

/** Clients that bring us project files may bring other JSON, too. */
const NO_SCRIPTS: ReadonlySet<string> = new Set(['markdown', 'json', 'jsonc']);

/** The firewall of a shorter text is soon proved, however busy the machine is. */
const LONG = 100_000;
/** For so long nobody misses the rest, in milliseconds: two answers would only flicker. */
const PATIENCE = 200;

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function tooLarge(uri: string): string {
  const name = decoded(uri.slice(uri.lastIndexOf('/') + 1));
  return `${name} needs more memory than there is, so it is not analysed. Others are.`;
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
