/**
 * The property tests. Usage: node scripts/properties.ts [--cases N]; with it the properties of the syntax see N random
 * texts in all and those of the firewall N random sets of rules, and the others as many times more than usual.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ALL_CASES, ALL_SETS } from '../test/support/properties.ts';
import { runNode } from './process.ts';

const { values } = parseArgs({ options: { cases: { type: 'string' } } });
const vitest = ['run', '--project', 'properties'];
if (values.cases === undefined) {
  process.exitCode = await runNode('node_modules/vitest/vitest.mjs', vitest);
} else {
  const cases = Number(values.cases);
  if (!Number.isInteger(cases) || cases < 1) {
    console.error('--cases takes a number, such as --cases 1000000.');
    process.exit(2);
  }
  // A test may take as long as it has cases.
  const options = { env: { FC_RUNS: `${cases / Math.min(ALL_CASES, ALL_SETS)}x` }, timeout: 24 * 3_600_000 };
  process.exitCode = await runNode('node_modules/vitest/vitest.mjs', [...vitest, '--testTimeout=0'], options);
}
