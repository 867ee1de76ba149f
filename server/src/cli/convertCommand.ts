import process from 'node:process';
import type { Command } from 'commander';
import { converted, pastes } from '../paste/paste.ts';
import { LineTable } from '../text/lineTable.ts';
import { EXIT } from './exitCode.ts';
import { maxFileSizeOption } from './options.ts';
import { readSource } from './sourceFile.ts';
import { complain, scriptText } from './terminal.ts';

/** Adds `rosfw convert` to the program. */
export function addConvertCommand(program: Command): void {
  program
    .command('convert')
    .description(
      'make a script of what was copied: the output of print, fields of WinBox, a page with prose and commands',
    )
    .argument('[file]', 'a text, or - for the standard input', '-')
    .option('--menu <menu>', 'the menu of items whose menu is not said, such as "/ip firewall mangle"')
    .addOption(maxFileSizeOption())
    .addHelpText('after', HELP)
    .exitOverride()
    .action((file: string, options: ConvertOptions) => {
      process.exitCode = convert(file, options);
    });
}

interface ConvertOptions {
  readonly menu?: string;
  /** Bytes. */
  readonly maxFileSize?: number;
}

const HELP = `
The script goes to the standard output, and the file stays as it is. Dynamic items are left out, since the router makes
them itself.

Exit codes:
  0  all of it could be converted, or there was nothing to convert
  1  a part stays as it was, since it does not tell enough
  2  wrong usage, or a file that could not be read

Examples:
  ssh router '/ip firewall filter print' | rosfw convert
  rosfw convert --menu "/ip firewall mangle" items.txt > mangle.rsc`;

/** What cannot be converted is left as it is, and said. */
function convert(name: string, { menu, maxFileSize }: ConvertOptions): number {
  const source = readSource(name, maxFileSize);
  if ('fault' in source) {
    complain(name, source.fault);
    return EXIT.error;
  }
  const path = menu === undefined ? undefined : `/${menu.trim().replace(/^\//, '').replaceAll(/[ /]+/g, '/')}`;
  const script = converted(source.text, path);
  process.stdout.write(scriptText(script));
  const left = pastes(script);
  const lines = new LineTable(script);
  for (const { start, what } of left) {
    const hint = path === undefined ? ' Name the menu with --menu, or take the output of export.' : '';
    complain(`${name}:${lines.position(start).line + 1}`, `${what}${hint}`);
  }
  return left.length === 0 ? EXIT.clean : EXIT.findings;
}
