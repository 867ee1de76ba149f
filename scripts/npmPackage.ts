/**
 * Packs the command line for npm: the bundles and a manifest of their own without dependencies, so that nobody who
 * installs it gets the extension or our tools. Usage: node scripts/npmPackage.ts [--out FOLDER]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { atExit, root, runNode, runNpm } from './process.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist') } } });

/** What the command line consists of; the maps of the bundles stay out. */
const FILES = ['cli.js', 'cli.bundle.mjs', 'cli.worker.mjs', 'entry/worker.js', 'cli-notices.txt'];

const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-npm-'));
atExit(() => rmSync(folder, { recursive: true, force: true }));

const built = await runNode('scripts/build.ts', ['--production', '--cli', '--outdir', path.join(folder, 'dist')]);
if (built !== 0) process.exit(built);

const { version, license, description, repository, keywords, engines } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
const manifest = {
  name: 'rosfw',
  version,
  description,
  license,
  repository,
  keywords,
  type: 'module',
  engines: { node: engines.node },
  bin: { rosfw: './dist/cli.js' },
  // There is nothing to call: who reads the output of the command line gets its form.
  exports: { '.': { types: './json.d.ts' }, './package.json': './package.json' },
  types: './json.d.ts',
  files: ['json.d.ts', ...FILES.map((file) => `dist/${file}`), 'docs/facts'],
  publishConfig: { access: 'public', provenance: true },
};
writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
// It holds types alone and imports nothing, so that it is its own declaration.
cpSync(path.join(root, 'server/src/reports/jsonOutput.ts'), path.join(folder, 'json.d.ts'));
// What `rosfw mcp` offers to read.
cpSync(path.join(root, 'docs/facts'), path.join(folder, 'docs/facts'), { recursive: true });
cpSync(path.join(root, 'server/README.md'), path.join(folder, 'README.md'));
for (const file of ['CHANGELOG.md', 'LICENSE']) cpSync(path.join(root, file), path.join(folder, file));

mkdirSync(values.out, { recursive: true });
process.exitCode = await runNpm(['pack', '--silent', '--pack-destination', path.resolve(values.out)], { cwd: folder });
