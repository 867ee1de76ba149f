import { decoded, type FileSettings, Project } from '../project/project.ts';
import { PROJECT_FILE, readProjectFile } from '../project/projectFile.ts';
import { LineTable } from '../text/lineTable.ts';

/**
 * Reads the text of a file by its URI; undefined where there is none, or it cannot be read. Where a folder is named, a
 * link that leads out of it is refused with an error.
 */
export type ReadFile = (uri: string, folder?: string) => Promise<string | undefined>;

/** Whether a document is a project file, which is no script. */
export function isProjectFile(uri: string): boolean {
  return uri.endsWith(`/${PROJECT_FILE}`);
}

/** The files of a router, in the order in which they run. */
export interface DeviceFiles {
  /** A name that no other router has. */
  readonly name: string;
  /** The folder of the project file, as a URI with a slash at its end. */
  readonly folder: string;
  /** Paths from there. */
  readonly files: readonly string[];
}

/**
 * The project file of each document: the nearest one above it, within the folders of the workspace. Outside of them
 * nothing is read.
 */
export class Projects {
  readonly #read: ReadFile;
  readonly #complain: (message: string) => void;
  readonly #known = new Map<string, Promise<Project | undefined>>();
  #folders: readonly string[] = [];

  constructor(read: ReadFile, complain: (message: string) => void) {
    this.#read = read;
    this.#complain = complain;
  }

  /** The workspace has these folders, as URIs. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders.map((folder) => folder.replace(/\/*$/, '/'));
    this.forget();
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** The folder of the workspace in which a file is. Server and client may write one path in two ways. */
  folderOf(uri: string): string | undefined {
    return this.#folders.find((folder) => decoded(uri).startsWith(decoded(folder)));
  }

  /** Project files may have changed. */
  forget(): void {
    this.#known.clear();
  }

  async settingsOf(uri: string): Promise<FileSettings | undefined> {
    const found = await this.#projectOf(uri);
    return found?.project.settingsOf(found.path);
  }

  /** The devices that have a file, each by a name that no other project has. */
  async routersOf(uri: string): Promise<string[]> {
    const found = await this.#projectOf(uri);
    return found === undefined
      ? []
      : found.project.devicesOf(found.path).map((device) => `${decoded(found.folder)} ${device}`);
  }

  /** The files of the first device that has the script, among all scripts of the workspace. */
  async deviceFilesOf(uri: string, all: readonly string[]): Promise<DeviceFiles | undefined> {
    const found = await this.#projectOf(uri);
    const device = found?.project.settingsOf(found.path).device;
    if (found === undefined || device === undefined) return undefined;
    const { folder, project } = found;
    const start = decoded(folder);
    const paths = all.flatMap((one) => (decoded(one).startsWith(start) ? [decoded(one).slice(start.length)] : []));
    return { name: `${folder} ${device}`, folder, files: project.filesOf(device, paths) };
  }

  /** The text of the project file of a script as it is now, and the first device that has the script. */
  async deviceOf(
    uri: string,
  ): Promise<{ readonly uri: string; readonly text: string; readonly device: string } | undefined> {
    const found = await this.#projectOf(uri);
    const device = found?.project.settingsOf(found.path).device;
    if (found === undefined || device === undefined) return undefined;
    const file = `${found.folder}${PROJECT_FILE}`;
    const text = await this.#read(file, found.folder);
    return text === undefined ? undefined : { uri: file, text, device };
  }

  /** The URI of the project file of a script. */
  async fileOf(uri: string): Promise<string | undefined> {
    const found = await this.#projectOf(uri);
    return found && `${found.folder}${PROJECT_FILE}`;
  }

  /** The text of a project file as it is on disk. */
  async read(file: string): Promise<string | undefined> {
    const folder = this.folderOf(file);
    return folder === undefined ? undefined : this.#read(file, folder).catch(() => undefined);
  }

  /** The nearest project, and the path of the file in it. */
  async #projectOf(
    uri: string,
  ): Promise<{ readonly project: Project; readonly folder: string; readonly path: string } | undefined> {
    const workspace = this.folderOf(uri);
    if (workspace === undefined) return undefined;
    const outermost = decoded(workspace);
    for (let folder = parent(uri); decoded(folder).startsWith(outermost); folder = parent(folder.slice(0, -1))) {
      const project = await this.#projectIn(folder, workspace);
      if (project !== undefined) return { project, folder, path: decoded(uri.slice(folder.length)) };
    }
    return undefined;
  }

  #projectIn(folder: string, workspace: string): Promise<Project | undefined> {
    let project = this.#known.get(folder);
    if (project === undefined) {
      const uri = `${folder}${PROJECT_FILE}`;
      project = this.#read(uri, workspace).then(
        (text) => (text === undefined ? undefined : this.#project(folder, text)),
        (error: unknown) => {
          this.#complain(`${uri} is not read: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        },
      );
      this.#known.set(folder, project);
    }
    return project;
  }

  /** The editor shows what its schema finds; the log has all of it. */
  #project(folder: string, text: string): Project {
    const { file, faults } = readProjectFile(text);
    const lines = new LineTable(text);
    for (const { message, start } of faults) {
      const { line, column } = lines.position(start);
      this.#complain(`${folder}${PROJECT_FILE}:${line + 1}:${column + 1}: ${message}`);
    }
    return new Project(file);
  }
}

function parent(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
