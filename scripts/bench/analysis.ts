/**
 * How fast the firewall is analysed: `npm run bench -- analysis`. Every size runs in a process of its own, on sets of
 * realistic rules. The gates are ratios on the same set in the same process: against splitting boxes from the first
 * rule to the last, against a decision diagram, and between a key stroke and the whole.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { analyse, analyseTree } from '../../server/src/analysis/analyse.ts';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { buildFirewall, type Firewall } from '../../server/src/firewall/firewall.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { type Reachability, reachability } from '../../server/src/firewall/reachability.ts';
import { recogniseKnocks } from '../../server/src/knock/recognise.ts';
import { type Box, difference, meet } from '../../server/src/packet/box.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';
import { deadByDiagram } from '../../test/support/bdd.ts';
import { firewallOf, type PlainRule, scriptOf } from '../../test/support/firewallOf.ts';
import { Random } from '../../test/support/randomSets.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../../test/support/realisticRules.ts';
import { root, runNode } from '../process.ts';
import { type Figure, judge, median, printTable, quantile } from './report.ts';

const interfaceLists = REALISTIC_INTERFACE_LISTS;
/** How often the whole is analysed and how many keys are struck, by the number of rules. */
const SIZES = {
  100: { runs: 200, strokes: 400 },
  1000: { runs: 40, strokes: 200 },
  5000: { runs: 8, strokes: 60 },
  10000: { runs: 4, strokes: 30 },
} as const;
type Size = keyof typeof SIZES;
const MEASURED: readonly Size[] = [100, 1_000, 5_000, 10_000];
const WARM_UP_MS = 1_500;
/** A measurement that has taken this long has runs enough, once it has three. */
const ENOUGH_MS = 15_000;
/** From this many times the engine's time on, splitting is slow enough. */
const SLOW_ENOUGH = 50;
const RIVAL_ROUNDS = 3;
/** How often the engine runs in a round. */
const RIVAL_RUNS = 15;

const HEADER = '# 2025-01-01 12:00:00 by RouterOS 7.16.2';
/** How often the command line is run. */
const COMMAND_RUNS = 7;

interface Speed extends Strokes {
  readonly full: readonly number[];
  /** Bytes that the analysis keeps. */
  readonly heap: number;
}

/** How many times the engine's time others take, in each round. */
interface Rivalry {
  readonly splitting: readonly number[];
  readonly splittingStopped: boolean;
  readonly diagram: readonly number[];
  readonly diagramStopped: boolean;
}

const [asked, size] = process.argv.slice(2);
if (asked === undefined) await compare();
else if (asked === 'speed') console.log(JSON.stringify(speed(Number(size) as Size)));
else if (asked === 'rivals') console.log(JSON.stringify(rivals(Number(size))));
else if (asked === 'knocks') console.log(JSON.stringify(knocks()));
else if (asked === 'entries') console.log(JSON.stringify(entryStrokes()));

