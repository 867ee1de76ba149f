import process from 'node:process';
import { type Command, Option } from 'commander';
import { unnoticedRules } from '../expectation/expectationCoverage.ts';
import { expectationFaultSteps, withContradiction } from '../expectation/expectationFaults.ts';
import { expectationsOf } from '../expectation/expectationsOf.ts';
import { judgeExpectation } from '../expectation/judgeExpectation.ts';
import { usualExpectations } from '../expectation/usualExpectations.ts';
import {
  EXPECTATION_FORMATS,
  type ExpectationFormat,
  expectationEntry,
  expectationReport,
} from '../reports/expectationReport.ts';
import type { ExpectationEntry, ExpectationFile } from '../reports/jsonOutput.ts';
import { printableJson } from '../text/printable.ts';
import type { TextRange } from '../text/range.ts';
import { finish } from '../text/steps.ts';
import { EXIT } from './exitCode.ts';
import { type Router, routersOf } from './routers.ts';
import { addTargetOptions, type TargetOptions, type Targets } from './target.ts';
import { paint } from './terminal.ts';

/** Adds `rosfw test` to the program. */
export function addTestCommand(program: Command): void {
  const added = program
    .command('test')
    .description('prove what the project file and the scripts expect of the firewall, each failure with a packet')
    .argument('[files...]', 'scripts, folders with .rsc files, patterns, or - for the standard input', ['.'])
    .addOption(new Option('--format <format>', 'how to print').choices(EXPECTATION_FORMATS).default('pretty'))
    .option('--lenient', 'let pass what the file does not settle')
    .option(
      '--expect <expectation>',
      'a further expectation, such as "internet -> router tcp 22 => refused"; may be given again',
      (text: string, all: readonly string[]) => [...all, text],
      [] as readonly string[],
    )
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
  readonly expect: readonly string[];
  readonly init?: boolean;
  readonly coverage?: boolean;
}

function testFiles(names: readonly string[], options: TestOptions): number {
  const { routers, targets, isUnreadable } = routersOf(names, options);
  const found: ExpectationFile[] = [];
  for (const router of routers) {
    if (options.init === true) process.stdout.write(`${printableJson(usualExpectations(router.analysis))}\n`);
    else found.push(tested(router, targets, options));
  }
  if (options.init !== true) process.stdout.write(expectationReport(found, options.format, paint));
  if (targets.complain() || isUnreadable()) return EXIT.error;
  const passes = ({ status }: ExpectationEntry): boolean =>
    status === 'held' || (status === 'undecided' && options.lenient === true);
  return found.every(({ results }) => results.every(passes)) ? EXIT.clean : EXIT.findings;
}

function tested({ files, analysis }: Router, targets: Targets, { expect, coverage }: TestOptions): ExpectationFile {
  const [first] = files;
  const { expectations: written, zones } = expectationsOf(analysis.script, targets.settingsOf(first));
  const expectations = [...written, ...expect.map((text) => ({ text, range: undefined }))];
  const line = (range: TextRange): number => analysis.lines.position(range.start).line + 1;
  const texts = expectations.map(({ text }) => text);
  const problems = finish(expectationFaultSteps(texts, analysis, zones));
  const results = expectations.map(({ text, range }, index) => {
    const result = withContradiction(judgeExpectation(text, analysis, zones), index, problems, texts);
    return expectationEntry(result, range === undefined ? null : line(range), analysis);
  });
  const file = files.join(' + ');
  if (coverage !== true) return { file, results };
  return {
    file,
    results,
    unnoticed: unnoticedRules(texts, analysis, zones),
  };
}
