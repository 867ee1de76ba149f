/** Entry point of the command line `rosfw`: one of the files that know the platform. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { styleText } from 'node:util';

// Commander: argument parsing and help by the library that users of command lines know; it has no dependencies.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isVersion } from './binding/targetVersion.ts';
import { ASSUMPTIONS, type Assumption } from './config/assumption.ts';
import { differs, diffReport, prettyDiff } from './features/diffReport.ts';
import { FORMAT_DEFAULTS, type FormatOptions, format } from './features/format.ts';
import { knockDiagram } from './features/knockDiagram.ts';
import {
  clean,
  type Paint,
  prettyCheck,
  prettyKnocks,
  prettyParse,
  prettySession,
  prettyTrace,
  summary,
} from './features/prettyReport.ts';

import { checkEntry, knocksEntry, parseEntry, type Report } from './features/report.ts';
import { trace, traceSession } from './features/trace.ts';
import { type KnockScriptOptions, knockScript, seeded } from './knock/knockScript.ts';
import { type Packet, parsePacket } from './packet/packet.ts';
import {
  type AnalyseOptions,
  analyse,
  type FileAnalysis,
  type FileProblems,
  type RuleFailure,
} from './rules/analyse.ts';
import { analyseMarkdown } from './rules/analyseMarkdown.ts';
import { parse } from './syntax/parse.ts';
import type { Severity, SyntaxProblem } from './syntax/problem.ts';
import { decode } from './text/decode.ts';
import { applyEdits } from './text/edit.ts';

declare const ROSFW_VERSION: string;

const MARKDOWN = /\.(?:md|markdown)$/i;

const EXIT = { clean: 0, findings: 1, error: 2 } as const;

interface Options {
  readonly format: 'pretty' | 'json' | 'mermaid';
  /** Version of RouterOS that the files are for. */
  readonly ros?: string;
  /** What the router holds before the file runs. */
  readonly assume?: Assumption;
  /** The session over which the files are applied. */
  readonly session?: Packet;
}

/** One kind of report over many files. */
interface Task<Entry> {
  entry(file: string, analysis: FileAnalysis, extra: readonly SyntaxProblem[]): Entry;
  /** The same of the code blocks in a Markdown file, where the report is about problems only. */
  markdown?(file: string, problems: FileProblems, extra: readonly SyntaxProblem[]): Entry;
  pretty(entry: Entry, text: string): string;
  /** Drawings for the format `mermaid`, where the task has any. */
  mermaid?(analysis: FileAnalysis): readonly string[];
  /** Severities that the summary counts; undefined for a task without findings. */
  severities(entry: Entry): readonly Severity[] | undefined;
  /** Severities that make the exit code 1. */
  readonly fails: readonly Severity[];
  /** Whether it can be for one version of RouterOS. */
  readonly versioned: boolean;
  /** Whether it depends on what the router holds before the file runs. */
  readonly assuming: boolean;
  /** Whether it says what becomes of a session. */
  readonly sessions?: boolean;
}

const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

const program = new Command('rosfw')
  .description('Reads MikroTik RouterOS scripts (.rsc) like the router does and shows what the firewall will do.')
  .version(typeof ROSFW_VERSION === 'string' ? ROSFW_VERSION : '0.0.0')
  .showHelpAfterError('(run with --help for the usage)')
  .addHelpText(
    'after',
    `
Exit codes:
  0  clean
  1  findings of error or warning (for parse: problems of severity error; for diff: some packet meets another fate;
     for format --check: some file is not in form)
  2  usage error, or a file could not be read

Examples:
  rosfw check router.rsc              what is wrong, with a reason and a fix
  rosfw check --format json *.rsc     the same for a pipeline
  ssh router /export | rosfw knocks - the port knocks of a router and whether they work
  rosfw trace router.rsc --packet 'tcp 198.51.100.7 -> :22 in=ether1'
                                      rule by rule what happens to a packet
  rosfw generate knock --steps 4      a port knock of your own, with ports drawn at random
  rosfw diff old.rsc new.rsc          what the new version lets in or keeps out`,
  )
  .exitOverride();

