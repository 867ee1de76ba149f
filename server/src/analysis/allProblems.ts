import type { Finding } from '../diagnostics/finding.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { FileProblems } from './analyse.ts';

/** Everything that an editor shows: faults of the text and findings of the rules alike, in text order. */
export function allProblems(analysis: FileProblems, extra: readonly SyntaxProblem[] = []): Finding[] {
  return [...[...extra, ...analysis.problems].map(asFinding), ...analysis.findings].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}

/** A fault of the text as a finding; its repair keeps what was meant, unless it says otherwise. */
function asFinding({ code, severity, message, start, end, fix, unnecessary }: SyntaxProblem): Finding {
  return {
    ruleId: code,
    severity,
    confidence: 'certain',
    persona: 'regular',
    message,
    range: { start, end },
    related: [],
    fixes: fix === undefined ? [] : [{ title: fix.title, edits: fix.edits, safe: fix.unsafe !== true }],
    ...(unnecessary === true && { unnecessary }),
  };
}
