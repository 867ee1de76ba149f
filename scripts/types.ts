/**
 * Checks the types: all sources together, as an editor sees them, and each part with nothing but what its host has, so
 * that no code of a page or a web worker asks for Node, and none of Node for a page.
 * Usage: node scripts/types.ts
 */
import { globSync } from 'tinyglobby';
import { root, runNode } from './process.ts';

const parts = ['tsconfig.json', ...globSync('{server,client}/**/tsconfig*.json', { cwd: root }).sort()];

for (const part of parts) {
  const code = await runNode('node_modules/typescript/bin/tsc', ['--noEmit', '--project', part]);
  if (code === 0) continue;
  console.error(`That was ${part}.`);
  process.exitCode = 1;
}
