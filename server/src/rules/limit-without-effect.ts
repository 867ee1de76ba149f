import { type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { type ChainVisit, hookVisits, visitsOfRule } from './common/chainVisits.ts';
import { limitOf } from './common/limits.ts';
import { overlap } from './common/overlap.ts';
import { rangeOf } from './common/places.ts';
import { shownChain } from './common/shownChain.ts';
import type { Analysis, Rule } from './rule.ts';

/** A limit behind which nothing is done to what exceeds it. */
export const limitWithoutEffect: Rule = {
  meta: {
    id: 'limit-without-effect',
    summary: 'What exceeds a limit passes as well, since no rule below refuses it.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'An accept, or a return, with `limit` or `dst-limit` says nothing of the packets beyond the rate: these go on to the next rule. Where no rule below refuses them, they are accepted at the end of the chain, and the limit changes nothing.',
    remedy: 'Add a drop without the limit right below.',
    bad: `/ip firewall filter
add chain=input action=jump jump-target=flood connection-state=new
add chain=flood action=return limit=100,20:packet
`,
    good: `/ip firewall filter
add chain=input action=jump jump-target=flood connection-state=new
add chain=flood action=return limit=100,20:packet
add chain=flood action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: limit.', 'RouterOS manual, DDoS Protection.'],
  },

  *check(analysis) {
    const limited = analysis.firewall.rules.filter(
      (rule) =>
        rule.enabled && rule.table === 'filter' && rule.item.origin !== undefined && limitOf(rule) !== undefined,
    );
    for (const rule of limited.slice(0, MANY)) {
      yield undefined;
      const limit = limitOf(rule) as Matcher;
      if (rule.action === 'return' && isLast(analysis, rule)) {
        yield {
          message: phrase`Nothing follows this return in the chain ${rule.chain}, so what exceeds ${limit.name}=${limit.text} returns as well, and the limit does nothing. Drop the rest below.`,
          range: rangeOf(rule, limit.name),
        };
      } else if (rule.action === 'accept' && passesAnyway(analysis, rule)) {
        yield {
          message: phrase`No rule below refuses what exceeds ${limit.name}=${limit.text}, so it passes at the end of the chain, and the limit does nothing. Drop the rest below.`,
          range: rangeOf(rule, limit.name),
          confidence: analysis.configuration.wholeBy === undefined ? 'medium' : 'high',
        };
      }
    }
  },
};

/** Whether it stands last in a chain of its own. */
function isLast({ firewall, configuration }: Analysis, rule: FirewallRule): boolean {
  const below = firewall.rules.filter(
    ({ family, table, chain, place, enabled, item }) =>
      family === rule.family &&
      table === rule.table &&
      chain === rule.chain &&
      place > rule.place &&
      (enabled || item.conditional),
  );
  return (
    below.length === 0 && !rule.item.placeUnknown && !configuration.opaqueMenus.has(`/${rule.family}/firewall/filter`)
  );
}

/** Whether the file shows the chain to its end, and nothing there may refuse what the rule lets through. */
function passesAnyway(analysis: Analysis, rule: FirewallRule): boolean {
  const ways = (['input', 'forward'] as const).flatMap((hook) =>
    visitsOfRule(analysis.firewall, rule, hook).map((visit) => ({ visit, hook })),
  );
  return (
    ways.length > 0 &&
    ways.every(({ visit, hook }) => {
      if (shownChain(analysis, rule.family, hook) === undefined) return false;
      const below = hookVisits(analysis.firewall, rule.family, hook).slice(visit.position + 1);
      return below.every((one) => one.rule === rule || !isEffect(one) || overlap(one, visit) === 'no');
    })
  );
}

/** Whether it refuses, or remembers who sends; the latter may be what the limit is for. */
function isEffect({ rule: { action } }: ChainVisit): boolean {
  return isRefusal(action) || action.startsWith('add-');
}

/** Each looks at all rules below it. */
const MANY = 200;
