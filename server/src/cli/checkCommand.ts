import path from 'node:path';
import process from 'node:process';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PERSONAS, type Persona, SEVERITIES } from '../diagnostics/selection.ts';
import { language } from '../language/language.ts';
import { phrase, plural } from '../language/phrase.ts';
import { PROJECT_FILE } from '../project/projectFile.ts';
import { Baseline } from '../reports/baseline.ts';
import type { CheckFault, CheckReport } from '../reports/checkReport.ts';
import { gccReport } from '../reports/gccReport.ts';
import { githubReport } from '../reports/githubReport.ts';
import { gitlabReport } from '../reports/gitlabReport.ts';
import type { CheckEntry, Report } from '../reports/jsonOutput.ts';
import { prettyCheck, summary } from '../reports/prettyReport.ts';
import { sarifReport } from '../reports/sarifReport.ts';
import { slashed } from '../reports/uri.ts';
import type { Severity } from '../syntax/problem.ts';
import { printableJson } from '../text/printable.ts';
import { type CheckedFile, type CheckedPath, type CheckJob, MARKDOWN } from './checkJob.ts';
import { checkJobs } from './checkJobs.ts';
import { EXIT } from './exitCode.ts';
import { expandPaths } from './expandPaths.ts';
import { formatOption } from './options.ts';
import { patchReport } from './patch.ts';
import { Projects } from './projects.ts';
import { replaceFile, replaceText } from './replaceFile.ts';
import { readSource } from './sourceFile.ts';
import { addTargetOptions, nameOf, type TargetOptions, targetOf } from './target.ts';
import { complain, Progress, paint } from './terminal.ts';
import { LEADS_OUT, staysInside, workspaceOf } from './workspace.ts';

/** Adds `rosfw check` to the program. */
export function addCheckCommand(program: Command, version: string): void {
  const added = program
    .command('check')
    .description('say what is wrong with the firewall and its port knocks')
    .argument(
      '[paths...]',
      'scripts, Markdown with scripts in it, folders with .rsc files, patterns, or - for the standard input',
      ['.'],
    )
    .addOption(formatOption('sarif', 'github', 'gcc', 'gitlab'))
    .addOption(new Option('--min-severity <severity>', 'leave out what is quieter').choices(SEVERITIES))
    .addOption(
      new Option(
        '--persona <persona>',
        'who reads: what to act on, also bad style, or all that deserves a look',
      ).choices(PERSONAS),
    )
    .addOption(
      new Option(
        '--fix [kind]',
        'repair the files: what is safe, or with "--fix=unsafe" also what may change the meaning',
      )
        .choices(['safe', 'unsafe'])
        .preset('safe'),
    )
    .addOption(new Option('--threads <number>', 'how many files are checked at a time').argParser(toThreads))
    .option('--diff', 'print what --fix would change, and change nothing')
    .option('--baseline <file>', 'leave out the findings that this file lists')
    .option('--write-baseline', `list all present findings in the baseline (without --baseline: ${DEFAULT_BASELINE})`)
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (paths: string[], options: CheckOptions) => {
      process.exitCode = await check(paths, options, version);
    });
  addTargetOptions(added);
}

function toThreads(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('Write a number from 1 to 99.');
  return Number(text);
}

const DEFAULT_BASELINE = 'rosfw-baseline.json';

const HELP = `
Formats:
  pretty   for people: a frame around each place, and a summary
  json     all that is known of each finding; a contract, with "version": 1
  sarif    SARIF 2.1.0 for code scanning
  github   annotations of a GitHub workflow
  gcc      one line each, as compilers write them; for editors and problem matchers
  gitlab   GitLab's code quality report

Exit codes:
  0  nothing, or only information and hints; with --format sarif also with findings, since its readers look inside
  1  at least one error or warning, or with --diff a change
  2  wrong usage, a mistake in ${PROJECT_FILE}, or a file that could not be read

Examples:
  rosfw check                              all scripts below this folder
  rosfw check --fix 'sites/**/*.rsc'       repair what can be repaired without changing the meaning
  rosfw check --fix=unsafe --diff edge.rsc see what the further repairs would do
  rosfw check --write-baseline; rosfw check --baseline ${DEFAULT_BASELINE}
                                           put up with what there is, and hear only of what is new
  ssh router /export | rosfw check - --stdin-filename edge.rsc`;

interface CheckOptions extends TargetOptions {
  readonly format: 'pretty' | 'json' | 'sarif' | 'github' | 'gcc' | 'gitlab';
  readonly minSeverity?: Severity;
  readonly persona?: Persona;
  readonly fix?: 'safe' | 'unsafe';
  readonly diff?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly threads?: number;
}