command('check', 'say what is wrong with the firewall and its port knocks', {
  entry: checkEntry,
  markdown: checkEntry,
  pretty: (entry, text) => prettyCheck(entry, text, paint),
  severities: ({ findings }) => findings.map(({ severity }) => severity),
  fails: ['error', 'warning'],
  versioned: true,
  assuming: true,
  sessions: true,
});
command('knocks', 'list the port knocks: stages, grant, gates and a verdict', {
  entry: (file, analysis) => knocksEntry(file, analysis),
  pretty: (entry) => prettyKnocks(entry, paint),
  mermaid: ({ knocks }) => knocks.map(knockDiagram),
  severities: () => undefined,
  fails: [],
  versioned: false,
  assuming: true,
});
command('parse', 'say what is wrong with the text of the script', {
  entry: parseEntry,
  markdown: parseEntry,
  pretty: (entry, text) => prettyParse(entry, text, paint),
  severities: ({ problems }) => problems.map(({ severity }) => severity),
  fails: ['error'],
  versioned: true,
  assuming: false,
});

program
  .command('trace')
  .description('send packets through the firewall and show, rule by rule, what happens to them')
  .argument('<file>', 'a script, or - for the standard input')
  .requiredOption('--packet <packet>', 'the first packet, such as "tcp 198.51.100.7 -> :8291 in=ether1 state=new"')
  .option(
    '--then <packet>',
    'a further packet; may be given again',
    (value: string, all: string[]) => [...all, value],
    [],
  )
  .option('--lists <names>', 'address lists on which the source already is, with commas', '')
  .option('--pause <seconds>', 'time between two packets', '1')
  .option('--line-by-line', 'say after which lines of the file a session of the first packet is cut off or let in')
  .addOption(assumeOption())
  .addOption(formatOption())
  .exitOverride()
  .action((file: string, options: TraceCommandOptions) => {
    process.exitCode = traceFile(file, options);
  });

program
  .command('format')
  .description(
    'bring scripts into the form of an export: blanks, line breaks, indentation; what they do stays the same',
  )
  .argument('<files...>', 'scripts, folders with .rsc files, or - for the standard input, which is then printed')
  .option('--check', 'change nothing, and name the files that are not in this form')
  .option(
    '--width <characters>',
    'where lines are broken between arguments; 0 breaks none',
    toSize,
    FORMAT_DEFAULTS.width,
  )
  .option('--indent <blanks>', 'blanks for each level of blocks', toSize, FORMAT_DEFAULTS.indent)
  .option('--sort', 'put the arguments of add and set in the order of an export')
  .exitOverride()
  .action((files: string[], options: FormatCommandOptions) => {
    process.exitCode = formatFiles(files, options);
  });

program
  .command('generate')
  .description('write scripts')
  .exitOverride()
  .command('knock')
  .description('write a port knock with ports that are drawn anew each time')
  .option('--steps <number>', 'how many packets open it, from 2 to 8', Number, 4)
  .option('--grant <time>', 'how long it stays open for new sessions', '30m')
  .option('--opens <services>', 'what it opens: names or ports with commas, such as ssh,winbox,udp:51820', 'ssh,winbox')
  .option('--protocols <protocols>', 'tcp, udp, or both in turn: tcp,udp', toProtocols, ['tcp'])
  .option('--no-trap', 'without the rules that ban whoever tries a wrong port')
  .option('--ipv6', 'the same for IPv6, too')
  .option('--wan <list>', 'the interface list towards the Internet', 'WAN')
  .option('--seed <number>', 'draw the same ports each time: for tests, never for a router', Number)
  .exitOverride()
  .action((options: GenerateKnockOptions) => {
    process.exitCode = generateKnock(options);
  });

program
  .command('diff')
  .description('say which packets a new version of a firewall lets in or keeps out, each with a packet that shows it')
  .argument('<old>', 'a script, or - for the standard input')
  .argument('<new>', 'another one')
  .addOption(assumeOption())
  .addOption(formatOption())
  .exitOverride()
  .action((old: string, now: string, options: Options) => {
    process.exitCode = diffFiles(old, now, options);
  });

// A reader that has enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  program.parse();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.error;
}

function command<Entry>(name: string, description: string, task: Task<Entry>): void {
  const added = program
    .command(name)
    .description(description)
    .argument(
      '<files...>',
      'scripts, Markdown with scripts in it, folders with .rsc files, or - for the standard input',
    )
    .addOption(formatOption(task.mermaid === undefined ? [] : ['mermaid']))
    .exitOverride()
    .action((files: string[], options: Options) => {
      process.exitCode = run(files, options, task);
    });
  if (task.versioned) {
    added.option(
      '--ros <version>',
      'version of RouterOS that the files are for (default: what an export says)',
      toVersion,
    );
  }
  if (task.assuming) added.addOption(assumeOption());
  if (task.sessions) {
    added.option(
      '--session <packet>',
      'your management session, such as "tcp 192.168.88.10 -> :8291 in=bridge": a line that cuts it off is an error',
      toPacket,
    );
  }
}

