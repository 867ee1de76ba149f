import process from 'node:process';
import type { Command } from 'commander';
import type { FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import { knockDiagram } from '../features/knockView/knockMermaid.ts';
import type { Report } from '../reports/jsonOutput.ts';
import { prettyKnocks, prettyParse, summary } from '../reports/prettyReport.ts';
import { knocksEntry, parseEntry } from '../reports/report.ts';
import type { Severity } from '../syntax/problem.ts';
import { printableJson } from '../text/printable.ts';
import { MARKDOWN } from './checkJob.ts';
import { EXIT } from './exitCode.ts';
import { expandPaths } from './expandPaths.ts';
import { formatOption } from './options.ts';
import { readSource } from './sourceFile.ts';
import { addTargetOptions, nameOf, type TargetOptions, Targets } from './target.ts';
import { complain, paint } from './terminal.ts';

/** Adds `rosfw knocks` and `rosfw parse`, which report on one file after the other. */
export function addReportCommands(program: Command): void {
  addReportCommand(program, 'knocks', 'list the port knocks: stages, grant, gates and a verdict', {
    entry: (file, analysis) => knocksEntry(file, analysis),
    pretty: (entry) => prettyKnocks(entry, paint),
    mermaid: ({ knocks }) => knocks.map(knockDiagram),
    severities: () => undefined,
    fails: [],
  });
  addReportCommand(program, 'parse', 'say what is wrong with the text of the script', {
    entry: parseEntry,
    markdown: parseEntry,
    pretty: (entry, text) => prettyParse(entry, text, paint),
    severities: ({ problems }) => problems.map(({ severity }) => severity),
    fails: ['error'],
  });
}

/** One kind of report over many files. */
interface Task<Entry> {
  entry(file: string, analysis: FileAnalysis): Entry;
  /** The same of the code blocks in a Markdown file, where the report is about problems only. */
  markdown?(file: string, problems: FileProblems): Entry;
  pretty(entry: Entry, text: string): string;
  /** Drawings for the format `mermaid`, where the task has any. */
  mermaid?(analysis: FileAnalysis): readonly string[];
  /** Severities that the summary counts; undefined for a task without findings. */
  severities(entry: Entry): readonly Severity[] | undefined;
  /** Severities that make the exit code 1. */
  readonly fails: readonly Severity[];
}

interface ReportOptions extends TargetOptions {
  readonly format: 'pretty' | 'json' | 'mermaid';
}

function addReportCommand<Entry>(program: Command, name: string, description: string, task: Task<Entry>): void {
  const added = program
    .command(name)
    .description(description)
    .argument(
      '<files...>',
      'scripts, Markdown with scripts in it, folders with .rsc files, patterns, or - for the standard input',
    )
    .addOption(formatOption(...(task.mermaid === undefined ? [] : ['mermaid'])))
    .exitOverride()
    .action((files: string[], options: ReportOptions) => {
      process.exitCode = run(files, options, task);
    });
  addTargetOptions(added);
}

/** Reports on each file that can be read; one that cannot is said on the standard error and costs the others nothing. */
function run<Entry>(names: readonly string[], options: ReportOptions, task: Task<Entry>): number {
  const { format } = options;
  const entries: Entry[] = [];
  const severities: Severity[] = [];
  const { files, faults, skipped } = expandPaths(names);
  for (const { file, message } of [...faults, ...skipped]) complain(file, message);
  const targets = new Targets(options);
  let unreadable = faults.length > 0;
  let counts = true;
  for (const path of files) {
    const name = nameOf(path, options);
    if (targets.ignores(path)) continue;
    const source = readSource(path, options.maxFileSize);
    if ('fault' in source) {
      complain(name, source.fault);
      unreadable = true;
      continue;
    }
    if (format === 'mermaid') {
      const drawings = task.mermaid?.(targets.analyse(path, source, { rules: [] })) ?? [];
      process.stdout.write(drawings.join('\n'));
      continue;
    }
    const entry =
      task.markdown !== undefined && MARKDOWN.test(name)
        ? task.markdown(name, targets.analyseMarkdown(path, source))
        : task.entry(name, targets.analyse(path, source));
    const own = task.severities(entry);
    counts &&= own !== undefined;
    severities.push(...(own ?? []));
    if (format === 'pretty') process.stdout.write(task.pretty(entry, source.text));
    entries.push(entry);
  }
  if (format === 'json')
    process.stdout.write(`${printableJson({ version: 1, files: entries } satisfies Report<Entry>)}\n`);
  else if (counts && format === 'pretty') process.stdout.write(`${summary(severities, entries.length)}\n`);
  if (targets.complain() || unreadable) return EXIT.error;
  return severities.some((severity) => task.fails.includes(severity)) ? EXIT.findings : EXIT.clean;
}
