import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Finding } from '../../server/src/diagnostics/finding.ts';

/** Findings of one rule, each with its line counted from 1. */
export function findingsOf(ruleId: string, script: string): (Finding & { readonly line: number })[] {
  const { findings, lines } = analyse(script);
  return findings
    .filter((finding) => finding.ruleId === ruleId)
    .map((finding) => ({ ...finding, line: lines.position(finding.range.start).line + 1 }));
}

/** Lines on which the rule finds something. */
export function linesOf(ruleId: string, script: string): number[] {
  return findingsOf(ruleId, script).map(({ line }) => line);
}
