import type { FileAnalysis } from '../analysis/analysis.ts';
import { without } from '../firewall/alternatives.ts';
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
    const rest: FileAnalysis = { ...analysis, firewall: without(firewall, rule) };
    if (held.every((text) => judge(text, rest))) unnoticed.push(lines.position(origin.range.start).line + 1);
  }
  return unnoticed;
}
