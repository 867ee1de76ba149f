/**
 * How fast a text becomes a tree: `npm run bench -- syntax`. Every case runs in a process of its own, since two parsers in one
 * would disturb each other's compiled code, and all of them in several rounds, since machines have moods. Times are
 * told; what must hold are the ratios, against a bare scan that only finds tokens, and between much and little of the
 * same. Each is taken within one round, and its median over the rounds counts. One that is missed fails the command.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { tokenize } from '../../server/src/syntax/lexer.ts';
import { parse, syntaxProblems } from '../../server/src/syntax/parse.ts';
import { reparse, reparseLocally } from '../../server/src/syntax/reparse.ts';
import { type Figure, judge, median, printTable } from './report.ts';

interface Case {
  readonly text: () => string;
  readonly run: (text: string) => number;
}

const MEGABYTE = 1_000_000;
const ROUNDS = 5;
const RUNS = 7;
/** Runs that are not counted, in which the code is compiled. */
const WARM_UP = 6;
/** How long a sample takes at least, in milliseconds. */
const SAMPLE = 50;

const cases = {
  'bare scan': { text: () => mixed(MEGABYTE), run: scan },
  'text to tokens': { text: () => mixed(MEGABYTE), run: (text) => tokenize(text).count },
  'text to tree': { text: () => mixed(MEGABYTE), run: tree },
  'an error in every 40th line': { text: () => mixed(MEGABYTE, 40), run: tree },
  'every line an open string': { text: () => repeated('add comment="open\n', MEGABYTE), run: tree },
  '2,000 errors': { text: () => broken(2_000), run: tree },
  '20,000 errors': { text: () => broken(20_000), run: tree },
  '1 MB in one line': { text: () => repeated('add a=1 b="c" ', MEGABYTE), run: tree },
  '5,000 deep': { text: () => `${':do { '.repeat(5_000)}${'}'.repeat(5_000)}`, run: tree },
  '100 kB flat': { text: () => flat(100_000), run: tree },
  '100 kB flat, a key stroke': { text: () => flat(100_000), run: (text) => keyStroke(text) },
  '100 kB in a block': { text: () => block(100_000), run: tree },
  '100 kB in a block, a key stroke': { text: () => block(100_000), run: (text) => keyStroke(text) },
  '100 kB, a key stroke with a quote open': {
    text: () => `/ip firewall filter\nadd comment="open\n${flat(100_000)}`,
    run: (text) => keyStroke(text, reparse),
  },
  '4 MB of list entries': { text: () => entries(4 * MEGABYTE), run: tree },
  '4 MB of list entries, a key stroke': { text: () => entries(4 * MEGABYTE), run: (text) => keyStroke(text) },
  '50,000 deep': { text: () => `${':do { '.repeat(50_000)}${'}'.repeat(50_000)}`, run: tree },
} satisfies Record<string, Case>;
type Name = keyof typeof cases;

/** The median times of one round. */
type Round = Readonly<Record<Name, number>>;

interface Gate extends Omit<Figure, 'measured'> {
  readonly measured: (round: Round) => number;
}

const GATES: readonly Gate[] = [
  { what: 'text to tree, in bare scans', measured: (round) => scans('text to tree', round), most: 12 },
  {
    what: 'speed with an error in every 40th line, in % of the clean one',
    measured: (round) => (scans('text to tree', round) / scans('an error in every 40th line', round)) * 100,
    least: 70,
  },
  ratio('20,000 errors : 2,000 errors', '20,000 errors', '2,000 errors', { most: 12 }),
  ratio('50,000 deep : 5,000 deep', '50,000 deep', '5,000 deep', { most: 12 }),
  ratio('100 kB : a key stroke in it', '100 kB flat', '100 kB flat, a key stroke', { least: 20 }),
  ratio('100 kB in a block : a key stroke in it', '100 kB in a block', '100 kB in a block, a key stroke', {
    least: 20,
  }),
  // Both are a part of a millisecond, so that a third is still noise.
  ratio('a key stroke in a block : one in flat text', '100 kB in a block, a key stroke', '100 kB flat, a key stroke', {
    most: 1.33,
  }),
  ratio('100 kB : a key stroke with a quote open', '100 kB flat', '100 kB, a key stroke with a quote open'),
  {
    what: 'a key stroke in 4 MB of list entries, in ms',
    measured: (round) => round['4 MB of list entries, a key stroke'],
    aim: 10,
  },
];