const FORMATS: Readonly<Record<Exclude<CheckOptions['format'], 'pretty'>, (report: CheckReport) => string>> = {
  json: ({ files }) => `${printableJson({ version: 1, files } satisfies Report<CheckEntry>)}\n`,
  sarif: sarifReport,
  github: githubReport,
  gcc: gccReport,
  gitlab: gitlabReport,
};

async function check(paths: readonly string[], options: CheckOptions, version: string): Promise<number> {
  const wrong = misuse(paths, options);
  if (wrong !== undefined) {
    complain(wrong);
    return EXIT.error;
  }
  const known = readBaseline(options);
  if (known !== undefined && 'fault' in known) {
    complain(known.name, known.fault);
    return EXIT.error;
  }
  const { files, faults: missing, skipped } = expandPaths(paths);
  const projects = new Projects(options.config);
  const jobs = jobsOf(files, options, projects);
  const total = jobs.reduce((sum, job) => sum + job.files.filter(({ wanted }) => wanted).length, 0);
  const run = new CheckRun(options, version, known, total);
  for (const { file, message } of skipped) complain(file, message);
  for (const fault of [...missing, ...projects.faults]) run.fault(fault);
  await checkJobs(jobs, (checked) => run.add(checked), options.threads);
  return run.finish();
}

/** Options that make no sense together. */
function misuse(paths: readonly string[], { fix, diff, format, writeBaseline }: CheckOptions): string | undefined {
  if (diff === true && format !== 'pretty') return `--diff prints a difference, not ${format}; leave one of them out`;
  if (fix !== undefined && diff !== true && paths.includes('-'))
    return 'the standard input cannot be repaired in place; add --diff to see the changes';
  if (writeBaseline === true && (fix !== undefined || diff === true))
    return 'a baseline lists what stays; repair the files first, then run again with --write-baseline';
  return undefined;
}

/** A job for each file, and one for all files of a router. */
function jobsOf(paths: readonly string[], options: CheckOptions, projects: Projects): CheckJob[] {
  const wanted = new Set(paths.map((file) => path.normalize(file)));
  const devices = new Set<string>();
  return paths.flatMap((file) => {
    if (projects.settingsOf(nameOf(file, options))?.ignored === true) return [];
    const device = file === '-' || MARKDOWN.test(file) ? undefined : projects.deviceOf(file);
    if (device === undefined) return [jobOf([{ path: file, wanted: true }], options, projects)];
    if (devices.has(device.name)) return [];
    devices.add(device.name);
    const files = device.files.map((path) => ({ path, wanted: wanted.has(path) }));
    return [jobOf(files, options, projects)];
  });
}

/** What is said on the command line goes before what the project file says. */
function jobOf(
  paths: readonly Pick<CheckedPath, 'path' | 'wanted'>[],
  options: CheckOptions,
  projects: Projects,
): CheckJob {
  const { minSeverity, format, fix, diff } = options;
  const files = paths.map(({ path, wanted }) => {
    const file = nameOf(path, options);
    const { persona = undefined, severities = {} } = projects.settingsOf(file) ?? {};
    const reader = options.persona ?? persona;
    const selection = {
      severities,
      ...(reader !== undefined && { persona: reader }),
      ...(minSeverity !== undefined && { minSeverity }),
    };
    return { path, file, wanted, selection };
  });
  return {
    files,
    target: targetOf(options, projects.settingsOf(files[0]?.file ?? '-')),
    workspace: projects.workspaceOf(files[0]?.path ?? '.'),
    largest: options.maxFileSize,
    fix: fix ?? (diff === true ? 'safe' : undefined),
    withText: format === 'pretty',
    language: language(),
  };
}

type KnownBaseline = { readonly name: string; readonly baseline: Baseline };

function readBaseline({
  baseline: name,
  writeBaseline,
}: CheckOptions): KnownBaseline | { readonly name: string; readonly fault: string } | undefined {
  if (name === undefined || writeBaseline === true) return undefined;
  const source = leadsOut(name) ? { fault: LEADS_OUT } : readSource(name);
  if ('fault' in source) return { name, fault: source.fault };
  const baseline = Baseline.parse(source.text.replace(/^\ufeff/, ''));
  return 'fault' in baseline ? { name, ...baseline } : { name, baseline };
}

/** A baseline is part of a repository, and may be as hostile as the rest of it. */
function leadsOut(name: string): boolean {
  return !staysInside(workspaceOf(name, process.cwd()), name);
}

