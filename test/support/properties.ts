/**
 * How property tests run. They draw the same each time; `FC_SEED=random` draws anew, as the nightly run does. A failure
 * prints its seed, and `FC_SEED` runs it again. `FC_RUNS` looks longer (`FC_RUNS=10x` ten times as long as usual,
 * `FC_RUNS=500` 500 times each). `npm run properties -- --cases 1000000` is the same by number.
 */
import type { Parameters } from 'fast-check';

/** How many random and mutated texts each property of the syntax sees as a rule: 100,000 and more in all. */
export const CASES = {
  'laws: characters': 5_000,
  'laws: code units': 5_000,
  'laws: ASCII': 8_000,
  'laws: pieces': 32_000,
  'laws: scripts': 3_000,
  'laws: scripts with mistakes': 22_000,
  'no problems in scripts': 2_000,
  'two texts': 4_000,
  'fixes end': 5_000,
  'linear time': 40,
  'edits: scripts': 2_000,
  'edits: scripts with mistakes': 2_000,
  'edits: blocks with mistakes': 3_500,
  'edits: pieces': 6_000,
  'edits: characters': 1_500,
  'edits: documents': 300,
  'edits: the router': 300,
  formatting: 4_000,
  'analysis: firewalls': 800,
  'analysis: scripts': 500,
} as const;

export const ALL_CASES = Object.values(CASES).reduce((sum, cases) => sum + cases, 0);

/** How many random sets of rules each property of the firewall sees as a rule: 100,000 and more in all. */
export const SETS = {
  'reachability: all packets': 30_000,
  'reachability: edits': 15_000,
  'laws: duplicates and unions': 15_000,
  'laws: dead rules removed': 15_000,
  'laws: neighbours swapped': 10_000,
  'classes: all packets': 8_000,
  'classes: packets and pauses': 20_000,
  'diff: all packets': 2_500,
  'diff: the same': 2_000,
  'doubt: matchers': 4_000,
  'doubt: rules': 4_000,
  expectations: 1_500,
  exposure: 300,
  'rules: repeated rules': 600,
  'rules: dead rules': 300,
} as const;

export const ALL_SETS = Object.values(SETS).reduce((sum, sets) => sum + sets, 0);

/** What the tests draw when nobody says otherwise: the same each time, so that no pull request fails by chance. */
const USUAL_SEED = 20_261_129;

/** `FC_SEED=123` draws as it was drawn then, `FC_SEED=random` as never before; whoever asks prints what it was. */
export function drawnSeed(asked = process.env['FC_SEED']): number {
  if (asked === undefined || asked === '') return USUAL_SEED;
  if (asked === 'random') return Math.floor(Math.random() * 2 ** 31);
  const seed = Number(asked);
  if (!Number.isInteger(seed)) throw new Error(`FC_SEED takes a number or "random", not "${asked}".`);
  return seed;
}

export function properties<T>(usual: number | keyof typeof CASES): Parameters<T> {
  const usualRuns = typeof usual === 'number' ? usual : CASES[usual];
  const asked = process.env['FC_RUNS'] ?? '';
  const runs = Number.parseFloat(asked);
  const numRuns = Number.isNaN(runs) ? usualRuns : Math.ceil(asked.endsWith('x') ? runs * usualRuns : runs);
  return { numRuns, seed: drawnSeed() };
}
