/**
 * How fast the language server answers: `npm run bench -- server`. The packed server runs as an editor runs it, as a
 * process that is spoken to over pipes, so that all times include the protocol. Every case has a server of its own.
 * The gates are ratios within one case: a key stroke against reading the same file anew, and memory against text.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { fixAllSteps } from '../../server/src/features/codeActions.ts';
import { hover } from '../../server/src/features/hover.ts';
import { knockViewSteps } from '../../server/src/features/knockView/knockView.ts';
import { diffReportSteps } from '../../server/src/reports/diffReport.ts';
import { scriptOf } from '../../test/support/firewallOf.ts';
import { Random } from '../../test/support/randomSets.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../../test/support/realisticRules.ts';
import { root, runNode } from '../process.ts';
import { BenchClient } from './client.ts';
import { type Figure, judge, median, printTable, quantile } from './report.ts';

const HEADER = '# 2025-01-01 12:00:00 by RouterOS 7.16.2';
const SERVER = path.join(root, 'dist/server.js');
/** What the server waits after a key stroke before it sends problems to a client that does not ask for them. */
const PUSH_DELAY = 150;

const OPENINGS = 15;
const STROKES = 120;
const QUESTIONS = 200;
const PUSHES = 15;
const STARTS = 9;
const ROUNDS = 6;
const FILES = 200;
const MEGABYTE = 1_000_000;

interface Editing {
  readonly opening: readonly number[];
  readonly stroke: readonly number[];
  readonly hover: readonly number[];
  readonly completion: readonly number[];
}

interface LargeFile {
  /** How long questions about another file took meanwhile. */
  readonly answers: readonly number[];
  /** Until everything that an editor asks about the large file was answered. */
  readonly opening: number;
}

/** Hover about a small file while a comparison, a knock view and the repair of a whole file are at work. */
interface Requests {
  readonly bare: readonly number[];
  readonly answers: readonly number[];
}

/** Milliseconds of CPU that the longest step of each kind of work takes, and a bare hover of the same machine. */
interface Steps {
  readonly longest: Readonly<Record<string, number>>;
  readonly hover: number;
}

interface Memory {
  readonly text: number;
  readonly empty: number;
  readonly heap: number;
}

const CASES = {
  /** The seed of the rules: the first has no knock, the second one of three steps. */
  plain: () => editing(2),
  knock: () => editing(5),
  push: pushes,
  entries: () => largeFile(entries(4 * MEGABYTE)),
  rules: () => largeFile([...entries(3.7 * MEGABYTE), rules(2_000, 2)]),
  requests,
  steps,
  starts,
  memory,
} as const;
type Name = keyof typeof CASES;

const [asked] = process.argv.slice(2);
if (asked === undefined) await compare();
else console.log(JSON.stringify(await CASES[asked as Name]()));

