/**
 * Bundles the extension (client and server, each for the Node and the browser extension host) and the command line.
 * Usage: node scripts/build.ts [--watch] [--production] [--cli] [--outdir FOLDER]; with --cli the command line alone
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { noticesOf } from './notices.ts';
import { root } from './process.ts';

const { values } = parseArgs({
  options: {
    watch: { type: 'boolean' },
    production: { type: 'boolean' },
    cli: { type: 'boolean' },
    outdir: { type: 'string', default: 'dist' },
  },
});

const { version, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  engines: { node: string };
};
/** The least major version of Node, which is said in one place. */
const leastNode = Number(/^>=(\d+)$/.exec(engines.node)![1]);

/** What is built, for who reports a fault; nothing where it is not known, as in an archive of the sources. */
function commit(): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

const common: esbuild.BuildOptions = {
  bundle: true,
  outdir: values.outdir,
  target: 'es2022',
  sourcemap: !values.production,
  minify: values.production ?? false,
  logLevel: 'warning',
  // They are in the notices, with those that no comment gives.
  legalComments: 'none',
  metafile: true,
  define: { ROSFW_VERSION: JSON.stringify(version), ROSFW_COMMIT: JSON.stringify(commit()) },
  // Its main module asks for its parts in a way that no bundler sees.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/** Old syntax on purpose: what an old Node would say instead is a page of our source. */
const nodeCheck = `if (typeof process === 'object' && process.versions && process.versions.node && Number(process.versions.node.split('.')[0]) < ${leastNode}) {
  process.stderr.write('The language server of RouterOS Firewall needs Node.js ${leastNode} or newer; this is ' + process.versions.node + '.\\n');
  process.exit(2);
}`;

const editor: esbuild.BuildOptions[] = [
  {
    ...common,
    entryPoints: { 'client.node': 'client/src/node.ts' },
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
  },
  {
    ...common,
    entryPoints: { 'client.browser': 'client/src/browser.ts' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
  },
  // The page of the views, and its style sheet beside it.
  { ...common, entryPoints: { webview: 'client/src/webview/main.ts' }, platform: 'browser', format: 'iife' },
  { ...common, entryPoints: { webview: 'client/src/webview/style.css' } },
  // A web worker's script has to be called .js, and the folder says that for Node this means CommonJS.
  {
    ...common,
    entryPoints: { server: 'server/src/main.ts' },
    banner: { js: nodeCheck },
    platform: 'node',
    conditions: ['browser'],
    format: 'iife',
  },
];

const commandLine: esbuild.BuildOptions[] = [
  {
    ...common,
    entryPoints: {
      'cli.bundle': 'server/src/cli.ts',
      'cli.worker': 'server/src/cli/checkWorker.ts',
    },
    define: { ...common.define, ROSFW_BUNDLED: 'true' },
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    // Commander is CommonJS inside and asks for Node's modules with `require`.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  },
  // Where Tinypool, from inside our bundle, looks for the code with which its threads begin.
  {
    ...common,
    entryPoints: { 'entry/worker': 'node_modules/tinypool/dist/entry/worker.js' },
    platform: 'node',
    format: 'esm',
  },
];

/** Each with the file of its notices: the extension and the npm package name what they hold, and nothing else. */
const products = [
  ...(values.cli === true ? [] : [{ bundles: editor, notices: 'editor-notices.txt' }]),
  { bundles: commandLine, notices: 'cli-notices.txt' },
];

/** Old syntax on purpose: an old Node must be able to read it in order to say what is wrong. */
const launcher = `#!/usr/bin/env node
var major = Number(process.versions.node.split('.')[0]);
if (major < ${leastNode}) {
  process.stderr.write(
    'rosfw needs Node.js ${leastNode} or newer; this is ' + process.versions.node + '. ' +
    'In a checkout run it as "npx node dist/cli.js"; elsewhere install a newer Node.js.\\n'
  );
  process.exitCode = 2;
} else {
  import('./cli.bundle.mjs');
}
`;

if (values.watch) {
  const bundles = products.flatMap((product) => product.bundles);
  const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('watching');
} else {
  await Promise.all(
    products.map(async ({ bundles, notices }) => {
      const results = await Promise.all(bundles.map((options) => esbuild.build(options)));
      const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
      writeFileSync(`${values.outdir}/${notices}`, noticesOf(metafiles, root));
    }),
  );
}
writeFileSync(`${values.outdir}/package.json`, '{ "type": "commonjs" }\n');
// The threads of the command line begin in a module.
mkdirSync(`${values.outdir}/entry`, { recursive: true });
writeFileSync(`${values.outdir}/entry/package.json`, '{ "type": "module" }\n');
writeFileSync(`${values.outdir}/cli.js`, launcher, { mode: 0o755 });
