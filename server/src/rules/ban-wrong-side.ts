import type { FirewallRule, Matcher } from '../firewall/firewall.ts';
import { looksInside, looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type BanList, banLists } from './common/bans.ts';
import { type ChainVisit, visitsOfRule } from './common/chainVisits.ts';
import { placedOf, rangeOf, replaceValue, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A list that is filled with one end of the packets and refused by the other. */
export const banWrongSide: Rule = {
  meta: {
    id: 'ban-wrong-side',
    summary: 'A list is filled with destinations and refused as sources, or the other way round.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Of a packet that comes in, the attacker is the source and the destination is the router or the host behind it. `add-dst-to-address-list` therefore lists the victim. A drop by `src-address-list` then refuses what the victim sends, and the attacker stays free. The other way round, a drop in `input` by `dst-address-list` never matches a list of attackers, since the destination there is the router.',
    remedy: 'List the source with `add-src-to-address-list`, and refuse it by `src-address-list`.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=attackers
add chain=input action=accept connection-state=established,related
add chain=input action=add-dst-to-address-list address-list=attackers address-list-timeout=1h protocol=tcp connection-limit=50,32 in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=attackers
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=attackers address-list-timeout=1h protocol=tcp connection-limit=50,32 in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.', 'RouterOS manual, DDoS Protection.'],
  },

  *check(analysis) {
    for (const ban of banLists(analysis)) {
      yield;
      const fillers = ban.refusingDestinations.length === 0 ? listedVictims(analysis, ban) : [];
      for (const rule of fillers) {
        const [refusal] = ban.refusingSources as readonly [FirewallRule];
        yield {
          message: phrase`This lists the destination, which is who is attacked, and line ${ruleLine(analysis, refusal)} refuses what the listed send: the attacker stays free. List the source.`,
          range: rangeOf(rule, 'action'),
          related: [{ message: phrase`refuses the listed as sources`, range: rangeOf(refusal) }],
          fixes: toSource(rule),
        };
      }
      for (const rule of ban.ofDestinations.length === 0 ? deafRefusals(analysis, ban) : []) {
        const [filler] = ban.ofSources as readonly [FirewallRule];
        yield {
          message: phrase`This never matches a source that line ${ruleLine(analysis, filler)} lists: in input the destination is the router itself. Ask for src-address-list.`,
          range: rangeOf(rule, 'dst-address-list'),
          related: [{ message: phrase`lists the source`, range: rangeOf(filler) }],
        };
      }
    }
  },
};

/** Rules that list the destination of what comes from outside, of lists that are refused as sources alone. */
function listedVictims({ firewall }: Analysis, ban: BanList): FirewallRule[] {
  if (ban.refusingSources.length === 0 || ban.ofDestinations.length === 0 || asksForDestination(ban, firewall.rules))
    return [];
  return ban.ofDestinations.filter((rule) => {
    const own = (['input', 'forward'] as const).flatMap((hook) => visitsOfRule(firewall, rule, hook));
    return own.length > 0 && own.every(comesFromOutside);
  });
}

/** Any rule that asks for the list as a destination may want the victims. */
function asksForDestination({ list, family }: BanList, rules: readonly FirewallRule[]): boolean {
  return rules.some(
    (rule) =>
      rule.family === family &&
      rule.matchers.some(({ name, text }) => name === 'dst-address-list' && text.split(',').includes(list)),
  );
}

/** What leaves may have its destination listed, so that its answers are refused. */
function comesFromOutside({ rule, matchers }: ChainVisit): boolean {
  return rule.chain === 'input' || !matchers.some(isOutward);
}

function isOutward({ name, text, negated }: Matcher): boolean {
  if (name.startsWith('in-interface')) return looksInside(text) !== negated;
  if (name.startsWith('out-interface')) return looksOutside(text) !== negated;
  return (name === 'src-address' || name === 'src-address-list') && !negated;
}

/** Refusals in `input` by the destination, of lists that hold sources alone. */
function deafRefusals({ firewall }: Analysis, ban: BanList): FirewallRule[] {
  if (ban.ofSources.length === 0 || firewall.addressLists.has(`${ban.family} ${ban.list}`)) return [];
  return ban.refusingDestinations.filter(
    (rule) => rule.table === 'filter' && rule.chain === 'input' && rule.item.origin !== undefined,
  );
}

function toSource(rule: FirewallRule) {
  return replaceValue(placedOf(rule, 'action'), 'add-src-to-address-list', phrase`List the source`);
}
