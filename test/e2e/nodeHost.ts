/**
 * VS Code's server with its Node extension host: a real extension host process with files on disk. It is the remote
 * flavour (like SSH or WSL), not the desktop's local one.
 */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { atExit, run, start } from '../../scripts/process.ts';
import { vscodeRoot } from './install.ts';
import type { Host } from './workbench.ts';

export interface NodeHostOptions {
  /** The folder to open. */
  readonly folder: string;
  /** Extensions to load from their folders. */
  readonly developed?: readonly string[];
  /** The suite to run: a file inside one of the folders above. */
  readonly tests?: string;
  /** Where extensions were installed. Default: none are. */
  readonly extensionsFolder?: string;
}

/** What keeps the window quiet and the same in every run. Both hosts use them. */
export const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'extensions.autoCheckUpdates': false,
  'git.openRepositoryInParentFolders': 'never',
  // In a browser files are saved as one types, else.
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  // In a picture, what stands above a line matters more than what stands below.
  'editor.hover.above': false,
};

const STARTUP_TIMEOUT = 30_000;
const serverMain = path.join(vscodeRoot, 'out/server-main.js');

/** Starts VS Code's server on a free port of this machine. Nobody without the token in the address can use it. */
export async function startNodeHost(options: NodeHostOptions): Promise<Host> {
  const data = mkdtempSync(path.join(tmpdir(), 'routeros-firewall-vscode-'));
  mkdirSync(path.join(data, 'data/Machine'), { recursive: true });
  writeFileSync(path.join(data, 'data/Machine/settings.json'), JSON.stringify(settings));

  const token = randomBytes(16).toString('hex');
  const server = start(process.execPath, serverArguments(data, token, options), serverProcess(), 'SIGKILL');
  const clear = atExit(() => {
    // Its extension hosts outlive it for a moment, and would go on writing there.
    if (server.pid !== undefined) killGroup(server.pid);
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  });
  const failed = new Promise<never>((_resolve, reject) => {
    server.once('exit', (code, signal) => reject(new Error(`VS Code's server ended by itself: ${code ?? signal}.`)));
  });
  failed.catch(() => {}); // Whoever waits for it sees it; ending the server on purpose is not an unhandled rejection.

  const port = await Promise.race([listeningPort(server), failed]);
  return {
    url: windowUrl(port, token, options),
    failed,
    async stop() {
      const force = setTimeout(() => server.kill('SIGKILL'), 5000);
      server.kill('SIGTERM');
      await failed.catch(() => {}); // It has ended, now or before.
      clearTimeout(force);
      clear();
    },
  };
}

/** Installs a packed extension the way a user does. */
export async function installExtension(vsix: string, extensionsFolder: string): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'routeros-firewall-install-'));
  const removeData = atExit(() => rmSync(data, { recursive: true, force: true, maxRetries: 3 }));
  const said: string[] = [];
  const code = await run(
    process.execPath,
    [
      serverMain,
      '--install-extension',
      vsix,
      '--extensions-dir',
      extensionsFolder,
      '--server-data-dir',
      data,
      '--accept-server-license-terms',
    ],
    { env: serverEnvironment(), onLine: (line) => said.push(line), timeout: 60_000 },
  );
  removeData();
  if (code !== 0) throw new Error(`VS Code could not install ${vsix}:\n${said.join('\n')}`);
}

function serverArguments(data: string, token: string, { extensionsFolder }: NodeHostOptions): string[] {
  return [
    serverMain,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--connection-token',
    token,
    '--accept-server-license-terms',
    '--server-data-dir',
    data,
    '--extensions-dir',
    extensionsFolder ?? path.join(data, 'extensions'),
    '--telemetry-level',
    'off',
    // Else files open in Restricted Mode.
    '--disable-workspace-trust',
    // Without it a built workbench ignores, silently, which extensions and tests its address asks for.
    '--enable-smoke-test-driver',
  ];
}

function serverEnvironment(): Record<string, string | undefined> {
  // An empty gallery: the server asks no marketplace for anything.
  return { EXTENSIONS_GALLERY: '{}', NODE_OPTIONS: undefined };
}

function serverProcess() {
  return {
    env: { ...process.env, ...serverEnvironment() },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    // With its children a group of its own, which ends as a whole.
    detached: true,
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
}

/** The server chooses its port and says so. Both pipes are read to the end, else it would block when they are full. */
function listeningPort(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const late = setTimeout(
      () => reject(new Error(`VS Code's server does not start:\n${said.join('\n')}`)),
      STARTUP_TIMEOUT,
    );
    server.once('exit', () => reject(new Error(`VS Code's server does not start:\n${said.join('\n')}`)));
    for (const stream of [server.stdout!, server.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (said.length < 100) said.push(line);
        const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (port === undefined) return;
        clearTimeout(late);
        resolve(port);
      });
    }
  });
}

function windowUrl(port: string, token: string, { folder, developed = [], tests }: NodeHostOptions): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (file: string) => `vscode-remote://${authority}${urlPath(file)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...developed.map((extension) => ['extensionDevelopmentPath', remote(extension)]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const query = new URLSearchParams({ tkn: token, folder: urlPath(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

function urlPath(file: string): string {
  const slashes = path.resolve(file).replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
