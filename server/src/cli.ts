/** Entry point of the command line `rosfw`: one of the files that know the platform. */
import { existsSync } from 'node:fs';
import process from 'node:process';
// Commander: argument parsing and help by the library that users of command lines know; it has no dependencies.
import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './cli/checkCommand.ts';
import { addCompletionCommand } from './cli/completionCommand.ts';
import { addConvertCommand } from './cli/convertCommand.ts';
import { addDiffCommand } from './cli/diffCommand.ts';
import { EXIT } from './cli/exitCode.ts';
import { addExposureCommand } from './cli/exposureCommand.ts';
import { addFormatCommand } from './cli/formatCommand.ts';
import { addGenerateCommand } from './cli/generateCommand.ts';
import { addLanguageOption } from './cli/language.ts';
import { addLspCommand } from './cli/lspCommand.ts';
import { addMcpCommand } from './cli/mcpCommand.ts';
import { addReportCommands } from './cli/reportCommands.ts';
import { addRuleCommands } from './cli/ruleCommands.ts';
import { reason } from './cli/sourceFile.ts';
import { addTestCommand } from './cli/testCommand.ts';
import { addTraceCommand } from './cli/traceCommand.ts';
import { clean, cleanLine } from './text/printable.ts';

declare const ROSFW_VERSION: string;
declare const ROSFW_COMMIT: string;

const VERSION = typeof ROSFW_VERSION === 'string' ? ROSFW_VERSION : '0.0.0';
/** What it was built from, where that is known. */
const COMMIT = typeof ROSFW_COMMIT === 'string' ? ROSFW_COMMIT : '';

const program = new Command('rosfw')
  // What somebody else has named may be an argument, too.
  .configureOutput({ outputError: (text, write) => write(`${text.trimEnd().split('\n').map(cleanLine).join('\n')}\n`) })
  .description('Reads MikroTik RouterOS scripts (.rsc) like the router does and shows what the firewall will do.')
  .version(COMMIT === '' ? VERSION : `${VERSION} (${COMMIT})`)
  .showHelpAfterError('(run with --help for the usage)')
  .addHelpText(
    'after',
    `
Exit codes:
  0  clean, or only information and hints
  1  findings of error or warning (for parse: problems of severity error; for diff: an effective change;
     for test: an expectation does not hold; for format --check: some file is not in form)
  2  usage error, or a file could not be read

Examples:
  rosfw check router.rsc              what is wrong, with a reason and a fix
  rosfw check --format sarif sites/   the same for code scanning
  ssh router /export | rosfw knocks - the port knocks of a router and whether they work
  rosfw trace router.rsc --packet 'tcp 198.51.100.7 -> :22 in=ether1'
                                      rule by rule what happens to a packet
  rosfw diff old.rsc new.rsc          what the new version lets in or keeps out
  rosfw exposure router.rsc           what is open from where, with packets that show it
  rosfw test sites/                   whether each router still does what rosfw.json expects of it
  rosfw generate knock --steps 4      a port knock of your own, with ports drawn at random
  rosfw lsp --stdio                   the language server, for any editor
  rosfw mcp --root sites              the same proofs for an assistant, over the Model Context Protocol
  rosfw explain missing-blacklist     why a finding matters, with a bad and a good example

Colours follow the terminal; NO_COLOR=1 takes them away, FORCE_COLOR=1 keeps them.
The language of what is printed for people follows the locale, or --lang; formats for programs are English.`,
  )
  .exitOverride();

addCheckCommand(program, VERSION);
addReportCommands(program);
addTraceCommand(program);
addDiffCommand(program);
addTestCommand(program);
addExposureCommand(program);
addFormatCommand(program);
addGenerateCommand(program);
addConvertCommand(program);
addRuleCommands(program);
addLspCommand(program, async () => (await import('./languageServer.ts')).serveEditors(VERSION));
addMcpCommand(program, VERSION);
addCompletionCommand(program);
addLanguageOption(program);

// Whatever nobody has caught is our fault, and no finding.
process.on('uncaughtException', endForOurFault).on('unhandledRejection', endForOurFault);

// A reader that has enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`rosfw: the output could not be written: ${clean(reason(error))}\n`);
  process.exit(EXIT.error);
});

// Nothing is left to wait for, and yet no end was reached.
let isDone = false;
process.on('beforeExit', () => {
  if (isDone) return;
  process.stderr.write('rosfw: this ended before it was done, which is our fault; please report it\n');
  process.exit(EXIT.error);
});

try {
  await program.parseAsync(prepared(process.argv));
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.error;
}
isDone = true;

function endForOurFault(error: unknown): never {
  const [what = ''] = String(error).split('\n');
  process.stderr.write(`rosfw: this failed, which is our fault; please report it: ${clean(what)}\n`);
  process.exit(EXIT.error);
}

/**
 * `--fix router.rsc` must not take the file for the kind of repair, and a file that is called like an option, as
 * `--baseline=x.rsc` among those that a shell puts in place of `*.rsc`, is a file.
 */
function prepared(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((argument, index) => {
    if (index < 2 || !/^-./.test(argument) || (end >= 0 && index >= end)) return argument;
    if (existsSync(argument)) return `./${argument}`;
    return argument === '--fix' ? '--fix=safe' : argument;
  });
}