function ratio(what: string, much: Name, little: Name, bound: { most?: number; least?: number } = {}): Gate {
  return { what, measured: (round) => round[much] / round[little], ...bound };
}

/** The last tree, which the next key stroke continues. */
let current = parse('');
let strokes = 0;

const asked = process.argv[2];
if (asked === undefined) compare();
else if (asked === 'memory') console.log(JSON.stringify(memory(cases['text to tree'].text())));
else console.log(JSON.stringify(measure(cases[asked as Name])));

function compare(): void {
  const names = Object.keys(cases) as Name[];
  const rounds = Array.from({ length: ROUNDS }, (): Round => {
    const times = names.map((name) => [name, inOwnProcess<number>(name)]);
    return Object.fromEntries(times) as Round;
  });
  const kept = inOwnProcess<Memory>('memory');
  const over = (measured: (round: Round) => number): number => median(rounds.map(measured));
  const rows = names.map((name) => {
    const time = over((round) => round[name]);
    const scanned = over((round) => scans(name, round));
    return [name, size(name).toFixed(2), time.toFixed(1), (size(name) / (time / 1000)).toFixed(1), scanned.toFixed(1)];
  });
  printTable([['case', 'MB', 'ms (median)', 'MB/s', 'scans'], ...rows]);
  judge([
    ...GATES.map(({ measured, ...gate }) => ({ ...gate, measured: over(measured) })),
    { what: 'kept bytes of the tree for each character', measured: kept.tree, most: 25 },
    { what: 'kept bytes of the tokens for each character', measured: kept.tokens },
  ]);
}

function inOwnProcess<T>(what: string): T {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), what];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as T;
}

/** In megabytes. */
function size(name: Name): number {
  return cases[name].text().length / MEGABYTE;
}

/** How many bare scans of as much text it takes. */
function scans(name: Name, round: Round): number {
  return round[name] / size(name) / (round['bare scan'] / size('bare scan'));
}

/**
 * The median time of a run in milliseconds, once the code is warm. Short runs are taken together, so that each sample bears its
 * share of what the collection of garbage costs.
 */
function measure({ text: make, run }: Case): number {
  const text = make();
  let sink = 0;
  const timed = (runs: number): number => {
    const start = performance.now();
    for (let i = 0; i < runs; i++) sink += run(text);
    return (performance.now() - start) / runs;
  };
  const warm = Array.from({ length: WARM_UP }, () => timed(1));
  const together = Math.max(1, Math.round(SAMPLE / (warm.at(-1) as number)));
  const times = Array.from({ length: RUNS }, () => timed(together));
  if (sink === 0) throw new Error('nothing was done');
  return median(times);
}

function tree(text: string): number {
  const parsed = parse(text);
  return parsed.list.statements.length + syntaxProblems(parsed).length;
}

/** Types a character into a value, each time another one, with all that the tree must know of it. */
function keyStroke(text: string, again: typeof reparseLocally = reparseLocally): number {
  if (strokes === 0) current = parse(text);
  const at = current.text.indexOf('=', (strokes++ * 7_919_003) % (text.length - 1_000)) + 1;
  const next = again(current, { range: { start: at, end: at }, newText: 'x' });
  if (next === undefined) throw new Error('the key stroke did not take the short way');
  current = next;
  return next.list.statements.length;
}

interface Memory {
  readonly tree: number;
  readonly tokens: number;
}

