/** A client of the language server, for tests that speak the protocol. */
import { PassThrough } from 'node:stream';
import { afterEach } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { Lifecycle } from '../../server/src/lsp/lifecycle.ts';
import { LIST_SCRIPTS, READ_FILE } from '../../server/src/lsp/protocol.ts';
import { serve } from '../../server/src/lsp/server.ts';

/** Where a script is, unless a test says otherwise. */
export const URI = 'file:///router.rsc';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

export interface Options {
  readonly capabilities?: lsp.ClientCapabilities;
  readonly settings?: unknown;
  /** Files of the workspace, which the client reads for the server, by URI. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether the client lists those of the files that are scripts. */
  readonly listsScripts?: boolean;
  /** Whether the client wants to be told how things are with each script. */
  readonly showsStatus?: boolean;
  /** Whether the client draws labels of rules by itself. */
  readonly drawsLabels?: boolean;
  readonly isMemoryShort?: () => boolean;
  /** The language that the editor speaks. */
  readonly locale?: string;
}

/** A client and the server in one process, joined by two pipes. */
export async function start(options: Options = {}): Promise<{
  client: lsp.ProtocolConnection;
  initialized: lsp.InitializeResult;
  published: lsp.PublishDiagnosticsParams[];
  /** What the server writes into its log. */
  logged: string[];
  /** What the server registers together with a method. */
  registered: (method: string) => Promise<readonly lsp.Registration[]>;
}> {
  const { capabilities = {}, settings, files, listsScripts, showsStatus, drawsLabels, isMemoryShort, locale } = options;
  const up = new PassThrough();
  const down = new PassThrough();
  const lifecycle = new Lifecycle();
  const reader = new lsp.StreamMessageReader(up);
  const writer = new lsp.StreamMessageWriter(down);
  serve(lsp.createConnection(reader, writer, { messageStrategy: lifecycle }), { lifecycle, isMemoryShort });
  const client = lsp.createProtocolConnection(new lsp.StreamMessageReader(down), new lsp.StreamMessageWriter(up));
  const published: lsp.PublishDiagnosticsParams[] = [];
  client.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
  });
  const logged: string[] = [];
  client.onNotification(lsp.LogMessageNotification.type, ({ message }) => {
    logged.push(message);
  });
  client.onRequest(lsp.ConfigurationRequest.type, ({ items }) => items.map(() => settings));
  const registrations: lsp.Registration[][] = [];
  const waiting = new Set<() => void>();
  client.onRequest(lsp.RegistrationRequest.type, (params) => {
    registrations.push(params.registrations);
    for (const wake of waiting) wake();
  });
  const registered = async (method: string): Promise<readonly lsp.Registration[]> => {
    for (;;) {
      const found = registrations.find((some) => some.some((one) => one.method === method));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  client.onRequest(READ_FILE, ({ uri }: { uri: string }) => files?.[uri] ?? null);
  client.onRequest(LIST_SCRIPTS, () => Object.keys(files ?? {}).filter((uri) => uri.endsWith('.rsc')));
  client.listen();
  stop = () => client.dispose();
  const initialized = await client.sendRequest(lsp.InitializeRequest.type, {
    processId: null,
    rootUri: files === undefined ? null : 'file:///site',
    initializationOptions: { readsFiles: files !== undefined, listsScripts, showsStatus, drawsLabels },
    capabilities,
    ...(locale !== undefined && { locale }),
  });
  await client.sendNotification(lsp.InitializedNotification.type, {});
  return { client, initialized, published, logged, registered };
}

export async function open(
  client: lsp.ProtocolConnection,
  text: string,
  version = 1,
  languageId = 'routeros',
  uri = URI,
): Promise<void> {
  await client.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version, text },
  });
}
