/**
 * How property tests run. A failure prints its seed; FC_SEED runs it again, FC_RUNS looks longer (`FC_RUNS=10x` ten
 * times as long as usual, `FC_RUNS=500` 500 times each).
 */
import type { Parameters } from 'fast-check';

export function properties<T>(usualRuns: number): Parameters<T> {
  const seed = process.env['FC_SEED'];
  const asked = process.env['FC_RUNS'] ?? '';
  const runs = Number.parseInt(asked, 10);
  const numRuns = Number.isNaN(runs) ? usualRuns : asked.endsWith('x') ? runs * usualRuns : runs;
  return seed === undefined ? { numRuns } : { numRuns, seed: Number.parseInt(seed, 10) };
}
