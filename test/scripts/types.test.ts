import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compiler = path.resolve('node_modules/typescript/bin/tsc');

/** Things of one host each, a line for each; what is imported is a matter of `test/architecture.test.ts`. */
const USES = [
  'export const node = process.pid;',
  'export const page = document.title;',
  'export const worker = (globalThis as unknown as DedicatedWorkerGlobalScope).name;',
  'export const all = setTimeout(() => {}, 1);',
].join('\n');

/** Which of these things a part may use. */
test.each<[string, string]>([
  ['server/tsconfig.json', 'all'],
  ['server/tsconfig.browser.json', 'worker all'],
  ['server/tsconfig.node.json', 'node all'],
  ['client/tsconfig.json', 'worker all'],
  ['client/tsconfig.node.json', 'node all'],
  ['client/src/webview/tsconfig.json', 'page all'],
])('%s: %s', (part, may) => {
  const project = path.join(folder, `${part.replaceAll('/', '-')}`);
  const file = path.join(folder, 'uses.ts');
  writeFileSync(file, USES);
  const include = part === 'server/tsconfig.json' ? [file, path.resolve('server/types')] : [file];
  writeFileSync(
    project,
    JSON.stringify({
      extends: path.resolve(part),
      compilerOptions: { typeRoots: [path.resolve('node_modules/@types')] },
      include,
      exclude: [],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '--project', project], {
    encoding: 'utf8',
  });
  const wrong = new Set([...stdout.matchAll(/uses\.ts\((\d+),/g)].map((match) => Number(match[1])));
  const names = [...USES.matchAll(/const (\w+)/g)].map((match) => match[1]);
  expect(names.filter((_, line) => !wrong.has(line + 1)).join(' '), stdout).toBe(may);
});
