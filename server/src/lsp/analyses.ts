import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analysisSteps } from '../analysis/analyse.ts';
import type { AnalysisOptions, FileAnalysis, TextReading } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Steps } from '../text/steps.ts';
import { OutOfMemory, type Scheduler, type Work, withResolvers } from './scheduler.ts';
import type { SyntaxTrees } from './syntaxTrees.ts';

/** Analyses of documents with so much text in all are kept; each takes about a hundred times as much memory. */
const MOST_TEXT = 500_000;
/** So many are kept, however long their texts are. */
const FEWEST = 3;

/** What part of a text that was too long is tried again. */
const MUCH_SHORTER = 0.9;

/** What was asked is about a text that is no more. */
export class Outdated extends Error {
  /** There is no newer version either. */
  readonly isClosed: boolean;

  constructor(isClosed: boolean) {
    super(isClosed ? 'The document was closed.' : 'The document has changed.');
    this.isClosed = isClosed;
  }
}

/** The analysis of one version of a document, as far as it has come. */
export interface Attempt {
  readonly version: number;
  /** Rejected, like `done`, with `Outdated` where the document moves on meanwhile. */
  readonly reading: Promise<TextReading>;
  /** The faults of the text, which are known long before the firewall is proved. */
  readonly faults: Promise<readonly Finding[]>;
  readonly done: Promise<FileAnalysis>;
  /** Milliseconds that have been spent on it. */
  readonly spent: number;
}

/** One analysis for each version of each open document, whoever asks; an edit ends that of the version before. */
export class Analyses {
  readonly #scheduler: Scheduler;
  readonly #trees: SyntaxTrees;
  readonly #attempts = new Map<string, Running>();
  /** The last analysis that came to its end, those asked for last behind. */
  readonly #finished = new Map<string, Finished>();
  /** How long texts were for which the memory did not suffice: longer ones are not tried. */
  readonly #tooLong = new Map<string, number>();

  constructor(scheduler: Scheduler, trees: SyntaxTrees) {
    this.#scheduler = scheduler;
    this.#trees = trees;
  }

  /** Of the present version. `key` stands for the options: where it is the same, so are they. */
  of(document: TextDocument, options: AnalysisOptions, key: string): Attempt {
    const running = this.#attempts.get(document.uri);
    const last = this.#finished.get(document.uri);
    // Under the name of an unsaved script that was closed another one may have been opened, with the same version.
    if (running?.document === document && running.version === document.version && running.key === key) {
      if (last !== undefined) this.#note(last);
      return running;
    }
    this.changed(document);
    const attempt = new Running(document, key);
    this.#attempts.set(document.uri, attempt);
    const previous = last?.document === document && last.key === key ? last.analysis : undefined;
    const { length } = document.getText();
    const isTooLong = length >= (this.#tooLong.get(document.uri) ?? Number.POSITIVE_INFINITY);
    const steps = isTooLong ? refused() : this.#steps(document, options, previous, attempt);
    attempt.start(this.#scheduler, steps, length);
    attempt.done.catch((error: unknown) => {
      if (!isTooLong && error instanceof OutOfMemory) this.#tooLong.set(document.uri, length * MUCH_SHORTER);
    });
    return attempt;
  }

  /** The version that is at work is no longer wanted. */
  changed(document: TextDocument): void {
    this.#attempts.get(document.uri)?.end(new Outdated(false));
    this.#attempts.delete(document.uri);
  }

  closed(document: TextDocument): void {
    this.#attempts.get(document.uri)?.end(new Outdated(true));
    this.#attempts.delete(document.uri);
    this.#finished.delete(document.uri);
    this.#tooLong.delete(document.uri);
    this.#trees.forget(document);
  }

  *#steps(
    document: TextDocument,
    options: AnalysisOptions,
    previous: FileAnalysis | undefined,
    attempt: Running,
  ): Steps<FileAnalysis> {
    const tree = yield* this.#trees.steps(document);
    const analysis = yield* analysisSteps(tree, options, {
      previous,
      whenRead: (reading) => attempt.read.resolve(reading),
      whenFaultsAreKnown: (faults) => attempt.faulty.resolve(faults),
    });
    this.#note({ document, analysis, key: attempt.key });
    return analysis;
  }

  /** Remembers what was asked for last, and forgets what was not asked for in a long time. */
  #note(finished: Finished): void {
    const { uri } = finished.document;
    this.#finished.delete(uri);
    this.#finished.set(uri, finished);
    let length = 0;
    for (const { analysis } of this.#finished.values()) length += analysis.text.length;
    for (const [other, { analysis, document }] of this.#finished) {
      if (length <= MOST_TEXT || this.#finished.size <= FEWEST) return;
      // Of a newer version that is at work the last analysis is still needed.
      if (this.#attempts.get(other)?.isOver === false) continue;
      length -= analysis.text.length;
      this.#finished.delete(other);
      this.#attempts.delete(other);
      this.#trees.forget(document);
    }
  }
}

// biome-ignore lint/correctness/useYield: it ends before its first step.
function* refused(): Steps<never> {
  throw new OutOfMemory();
}

/** Asks again where the document changes meanwhile; undefined where it is closed. */
export async function patiently<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let left = MOST_TRIES; ; left--) {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof Outdated) || left === 0) throw error;
      if (error.isClosed) return undefined;
    }
  }
}

const MOST_TRIES = 20;

interface Finished {
  readonly document: TextDocument;
  readonly analysis: FileAnalysis;
  readonly key: string;
}

class Running implements Attempt {
  readonly document: TextDocument;
  readonly version: number;
  readonly key: string;
  readonly read = withResolvers<TextReading>();
  readonly faulty = withResolvers<readonly Finding[]>();
  #work: Work<FileAnalysis> | undefined;

  constructor(document: TextDocument, key: string) {
    this.document = document;
    this.version = document.version;
    this.key = key;
    this.read.promise.catch(() => undefined);
    this.faulty.promise.catch(() => undefined);
  }

  get reading(): Promise<TextReading> {
    return this.read.promise;
  }

  get faults(): Promise<readonly Finding[]> {
    return this.faulty.promise;
  }

  get done(): Promise<FileAnalysis> {
    return (this.#work as Work<FileAnalysis>).done;
  }

  get spent(): number {
    return this.#work?.spent ?? 0;
  }

  get isOver(): boolean {
    return this.#work?.isOver === true;
  }

  start(scheduler: Scheduler, steps: Steps<FileAnalysis>, size: number): void {
    this.#work = scheduler.start(steps, size);
    this.#work.done.catch((error: unknown) => {
      this.read.reject(error);
      this.faulty.reject(error);
    });
  }

  end(reason: Error): void {
    this.read.reject(reason);
    this.faulty.reject(reason);
    this.#work?.cancel(reason);
  }
}
