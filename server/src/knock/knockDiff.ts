import type { Firewall } from '../firewall/firewall.ts';
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
export function knockDiff(before: Knocking, after: Knocking): KnockChange[] {
  return [...missing('opens-no-more', before, after), ...missing('opens-now', after, before)];
}

/** Knocks of the one that do not open the other; a sequence that both know is shown once. */
function missing(kind: KnockChange['kind'], of: Knocking, other: Knocking): KnockChange[] {
  return of.knocks.flatMap((knock) => {
    const { test } = knock;
    return test === undefined || opens(test, other.firewall) ? [] : [{ kind, knock, test }];
  });
}
