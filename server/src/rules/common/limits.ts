import type { FirewallRule, Matcher } from '../../firewall/firewall.ts';

/** The matcher by which a rule takes packets up to a rate alone. */
export function limitOf({ matchers }: FirewallRule): Matcher | undefined {
  return matchers.find(({ name, negated }) => (name === 'limit' || name === 'dst-limit') && !negated);
}
