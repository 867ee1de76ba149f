import process from 'node:process';
import { type Command, Option } from 'commander';
import type { FileAnalysis } from '../analysis/analysis.ts';
import { unnoticedRules } from '../expectation/expectationCoverage.ts';
import { expectationsOf } from '../expectation/expectationsOf.ts';
import { judgeExpectation } from '../expectation/judgeExpectation.ts';
import type { Zones } from '../expectation/trafficBoxes.ts';
import { usualExpectations } from '../expectation/usualExpectations.ts';
import { Composition } from '../project/composition.ts';
import {
  EXPECTATION_FORMATS,
  type ExpectationEntry,
  type ExpectationFile,
  type ExpectationFormat,
  expectationEntry,
  expectationReport,
} from '../reports/expectationReport.ts';
import { printableJson } from '../text/printable.ts';
import type { TextRange } from '../text/range.ts';
import { EXIT } from './exitCode.ts';
import { expandPaths } from './expandPaths.ts';
import { readSource, type SourceFile } from './sourceFile.ts';
import { addTargetOptions, nameOf, type TargetOptions, Targets } from './target.ts';
import { complain, paint } from './terminal.ts';

/** Adds `rosfw test` to the program. */
export function addTestCommand(program: Command): void {
  const added = program
    .command('test')
    .description('prove what the project file and the scripts expect of the firewall, each failure with a packet')
    .argument('[files...]', 'scripts, folders with .rsc files, patterns, or - for the standard input', ['.'])
    .addOption(new Option('--format <format>', 'how to print').choices(EXPECTATION_FORMATS).default('pretty'))
    .option('--lenient', 'let pass what the file does not settle')
    .option('--init', 'print what the firewall does today as expectations, for "expect" in rosfw.json')
    .option('--coverage', 'name the rules whose loss no expectation would notice')
    .exitOverride()
    .action((files: string[], options: TestOptions) => {
      process.exitCode = testFiles(files, options);
    });
  addTargetOptions(added);
}

interface TestOptions extends TargetOptions {
  readonly format: ExpectationFormat;
  readonly lenient?: boolean;
  readonly init?: boolean;
  readonly coverage?: boolean;
}

function testFiles(names: readonly string[], options: TestOptions): number {
  const { files, faults, skipped } = expandPaths(names);
  for (const { file, message } of [...faults, ...skipped]) complain(file, message);
  const targets = new Targets(options);
  let isUnreadable = faults.length > 0;
  const found: ExpectationFile[] = [];
  const done = new Set<string>();
  for (const path of files) {
    if (targets.ignores(path) || done.has(path)) continue;
    const own = targets.filesOf(path);
    for (const file of own) done.add(file);
    const router = routerOf(own, targets, options);
    if (router === undefined) {
      isUnreadable = true;
      continue;
    }
    if (options.init === true) process.stdout.write(`${printableJson(usualExpectations(router.analysis))}\n`);
    else found.push(tested(router, options.coverage === true));
  }
  if (options.init !== true) process.stdout.write(expectationReport(found, options.format, paint));
  if (targets.complain() || isUnreadable) return EXIT.error;
  const passes = ({ status }: ExpectationEntry): boolean =>
    status === 'held' || (status === 'undecided' && options.lenient === true);
  return found.every(({ results }) => results.every(passes)) ? EXIT.clean : EXIT.findings;
}

/** What is asked about one router. */
interface Router {
  readonly file: string;
  readonly analysis: FileAnalysis;
  readonly expectations: readonly { readonly text: string; readonly line: number | null }[];
  readonly zones: Zones;
}

/** The files of a device are carried out one after the other, as the router does. */
function routerOf(files: readonly string[], targets: Targets, options: TestOptions): Router | undefined {
  const sources: (SourceFile & { readonly file: string })[] = [];
  for (const path of files) {
    const file = nameOf(path, options);
    const source = readSource(path, options.maxFileSize);
    if ('fault' in source) complain(file, source.fault);
    else sources.push({ file, ...source });
  }
  const [first] = sources;
  if (first === undefined || sources.length < files.length) return undefined;
  const composition = sources.length === 1 ? undefined : new Composition(sources, () => undefined);
  const source = composition === undefined ? first : { ...first, text: composition.text };
  const analysis = targets.analyse(first.file, source, { rules: [], origin: composition });
  const { expectations, zones } = expectationsOf(analysis.script, targets.settingsOf(first.file));
  const line = (range: TextRange): number => analysis.lines.position(range.start).line + 1;
  return {
    file: sources.map(({ file }) => file).join(' + '),
    analysis,
    expectations: expectations.map(({ text, range }) => ({ text, line: range === undefined ? null : line(range) })),
    zones,
  };
}

function tested({ file, analysis, expectations, zones }: Router, withCoverage: boolean): ExpectationFile {
  const results = expectations.map(({ text, line }) =>
    expectationEntry(judgeExpectation(text, analysis, zones), line, analysis),
  );
  if (!withCoverage) return { file, results };
  return {
    file,
    results,
    unnoticed: unnoticedRules(
      expectations.map(({ text }) => text),
      analysis,
      zones,
    ),
  };
}
