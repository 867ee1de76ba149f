import type { Point } from '../packet/intervalSet.ts';
import { type Family, listKey } from './firewall.ts';

/** An address on a list. */
export interface ListedAddress {
  /** The list and the address, as the interpreter names them. */
  readonly key: string;
  /** What is left of its time; infinite where it stays until the router restarts. */
  readonly seconds: number;
}

/** When each address leaves each list on which rules have put it, in seconds. */
export class ListTimers {
  readonly #entries: Map<string, number>;

  constructor(entries: Iterable<readonly [string, number]> = []) {
    this.#entries = new Map(entries);
  }

  static from(entries: readonly ListedAddress[], now: number): ListTimers {
    return new ListTimers(entries.map(({ key, seconds }) => [key, now + seconds] as const));
  }

  copy(): ListTimers {
    return new ListTimers(this.#entries);
  }

  add(family: Family, list: string, address: Point, until: number): void {
    this.#entries.set(entryKey(family, list, address), until);
  }

  has(family: Family, list: string, address: Point, now: number): boolean {
    return (this.#entries.get(entryKey(family, list, address)) ?? 0) > now;
  }

  isEmpty(family: Family, list: string, now: number): boolean {
    const prefix = `${listKey(family, list)} `;
    for (const [key, until] of this.#entries) if (until > now && key.startsWith(prefix)) return false;
    return true;
  }

  /** The lists on which the address is, with the seconds that are left. */
  of(family: Family, address: Point, now: number): Map<string, number> {
    const suffix = ` ${address}`;
    const prefix = listKey(family, '');
    const result = new Map<string, number>();
    for (const [key, until] of this.#entries) {
      if (until > now && key.startsWith(prefix) && key.endsWith(suffix)) {
        result.set(key.slice(prefix.length, -suffix.length), until - now);
      }
    }
    return result;
  }

  /** All that is still there, in the order in which it came. */
  all(now: number): ListedAddress[] {
    const result: ListedAddress[] = [];
    for (const [key, until] of this.#entries) if (until > now) result.push({ key, seconds: until - now });
    return result;
  }
}

function entryKey(family: Family, list: string, address: Point): string {
  return `${listKey(family, list)} ${address}`;
}
