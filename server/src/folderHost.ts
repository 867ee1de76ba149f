/** What Node gives a language server whose client does not look into folders: which scripts there are, and what changes. */
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
// tinyglobby: small and quick globbing that sees the same files on every platform.
import { glob } from 'tinyglobby';
import type { Host } from './lsp/server.ts';
import { watchFiles } from './lsp/watchFiles.ts';
import { pathOf } from './nodeHost.ts';

export const folderHost: Host = {
  listScripts,
  watch: (folders, changed) =>
    watchFiles(
      {
        folders,
        list: async (asked) => [...(await listScripts(asked)), ...(await found(asked, PROJECTS))],
        stateOf,
      },
      changed,
    ),
};

const SCRIPTS = '**/*.rsc';
const PROJECTS = '**/rosfw.json';

/** The URIs of all scripts in folders, in the order of their paths. Links are not followed. */
function listScripts(folders: readonly string[]): Promise<string[]> {
  return found(folders, SCRIPTS);
}

async function found(folders: readonly string[], pattern: string): Promise<string[]> {
  const uris = new Set<string>();
  for (const folder of folders) {
    const cwd = pathOf(folder);
    if (cwd === undefined) continue;
    const files = await glob(pattern, {
      cwd,
      absolute: true,
      dot: true,
      followSymbolicLinks: false,
      expandDirectories: false,
      ignore: ['**/node_modules/**', '**/.git/**'],
    }).catch(() => []);
    for (const file of files.sort()) uris.add(pathToFileURL(file).href);
  }
  return [...uris];
}

/** What is different once a file has another text; undefined where there is none. */
async function stateOf(uri: string): Promise<string | undefined> {
  const file = pathOf(uri);
  const stats = file === undefined ? undefined : await stat(file).catch(() => undefined);
  return stats?.isFile() === true ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : undefined;
}
