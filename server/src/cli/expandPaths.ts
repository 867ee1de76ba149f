import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
// tinyglobby: small and quick globbing that sees the same files on every platform; on a pattern of the user alone.
import { globSync, isDynamicPattern } from 'tinyglobby';
import { isInside, LEADS_OUT, workspaceOf } from './workspace.ts';

export interface ExpandedPaths {
  /** Each file once, those of a folder or a pattern in the order of their names. */
  readonly files: readonly string[];
  readonly faults: readonly PathNote[];
  /** Links that were left alone, which is no failure. */
  readonly skipped: readonly PathNote[];
}

export interface PathNote {
  readonly file: string;
  readonly message: string;
}

/** A folder stands for the scripts in it, and a pattern for what it matches; `-` is the standard input. */
export function expandPaths(names: readonly string[]): ExpandedPaths {
  const files = new Set<string>();
  const faults: PathNote[] = [];
  const skipped: PathNote[] = [];
  for (const name of names) {
    const stats = name === '-' ? undefined : statSync(name, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) {
      const found = glob('**/*.rsc', name, skipped);
      if (found.length === 0) faults.push({ file: name, message: 'there is no .rsc file in this folder' });
      for (const file of found) files.add(name === '.' ? file : `${name.replace(/[\\/]+$/, '')}/${file}`);
    } else if (stats === undefined && name !== '-' && isDynamicPattern(name)) {
      const found = glob(name.replaceAll('\\', '/'), '.', skipped);
      if (found.length === 0) faults.push({ file: name, message: 'no file matches this pattern' });
      for (const file of found) files.add(file);
    } else files.add(name);
  }
  return { files: [...files], faults, skipped };
}

/** Links are followed inside of the workspace; a file that is found under its own name is not found again by a link. */
function glob(pattern: string, cwd: string, skipped: PathNote[]): string[] {
  const links = new Links(cwd, skipped);
  const found = globSync(pattern, {
    cwd,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
    // It asks for entries with their types alone.
    fs: { readdirSync: ((folder: string) => links.read(folder)) as unknown as typeof readdirSync },
  }).sort();
  return links.withoutRepeated(found);
}

/** What `globSync` asks of an entry of a folder. */
type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/** Lists folders so that a link inside of the workspace looks like what it leads to. */
class Links {
  readonly #cwd: string;
  readonly #workspace: string;
  readonly #skipped: PathNote[];
  readonly #followed = new Set<string>();

  constructor(cwd: string, skipped: PathNote[]) {
    this.#cwd = cwd;
    this.#workspace = realpathSync(workspaceOf(cwd, process.cwd()));
    this.#skipped = skipped;
  }

  read(folder: string): Entry[] {
    return readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isSymbolicLink() ? this.#target(path.join(folder, entry.name), entry) : entry,
    );
  }

  withoutRepeated(files: readonly string[]): string[] {
    if (this.#followed.size === 0) return [...files];
    const names = files.map((file) => ({ file, real: realpathSync(path.join(this.#cwd, file)) }));
    const own = new Set(names.filter(({ file, real }) => !this.#isLinked(file, real)).map(({ real }) => real));
    const kept = new Set<string>();
    return names.flatMap(({ file, real }) => {
      if (kept.has(real) || (own.has(real) && this.#isLinked(file, real))) return [];
      kept.add(real);
      return [file];
    });
  }

  #isLinked(file: string, real: string): boolean {
    return path.join(realpathSync(this.#cwd), file) !== real;
  }

  #target(link: string, entry: Entry): Entry {
    const isScript = entry.name.endsWith('.rsc');
    let real: string;
    try {
      real = realpathSync(link);
    } catch {
      if (isScript) this.#skip(link, 'it is a link that leads nowhere, so it is left out');
      return entry;
    }
    const stats = statSync(real, { throwIfNoEntry: false });
    const isFolder = stats?.isDirectory() === true;
    if (!isFolder && !isScript) return entry;
    if (!isInside(this.#workspace, real)) {
      if (!IGNORED.has(entry.name)) this.#skip(link, LEADS_OUT);
      return entry;
    }
    // A folder above the link would never end, and one that was followed has been seen.
    if (isFolder && (this.#followed.has(real) || isInside(real, realpathSync(path.dirname(link))))) return entry;
    this.#followed.add(real);
    return as(entry.name, isFolder, stats?.isFile() === true);
  }

  #skip(link: string, message: string): void {
    this.#skipped.push({ file: path.relative(process.cwd(), link), message });
  }
}

const IGNORED = new Set(['node_modules', '.git']);

function as(name: string, isDirectory: boolean, isFile: boolean): Entry {
  return { name, isDirectory: () => isDirectory, isFile: () => isFile, isSymbolicLink: () => false };
}
