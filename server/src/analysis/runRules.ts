import type { Finding } from '../diagnostics/finding.ts';
import { Fixable } from '../diagnostics/fixable.ts';
import type { DiagnosticMeta, RuleOptions } from '../diagnostics/meta.ts';
import type { Suppressions } from '../diagnostics/suppressions.ts';
import type { Analysis, Rule } from '../rules/rule.ts';
import type { Steps } from '../text/steps.ts';
import type { AnalysisOptions, FileProblems, RuleFailure } from './analysis.ts';
import { Certainty } from './certainty.ts';

/**
 * Runs each rule by itself: one that throws costs its own findings only. What a rule says twice of one place, since
 * the command there ran twice, is said once.
 */
export function* runRules(
  analysis: Analysis,
  rules: readonly Rule[],
  suppressions: Suppressions,
  options: AnalysisOptions['options'],
): Steps<Pick<FileProblems, 'findings' | 'failures'>> {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const fixable = new Fixable(analysis.configuration);
  const certainty = new Certainty(analysis);
  const said = new Set<string>();
  const last = rules.filter((rule) => rule.last === true);
  const run = function* ({ meta, check }: Rule, seen: Analysis): Steps<void> {
    yield;
    try {
      for (const finding of check(seen, withDefaults(meta, options))) {
        yield;
        if (finding === undefined) continue;
        const { confidence = meta.confidence, range, related = [] } = finding;
        const full: Finding = {
          severity: meta.severity,
          persona: meta.persona,
          ...finding,
          related,
          confidence: certainty.of(confidence, range, related),
          fixes: fixable.filter(finding.fixes ?? []),
          ruleId: meta.id,
        };
        const key = `${meta.id} ${full.range.start} ${full.range.end} ${full.message}`;
        if (said.has(key) || suppressions.silences(full)) continue;
        said.add(key);
        findings.push(full);
      }
    } catch (error) {
      failures.push({ ruleId: meta.id, error });
    }
  };
  for (const rule of rules) if (rule.last !== true) yield* run(rule, analysis);
  if (last.length > 0) {
    const undecided = new Set(rules.filter((rule) => !isDecided(rule, analysis)).map(({ meta }) => meta.id));
    if (analysis.version === undefined) undecided.add('not-in-version');
    const afterwards = { ...analysis, suppressions: suppressions.uses((id) => !undecided.has(id)) };
    for (const rule of last) yield* run(rule, afterwards);
  }
  findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.ruleId < b.ruleId ? -1 : 1));
  return { findings, failures };
}

/** A rule that runs last has not run yet, and one that hangs on a session says nothing where none is stated. */
function isDecided({ meta, last }: Rule, { session }: Analysis): boolean {
  return last !== true && (meta.session === undefined || session !== undefined);
}

function withDefaults({ id, options = {} }: DiagnosticMeta, chosen: AnalysisOptions['options'] = {}): RuleOptions {
  const own = Object.hasOwn(chosen, id) ? (chosen[id] as RuleOptions) : {};
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, own[name] ?? option.default]));
}
