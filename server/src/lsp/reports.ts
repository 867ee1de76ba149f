import type { FileAnalysis } from '../analysis/analysis.ts';
import { comparisonSteps } from '../features/comparison.ts';
import { firewallTableSteps } from '../features/firewallTable.ts';
import { firewallTableText } from '../features/firewallTableText.ts';
import { playSteps } from '../features/knockView/knockPlayer.ts';
import { knockViewSteps } from '../features/knockView/knockView.ts';
import { newKnockSteps } from '../features/newKnock.ts';
import { ruleLabels } from '../features/ruleLabels.ts';
import { ruleMarks } from '../features/ruleMarks.ts';
import { secretRandom } from '../knock/write/drawPorts.ts';
import { type Packet, parsePacket, writePacket } from '../packet/packet.ts';
import { converted, pastes } from '../paste/paste.ts';
import { differs, prettyDiff } from '../reports/diffReport.ts';
import { importStop } from '../reports/importReport.ts';
import { plain, prettyKnocks, prettySession, prettyTrace } from '../reports/prettyReport.ts';
import { knocksEntry } from '../reports/report.ts';
import { changeExpectations, packetExpectation } from '../reports/statedExpectations.ts';
import { trace, traceSession } from '../reports/trace.ts';
import { difference } from '../text/difference.ts';
import type { Steps } from '../text/steps.ts';
import { type Answers, FAILED, NOT_OPEN, type OpenScript } from './answers.ts';
import { ComparedTexts } from './comparedTexts.ts';
import { toEdit } from './convert.ts';
import {
  type CompareAnswer,
  type CompareParams,
  type ConvertAnswer,
  type ConvertParams,
  type KnocksAnswer,
  type NewKnockAnswer,
  type NewKnockParams,
  type PlayParams,
  type PlayReply,
  REPORTS,
  type RuleMarksAnswer,
  TABLE_BOUNDS,
  type TableAnswer,
  type TraceAnswer,
  type TraceParams,
} from './protocol.ts';
import type { Question, Questions } from './questions.ts';
import { placeFiles, type RouterAnalysis, type Routers } from './routers.ts';
import { nameOf } from './scriptName.ts';

/** Answers the questions of views and reports; each is work in slices that an edit of the script ends. */
export function serveReports(questions: Questions, answers: Answers, routers: Routers): void {
  const compared = new ComparedTexts();
  const answer = <P extends { readonly uri: string }>(
    method: Question,
    about: (script: OpenScript, params: P) => Steps<object>,
  ): void => {
    questions.on<P>(method, FAILED, async (params) => {
      const script = await answers.find(String(params.uri));
      return script === undefined ? NOT_OPEN : answers.work(script.document, about(script, params));
    });
  };
  questions.onRouter(REPORTS.ruleMarks, routers, function* ({ analysis, document }, router): Steps<RuleMarksAnswer> {
    yield;
    const file = router?.nameOf(document.uri);
    const whole = file === undefined ? analysis : (router?.analysis ?? analysis);
    return { marks: ruleMarks(whole, file), labels: ruleLabels(whole, file) };
  });
  questions.onRouter(REPORTS.knocks, routers, function* ({ analysis, document }, router): Steps<KnocksAnswer> {
    const whole = router?.analysis ?? analysis;
    const views = yield* knockViewSteps(whole);
    const entry = knocksEntry(nameOf(document.uri), whole);
    const text = entry.knocks.length === 0 ? 'No port knock in this file.\n' : prettyKnocks(entry, plain);
    return { text, views, importStop: importStop(analysis), ...placeFiles(router, document.uri) };
  });
  questions.onRouter(REPORTS.table, routers, function* ({ analysis, document }, router): Steps<TableAnswer> {
    const table = yield* firewallTableSteps(router?.analysis ?? analysis, TABLE_BOUNDS);
    const files = placeFiles(router, document.uri);
    return { text: firewallTableText(table), table, importStop: importStop(analysis), ...files };
  });
  questions.onRouter(
    REPORTS.play,
    routers,
    ({ analysis }, router, { uri: _, ...question }: PlayParams): Steps<PlayReply> =>
      playSteps(router?.analysis ?? analysis, question),
  );
  questions.onRouter(REPORTS.trace, routers, traceSteps);
  questions.on(REPORTS.compare, FAILED, async (params: CompareParams) => {
    const script = await answers.find(String(params.uri));
    if (script === undefined) return NOT_OPEN;
    const { document, analysis } = script;
    const [router, before] = await Promise.all([
      routers.of(document.uri),
      routers.withText(document.uri, String(params.before)),
    ]);
    const whole = router?.analysis ?? analysis;
    const steps = compared.analysis(whole, document.uri, before ?? String(params.before));
    return answers.work(document, compareSteps(script, router, String(params.name), steps));
  });
  questions.on(REPORTS.convert, FAILED, ({ uri, menu }: ConvertParams): ConvertAnswer => {
    const document = answers.document(String(uri));
    if (document === undefined) return NOT_OPEN;
    const text = document.getText();
    const path = menu === undefined ? undefined : `/${menu.trim().replace(/^\//, '').replaceAll(/[ /]+/g, '/')}`;
    const script = converted(text, path);
    const edits = difference(text, script).map((edit) => toEdit(document, edit));
    return { edits, left: pastes(script).map(({ what }) => what) };
  });
  answer(
    REPORTS.newKnock,
    function* ({ analysis, document }, { uri: _, ...options }: NewKnockParams): Steps<NewKnockAnswer> {
      const found = yield* newKnockSteps(analysis, { ...options, random: secretRandom });
      return 'fault' in found ? found : { ...found, edits: found.edits.map((edit) => toEdit(document, edit)) };
    },
  );
}

