import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Lines of the log that do not say which rule wrote them. */
export const logWithoutPrefix: Rule = {
  meta: {
    id: 'log-without-prefix',
    summary: 'A rule logs without a prefix.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'Without `log-prefix` a line of the log does not say which rule wrote it, and nobody can filter by it.',
    remedy: 'Add `log-prefix` with a word for the rule.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=icmp limit=5,5:packet log=yes
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=icmp limit=5,5:packet log=yes log-prefix=ping
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: log-prefix.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      const prefix = rule.item.properties.get('log-prefix');
      if (!logs(rule) || (prefix !== undefined && prefix.text !== '')) continue;
      yield {
        message: phrase`The log will not say that this rule wrote the line. Add log-prefix.`,
        range: rangeOf(rule, 'log', 'action'),
      };
    }
  },
};

/** Whether the rule writes a line for what it matches. */
export function logs({ item, enabled, action }: FirewallRule): boolean {
  if (!enabled || item.assumed) return false;
  const log = item.properties.get('log')?.text;
  return action === 'log' || log === 'yes' || log === 'true';
}

/** Whether a matcher bounds how many packets match in a time. */
export function isLimited(rule: FirewallRule): boolean {
  return ['limit', 'dst-limit', 'nth', 'random'].some((name) => matcher(rule, name) !== undefined);
}
