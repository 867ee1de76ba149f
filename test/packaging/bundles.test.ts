import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noticesOf } from '../../scripts/notices.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dist = path.join(folder, 'dist');
const read = (file: string): string => readFileSync(path.join(dist, file), 'utf8');

beforeAll(() => {
  const built = spawnSync(process.execPath, ['scripts/build.ts', '--outdir', dist], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}, 120_000);

describe('notices', () => {
  const EDITOR = ['client.node.cjs', 'client.browser.cjs', 'server.js', 'webview.js'];
  const COMMAND_LINE = ['cli.bundle.mjs', 'cli.worker.mjs', 'entry/worker.js'];

  /** Folders of packages, from the comments with which esbuild begins each module of a bundle that it does not minify. */
  function bundledFolders(bundles: readonly string[]): string[] {
    const modules = bundles.flatMap((bundle) => [
      ...read(bundle).matchAll(
        /^\s*\/\/ (?:.*?\/)??(node_modules\/(?:.*node_modules\/)?(?:@[^/\n]+\/)?[^/\n]+)\/.+\.[cm]?js$/gm,
      ),
    ]);
    return [...new Set(modules.map((match) => match[1] as string))].sort();
  }

  test.each([
    ['editor-notices.txt', EDITOR, ['chevrotain', 're2js', 'minimatch', 'vscode-languageclient'], ['commander']],
    ['cli-notices.txt', COMMAND_LINE, ['chevrotain', 'commander', 'tinypool', 'picomatch'], ['minimatch']],
  ])('%s names every bundled package with its licence, and no other', (notices, bundles, some, others) => {
    const folders = bundledFolders(bundles);
    const text = read(notices);
    const titles = new Set<string>();
    for (const one of folders) {
      const { name, version, license } = JSON.parse(readFileSync(path.join(one, 'package.json'), 'utf8'));
      titles.add(`${name} ${version} (${license})`);
      const licence = readdirSync(one).find((file) => /^licen[cs]e/i.test(file));
      const words = readFileSync(path.join(one, licence as string), 'utf8');
      expect(text, name).toContain(words.replaceAll('\r\n', '\n').trim());
    }
    const said = [...text.matchAll(/^\S+ \d+\.\d+\.\d+\S* \(.+\)$/gm)].map(([title]) => title);
    expect(said.sort()).toEqual([...titles].sort());
    const names = new Set(said.map((title) => title.split(' ')[0]));
    for (const name of some) expect(names).toContain(name);
    for (const name of others) expect(names).not.toContain(name);
  });

  test('a package without a licence text fails the build by its name, and what is left out of a bundle does not count', () => {
    const bare = path.join(folder, 'node_modules/bare');
    mkdirSync(bare, { recursive: true });
    writeFileSync(path.join(bare, 'package.json'), '{"name":"bare","version":"1.0.0","license":"MIT"}');
    const metafile = (bytesInOutput: number): Metafile => ({
      inputs: {},
      outputs: {
        'out.js': { bytes: 1, inputs: { 'node_modules/bare/index.js': { bytesInOutput } }, imports: [], exports: [] },
      },
    });
    expect(() => noticesOf([metafile(10)], folder)).toThrow('bare is bundled, and no file of it gives its licence.');
    expect(noticesOf([metafile(0)], folder)).not.toContain('bare');
  });
});

describe('Node', () => {
  const old = path.join(folder, 'old.cjs');
  writeFileSync(
    old,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.4' } });\n",
  );

  test.each([
    ['cli.js', ['--version'], 'rosfw'],
    ['server.js', ['--stdio'], 'The language server of RouterOS Firewall'],
  ])('%s says in one line that it needs a newer one', (file, args, who) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', old, path.join(dist, file), ...args], {
      encoding: 'utf8',
      input: '',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+ needs Node\.js 22 or newer; this is 20\.19\.4\.[^\n]*\n$/);
    expect(stderr.startsWith(who)).toBe(true);
  });

  test('is the same wherever a version is asked for', () => {
    const files = ['README.md', 'CONTRIBUTING.md', 'docs/continuous-integration.md', '.pre-commit-hooks.yaml'];
    const least = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/Node(?:\.js)? (\d+)[\d.]*\s+or(?:\s|#)+newer/g)].map((match) => [
        file,
        match[1],
      ]),
    );
    expect(least).toEqual(files.map((file) => [file, '22']));
    expect(JSON.parse(readFileSync('package.json', 'utf8')).engines.node).toBe('>=22');
  });
});