/** What the new text of a script changes for the whole router that it is a part of. */
function* compareSteps(
  { document, analysis: own }: OpenScript,
  router: RouterAnalysis | undefined,
  name: string,
  before: Steps<FileAnalysis>,
): Steps<CompareAnswer> {
  const analysis = router?.analysis ?? own;
  const old = { file: name, analysis: yield* before };
  const diff = yield* comparisonSteps(old, { file: nameOf(document.uri), analysis });
  const isSame = !differs(diff) && diff.renames.length === 0;
  const text = isSame ? `No effective change since ${name}.\n` : prettyDiff(diff, plain);
  const { session } = analysis;
  const applied =
    session === undefined ? null : { packet: writePacket(session), stages: traceSession(analysis, session) };
  const expectations = diff.changes.map(changeExpectations);
  const files = placeFiles(router, document.uri);
  return { text, diff, expectations, session: applied, importStop: importStop(own), ...files };
}

/** Packets that are none and are named, each in a line. */
const MOST_FAULTS = 20;

/** What the whole router does that the script is a part of. */
function* traceSteps(
  { document, analysis: own }: OpenScript,
  router: RouterAnalysis | undefined,
  { packets: texts, lists = [] }: TraceParams,
): Steps<TraceAnswer> {
  yield;
  const analysis = router?.analysis ?? own;
  const packets: Packet[] = [];
  const faults: string[] = [];
  for (const [index, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const packet = parsePacket(text);
    if (!('fault' in packet)) packets.push(packet);
    else if (faults.length < MOST_FAULTS)
      faults.push(texts.length === 1 ? packet.fault : `Line ${index + 1}: ${packet.fault}`);
  }
  if (faults.length > 0) return { fault: faults.join('\n') };
  const [first] = packets;
  if (first === undefined) return { fault: 'Name a packet, such as tcp 198.51.100.7 -> :8291 in=ether1.' };
  const entries = trace(analysis, packets, { lists });
  const session = traceSession(analysis, first);
  const text = [...entries.map((entry) => prettyTrace(entry, plain)), prettySession(session, plain)].join('');
  let before = lists;
  const expectations = entries.map(({ verdict, lists: after }, index) => {
    const packet = packets[index] as Packet;
    const expectation = packetExpectation(packet, packet.source === first.source ? before : [], verdict);
    if (packet.source === first.source) before = after;
    return expectation;
  });
  const files = placeFiles(router, document.uri);
  return { text, packets: entries, expectations, session, importStop: importStop(own), ...files };
}
