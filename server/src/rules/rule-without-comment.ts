import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A rule whose reason nobody wrote down. */
export const ruleWithoutComment: Rule = {
  meta: {
    id: 'rule-without-comment',
    summary: 'A rule of the firewall has no comment.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'auditor',
    why: 'A comment survives the export, and a comment line of the file does not. In a year it is all that says why a port is open.',
    remedy: 'Add `comment` with the reason.',
    bad: `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=8291 src-address=192.0.2.10
`,
    good: `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=8291 src-address=192.0.2.10 comment="WinBox from the office"
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (rule.item.assumed || (rule.item.properties.get('comment')?.text ?? '') !== '') continue;
      yield { message: phrase`Nobody will know why this rule is here. Add a comment.`, range: rangeOf(rule) };
    }
  },
};
