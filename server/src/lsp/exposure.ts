import type * as lsp from 'vscode-languageserver';
import { type ExposureBounds, exposureSteps } from '../exposure/exposureOf.ts';
import { whyNotSteps } from '../features/whyNot.ts';
import { exposureEntry, prettyExposure } from '../reports/exposureReport.ts';
import type { ExposureEntry } from '../reports/jsonOutput.ts';
import { plain } from '../reports/prettyReport.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Steps } from '../text/steps.ts';
import type { OpenScript } from './answers.ts';
import { toEdit } from './convert.ts';
import { type ExposureAnswer, type ExposureParams, REPORTS, type WhyNotAnswer, type WhyNotParams } from './protocol.ts';
import type { Questions } from './questions.ts';
import { partAt, type RouterAnalysis, type Routers } from './routers.ts';
import { nameOf } from './scriptName.ts';

/** Says what is open from where, and what would open what is closed, of the router that the script belongs to. */
export function serveExposure(questions: Questions, routers: Pick<Routers, 'of'>): void {
  questions.onRouter(
    REPORTS.exposure,
    routers,
    function* ({ analysis, document }, router, _: ExposureParams): Steps<ExposureAnswer> {
      const whole = router?.analysis ?? analysis;
      const exposure = exposureEntry(document.uri, yield* exposureSteps(whole, IN_A_TREE), whole);
      const text = prettyExposure({ ...exposure, file: nameOf(document.uri) }, plain);
      return { exposure, text, uris: router === undefined ? {} : urisOf(exposure, router) };
    },
  );
  questions.onRouter(
    REPORTS.whyNot,
    routers,
    function* (script, router, { from, to, family }: WhyNotParams): Steps<WhyNotAnswer> {
      const place = { from: String(from), to: String(to), family: family === 'ipv6' ? 'ipv6' : 'ip' } as const;
      const found = yield* whyNotSteps(router?.analysis ?? script.analysis, place);
      return 'fault' in found ? found : { ...found, edits: editsIn(found.edits, script, router) };
    },
  );
}

/** More nobody unfolds. */
const IN_A_TREE: ExposureBounds = { origins: 60, targets: 120 };

function urisOf({ cells, targets }: ExposureEntry, router: RouterAnalysis): Record<string, string> {
  const files = new Set([...cells.flatMap(({ by }) => by?.file ?? []), ...targets.flatMap(({ file }) => file ?? [])]);
  return Object.fromEntries([...files].flatMap((file) => [[file, router.uriOf(file)]].filter(([, uri]) => uri)));
}

/** Each edit in the file of which it is a part. */
function editsIn(
  edits: readonly TextEdit[],
  { document }: OpenScript,
  router: RouterAnalysis | undefined,
): (lsp.TextEdit & { readonly uri: string })[] {
  if (router === undefined) return edits.map((edit) => ({ uri: document.uri, ...toEdit(document, edit) }));
  return edits.flatMap(({ range, newText }) => {
    const part = partAt(router, range);
    if (part === undefined) return [];
    return [{ uri: part.document.uri, ...toEdit(part.document, { range: part.range, newText }) }];
  });
}