async function compare(): Promise<void> {
  if ((await runNode('scripts/build.ts', ['--production'])) !== 0) throw new Error('the build failed');
  const [plain, knock] = [inOwnProcess<Editing>('plain'), inOwnProcess<Editing>('knock')];
  const push = inOwnProcess<number[]>('push');
  const [lists, mixed] = [inOwnProcess<LargeFile>('entries'), inOwnProcess<LargeFile>('rules')];
  const busy = inOwnProcess<Requests>('requests');
  const { longest, hover: lone } = inOwnProcess<Steps>('steps');
  const [start, node] = inOwnProcess<[number[], number[]]>('starts');
  const { text, heap, empty } = inOwnProcess<Memory>('memory');
  const row = (what: string, times: readonly number[]): string[] => [
    what,
    String(times.length),
    ...[median(times), quantile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1)),
  ];
  printTable([
    ['in ms', 'times', 'p50', 'p95', 'max'],
    row('1,000 rules: opened, to problems', plain.opening),
    row('1,000 rules: a key stroke, to problems', plain.stroke),
    row('1,000 rules: hover', plain.hover),
    row('1,000 rules: completion', plain.completion),
    row('1,000 rules and a knock: opened, to problems', knock.opening),
    row('1,000 rules and a knock: a key stroke, to problems', knock.stroke),
    row('a key stroke, to problems that are sent unasked', push),
    row('while 4 MB of list entries are opened: hover elsewhere', lists.answers),
    row('the same with 2,000 rules among them', mixed.answers),
    row('hover about a small file, nothing else to do', busy.bare),
    row('while 1,000 rules are compared, drawn and repaired: hover elsewhere', busy.answers),
    row('start of the server, to its first answer', start),
    row('start of Node alone', node),
  ]);
  const figures: readonly Figure[] = [
    { what: '1,000 rules: opened : key stroke', measured: median(plain.opening) / median(plain.stroke), least: 3 },
    { what: '1,000 rules: key stroke to problems, p95 in ms', measured: quantile(plain.stroke, 0.95), aim: 16 },
    { what: 'the same with a knock, p95 in ms', measured: quantile(knock.stroke, 0.95), aim: 16 },
    {
      what: `the same sent unasked, less the ${PUSH_DELAY} ms of rest, p50 in ms`,
      measured: median(push) - PUSH_DELAY,
    },
    { what: 'hover, p95 in ms', measured: quantile(plain.hover, 0.95), aim: 15 },
    { what: 'completion, p95 in ms', measured: quantile(plain.completion, 0.95), aim: 15 },
    { what: '4 MB of list entries: longest answer elsewhere, in ms', measured: Math.max(...lists.answers), aim: 50 },
    { what: '4 MB of list entries: until all is answered, in ms', measured: lists.opening },
    { what: '4 MB with 2,000 rules: longest answer elsewhere, in ms', measured: Math.max(...mixed.answers), aim: 50 },
    { what: '4 MB with 2,000 rules: until all is answered, in ms', measured: mixed.opening },
    {
      what: '4 MB of list entries: opening : longest answer',
      measured: lists.opening / Math.max(...lists.answers),
      least: 5,
    },
    {
      what: 'three long requests at work: longest answer elsewhere, in ms',
      measured: Math.max(...busy.answers),
      aim: 50,
    },
    {
      what: 'three long requests at work: median answer elsewhere : bare hover',
      measured: median(busy.answers) / median(busy.bare),
    },
    ...Object.entries(longest).map(([work, time]) => ({
      what: `${work}: longest step in CPU time : bare hover`,
      measured: time / lone,
    })),
    ...Object.entries(longest).map(([work, time]) => ({
      what: `${work}: longest step, in ms of CPU`,
      measured: time,
      aim: 40,
    })),
    { what: 'start of the server to its first answer, in ms', measured: median(start), aim: 250 },
    {
      what: `${FILES} open files of ${Math.round(text / FILES / 1000)} kB: heap in MB`,
      measured: heap / 1e6,
      aim: 100,
    },
    { what: `${FILES} open files: heap beyond the empty server : text`, measured: (heap - empty) / text, most: 40 },
  ];
  judge(figures);
}

function inOwnProcess<T>(name: Name): T {
  return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' })) as T;
}