function toPacket(text: string): Packet {
  const packet = parsePacket(text);
  if ('fault' in packet) throw new InvalidArgumentError(packet.fault);
  return packet;
}

function toVersion(text: string): string {
  if (!isVersion(text)) throw new InvalidArgumentError('A version looks like 7.20 or 7.21beta3.');
  return text;
}

function assumeOption(): Option {
  return new Option(
    '--assume <what>',
    'what the router holds before the file runs: its default firewall (defconf), nothing, or what the file counts on',
  )
    .choices(ASSUMPTIONS)
    .default('auto');
}

function formatOption(further: readonly string[] = []): Option {
  return new Option('--format <format>', 'how to print').choices(['pretty', 'json', ...further]).default('pretty');
}

interface TraceCommandOptions extends Options {
  readonly packet: string;
  readonly then: readonly string[];
  readonly lists: string;
  readonly pause: string;
  readonly lineByLine?: boolean;
}

/** A trace is an answer, not a judgement: it ends with 0 whatever becomes of the packets. */
function traceFile(
  name: string,
  { packet, then, lists, pause, format, assume, lineByLine }: TraceCommandOptions,
): number {
  const source = read(name);
  if ('error' in source) {
    process.stderr.write(`rosfw: ${clean(name)}: ${source.error}\n`);
    return EXIT.error;
  }
  const packets: Packet[] = [];
  for (const text of [packet, ...then]) {
    const parsed = parsePacket(text);
    if ('fault' in parsed) {
      process.stderr.write(`rosfw: ${clean(parsed.fault)}\n`);
      return EXIT.error;
    }
    packets.push(parsed);
  }
  const seconds = Number(pause);
  if (!(seconds >= 0)) {
    process.stderr.write(`rosfw: "${clean(pause)}" is no time; write seconds, such as --pause 5.\n`);
    return EXIT.error;
  }
  const names = lists.split(',').filter((list) => list !== '');
  const analysis = analyse(source.text, { assume });
  const entries = trace(analysis, packets, { lists: names, pause: seconds });
  const session = lineByLine === true ? traceSession(analysis, packets[0] as Packet) : undefined;
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ version: 1, file: name, packets: entries, session }, undefined, 2)}\n`);
  else {
    for (const entry of entries) process.stdout.write(prettyTrace(entry, paint));
    if (session !== undefined) process.stdout.write(prettySession(session, paint));
  }
  return EXIT.clean;
}

interface FormatCommandOptions extends Partial<FormatOptions> {
  readonly check?: boolean;
}

function toSize(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Write a whole number, such as 80.');
  return Number(text);
}

/** Writes each file that changes; with `check` it names them and ends with 1. */
function formatFiles(names: readonly string[], { check = false, ...wishes }: FormatCommandOptions): number {
  let unreadable = false;
  let changed = 0;
  for (const name of names.flatMap(expand)) {
    const source = read(name);
    if ('error' in source) {
      process.stderr.write(`rosfw: ${clean(name)}: ${source.error}\n`);
      unreadable = true;
      continue;
    }
    const edits = format(parse(source.text), { ...FORMAT_DEFAULTS, ...wishes });
    if (edits.length > 0) changed++;
    const text = applyEdits(source.text, edits);
    if (check) {
      if (edits.length > 0) process.stdout.write(`${clean(name)}\n`);
    } else if (name === '-') process.stdout.write(text);
    else if (edits.length > 0) {
      try {
        // In the encoding in which it was read, so that no character is lost.
        writeFileSync(name, text, source.problems.length > 0 ? 'latin1' : 'utf8');
      } catch (error) {
        process.stderr.write(`rosfw: ${clean(name)}: ${reason(error as NodeJS.ErrnoException)}\n`);
        unreadable = true;
      }
    }
  }
  if (unreadable) return EXIT.error;
  return check && changed > 0 ? EXIT.findings : EXIT.clean;
}

interface GenerateKnockOptions extends Omit<KnockScriptOptions, 'random' | 'opens'> {
  readonly opens: string;
  readonly seed?: number;
}

function toProtocols(text: string): ('tcp' | 'udp')[] {
  const protocols = text.split(',');
  if (protocols.every((one) => one === 'tcp' || one === 'udp')) return protocols;
  throw new InvalidArgumentError('There are tcp, udp, and both with commas.');
}

function generateKnock({ opens, seed, ipv6 = false, ...options }: GenerateKnockOptions): number {
  // Not Math.random: whoever can guess the ports can knock.
  const secret = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32;
  const random = seed === undefined ? secret : seeded(seed);
  const services = opens.split(',').filter((one) => one !== '');
  const script = knockScript({ ...options, ipv6, opens: services, random });
  if ('fault' in script) {
    process.stderr.write(`rosfw: ${clean(script.fault)}\n`);
    return EXIT.error;
  }
  process.stdout.write(script.text);
  return EXIT.clean;
}

/** As `diff` does, it ends with 1 where the two differ. */
function diffFiles(before: string, after: string, { format, assume }: Options): number {
  const sides = [before, after].flatMap((file) => {
    const source = read(file);
    if (!('error' in source)) return [{ file, analysis: analyse(source.text, { assume, rules: [] }) }];
    process.stderr.write(`rosfw: ${clean(file)}: ${source.error}\n`);
    return [];
  });
  const [old, now] = sides;
  if (old === undefined || now === undefined) return EXIT.error;
  const report = diffReport(old, now);
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : prettyDiff(report, paint));
  return differs(report) ? EXIT.findings : EXIT.clean;
}

/** Reports on each file that can be read; one that cannot is said on the standard error and costs the others nothing. */
function run<Entry>(names: readonly string[], { format, ros, assume, session }: Options, task: Task<Entry>): number {
  const entries: Entry[] = [];
  const severities: Severity[] = [];
  let unreadable = false;
  let counts = true;
  for (const name of names.flatMap(expand)) {
    const source = read(name);
    if ('error' in source) {
      process.stderr.write(`rosfw: ${clean(name)}: ${source.error}\n`);
      unreadable = true;
      continue;
    }
    if (format === 'mermaid') {
      const drawings = task.mermaid?.(analyse(source.text, { assume, rules: [] })) ?? [];
      process.stdout.write(drawings.join('\n'));
      continue;
    }
    const { entry, failures } = entryOf(task, name, source, { version: ros, assume, session });
    for (const { ruleId, error } of failures) {
      process.stderr.write(
        `rosfw: ${clean(name)}: the rule ${ruleId} failed, which is our fault; please report it: ${String(error)}\n`,
      );
    }
    const own = task.severities(entry);
    counts &&= own !== undefined;
    severities.push(...(own ?? []));
    if (format === 'pretty') process.stdout.write(task.pretty(entry, source.text));
    entries.push(entry);
  }
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ version: 1, files: entries } satisfies Report<Entry>, undefined, 2)}\n`);
  else if (counts && format === 'pretty') process.stdout.write(`${summary(severities, entries.length)}\n`);
  if (unreadable) return EXIT.error;
  return severities.some((severity) => task.fails.includes(severity)) ? EXIT.findings : EXIT.clean;
}

