import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Each layer may import itself and those before it, never those behind. */
const LAYERS = [
  'language',
  'text',
  'packet',
  'syntax',
  'catalog',
  'paste',
  'binding',
  'router',
  'execution',
  'firewall',
  'knock',
  'wording',
  'diagnostics',
  'problems',
  'rules',
  'analysis',
  'expectation',
  'exposure',
  'project',
  'reports',
  'features',
  'lsp',
];
/** The only files that know the platform; those of `cli` know Node. */
const PLATFORM = [
  'main.ts',
  'node.ts',
  'nodeHost.ts',
  'folderHost.ts',
  'standardStreams.ts',
  'languageServer.ts',
  'browser.ts',
  'cli.ts',
  'cli',
];

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'server/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.ts'));

function imports(name: string): string[] {
  const text = readFileSync(path.join(source, name), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|\bimport[\s(]\s*'([^']+)'/gm)].map(
    (match) => (match[1] ?? match[2]) as string,
  );
}

function layerOf(name: string): string {
  return name.split('/')[0] as string;
}

describe.each(files.map((name) => [name]))('%s', (name) => {
  const layer = layerOf(name);

  test('lies in a layer or is a platform file', () => {
    expect([...LAYERS, ...PLATFORM]).toContain(layer);
  });

  test('imports only its own layer and those before it', () => {
    if (PLATFORM.includes(layer) && layer !== 'cli') return expect(name).not.toContain('/');
    const allowed =
      layer === 'cli'
        ? [...LAYERS.filter((other) => other !== 'lsp'), 'cli']
        : LAYERS.slice(0, LAYERS.indexOf(layer) + 1);
    for (const target of imports(name).filter((specifier) => specifier.startsWith('.'))) {
      const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(name), target));
      expect(allowed, `${name} imports ${target}`).toContain(layerOf(resolved));
    }
  });

  test('knows neither the editor, nor Node, nor the console, unless that is its part', () => {
    if (layer === 'cli') return expect(imports(name).join()).not.toContain('vscode');
    if (layer === 'lsp' || PLATFORM.includes(layer)) return expect(imports(name).join()).not.toBe('');
    for (const specifier of imports(name)) {
      expect(specifier, name).not.toMatch(/^(?:vscode|node:)/);
    }
    expect(readFileSync(path.join(source, name), 'utf8')).not.toMatch(/\bconsole\.|\bprocess\./);
  });

  test('takes few packages', () => {
    const packages = imports(name).filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'));
    const allowed: Readonly<Record<string, readonly string[]>> = {
      syntax: ['chevrotain'],
      execution: ['re2js'],
      project: ['jsonc-parser', 're2js'],
      lsp: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
      'node.ts': ['vscode-languageserver/node'],
      'folderHost.ts': ['tinyglobby'],
      'standardStreams.ts': ['vscode-languageserver/node'],
      'browser.ts': ['vscode-languageserver/browser'],
      'cli.ts': ['commander'],
      cli: [
        'commander',
        'diff',
        'tinyglobby',
        'tinypool',
        'zod',
        '@modelcontextprotocol/server',
        '@modelcontextprotocol/server/stdio',
      ],
    };
    for (const specifier of packages) expect(allowed[layer] ?? [], name).toContain(specifier);
  });
});

/** Who may ask about a text for the first time; everybody else has an analysis, and asks it again. */
const DOORKEEPERS = ['lsp/analyses.ts', 'cli/target.ts', 'cli/checkJob.ts', 'project/analyseComposition.ts'];

test('nobody but these calls the pipeline, so that no question is forgotten', () => {
  const callers = files.filter(
    (name) =>
      layerOf(name) !== 'analysis' &&
      imports(name).some((specifier) => /\/analysis\/(?:analyse|runRules)\.ts$/.test(specifier)),
  );
  expect(callers.sort()).toEqual([...DOORKEEPERS].sort());
});

test('every layer of the design has a folder', () => {
  expect([...new Set(files.map(layerOf))].sort()).toEqual([...LAYERS, ...PLATFORM].sort());
});

const clientSource = path.join(root, 'client/src');
const clientFiles = readdirSync(clientSource, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.ts'));

/** What a file of the client imports, from the root of the repository, or as a package. */
function clientImports(name: string): string[] {
  const text = readFileSync(path.join(clientSource, name), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\s+(?!type\b)[^'";]*?from\s+'([^']+)'/gm)].map((match) => {
    const target = match[1] as string;
    return target.startsWith('.') ? path.posix.join('client/src', path.posix.dirname(name), target) : target;
  });
}

test('the playground knows pages and the protocol, not the editor, and of the server its types alone', () => {
  const own = clientFiles.filter((name) => name.startsWith('playground/'));
  const allowed = /^(?:client\/src\/(?:playground|webview)\/|server\/src\/lsp\/protocol\.ts$|@codemirror\/|@lezer\/)/;
  for (const name of own) {
    for (const target of clientImports(name)) expect(target, name).toMatch(allowed);
  }
  expect(own.length).toBeGreaterThan(10);
});

test('nothing of the playground gets into the extension', () => {
  const others = clientFiles.filter((name) => !name.startsWith('playground/'));
  for (const name of others) expect(clientImports(name).join(), name).not.toContain('playground');
});
