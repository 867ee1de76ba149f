/**
 * The longest step of opening a script in the server: `npm run bench -- longestSteps`, or of other scripts
 * `node scripts/bench/longestSteps.ts FILE…`, where a folder stands for its files. Between two steps the server answers
 * others, so this is how long a hover elsewhere waits, in CPU time of the thread. Each script has a process of its own,
 * with 4 GB and two minutes; one that does not end in these fails the command.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { analysisSteps } from '../../server/src/analysis/analyse.ts';
import { parseSteps } from '../../server/src/syntax/parse.ts';
import type { Steps } from '../../server/src/text/steps.ts';
import { HOSTILE_SCRIPTS } from '../../test/support/hostileScripts.ts';
import { printTable } from './report.ts';

const SECONDS = 120;
const MEGABYTES = 4_000;
/** What a hover may wait, in milliseconds. */
const AIM = 50;

interface Opened {
  readonly longest: number;
  readonly total: number;
  readonly megabytes: number;
}

const [first, ...others] = process.argv.slice(2);
if (first === '--one') console.log(JSON.stringify(opened(readFileSync(others[0] as string, 'utf8'))));
else if (first === undefined) compareOwn();
else compare([first, ...others].flatMap(filesOf));

function compareOwn(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rosfw-'));
  try {
    const files = HOSTILE_SCRIPTS.map(({ what, count, text }) => {
      const file = path.join(folder, `${what}.rsc`);
      writeFileSync(file, text(count));
      return file;
    });
    compare(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(files: readonly string[]): void {
  const rows = files.map((file) => {
    const result = inOwnProcess(file);
    const { name } = path.parse(file);
    const size = (statSync(file).size / 1_000).toFixed(0);
    if (typeof result === 'string') {
      process.exitCode = 1;
      return [name, size, result];
    }
    const { longest, total, megabytes } = result;
    const figures = [longest, total, megabytes].map((figure) => figure.toFixed(0));
    return [name, size, ...figures, longest <= AIM ? 'met' : 'not met'];
  });
  printTable([['script', 'kB', 'longest step, ms', 'all, ms', 'MB', `aim ${AIM} ms`], ...rows]);
}

function inOwnProcess(file: string): Opened | string {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEGABYTES}`, fileURLToPath(import.meta.url), '--one', file],
    { encoding: 'utf8', timeout: SECONDS * 1_000 },
  );
  if (status === 0) return JSON.parse(stdout) as Opened;
  if (stderr.includes('heap out of memory')) return 'out of memory';
  return signal === 'SIGTERM' ? `over ${SECONDS} s` : `ended with ${status ?? signal}`;
}

function opened(text: string): Opened {
  const times = { longest: 0, total: 0 };
  const tree = timed(parseSteps(text), times);
  timed(analysisSteps(tree), times);
  return { ...times, megabytes: process.resourceUsage().maxRSS / 1_000 };
}

/** Does the work, and adds its steps to the times. */
function timed<T>(steps: Steps<T>, times: { longest: number; total: number }): T {
  for (;;) {
    const start = process.threadCpuUsage();
    const step = steps.next();
    const { user, system } = process.threadCpuUsage(start);
    const time = (user + system) / 1_000;
    times.longest = Math.max(times.longest, time);
    times.total += time;
    if (step.done === true) return step.value;
  }
}

function filesOf(name: string): readonly string[] {
  if (!statSync(name).isDirectory()) return [name];
  return readdirSync(name)
    .sort()
    .map((file) => path.join(name, file));
}
