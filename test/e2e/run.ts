/**
 * Runs the tests in VS Code, on the packed extension (`npm run package` makes it).
 * Usage: node test/e2e/run.ts node|web suite|ui|typist|pictures [--output RESULTS.json] [--verbose]
 * What VS Code itself says meanwhile is printed when a test failed, or with --verbose.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/process.ts';
import { buildTests, suiteFile, suiteFolder } from './build.ts';
import { fetchDesktop, installInDesktop, profileArguments, wantsDesktop } from './desktop.ts';
import { germanWindow } from './germanWindow.ts';
import { install } from './install.ts';
import { launcherExecutable } from './launcher.ts';
import { installExtension, startNodeHost } from './nodeHost.ts';
import { PICTURE_SIZE, pictures } from './pictures.ts';
import { Recorder } from './results.ts';
import { typeScripts, typistSettings } from './typist.ts';
import { ui } from './ui.ts';
import { startWebHost } from './webHost.ts';
import { type Host, runSuite, takeScreenshot, withPage } from './workbench.ts';
import { emptyFolder, makeWorkspace, unpackExtension, vsix } from './workspace.ts';

type HostName = 'node' | 'web';

const recorder = new Recorder();

/** The suite through @vscode/test-electron, in the desktop VS Code or in the Node host behind our launcher. */
async function nodeSuite(): Promise<void> {
  const desktop = wantsDesktop() ? await fetchDesktop() : undefined;
  if (desktop === undefined && process.platform !== 'linux') {
    throw new Error('The desktop VS Code could not be fetched, and VS Code’s server runs on Linux only.');
  }
  console.log(desktop ? `In the desktop VS Code: ${desktop}` : 'In VS Code’s server, with its Node extension host.');
  const profile = desktop ? profileArguments() : [`--extensions-dir=${emptyFolder('extensions-suite')}`];
  if (desktop) await installInDesktop(vsix, profile);
  else await installExtension(vsix, emptyFolder('extensions-suite'));
  await runTests({
    vscodeExecutablePath: desktop ?? launcherExecutable(),
    extensionDevelopmentPath: suiteFolder,
    extensionTestsPath: suiteFile,
    launchArgs: [makeWorkspace('node'), ...profile],
    stdout: lineWriter((line) => recorder.line(line)),
    stderr: lineWriter((line) => recorder.line(line)),
  });
}

async function webSuite(): Promise<void> {
  const host = await webHost(suiteFile);
  try {
    const code = await runSuite(host, (line) => recorder.line(line));
    if (code !== 0) throw new Error(`The suite ended with code ${code}.`);
  } finally {
    await host.stop();
  }
}

async function driveWindow(name: HostName): Promise<void> {
  if (name === 'node' && process.platform !== 'linux') {
    const reason = 'VS Code’s server runs on Linux only; the web host’s window is tested here.';
    return recorder.add({ name: 'window of the Node host', state: 'skipped', milliseconds: 0, reason });
  }
  const folder = makeWorkspace(name);
  writeFileSync(path.join(folder, 'large.rsc'), largeFirewall());
  const host = name === 'node' ? await nodeHost(folder) : await webHost(undefined, folder);
  try {
    await withPage(host, `${name}-failed`, (page) =>
      ui({
        page,
        step: (what, action) => recorder.step(`${what} (${name} host)`, action),
        shot: (what, height) => takeScreenshot(page, `${name}-${what}`, height),
        ...(name === 'node' && { killServer: killLanguageServer }),
      }),
    );
    const german = (page: Page): Promise<void> =>
      germanWindow({
        page,
        step: (what, action) => recorder.step(`${what} (${name} host)`, action),
        shot: (what, height) => takeScreenshot(page, `${name}-${what}`, height),
      });
    await withPage(host, `${name}-german-failed`, german, { language: 'de' });
  } finally {
    await host.stop();
  }
}

