import {
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  type Matcher,
  matcher,
} from '../../firewall/firewall.ts';
import { groupBy } from '../../text/groupBy.ts';
import { perObject } from '../../text/perObject.ts';
import { overlap } from './overlap.ts';
import { asksForNoMore, isSameMatcher } from './sameMatchers.ts';

/**
 * An earlier rule of the chain that decides about every packet which the rule matches, though the two ask for a list
 * that is filled in between: what is listed there are senders of other packets than the rule is for.
 */
export function takerDespiteList(firewall: Firewall, rule: FirewallRule): FirewallRule | undefined {
  const asked = matcher(rule, 'src-address-list');
  if (asked === undefined || asked.negated || !asked.property.constant) return undefined;
  const taker = askersOf(firewall, rule, asked).find(
    (other) => isAbove(other, rule) && decides(other) && asksForNoMore(other, rule),
  );
  if (taker === undefined) return undefined;
  const between = fillersOf(firewall, asked.text).filter(({ family }) => family === rule.family);
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

/** Rules of the same chain that ask for the list as the matcher does. */
function askersOf(firewall: Firewall, rule: FirewallRule, list: Matcher): readonly FirewallRule[] {
  const asking = askersByList(firewall).get(askedKey(rule, list)) ?? [];
  return asking.filter((other) => other.matchers.some((one) => isSameMatcher(one, list)));
}

const askersByList = perObject(({ rules }: Firewall): ReadonlyMap<string, readonly FirewallRule[]> => {
  const asking = rules.flatMap((rule) =>
    rule.matchers
      .filter(({ name }) => name === 'src-address-list')
      .map((list) => ({ rule, key: askedKey(rule, list) })),
  );
  const groups = groupBy(asking, ({ key }) => key);
  return new Map([...groups].map(([key, some]) => [key, some.map(({ rule }) => rule)]));
});

function askedKey({ family, table, chain }: FirewallRule, { text }: Matcher): string {
  return JSON.stringify([family, table, chain, text]);
}

/** Enabled rules that fill the list, or one whose name is not known. */
function fillersOf(firewall: Firewall, list: string): readonly FirewallRule[] {
  const { byList, unknown } = fillers(firewall);
  return [...(byList.get(list) ?? []), ...unknown];
}

const fillers = perObject(({ rules }: Firewall) => {
  const filling = rules.filter((rule) => rule.enabled && listAddedTo(rule) !== undefined);
  const isKnown = (rule: FirewallRule): boolean => listAddedTo(rule)?.constant === true;
  return {
    byList: groupBy(filling.filter(isKnown), (rule) => listAddedTo(rule)?.text ?? ''),
    unknown: filling.filter((rule) => !isKnown(rule)),
  };
});
