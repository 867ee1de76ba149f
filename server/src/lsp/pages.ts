import { allProblems } from '../analysis/allProblems.ts';
import type { FileProblems } from '../analysis/analysis.ts';
import { select } from '../diagnostics/selection.ts';
import { comparisonSteps } from '../features/comparison.ts';
import { checkPage, importPage } from '../reports/importReport.ts';
import { rulePage } from '../reports/rulePage.ts';
import { metaOf } from '../rules/register.ts';
import type { Steps } from '../text/steps.ts';
import { type Answers, FAILED, NOT_OPEN, type OpenScript } from './answers.ts';
import { type BeforeImportParams, type CheckParams, type ExplainParams, type PageAnswer, REPORTS } from './protocol.ts';
import type { Questions } from './questions.ts';
import { type Routers, routerProblems } from './routers.ts';
import { nameOf } from './scriptName.ts';
import type { Settings } from './settings.ts';

/** Answers the sections of pages that are about several scripts: what is wrong with each, what its import would do. */
export function servePages(
  questions: Questions,
  answers: Answers,
  settingsOf: (uri: string) => Promise<Pick<Settings, 'enable' | 'rules' | 'persona'>>,
  routers: Routers,
): void {
  questions.on(REPORTS.explain, FAILED, ({ rule }: ExplainParams): PageAnswer => {
    const meta = metaOf(String(rule));
    return meta === undefined ? { fault: `There is no rule "${rule}".` } : { markdown: rulePage(meta) };
  });
  questions.on(REPORTS.check, FAILED, async ({ uri }: CheckParams): Promise<PageAnswer> => {
    const script = await answers.find(String(uri));
    if (script === undefined) return NOT_OPEN;
    const { document, analysis } = script;
    const { enable, rules, persona } = await settingsOf(document.uri);
    const found = await routerProblems(routers, document.uri, analysis);
    const shown = enable ? select(allProblems(found), { persona, severities: rules }) : [];
    return { markdown: checkPage(nameOf(document.uri), analysis.text, shown) };
  });
  questions.on(REPORTS.beforeImport, FAILED, async ({ uri, before }: BeforeImportParams): Promise<PageAnswer> => {
    const script = await answers.find(String(uri));
    if (script === undefined) return NOT_OPEN;
    const found = await routerProblems(routers, script.document.uri, script.analysis);
    return answers.work(script.document, importSteps(script, found, before));
  });
}

function* importSteps(
  { document, analysis }: OpenScript,
  problems: FileProblems,
  before: BeforeImportParams['before'],
): Steps<PageAnswer> {
  const name = nameOf(document.uri);
  if (before === undefined) return { markdown: importPage(name, analysis, problems, undefined) };
  const old = { file: before.name, analysis: yield* analysis.againSteps(before.text, { rules: [] }) };
  const diff = yield* comparisonSteps(old, { file: name, analysis });
  return { markdown: importPage(name, analysis, problems, diff) };
}
