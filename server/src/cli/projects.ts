import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type FileSettings, Project } from '../project/project.ts';
import { PROJECT_FILE, readProjectFile } from '../project/projectFile.ts';
import type { CheckFault } from '../reports/checkReport.ts';
import { LineTable } from '../text/lineTable.ts';
import { expandPaths } from './expandPaths.ts';
import { readSource } from './sourceFile.ts';
import { isInside, LEADS_OUT, staysInside, workspaceOf } from './workspace.ts';

/** The project file of each file: the nearest one above it, within its workspace; nothing outside of that is read. */
export class Projects {
  readonly #cwd: string;
  readonly #chosen: string | boolean;
  readonly #known = new Map<string, FoundProject | undefined>();
  readonly #faults: CheckFault[] = [];

  /** `chosen` is the path of a project file for all files, or `false` for none at all. */
  constructor(chosen: string | boolean = true, cwd = process.cwd()) {
    this.#cwd = cwd;
    this.#chosen = chosen;
    if (typeof chosen === 'string') this.#read(path.resolve(chosen), undefined);
  }

  /** What is wrong with the project files that were read so far. */
  get faults(): readonly CheckFault[] {
    return this.#faults;
  }

  settingsOf(file: string): FileSettings | undefined {
    const whole = path.resolve(file);
    const found = this.#projectOf(whole);
    return found?.project.settingsOf(slashedFrom(found.folder, whole));
  }

  /** The folder from which files may be read that nobody has named, beside one that was. */
  workspaceOf(file: string): string {
    return workspaceOf(file, this.#cwd);
  }

  /** The files of the router that has the file, in the order in which they run; undefined where it is its own. */
  deviceOf(file: string): { readonly name: string; readonly files: readonly string[] } | undefined {
    const whole = path.resolve(file);
    const found = this.#projectOf(whole);
    const device = found?.project.settingsOf(slashedFrom(found.folder, whole)).device;
    if (found === undefined || device === undefined) return undefined;
    found.scripts ??= expandPaths([found.folder]).files.map((script) => slashedFrom(found.folder, script));
    const files = found.project.filesOf(device, found.scripts);
    return {
      name: `${found.folder}\n${device}`,
      files: files.map((script) => path.relative(process.cwd(), path.join(found.folder, script))),
    };
  }

  #projectOf(file: string): FoundProject | undefined {
    if (this.#chosen === false) return undefined;
    if (typeof this.#chosen === 'string') return this.#known.get(path.resolve(this.#chosen));
    const workspace = this.workspaceOf(file);
    for (let folder = path.dirname(file); isInside(workspace, folder); folder = path.dirname(folder)) {
      const candidate = path.join(folder, PROJECT_FILE);
      if (!this.#known.has(candidate)) {
        if (existsSync(candidate)) this.#read(candidate, workspace);
        else this.#known.set(candidate, undefined);
      }
      const found = this.#known.get(candidate);
      if (found !== undefined || folder === path.dirname(folder)) return found;
    }
    return undefined;
  }

  /** A file that nobody has named has to lie in the workspace. */
  #read(file: string, workspace: string | undefined): void {
    const name = path.relative(process.cwd(), file);
    const isOutside = workspace !== undefined && !staysInside(workspace, file);
    const source = isOutside ? { fault: LEADS_OUT } : readSource(file, MAX_PROJECT_FILE_SIZE);
    if ('fault' in source) {
      this.#faults.push({ file: name, message: source.fault });
      this.#known.set(file, undefined);
      return;
    }
    const { file: content, faults } = readProjectFile(source.text);
    const lines = new LineTable(source.text);
    for (const { message, start } of faults) {
      const { line, column } = lines.position(start);
      this.#faults.push({ file: `${name}:${line + 1}:${column + 1}`, message });
    }
    this.#known.set(file, { folder: path.dirname(file), project: new Project(content) });
  }
}

interface FoundProject {
  readonly folder: string;
  readonly project: Project;
  /** All scripts below the folder; looked for when a device is asked for. */
  scripts?: readonly string[];
}

/** Bytes; what is longer is no project file. */
const MAX_PROJECT_FILE_SIZE = 4_000_000;

function slashedFrom(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
