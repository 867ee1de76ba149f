import { parseTime } from '../packet/time.ts';
import type { Stage } from './knock.ts';
import { knockPorts } from './ports.ts';

/** The cheapest way to open a knock by sending every port in order, again and again. */
export interface Sweep {
  readonly direction: 'ascending' | 'descending';
  readonly passes: number;
  /** Packets up to the one that opens it. */
  readonly packets: number;
}

const PORTS = 65535;

/**
 * RouterOS does not reset a knock at a wrong port, so a sweep opens it in as many passes as the sequence has runs in
 * its direction (`reference/firewall-analysis.md 2.4`). Undefined where the stages are not single ports of one
 * protocol, or where their timers are too short for this rate in packets per second.
 */
export function cheapestSweep(stages: readonly Stage[], rate: number): Sweep | undefined {
  const ports = knockPorts(stages);
  const protocols = new Set(stages.map(({ protocol }) => protocol));
  const [protocol] = protocols;
  if (ports === undefined || protocols.size !== 1 || (protocol !== 'tcp' && protocol !== 'udp')) return undefined;
  const sweeps = [
    sweep(ports, 'ascending'),
    sweep(
      ports.map((port) => PORTS + 1 - port),
      'descending',
    ),
  ];
  const open = sweeps.filter(({ hits }) => inTime(hits, stages, rate)).sort((a, b) => a.packets - b.packets);
  const [best] = open;
  return best === undefined ? undefined : { direction: best.direction, passes: best.passes, packets: best.packets };
}

/** Positions count from the first packet of the first pass; `hits` are those of the knocks. */
function sweep(positions: readonly number[], direction: Sweep['direction']): Sweep & { hits: number[] } {
  let passes = 1;
  const hits: number[] = [];
  positions.forEach((position, index) => {
    if (index > 0 && position <= (positions[index - 1] as number)) passes++;
    hits.push((passes - 1) * PORTS + position);
  });
  return { direction, passes, packets: hits.at(-1) as number, hits };
}

/** Each stage must be followed by the next strictly within its timeout. */
function inTime(hits: readonly number[], stages: readonly Stage[], rate: number): boolean {
  return hits.every((hit, index) => {
    if (index === 0) return true;
    const timeout = stages[index - 1]?.timeout;
    const seconds = timeout === undefined || timeout.startsWith('none-') ? 0 : (parseTime(timeout)?.seconds ?? 0);
    // No timeout at all lasts until the router restarts.
    return seconds === 0 || (hit - (hits[index - 1] as number)) / rate < seconds;
  });
}