/** Opens a file again and again, strikes keys in the ports of its rules, and asks about places in it. */
async function editing(seed: number): Promise<Editing> {
  const client = await BenchClient.start(SERVER);
  const text = `${HEADER}\n${rules(1_000, seed)}`;
  const opening: number[] = [];
  for (let i = 0; i < OPENINGS + 3; i++) {
    const uri = `file:///opened${i}.rsc`;
    const time = await timed(async () => {
      client.open(uri, text);
      await client.problems(uri);
    });
    if (i >= 3) opening.push(time);
    if (i < OPENINGS + 2) client.close(uri);
  }
  const uri = `file:///opened${OPENINGS + 2}.rsc`;
  const random = new Random(1);
  const lines = text.split('\n');
  const ports = lines.flatMap((line, number) => {
    const at = line.search(/(?<=dst-port=)\d/);
    return at < 0 ? [] : [{ line: number, character: at }];
  });
  const stroke: number[] = [];
  for (let i = 0; i < STROKES + 20; i++) {
    const place = ports[random.upTo(ports.length)] as Position;
    const time = await timed(async () => {
      client.replace(uri, { start: place, end: { ...place, character: place.character + 1 } }, String(1 + (i % 9)));
      await client.problems(uri);
    });
    if (i >= 20) stroke.push(time);
  }
  const asked = async (method: string): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < QUESTIONS; i++) {
      const position = ports[random.upTo(ports.length)] as Position;
      times.push(await timed(() => client.ask(method, { textDocument: { uri }, position })));
    }
    return times.slice(20);
  };
  const hover = await asked('textDocument/hover');
  const completion = await asked('textDocument/completion');
  await client.stop();
  return { opening, stroke, hover, completion };
}

async function pushes(): Promise<number[]> {
  const client = await BenchClient.start(SERVER, { capabilities: {} });
  const uri = 'file:///pushed.rsc';
  client.open(uri, `${HEADER}\n${rules(1_000, 2)}`);
  await client.told('textDocument/publishDiagnostics');
  const times: number[] = [];
  for (let i = 0; i < PUSHES + 5; i++) {
    const end = { line: 0, character: 0 };
    const told = client.told('textDocument/publishDiagnostics');
    const time = await timed(async () => {
      client.replace(uri, { start: end, end }, '#');
      await told;
    });
    if (i >= 5) times.push(time);
  }
  await client.stop();
  return times;
}

/** Opens a large file and asks all that an editor asks about it; meanwhile, every few milliseconds, about another. */
async function largeFile(lines: Iterable<string>): Promise<LargeFile> {
  const client = await BenchClient.start(SERVER);
  const small = 'file:///small.rsc';
  client.open(small, `${HEADER}\n${rules(50, 2)}`);
  await client.problems(small);
  const position = { line: 30, character: 1 };
  const hover = (): Promise<number> =>
    timed(() => client.ask('textDocument/hover', { textDocument: { uri: small }, position }));
  for (let i = 0; i < 100; i++) await hover();
  const large = 'file:///large.rsc';
  const text = [HEADER, ...lines].join('\n');
  let isOpen = true;
  const start = performance.now();
  client.open(large, text);
  const all = client.everything(large).then(() => {
    isOpen = false;
    return performance.now() - start;
  });
  const answers: Promise<number>[] = [];
  while (isOpen) {
    answers.push(hover());
    await pause(5);
  }
  const opening = await all;
  const times = await Promise.all(answers);
  await client.stop();
  return { answers: times, opening };
}

async function requests(): Promise<Requests> {
  const client = await BenchClient.start(SERVER);
  const small = 'file:///small.rsc';
  client.open(small, `${HEADER}\n${rules(50, 2)}`);
  await client.problems(small);
  const elsewhere = (): Promise<number> =>
    timed(() =>
      client.ask('textDocument/hover', { textDocument: { uri: small }, position: { line: 30, character: 1 } }),
    );
  for (let i = 0; i < 100; i++) await elsewhere();
  const bare: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) bare.push(await elsewhere());
  const uri = 'file:///large.rsc';
  const text = `${HEADER}\n${rules(1_000, 5)}`;
  client.open(uri, text);
  await client.problems(uri);
  const answers: Promise<number>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let atWork = true;
    // Another text each time, so that the saved side is read anew.
    const before = text.replace('action=drop', `comment=${round} action=accept`);
    const work = Promise.all([
      client.ask('rosfw/compare', { uri, before, name: 'saved' }),
      client.ask('rosfw/knocks', { uri }),
      client.ask('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [], only: ['source.fixAll.rosfw'] },
      }),
    ]).then(() => {
      atWork = false;
    });
    while (atWork) {
      answers.push(elsewhere());
      await pause(5);
    }
    await work;
  }
  const times = await Promise.all(answers);
  await client.stop();
  return { bare, answers: times };
}

