import { knockText, type Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { appendArgument, originOf, quoted, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A later stage that does not ask for the one before, so that its packet alone is enough. */
export const knockStageNotGated: Rule = {
  meta: {
    id: 'knock-stage-not-gated',
    summary: 'A later knock does not ask for the one before.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'Only `src-address-list` makes a sequence of several rules. A second stage without it lists every source that sends its packet, whether it knocked before or not: the knocks in front of it are decoration.',
    remedy: 'Add `src-address-list=` with the list that the stage before fills.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check(analysis) {
    for (const { stages } of analysis.knocks) {
      for (const [index, stage] of stages.entries()) {
        const before = stages[index - 1];
        if (before === undefined || stage.listIn !== undefined) continue;
        yield {
          message: phrase`Knock ${index + 1} (${knockText(stage)}) does not ask for knock ${index} (${knockText(before)}), so its packet alone is enough. Add src-address-list=${quoted(before.listOut)}.`,
          range: rangeOf(stage.rule),
          related: [
            {
              message: phrase`knock ${index} of ${stages.length}`,
              range: originOf(before.rule).nameRange,
            },
          ],
          fixes: gate(stage, before),
        };
      }
    }
  },
};

function gate(stage: Stage, before: Stage) {
  // A rule has one src-address-list; a negative one would have to make room, which is for a person to decide.
  if (stage.rule.matchers.some(({ name }) => name === 'src-address-list')) return [];
  const argument = `src-address-list=${quoted(before.listOut)}`;
  return [{ title: phrase`Add ${argument}`, safe: false, edits: [appendArgument(stage.rule, argument)] }];
}
