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

const BASE = '-base';

export class Samples {
  /** From the oldest to the newest. Bit n of a mask stands for version n. */
  readonly versions: readonly string[];
  readonly #spans = new Map<number, Span>();

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
    const exact = this.versions.indexOf(version);
    if (exact >= 0) return 1 << exact;
    let mask = 0;
    for (let index = this.#last(version); index >= 0; index--) {
      mask |= 1 << index;
      if (this.#isFull(index)) break;
    }
    return mask === 0 ? 1 : mask;
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
    const exact = this.versions.indexOf(version);
    if (exact >= 0) return (mask & (1 << exact)) !== 0 ? 'present' : 'absent';
    const last = this.#last(version);
    if (last < 0) return 'unknown';
    const before = (mask & this.maskOf(version)) !== 0;
    // What comes after the newest sample is taken to keep what that one has, and may have anything else.
    if (last === this.versions.length - 1) return before ? 'present' : 'unknown';
    let after = false;
    for (let index = last + 1; index < this.versions.length; index++) {
      after ||= (mask & (1 << index)) !== 0;
      if (after || this.#isFull(index)) break;
    }
    if (before !== after) return 'unknown';
    return before ? 'present' : 'absent';
  }

  /** The last sample that is not newer than `version`; -1 if all are. */
  #last(version: string): number {
    return this.versions.findLastIndex((sample) => compareVersions(sample, version) <= 0);
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
