import type { FirewallRule } from '../firewall/firewall.ts';
import { knockText } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { parseTime } from '../packet/time.ts';
import { placedOf, rangeOf, replaceValue } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Stages and grants that are remembered for longer than anybody needs. */
export const knockTimeoutTooLong: Rule = {
  meta: {
    id: 'knock-timeout-too-long',
    summary: 'A knock is remembered for longer than a person needs.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The time of a stage is the time in which a scanner may stumble upon the next: with one minute for each, a scan of all ports in random order opens three stages about six times as often as with ten seconds. The time of the grant is how long the door stands open, also for whoever gets the address next; a session that is running needs none of it.',
    remedy:
      'Give stages 20 seconds, enough for a person who types, or 5 for a client that knocks, and the grant 5 to 60 minutes.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=5m protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.', 'Probability of a random scan: docs/port-knocking.md.'],
  },

  *check({ knocks }) {
    const seen = new Set<FirewallRule>();
    for (const { stages } of knocks) {
      for (const [index, stage] of stages.entries()) {
        const timeout = placedOf(stage.rule, 'address-list-timeout');
        const seconds = timeout?.constant === true ? parseTime(timeout.text)?.seconds : undefined;
        const isGrant = index === stages.length - 1;
        const { quiet, loud, fix } = isGrant ? GRANT : STAGE;
        if (timeout === undefined || seconds === undefined || seconds <= quiet) continue;
        // Two sequences may share a stage.
        if (!stage.rule.enabled || seen.has(stage.rule)) continue;
        seen.add(stage.rule);
        yield {
          message: isGrant
            ? phrase`The grant on list ${stage.listOut} keeps the door open for ${timeout.text}. An hour is plenty.`
            : phrase`The knock ${knockText(stage)} is remembered for ${timeout.text}, in which a scanner may find the next. 20s is plenty.`,
          range: rangeOf(stage.rule, 'address-list-timeout'),
          severity: seconds > loud ? 'warning' : 'information',
          fixes: replaceValue(timeout, fix, phrase`Set address-list-timeout=${fix}`),
        };
      }
    }
  },
};

/**
 * Seconds above which it is said, and said loudly (`docs/facts/knocks.md#good-values`); a minute is what many pages
 * print.
 */
const STAGE = { quiet: 60, loud: 119, fix: '20s' };
const GRANT = { quiet: 3_600, loud: 43_200, fix: '30m' };