async function compare(): Promise<void> {
  const speeds = new Map(MEASURED.map((count) => [count, inOwnProcess<Speed>('speed', count)] as const));
  const told = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
  printTable([
    ['rules', 'full p50', 'p95 ms', 'key stroke p50', 'p95', 'max ms', 'its reading p50 ms', 'kept MB'],
    ...[...speeds].map(([count, { full, strokes, reading, heap }]) => [
      count.toLocaleString('en'),
      ...[
        median(full),
        quantile(full, 0.95),
        median(strokes),
        quantile(strokes, 0.95),
        Math.max(...strokes),
        median(reading),
      ].map(told),
      told(heap / 1e6),
    ]),
  ]);
  const { full, strokes } = speeds.get(1_000) as Speed;
  const rivalry = inOwnProcess<Rivalry>('rivals', 1_000);
  const knocking = inOwnProcess<{ file: string; time: number }>('knocks', 0);
  const lines = await commandLine();
  judge([
    {
      what: '1,000 rules: boxes split rule by rule : engine',
      measured: median(rivalry.splitting),
      orMore: rivalry.splittingStopped,
      least: 50,
    },
    {
      what: '1,000 rules: decision diagram : engine',
      measured: median(rivalry.diagram),
      orMore: rivalry.diagramStopped,
      least: 100,
    },
    { what: '1,000 rules: full analysis : key stroke', measured: median(full) / median(strokes), least: 50 },
    { what: '1,000 rules, p95 in ms', measured: quantile(full, 0.95), aim: 20 },
    { what: '1,000 rules, key stroke p50 in ms', measured: median(strokes), aim: 0.2 },
    { what: '1,000 rules, key stroke p95 in ms', measured: quantile(strokes, 0.95), aim: 2 },
    { what: '1,000 rules, key stroke max in ms', measured: Math.max(...strokes), aim: 10 },
    { what: '5,000 rules, p50 in ms', measured: median((speeds.get(5_000) as Speed).full), aim: 250 },
    { what: '10,000 rules, p50 in ms', measured: median((speeds.get(10_000) as Speed).full), aim: 1_200 },
    { what: '10,000 rules, kept MB', measured: (speeds.get(10_000) as Speed).heap / 1e6, aim: 20 },
    { what: `a knock of ${knocking.file}, the slowest example, in ms`, measured: knocking.time, aim: 5 },
    ...lines,
    { what: '100,000 list entries, key stroke p50 in ms', measured: inOwnProcess<number>('entries', 0), aim: 50 },
  ]);
}

function inOwnProcess<T>(what: string, count: number): T {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), what, String(count)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as T;
}

function speed(count: Size): Speed {
  const { runs, strokes } = SIZES[count];
  const sets = [1, 2, 3].map((seed) => realisticRules(count, seed).rules);
  const run = (rules: readonly PlainRule[]): number => {
    // As after a change of the file each rule is a new one, of which nothing is known. From the configuration on, as a
    // key stroke is measured.
    const configuration = execute(bind(parse(`${HEADER}\n${scriptOf(rules, { interfaceLists })}`), catalog));
    return timed(() => {
      const firewall = buildFirewall(configuration);
      return statuses(firewall, reachability(firewall));
    });
  };
  const small = realisticRules(Math.min(count, 1_000), 4).rules;
  for (let spent = 0; spent < WARM_UP_MS; ) spent += run(small);
  const full: number[] = [];
  for (let spent = 0; full.length < 3 || (full.length < runs && spent < ENOUGH_MS); ) {
    const time = run(sets[full.length % sets.length] as readonly PlainRule[]);
    full.push(time);
    spent += time;
  }
  return { full, ...keyStrokes(sets[0] as readonly PlainRule[], strokes), heap: kept(sets[0] as PlainRule[]) };
}

/** Milliseconds of keys struck in the port of one rule after the other, as the editor's server carries them out. */
interface Strokes {
  /** Reading the text again, up to the configuration. */
  readonly reading: readonly number[];
  /** From the configuration to the status of every rule. */
  readonly strokes: readonly number[];
}

function keyStrokes(start: readonly PlainRule[], count: number): Strokes {
  const random = new Random(1);
  let tree = parse(`${HEADER}\n${scriptOf(start, { interfaceLists })}`);
  let script = bind(tree, catalog);
  let configuration = execute(script);
  let firewall = buildFirewall(configuration);
  let known = reachability(firewall);
  statuses(firewall, known);
  const reading: number[] = [];
  const strokes: number[] = [];
  // As long as the full analysis is warmed up, for code that has run as often.
  let warmUp: number | undefined;
  for (let spent = 0; warmUp === undefined || strokes.length < count + warmUp; ) {
    const ports = [...tree.text.matchAll(/(?<=dst-port=)[0-9]+(?= )/g)];
    const port = ports[random.upTo(ports.length)] as RegExpExecArray;
    const range = { start: port.index, end: port.index + port[0].length };
    reading.push(
      timed(() => {
        tree = reparse(tree, { range, newText: String(1 + random.upTo(65_535)) });
        script = bind(tree, catalog, { previous: script });
        configuration = execute(script, undefined, undefined, configuration);
        return 1;
      }),
    );
    strokes.push(
      timed(() => {
        firewall = buildFirewall(configuration, firewall);
        known = reachability(firewall, known);
        return statuses(firewall, known);
      }),
    );
    spent += (reading.at(-1) as number) + (strokes.at(-1) as number);
    if (warmUp === undefined && spent >= WARM_UP_MS) warmUp = strokes.length;
  }
  return { reading: reading.slice(warmUp), strokes: strokes.slice(warmUp) };
}

