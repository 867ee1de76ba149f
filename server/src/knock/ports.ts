import type { Stage } from './knock.ts';

/** What makes a sequence of ports easy to guess or to sweep. */
export type PortPattern =
  | { readonly kind: 'steps'; readonly step: number }
  | { readonly kind: 'ascending' }
  | { readonly kind: 'descending' }
  | { readonly kind: 'repeated-digits' };

/** The ports of the stages in order, if each stage asks for exactly one. */
export function knockPorts(stages: readonly Stage[]): number[] | undefined {
  const ports = stages.map(({ port }) => (port !== undefined && /^[0-9]{1,5}$/.test(port) ? Number(port) : undefined));
  return ports.every((port) => port !== undefined && port <= 65535) ? (ports as number[]) : undefined;
}

/**
 * The most telling pattern. Two ports always go one way, so only their distance and digits count; what order alone
 * can give is the subject of sweeps (`reference/firewall-analysis.md 2.4`).
 */
export function portPattern(ports: readonly number[]): PortPattern | undefined {
  if (ports.length < 2) return undefined;
  const steps = ports.slice(1).map((port, index) => port - (ports[index] as number));
  const [step] = steps as [number, ...number[]];
  const constant = steps.every((other) => other === step) && step !== 0;
  if (constant && (ports.length > 2 || Math.abs(step) <= 10)) return { kind: 'steps', step };
  if (ports.every((port) => port > 9 && new Set(String(port)).size === 1)) return { kind: 'repeated-digits' };
  if (ports.length > 2 && steps.every((other) => other > 0)) return { kind: 'ascending' };
  if (ports.length > 2 && steps.every((other) => other < 0)) return { kind: 'descending' };
  return undefined;
}
