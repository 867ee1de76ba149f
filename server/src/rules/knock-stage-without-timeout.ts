import type { Fix } from '../diagnostics/finding.ts';
import type { Stage } from '../knock/knock.ts';
import { knockText } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { parseTime } from '../packet/time.ts';
import { appendArgument, placedOf, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A stage whose list entry does not expire: the source keeps its progress until the router restarts, or for ever. */
export const knockStageWithoutTimeout: Rule = {
  meta: {
    id: 'knock-stage-without-timeout',
    summary: 'A knock is remembered until the router restarts, or for ever.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'Without `address-list-timeout` an entry stays until the router restarts (`none-dynamic` is the default), with `none-static` for ever. A source that knocked once at the first port has all the time in the world to find the second, and a slow scan collects stage after stage. An entry for the grant that does not expire keeps the door open for whoever gets the address next.',
    remedy:
      'Give stages 5 to 15 seconds, enough for a script that knocks, and the grant as long as a session needs to be opened, such as 30 minutes.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: address-list-timeout.'],
  },

  *check(analysis) {
    const seen = new Set<Stage['rule']>();
    for (const knock of analysis.knocks) {
      for (const [index, stage] of knock.stages.entries()) {
        const forever = endless(stage);
        // Two sequences may share a stage.
        if (forever === undefined || !stage.rule.enabled || seen.has(stage.rule)) continue;
        seen.add(stage.rule);
        const grant = index === knock.stages.length - 1;
        const what = grant ? phrase`The grant on list ${stage.listOut}` : phrase`The knock ${knockText(stage)}`;
        yield {
          message: phrase`${what} ${forever}. Set address-list-timeout=${timeoutFor(grant)}.`,
          range: rangeOf(stage.rule, 'address-list-timeout', 'address-list'),
          fixes: [setTimeoutFix(stage, timeoutFor(grant))],
        };
      }
    }
  },
};

function timeoutFor(grant: boolean): string {
  return grant ? '30m' : '20s';
}

/** How long the entry lasts, if it does not expire. */
function endless({ rule, timeout }: Stage): string | undefined {
  if (timeout === 'none-static') return phrase`never expires, not even when the router restarts`;
  if (timeout === undefined || timeout === 'none-dynamic') return phrase`lasts until the router restarts`;
  const constant = rule.item.properties.get('address-list-timeout')?.constant === true;
  return constant && parseTime(timeout)?.seconds === 0
    ? phrase`lasts until the router restarts, since 0 means no timeout`
    : undefined;
}

function setTimeoutFix({ rule }: Stage, timeout: string): Fix {
  const property = placedOf(rule, 'address-list-timeout');
  const edit =
    property === undefined
      ? appendArgument(rule, `address-list-timeout=${timeout}`)
      : { range: property.valueRange, newText: timeout };
  return { title: phrase`Set address-list-timeout=${timeout}`, safe: false, edits: [edit] };
}
