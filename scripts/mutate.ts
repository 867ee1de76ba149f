/**
 * Whether the tests notice: makes small wrong changes to the sources, one at a time in a copy of the project, and runs
 * the tests that should fail.
 * Usage: node scripts/mutate.ts [--known] [--folders rules,knock] [--files PATTERN] [--sample 300] [--seed N] [--jobs 2]
 *          [--minutes 8] [--least 90] [--quick] [--json FILE]
 * `--quick` leaves out tests that take seconds, so that more survive than in truth.
 * `--known` tries the changes of `mutation/known.ts` alone, otherwise a random sample is drawn; the seed is printed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { seeded } from '../test/support/seeded.ts';
import { KNOWN, placesOf } from './mutation/known.ts';
import { applyMutant, type Mutant, mutantsOf, withSwitches } from './mutation/operators.ts';
import { type Outcome, Sandbox } from './mutation/sandbox.ts';
import { atExit, root } from './process.ts';

const SOURCES = 'server/src';
const BATCH = 8;
/** Mutants of one file that are tried in one run. */
const AT_ONCE = 40;
const FOLDERS = ['diagnostics', 'rules', 'knock', 'firewall', 'execution'] as const;

/** Tests that look at several rules together. */
const OVER_ALL_RULES = ['rules', 'knocks', 'exposure', 'quiet', 'guide', 'default-firewall', 'pages'].map(
  (name) => `test/rules/${name}.test.ts`,
);
/** Tests of whole files. */
const OVER_FILES = ['test/examples', 'test/corpus/corpus.test.ts'];
const FURTHER = [...OVER_ALL_RULES, ...OVER_FILES];
/** Tests that take seconds, the slowest last. */
const SLOW = ['semanticDiff', 'write/', 'bounds', 'sweep'];

/** A wrong source, and how a person sees what is wrong with it. */
interface Case {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly title: string;
  /** Undefined for a change that is known. */
  readonly mutant?: Mutant;
  /** The file as it was when the mutant was drawn. */
  readonly source?: string;
}

interface Result extends Case {
  readonly outcome: Outcome;
}

