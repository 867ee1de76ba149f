import type * as lsp from 'vscode-languageserver';
import { expectationsOf } from '../expectation/expectationsOf.ts';
import { judgeExpectationSteps } from '../expectation/judgeExpectation.ts';
import type { FileSettings } from '../project/project.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import type { Answers, OpenScript } from './answers.ts';
import { REPORTS, type TestAnswer, type TestEntry, type TestParams } from './protocol.ts';

/** Lists the expectations about a script and judges those that are asked for, in slices. */
export function serveExpectations(
  connection: lsp.Connection,
  answers: Answers,
  settingsOf: (uri: string) => Promise<FileSettings | undefined>,
): void {
  connection.onRequest<object, void>(
    REPORTS.test,
    answers.any<TestParams, object>(REPORTS.test, { tests: [] }, async ({ uri, run }): Promise<TestAnswer> => {
      const settings = await settingsOf(String(uri));
      const script = await answers.find(String(uri));
      if (script === undefined) return { tests: [] };
      return answers.work(script.document, testSteps(script, settings, new Set(run)));
    }),
  );
}

function* testSteps(
  { analysis, document }: OpenScript,
  settings: FileSettings | undefined,
  run: ReadonlySet<number>,
): Steps<TestAnswer> {
  const places = (range: TextRange | undefined): lsp.Range | null =>
    range === undefined ? null : { start: document.positionAt(range.start), end: document.positionAt(range.end) };
  const { expectations, zones } = expectationsOf(analysis.script, settings);
  const tests: TestEntry[] = [];
  for (const [index, { text, range }] of expectations.entries()) {
    yield;
    if (!run.has(index)) {
      tests.push({ text, range: places(range), result: null });
      continue;
    }
    const { status, message, counterexample } = yield* judgeExpectationSteps(text, analysis, zones);
    const by = places(counterexample?.by?.item.origin?.range);
    tests.push({ text, range: places(range), result: { status, message, by } });
  }
  return { tests };
}
