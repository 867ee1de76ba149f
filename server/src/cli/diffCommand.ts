import process from 'node:process';
import type { Command } from 'commander';
import { compare } from '../features/comparison.ts';
import { differs, prettyDiff } from '../reports/diffReport.ts';
import { printableJson } from '../text/printable.ts';
import { EXIT } from './exitCode.ts';
import { formatOption } from './options.ts';
import { readSource } from './sourceFile.ts';
import { addTargetOptions, type TargetOptions, Targets } from './target.ts';
import { complain, paint } from './terminal.ts';

/** Adds `rosfw diff` to the program. */
export function addDiffCommand(program: Command): void {
  const added = program
    .command('diff')
    .description('say which packets a new version of a firewall lets in or keeps out, each with a packet that shows it')
    .argument('<old>', 'a script, or - for the standard input')
    .argument('<new>', 'another one')
    .addOption(formatOption())
    .exitOverride()
    .action((old: string, now: string, options: DiffOptions) => {
      process.exitCode = diffFiles(old, now, options);
    });
  addTargetOptions(added);
}

interface DiffOptions extends TargetOptions {
  readonly format: 'pretty' | 'json';
}

/** As `diff` does, it ends with 1 where the two differ. */
function diffFiles(before: string, after: string, options: DiffOptions): number {
  const { format } = options;
  const targets = new Targets(options);
  const sides = [before, after].flatMap((file) => {
    const source = readSource(file, options.maxFileSize);
    if (!('fault' in source)) return [{ file, analysis: targets.analyse(file, source, { rules: [] }) }];
    complain(file, source.fault);
    return [];
  });
  const [old, now] = sides;
  if (old === undefined || now === undefined) return EXIT.error;
  const report = compare(old, now);
  process.stdout.write(format === 'json' ? `${printableJson(report)}\n` : prettyDiff(report, paint));
  if (targets.complain()) return EXIT.error;
  return differs(report) ? EXIT.findings : EXIT.clean;
}
