import type { Lists } from '../firewall/listMachine.ts';
import type { Hit } from '../firewall/packetClasses.ts';
import type { Steps } from '../text/steps.ts';
import { alive, LAST_PORT, type PortRun, type ScannedPorts, send } from './sweep.ts';

/** How likely a scan of all ports in random order opens the knock. */
export interface RandomScan {
  readonly probability: number;
  /** `exact` is a closed form, `simulated` the share of so many runs. */
  readonly method: 'exact' | 'simulated';
  readonly runs: number;
}

/**
 * One pass over all ports in random order without a trap: the chance that the knocks come in the right order, each
 * within its time (`docs/facts/knocks.md#sweeps-and-scans`). All stages last equally long, in seconds.
 */
export function randomOrder(stages: number, timeout: number, rate: number): RandomScan {
  // More than the whole scan is no wider, also where an entry lasts for ever.
  const gap = Math.min(1, (rate * timeout) / LAST_PORT);
  let probability = 0;
  let sign = 1;
  for (let j = 0; j < stages; j++) {
    probability += sign * binomial(stages - 1, j) * Math.max(0, 1 - j * gap) ** stages;
    sign = -sign;
  }
  return { probability: probability / factorial(stages), method: 'exact', runs: 0 };
}

/**
 * The same where a trap or anything else changes the chances: so many scans are drawn and run. Ports of which there are
 * few have their places drawn; the many others stand in between and are sent as long as they change anything.
 */
export function* simulated(ports: ScannedPorts, rate: number, runs: number, random: () => number): Steps<RandomScan> {
  let open = 0;
  for (let run = 0; run < runs; run++) {
    if (opens(ports, rate, random)) open++;
    if (run % RUNS_A_STEP === RUNS_A_STEP - 1) yield;
  }
  return { probability: open / runs, method: 'simulated', runs };
}

const RUNS_A_STEP = 20;

/** Runs of ports up to this many have each port drawn. */
export const FEW = 16;

function opens({ automaton, grant, runs }: ScannedPorts, rate: number, random: () => number): boolean {
  const many = runs.filter(({ count }) => count > FEW);
  const total = many.reduce((sum, { count }) => sum + count, 0);
  const scanned = runs.reduce((sum, { count }) => sum + count, 0);
  const events = runs
    .filter(({ count }) => count <= FEW)
    .flatMap((run) => Array.from({ length: run.count }, () => ({ run, at: Math.floor(random() * scanned) })))
    .sort((a, b) => a.at - b.at);
  let lists: Lists = new Map();
  const pass = (run: PortRun, at: number): boolean => {
    const now = at / rate;
    const before = alive(lists, now);
    // All packets of the scan so far went to different ports, most of them to high ones.
    const scanned = ({ scan }: Hit): boolean =>
      scan !== undefined && 1 / rate <= scan.delay && (at + 1) * scan.high >= scan.threshold;
    lists = send(automaton, run.classes, before, now, scanned)?.lists ?? before;
    return lists.has(grant) && automaton.services(lists, now).length > 0;
  };
  for (const [index, { run, at }] of events.entries()) {
    if (pass(run, at)) return true;
    const end = events[index + 1]?.at ?? scanned;
    for (let between = at + 1; between < Math.min(end, at + 1 + FEW) && total > 0; between++) {
      const before = lists;
      if (pass(drawn(many, total, random), between)) return true;
      if (lists.size === before.size && between > at + 4) break;
    }
  }
  return false;
}

function drawn(many: readonly PortRun[], total: number, random: () => number): PortRun {
  let left = random() * total;
  for (const run of many) {
    left -= run.count;
    if (left < 0) return run;
  }
  return many.at(-1) as PortRun;
}

function binomial(n: number, k: number): number {
  return factorial(n) / factorial(k) / factorial(n - k);
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
