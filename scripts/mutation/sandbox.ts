/** A copy of the project in which a child process runs tests over sources that are wrong on purpose. */
import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../process.ts';
import type { Answer, Question } from './runner.ts';

/** `undecided`: the tests do not end in time on this machine, whatever they test. */
export type Outcome = 'killed' | 'survived' | 'timeout' | 'undecided';

const LEFT_OUT = /(?:^|[\\/])(?:node_modules|dist|\.git|\.vscode-test|e2e|kernel|screenshots)(?:$|[\\/])/;

export class Sandbox {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'rosfw-mutants-'));
  readonly #seconds: number;
  #child: ChildProcess | undefined;

  /** A run that takes longer than `seconds` goes in circles. */
  constructor(seconds: number) {
    this.#seconds = seconds;
    const kept = (from: string): boolean => !LEFT_OUT.test(path.relative(root, from));
    cpSync(root, this.#folder, { recursive: true, filter: kept });
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

  /** Whether they pass without any change, in time; tests that fail anyway notice nothing. */
  async #pass(tests: readonly string[]): Promise<boolean> {
    const key = tests.join(' ');
    if (this.#passing.has(key)) return true;
    const outcome = await this.#ask({ changed: [], tests });
    if (outcome === 'timeout') return false;
    if (outcome !== 'survived') throw new Error(`Without any change: ${outcome} by ${key}. ${this.#why}`);
    this.#passing.add(key);
    return true;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Files that the child has read as they are no more. */
  readonly #changed = new Set<string>();
  readonly #passing = new Set<string>();
  #why = '';

  #ask({ changed, tests }: Question): Promise<Outcome> {
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
      const timer = setTimeout(() => done('timeout'), this.#seconds * 1000);
      child.once('message', (answer: Answer) => {
        if (answer.ran === 0) reject(new Error(`No test ran in ${tests.join(', ')}.`));
        this.#why = answer.why;
        done(answer.failed > 0 ? 'killed' : 'survived');
      });
      // What ends the process is noticed, too.
      child.once('exit', () => {
        this.#child = undefined;
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
