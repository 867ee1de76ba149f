import type { FirewallRule } from '../../firewall/firewall.ts';

/** Whether a matcher's value is still to be filled in, `<PORT>` or `{{ port }}`, perhaps otherwise than in the next rule. */
export function hasPlaceholder({ matchers }: FirewallRule): boolean {
  return matchers.some(({ text }) => /^<.*>$|^\[?[A-Z][A-Z0-9_-]*\]$|\{\{|\{%|<%/.test(text));
}
