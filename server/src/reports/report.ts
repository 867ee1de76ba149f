import { allProblems } from '../analysis/allProblems.ts';
import type { FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import type { Finding, Fix, RelatedPlace } from '../diagnostics/finding.ts';
import { type Selection, select } from '../diagnostics/selection.ts';
import type { Firewall, FirewallRule } from '../firewall/firewall.ts';
import type { Gate, Knock, KnockTest, Stage } from '../knock/knock.ts';
import { strengthOf } from '../knock/strength.ts';
import { amount, phrase } from '../language/phrase.ts';
import { writePacket } from '../packet/packet.ts';
import { isTextFault } from '../rules/register.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import { LineTable } from '../text/lineTable.ts';
import type { TextRange } from '../text/range.ts';
import { shownAssignment, shownValue } from '../text/secretNames.ts';
import { writesSecret } from '../text/secrets.ts';
import { fingerprints } from './fingerprints.ts';
import type {
  CheckEntry,
  FindingEntry,
  KnockEntry,
  KnocksEntry,
  LinePlace,
  OpeningEntry,
  ParseEntry,
  Place,
  StageEntry,
  StrengthEntry,
} from './jsonOutput.ts';
import { linePlace } from './linePlace.ts';

export function parseEntry(file: string, analysis: FileProblems): ParseEntry {
  const at = placer(analysis.text);
  const problems = capped(analysis.problems, ({ ruleId }) => ruleId).map(
    ({ ruleId, severity, message, range, related }) => ({
      code: ruleId,
      severity,
      message,
      ...at(range),
      ...(related.length > 0 && { related: related.map((place) => ({ message: place.message, ...at(place.range) })) }),
    }),
  );
  return { file, problems };
}

/**
 * Findings of the rules and, among them, the problems of the text that are errors or warnings; those that the selection
 * shows.
 */
export function checkEntry(file: string, analysis: FileProblems, selection: Selection = {}): CheckEntry {
  const at = placer(analysis.text);
  const findings = allFindings(analysis);
  // Names are given before any is left out, so that a choice of what is shown renames none.
  const names = new Map(fingerprints(analysis.text, findings).map((name, index) => [findings[index], name]));
  return {
    file,
    wholeBy: analysis.wholeBy ?? null,
    findings: findings.flatMap((finding) =>
      select([finding], selection).map((shown) => findingEntry(shown, names.get(finding) as string, analysis.text, at)),
    ),
  };
}

/** The same as findings with offsets, in text order. */
function allFindings(analysis: FileProblems): Finding[] {
  const all = allProblems(analysis).filter(
    (finding) => !isTextFault(finding.ruleId) || finding.severity === 'error' || finding.severity === 'warning',
  );
  return capped(all, ({ ruleId }) => ruleId);
}

/** Nobody reads thousands of one kind in one file, and a hostile file has one for each of its characters. */
const MOST_OF_A_KIND = 1_000;

/** The last that is left of a kind says how many more there are. */
function capped<T extends { readonly message: string }>(all: readonly T[], kindOf: (one: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(kindOf(one), (counts.get(kindOf(one)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return all.flatMap((one) => {
    const number = (seen.get(kindOf(one)) ?? 0) + 1;
    seen.set(kindOf(one), number);
    const more = (counts.get(kindOf(one)) as number) - MOST_OF_A_KIND;
    if (number < MOST_OF_A_KIND || more <= 0) return number <= MOST_OF_A_KIND ? [one] : [];
    if (number > MOST_OF_A_KIND) return [];
    return [{ ...one, message: phrase`${one.message} There are ${amount(more)} more of this kind in this file.` }];
  });
}

export function knocksEntry(file: string, analysis: FileAnalysis): KnocksEntry {
  return {
    file,
    wholeBy: analysis.configuration.wholeBy ?? null,
    knocks: analysis.knocks.map((knock) => knockEntry(knock, analysis)),
  };
}

/** A report with more of them is longer than the file. */
const MOST_EDITS = 10_000;

function findingEntry(
  finding: Finding,
  fingerprint: string,
  text: string,
  at: (range: TextRange) => Place,
): FindingEntry {
  const { ruleId, severity, confidence, persona, message, range, related, fixes } = finding;
  return {
    ruleId,
    severity,
    confidence,
    persona,
    fingerprint,
    message,
    ...at(range),
    related: related.map(({ message: said, range: place, elsewhere }: RelatedPlace) => ({
      message: said,
      ...(elsewhere ?? at(place)),
    })),
    fixes: fixes.map(({ title, safe, edits }: Fix) => ({
      title,
      safe,
      edits:
        edits.length > MOST_EDITS || edits.some((edit) => writesSecret(text, edit))
          ? []
          : edits.map((edit: TextEdit) => ({ ...at(edit.range), newText: edit.newText })),
    })),
  };
}

export function knockEntry(knock: Knock, analysis: Pick<Analysis, 'firewall' | 'lines' | 'origin'>): KnockEntry {
  const place = ({ item }: FirewallRule): RulePlace => rulePlace(linePlace(analysis, item.origin?.range));
  return {
    table: knock.table,
    chain: knock.chain,
    stages: knock.stages.map((stage) => stageEntry(stage, place(stage.rule))),
    grant: { list: knock.grant.list, timeout: knock.grant.timeout ?? null },
    gates: knock.gates.map(({ rule }: Gate) => ({
      action: rule.action,
      table: rule.table,
      chain: rule.chain,
      ...place(rule),
    })),
    verdict: knock.verdict ?? null,
    reason: knock.reason,
    opening: knock.test === undefined ? null : openingEntry(knock.test),
    strength: strengthEntry(knock, analysis.firewall),
  };
}

/** Each packet as `rosfw trace --packet` takes it. */
export function openingEntry(test: KnockTest): OpeningEntry {
  return {
    knocks: test.knocks.map(({ packet, after, suppositions }) => ({
      packet: writePacket(packet),
      after,
      suppositions: suppositions.map(shownAssignment),
    })),
    service: writePacket(test.service),
  };
}

function strengthEntry(knock: Knock, firewall: Firewall): StrengthEntry | null {
  const strength = strengthOf(knock, firewall);
  if (strength === undefined) return null;
  const finite = (seconds: number): number | null => (Number.isFinite(seconds) ? seconds : null);
  return {
    opens: strength.opens,
    sweeps: strength.sweeps.map(({ rate, sweep }) => ({
      rate,
      direction: sweep?.direction ?? null,
      passes: sweep?.passes ?? null,
      packets: sweep?.packets ?? null,
      seconds: sweep?.seconds ?? null,
    })),
    randomScans: strength.scans.map(({ rate, scan }) => ({ rate, ...scan })),
    spoofed: strength.spoofed.map(({ list, seconds }) => ({ list, seconds: finite(seconds) })),
    window: finite(strength.window),
    sessionSurvives: strength.sessionSurvives ?? null,
  };
}

/** Stages and gates hang on lists that the file fills, so they are rules of the file, not default rules. */
function rulePlace({ line, ...place }: LinePlace): RulePlace {
  return { line: line ?? 1, ...place };
}

interface RulePlace extends LinePlace {
  readonly line: number;
}

function stageEntry(
  { rule, protocol, port, listIn, listOut, timeout, conditions }: Stage,
  place: RulePlace,
): StageEntry {
  const text = (name: string): string | null => rule.item.properties.get(name)?.text || null;
  const content = text('content');
  return {
    protocol: protocol ?? null,
    port: port ?? null,
    listIn: listIn ?? null,
    listOut,
    timeout: timeout ?? null,
    ...place,
    packetSize: text('packet-size'),
    icmpOptions: text('icmp-options'),
    layer7: text('layer7-protocol'),
    content: content === null ? null : shownValue('content', content),
    conditions,
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