function kept(rules: readonly PlainRule[]): number {
  const collect = (globalThis as { gc?: () => void }).gc as () => void;
  const firewall = built(rules);
  collect();
  const before = process.memoryUsage();
  const known = reachability(firewall);
  statuses(firewall, known);
  collect();
  const after = process.memoryUsage();
  // Asked again, so that nothing of it is collected before.
  if (statuses(firewall, known) === 0) throw new Error('nothing was done');
  return Math.max(0, after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers);
}

/** The engine, splitting and the diagram on one set. None of its rules fills a list that others ask for. */
function rivals(count: number): Rivalry {
  const { rules } = realisticRules(count, 1, { filled: false });
  const dead = (): boolean[] => {
    const firewall = built(rules);
    const known = reachability(firewall);
    return firewall.rules.map((rule) => known.of(rule).kind !== 'reachable');
  };
  const run = (): number => {
    const firewall = built(rules);
    return timed(() => statuses(firewall, reachability(firewall)));
  };
  for (let spent = 0; spent < WARM_UP_MS; ) spent += run();
  const ratios = { splitting: [] as number[], diagram: [] as number[] };
  let stopped: boolean[] | undefined;
  let diagramDead: boolean[] | undefined;
  for (let round = 0; round < RIVAL_ROUNDS; round++) {
    const engine = median(Array.from({ length: RIVAL_RUNS }, run));
    const splitting = timed(() => {
      stopped = deadBySplitting(built(rules), engine * SLOW_ENOUGH);
      return 1;
    });
    const diagram = timed(() => {
      diagramDead = deadByDiagram(rules, interfaceLists, 1 << 23);
      return 1;
    });
    ratios.splitting.push(splitting / engine);
    ratios.diagram.push(diagram / engine);
    for (const other of [stopped, diagramDead]) {
      if (other !== undefined && String(other) !== String(dead())) throw new Error('they do not agree');
    }
  }
  return { ...ratios, splittingStopped: stopped === undefined, diagramStopped: diagramDead === undefined };
}

/** What everybody would write first: the packets that are left, as boxes that each rule splits. */
function deadBySplitting(firewall: Firewall, most: number): boolean[] | undefined {
  const start = performance.now();
  const space = new PacketSpace(firewall, 'ip');
  const dead: boolean[] = [];
  let left: Box[] = [[]];
  for (const rule of firewall.rules) {
    const boxes = space.may(rule);
    dead.push(!boxes.some((box) => left.some((piece) => meet(box, piece))));
    if (rule.action !== 'accept' && rule.action !== 'drop') continue;
    for (const box of boxes) {
      const next: Box[] = [];
      for (const piece of left) {
        next.push(...difference(piece, box, (dimension) => space.domain(dimension)));
        // Once in many pieces, for a single rule may take minutes.
        if (next.length % 4_096 === 0 && performance.now() - start > most) return undefined;
      }
      left = next;
    }
    if (performance.now() - start > most) return undefined;
  }
  return dead;
}

