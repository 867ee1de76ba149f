import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase, plural } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A prefix for a log that is not written (`docs/facts/firewall.md#actions`). */
export const logPrefixUnused: Rule = {
  meta: {
    id: 'log-prefix-unused',
    summary: 'A rule has a log-prefix and logs nothing.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'regular',
    why: 'Only `log=yes` or `action=log` writes a line for what a rule matches. A `log-prefix` alone changes nothing, and whoever looks for it in the log finds none.',
    remedy: 'Add `log=yes`, or remove the prefix. `log=no` beside it says that the log is off on purpose.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop log-prefix="input drop"
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop log=yes log-prefix="input drop"
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: log, log-prefix.'],
  },

  *check({ firewall }) {
    const unused = firewall.rules.filter(hasUnusedPrefix);
    const [first, ...others] = unused;
    if (first === undefined) return;
    const more =
      others.length === 0
        ? ''
        : plural(others.length, {
            one: phrase` So it is in ${others.length} more rule.`,
            other: phrase` So it is in ${others.length} more rules.`,
          });
    yield {
      message: phrase`Without log=yes this log-prefix has no effect: nothing is logged. Add log=yes, or remove it.${more}`,
      range: rangeOf(first, 'log-prefix'),
      related: others
        .slice(0, MAX_RELATED)
        .map((rule) => ({ message: phrase`so it is here`, range: rangeOf(rule, 'log-prefix') })),
    };
  },
};

function hasUnusedPrefix({ enabled, item, action }: FirewallRule): boolean {
  const prefix = item.properties.get('log-prefix');
  if (!enabled || item.assumed || item.origin === undefined || action === 'log') return false;
  return prefix?.constant === true && prefix.text !== '' && !item.properties.has('log');
}

const MAX_RELATED = 20;
