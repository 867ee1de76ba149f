import type { Finding } from '../diagnostics/finding.ts';
import type { FileProblems } from './analysis.ts';

/** Everything that is said of a text: its faults and the findings of the rules alike, in text order. */
export function allProblems({ problems, findings }: Pick<FileProblems, 'problems' | 'findings'>): Finding[] {
  return [...problems, ...findings].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
