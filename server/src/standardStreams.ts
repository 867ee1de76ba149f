/** The language server over the standard streams, for editors that start it as a process. */
import process from 'node:process';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Lifecycle } from './lsp/lifecycle.ts';
import { type Host, serve } from './lsp/server.ts';
import { nodeHost } from './nodeHost.ts';

/** Serves until the client ends it or the stream does. */
export function serveStandardStreams(host: Host = {}): void {
  const lifecycle = new Lifecycle();
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  // A header that cannot be read leaves nothing to go on with: where the next message begins is not known.
  reader.onError((error) => {
    process.stderr.write(`The language server ends: ${error.message.split('\n')[0]}\n`);
    process.exit(1);
  });
  const end = (): void => process.exit(lifecycle.isEnded ? 0 : 1);
  process.stdin.on('end', end);
  process.stdin.on('close', end);
  const connection = createConnection(ProposedFeatures.all, reader, writer, { messageStrategy: lifecycle });
  serve(connection, { ...nodeHost, ...host, lifecycle });
}
