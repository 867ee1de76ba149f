/**
 * Builds the site with guide, rule pages, facts and playground: static files that any web server can serve.
 * Usage: node scripts/site.ts [--out FOLDER]
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { root } from './process.ts';
import { buildSite } from './site/build.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist/site') } } });

const { files, firstLoad } = await buildSite();
rmSync(values.out, { recursive: true, force: true });
for (const [name, contents] of files) {
  const file = path.join(values.out, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
const size = firstLoad.reduce((sum, name) => sum + gzipSync(files.get(name) as Uint8Array).length, 0);
console.log(
  `${files.size} files in ${values.out}; the playground loads ${Math.ceil(size / 1000)} kB at first, compressed.`,
);
