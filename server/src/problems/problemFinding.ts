import type { Finding } from '../diagnostics/finding.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { problemMeta } from './problemRegister.ts';

/** A fault of the text as a finding; its fix keeps what was meant, unless it says otherwise. */
export function problemFinding({ code, severity, message, start, end, fix, unnecessary }: SyntaxProblem): Finding {
  const { confidence, persona } = problemMeta(code);
  return {
    ruleId: code,
    severity,
    confidence,
    persona,
    message,
    range: { start, end },
    related: [],
    fixes: fix === undefined ? [] : [{ title: fix.title, edits: fix.edits, safe: fix.unsafe !== true }],
    ...(unnecessary === true && { unnecessary }),
  };
}
