/**
 * The versions whose trees the catalogue was made from. A tree is `full` with all extra packages; a `-base` tree lacks
 * them, so what it has was there, and what it lacks may only have been a package away.
 */
import { compareVersions } from './version.ts';

/** When something was there, as far as the samples tell. */
export interface Span {
  /** The first version known to have it; not told for what the oldest sample has. */
  readonly since?: string;
  /** The last version known to lack it before; not told where `since` is exact. */
  readonly notYet?: string;
  /** The first version known to lack it again. */
  readonly until?: string;
  /** The last version known to have it; not told where `until` is exact. */
  readonly lastIn?: string;
}

export type Availability = 'present' | 'absent' | 'unknown';

/** A version among the samples. */
interface VersionPlace {
  readonly version: string;
  readonly kind: 'sampled' | 'older' | 'between' | 'newer';
  /** What it is read with. */
  readonly mask: number;
  /** What is newer, up to the first full sample. */
  readonly next: number;
}

const BASE = '-base';

export class Samples {
  /** From the oldest to the newest. Bit n of a mask stands for version n. */
  readonly versions: readonly string[];
  readonly #spans = new Map<number, Span>();
  /** Where the version that was asked for last stands: a script asks for one version, once for each of its words. */
  #place: VersionPlace | undefined;

  constructor(versions: readonly string[]) {
    this.versions = versions;
  }

  /** The newest full version; of nothing, if there is none. */
  get newest(): string {
    return this.versions.findLast((version) => !version.endsWith(BASE)) ?? this.versions.at(-1) ?? '';
  }

  /** The mask of all versions. */
  get all(): number {
    return (1 << this.versions.length) - 1;
  }

  /**
   * The samples that a version is read with: its own, else the nearest full one below and the base ones between. What
   * is older than all samples is read with the oldest.
   */
  maskOf(version: string): number {
    return this.#placeOf(version).mask;
  }

  /** The name of the newest version in a mask. */
  nameOf(mask: number): string {
    return this.versions[31 - Math.clz32(mask)] ?? '';
  }

  span(mask: number): Span {
    let span = this.#spans.get(mask);
    if (span === undefined) {
      span = this.#spanOf(mask);
      this.#spans.set(mask, span);
    }
    return span;
  }

  availability(mask: number, version: string): Availability {
    const { kind, mask: own, next } = this.#placeOf(version);
    if (kind === 'older') return 'unknown';
    const before = (mask & own) !== 0;
    if (kind === 'sampled') return before ? 'present' : 'absent';
    // What comes after the newest sample is taken to keep what that one has, and may have anything else.
    if (kind === 'newer') return before ? 'present' : 'unknown';
    const after = (mask & next) !== 0;
    if (before !== after) return 'unknown';
    return before ? 'present' : 'absent';
  }

  #placeOf(version: string): VersionPlace {
    if (this.#place?.version !== version) this.#place = this.#placed(version);
    return this.#place;
  }

  #placed(version: string): VersionPlace {
    const exact = this.versions.indexOf(version);
    if (exact >= 0) return { version, kind: 'sampled', mask: 1 << exact, next: 0 };
    const last = this.versions.findLastIndex((sample) => compareVersions(sample, version) <= 0);
    if (last < 0) return { version, kind: 'older', mask: 1, next: 0 };
    const kind = last === this.versions.length - 1 ? 'newer' : 'between';
    return { version, kind, mask: this.#maskToFull(last, -1), next: this.#maskToFull(last + 1, 1) };
  }

  /** The samples from one on, upwards or downwards, to the first full one. */
  #maskToFull(from: number, step: 1 | -1): number {
    let mask = 0;
    for (let index = from; this.versions[index] !== undefined; index += step) {
      mask |= 1 << index;
      if (this.#isFull(index)) break;
    }
    return mask;
  }

  #isFull(index: number): boolean {
    return this.versions[index]?.endsWith(BASE) === false;
  }

  #spanOf(mask: number): Span {
    if (mask === 0) return {};
    const has = (index: number) => (mask & (1 << index)) !== 0;
    const indices = this.versions.map((_, index) => index);
    const first = indices.findIndex(has);
    const last = indices.findLastIndex(has);
    const before = indices.findLast((index) => index < first && this.#isFull(index));
    const after = indices.find((index) => index > last && this.#isFull(index));
    return {
      ...(before !== undefined && { since: this.#plain(first), notYet: this.#plain(before) }),
      ...(after !== undefined && { until: this.#plain(after), lastIn: this.#plain(last) }),
    };
  }

  #plain(index: number): string {
    return (this.versions[index] ?? '').replace(BASE, '');
  }
}
