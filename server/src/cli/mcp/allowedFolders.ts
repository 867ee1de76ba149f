import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInside } from '../workspace.ts';

/** A file or folder that may be read, with the folder from which it is named. */
export interface AllowedPath {
  readonly folder: string;
  /** From that folder on; `.` for itself. */
  readonly name: string;
}

/**
 * The folders whose files an assistant may name. They are chosen by whoever starts the server; the client may narrow
 * them, and never widen.
 */
export class AllowedFolders {
  readonly #folders: readonly string[];

  constructor(folders: readonly string[]) {
    this.#folders = folders.map((folder) => realpathSync(folder));
  }

  get all(): readonly string[] {
    return this.#folders;
  }

  /** What is in these folders and in one of the client's, which it names by URIs; those of other kinds do not count. */
  narrowedTo(uris: readonly string[]): AllowedFolders {
    const asked = uris.flatMap((uri) => {
      try {
        return uri.startsWith('file:') ? [realpathSync(fileURLToPath(uri))] : [];
      } catch {
        return [];
      }
    });
    const inner = this.#folders.flatMap((own) =>
      asked.flatMap((folder) => (isInside(own, folder) ? [folder] : isInside(folder, own) ? [own] : [])),
    );
    return new AllowedFolders([...new Set(inner)]);
  }

  /** Where a path leads with all links followed, which has to be in one of the folders. */
  find(name: string): AllowedPath | { readonly fault: string } {
    const candidates = path.isAbsolute(name) ? [name] : this.#folders.map((folder) => path.join(folder, name));
    let isThere = false;
    for (const candidate of candidates) {
      let real: string;
      try {
        real = realpathSync(candidate);
      } catch {
        continue;
      }
      isThere = true;
      const folder = this.#folders.find((one) => isInside(one, real));
      if (folder !== undefined) return { folder, name: path.relative(folder, real) || '.' };
    }
    // What is outside is not told from what is not there.
    const where = this.#folders.length === 1 ? 'the folder' : 'the folders';
    if (!isThere || !candidates.some((one) => this.#folders.some((folder) => isInside(folder, one))))
      return { fault: `There is no such file in ${where} that may be read: ${this.#folders.join(', ') || '(none)'}.` };
    return { fault: `It is a link that leads out of ${where} that may be read.` };
  }
}
