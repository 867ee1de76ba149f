/** What Node gives every language server: files to read and to keep, and what memory is left. */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { isInside } from './cli/workspace.ts';
import { MAX_PROJECT_FILE_SIZE } from './lsp/protocol.ts';
import type { Host } from './lsp/server.ts';
import { decode } from './text/decode.ts';

export const nodeHost: Host = {
  isMemoryShort,
  readFile: async (uri, folder) => {
    const file = pathOf(uri);
    const stats = file === undefined ? undefined : await stat(file).catch(() => undefined);
    if (file === undefined || stats === undefined) return undefined;
    if (folder !== undefined && !(await staysInside(folder, file)))
      throw new Error('it is a link that leads out of the workspace');
    return stats.isFile() && stats.size <= MAX_PROJECT_FILE_SIZE ? decode(await readFile(file)).text : undefined;
  },
  keepText,
};

let texts: string | undefined;
let kept = 0;

/**
 * Others of the machine cannot read it, and it goes with the process. Each has a path of its own: an editor asks its
 * user about a file that changes behind its back.
 */
async function keepText(name: string, text: string): Promise<string> {
  if (texts === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), 'rosfw-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    texts = made;
  }
  const folder = path.join(texts, String(++kept));
  await mkdir(folder);
  const file = path.join(folder, name.replaceAll(/[^\w. -]/g, '_').slice(-LONGEST_NAME));
  await writeFile(file, text, { mode: 0o600 });
  return pathToFileURL(file).href;
}

const LONGEST_NAME = 100;

/** The path that a URI means; undefined where it is none of this machine. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a path, with all links followed, ends in the folder. */
async function staysInside(folder: string, file: string): Promise<boolean> {
  const outer = pathOf(folder);
  if (outer === undefined) return false;
  return isInside(await realpath(outer), await realpath(file));
}

/** Whether the process would soon die of what it holds; what is only not yet collected does not count. */
function isMemoryShort(): boolean {
  if (!isNearly(SHORT)) return false;
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return isNearly(STILL_SHORT);
}

function isNearly(part: number): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = v8.getHeapStatistics();
  return used > (limit - YOUNG) * part;
}

/** Bytes of the limit that only what is young may take. */
const YOUNG = 192 * 1024 * 1024;

/** Parts of the memory that the process may take. */
const SHORT = 0.8;
const STILL_SHORT = 0.7;