/** Takes the files in, prints what can be printed at once, and knows the exit code in the end. */
class CheckRun {
  readonly #options: CheckOptions;
  readonly #version: string;
  readonly #known: KnownBaseline | undefined;
  readonly #progress: Progress;
  /** Only where they are needed in the end: of thousands of files they would fill the memory. */
  readonly #entries: CheckEntry[] = [];
  #checked = 0;
  readonly #faults: CheckFault[] = [];
  readonly #severities: Severity[] = [];
  #knownCount = 0;
  #fixCount = 0;
  #fixedFiles = 0;

  constructor(options: CheckOptions, version: string, known: KnownBaseline | undefined, total: number) {
    this.#options = options;
    this.#version = version;
    this.#known = known;
    this.#progress = new Progress(total);
  }

  fault(fault: CheckFault): void {
    this.#progress.clear();
    complain(fault.file, fault.message);
    this.#faults.push(fault);
  }

  add({ entry: found, text, fixed, faults }: CheckedFile): void {
    for (const fault of faults) this.fault(fault);
    const entry =
      this.#known === undefined
        ? found
        : this.#known.baseline.withoutKnown(found, pathIn(this.#known.name, found.file));
    this.#knownCount += found.findings.length - entry.findings.length;
    this.#severities.push(...entry.findings.map(({ severity }) => severity));
    this.#checked++;
    if (this.#options.format !== 'pretty' || this.#options.writeBaseline === true) this.#entries.push(entry);
    if (fixed !== undefined) this.#fixed(entry.file, fixed);
    if (this.#options.format === 'pretty' && this.#options.diff !== true && this.#options.writeBaseline !== true) {
      this.#progress.clear();
      process.stdout.write(prettyCheck(entry, text ?? '', paint));
    }
    this.#progress.update(this.#checked);
  }

  finish(): number {
    this.#progress.clear();
    const { format, diff, writeBaseline } = this.#options;
    if (writeBaseline === true) return this.#writeBaseline();
    if (format === 'pretty') (diff === true ? process.stderr : process.stdout).write(`${this.#summary()}\n`);
    else {
      const report = { version: this.#version, files: this.#entries, faults: this.#faults };
      process.stdout.write(FORMATS[format](report));
    }
    if (this.#faults.length > 0) return EXIT.error;
    if (format === 'sarif') return EXIT.clean;
    const loud = this.#severities.some((severity) => severity === 'error' || severity === 'warning');
    return loud || (diff === true && this.#fixCount > 0) ? EXIT.findings : EXIT.clean;
  }

  #fixed(file: string, { before, after, count, encoding }: NonNullable<CheckedFile['fixed']>): void {
    if (this.#options.diff === true) {
      this.#fixCount += count;
      this.#fixedFiles++;
      process.stdout.write(patchReport(file, before, after));
      return;
    }
    const failure = replaceText(file, before, after, encoding);
    if (failure !== undefined) {
      this.fault({ file, message: `it could not be repaired: ${failure}` });
      return;
    }
    this.#fixCount += count;
    this.#fixedFiles++;
  }

  #summary(): string {
    const [repairs, files] = [this.#fixCount, this.#fixedFiles];
    const isOnlyShown = this.#options.diff === true;
    const fixes =
      this.#fixCount === 0
        ? []
        : [
            phrase`${plural(repairs, { one: phrase`${repairs} repair`, other: phrase`${repairs} repairs` })} ${isOnlyShown ? phrase`would be made` : phrase`made`} in ${plural(files, { one: phrase`${files} file`, other: phrase`${files} files` })}`,
          ];
    const known = this.#knownCount === 0 ? [] : [phrase`${this.#knownCount} more in the baseline`];
    return [...fixes, summary(this.#severities, this.#checked), ...known].join('; ');
  }

  #writeBaseline(): number {
    if (this.#faults.length > 0) return EXIT.error;
    const name = this.#options.baseline ?? DEFAULT_BASELINE;
    const text = Baseline.write(this.#entries, (file) => pathIn(name, file));
    const failure = leadsOut(name) ? LEADS_OUT : replaceFile(name, Buffer.from(text), undefined);
    if (failure !== undefined) {
      complain(name, failure);
      return EXIT.error;
    }
    const count = this.#severities.length;
    const written = plural(count, {
      one: phrase`${count} finding written to ${name}`,
      other: phrase`${count} findings written to ${name}`,
    });
    process.stdout.write(`${written}\n`);
    return EXIT.clean;
  }
}

/** A baseline names files from its own folder, so that it holds wherever rosfw is run. */
function pathIn(baseline: string, file: string): string {
  return slashed(path.relative(path.dirname(baseline), file));
}
