/** Entry point of the language server as a Node process. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './lsp/server.ts';

serve(createConnection(ProposedFeatures.all), async (uri) => {
  if (!uri.startsWith('file:')) return undefined;
  const file = fileURLToPath(uri);
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() === true && stats.size <= LARGEST ? readFile(file, 'utf8') : undefined;
});

/** As much of a project file as is ever read, in bytes. */
const LARGEST = 4_000_000;
