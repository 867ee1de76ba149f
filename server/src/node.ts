/** Entry point of the language server as a Node process. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Lifecycle } from './lsp/lifecycle.ts';
import { serve } from './lsp/server.ts';
import { nodeHost } from './nodeHost.ts';
import { serveStandardStreams } from './standardStreams.ts';

if (process.argv.includes('--stdio')) serveStandardStreams();
else {
  const lifecycle = new Lifecycle();
  serve(createConnection(ProposedFeatures.all, { messageStrategy: lifecycle }), { ...nodeHost, lifecycle });
}
