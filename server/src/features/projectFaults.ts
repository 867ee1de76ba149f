/** What is wrong with the zones of a project file, whatever the scripts say. */

import { madeOfItself } from '../expectation/trafficBoxes.ts';
import { zoneNames } from '../expectation/zoneNames.ts';
import { mayMeet, type ProjectLayer, type ProjectPlaces, type ZoneDefinition } from '../project/projectPlaces.ts';
import { nearMiss } from '../text/nearMiss.ts';
import type { TextRange } from '../text/range.ts';

export interface ProjectFault {
  readonly range: TextRange;
  readonly message: string;
}

/** Zones that are made of themselves, and zones that are named as such and are not there. */
export function zoneFaults({ zones, texts }: ProjectPlaces): ProjectFault[] {
  const found: ProjectFault[] = [];
  const circles = new Circles(zones);
  for (const zone of circles.doubtful().slice(0, MOST_ZONES)) {
    const circle = circles.from(zone);
    if (circle !== undefined) found.push({ range: zone.range, message: madeOfItself(circle) });
  }
  const knownIn = new Map<ProjectLayer, ReadonlySet<string>>();
  for (const text of texts) {
    if (text.kind === 'pattern') continue;
    let known = knownIn.get(text.layer);
    if (known === undefined) {
      known = new Set(zones.filter(({ layer }) => mayMeet(layer, text.layer)).map(({ name }) => name));
      knownIn.set(text.layer, known);
    }
    for (const { name, range } of zoneNames(text.text, () => false)) {
      if (known.has(name)) continue;
      const meant = nearMiss(name, known);
      const message = `There is no zone "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
      found.push({ range: text.inFile(range), message });
    }
  }
  return found;
}

/** Of more zones nobody asks whether they are made of themselves: each takes a walk through the others. */
const MOST_ZONES = 1000;

/** Ways from a zone through its parts back to it. */
class Circles {
  readonly #parts: ReadonlyMap<ZoneDefinition, readonly ZoneDefinition[]>;

  constructor(zones: readonly ZoneDefinition[]) {
    const byName = new Map<string, ZoneDefinition[]>();
    for (const zone of zones) byName.set(zone.name, [...(byName.get(zone.name) ?? []), zone]);
    const made = (zone: ZoneDefinition): readonly ZoneDefinition[] =>
      zone.parts
        .flatMap((part) => zoneNames(part, (name) => byName.has(name)))
        .flatMap(({ name }) => byName.get(name) ?? [])
        .filter(({ layer }) => mayMeet(layer, zone.layer));
    this.#parts = new Map(zones.map((zone) => [zone, made(zone)]));
  }

  /** Zones that are in a circle or lead into one: what is made of nothing but others that end is taken away. */
  doubtful(): ZoneDefinition[] {
    const wholes = new Map<ZoneDefinition, ZoneDefinition[]>();
    const left = new Map<ZoneDefinition, number>();
    for (const [zone, parts] of this.#parts) {
      left.set(zone, parts.length);
      for (const part of parts) {
        const known = wholes.get(part);
        if (known === undefined) wholes.set(part, [zone]);
        else known.push(zone);
      }
    }
    const ended = [...left].filter(([, count]) => count === 0).map(([zone]) => zone);
    for (const zone of ended) {
      left.delete(zone);
      for (const whole of wholes.get(zone) ?? []) {
        const count = (left.get(whole) ?? 0) - 1;
        left.set(whole, count);
        if (count === 0) ended.push(whole);
      }
    }
    return [...left.keys()];
  }

  /** The names on the shortest way; undefined where there is none. */
  from(zone: ZoneDefinition): string[] | undefined {
    const before = new Map<ZoneDefinition, ZoneDefinition>();
    const waiting = [zone];
    for (const one of waiting) {
      for (const part of this.#parts.get(one) ?? []) {
        if (part === zone) {
          const way = [one.name];
          for (let at = one; at !== zone; ) {
            at = before.get(at) as ZoneDefinition;
            way.unshift(at.name);
          }
          return way;
        }
        if (before.has(part)) continue;
        before.set(part, one);
        waiting.push(part);
      }
    }
    return undefined;
  }
}
