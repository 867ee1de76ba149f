import { type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { banLists } from './common/bans.ts';
import { type ChainVisit, hookVisits, visitsOfRule } from './common/chainVisits.ts';
import { limitOf } from './common/limits.ts';
import { type Matching, overlap } from './common/overlap.ts';
import { rangeOf } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import type { Analysis, Rule } from './rule.ts';

/** A refusal that matches only as long as there are few packets (`docs/facts/firewall.md#matchers`). */
export const dropWithLimit: Rule = {
  meta: {
    id: 'drop-with-limit',
    summary: 'A drop or a ban with limit takes only so many packets, and a flood goes on.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: '`limit` and `dst-limit` match as long as the rate is not exceeded. A drop with one of them therefore drops the first packets of a flood and lets the rest go on to the rules below, which is the opposite of what a limit is for. A rule that bans with one of them lists who keeps within the limit, from the first packet on, and not who exceeds it.',
    remedy:
      'Accept what is within the limit, or return, and drop or list the rest below. To keep a log short, log with the limit and drop without it.',
    bad: `/ip firewall filter
add chain=input action=drop protocol=tcp tcp-flags=syn limit=400,5:packet
add chain=input action=accept protocol=tcp dst-port=443
`,
    good: `/ip firewall filter
add chain=input action=jump jump-target=syn protocol=tcp tcp-flags=syn
add chain=input action=accept protocol=tcp dst-port=443
add chain=syn action=return limit=400,5:packet
add chain=syn action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: limit, "matches packets up to a limited rate".'],
  },

  *check(analysis) {
    const limited = analysis.firewall.rules.filter(
      (rule) => rule.enabled && isRefusal(rule.action) && limitOf(rule) !== undefined && rule.item.origin !== undefined,
    );
    for (const rule of limited.slice(0, MANY)) {
      yield undefined;
      const limit = limitOf(rule) as Matcher;
      if (isRefusedAnyway(analysis, rule)) continue;
      yield {
        message: phrase`This ${rule.action} matches no more than ${limit.name}=${limit.text} allows, so a flood beyond that goes on to the rules below. Accept what is within the limit and drop the rest, or take the limit away.`,
        range: rangeOf(rule, limit.name),
      };
    }
    const lists = banLists(analysis, { traps: true }).filter(({ refusingSources }) => refusingSources.length > 0);
    for (const { ofSources, refusingSources } of lists.slice(0, MANY)) {
      yield undefined;
      for (const rule of ofSources) {
        const limit = limitOf(rule);
        if (limit === undefined || !mayBeReached(analysis, rule)) continue;
        yield {
          message: phrase`This bans who keeps within ${limit.name}=${limit.text}, from the first packet on, and not who exceeds it. Accept or return what is within the limit, and list the rest below.`,
          range: rangeOf(rule, limit.name),
          related: refusingSources.map((refusal) => ({
            message: phrase`refuses who is on the list`,
            range: rangeOf(refusal),
          })),
          severity: 'information',
        };
      }
    }
  },
};

/** Whether a rule below refuses what is beyond the limit, before another may accept some of it. */
function isRefusedAnyway({ firewall }: Analysis, rule: FirewallRule): boolean {
  const ways = (['input', 'forward', 'output'] as const).flatMap((hook) =>
    visitsOfRule(firewall, rule, hook).map((visit) => ({ visit, visits: hookVisits(firewall, rule.family, hook) })),
  );
  if (ways.length > 0)
    return ways.every(({ visit, visits }) => isRefusedBelow(visits.slice(visit.position + 1), visit));
  const own = firewall.rules.filter(
    ({ enabled, family, table, chain, place }) =>
      enabled && family === rule.family && table === rule.table && chain === rule.chain && place > rule.place,
  );
  return isRefusedBelow(own, { matchers: rule.matchers, rule });
}

function isRefusedBelow(
  below: readonly (ChainVisit | FirewallRule)[],
  from: Pick<ChainVisit, 'rule' | 'matchers'>,
): boolean {
  for (const one of below) {
    const rule = 'rule' in one ? one.rule : one;
    if (rule.table !== from.rule.table) continue;
    if (isRefusal(rule.action) && takesAll(one, from)) return true;
    if (rule.action === 'accept' && overlap(one, from) === 'yes') return false;
  }
  return false;
}

/** Whether it asks for nothing that the other does not ask for, too. */
function takesAll({ matchers }: Matching, from: Matching): boolean {
  return matchers.every((one) =>
    from.matchers.some(
      ({ name, text, negated }) =>
        name === one.name && text === one.text && negated === one.negated && !name.endsWith('limit'),
    ),
  );
}

/** Each looks at all rules below it. */
const MANY = 200;
