import { type Configuration, placed } from '../execution/configuration.ts';
import type { TextRange } from '../text/range.ts';
import type { Fix } from './finding.ts';

/** Says which fixes of a configuration's findings may be offered. */
export class Fixable {
  readonly #configuration: Configuration;
  /** Texts that no fix may touch, by start; made when the first fix asks. */
  #kept: readonly TextRange[] | undefined;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  /**
   * Leaves out fixes that would write a plain value where the script computes one, or change a command that made
   * several items, in a loop or a function, for the sake of one.
   */
  filter(fixes: readonly Fix[]): readonly Fix[] {
    return fixes.filter(({ edits }) => edits.every(({ range }) => !this.#touchesKept(range)));
  }

  #touchesKept({ start, end }: TextRange): boolean {
    this.#kept ??= keptTexts(this.#configuration);
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle] as TextRange).end < start) low = middle + 1;
      else high = middle;
    }
    const next = this.#kept[low];
    return next !== undefined && next.start <= end && next.end >= start;
  }
}

/** Sorted and apart from each other. */
function keptTexts({ menus }: Configuration): TextRange[] {
  const ranges: TextRange[] = [];
  const seen = new Set<unknown>();
  for (const items of menus.values()) {
    for (const item of items) {
      const { origin, properties } = item;
      if (origin === undefined) continue;
      if (seen.has(origin)) ranges.push(origin.range);
      else seen.add(origin);
      for (const property of properties.values()) {
        const place = property.computed ? placed(item, property) : undefined;
        if (place !== undefined) ranges.push(place.valueRange);
      }
    }
  }
  ranges.sort((a, b) => a.start - b.start);
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}