/** Kept bytes for each character of the text: objects on the heap, and the tokens, which lie outside of it. */
function memory(text: string): Memory {
  const collect = (globalThis as { gc?: () => void }).gc as () => void;
  // What the parser itself needs is made before.
  parse(mixed(10_000));
  text.charCodeAt(0);
  collect();
  const before = process.memoryUsage();
  const parsed = parse(text);
  collect();
  const after = process.memoryUsage();
  if (parsed.list.statements.length === 0) throw new Error('nothing was done');
  return {
    tree: (after.heapUsed - before.heapUsed) / text.length,
    tokens: (after.arrayBuffers - before.arrayBuffers) / text.length,
  };
}

/** The least that any lexer must do: look at each character once and note where each token begins. */
function scan(text: string): number {
  const starts = new Uint32Array(text.length);
  const kinds = new Uint8Array(text.length);
  let count = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const kind = c === 32 || c === 9 ? 0 : c === 10 || c === 13 ? 1 : isWordCharacter(c) ? 2 : 3;
    if (kind === last && kind !== 3) continue;
    starts[count] = i;
    kinds[count++] = kind;
    last = kind;
  }
  return count + (starts[count >> 1] as number) + (kinds[count >> 1] as number);
}

function isWordCharacter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || c === 45 || c > 127;
}

/** An export and a script by turns, each line a little different; every `errorEvery`-th line is wrong. */
function mixed(length: number, errorEvery = Number.POSITIVE_INFINITY): string {
  const lines: ((n: number) => string)[] = [
    () => '/ip firewall filter',
    (n) =>
      `add action=accept chain=input comment="service ${n} (tcp)" dst-port=${n % 65_536} in-interface-list=!LAN \\`,
    (n) => `    protocol=tcp src-address-list=list${n % 50}`,
    () => `add action=drop chain=forward connection-state=invalid,new log=yes log-prefix=#drop`,
    (n) => `# section ${n}`,
    (n) => `:local value${n} [/interface get [find default-name=ether${n % 24}] name]`,
    (n) => `:if ($value${n} = "ether${n}" and $count > ${n}) do={ :log info "found $value${n}: $[:len $list]" } else={`,
    (n) => `  :foreach item in=[/ip address find where dynamic=no disabled=no] do={ :put ($item . "-${n}") }`,
    () => '}',
    (n) => `:set ($map->"key${n}") ({1;${n};"three"})`,
  ];
  const mistakes = [
    'add comment=\u201cpasted\u201d chain=input',
    ':put "done" # remark',
    ':if ($a == 1) do={}',
    'add chain=input \\ action=drop',
    ':put ($a + 1',
    'add comment="C:\\work"',
  ];
  const parts: string[] = [];
  for (let n = 0, size = 0; size < length; n++) {
    // A mistake stands between two rounds, so that it breaks no line of theirs.
    const wrong = n % errorEvery === 0 && n > 0;
    const line = wrong ? pick(mistakes, n / errorEvery) : pick(lines, n)(n);
    if (wrong) parts.push(pick(lines, n)(n));
    parts.push(line);
    size += line.length + 1;
  }
  return parts.join('\n');
}

/** Mixed text, with no bracket left open. */
function flat(length: number): string {
  const text = mixed(length);
  return text.slice(0, text.lastIndexOf('\n}\n') + 3);
}

function block(length: number): string {
  return `:do {\n${flat(length)}} on-error={}\n`;
}

function entries(length: number): string {
  const lines = ['/ip firewall address-list'];
  for (let n = 0, size = 0; size < length; n++) {
    const line = `add list=list${n % 50} address=10.${n % 200}.${n % 250}.${(n * 7) % 250} comment="entry ${n}"`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

function broken(errors: number): string {
  const lines = [':put $ a', 'add a="\\w"', ':put (1 + )', 'print # a', 'add a= \\ b=1', ':put )'];
  return Array.from({ length: errors }, (_, n) => pick(lines, n)).join('\n');
}

function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}
