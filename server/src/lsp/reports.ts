import type * as lsp from 'vscode-languageserver';
import { differs, diffReport, prettyDiff } from '../features/diffReport.ts';
import { newKnock } from '../features/newKnock.ts';
import { type Paint, prettyKnocks, prettySession, prettyTrace } from '../features/prettyReport.ts';
import { knocksEntry } from '../features/report.ts';
import { trace, traceSession } from '../features/trace.ts';
import { secretRandom } from '../knock/drawPorts.ts';
import type { KnockScriptOptions } from '../knock/knockScript.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';
import { analyse, type FileAnalysis } from '../rules/analyse.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toEdit } from './convert.ts';

/** Requests of our own: questions about a script whose answer is a text to read. */
export const REPORTS = {
  knocks: 'rosfw/knocks',
  trace: 'rosfw/trace',
  compare: 'rosfw/compare',
  newKnock: 'rosfw/newKnock',
} as const;

export type Report = { readonly text: string } | Fault;

export interface Fault {
  /** What is wrong with the question, and what to write instead. */
  readonly fault: string;
}

export interface TraceParams {
  readonly uri: string;
  /** As `parsePacket` reads them, one after the other. */
  readonly packets: readonly string[];
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
  answer(REPORTS.knocks, ({ analysis, document }): Report => {
    const entry = knocksEntry(nameOf(document.uri), analysis);
    return { text: entry.knocks.length === 0 ? 'No port knock in this file.\n' : prettyKnocks(entry, plain) };
  });
  answer(REPORTS.trace, ({ analysis }, { packets }: TraceParams): Report => traceReport(analysis, packets));
  answer(REPORTS.compare, ({ analysis, document }, { before, name }: CompareParams): Report => {
    const old = { file: name, analysis: analyse(before, { rules: [] }) };
    const report = diffReport(old, { file: nameOf(document.uri), analysis });
    return { text: differs(report) ? prettyDiff(report, plain) : `No packet meets another fate than in ${name}.\n` };
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

function traceReport(analysis: FileAnalysis, texts: readonly string[]): Report {
  const packets: Packet[] = [];
  for (const text of texts) {
    const packet = parsePacket(text);
    if ('fault' in packet) return packet;
    packets.push(packet);
  }
  const [first] = packets;
  if (first === undefined) return { fault: 'Name a packet, such as tcp 198.51.100.7 -> :8291 in=ether1.' };
  const steps = trace(analysis, packets).map((entry) => prettyTrace(entry, plain));
  return { text: [...steps, prettySession(traceSession(analysis, first), plain)].join('') };
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
