/** The folders that the tests work on, made anew for each run. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { root } from '../../scripts/process.ts';
import { workFolder } from './install.ts';

/** The packed extension: what users get, hence what is tested. */
export const vsix = path.join(root, 'dist/routeros-firewall.vsix');

export const examples = path.join(root, 'examples');

/** A copy of the examples and of the suite's own files, so that a test may write there. */
export function makeWorkspace(name: string): string {
  const folder = emptyFolder(`workspace-${name}`);
  for (const source of [examples, path.join(import.meta.dirname, 'workspace')]) {
    if (existsSync(source)) cpSync(source, folder, { recursive: true });
  }
  return folder;
}

/** The packed extension as a folder, for a host that installs nothing. */
export function unpackExtension(): string {
  const folder = emptyFolder('extension');
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(vsix)))) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const file = path.join(folder, name.slice('extension/'.length));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return folder;
}

export function emptyFolder(name: string): string {
  const folder = path.join(workFolder, name);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  mkdirSync(folder, { recursive: true });
  return folder;
}
