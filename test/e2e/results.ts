/**
 * Test results on their way out of VS Code. The suite can only talk through the console of its host, so each result is
 * one marked line there; whoever runs the host picks these lines out, prints them for people and counts them.
 */

export type State = 'passed' | 'failed' | 'skipped';

export interface TestResult {
  readonly name: string;
  readonly state: State;
  readonly milliseconds: number;
  /** Why it failed, or why it was skipped. */
  readonly reason?: string;
}

const MARK = '@@test ';

/** Before something to know that is neither passed nor failed, such as a time. */
export const NOTE = '@@note ';

/** The line after the last result. A suite that ends without it did not run to its end. */
export const END = '@@end';

/** One line of plain ASCII: nothing in a test's name may break the line or fall to a console's character set. */
export function encode(result: TestResult): string {
  return MARK + JSON.stringify(result).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The result in a line of console output, which may have something in front. */
export function decode(line: string): TestResult | undefined {
  const at = line.indexOf(MARK);
  if (at < 0) return undefined;
  try {
    return JSON.parse(line.slice(at + MARK.length)) as TestResult;
  } catch {
    return undefined;
  }
}

/** For people. */
export function describe(result: TestResult): string {
  const sign = { passed: '✔', failed: '✘', skipped: '-' }[result.state];
  const reason = result.reason === undefined ? '' : `\n    ${result.reason.replaceAll('\n', '\n    ')}`;
  return `  ${sign} ${result.name} (${result.milliseconds} ms)${reason}`;
}

/** Collects the results of one run and prints them. */
export class Recorder {
  readonly results: TestResult[] = [];
  /** What else was said. VS Code talks a lot, also when all is well: of interest only when something failed. */
  readonly chatter: string[] = [];
  /** Whether the suite has come to its end. What VS Code says while it closes is of no interest ever. */
  ended = false;

  /** A line of console output. */
  line(text: string): void {
    const result = decode(text);
    const note = text.indexOf(NOTE);
    if (result) this.add(result);
    else if (note >= 0) this.note(text.slice(note + NOTE.length));
    else if (text.includes(END)) this.ended = true;
    else if (!this.ended) this.chatter.push(text);
  }

  note(text: string): void {
    console.log(`  · ${text}`);
  }

  add(result: TestResult): void {
    this.results.push(result);
    console.log(describe(result));
  }

  /** Does one step and records it as a test. A failed step ends the run: what follows would only fail after it. */
  async step(name: string, action: () => Promise<void>): Promise<void> {
    const begin = Date.now();
    try {
      await action();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.add({ name, state: 'failed', milliseconds: Date.now() - begin, reason });
      throw error;
    }
    this.add({ name, state: 'passed', milliseconds: Date.now() - begin });
  }

  get failed(): boolean {
    return this.results.some((result) => result.state === 'failed');
  }
}
