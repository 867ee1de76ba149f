/**
 * How fast it is: `npm run bench`, or `npm run bench -- syntax` for one of its parts. What fails the command are
 * ratios between times of one run, which hold on any machine.
 */
import process from 'node:process';
import { runNode } from './process.ts';

const PARTS = ['syntax', 'analysis', 'newRules', 'questions', 'server', 'inputs', 'longestSteps', 'fleet'];

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
  process.exit(2);
}
for (const part of asked.length > 0 ? asked : PARTS) {
  console.log(`\n--- ${part}\n`);
  if ((await runNode(`scripts/bench/${part}.ts`, [], { timeout: 1_800_000 })) !== 0) process.exitCode = 1;
}
