import type { Finding } from '../diagnostics/finding.ts';
import { parseSteps } from '../syntax/parse.ts';
import { shiftProblem } from '../syntax/problem.ts';
import { markdownFences } from '../text/markdownFences.ts';
import { shift } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type AnalyseOptions, analysisSteps, type FileProblems } from './analyse.ts';

/** What is wrong with the scripts in the code blocks of a Markdown text. Each is a script of its own. */
export function analyseMarkdown(text: string, options?: AnalyseOptions): FileProblems {
  return finish(markdownSteps(text, options));
}

/** The same in steps. */
export function* markdownSteps(text: string, options?: AnalyseOptions): Steps<FileProblems> {
  const blocks: Omit<FileProblems, 'text'>[] = [];
  for (const { start, end } of markdownFences(text, LANGUAGES)) {
    const tree = yield* parseSteps(text.slice(start, end));
    const { problems, findings, failures } = yield* analysisSteps(tree, options);
    blocks.push({
      problems: problems.map((problem) => shiftProblem(problem, start)),
      findings: findings.map((finding) => shiftFinding(finding, start)),
      failures,
    });
  }
  return {
    text,
    problems: blocks.flatMap(({ problems }) => problems),
    findings: blocks.flatMap(({ findings }) => findings),
    failures: blocks.flatMap(({ failures }) => failures),
  };
}

/** What people call the language behind the marks of a code block. */
const LANGUAGES: ReadonlySet<string> = new Set(['routeros', 'rsc', 'mikrotik']);

function shiftFinding(finding: Finding, base: number): Finding {
  return {
    ...finding,
    range: shift(finding.range, base),
    related: finding.related.map((place) => ({ ...place, range: shift(place.range, base) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ range, newText }) => ({ range: shift(range, base), newText })),
    })),
  };
}