/** One file's entry of the report. */
function entryOf<Entry>(
  task: Task<Entry>,
  name: string,
  { text, problems }: Source,
  options: AnalyseOptions,
): { entry: Entry; failures: readonly RuleFailure[] } {
  if (task.markdown !== undefined && MARKDOWN.test(name)) {
    const found = analyseMarkdown(text, options);
    return { entry: task.markdown(name, found, problems), failures: found.failures };
  }
  const analysis = analyse(text, options);
  return { entry: task.entry(name, analysis, problems), failures: analysis.failures };
}

/** A folder stands for the scripts in it. */
function expand(name: string): string[] {
  if (name === '-' || !statSync(name, { throwIfNoEntry: false })?.isDirectory()) return [name];
  return readdirSync(name, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.rsc') && !file.split(path.sep).includes('node_modules'))
    .sort()
    .map((file) => path.join(name, file));
}

interface Source {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
}

function read(name: string): Source | { error: string } {
  try {
    const { text, latin1 } = decode(readFileSync(name === '-' ? 0 : name));
    const problem: SyntaxProblem = {
      code: 'not-utf-8',
      severity: 'warning',
      start: 0,
      end: 0,
      message:
        'This file is not UTF-8, so it is read as Latin-1 and letters with accents may look wrong. Save it as UTF-8.',
    };
    return { text, problems: latin1 ? [problem] : [] };
  } catch (error) {
    return { error: reason(error as NodeJS.ErrnoException) };
  }
}

function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file; check the path';
    case 'EACCES':
    case 'EPERM':
      return 'no permission; check its rights';
    case 'EISDIR':
      return 'it is a folder, not a file';
    default:
      return error.message;
  }
}
