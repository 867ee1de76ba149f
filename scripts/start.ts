/**
 * `npm start`: shows what this is. Lints the examples in the terminal, then opens VS Code on them with the extension:
 * the `code` of this machine, else a desktop VS Code that can be fetched, else VS Code in the browser, served from here.
 * Usage: node scripts/start.ts [--smoke]
 *   --smoke  opens the last of these in an invisible browser instead, waits for a diagnostic in the Problems panel, and
 *            ends with code 0 when it came.
 */
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fetchDesktop, hasDisplay, profileArguments } from '../test/e2e/desktop.ts';
import { install } from '../test/e2e/install.ts';
import { startNodeHost } from '../test/e2e/nodeHost.ts';
import { startWebHost } from '../test/e2e/webHost.ts';
import { openFile, problemRow } from '../test/e2e/window.ts';
import { type Host, withPage } from '../test/e2e/workbench.ts';
import { examples, unpackExtension } from '../test/e2e/workspace.ts';
import { root, run, runNode } from './process.ts';

async function build(): Promise<void> {
  if ((await runNode('scripts/build.ts', [])) !== 0) throw new Error('The build failed.');
}

/** In the terminal, like a user of the command line. Findings (code 1) are what the examples are for. */
async function lintExamples(): Promise<void> {
  const files = exampleFiles().map((name) => `examples/${name}`);
  console.log(`\n$ rosfw check ${files.join(' ')}\n`);
  const code = await runNode('dist/cli.js', ['check', ...files]);
  if (code !== 0 && code !== 1) throw new Error(`rosfw check ended with code ${code}.`);
}

function exampleFiles(): string[] {
  const files = readdirSync(examples).filter((name) => name.endsWith('.rsc'));
  if (files.length === 0) throw new Error('There is no .rsc file in examples/.');
  return files;
}

/** Opens VS Code where the user sees it, in the first way that works. */
async function open(): Promise<void> {
  console.log(NEXT);
  if ((await openCode()) || (await openDesktop())) return;
  const host = await serve();
  // Here it is the way to end, not a failure.
  process.prependListener('SIGINT', () => process.exit(0));
  console.log(`\nOpen this address in a browser of this machine; Ctrl+C ends it:\n\n  ${host.url}\n`);
  await host.failed;
}

/** What is worth a look first, by the signs at the top right of a script. */
const NEXT = `
In VS Code, open broken-knocks-faulty.rsc and click
  the light bulb beside an underlined word: what is wrong, and its repair
  the key at the top right: the port knock, drawn; Play knocks, sweeps and scans
  the shield beside it: what is open from where
  the table beside it: the rules as WinBox lists them
`;

const developmentArguments = [`--extensionDevelopmentPath=${root}`, examples];

/** The user's own VS Code. Its `code` command ends at once, the window stays. */
async function openCode(): Promise<boolean> {
  if (!hasDisplay() || !isOnPath(process.platform === 'win32' ? 'code.cmd' : 'code')) return false;
  console.log('\nOpening the examples in VS Code …');
  // On Windows `code` is a batch file, which only a shell can start.
  const code =
    process.platform === 'win32'
      ? await run('cmd', ['/c', 'code', ...developmentArguments])
      : await run('code', developmentArguments);
  return code === 0;
}

/** A VS Code fetched for this. Ends when its window is closed. */
async function openDesktop(): Promise<boolean> {
  if (!hasDisplay()) return false;
  console.log('\nThere is no VS Code on this machine; trying to fetch one …');
  const desktop = await fetchDesktop();
  if (desktop === undefined) return false;
  const forever = { timeout: 2 ** 31 - 1, onLine: () => {} };
  return (await run(desktop, [...profileArguments(), ...developmentArguments], forever)) === 0;
}

function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** VS Code for a browser, with the packed extension: on Linux with its server, elsewhere without one. */
async function serve(): Promise<Host> {
  await install();
  if ((await runNode('scripts/package.ts', [], { onLine: () => {} })) !== 0) {
    throw new Error('The extension could not be packed: "npm run package" says why.');
  }
  const options = { folder: examples, developed: [unpackExtension()] };
  return process.platform === 'linux' ? startNodeHost(options) : startWebHost(options);
}

/** Sees to it, in an invisible browser, that a faulty example shows a diagnostic. */
async function smoke(): Promise<void> {
  const faulty = exampleFiles().find((name) => name.endsWith('-faulty.rsc'));
  if (faulty === undefined) throw new Error('There is no faulty example: examples/*-faulty.rsc.');
  const host = await serve();
  try {
    await withPage(host, 'smoke-failed', async (page) => {
      await openFile(page, faulty);
      const row = await problemRow(page, /\S/).catch(() => {
        throw new Error(`No problem of ${faulty} is shown: see test/e2e/screenshots/smoke-failed.png.`);
      });
      console.log(`\nVS Code shows in ${faulty}: ${(await row.innerText()).replace(/\s+/g, ' ').trim()}`);
      console.log(NEXT);
    });
  } finally {
    await host.stop();
  }
}

const { values } = parseArgs({ options: { smoke: { type: 'boolean' } } });
try {
  await build();
  await lintExamples();
  await (values.smoke ? smoke() : open());
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
