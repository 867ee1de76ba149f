import type * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseExpectation } from '../expectation/expectation.ts';
import { expectationFaultSteps, withContradiction } from '../expectation/expectationFaults.ts';
import { expectationsOf } from '../expectation/expectationsOf.ts';
import { judgeExpectationSteps } from '../expectation/judgeExpectation.ts';
import { expectationLine } from '../features/expectationLine.ts';
import { addExpectation } from '../project/addExpectation.ts';
import type { FileSettings } from '../project/project.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import { type Answers, NOT_OPEN, type OpenScript } from './answers.ts';
import { toEdit, toRange } from './convert.ts';
import type { Projects } from './projects.ts';
import {
  REPORTS,
  type RequestFault,
  type SaveExpectationAnswer,
  type SaveExpectationParams,
  type SaveExpectationReply,
  type TestAnswer,
  type TestEntry,
  type TestParams,
} from './protocol.ts';
import type { Questions } from './questions.ts';
import { partAt, type RouterAnalysis, type Routers } from './routers.ts';

/**
 * Lists the expectations about a script and judges those that are asked for, in slices; says where another one goes.
 */
export function serveExpectations(
  questions: Questions,
  answers: Answers,
  projects: Pick<Projects, 'settingsOf' | 'deviceOf'>,
  routers: Routers,
): void {
  questions.on(REPORTS.test, { tests: [] }, async ({ uri, run, further = [] }: TestParams): Promise<TestAnswer> => {
    const settings = await projects.settingsOf(String(uri));
    const script = await answers.find(String(uri));
    if (script === undefined) return { tests: [] };
    const router = await routers.of(String(uri));
    return answers.work(script.document, testSteps(script, settings, router, new Set(run), further.map(String)));
  });
  questions.on(REPORTS.saveExpectation, FAILED, (params: SaveExpectationParams) =>
    savedExpectation(params, answers, projects, routers),
  );
}

/** Where a range of the whole router stands. */
function placeIn(
  router: RouterAnalysis,
  range: TextRange | undefined,
): { readonly uri: string | undefined; readonly range: lsp.Range | null } {
  const part = range && partAt(router, range);
  if (part === undefined) return { uri: undefined, range: null };
  return { uri: part.document.uri, range: toRange(part.document, part.range) };
}

const FAILED: RequestFault = { fault: 'The expectation could not be saved, which is our fault.' };

async function savedExpectation(
  { uri, expectation, otherwise, line }: SaveExpectationParams,
  answers: Answers,
  projects: Pick<Projects, 'settingsOf' | 'deviceOf'>,
  routers: Routers,
): Promise<SaveExpectationAnswer> {
  const script = await answers.find(String(uri));
  if (script === undefined) return NOT_OPEN;
  const [settings, device] = await Promise.all([projects.settingsOf(String(uri)), projects.deviceOf(String(uri))]);
  const candidates = [expectation, ...(otherwise === undefined ? [] : [otherwise])].map(String);
  const router = await routers.of(String(uri));
  const asked = router === undefined ? script : { ...script, router };
  const chosen = await answers.work(script.document, chosenSteps(candidates, asked, settings));
  if ('fault' in chosen) return chosen;
  const { document, analysis } = script;
  if (device !== undefined) {
    const edits = addExpectation(device.text, device.device, chosen.expectation);
    if (edits === undefined) return { fault: `${device.uri} has no device "${device.device}" any more.` };
    const file = TextDocument.create(device.uri, 'jsonc', 0, device.text);
    return { ...chosen, target: device.uri, device: device.device, edits: edits.map((edit) => toEdit(file, edit)) };
  }
  const edit = expectationLine(analysis, chosen.expectation, typeof line === 'number' ? line : undefined);
  const edits = edit === undefined ? [] : [toEdit(document, edit)];
  return { ...chosen, target: document.uri, device: null, edits };
}

/** The first that holds; where none does, the first that can be tried. */
function* chosenSteps(
  candidates: readonly string[],
  { analysis, router }: OpenScript & { readonly router?: RouterAnalysis },
  settings: FileSettings | undefined,
): Steps<Pick<SaveExpectationReply, 'expectation' | 'status'> | RequestFault> {
  const { zones } = expectationsOf(analysis.script, settings);
  let best: Pick<SaveExpectationReply, 'expectation' | 'status'> | undefined;
  for (const text of candidates) {
    const read = parseExpectation(text);
    if ('fault' in read) return read;
    const { status, message } = yield* judgeExpectationSteps(text, router?.analysis ?? analysis, zones);
    if (status === 'held') return { expectation: read.text, status };
    if (status === 'invalid' && candidates.length === 1) return { fault: message };
    if (status !== 'invalid') best = { expectation: read.text, status };
  }
  return best ?? { fault: 'No packet of this file is of that class.' };
}

function* testSteps(
  { analysis, document }: OpenScript,
  settings: FileSettings | undefined,
  router: RouterAnalysis | undefined,
  run: ReadonlySet<number>,
  further: readonly string[],
): Steps<TestAnswer> {
  const places = (range: TextRange | undefined): lsp.Range | null =>
    range === undefined ? null : { start: document.positionAt(range.start), end: document.positionAt(range.end) };
  const { expectations: written, zones } = expectationsOf(analysis.script, settings);
  const expectations = [...written, ...further.map((text) => ({ text, range: undefined }))];
  const texts = expectations.map(({ text }) => text);
  const whole = router?.analysis ?? analysis;
  const isAsked = run.size > 0 || further.length > 0;
  const problems = isAsked ? yield* expectationFaultSteps(texts, whole, zones) : [];
  const tests: TestEntry[] = [];
  for (const [index, { text, range }] of expectations.entries()) {
    yield;
    if (!run.has(index) && index < written.length) {
      tests.push({ text, range: places(range), result: null });
      continue;
    }
    const result = yield* judgeExpectationSteps(text, whole, zones);
    const { status, message, counterexample } = withContradiction(result, index, problems, texts);
    const decides = counterexample?.by?.item.origin?.range;
    const by = router === undefined ? { uri: document.uri, range: places(decides) } : placeIn(router, decides);
    const inOther = by.uri === undefined || by.uri === document.uri ? null : by.uri;
    tests.push({ text, range: places(range), result: { status, message, by: by.range, inOther } });
  }
  return { tests };
}
