import { isChanged } from './chainIndex.ts';
import type { Firewall, FirewallRule } from './firewall.ts';
import { signature } from './packetSpace.ts';

/** Two firewalls as they may be besides the likeliest. */
export type FirewallPair = readonly [before: Firewall, after: Firewall];

/**
 * The pairs that differ from the given one in the answer to one thing that a file leaves open about a rule: whether it
 * is there, and where. A rule that both have in the same doubt is in both or in neither. `isCut` where there are more.
 */
export function alternatives(pair: FirewallPair): { readonly pairs: readonly FirewallPair[]; readonly isCut: boolean } {
  const doubts = pair.map(({ rules }) => rules.filter(({ item }) => item.conditional || item.placeUnknown));
  const pairs: FirewallPair[] = [];
  const taken = new Set<FirewallRule>();
  for (const rule of doubts[0] as FirewallRule[]) {
    const same = doubts[1]?.find((other) => !taken.has(other) && textOf(other) === textOf(rule));
    if (same !== undefined) taken.add(same);
    for (const vary of variationsOf(rule)) {
      pairs.push([vary(pair[0], rule), same === undefined ? pair[1] : vary(pair[1], same)]);
    }
  }
  for (const rule of doubts[1] as FirewallRule[]) {
    if (taken.has(rule)) continue;
    for (const vary of variationsOf(rule)) pairs.push([pair[0], vary(pair[1], rule)]);
  }
  return { pairs: pairs.slice(0, MAX_PAIRS), isCut: pairs.length > MAX_PAIRS };
}

const MAX_PAIRS = 24;

type Variation = (firewall: Firewall, rule: FirewallRule) => Firewall;

function variationsOf({ item }: FirewallRule): Variation[] {
  const variations: Variation[] = [];
  if (item.conditional) variations.push(isChanged(item) ? otherwise : without);
  if (item.placeUnknown) variations.push(first, last);
  return variations;
}

/** The firewall as it is when the rule is gone. */
export const without: Variation = (firewall, rule) => ({
  ...firewall,
  rules: firewall.rules.filter((one) => one !== rule),
});

/** A command that may not have run has enabled it or disabled it. */
const otherwise: Variation = (firewall, rule) => ({
  ...firewall,
  rules: firewall.rules.map((one) => (one === rule ? switched(rule) : one)),
});

const first: Variation = (firewall, rule) => {
  const rest = firewall.rules.filter((one) => one !== rule);
  const at = rest.findIndex((one) => isBeside(one, rule));
  return { ...firewall, rules: at < 0 ? firewall.rules : rest.toSpliced(at, 0, rule) };
};

const last: Variation = (firewall, rule) => {
  const rest = firewall.rules.filter((one) => one !== rule);
  const at = rest.findLastIndex((one) => isBeside(one, rule));
  return { ...firewall, rules: at < 0 ? firewall.rules : rest.toSpliced(at + 1, 0, rule) };
};

function isBeside(one: FirewallRule, { family, table, chain }: FirewallRule): boolean {
  return one.family === family && one.table === table && one.chain === chain;
}

function switched(rule: FirewallRule): FirewallRule {
  const { item, family, table, chain, action, enabled, matchers, place, index } = rule;
  return { item, family, table, chain, action, enabled: !enabled, matchers, place, index };
}

/** What two rules have in common that are written the same in two files. */
function textOf(rule: FirewallRule): string {
  const { family, table, chain, action, enabled, item } = rule;
  return [family, table, chain, action, enabled, item.conditional, item.placeUnknown, signature(rule)].join('\n');
}
