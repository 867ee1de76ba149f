import { phrase } from '../language/phrase.ts';
import type { Rule } from './rule.ts';

/** A suppression that does not say why. */
export const suppressionWithoutReason: Rule = {
  last: true,
  meta: {
    id: 'suppression-without-reason',
    summary: 'A suppression gives no reason.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'Whoever reads the file in a year has to find out again why the finding was put up with, and whether that still holds. The one who wrote the suppression knew.',
    remedy: 'Write the reason behind `--`, such as `-- only our bastion has this address`.',
    bad: `/ip firewall filter
# rosfw-ignore-next-line layer7-cost, disabled-security-rule
add action=drop chain=input disabled=yes src-address-list=blacklist
`,
    good: `/ip firewall filter
# rosfw-ignore-next-line disabled-security-rule -- on only while we are away
add action=drop chain=input disabled=yes src-address-list=blacklist
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['README of this project, Rules: how to silence a finding.'],
  },

  *check({ suppressions }) {
    for (const { reason, comment, rules } of suppressions) {
      if (reason !== '') continue;
      yield {
        message: phrase`Nobody can tell later why ${rules.length === 1 ? rules[0] : phrase`this`} was silenced here. Write the reason behind "--".`,
        range: comment,
      };
    }
  },
};
