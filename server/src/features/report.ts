import type { Gate, Knock, Stage } from '../knock/knock.ts';
import type { FileAnalysis, FileProblems } from '../rules/analyse.ts';
import type { Finding, Fix, RelatedPlace } from '../rules/rule.ts';
import type { Severity, SyntaxProblem } from '../syntax/problem.ts';
import type { TextEdit } from '../text/edit.ts';
import { LineTable } from '../text/lineTable.ts';
import type { TextRange } from '../text/range.ts';
import { allProblems } from './problems.ts';

/**
 * What the command line prints as JSON: a contract, `{"version":1,"files":[…]}` with one entry a file. Lines and
 * columns count from 1, columns in UTF-16 units.
 */
export interface Report<Entry> {
  readonly version: 1;
  readonly files: readonly Entry[];
}

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ParseEntry {
  readonly file: string;
  readonly problems: readonly ({
    readonly code: string;
    readonly severity: Severity;
    readonly message: string;
  } & Place)[];
}

export interface CheckEntry {
  readonly file: string;
  readonly findings: readonly FindingEntry[];
}

export interface FindingEntry extends Place {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: string;
  readonly message: string;
  readonly related: readonly ({ readonly message: string } & Place)[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly ({ readonly newText: string } & Place)[];
  }[];
}

export interface KnocksEntry {
  readonly file: string;
  readonly knocks: readonly KnockEntry[];
}

export interface KnockEntry {
  readonly table: string;
  readonly chain: string;
  readonly stages: readonly StageEntry[];
  readonly grant: { readonly list: string; readonly timeout: string | null };
  readonly gates: readonly {
    readonly action: string;
    readonly table: string;
    readonly chain: string;
    readonly line: number;
  }[];
  readonly verdict: string | null;
  readonly reason: string;
}

export interface StageEntry {
  readonly protocol: string | null;
  readonly port: string | null;
  readonly listIn: string | null;
  readonly listOut: string;
  readonly timeout: string | null;
  readonly line: number;
  /** Further matchers that make the packet a knock, as written. */
  readonly packetSize: string | null;
  readonly icmpOptions: string | null;
  readonly layer7: string | null;
  readonly content: string | null;
  readonly disabled: boolean;
}

export function parseEntry(file: string, analysis: FileProblems, extra: readonly SyntaxProblem[] = []): ParseEntry {
  const at = placer(analysis.text);
  const problems = [...extra, ...analysis.problems].map(({ code, severity, message, ...range }) => ({
    code,
    severity,
    message,
    ...at(range),
  }));
  return { file, problems };
}

/**
 * Findings of the rules and, among them, the problems of the text that are errors, and what the version that the user
 * asked about does not have.
 */
export function checkEntry(file: string, analysis: FileProblems, extra: readonly SyntaxProblem[] = []): CheckEntry {
  const at = placer(analysis.text);
  return { file, findings: allFindings(analysis, extra).map((finding) => findingEntry(finding, at)) };
}

/** The same as findings with offsets, in text order. */
function allFindings(analysis: FileProblems, extra: readonly SyntaxProblem[] = []): Finding[] {
  const rules = new Set(analysis.findings);
  return allProblems(analysis, extra).filter(
    (finding) => rules.has(finding) || finding.severity === 'error' || isAsked(finding),
  );
}

function isAsked({ ruleId, severity }: Finding): boolean {
  return ruleId === 'not-in-version' && severity === 'warning';
}

export function knocksEntry(file: string, { text, knocks }: FileAnalysis): KnocksEntry {
  const lines = new LineTable(text);
  const line = (offset: number): number => lines.position(offset).line + 1;
  return { file, knocks: knocks.map((knock) => knockEntry(knock, line)) };
}

function findingEntry(finding: Finding, at: (range: TextRange) => Place): FindingEntry {
  const { ruleId, severity, confidence, message, range, related, fixes } = finding;
  return {
    ruleId,
    severity,
    confidence,
    message,
    ...at(range),
    related: related.map((place: RelatedPlace) => ({ message: place.message, ...at(place.range) })),
    fixes: fixes.map(({ title, safe, edits }: Fix) => ({
      title,
      safe,
      edits: edits.map((edit: TextEdit) => ({ ...at(edit.range), newText: edit.newText })),
    })),
  };
}

function knockEntry(knock: Knock, line: (offset: number) => number): KnockEntry {
  return {
    table: knock.table,
    chain: knock.chain,
    stages: knock.stages.map((stage) => stageEntry(stage, line)),
    grant: { list: knock.grant.list, timeout: knock.grant.timeout ?? null },
    gates: knock.gates.map(({ rule }: Gate) => ({
      action: rule.action,
      table: rule.table,
      chain: rule.chain,
      line: line(rule.item.origin.range.start),
    })),
    verdict: knock.verdict ?? null,
    reason: knock.reason,
  };
}

function stageEntry(
  { rule, protocol, port, listIn, listOut, timeout }: Stage,
  line: (offset: number) => number,
): StageEntry {
  const text = (name: string): string | null => rule.item.properties.get(name)?.text || null;
  return {
    protocol: protocol ?? null,
    port: port ?? null,
    listIn: listIn ?? null,
    listOut,
    timeout: timeout ?? null,
    line: line(rule.item.origin.range.start),
    packetSize: text('packet-size'),
    icmpOptions: text('icmp-options'),
    layer7: text('layer7-protocol'),
    content: text('content'),
    disabled: !rule.enabled,
  };
}

function placer(text: string): (range: TextRange) => Place {
  const lines = new LineTable(text);
  return ({ start, end }) => {
    const from = lines.position(start);
    const to = lines.position(end);
    return { line: from.line + 1, column: from.column + 1, endLine: to.line + 1, endColumn: to.column + 1 };
  };
}