const { values } = parseArgs({
  options: {
    known: { type: 'boolean' },
    folders: { type: 'string', default: FOLDERS.join(',') },
    files: { type: 'string' },
    sample: { type: 'string', default: '100' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '60' },
    least: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const cases = values.known === true ? knownCases() : drawnCases();
const results = await run(cases, Number(values.jobs), Date.now() + Number(values.minutes) * 60_000);
report(results);

function knownCases(): Case[] {
  const files = sourcesIn('').map((file) => ({ file, source: readFileSync(path.join(root, file), 'utf8') }));
  return KNOWN.map((known): Case => {
    const { rule, what, search, replace } = known;
    const places = files.flatMap(({ file, source }) =>
      placesOf(known, source).map(({ start, end }) => ({
        file,
        text: source.slice(0, start) + replace + source.slice(end),
      })),
    );
    const [only] = places;
    if (only === undefined || places.length > 1) throw new Error(`${rule}: ${places.length} places hold ${search}`);
    return { folder: 'known', ...only, title: `${rule}: ${what}` };
  });
}

/** As many of each folder, in random order. */
function drawnCases(): Case[] {
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const folders = values.folders.split(',');
  console.log(`Seed ${seed}; --seed ${seed} draws the same mutants again.`);
  const random = seeded(seed);
  const drawn = folders.flatMap((folder) => {
    const files = sourcesIn(folder).filter((file) => values.files === undefined || new RegExp(values.files).test(file));
    const all = files.flatMap((file) => {
      const source = readFileSync(path.join(root, file), 'utf8');
      return mutantsOf(source).map((mutant) => ({ file, source, mutant }));
    });
    const few = shuffled(all, random).slice(0, Math.ceil(Number(values.sample) / folders.length));
    console.log(`${folder}: ${few.length} of ${all.length} mutants in ${files.length} files`);
    return few.map(
      ({ file, source, mutant }): Case => ({
        folder,
        file,
        text: applyMutant(source, mutant),
        title: titleOf(file, source, mutant),
        mutant,
        source,
      }),
    );
  });
  // In turn, so that a run that is ended early has seen something of each.
  return shuffled(drawn, random);
}

function titleOf(file: string, source: string, { operator, start, end, replacement }: Mutant): string {
  const line = source.slice(0, start).split('\n').length;
  const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 90);
  return `${file}:${line} ${operator}: ${short(source.slice(start, end))} → ${short(replacement)}`;
}

/** Those of one file together, so that it is read once; what is not done in time is left out. */
async function run(all: readonly Case[], jobs: number, until: number): Promise<Result[]> {
  const done: Result[] = [];
  const waiting = [...new Set(all.map(({ file }) => file))];
  const work = async (): Promise<void> => {
    const sandbox = new Sandbox();
    const close = atExit(() => sandbox.close());
    for (let file = waiting.shift(); file !== undefined && Date.now() < until; file = waiting.shift()) {
      const own = all.filter((one) => one.file === file);
      for await (const result of tried(sandbox, file, own, until)) {
        done.push(result);
        console.log(`${String(done.length).padStart(4)} ${result.outcome.padEnd(9)} ${result.title}`);
      }
    }
    close();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return done;
}

async function* tried(
  sandbox: Sandbox,
  file: string,
  own: readonly Case[],
  until: number,
): AsyncGenerator<Result, void, undefined> {
  const stages = stagesFor(file);
  const isSwitched = ({ mutant }: Case): boolean => mutant?.isStatic === false;
  const alone = own.filter((one) => !isSwitched(one));
  for (let left = own.filter(isSwitched); left.length > 0; left = left.slice(AT_ONCE)) {
    const few = new Map(left.slice(0, AT_ONCE).map((one, id) => [id, one] as const));
    for (const tests of stages) {
      const atOnce = few.size === 0 ? 0 : await sandbox.atOnce(tests);
      const parts = inPartsOf(atOnce, [...few.keys()]);
      for (let ids = parts.shift(); ids !== undefined; ids = parts.shift()) {
        if (Date.now() > until) return;
        const mutants = new Map(ids.map((id) => [id, few.get(id)?.mutant as Mutant] as const));
        const noticed = await sandbox.tryAll(file, withSwitches(own[0]?.source ?? '', mutants), ids, tests);
        if (noticed === undefined && ids.length > 1) parts.unshift(...inPartsOf(Math.ceil(ids.length / 2), ids));
        for (const id of noticed ?? (ids.length > 1 ? [] : ids)) {
          const one = few.get(id) as Case;
          few.delete(id);
          if (noticed === undefined) alone.push(one);
          else yield { ...one, outcome: 'killed' };
        }
      }
    }
    for (const one of few.values()) yield { ...one, outcome: 'survived' };
  }
  for (const one of alone) {
    if (Date.now() > until) return;
    yield { ...one, outcome: await sandbox.try(file, one.text, stages) };
  }
}

/** The tests that should notice, those that know best first; the others are asked only where these see nothing. */
function stagesFor(file: string): string[][] {
  const own = path.basename(file, '.ts');
  const folder = path.relative(SOURCES, file).split(path.sep)[0] as string;
  const spec = `test/${folder}/${own}.test.ts`;
  // One after the other, so that what a quick file notices costs no slow one.
  const near = testsIn(`test/${folder}`)
    .filter((test) => !values.quick || slowness(test) < 0)
    .map((test) => [test]);
  if (folder !== 'rules')
    return [...near.sort(([a], [b]) => slowness(a) - slowness(b)), ...inBatches(FURTHER.flatMap(testsIn))];
  // What several rules share, all of their specs may notice.
  const stages = isIn(spec)
    ? [[spec, 'test/rules/specs.test.ts'], OVER_ALL_RULES, OVER_FILES]
    : [OVER_ALL_RULES, ['test/rules'], OVER_FILES];
  return stages.flatMap((tests) => inBatches(tests.flatMap(testsIn)));
}

function slowness(test: string | undefined): number {
  return SLOW.findIndex((name) => test?.includes(name) === true);
}

/** The files of unit tests in a file or folder. */
function testsIn(place: string): string[] {
  if (!isIn(place)) return [];
  if (place.endsWith('.ts')) return [place];
  return readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.property.test.ts'))
    .map((name) => path.join(place, name))
    .sort();
}

/** Few enough for what they take to be judged. */
function inBatches(files: readonly string[]): string[][] {
  return inPartsOf(BATCH, files);
}

function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

function isIn(file: string): boolean {
  return existsSync(path.join(root, file));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
    .map((name) => path.join(SOURCES, folder, name))
    .sort();
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function report(all: readonly Result[]): void {
  const survivors = all.filter(({ outcome }) => outcome === 'survived');
  console.log(`\n${survivors.length === 0 ? 'No survivors.' : 'Survivors:'}`);
  for (const { title } of [...survivors].sort((a, b) => (a.title < b.title ? -1 : 1))) console.log(`  ${title}`);
  console.log('');
  let failed = false;
  const undecided = all.filter(({ outcome }) => outcome === 'undecided').length;
  if (undecided > 0) console.log(`${undecided} undecided: their tests do not end in time here.\n`);
  for (const folder of [...new Set(all.map((one) => one.folder))].sort()) {
    const own = all.filter((one) => one.folder === folder && one.outcome !== 'undecided');
    const killed = own.filter(({ outcome }) => outcome !== 'survived').length;
    const share = (100 * killed) / own.length;
    console.log(`${folder.padEnd(12)} ${killed} of ${own.length} noticed, ${share.toFixed(1)} %`);
    failed ||= share < Number(values.least ?? (values.known === true ? 100 : 0));
  }
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      JSON.stringify(
        all.map(({ folder, title, outcome }) => ({ folder, title, outcome })),
        null,
        1,
      ),
    );
  process.exitCode = failed ? 1 : 0;
}
