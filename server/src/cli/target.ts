import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { Option } from 'commander';
import { analyse } from '../analysis/analyse.ts';
import { analyseMarkdown } from '../analysis/analyseMarkdown.ts';
import type { AnalysisOptions, FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import type { Assumption } from '../execution/assumption.ts';
import { parsePacket } from '../packet/packet.ts';
import type { FileSettings } from '../project/project.ts';
import { PROJECT_FILE } from '../project/projectFile.ts';
import { assumeOption, maxFileSizeOption, rosOption, sessionOption } from './options.ts';
import { Projects } from './projects.ts';
import type { SourceFile } from './sourceFile.ts';
import { complain } from './terminal.ts';

/** What the command line says of the router and of the project file; every command that analyses takes it. */
export interface TargetOptions {
  readonly ros?: string;
  readonly assume?: Assumption;
  /** A packet as `parsePacket` reads it. */
  readonly session?: string;
  /** A path, or `false` for none. */
  readonly config?: string | boolean;
  readonly stdinFilename?: string;
  /** Bytes. */
  readonly maxFileSize?: number;
}

/** What is known of the router of one file: a value that can be sent to a worker. */
export interface Target {
  readonly version?: string | undefined;
  readonly assume?: Assumption | undefined;
  /** A packet as `parsePacket` reads it. */
  readonly session?: string | undefined;
  readonly options?: AnalysisOptions['options'];
}

/** Adds the options of `TargetOptions` to a command. */
export function addTargetOptions(command: Command): Command {
  return addConfigOptions(command).addOption(rosOption()).addOption(assumeOption()).addOption(sessionOption());
}

/** Adds those that are about the project file alone. */
export function addConfigOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      `a project file to use for all files, in place of the nearest ${PROJECT_FILE} above each`,
    )
    .option('--no-config', `use no ${PROJECT_FILE}`)
    .addOption(new Option('--stdin-filename <path>', 'the path that the standard input would have'))
    .addOption(maxFileSizeOption());
}

/** The path by which a project file knows a file. */
export function nameOf(path: string, { stdinFilename }: TargetOptions): string {
  return path === '-' ? (stdinFilename ?? '-') : path;
}

/** What is said on the command line goes before what the project file says. */
export function targetOf(options: TargetOptions, project: FileSettings | undefined): Target {
  return {
    version: options.ros ?? project?.version,
    assume: options.assume ?? project?.assume,
    session: options.session ?? project?.session,
    options: project?.options,
  };
}

/** The question that an analysis of the file answers. */
export function analysisOptions({ version, assume, session, options }: Target): AnalysisOptions {
  const packet = session === undefined ? undefined : parsePacket(session);
  return {
    version,
    assume,
    session: packet === undefined || 'fault' in packet ? undefined : packet,
    options,
    random: drawn,
  };
}

/** The targets of the files that one command reads. */
export class Targets {
  readonly #options: TargetOptions;
  readonly #projects: Projects;

  constructor(options: TargetOptions) {
    this.#options = options;
    this.#projects = new Projects(options.config);
  }

  /** What is known of a file; with `change` the question is narrowed. */
  analyse(path: string, { text, encoding }: SourceFile, change?: Partial<AnalysisOptions>): FileAnalysis {
    return analyse(text, { ...this.#of(path), encoding, ...change });
  }

  /** What the project file says of the file. */
  settingsOf(path: string): FileSettings | undefined {
    return this.#projects.settingsOf(nameOf(path, this.#options));
  }

  /** The files of the router that has the file, in the order in which they run; the file alone where it is its own. */
  filesOf(path: string): readonly string[] {
    return this.#projects.deviceOf(nameOf(path, this.#options))?.files ?? [path];
  }

  /** What is wrong with the scripts in a Markdown file. */
  analyseMarkdown(path: string, { text, encoding }: SourceFile): FileProblems {
    return analyseMarkdown(text, { ...this.#of(path), encoding });
  }

  /** Whether the project file leaves the file out. */
  ignores(path: string): boolean {
    return this.#projects.settingsOf(nameOf(path, this.#options))?.ignored === true;
  }

  /** Says what is wrong with the project files that were read; each mistake costs its own setting only. */
  complain(): boolean {
    const { faults } = this.#projects;
    for (const { file, message } of faults) complain(file, message);
    return faults.length > 0;
  }

  #of(path: string): AnalysisOptions {
    return analysisOptions(targetOf(this.#options, this.#projects.settingsOf(nameOf(path, this.#options))));
  }
}

/** Ports that a fix draws are secrets, so the system's generator draws them. */
function drawn(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