/** The example whose knocks take longest for each, with the reachability that they ask for. */
function knocks(): { file: string; time: number } {
  const folder = path.join(root, 'examples');
  const times = readdirSync(folder)
    .filter((file) => file.endsWith('.rsc'))
    .map((file) => {
      const { firewall, knocks: found } = analyse(readFileSync(path.join(folder, file), 'utf8'));
      const once = (): number => timed(() => recogniseKnocks(firewall, reachability(firewall)).length + 1);
      for (let i = 0; i < 20; i++) once();
      return { file, time: median(Array.from({ length: 15 }, once)) / Math.max(1, found.length) };
    });
  return times.reduce((slowest, one) => (one.time > slowest.time ? one : slowest));
}

/** The median of key strokes in the entries of a long list, as the editor's server carries them out. */
function entryStrokes(): number {
  let tree = parse([HEADER, ...entries(100_000)].join('\n'));
  let analysis = analyseTree(tree);
  const times = Array.from({ length: 7 }, (_, stroke) => {
    const at = tree.text.indexOf(' list=', (stroke + 1) * 400_000) + ' list='.length;
    return timed(() => {
      tree = reparse(tree, { range: { start: at, end: at }, newText: 'x' });
      analysis = analyseTree(tree, {}, analysis);
      return 1;
    });
  });
  return median(times);
}

/** Whole runs of `rosfw check`, beyond what Node itself takes to start. */
async function commandLine(): Promise<Figure[]> {
  if ((await runNode('scripts/build.ts', ['--production'])) !== 0) throw new Error('the build failed');
  const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-bench-'));
  try {
    const empty = path.join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const check = (name: string, text: string): number => {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      // Beside each run a bare Node, so that both see the same machine.
      const beyond = (): number => ofProcess([path.join(root, 'dist/cli.js'), 'check', file]) - ofProcess([empty]);
      return median(Array.from({ length: COMMAND_RUNS }, beyond));
    };
    return [
      { what: 'rosfw check of an export of 225 kB, in ms', measured: check('export.rsc', exportOf(225_000)), aim: 250 },
      {
        what: 'rosfw check of 100,000 list entries, in ms',
        measured: check('entries.rsc', [HEADER, ...entries(100_000)].join('\n')),
        aim: 2_000,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As large as the largest that was found in the wild: half of it list entries, half of it rules. */
function exportOf(length: number): string {
  const { rules } = realisticRules(2_000, 1);
  const lines = [HEADER];
  let left = length;
  const put = (line: string): void => {
    lines.push(line);
    left -= line.length + 1;
  };
  for (const entry of entries(Number.POSITIVE_INFINITY)) {
    if (left < length / 2) break;
    put(entry);
  }
  put('/interface list');
  for (const list of interfaceLists.keys()) put(`add name=${list}`);
  put('/interface list member');
  for (const [list, members] of interfaceLists)
    for (const member of members) put(`add interface=${member} list=${list}`);
  put('/ip firewall filter');
  for (const rule of rules) {
    if (left < 0) break;
    put(scriptOf([rule]).replace('/ip firewall filter ', ''));
  }
  return lines.join('\n');
}

function* entries(count: number): Iterable<string> {
  yield '/ip firewall address-list';
  for (let n = 0; n < count; n++) {
    yield `add address=${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.${n % 251} list=list${n % 50}`;
  }
}

/** Milliseconds of a whole process. */
function ofProcess(args: readonly string[]): number {
  const start = performance.now();
  // What it finds is of no matter, and makes its exit code.
  const { error, status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (error !== undefined || status === null || status > 1) throw new Error(`${args.join(' ')} failed`);
  return performance.now() - start;
}

function built(rules: readonly PlainRule[]): Firewall {
  return firewallOf(rules, { interfaceLists });
}

/** Asks for each rule, and counts those that are reached. */
function statuses({ rules }: Firewall, known: Reachability): number {
  let reached = 0;
  for (const rule of rules) if (known.of(rule).kind === 'reachable') reached++;
  return reached;
}

/** Milliseconds of a run. */
function timed(run: () => number): number {
  const start = performance.now();
  const done = run();
  const time = performance.now() - start;
  if (done === 0) throw new Error('nothing was done');
  return time;
}
