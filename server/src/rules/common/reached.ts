import type { FirewallRule } from '../../firewall/firewall.ts';
import type { Analysis } from '../rule.ts';

/** Whether packets get to the rule, or may do so for all that the file tells. */
export function mayBeReached({ reachability }: Analysis, rule: FirewallRule): boolean {
  const { kind } = reachability.of(rule);
  return kind === 'reachable' || kind === 'unknown';
}
