import type { FileAnalysis } from '../analysis/analysis.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { judgeExpectation } from './judgeExpectation.ts';
import type { Zones } from './trafficBoxes.ts';

/**
 * Lines, from 1, of the enabled rules whose loss no expectation would notice: each rule is taken away once, and every
 * expectation that holds goes on to hold.
 */
export function unnoticedRules(expectations: readonly string[], analysis: FileAnalysis, zones: Zones): number[] {
  const judge = (text: string, of: FileAnalysis): boolean => judgeExpectation(text, of, zones).status === 'held';
  const held = expectations.filter((text) => judge(text, analysis));
  const { firewall, lines } = analysis;
  const unnoticed: number[] = [];
  for (const rule of firewall.rules) {
    const { origin, assumed } = rule.item;
    if (!rule.enabled || assumed || origin === undefined) continue;
    const without: FileAnalysis = { ...analysis, firewall: withoutRule(firewall, rule) };
    if (held.every((text) => judge(text, without))) unnoticed.push(lines.position(origin.range.start).line + 1);
  }
  return unnoticed;
}

function withoutRule(firewall: FileAnalysis['firewall'], rule: FirewallRule): FileAnalysis['firewall'] {
  return { ...firewall, rules: firewall.rules.filter((one) => one !== rule) };
}
