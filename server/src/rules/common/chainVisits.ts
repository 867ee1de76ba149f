import type { Family, Firewall, FirewallRule, Matcher } from '../../firewall/firewall.ts';
import type { Hook } from '../../firewall/interpret.ts';
import { type Visit, type Walk, walks } from '../../firewall/walk.ts';
import { perObject } from '../../text/perObject.ts';

/** A rule as packets of a hook meet it. */
export interface ChainVisit {
  readonly rule: FirewallRule;
  /** Its matchers, with those of the jumps that lead to it. */
  readonly matchers: readonly Matcher[];
}

/** The rules of all tables that packets meet, in order; without disabled ones. None where there are too many ways. */
export function hookVisits(firewall: Firewall, family: Family, hook: Hook): readonly ChainVisit[] {
  const walk = walks(firewall, family).find(({ name, rooted }) => rooted && name === hook);
  return walk === undefined || walk.cut ? [] : visitsOf(walk);
}

/** Several rules ask, some of them once for each list. */
const visitsOf = perObject((walk: Walk): readonly ChainVisit[] =>
  walk.visits
    .filter(({ rule }) => rule.enabled)
    .map((visit) => ({ rule: visit.rule, matchers: matchersOf(visit, walk) })),
);

/** Those of the filter. */
export function filterVisits(firewall: Firewall, family: Family, hook: Hook): readonly ChainVisit[] {
  return hookVisits(firewall, family, hook).filter(({ rule }) => rule.table === 'filter');
}

function matchersOf({ rule, frame }: Visit, walk: Walk): readonly Matcher[] {
  const matchers = [...rule.matchers];
  for (let { jump, parent } = frame; jump !== undefined && parent !== undefined; { jump, parent } = parent) {
    matchers.push(...((walk.visits[jump] as Visit).rule.matchers ?? []));
  }
  return matchers;
}
