import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder out of which nothing is read that nobody has named: the Git repository that holds a path, else the folder
 * in which rosfw runs, or, for a path outside of that, the folder that was named.
 */
export function workspaceOf(named: string, cwd: string): string {
  const whole = path.resolve(cwd, named);
  const folder = isFolder(whole) ? whole : path.dirname(whole);
  const repository = repositoryOf(folder);
  if (repository !== undefined) return repository;
  return isInside(cwd, folder) ? cwd : folder;
}

/** Whether a path is the folder or lies in it, by its name alone. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative));
}

/** Whether a path, with all links followed, ends in the folder; what is not there does not lead out of it. */
export function staysInside(folder: string, file: string): boolean {
  let real: string;
  try {
    real = realpathSync(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
  return isInside(realpathSync(folder), real);
}

export const LEADS_OUT = 'it is a link that leads out of the workspace, so it is left alone';

export function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The folder that holds `.git`, from a folder upwards. */
function repositoryOf(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}
