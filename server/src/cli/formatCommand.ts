import process from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import { FORMAT_DEFAULTS, type FormatOptions, format } from '../features/format.ts';
import { parse } from '../syntax/parse.ts';
import { applyEdits } from '../text/edit.ts';
import { cleanPath } from '../text/printable.ts';
import { EXIT } from './exitCode.ts';
import { expandPaths } from './expandPaths.ts';
import { replaceText } from './replaceFile.ts';
import { readSource } from './sourceFile.ts';
import { addConfigOptions, type TargetOptions, Targets } from './target.ts';
import { complain, scriptText } from './terminal.ts';

/** Adds `rosfw format` to the program. */
export function addFormatCommand(program: Command): void {
  const added = program
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
  addConfigOptions(added);
}

interface FormatCommandOptions extends Partial<FormatOptions>, TargetOptions {
  readonly check?: boolean;
}

function toSize(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Write a whole number, such as 80.');
  return Number(text);
}

/** Writes each file that changes; with `check` it names them and ends with 1. */
function formatFiles(names: readonly string[], options: FormatCommandOptions): number {
  const { check = false, width, indent, sort } = options;
  const targets = new Targets(options);
  const { files, faults, skipped } = expandPaths(names);
  for (const { file, message } of [...faults, ...skipped]) complain(file, message);
  let failed = faults.length > 0;
  let changed = 0;
  for (const name of files) {
    if (targets.ignores(name)) continue;
    const source = readSource(name, options.maxFileSize);
    if ('fault' in source) {
      complain(name, source.fault);
      failed = true;
      continue;
    }
    const edits = format(parse(source.text), {
      width: width ?? FORMAT_DEFAULTS.width,
      indent: indent ?? FORMAT_DEFAULTS.indent,
      sort: sort ?? FORMAT_DEFAULTS.sort,
    });
    if (edits.length > 0) changed++;
    const text = applyEdits(source.text, edits);
    if (check) {
      if (edits.length > 0) process.stdout.write(`${cleanPath(name)}\n`);
    } else if (name === '-') process.stdout.write(scriptText(text));
    else if (edits.length > 0) {
      const failure = replaceText(name, source.text, text, source.encoding);
      if (failure !== undefined) {
        complain(name, failure);
        failed = true;
      }
    }
  }
  if (targets.complain() || failed) return EXIT.error;
  return check && changed > 0 ? EXIT.findings : EXIT.clean;
}
