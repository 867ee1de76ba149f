/**
 * VS Code's workbench without any server behind it, as on vscode.dev: the extension host is a web worker, the extension
 * comes over HTTP, and the workspace is a virtual file system. Needs nothing but a server of static files, which is here.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { vscodeRoot, workFolder } from './install.ts';
import { settings } from './nodeHost.ts';
import type { Host } from './workbench.ts';

export interface WebHostOptions {
  /** The folder to open. What the window writes there stays in its memory. */
  readonly folder: string;
  /** Extensions to load from their folders. */
  readonly developed: readonly string[];
  /** The suite to run: a file inside one of the folders above. */
  readonly tests?: string;
}

const WORKBENCH = 'out/vs/code/browser/workbench/workbench.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Starts serving on a free port of this machine. */
export async function startWebHost(options: WebHostOptions): Promise<Host> {
  const workbench = serverlessWorkbench();
  const roots = new Map<string, string>([
    ['vscode', vscodeRoot],
    ['memory-file-system', path.join(workFolder, 'memoryFileSystem')],
    ['workspace', path.resolve(options.folder)],
    ...options.developed.map((folder, index): [string, string] => [`extension-${index}`, path.resolve(folder)]),
  ]);
  const server = createServer((request, response) => {
    const page = () => indexPage(request.headers.host ?? '', options);
    answer(request, response, roots, page, workbench).catch((error: unknown) => send(response, 500, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    failed: new Promise<never>(() => {}),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * code-server's workbench always talks to the server that it came from. Undoes both places; when an upgrade has changed
 * them this fails, instead of testing something else than a web host.
 */
function serverlessWorkbench(): string {
  const code = readFileSync(path.join(vscodeRoot, WORKBENCH), 'utf8');
  const local = replaceOne(code, /remoteAuthority:location\.host/g, 'remoteAuthority:void 0');
  const userData = /\w+\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)/g;
  return replaceOne(local, userData, '$1.file("/User").with({scheme:$2.vscodeUserData})');
}

function replaceOne(code: string, pattern: RegExp, replacement: string): string {
  if (code.match(pattern)?.length !== 1) {
    throw new Error(`code-server's workbench has changed: ${pattern} must match once. See webHost.ts.`);
  }
  return code.replace(pattern, replacement);
}

/** `/ROOT/PATH` is a file; `?stat` and `?list` are asked by the memory file system. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  roots: ReadonlyMap<string, string>,
  page: () => string,
  workbench: string,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, head = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  if (head === '') return send(response, 200, page(), '.html');
  const root = roots.get(head);
  if (root === undefined) return send(response, 404);
  const file = path.join(root, ...rest);
  if (file !== root && !file.startsWith(root + path.sep)) return send(response, 403);
  if (head === 'vscode' && rest.join('/') === WORKBENCH) return send(response, 200, workbench, '.js');

  const found = await stat(file).catch(() => undefined);
  if (!found) return send(response, 404);
  if (url.searchParams.has('stat')) {
    const { size, ctimeMs: ctime, mtimeMs: mtime } = found;
    return send(response, 200, JSON.stringify({ directory: found.isDirectory(), size, ctime, mtime }), '.json');
  }
  if (url.searchParams.has('list')) {
    const entries = await readdir(file, { withFileTypes: true });
    const list = entries.map((entry) => ({ name: entry.name, directory: entry.isDirectory() }));
    return send(response, 200, JSON.stringify(list), '.json');
  }
  if (!found.isFile()) return send(response, 404);
  response.writeHead(200, headers(path.extname(file)));
  createReadStream(file).pipe(response);
}

function send(response: ServerResponse, status: number, body = '', extension = '.txt'): void {
  response.writeHead(status, headers(extension));
  response.end(body);
}

function headers(extension: string): Record<string, string> {
  return {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    // The worker of the extension host has an origin of its own.
    'access-control-allow-origin': '*',
  };
}

/** The page that starts the workbench; `authority` is the host and port that the browser asked for. */
function indexPage(authority: string, { developed, tests }: WebHostOptions): string {
  const at = (path: string) => ({ scheme: 'http', authority, path });
  const configuration = {
    folderUri: { scheme: 'memory', path: '/' },
    additionalBuiltinExtensions: [at('/memory-file-system')],
    enableWorkspaceTrust: false,
    userDataPath: '/user-data',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    developmentOptions: {
      extensions: developed.map((_folder, index) => at(`/extension-${index}`)),
      enableSmokeTestDriver: true,
      ...(tests === undefined ? {} : { extensionTestsPath: at(suitePath(developed, tests)) }),
    },
    productConfiguration: {
      enableTelemetry: false,
      // Views come from this machine, too, not from where the product has its pages.
      webviewContentExternalBaseUrlTemplate: `http://${authority}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
      // Without a search provider `workspaceContains:` waits seven seconds, and the suite with it.
      extensionEnabledApiProposals: { 'routeros-firewall.memory-file-system': ['fileSearchProvider'] },
    },
    configurationDefaults: settings,
  };
  const attribute = JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <meta id="vscode-workbench-web-configuration" data-settings="${attribute}">
    <meta id="vscode-workbench-web-base-url" data-settings="/vscode">
    <link rel="stylesheet" href="/vscode/out/vs/code/browser/workbench/workbench.css">
  </head>
  <body aria-label=""></body>
  <script>globalThis._VSCODE_FILE_ROOT = new URL('/vscode/out/', location.href).toString();</script>
  <script type="module" src="/vscode/out/nls.messages.js"></script>
  <script type="module" src="/vscode/${WORKBENCH}"></script>
</html>`;
}

/** Where the suite is served: it lies in the folder of a developed extension. */
function suitePath(developed: readonly string[], tests: string): string {
  for (const [index, folder] of developed.entries()) {
    const relative = path.relative(folder, tests);
    if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
      return `/extension-${index}/${relative.replaceAll('\\', '/')}`;
    }
  }
  throw new Error(`${tests} is in none of the developed extensions: ${developed.join(', ')}`);
}
