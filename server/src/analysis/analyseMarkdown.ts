import type { Finding } from '../diagnostics/finding.ts';
import { parseSteps } from '../syntax/parse.ts';
import { markdownFences } from '../text/markdownFences.ts';
import { within } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { analysisSteps } from './analyse.ts';
import type { AnalysisOptions, FileProblems } from './analysis.ts';

/** What is wrong with the scripts in the code blocks of a Markdown text. Each is a script of its own. */
export function analyseMarkdown(text: string, options?: AnalysisOptions): FileProblems {
  return finish(markdownSteps(text, options));
}

/** The same in steps. */
export function* markdownSteps(text: string, options?: AnalysisOptions): Steps<FileProblems> {
  const blocks: Omit<FileProblems, 'text'>[] = [];
  for (const { start, end } of markdownFences(text, LANGUAGES)) {
    const tree = yield* parseSteps(text.slice(start, end));
    const { problems, findings, failures } = yield* analysisSteps(tree, options);
    blocks.push({
      problems: problems.map((problem) => shiftFinding(problem, start)),
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
    range: within(finding.range, base),
    related: finding.related.map((place) => ({ ...place, range: within(place.range, base) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ range, newText }) => ({ range: within(range, base), newText })),
    })),
  };
}
