/** Running programs, and ending them for sure. Shared by the scripts and by the tests in VS Code. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The folder of the project. */
export const root = path.resolve(import.meta.dirname, '..');

const cleanups = new Set<() => void>();
process.on('exit', () => {
  for (const cleanup of cleanups) cleanup();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Does `cleanup` when this process ends, however it ends (but for SIGKILL). The result does it now instead. */
export function atExit(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => {
    if (cleanups.delete(cleanup)) cleanup();
  };
}

/** Starts a program that does not outlive this one. SIGTERM lets a script of ours end its own children first. */
export function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): ChildProcess {
  const child = spawn(command, args, options);
  const kill = () => void child.kill(signal);
  cleanups.add(kill);
  child.once('exit', () => cleanups.delete(kill));
  return child;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the program is told to end; it then has ten seconds to clean up. Default: ten minutes. */
  readonly timeout?: number;
  /** Gets each line of the output; without it the output goes to ours. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end and returns its exit code; one that could not start, hung or was killed has code 1. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const { onLine, timeout = 600_000 } = options;
  const child = start(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', onLine ? 'pipe' : 'inherit', onLine ? 'pipe' : 'inherit'],
  });
  if (onLine) {
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream! }).on('line', onLine);
  }
  const say = onLine ?? console.error;
  const giveUp = setTimeout(() => {
    say(`${path.basename(command)} did not end within ${timeout / 1000} s.`);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  }, timeout);
  return new Promise((resolve) => {
    const end = (code: number) => {
      clearTimeout(giveUp);
      resolve(code);
    };
    child.once('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      end(1);
    });
    // "close", not "exit": the last lines of the output are still to come at "exit".
    child.once('close', (code) => end(code ?? 1));
  });
}

/** Runs a script of ours or a tool from node_modules with the Node that runs this script. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return run(process.execPath, [path.resolve(root, script), ...args], options);
}

/** Runs npm: the one that started us, else the one on the PATH. */
export function runNpm(args: readonly string[], options: RunOptions = {}): Promise<number> {
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], options);
  // On Windows npm is a batch file, which only a shell can start.
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args], options) : run('npm', args, options);
}
