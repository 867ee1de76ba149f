import { spawn } from 'node:child_process';
import process from 'node:process';
import { EXIT } from '../exitCode.ts';

/** A command of ours, as a process of its own. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: string | undefined;
}

export interface CommandResult {
  readonly output: string;
  /** What was said beside, such as which files were left out. */
  readonly notes: string;
}

/**
 * Runs `rosfw` for an assistant: the same walls, limits and reports as on the command line. A process can be ended, and
 * whatever a script does to it, the server stays. Few run at once, and each has an end.
 */
export class CommandRunner {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** Rejects with an `Error` whose message says what is wrong with the question. */
  async run(command: CommandLine, signal?: AbortSignal): Promise<CommandResult> {
    if (this.#running >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await run(command, signal);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}

const MOST_AT_ONCE = 2;
/** Milliseconds. */
const LONGEST = 120_000;
/** Bytes: more no assistant can read. */
const LARGEST_ANSWER = 4_000_000;

function run({ args, cwd, input }: CommandLine, signal: AbortSignal | undefined): Promise<CommandResult> {
  const [script = ''] = process.argv.slice(1);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, [...process.execArgv, script, ...args], { cwd, env });
    const output: Buffer[] = [];
    const notes: Buffer[] = [];
    let size = 0;
    const end = (message: string): void => {
      child.kill('SIGKILL');
      reject(new Error(message));
    };
    const timer = setTimeout(() => end(`This took longer than ${LONGEST / 1000} s and was ended.`), LONGEST);
    const cancel = (): void => end('The question was taken back.');
    signal?.addEventListener('abort', cancel);
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      output.push(part);
      if (size > LARGEST_ANSWER) end('The answer is larger than 4 MB. Ask about fewer files.');
    });
    child.stderr.on('data', (part: Buffer) => {
      if (notes.length < 1000) notes.push(part);
    });
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      const said = Buffer.concat(notes).toString().trim();
      if (code === EXIT.clean || code === EXIT.findings)
        resolve({ output: Buffer.concat(output).toString(), notes: said });
      else reject(new Error(said || 'This failed, which is our fault.'));
    });
    // One that ends before it has read everything says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
