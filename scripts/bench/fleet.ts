/**
 * The backups of a fleet: `npm run bench -- fleet`, or `node scripts/bench/fleet.ts 10000` for so many exports of 12 kB.
 * How many files a second, how much faster two threads are than one, and whether the memory stays flat. The yardstick of
 * two threads are two processes with half of the files each: cores that share a cache, a memory and a clock are not twice
 * as fast as one, whatever runs on them.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { atExit, runNode } from '../process.ts';
import { judge, median } from './report.ts';

const count = Number(process.argv[2] ?? 2_000);
const ROUNDS = 3;
const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-fleet-'));
atExit(() => rmSync(folder, { recursive: true, force: true }));
const dist = path.join(folder, 'dist');
if ((await runNode('scripts/build.ts', ['--production', '--cli', '--outdir', dist])) !== 0) process.exit(1);

/** An export like any other; the number makes each a text of its own. */
function backup(number: number): string {
  const address = (index: number): string => `10.${number % 250}.${index}.0/24`;
  const lines = (size: number, line: (index: number) => string): string =>
    Array.from({ length: size }, (_, i) => line(i)).join('');
  return `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface bridge
add name=bridge1
/ip firewall address-list
${lines(60, (i) => `add address=${address(i)} comment="site ${number} network ${i}" list=inside\n`)}/ip firewall filter
add action=accept chain=input comment="established" connection-state=established,related,untracked
add action=drop chain=input comment="invalid" connection-state=invalid
${lines(60, (i) => `add action=accept chain=input comment="service ${i}" dst-port=${2000 + i} protocol=tcp src-address=${address(i)} src-address-list=inside\n`)}add action=drop chain=input comment="everything else"
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward comment="from outside" connection-nat-state=!dstnat in-interface=ether1
`;
}

function write(name: string, files: number): string {
  const target = path.join(folder, name);
  mkdirSync(target);
  for (let i = 0; i < files; i++) writeFileSync(path.join(target, `${String(i).padStart(5, '0')}.rsc`), backup(i));
  return target;
}

interface Run {
  readonly seconds: number;
  /** The most memory that it took, in megabytes; 0 where the platform does not say. */
  readonly memory: number;
  /** Seconds of CPU time of all threads; 0 where the platform does not say. */
  readonly cpu: number;
}

function check(target: string, threads: number): Promise<Run> {
  const begin = performance.now();
  const args = [path.join(dist, 'cli.js'), 'check', '--no-config', '--threads', String(threads), target];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let memory = 0;
  let cpu = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, residentMemory(child.pid ?? 0));
    cpu = Math.max(cpu, cpuTime(child.pid ?? 0));
  }, 50);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 2 || code === null) reject(new Error(`rosfw ended with ${code}`));
      else resolve({ seconds: (performance.now() - begin) / 1000, memory, cpu });
    });
  });
}

function residentMemory(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The system counts hundredths of a second. */
function cpuTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

const few = write('few', Math.ceil(count / 4));
const all = write('all', count);
const halves = [write('half', Math.ceil(count / 2)), write('other', Math.floor(count / 2))];
console.log(`${count} exports of ${(backup(1).length / 1000).toFixed(1)} kB`);
const runs = { one: [] as Run[], two: [] as Run[], apart: [] as number[] };
// In turn, so that other work on the machine meets all of them.
for (let round = 0; round < ROUNDS; round++) {
  runs.one.push(await check(all, 1));
  runs.two.push(await check(all, 2));
  const begin = performance.now();
  await Promise.all(halves.map((half) => check(half, 1)));
  runs.apart.push((performance.now() - begin) / 1000);
}
const fewer = await check(few, 2);
const seconds = (some: readonly Run[]): number => median(some.map((run) => run.seconds));
const memory = (some: readonly Run[]): number => median(some.map((run) => run.memory));
const cpu = (some: readonly Run[]): number => median(some.map((run) => run.cpu));
const two = seconds(runs.two);
judge([
  { what: 'files a second with one thread', measured: count / seconds(runs.one) },
  { what: 'files a second with two threads', measured: count / two },
  { what: 'memory with one thread (MB)', measured: memory(runs.one) },
  { what: 'memory with two threads (MB)', measured: memory(runs.two) },
  {
    what: 'memory of all by that of a quarter of them',
    measured: memory(runs.two) / Math.max(1, fewer.memory),
    most: 1.5,
  },
  { what: 'CPU time of two threads by that of one', measured: cpu(runs.two) / Math.max(0.01, cpu(runs.one)) },
  { what: 'two processes against one', measured: seconds(runs.one) / median(runs.apart) },
  // The wish is 1.7, which only cores give that two processes do not slow down.
  { what: 'two threads against one', measured: seconds(runs.one) / two },
  {
    what: 'two threads against two processes',
    measured: median(runs.apart) / two,
    least: availableParallelism() > 1 ? 0.9 : 0,
  },
]);
