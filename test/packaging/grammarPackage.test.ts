import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHighlighterCore, type HighlighterCore, type LanguageRegistration } from '@shikijs/core';
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import { createOnigurumaEngine } from '@shikijs/engine-oniguruma';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The grammar as those get it who colour with Shiki. */
const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-grammar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const installed = path.join(folder, 'package');
let language: LanguageRegistration;

beforeAll(async () => {
  const packed = spawnSync(process.execPath, ['scripts/grammarPackage.ts', '--out', folder], { encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(packed.stderr);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  mkdirSync(installed);
  const unpacked = spawnSync('tar', ['-xzf', path.join(folder, tarball as string), '-C', folder], { encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(unpacked.stderr);
  ({ default: language } = await import(pathToFileURL(path.join(installed, 'index.js')).href));
}, 120_000);

test('holds the grammar, its types and a page, and is small', () => {
  expect(readdirSync(installed).sort()).toEqual([
    'LICENSE',
    'README.md',
    'index.d.ts',
    'index.js',
    'package.json',
    'routeros.tmLanguage.json',
  ]);
  expect(JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')).dependencies).toBeUndefined();
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  expect(statSync(path.join(folder, tarball as string)).size).toBeLessThan(30_000);
});

const THEME = {
  name: 'plain',
  type: 'light' as const,
  colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
  settings: [
    { scope: ['constant.language.action'], settings: { foreground: '#aa0000' } },
    { scope: ['comment'], settings: { foreground: '#00aa00' } },
    { scope: ['keyword.control'], settings: { foreground: '#0000aa' } },
  ],
};

describe.each([
  ['Oniguruma', () => createOnigurumaEngine(import('@shikijs/engine-oniguruma/wasm-inlined'))],
  ['JavaScript', () => createJavaScriptRegexEngine()],
])('Shiki with the engine of %s', (_, engine) => {
  let highlighter: HighlighterCore;
  beforeAll(async () => {
    highlighter = await createHighlighterCore({ langs: [language], themes: [THEME], engine: engine() });
  });

  test.each(['routeros', 'rsc', 'mikrotik'])('colours %s', (lang) => {
    const html = highlighter.codeToHtml('# drops\n/ip firewall filter\nadd chain=input action=drop', {
      lang,
      theme: 'plain',
    });
    expect(html).toContain('<span style="color:#AA0000">drop</span>');
    expect(html).toContain('<span style="color:#00AA00"># drops</span>');
  });
});
