import type { Packet } from '../packet/packet.ts';
import type { FirewallRule } from './firewall.ts';

/**
 * What `psd` remembers: the ports that a source has asked for lately, each with its weight. It fits once the weights of
 * different ports, each within the delay behind the one before, reach the threshold
 * (`docs/facts/firewall.md#matchers`).
 */
export class ScanDetector {
  #sources = new Map<string, Source>();

  copy(): ScanDetector {
    const copied = new ScanDetector();
    for (const [key, source] of this.#sources) {
      copied.#sources.set(key, { ...source, ports: new Set(source.ports) });
    }
    return copied;
  }

  /** All that it remembers, as a text. */
  memory(): string {
    return [...this.#sources]
      .map(([key, { weight, ports, last }]) => [key, weight, ...ports, last].join(' '))
      .join('\n');
  }

  /** Notes the packet for the rule and says whether it is part of a scan; undefined where the value makes no sense. */
  sees({ item }: FirewallRule, text: string, packet: Packet, now: number): boolean | undefined {
    const settings = parsePsd(text);
    if (settings === undefined) return undefined;
    const { protocol, destinationPort, source } = packet;
    if (destinationPort === undefined || (protocol !== 6 && protocol !== 17)) return false;
    const key = `${item.id} ${source}`;
    const known = this.#sources.get(key);
    const seen =
      known !== undefined && now - known.last <= settings.delay
        ? known
        : { weight: 0, ports: new Set<string>(), last: now };
    this.#sources.set(key, seen);
    seen.last = now;
    const port = `${protocol} ${destinationPort}`;
    if (!seen.ports.has(port)) {
      seen.ports.add(port);
      seen.weight += weightOf(destinationPort, settings);
    }
    return seen.weight >= settings.threshold;
  }
}

/** `21,3s,3,1`: threshold, delay, weights of a low and of a high port. */
export function parsePsd(text: string): ScanSettings | undefined {
  const match = /^(\d{1,9}),(\d{1,9})(ms|s|m|h)?,(\d{1,5}),(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [, threshold, delay, unit = 's', low, high] = match;
  const seconds = Number(delay) * (UNITS[unit] as number);
  return { threshold: Number(threshold), delay: seconds, low: Number(low), high: Number(high) };
}

/** What a packet to the port counts. */
export function weightOf(port: number, { low, high }: ScanSettings): number {
  return port < FIRST_HIGH_PORT ? low : high;
}

export interface ScanSettings {
  readonly threshold: number;
  /** Seconds that may lie between two packets of one scan. */
  readonly delay: number;
  readonly low: number;
  readonly high: number;
}

interface Source {
  weight: number;
  readonly ports: Set<string>;
  last: number;
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
const FIRST_HIGH_PORT = 1024;
