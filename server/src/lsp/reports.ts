import type * as lsp from 'vscode-languageserver';
import type { FileAnalysis } from '../analysis/analysis.ts';
import { type PlayAnswer, type PlayQuestion, play } from '../features/knockView/knockPlayer.ts';
import { type KnockView, knockViews } from '../features/knockView/knockView.ts';
import { newKnock } from '../features/newKnock.ts';
import { secretRandom } from '../knock/write/drawPorts.ts';
import type { KnockScriptOptions } from '../knock/write/knockScript.ts';
import { type Packet, parsePacket, writePacket } from '../packet/packet.ts';
import { type DiffReport, differs, diffReport, prettyDiff } from '../reports/diffReport.ts';
import { type Paint, prettyKnocks, prettySession, prettyTrace } from '../reports/prettyReport.ts';
import { knocksEntry } from '../reports/report.ts';
import { type SessionEntry, type TraceEntry, trace, traceSession } from '../reports/trace.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toEdit } from './convert.ts';

/** Requests of our own: questions about a script, answered by a text to read and by what a view draws. */
export const REPORTS = {
  knocks: 'rosfw/knocks',
  play: 'rosfw/play',
  trace: 'rosfw/trace',
  compare: 'rosfw/compare',
  newKnock: 'rosfw/newKnock',
} as const;

export type Report = { readonly text: string } | Fault;

export type KnocksAnswer = { readonly text: string; readonly views: readonly KnockView[] } | Fault;

export interface TraceReport {
  readonly text: string;
  readonly packets: readonly TraceEntry[];
  /** What becomes of a session of the first packet while the file is applied. */
  readonly session: readonly SessionEntry[];
}

export type TraceAnswer = TraceReport | Fault;

export type CompareAnswer =
  | { readonly text: string; readonly diff: DiffReport; readonly session: SessionAnswer | null }
  | Fault;

/** What becomes of the management session that the settings name while the file is applied. */
export interface SessionAnswer {
  readonly packet: string;
  readonly stages: readonly SessionEntry[];
}

export interface PlayParams extends PlayQuestion {
  readonly uri: string;
}

export interface Fault {
  /** What is wrong with the question, and what to write instead. */
  readonly fault: string;
}

export interface TraceParams {
  readonly uri: string;
  /** As `parsePacket` reads them, one after the other. */
  readonly packets: readonly string[];
  /** Lists on which the source of the first one already is. */
  readonly lists?: readonly string[];
}

export interface CompareParams {
  readonly uri: string;
  /** The text of the version before. */
  readonly before: string;
  /** What that version is called. */
  readonly name: string;
}

export interface NewKnockParams extends Omit<KnockScriptOptions, 'random'> {
  readonly uri: string;
}

export interface NewKnockAnswer {
  readonly edits: readonly lsp.TextEdit[];
  readonly place: string;
  readonly report: readonly string[];
}

export function serveReports(connection: lsp.Connection, answers: Answers): void {
  const answer = <P extends { readonly uri: string }>(
    method: string,
    about: (script: OpenScript, params: P) => object,
  ): void => {
    connection.onRequest<object, void>(
      method,
      answers.any<P, object>(method, FAILED, async (params) => {
        const script = await answers.find(String(params.uri));
        return script === undefined ? NOT_OPEN : about(script, params);
      }),
    );
  };
  answer(REPORTS.knocks, ({ analysis, document }): KnocksAnswer => {
    const entry = knocksEntry(nameOf(document.uri), analysis);
    const text = entry.knocks.length === 0 ? 'No port knock in this file.\n' : prettyKnocks(entry, plain);
    return { text, views: knockViews(analysis) };
  });
  answer(REPORTS.play, ({ analysis }, { uri: _, ...question }: PlayParams): PlayAnswer | Fault =>
    play(analysis, question),
  );
  answer(REPORTS.trace, ({ analysis }, params: TraceParams): TraceAnswer => traceReport(analysis, params));
  answer(REPORTS.compare, ({ analysis, document }, { before, name }: CompareParams): CompareAnswer => {
    const old = { file: name, analysis: analysis.again(before, { rules: [] }) };
    const diff = diffReport(old, { file: nameOf(document.uri), analysis });
    const text = differs(diff) ? prettyDiff(diff, plain) : `No packet meets another fate than in ${name}.\n`;
    const { session } = analysis;
    const applied =
      session === undefined ? null : { packet: writePacket(session), stages: traceSession(analysis, session) };
    return { text, diff, session: applied };
  });
  answer(REPORTS.newKnock, ({ analysis, document }, { uri: _, ...options }: NewKnockParams): NewKnockAnswer | Fault => {
    const found = newKnock(analysis, { ...options, random: secretRandom });
    if ('fault' in found) return found;
    return { ...found, edits: found.edits.map((edit) => toEdit(document, edit)) };
  });
}

const FAILED: Fault = { fault: 'This failed, which is our fault. The output of RouterOS Firewall says more.' };
const NOT_OPEN: Fault = { fault: 'This is no RouterOS script that is open. Open it first.' };
const plain: Paint = (_, text) => text;

function traceReport(analysis: FileAnalysis, { packets: texts, lists = [] }: TraceParams): TraceAnswer {
  const packets: Packet[] = [];
  for (const text of texts) {
    const packet = parsePacket(text);
    if ('fault' in packet) return packet;
    packets.push(packet);
  }
  const [first] = packets;
  if (first === undefined) return { fault: 'Name a packet, such as tcp 198.51.100.7 -> :8291 in=ether1.' };
  const entries = trace(analysis, packets, { lists });
  const session = traceSession(analysis, first);
  const text = [...entries.map((entry) => prettyTrace(entry, plain)), prettySession(session, plain)].join('');
  return { text, packets: entries, session };
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
