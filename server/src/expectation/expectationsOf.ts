import type { BoundScript } from '../binding/boundScript.ts';
import type { TextRange } from '../text/range.ts';
import { parseZone, type Zone } from './expectation.ts';
import { expectationComments } from './expectationComments.ts';
import type { Zones } from './trafficBoxes.ts';

/** What a project file says of a script, as it is written there. */
export interface ExpectationSettings {
  readonly expect?: readonly string[];
  readonly zones?: Readonly<Record<string, readonly string[]>>;
}

/** The expectations about a script, those of the project file first, and the zones for them; what is broken is left out. */
export function expectationsOf(
  script: Pick<BoundScript, 'tree'>,
  { expect = [], zones = {} }: ExpectationSettings = {},
): { readonly expectations: readonly StatedExpectation[]; readonly zones: Zones } {
  const stated = expect.map((text) => ({ text, range: undefined }));
  return { expectations: [...stated, ...expectationComments(script)], zones: readZones(zones) };
}

/** Zones as a project file defines them; parts that cannot be read are left out. */
export function readZones(zones: NonNullable<ExpectationSettings['zones']>): Zones {
  return new Map(Object.entries(zones).map(([name, parts]) => [name, parts.map(parseZone).filter(isZone)] as const));
}

export interface StatedExpectation {
  readonly text: string;
  /** Where it stands in the script; undefined for one of the project file. */
  readonly range: TextRange | undefined;
}

function isZone(zone: ReturnType<typeof parseZone>): zone is Zone {
  return !('fault' in zone);
}
