import type * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ExposureBounds, exposureSteps } from '../exposure/exposureOf.ts';
import { whyNotSteps } from '../features/whyNot.ts';
import { type ExposureEntry, exposureEntry } from '../reports/exposureReport.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Steps } from '../text/steps.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toEdit } from './convert.ts';
import { type ExposureAnswer, type ExposureParams, REPORTS, type WhyNotAnswer, type WhyNotParams } from './protocol.ts';
import type { RouterAnalysis, Routers } from './routers.ts';

/** Says what is open from where, and what would open what is closed, of the router that the script belongs to. */
export function serveExposure(connection: lsp.Connection, answers: Answers, routers: Pick<Routers, 'of'>): void {
  const answer = <P extends { readonly uri: string }>(
    method: string,
    about: (script: OpenScript, router: RouterAnalysis | undefined, params: P) => Steps<object>,
  ): void => {
    connection.onRequest<object, void>(
      method,
      answers.any<P, object>(method, FAILED, async (params) => {
        const script = await answers.find(String(params.uri));
        if (script === undefined) return NOT_OPEN;
        const router = await routers.of(String(params.uri));
        return answers.work(script.document, about(script, router, params));
      }),
    );
  };
  answer(REPORTS.exposure, function* ({ analysis, document }, router, _: ExposureParams): Steps<ExposureAnswer> {
    const whole = router?.analysis ?? analysis;
    const exposure = exposureEntry(document.uri, yield* exposureSteps(whole, IN_A_TREE), whole);
    return { exposure, uris: router === undefined ? {} : urisOf(exposure, router) };
  });
  answer(REPORTS.whyNot, function* (script, router, { from, to, family }: WhyNotParams): Steps<WhyNotAnswer> {
    const place = { from: String(from), to: String(to), family: family === 'ipv6' ? 'ipv6' : 'ip' } as const;
    const found = yield* whyNotSteps(router?.analysis ?? script.analysis, place);
    return 'fault' in found ? found : { ...found, edits: editsIn(found.edits, script, router) };
  });
}

/** More nobody unfolds. */
const IN_A_TREE: ExposureBounds = { origins: 60, targets: 120 };
const FAILED = { fault: 'This failed, which is our fault. The output of RouterOS Firewall says more.' };
const NOT_OPEN = { fault: 'This RouterOS script is not open. Open it first.' };

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
    const place = router.composition.inFile(range);
    const uri = place && router.uriOf(place.file);
    const text = place && router.composition.parts.get(place.file)?.text;
    if (place === undefined || uri === undefined || text === undefined) return [];
    return [{ uri, ...toEdit(TextDocument.create(uri, 'routeros', 0, text), { range: place.range, newText }) }];
  });
}
