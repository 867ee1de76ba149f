/** A copy of the project in which a child process runs tests over sources that are wrong on purpose. */
import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../process.ts';
import { SWITCH } from './operators.ts';
import type { Answer, Question } from './runner.ts';

/** `undecided`: the tests do not end in time on this machine, whatever they test. */
export type Outcome = 'killed' | 'survived' | 'timeout' | 'undecided';

/** Seconds after which a run of one mutant goes in circles. */
const ONE = 90;
/** Seconds that a run of many is meant to take; how much longer than thought it may be, and what is always allowed. */
const MANY = 60;
const PATIENCE = 3;
const LEAST = 20;

const LEFT_OUT = /(?:^|[\\/])(?:node_modules|dist|\.git|\.vscode-test|e2e|kernel|screenshots)(?:$|[\\/])/;

export class Sandbox {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'rosfw-mutants-'));
  #child: ChildProcess | undefined;

  constructor() {
    const kept = (from: string): boolean => !LEFT_OUT.test(path.relative(root, from));
    cpSync(root, this.#folder, { recursive: true, filter: kept });
    // The child looks only once which tests there are.
    writeFileSync(path.join(this.#folder, GENERATED), '');
    symlinkSync(path.join(root, 'node_modules'), path.join(this.#folder, 'node_modules'), 'junction');
  }

  /** Whether tests in the stages, each a list of files or folders, fail while the file holds the text. */
  async try(file: string, text: string, stages: readonly (readonly string[])[]): Promise<Outcome> {
    const there = path.join(this.#folder, file);
    const before = readFileSync(there, 'utf8');
    for (const tests of stages) {
      writeFileSync(there, text);
      const outcome = await this.#ask({ changed: [file], tests });
      writeFileSync(there, before);
      this.#changed.add(file);
      if (outcome === 'survived') continue;
      return (await this.#pass(tests)) ? outcome : 'undecided';
    }
    return 'survived';
  }

  /** How many mutants are worth a try at once with these tests, which passes in time on this machine. */
  async atOnce(tests: readonly string[]): Promise<number> {
    return Math.max(1, Math.floor(MANY / (await this.#secondsOf(tests))));
  }

  /**
   * The same for many mutants at once, in a text that holds them behind switches: those that the tests notice. Undefined
   * where this cannot be told, since one goes in circles or spoils what the others see.
   */
  async tryAll(
    file: string,
    text: string,
    ids: readonly number[],
    tests: readonly string[],
  ): Promise<ReadonlySet<number> | undefined> {
    const there = path.join(this.#folder, file);
    const before = readFileSync(there, 'utf8');
    const seconds = (ids.length + 2) * (await this.#secondsOf(tests));
    writeFileSync(there, text);
    writeFileSync(path.join(this.#folder, GENERATED), forEachMutant([NONE, ...ids, NONE_AGAIN], tests));
    const outcome = await this.#ask(
      { changed: [file, GENERATED], tests: [GENERATED] },
      Math.max(LEAST, PATIENCE * Math.min(seconds, ONE)),
    );
    writeFileSync(there, before);
    this.#changed.add(file);
    const failed = new Set(this.#failedSuites.map(Number));
    // A file that fails as a whole says nothing of its suites.
    if (outcome === 'timeout' || (outcome === 'killed' && failed.size === 0)) return undefined;
    if (failed.has(NONE) || failed.has(NONE_AGAIN)) return undefined;
    return new Set(ids.filter((id) => failed.has(id)));
  }

  /** Whether they pass without any change, in time; tests that fail anyway notice nothing. */
  async #pass(tests: readonly string[]): Promise<boolean> {
    return Number.isFinite(await this.#secondsOf(tests));
  }

  async #secondsOf(tests: readonly string[]): Promise<number> {
    const key = tests.join(' ');
    let seconds = this.#seconds.get(key);
    if (seconds === undefined) {
      const start = performance.now();
      const outcome = await this.#ask({ changed: [], tests });
      if (outcome === 'killed') throw new Error(`Without any change: ${outcome} by ${key}. ${this.#why}`);
      seconds = outcome === 'timeout' ? Number.POSITIVE_INFINITY : (performance.now() - start) / 1000;
      this.#seconds.set(key, seconds);
    }
    return seconds;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Files that the child has read as they are no more. */
  readonly #changed = new Set<string>();
  /** What tests take without any change; infinite where that is too long. */
  readonly #seconds = new Map<string, number>();
  #why = '';
  #failedSuites: readonly string[] = [];

  #ask({ changed, tests }: Question, seconds = ONE): Promise<Outcome> {
    this.#child ??= this.#start();
    const child = this.#child;
    const question: Question = { tests, changed: [...new Set([...changed, ...this.#changed])] };
    this.#changed.clear();
    return new Promise((resolve, reject) => {
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === 'timeout') {
          child.kill('SIGKILL');
          this.#child = undefined;
        }
        resolve(outcome);
      };
      const timer = setTimeout(() => done('timeout'), seconds * 1000);
      child.once('message', (answer: Answer) => {
        if (answer.ran === 0) reject(new Error(`No test ran in ${tests.join(', ')}.`));
        this.#why = answer.why;
        this.#failedSuites = answer.failedSuites;
        done(answer.failed > 0 ? 'killed' : 'survived');
      });
      // What ends the process is noticed, too.
      child.once('exit', () => {
        this.#child = undefined;
        this.#failedSuites = [String(NONE)];
        done('killed');
      });
      child.send(question);
    });
  }

  #start(): ChildProcess {
    const runner = path.join(this.#folder, 'scripts/mutation/runner.ts');
    const env = { ...process.env, CI: '1', ROSFW_SHARED: path.join(this.#folder, 'nothing') };
    return fork(runner, [], { cwd: this.#folder, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }
}

/** Runs the tests for many mutants. */
const GENERATED = 'test/generated.test.ts';
/** Runs without any mutant, first and last. */
const NONE = -1;
const NONE_AGAIN = -2;

/** A test file that runs the others for each mutant, in a suite with its number, until one of its tests fails. */
function forEachMutant(ids: readonly number[], tests: readonly string[]): string {
  const suites = ids.map((id) => {
    const imports = tests.map((test) => `await import('./${path.relative('test', test)}?mutant=${id}');`);
    return `describe('${id}', async () => {
  ${SWITCH} = ${id};
  ${imports.join('\n  ')}
  ${SWITCH} = undefined;
  let isNoticed = false;
  beforeAll(() => {
    ${SWITCH} = ${id};
  });
  beforeEach(({ skip }) => {
    if (isNoticed) skip();
  });
  afterEach(({ task }) => {
    isNoticed ||= task.result?.state === 'fail';
  });
  afterAll(() => {
    ${SWITCH} = undefined;
  });
});`;
  });
  return `import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';\n${suites.join('\n')}\n`;
}
