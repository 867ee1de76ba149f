/**
 * The VS Code that the tests use, on disk: installed on first use, because 230 MB are too much for every `npm ci`.
 * Usage: node test/e2e/install.ts (installs it, and makes sure that there is a browser for its window)
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from '../../scripts/process.ts';
import { findChromium } from './chromium.ts';

const here = import.meta.dirname;
const modules = path.join(here, 'node_modules');
const stamp = path.join(modules, '.installed');

/** VS Code's server and workbench, as code-server ships them. */
export const vscodeRoot = path.join(modules, 'code-server/lib/vscode');

/** Where the tests put what they make: bundles, unpacked extensions, workspaces. */
export const workFolder = path.join(here, '.work');

/** Installs what test/e2e/package-lock.json names, unless that is there already. */
export async function install(): Promise<void> {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the VS Code for the tests (once, about 230 MB) …');
  const code = await runNpm(['ci', '--loglevel=error'], { cwd: here });
  if (code !== 0) throw new Error('The VS Code for the tests could not be installed: see npm’s message above.');
  // VS Code looks for its modules beside itself, also for those that it serves to the browser: give it ours.
  // A junction needs no rights on Windows; elsewhere the type is ignored.
  const link = path.join(vscodeRoot, 'node_modules');
  if (!existsSync(link)) symlinkSync('../../..', link, 'junction');
  writeFileSync(stamp, lock);
}

if (import.meta.main) {
  try {
    await install();
    console.log(`VS Code's window opens in ${(await findChromium()).program}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
