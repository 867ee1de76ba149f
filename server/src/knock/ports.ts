import { matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { IntervalSet } from '../packet/intervalSet.ts';
import { highestPort, type PortSet, parsePorts } from '../packet/ports.ts';
import type { Stage } from './knock.ts';

/** What makes a sequence of ports easy to guess or to sweep. */
export type PortPattern =
  | { readonly kind: 'steps'; readonly step: number }
  | { readonly kind: 'ascending' }
  | { readonly kind: 'descending' }
  | { readonly kind: 'neighbours'; readonly distance: number }
  | { readonly kind: 'repeated-digits' };

/** The ports of the stages in order, if each stage asks for exactly one. */
export function knockPorts(stages: readonly Stage[]): number[] | undefined {
  const ports = knockPortSets(stages)?.map(onlyOne);
  return ports?.every((port) => port !== undefined) ? (ports as number[]) : undefined;
}

/** The ports of the stages in order, if each stage asks for ports that the file tells. */
export function knockPortSets(stages: readonly Stage[]): PortSet[] | undefined {
  return setsOf(stages.map(({ port }) => port));
}

/** The sizes of packets of the stages in order, if each stage asks for a size and none for a port. */
export function knockSizeSets(stages: readonly Stage[]): PortSet[] | undefined {
  if (stages.some(({ port }) => port !== undefined)) return undefined;
  return setsOf(stages.map(({ rule }) => matcher(rule, 'packet-size')?.property.text));
}

/** `1000,2000, then 3000, then 4000`: the ports or sizes in order. */
export function sequenceText(sets: readonly PortSet[]): string {
  const texts = sets.map((set) => set.intervals().map(intervalText).join(','));
  return texts.join(texts.some((text) => text.includes(',')) ? phrase`, then ` : ', ');
}

/**
 * The most telling pattern. Two ports always go one way, so only their distance and digits count; what order alone can
 * give is the subject of sweeps (`docs/facts/knocks.md#sweeps-and-scans`). A stage of several ports is passed by any of
 * them.
 */
export function portPattern(sets: readonly PortSet[]): PortPattern | undefined {
  if (sets.length < 2) return undefined;
  const ports = sets.map(onlyOne);
  const simple = ports.every((port) => port !== undefined) ? patternOfPorts(ports as number[]) : undefined;
  if (simple !== undefined) return simple;
  if (sets.length > 2 && isPassed(sets)) return { kind: 'ascending' };
  if (sets.length > 2 && isPassed(sets.map(mirrored))) return { kind: 'descending' };
  const distance =
    Math.max(...sets.map(({ last }) => last as number)) - Math.min(...sets.map(({ first }) => first as number));
  return distance > 0 && distance <= NEAR ? { kind: 'neighbours', distance } : undefined;
}

/**
 * Ports that lie this close together are found together: whoever has one tries what is beside it. People who choose
 * ports in a row choose 7000 to 7003 or 5001, 5005, 5010; ports that are drawn lie so close once in a thousand times.
 */
const NEAR = 16;

function patternOfPorts(ports: readonly number[]): PortPattern | undefined {
  const steps = ports.slice(1).map((port, index) => port - (ports[index] as number));
  const [step] = steps as [number, ...number[]];
  const constant = steps.every((other) => other === step) && step !== 0;
  if (constant && (ports.length > 2 || Math.abs(step) <= NEAR)) return { kind: 'steps', step };
  if (ports.every((port) => port > 9 && new Set(String(port)).size === 1)) return { kind: 'repeated-digits' };
  return undefined;
}

/** Whether one sweep from the lowest port to the highest passes all of them in order. */
function isPassed(sets: readonly PortSet[]): boolean {
  let at = -1;
  for (const set of sets) {
    const interval = set.intervals().find(([, high]) => high > at);
    if (interval === undefined) return false;
    at = Math.max(interval[0], at + 1);
  }
  return true;
}

function mirrored(set: PortSet): PortSet {
  return IntervalSet.of(set.intervals().map(([low, high]) => [highestPort - high, highestPort - low] as const));
}

function onlyOne(set: PortSet): number | undefined {
  return set.first === set.last ? set.first : undefined;
}

function intervalText([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low}-${high}`;
}

function setsOf(texts: readonly (string | undefined)[]): PortSet[] | undefined {
  const sets = texts.map((text) => (text === undefined ? undefined : parsePorts(text)));
  return sets.every((set) => set !== undefined && !set.isEmpty) ? (sets as PortSet[]) : undefined;
}
