import { allProblems } from '../analysis/allProblems.ts';
import type { FileProblems } from '../analysis/analysis.ts';
import { select } from '../diagnostics/selection.ts';
import { comparisonSteps } from '../features/comparison.ts';
import type { Composition } from '../project/composition.ts';
import { decoded } from '../project/project.ts';
import { differs } from '../reports/diffReport.ts';
import { changesOf, checkPage, importPage } from '../reports/importReport.ts';
import { rulePage } from '../reports/rulePage.ts';
import { metaOf } from '../rules/register.ts';
import type { Steps } from '../text/steps.ts';
import { type Answers, FAILED, NOT_OPEN, type OpenScript } from './answers.ts';
import {
  type BeforeImportParams,
  type ChangesAnswer,
  type ChangesParams,
  type CheckParams,
  type ExplainParams,
  type PageAnswer,
  REPORTS,
} from './protocol.ts';
import type { Questions } from './questions.ts';
import { placeFiles, type RouterAnalysis, type Routers, routerProblems } from './routers.ts';
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
    const { uri: at } = script.document;
    const found = await routerProblems(routers, at, script.analysis);
    const [router, old] = await Promise.all([
      routers.of(at),
      before && routers.withText(at, before.text).then((whole) => ({ ...before, whole })),
    ]);
    return answers.work(script.document, importSteps(script, router, found, old));
  });
  questions.on(REPORTS.changes, FAILED, async ({ uri, before, folders }: ChangesParams) => {
    const script = await answers.find(String(uri));
    if (script === undefined) return NOT_OPEN;
    const { document } = script;
    const older = { uri: String(before.uri), text: String(before.text) };
    const textOf = textsBefore(routers, older, { now: String(folders.now), before: String(folders.before) });
    const [router, whole] = await Promise.all([routers.of(document.uri), routers.withTexts(document.uri, textOf)]);
    return answers.work(document, changesSteps(script, router, whole ?? older.text));
  });
}

/** The texts of a router as they were: each file below the newer folder is taken from the same place below the older one. */
function textsBefore(
  routers: Routers,
  older: ChangesParams['before'],
  { now, before }: ChangesParams['folders'],
): (uri: string) => Promise<string | undefined> {
  const start = decoded(now);
  return async (uri) => {
    const path = decoded(uri);
    if (!path.startsWith(start)) return routers.textOf(uri);
    const there = `${decoded(before)}${path.slice(start.length)}`;
    return there === decoded(older.uri) ? older.text : routers.textOf(there);
  };
}

function* changesSteps(
  { document, analysis: own }: OpenScript,
  router: RouterAnalysis | undefined,
  before: string | Composition,
): Steps<ChangesAnswer> {
  const name = nameOf(document.uri);
  const analysis = router?.analysis ?? own;
  const [text, origin] = typeof before === 'string' ? [before, undefined] : [before.text, before];
  const old = yield* analysis.againSteps(text, { rules: [], origin });
  const diff = yield* comparisonSteps({ file: name, analysis: old }, { file: name, analysis });
  const isChanged = differs(diff) || diff.renames.length > 0 || diff.unknown.length > 0;
  return { markdown: changesOf(diff), isChanged, ...placeFiles(router, document.uri) };
}

/** Where the import of the script itself stops, and what it does to the whole router that it is a part of. */
function* importSteps(
  { document, analysis: own }: OpenScript,
  router: RouterAnalysis | undefined,
  problems: FileProblems,
  before: (NonNullable<BeforeImportParams['before']> & { readonly whole: Composition | undefined }) | undefined,
): Steps<PageAnswer> {
  const name = nameOf(document.uri);
  const analysis = router?.analysis ?? own;
  if (before === undefined) return { markdown: importPage(name, analysis, problems, undefined) };
  const { text, whole } = before;
  const old = yield* analysis.againSteps(whole?.text ?? text, { rules: [], origin: whole });
  const diff = yield* comparisonSteps({ file: before.name, analysis: old }, { file: name, analysis });
  return { markdown: importPage(name, analysis, problems, diff) };
}
