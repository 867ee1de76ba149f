import process from 'node:process';
import type { Command } from 'commander';
import { analyse } from '../analysis/analyse.ts';
import type { Assumption } from '../execution/assumption.ts';
import { differs, diffReport, prettyDiff } from '../reports/diffReport.ts';
import { EXIT } from './exitCode.ts';
import { assumeOption, formatOption } from './options.ts';
import { readSource } from './sourceFile.ts';
import { complain, paint } from './terminal.ts';

/** Adds `rosfw diff` to the program. */
export function addDiffCommand(program: Command): void {
  program
    .command('diff')
    .description('say which packets a new version of a firewall lets in or keeps out, each with a packet that shows it')
    .argument('<old>', 'a script, or - for the standard input')
    .argument('<new>', 'another one')
    .addOption(assumeOption())
    .addOption(formatOption())
    .exitOverride()
    .action((old: string, now: string, options: DiffOptions) => {
      process.exitCode = diffFiles(old, now, options);
    });
}

interface DiffOptions {
  readonly format: 'pretty' | 'json';
  readonly assume?: Assumption;
}

/** As `diff` does, it ends with 1 where the two differ. */
function diffFiles(before: string, after: string, { format, assume }: DiffOptions): number {
  const sides = [before, after].flatMap((file) => {
    const source = readSource(file);
    if (!('fault' in source)) return [{ file, analysis: analyse(source.text, { assume, rules: [] }) }];
    complain(file, source.fault);
    return [];
  });
  const [old, now] = sides;
  if (old === undefined || now === undefined) return EXIT.error;
  const report = diffReport(old, now);
  process.stdout.write(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : prettyDiff(report, paint));
  return differs(report) ? EXIT.findings : EXIT.clean;
}
