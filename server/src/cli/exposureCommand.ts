import process from 'node:process';
import { type Command, Option } from 'commander';
import { exposureOf } from '../exposure/exposureOf.ts';
import {
  exposureChanges,
  exposureEntry,
  jsonExposures,
  markdownChanges,
  markdownExposure,
  prettyChanges,
  prettyExposure,
} from '../reports/exposureReport.ts';
import type { ExposureChangesJson, ExposureEntry } from '../reports/jsonOutput.ts';
import { printableJson } from '../text/printable.ts';
import { EXIT } from './exitCode.ts';
import { type Router, routersOf } from './routers.ts';
import { addTargetOptions, type TargetOptions } from './target.ts';
import { paint } from './terminal.ts';

/** Adds `rosfw exposure` to the program. */
export function addExposureCommand(program: Command): void {
  const added = program
    .command('exposure')
    .description('say what is open from where: each service, forwarded port and network by each side, with packets')
    .argument('[files...]', 'scripts, folders with .rsc files, patterns, or - for the standard input', ['.'])
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('pretty'))
    .option('--changes', 'of two routers, OLD and NEW: only what is open otherwise in the second')
    .option('--no-changes', 'show each by itself, also of two scripts')
    .exitOverride()
    .action((files: string[], options: ExposureOptions) => {
      process.exitCode = showExposure(files, options);
    });
  addTargetOptions(added);
}

const FORMATS = ['pretty', 'markdown', 'json'] as const;

interface ExposureOptions extends TargetOptions {
  readonly format: (typeof FORMATS)[number];
  /** Undefined where it hangs on what is named. */
  readonly changes?: boolean;
}

/** As `diff` does, it ends with 1 where two routers differ; a grid by itself is no fault. */
function showExposure(names: readonly string[], options: ExposureOptions): number {
  const { routers, targets, isUnreadable } = routersOf(names, options);
  // Two scripts that are named are two versions, as for `diff`.
  const areVersions = options.changes ?? (names.length === 2 && names.every((name) => /\.rsc$/i.test(name)));
  const entries: ExposureEntry[] = [];
  for (const router of routers) {
    const entry = entryOf(router);
    entries.push(entry);
    if (!areVersions && options.format !== 'json') {
      const text = options.format === 'pretty' ? prettyExposure(entry, paint) : markdownExposure(entry);
      process.stdout.write(`${entries.length > 1 ? '\n' : ''}${text}`);
    }
  }
  if (targets.complain() || isUnreadable()) return EXIT.error;
  if (!areVersions) {
    if (options.format === 'json') process.stdout.write(jsonExposures(entries));
    return EXIT.clean;
  }
  const [before, after, more] = entries;
  if (before === undefined || after === undefined || more !== undefined) {
    process.stderr.write(`rosfw: --changes needs two routers, OLD and NEW; there are ${entries.length}.\n`);
    return EXIT.error;
  }
  return showChanges(before, after, options.format);
}

function showChanges(before: ExposureEntry, after: ExposureEntry, format: ExposureOptions['format']): number {
  const changes = exposureChanges(before, after);
  const text = {
    pretty: () => prettyChanges(before, after, paint),
    markdown: () => markdownChanges(before, after),
    json: () => {
      const json: ExposureChangesJson = { version: 1, before: before.file, after: after.file, changes };
      return `${printableJson(json)}\n`;
    },
  }[format]();
  process.stdout.write(text);
  return changes.length === 0 ? EXIT.clean : EXIT.findings;
}

function entryOf({ files, device, analysis }: Router): ExposureEntry {
  return exposureEntry(files.join(' + '), exposureOf(analysis), analysis, device);
}