/** The same work in this process, step by step as the scheduler does it. Other processes take no CPU time from it. */
function steps(): Steps {
  const text = `${HEADER}\n${rules(1_000, 5)}`;
  const other = text.replace('action=drop', 'action=accept');
  const small = analyse(`${HEADER}\n${rules(50, 2)}`);
  const longest: Record<string, number> = {};
  // The first round is there to have the code compiled.
  for (let round = 0; round < ROUNDS; round++) {
    const most: Record<string, number> = {};
    const analysis = analyse(text);
    const before = analyse(other);
    most['opening 1,000 rules'] = longestStep(analysis.againSteps(`${text}\n`));
    most['comparing them'] = longestStep(
      diffReportSteps({ file: 'before', analysis: before }, { file: 'now', analysis }),
    );
    most['drawing their knocks'] = longestStep(knockViewSteps(analysis));
    most['repairing all of them'] = longestStep(fixAllSteps(analysis, () => true, {}));
    for (const [work, time] of Object.entries(most)) {
      if (round > 0) longest[work] = Math.min(longest[work] ?? Number.POSITIVE_INFINITY, time);
    }
  }
  const times: number[] = [];
  const offset = small.text.indexOf('dst-port=');
  for (let i = 0; i < QUESTIONS; i++) times.push(cpu(() => hover(small, offset)));
  // A single hover is shorter than the clock of the CPU tells, so their mean is taken.
  return { longest, hover: times.reduce((sum, time) => sum + time, 0) / times.length };
}

function longestStep(work: Iterator<unknown>): number {
  let longest = 0;
  for (let isOver = false; !isOver; ) {
    longest = Math.max(
      longest,
      cpu(() => {
        isOver = work.next().done === true;
      }),
    );
  }
  return longest;
}

/** Milliseconds of CPU that it takes. */
function cpu(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** Of the server and of Node alone, so that both see the same machine. */
async function starts(): Promise<[number[], number[]]> {
  const server: number[] = [];
  const node: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    let client: BenchClient | undefined;
    server.push(
      await timed(async () => {
        client = await BenchClient.start(SERVER);
      }),
    );
    await client?.stop();
    node.push(await timed(async () => execFileSync(process.execPath, ['-e', ''])));
  }
  return [server, node];
}

/** The heap after many files were opened and everything was asked once. */
async function memory(): Promise<Memory> {
  const client = await BenchClient.start(SERVER, { probe: 'heap' });
  const warm = 'file:///warm.rsc';
  client.open(warm, `${HEADER}\n${rules(50, 1)}`);
  await client.problems(warm);
  client.close(warm);
  const empty = await client.probe();
  let length = 0;
  for (let i = 0; i < FILES; i++) {
    const uri = `file:///file${i}.rsc`;
    const text = [HEADER, ...entries(4_000), rules(50, i + 1)].join('\n');
    length += text.length;
    client.open(uri, text);
    await client.problems(uri);
    await client.ask('textDocument/semanticTokens/full', { textDocument: { uri } });
    await client.ask('textDocument/documentSymbol', { textDocument: { uri } });
  }
  const heap = await client.probe();
  await client.stop();
  return { text: length, empty, heap };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

function rules(count: number, seed: number): string {
  return scriptOf(realisticRules(count, seed).rules, { interfaceLists: REALISTIC_INTERFACE_LISTS });
}

function* entries(length: number): Iterable<string> {
  yield '/ip firewall address-list';
  for (let n = 0, left = length; left > 0; n++) {
    const line = `add address=${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.${n % 251} list=list${n % 50}`;
    left -= line.length + 1;
    yield line;
  }
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** Milliseconds until it is done. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
