/** Entry point of the language server as a Node process. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { MAX_PROJECT_FILE_SIZE } from './lsp/protocol.ts';
import { serve } from './lsp/server.ts';

serve(createConnection(ProposedFeatures.all), async (uri) => {
  if (!uri.startsWith('file:')) return undefined;
  const file = fileURLToPath(uri);
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() === true && stats.size <= MAX_PROJECT_FILE_SIZE ? readFile(file, 'utf8') : undefined;
});
