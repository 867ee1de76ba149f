/**
 * Packs the extension into dist/routeros-firewall.vsix and checks what is in it: everything that the manifest names,
 * nothing else, and not too much.
 * Usage: node scripts/package.ts [--pre-release] [--twice]; with --twice it is packed again, and fails where the same
 * sources do not give the same bytes
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { root, runNode } from './process.ts';

const MAX_BYTES = 1_200_000;

/** What may be in the extension, by path inside the VSIX. */
const ALLOWED = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt|icon\.png)$/i,
  /^extension\/dist\/(client\.(node|browser)\.cjs|server\.js|package\.json|webview\.(js|css)|editor-notices\.txt)$/,
  /^extension\/(package\.nls(\.[a-z-]+)?|l10n\/bundle\.l10n\.[a-z-]+)\.json$/,
  /^extension\/media\/[\w-]+\.(svg|png|md|rsc)$/,
  /^extension\/(schemas|syntaxes|snippets)\/[\w.-]+\.json$/,
];

/** What the clients start and show, and the licences of what is bundled: the manifest does not name it. */
const UNNAMED = [
  'dist/server.js',
  'dist/package.json',
  'dist/webview.js',
  'dist/webview.css',
  'dist/editor-notices.txt',
];

const vsix = path.join(root, 'dist/routeros-firewall.vsix');

// The time that the archive gives its files, instead of that of the build.
const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
if (status === 0) process.env['SOURCE_DATE_EPOCH'] ??= stdout.trim();

const first = await packed();
const isRepeatable = process.env['SOURCE_DATE_EPOCH'] !== undefined;
if (process.argv.includes('--twice') && isRepeatable && !(await packed()).equals(first)) {
  console.error('Packed twice, the extension is not the same.');
  process.exit(1);
}

const problems = check(first);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function packed(): Promise<Buffer> {
  const built = await runNode('scripts/build.ts', ['--production']);
  if (built !== 0) process.exit(built);
  const code = await runNode('node_modules/@vscode/vsce/vsce', [
    'package',
    '--no-dependencies',
    ...(process.argv.includes('--pre-release') ? ['--pre-release'] : []),
    '--out',
    vsix,
  ]);
  if (code !== 0) process.exit(code);
  return readFileSync(vsix);
}

function check(bytes: Uint8Array): string[] {
  const files = unzipSync(bytes);
  const manifest: unknown = JSON.parse(strFromU8(files['extension/package.json']!));
  const missing = [...UNNAMED, ...filesOf(manifest)].filter((file) => !(`extension/${file}` in files));
  const unexpected = Object.keys(files).filter((file) => !ALLOWED.some((allowed) => allowed.test(file)));
  return [
    ...missing.map((file) => `The extension lacks ${file}. Name it in .vscodeignore, or remove it from package.json.`),
    ...unexpected.map((file) => `The extension should not contain ${file}. See .vscodeignore.`),
    ...(bytes.length >= MAX_BYTES ? [`The extension has ${bytes.length} bytes; ${MAX_BYTES} are the limit.`] : []),
  ];
}

/** Every file of its own that a manifest names: bundles, grammars, snippets, icons. */
function filesOf(value: unknown): string[] {
  if (typeof value === 'string') return /^(\.\/|icon\.)[^*]+\.\w+$/.test(value) ? [path.posix.normalize(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  // Files of the npm package, not of the extension.
  return Object.entries(value).flatMap(([key, child]) => (key === 'bin' ? [] : filesOf(child)));
}
