/**
 * `npm test`: everything that can be checked, in order; goes on after a failure. The last line counts: each test of a
 * suite, each step of a window script, and one for each other part.
 * Usage: node scripts/test.ts [--only PART,PART]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { TestResult } from '../test/e2e/results.ts';
import { root, run, runNode } from './process.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Part {
  readonly name: string;
  readonly title: string;
  /** Parts without which this one makes no sense: if one of them fails, this one is not run and counts as failed. */
  readonly needs?: readonly string[];
  run(): Promise<Counts>;
}

interface Outcome extends Counts {
  readonly name: string;
  readonly seconds: number;
}

/** Scripts that write a file that is in the repository; with --check they fail when it is out of date. */
const generators: readonly string[] = ['scripts/catalog.ts', 'scripts/docs.ts'];

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

const resultsFolder = path.join(root, 'dist/test-results');
const inVsCode = { needs: ['package', 'vscode'] };

const parts: readonly Part[] = [
  { name: 'types', title: 'Types', run: () => check('scripts/types.ts') },
  { name: 'lint', title: 'Lint and format', run: () => check('node_modules/@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'build', title: 'Build', run: () => check('scripts/build.ts') },
  ...generators.map((script) => ({
    name: path.basename(script, '.ts'),
    title: `Up to date: what ${script} writes`,
    run: () => check(script, '--check'),
  })),
  { name: 'unit', title: 'Unit tests', run: () => vitest('unit') },
  { name: 'properties', title: 'Property tests', run: () => vitest('properties') },
  { name: 'kernel', title: 'The model against the Linux kernel', run: () => vitest('kernel') },
  { name: 'editors', title: 'Editors with rosfw lsp', run: () => vitest('editors') },
  { name: 'package', title: 'The packed extension', run: () => check('scripts/package.ts', '--twice') },
  { name: 'vscode', title: 'A VS Code to test in', run: () => check('test/e2e/install.ts') },
  { name: 'node-suite', title: 'VS Code, Node host: suite', ...inVsCode, run: () => vsCode('node', 'suite') },
  { name: 'web-suite', title: 'VS Code, web host: suite', ...inVsCode, run: () => vsCode('web', 'suite') },
  { name: 'node-ui', title: 'VS Code, Node host: window', ...inVsCode, run: () => vsCode('node', 'ui') },
  { name: 'typist', title: 'VS Code: scripts typed key by key', ...inVsCode, run: () => vsCode('node', 'typist') },
  { name: 'web-ui', title: 'VS Code, web host: window', ...inVsCode, run: () => vsCode('web', 'ui') },
  { name: 'site', title: 'The site in a browser', run: siteInBrowser },
  { name: 'bare', title: 'A machine with nothing but Node', run: bareMachine },
];

/** A part that passes or fails as a whole. */
async function check(script: string, ...args: string[]): Promise<Counts> {
  return (await runNode(script, args)) === 0 ? PASSED : FAILED;
}

/** What .ci/bare-machine ends with where it cannot make one. */
const NO_MACHINE = 75;

/** Both commands of the README in a Debian of its own; only root can make one. */
async function bareMachine(): Promise<Counts> {
  const isPossible = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'command -v debootstrap']).status === 0;
  const code = isPossible ? await run('.ci/bare-machine', [], { timeout: 900_000 }) : NO_MACHINE;
  if (code !== NO_MACHINE) return code === 0 ? PASSED : FAILED;
  console.warn('skipped, since only root with debootstrap and a mirror of Debian can make such a machine');
  return { passed: 0, failed: 0, skipped: 1 };
}

/** Sixteen thousand unit tests take ten minutes on two busy cores. */
const LONGEST_PROJECT = 1_200_000;

async function vitest(project: string): Promise<Counts> {
  const file = resultsFile(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['run', '--project', project, ...reporters];
  const code = await runNode('node_modules/vitest/vitest.mjs', args, { timeout: LONGEST_PROJECT });
  const report = readJson<{ numPassedTests: number; numFailedTests: number; numTotalTests: number }>(file);
  if (!report) return FAILED;
  const { numPassedTests: passed, numFailedTests: failed, numTotalTests: total } = report;
  return honest(code, { passed, failed, skipped: total - passed - failed });
}

async function siteInBrowser(): Promise<Counts> {
  const file = resultsFile('site');
  return countOf(await runNode('test/site/run.ts', ['--output', file], { timeout: 300_000 }), file);
}

async function vsCode(host: 'node' | 'web', what: 'suite' | 'ui' | 'typist'): Promise<Counts> {
  const file = resultsFile(`${host}-${what}`);
  return countOf(await runNode('test/e2e/run.ts', [host, what, '--output', file], { timeout: 400_000 }), file);
}

/** What a run left in its file of results. */
function countOf(code: number, file: string): Counts {
  const results = readJson<TestResult[]>(file);
  if (!results) return FAILED;
  const count = (state: TestResult['state']) => results.filter((result) => result.state === state).length;
  return honest(code, { passed: count('passed'), failed: count('failed'), skipped: count('skipped') });
}

/** A run that failed without a failed test, or in which no test ran, has failed all the same. */
function honest(code: number, counts: Counts): Counts {
  const ran = counts.passed + counts.failed + counts.skipped > 0;
  return counts.failed === 0 && (code !== 0 || !ran) ? { ...counts, failed: 1 } : counts;
}

/** Where a part leaves its results; without those of an earlier run. */
function resultsFile(name: string): string {
  const file = path.join(resultsFolder, `${name}.json`);
  mkdirSync(resultsFolder, { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

async function runPart(part: Part, earlier: readonly Outcome[]): Promise<Outcome> {
  console.log(`\n--- ${part.title} (${part.name})`);
  const begin = performance.now();
  const broken = part.needs?.filter((need) => earlier.some((outcome) => outcome.name === need && outcome.failed > 0));
  if (broken?.length) console.error(`Not run, because this failed: ${broken.join(', ')}.`);
  const counts = broken?.length ? FAILED : await part.run();
  return { ...counts, name: part.name, seconds: (performance.now() - begin) / 1000 };
}

function table(outcomes: readonly Outcome[]): string {
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, column) => (column === 0 ? String(cell).padEnd(14) : String(cell).padStart(9))).join('');
  const lines = outcomes.map(({ name, passed, failed, skipped, seconds }) =>
    row([name, passed, failed, skipped, `${seconds.toFixed(1)} s`]),
  );
  return [row(['part', 'passed', 'failed', 'skipped', 'time']), ...lines].join('\n');
}

function chosenParts(only: string | undefined): readonly Part[] {
  if (only === undefined) return parts;
  const names = only.split(',');
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(', ')}. The parts are ${parts.map((part) => part.name).join(', ')}.`);
    process.exit(2);
  }
  return parts.filter((part) => names.includes(part.name));
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const outcomes: Outcome[] = [];
for (const part of chosenParts(values.only)) outcomes.push(await runPart(part, outcomes));

const sum = (key: keyof Counts) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`\n${table(outcomes)}\n\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
