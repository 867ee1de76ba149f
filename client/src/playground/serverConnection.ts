/** The language server in a worker of this page, and the client that talks to it. */
import { LSPClient, type Transport } from '@codemirror/lsp-client';
import { safeHtml } from './safeHtml.ts';

/** Where the script seems to lie, for the server. */
export const SCRIPT_URI = 'playground:///script.rsc';

/** Milliseconds; a long script on a slow phone may need them. */
const TIMEOUT = 60_000;

/** What the client does not say of itself, since we do that part. */
const CAPABILITIES = {
  textDocument: {
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
    },
    diagnostic: { tagSupport: { valueSet: [1, 2] } },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    semanticTokens: {
      requests: { full: true },
      formats: ['relative'],
      tokenTypes: [],
      tokenModifiers: [],
    },
  },
};

export function connect(script: string, failed: (message: string) => void): LSPClient {
  const worker = new Worker(script);
  worker.addEventListener('error', ({ message }) => failed(message));
  return new LSPClient({
    timeout: TIMEOUT,
    // The page has the commands and the views.
    initializationOptions: { hasCommands: true },
    sanitizeHTML: safeHtml,
    extensions: [{ clientCapabilities: CAPABILITIES }],
  }).connect(transportOf(worker));
}

/** The server takes messages as objects, the client gives them as text. */
function transportOf(worker: Worker): Transport {
  const listeners = new Map<(message: string) => void, (event: MessageEvent) => void>();
  return {
    send: (message) => worker.postMessage(JSON.parse(message)),
    subscribe(handler) {
      const listener = ({ data }: MessageEvent): void => handler(JSON.stringify(data));
      listeners.set(handler, listener);
      worker.addEventListener('message', listener);
    },
    unsubscribe(handler) {
      const listener = listeners.get(handler);
      if (listener !== undefined) worker.removeEventListener('message', listener);
      listeners.delete(handler);
    },
  };
}
