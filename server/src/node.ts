/** Entry point of the language server as a Node process. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { MAX_PROJECT_FILE_SIZE } from './lsp/protocol.ts';
import { serve } from './lsp/server.ts';
import { decode } from './text/decode.ts';

serve(createConnection(ProposedFeatures.all), async (uri, folder) => {
  if (!uri.startsWith('file:')) return undefined;
  const file = fileURLToPath(uri);
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (folder !== undefined && !(await staysInside(fileURLToPath(folder), file)))
    throw new Error('it is a link that leads out of the workspace');
  return stats.isFile() && stats.size <= MAX_PROJECT_FILE_SIZE ? decode(await readFile(file)).text : undefined;
});

/** Whether a path, with all links followed, ends in the folder. */
async function staysInside(folder: string, file: string): Promise<boolean> {
  const relative = path.relative(await realpath(folder), await realpath(file));
  return !/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative);
}
