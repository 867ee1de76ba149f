/** Sets of TCP and UDP ports. */
import { IntervalSet, parseIntervals } from './intervalSet.ts';

export type PortSet = IntervalSet<number>;

export const highestPort = 65535;

export const allPorts: PortSet = IntervalSet.range(0, highestPort);

/** Reads `21,22,10000-60000` (`docs/facts/scripts.md#lists-and-ranges`); the caller has stripped a leading `!`. */
export function parsePorts(text: string): PortSet | undefined {
  return parseIntervals(text, highestPort);
}

/** As the router reads them: `22,8000-8080`. */
export function formatPorts(ports: PortSet): string {
  return ports
    .intervals()
    .map(([low, high]) => (low === high ? String(low) : `${low}-${high}`))
    .join(',');
}
