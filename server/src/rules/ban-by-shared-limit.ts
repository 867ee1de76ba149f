import { chainOf, type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { type BanList, banLists } from './common/bans.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import { isSameMatcher } from './common/sameMatchers.ts';
import type { Analysis, Rule } from './rule.ts';

/** A ban for whoever sends while all senders together exceed a rate. */
export const banBySharedLimit: Rule = {
  meta: {
    id: 'ban-by-shared-limit',
    summary: 'A ban hits whoever sends while a rate that all senders share is exceeded.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: '`limit` counts the packets of all senders together. Where an accept with `limit` lets so many by and the next rule bans the senders of the rest, one flood, whose sources may be forged, uses up the rate, and whoever sends meanwhile is banned with it: also the peer or the administrator for whom the service is open.',
    remedy:
      'Count each source by itself: `dst-limit=…,src-address` instead of `limit`, or leave the ban and drop the rest.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=flooders
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=13231 in-interface-list=WAN limit=20,40:packet
add chain=input action=add-src-to-address-list address-list=flooders address-list-timeout=1h protocol=udp dst-port=13231 in-interface-list=WAN
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=flooders
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=13231 in-interface-list=WAN dst-limit=20,40,src-address/1m
add chain=input action=add-src-to-address-list address-list=flooders address-list-timeout=1h protocol=udp dst-port=13231 in-interface-list=WAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: limit, dst-limit.', 'RouterOS manual, DDoS Protection.'],
  },

  *check(analysis) {
    for (const ban of banLists(analysis, { traps: true }).slice(0, MANY)) {
      yield undefined;
      if (ban.refusingSources.length === 0) continue;
      for (const rule of ban.ofSources) {
        const limited = sharedLimitAbove(analysis, ban, rule);
        const limit = limited?.matchers.find(isSharedLimit);
        if (limited === undefined || limit === undefined) continue;
        yield {
          message: phrase`This bans whoever sends while all senders together exceed limit=${limit.text} of line ${ruleLine(analysis, limited)}: one flood, and everybody who comes meanwhile is on the list. Count each source with dst-limit, or drop without a ban.`,
          range: rangeOf(rule, 'address-list'),
          related: [
            { message: phrase`lets by what is within the rate`, range: rangeOf(limited, 'limit') },
            ...ban.refusingSources.map((refusal) => ({
              message: phrase`refuses who is on the list`,
              range: rangeOf(refusal),
            })),
          ],
        };
      }
    }
  },
};

/** The accept whose rate decides who is listed: all that exceeds it and that no rule between takes gets to the ban. */
function sharedLimitAbove(analysis: Analysis, ban: BanList, rule: FirewallRule): FirewallRule | undefined {
  if (rule.matchers.some(({ name }) => COUNTING.has(name)) || !mayBeReached(analysis, rule)) return undefined;
  const above = chainOf(analysis.firewall, rule).filter(({ enabled, place }) => enabled && place < rule.place);
  for (const one of above.reverse()) {
    const limited = one.matchers.some(isSharedLimit) && PASSING.has(one.action);
    if (limited && meetsRest(one, rule, ban)) return one;
    // Whatever takes the rest before.
    if ((isRefusal(one.action) || PASSING.has(one.action)) && asksForNoMore(one, rule)) return undefined;
  }
  return undefined;
}

/** Whether the ban takes all that exceeds the limit of the other, but for hosts that it spares. */
function meetsRest(limited: FirewallRule, rule: FirewallRule, { list }: BanList): boolean {
  return rule.matchers.every(
    (one) =>
      limited.matchers.some((other) => isSameMatcher(one, other)) ||
      (one.name === 'src-address-list' && one.negated) ||
      (one.name === 'src-address-list' && one.text === list) ||
      (one.name === 'connection-state' && !one.negated && one.text.split(',').includes('new')),
  );
}

function asksForNoMore(one: FirewallRule, rule: FirewallRule): boolean {
  return one.matchers.every((asked) => rule.matchers.some((other) => isSameMatcher(asked, other)));
}

function isSharedLimit({ name, negated }: Matcher): boolean {
  return name === 'limit' && !negated;
}

const PASSING: ReadonlySet<string> = new Set(['accept', 'return']);
/** With one of these the rule counts by itself. */
const COUNTING: ReadonlySet<string> = new Set(['limit', 'dst-limit', 'connection-limit', 'psd', 'nth', 'random']);
const MANY = 200;
