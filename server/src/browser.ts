/** Entry point of the language server as a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { Lifecycle } from './lsp/lifecycle.ts';
import { serve } from './lsp/server.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const lifecycle = new Lifecycle();
const reader = new BrowserMessageReader(scope);
const writer = new BrowserMessageWriter(scope);
serve(createConnection(reader, writer, { messageStrategy: lifecycle }), { lifecycle });
