import type { Firewall } from '../firewall/firewall.ts';
import type { Steps } from '../text/steps.ts';
import type { Knock, KnockTest } from './knock.ts';
import { opens } from './replay.ts';

/** A sequence of packets that opens the one firewall and not the other, sent through the interpreter with both. */
export interface KnockChange {
  readonly kind: 'opens-now' | 'opens-no-more';
  readonly knock: Knock;
  readonly test: KnockTest;
}

export interface Knocking {
  readonly firewall: Firewall;
  readonly knocks: readonly Knock[];
}

/** The knocks that people who know them can no longer use, and those that are new. */
export function* knockDiffSteps(before: Knocking, after: Knocking): Steps<KnockChange[]> {
  const gone = yield* missing('opens-no-more', before, after);
  return [...gone, ...(yield* missing('opens-now', after, before))];
}

/** Knocks of the one that do not open the other; a sequence that both know is shown once. */
function* missing(kind: KnockChange['kind'], of: Knocking, other: Knocking): Steps<KnockChange[]> {
  const found: KnockChange[] = [];
  for (const knock of of.knocks) {
    const { test } = knock;
    if (test !== undefined && !opens(test, other.firewall)) found.push({ kind, knock, test });
    yield;
  }
  return found;
}
