import * as vscode from 'vscode';
import {
  check,
  closeAll,
  codesBecome,
  EXTENSION_ID,
  equal,
  inBrowser,
  note,
  open,
  openUntitled,
  placeOf,
  replace,
  serverStarts,
  until,
} from './support.ts';

/** The files of a process's state, as Linux shows them. Only in the Node host. */
interface NodeProcess {
  readonly platform: string;
  readonly pid: number;
  kill(pid: number, signal: string): void;
  getBuiltinModule(name: 'node:fs'): { readFileSync(file: string, encoding: 'utf8'): string };
}
const nodeProcess = (globalThis as { process?: NodeProcess }).process;

describe('the extension', () => {
  afterEach(closeAll);

  it('activates for a .rsc file', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    check(extension, 'the extension is not installed');
    const cold = !extension.isActive;
    const first = firstProblem();
    const begin = Date.now();
    const { document } = await open('knock.rsc');
    equal(document.languageId, 'routeros', 'language of knock.rsc');
    await until('activation', () => extension.isActive);
    const time = (await first) - begin;
    if (cold) note(`From opening the first file, before activation, to its first problem: ${time} ms.`);
  });

  it('knows an export by its first line, whatever the file is called', async () => {
    const { document } = await open('export');
    equal(document.languageId, 'routeros', 'language of export');
  });

  it('takes a document that is on no disk', async () => {
    const { document } = await openUntitled('/ip firewall filter\n');
    equal(document.languageId, 'routeros', 'language of an untitled document');
  });

  it('has its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const command of ['routerosFirewall.restart', 'routerosFirewall.showOutput']) {
      check(commands.includes(command), `${command} is missing`);
    }
  });

  it('runs its language server', async () => {
    await until('the server', async () => (await serverStarts()) > 0);
  });

  it('restarts its language server on command', async () => {
    const before = await serverStarts();
    await vscode.commands.executeCommand('routerosFirewall.restart');
    await until('another start', async () => (await serverStarts()) > before);
  });

  // Only where there are processes, and a way to find ours.
  if (!inBrowser && nodeProcess?.platform === 'linux') {
    it('starts a killed language server again', async () => {
      const before = await serverStarts();
      const killed = await until('the server process', () => serverProcess(nodeProcess));
      nodeProcess.kill(killed, 'SIGKILL');
      await until('another start', async () => (await serverStarts()) > before);
    });

    it('shows the problems of what is open again after that, and follows the text', async () => {
      const { document } = await open('wiki-9000-6000-faulty.rsc');
      const both = ['accept-below-drop', 'port-without-protocol'];
      await codesBecome(document.uri, both);
      const killed = await until('the server process', () => serverProcess(nodeProcess));
      nodeProcess.kill(killed, 'SIGKILL');
      await until('another server process', () => {
        const now = serverProcess(nodeProcess);
        return now !== undefined && now !== killed;
      });
      await codesBecome(document.uri, both);
      await replace(document, placeOf(document, ' dst-port=8291'), ' protocol=tcp dst-port=8291');
      await codesBecome(document.uri, ['accept-below-drop']);
    });
  }
});

/** The time at which any file shows a problem of ours. */
function firstProblem(): Promise<number> {
  return new Promise((resolve) => {
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((uri) => vscode.languages.getDiagnostics(uri).some(({ source }) => source === 'rosfw'))) return;
      listening.dispose();
      resolve(Date.now());
    });
  });
}

/** The process of the language server: a child of this one. */
function serverProcess({ pid, getBuiltinModule }: NodeProcess): number | undefined {
  const { readFileSync } = getBuiltinModule('node:fs');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children
    .map(Number)
    .find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('dist/server.js'));
}
