/**
 * The longest step of opening a script: `npm run bench -- longestSteps`, or of other scripts
 * `node scripts/bench/longestSteps.ts FILE…`, where a folder stands for its files. Between two steps the server answers
 * others, so this is how long a hover elsewhere waits, in CPU time of the thread: once for reading and judging alone, in
 * a process of its own with 4 GB and two minutes, and once for the packed server that is asked all that an editor asks.
 * A script that does not end in these fails the command.
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
import { scriptOf } from '../../test/support/firewallOf.ts';
import { HOSTILE_SCRIPTS } from '../../test/support/hostileScripts.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../../test/support/realisticRules.ts';
import { root, runNode } from '../process.ts';
import { BenchClient } from './client.ts';
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

interface Served {
  readonly longestTurn: number;
}

const SERVER = path.join(root, 'dist/server.js');
const SMALL = scriptOf(realisticRules(50, 1).rules, { interfaceLists: REALISTIC_INTERFACE_LISTS });

const [first, ...others] = process.argv.slice(2);
if (first === '--judge') console.log(JSON.stringify(opened(readFileSync(others[0] as string, 'utf8'))));
else if (first === '--serve') console.log(JSON.stringify(await served(readFileSync(others[0] as string, 'utf8'))));
else {
  if ((await runNode('scripts/build.ts', ['--production'])) !== 0) throw new Error('the build failed');
  if (first === undefined) compareOwn();
  else compare([first, ...others].flatMap(filesOf));
}

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
    const judged = inOwnProcess<Opened>('--judge', file);
    const server = inOwnProcess<Served>('--serve', file);
    const { name } = path.parse(file);
    const size = (statSync(file).size / 1_000).toFixed(0);
    const failure = [judged, server].find((result) => typeof result === 'string');
    if (failure !== undefined) process.exitCode = 1;
    const figures =
      typeof judged === 'string'
        ? [judged, '', '']
        : [judged.longest, judged.total, judged.megabytes].map((figure) => figure.toFixed(0));
    const turn = typeof server === 'string' ? server : server.longestTurn.toFixed(0);
    const longest = Math.max(...[judged, server].map(longestOf));
    return [name, size, ...figures, turn, longest <= AIM ? 'met' : 'not met'];
  });
  const head = ['script', 'kB', 'longest step, ms', 'all, ms', 'MB', 'longest turn of the server, ms', `aim ${AIM} ms`];
  printTable([head, ...rows]);
}

function longestOf(result: Opened | Served | string): number {
  if (typeof result === 'string') return Number.POSITIVE_INFINITY;
  return 'longest' in result ? result.longest : result.longestTurn;
}

function inOwnProcess<T>(what: '--judge' | '--serve', file: string): T | string {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEGABYTES}`, fileURLToPath(import.meta.url), what, file],
    { encoding: 'utf8', timeout: SECONDS * 1_000 },
  );
  if (status === 0) return JSON.parse(stdout) as T;
  if (stderr.includes('heap out of memory')) return 'out of memory';
  return signal === 'SIGTERM' ? `over ${SECONDS} s` : `ended with ${status ?? signal}`;
}

/** Opens it in the packed server, which has opened small files before, as after the first minute of a day. */
async function served(text: string): Promise<Served> {
  const client = await BenchClient.start(SERVER, {
    probe: 'longestTurn',
    nodeArguments: [`--max-old-space-size=${MEGABYTES}`],
  });
  for (let i = 0; i < 20; i++) {
    client.open(`file:///small${i}.rsc`, SMALL);
    await client.everything(`file:///small${i}.rsc`);
  }
  await client.probe();
  const uri = 'file:///hostile.rsc';
  client.open(uri, text);
  await client.everything(uri);
  const longestTurn = await client.probe();
  await client.stop();
  return { longestTurn };
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
