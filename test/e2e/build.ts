/**
 * Bundles what runs inside VS Code: the suite and the file system of the web host.
 * Usage: node test/e2e/build.ts (before the launch configuration "Extension Tests")
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { workFolder } from './install.ts';

/** The extension that carries the suite, and the suite in it. */
export const suiteFolder = path.join(workFolder, 'suite');
export const suiteFile = path.join(suiteFolder, 'index.js');

export async function buildTests(): Promise<void> {
  const suite = path.join(import.meta.dirname, 'suite');
  const index = readFileSync(path.join(suite, 'index.ts'), 'utf8');
  const left = readdirSync(suite).filter((name) => name.endsWith('.test.ts') && !index.includes(`'./${name}'`));
  if (left.length > 0) throw new Error(`The suite does not run ${left.join(', ')}. Name each in suite/index.ts.`);
  await Promise.all([bundle('suite', 'index'), bundle('memoryFileSystem', 'main')]);
}

/** Both are extensions: a manifest and one file beside it, which must run in Node and in a worker. */
async function bundle(folder: string, file: string): Promise<void> {
  const from = path.join(import.meta.dirname, folder);
  const to = path.join(workFolder, folder);
  mkdirSync(to, { recursive: true });
  copyFileSync(path.join(from, 'package.json'), path.join(to, 'package.json'));
  await esbuild.build({
    entryPoints: [path.join(from, `${file}.ts`)],
    outfile: path.join(to, `${file}.js`),
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

if (import.meta.main) await buildTests();