/** The pictures of the README, in a folder whose name says nothing about the machine. */
async function makePictures(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'routers-'));
  const workspace = path.join(folder, 'routers');
  cpSync(makeWorkspace('pictures'), workspace, { recursive: true });
  mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  const set = (settings: object) =>
    writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  const host = await nodeHost(workspace);
  try {
    const step = (what: string, action: () => Promise<void>) => recorder.step(what, action);
    const unwanted = [root, folder, homedir(), hostname()];
    const look = { size: PICTURE_SIZE, scale: 2 };
    await withPage(host, 'pictures-failed', (page) => pictures({ page, step, set, unwanted }), look);
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A person types scripts in the window of the Node host. */
async function typist(): Promise<void> {
  if (process.platform !== 'linux') {
    const reason = 'VS Code’s server runs on Linux only.';
    return recorder.add({ name: 'scripts typed key by key', state: 'skipped', milliseconds: 0, reason });
  }
  const folder = emptyFolder('workspace-typist');
  const file = 'typed.rsc';
  writeFileSync(path.join(folder, file), '');
  mkdirSync(path.join(folder, '.vscode'));
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(typistSettings));
  const host = await nodeHost(folder);
  const step = (what: string, action: () => Promise<void>) => recorder.step(what, action);
  try {
    await withPage(host, 'typist-failed', (page) =>
      typeScripts({ page, file, step, note: (text) => recorder.note(text) }),
    );
  } finally {
    await host.stop();
  }
}

async function nodeHost(folder = makeWorkspace('node')): Promise<Host> {
  const extensionsFolder = emptyFolder('extensions-ui');
  await installExtension(vsix, extensionsFolder);
  return startNodeHost({ folder, extensionsFolder });
}

async function webHost(tests?: string, folder = makeWorkspace('web')): Promise<Host> {
  const options = { folder, developed: [unpackExtension(), suiteFolder] };
  return startWebHost(tests === undefined ? options : { ...options, tests });
}

/** A firewall of 5,000 rules, with markup for names, which a page must show as it stands. */
function largeFirewall(): string {
  const rules = Array.from(
    { length: 4_998 },
    (_, index) =>
      `add chain=forward action=accept protocol=tcp dst-port=${index + 1} comment="<img src=x onerror=alert(1)> ${index + 1}"`,
  );
  return ['/ip firewall filter', ...rules, 'add chain=forward action=drop', 'add chain=forward action=accept', ''].join(
    '\n',
  );
}

/** Kills the one language server among the processes that come from this one. */
function killLanguageServer(): void {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return ''; // The process has ended.
    }
  };
  const below = (pid: number): number[] => {
    const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
    return children.flatMap((child) => [child, ...below(child)]);
  };
  const servers = below(process.pid).filter((pid) => read(`/proc/${pid}/cmdline`).includes('dist/server.js'));
  if (servers.length !== 1) throw new Error(`There are ${servers.length} language servers, not 1.`);
  process.kill(servers[0]!, 'SIGKILL');
}

/** A stream that hands on whole lines. */
function lineWriter(onLine: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      const lines = (rest + chunk.toString()).split(/\r?\n/);
      rest = lines.pop()!;
      for (const line of lines) onLine(line);
      done();
    },
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string' }, verbose: { type: 'boolean' } },
  });
  const [host, what] = positionals;
  const isKnown = what === 'suite' || what === 'ui' || ((what === 'typist' || what === 'pictures') && host === 'node');
  if ((host !== 'node' && host !== 'web') || !isKnown) {
    throw new Error(
      'Usage: node test/e2e/run.ts node|web suite|ui | node typist|pictures [--output RESULTS.json] [--verbose]',
    );
  }
  try {
    await install();
    await buildTests();
    recorder.note(`The packed extension has ${Math.round(statSync(vsix).size / 1000)} kB.`);
    if (what === 'typist') await typist();
    else if (what === 'pictures') await makePictures();
    else if (what === 'ui') await driveWindow(host);
    else if (host === 'node') await nodeSuite();
    else await webSuite();
    if (what === 'suite' && !recorder.ended) throw new Error('The suite did not run to its end.');
    if (recorder.results.length === 0) throw new Error('No test ran.');
  } catch (error) {
    // A failed test has been told already; a run that failed without one is a failure of its own.
    if (!recorder.failed) {
      const reason = error instanceof Error ? error.message : String(error);
      recorder.add({ name: `${what} in the ${host} host`, state: 'failed', milliseconds: 0, reason });
    }
  }
  if (recorder.failed || values.verbose) console.log(recorder.chatter.join('\n'));
  if (values.output) {
    mkdirSync(path.dirname(values.output), { recursive: true });
    writeFileSync(values.output, JSON.stringify(recorder.results));
  }
  process.exit(recorder.failed ? 1 : 0);
}

await main();
