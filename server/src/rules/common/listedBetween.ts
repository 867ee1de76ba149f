import {
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  type Matcher,
  matcher,
} from '../../firewall/firewall.ts';
import { overlap } from './overlap.ts';
import { asksForNoMore, isSameMatcher } from './sameMatchers.ts';

/**
 * An earlier rule of the chain that decides about every packet which the rule matches, though the two ask for a list
 * that is filled in between: what is listed there are senders of other packets than the rule is for.
 */
export function takerDespiteList({ rules }: Firewall, rule: FirewallRule): FirewallRule | undefined {
  const asked = matcher(rule, 'src-address-list');
  if (asked === undefined || asked.negated || !asked.property.constant) return undefined;
  const taker = rules.find((other) => isAbove(other, rule) && decides(other) && asksForLess(other, rule, asked));
  if (taker === undefined) return undefined;
  const between = rules.filter((other) => other.enabled && other.family === rule.family && fills(other, asked.text));
  // In a rule's own chain, what stands above the taker or below the rule adds nothing in between.
  const isApart = (other: FirewallRule): boolean =>
    other.table === rule.table && other.chain === rule.chain && (other.place < taker.place || other.place > rule.place);
  return between.every((other) => isApart(other) || overlap(other, rule) === 'no') ? taker : undefined;
}

function isAbove({ enabled, family, table, chain, place, item }: FirewallRule, rule: FirewallRule): boolean {
  return (
    enabled &&
    family === rule.family &&
    table === rule.table &&
    chain === rule.chain &&
    place < rule.place &&
    !item.conditional &&
    !item.placeUnknown &&
    item.origin !== undefined
  );
}

function decides({ action }: FirewallRule): boolean {
  return action === 'accept' || isRefusal(action);
}

function asksForLess(taker: FirewallRule, rule: FirewallRule, list: Matcher): boolean {
  return taker.matchers.some((one) => isSameMatcher(one, list)) && asksForNoMore(taker, rule);
}

function fills(rule: FirewallRule, list: string): boolean {
  const added = listAddedTo(rule);
  return added !== undefined && (!added.constant || added.text === list);
}
