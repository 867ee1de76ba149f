/**
 * The spec of a rule as a table, like the RuleTester of ESLint: scripts that are good, and bad ones that underline what
 * the rule finds. Each bad script, and the one of the rule's page, is also tried in the words of `variants.ts`; all that
 * is said of them stands in a golden file.
 *
 *     specify('masquerade-everything', {
 *       good: ['/ip firewall nat add chain=srcnat action=masquerade out-interface=ether1'],
 *       bad: [{ script: `…`, message: 'in every direction' }],
 *     });
 */
import path from 'node:path';
import { diffLines } from 'diff';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { AnalysisOptions, FileAnalysis } from '../../server/src/analysis/analysis.ts';
import type { Confidence, Finding } from '../../server/src/diagnostics/finding.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import type { Severity } from '../../server/src/syntax/problem.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { matchGolden } from './golden.ts';
import { dedent, marked } from './markers.ts';
import { seeded } from './seeded.ts';
import {
  type Answer,
  flaggedCommand,
  ipv6Twin,
  VARIANTS,
  type Variant,
  type VariantName,
  variantsOf,
} from './variants.ts';

export interface RuleSpec {
  /** Scripts in which the rule finds nothing; two or more. */
  readonly good: readonly (string | Script)[];
  /** Scripts in which the rule finds just what is underlined; two or more. */
  readonly bad: readonly BadScript[];
  /** Whether the rule says the same of the same rules for IPv6. */
  readonly ipv6?: boolean;
  /** Variants with another answer than the usual one, and a sentence that says why. */
  readonly differs?: Readonly<Partial<Record<VariantName, readonly [answer: Answer, why: string]>>>;
}

interface Script extends Pick<AnalysisOptions, 'version' | 'assume'> {
  readonly script: string;
  /** As `parsePacket` reads it; by default that of the rule's page. */
  readonly session?: string;
  /** What a project sets for this rule. */
  readonly options?: Readonly<Record<string, number>>;
}

export interface BadScript extends Script {
  /** What the message has to say, of each finding in text order. */
  readonly message: string | readonly string[];
  /** Of each finding; by default that of the rule. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** The related places of the first finding, as `line: message`, or `line text: message` where the place counts. */
  readonly related?: readonly string[];
  /** Its fixes may not be made unasked, although some of the rule may. */
  readonly unsafe?: true;
  /** Of the first fix. */
  readonly title?: string;
  /** What each fix changes, in lines with `-` and `+`; needed for whatever has a fix. */
  readonly output?: string | readonly string[];
}

const FEWEST = 2;

export function specify(id: string, spec: RuleSpec): void {
  const rule = RULES.find(({ meta }) => meta.id === id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  if (spec.good.length < FEWEST || spec.bad.length < FEWEST)
    throw new Error(`The spec of ${id} needs ${FEWEST} good and ${FEWEST} bad scripts besides those of its page.`);

  describe(id, () => {
    test.each(spec.good.map((entry) => withName(entry)))('good: %s', (_name, entry) => {
      const { text } = marked(entry.script);
      expect(sayings(ask(rule, text, entry), rule), text).toEqual([]);
    });
    test.each(spec.bad.map((entry) => withName(entry)))('bad: %s', (_name, entry) => checkBad(rule, entry));

    const examples: readonly Script[] = [{ script: rule.meta.bad }, ...spec.bad];
    const variants = examples.flatMap((example) => variantsOfExample(rule, example));
    const differing = Object.keys(spec.differs ?? {}) as VariantName[];
    const unused = differing.filter((name) => !variants.some(({ variant }) => variant.name === name));
    if (unused.length > 0) throw new Error(`${id} has no variant ${unused.join(', ')} that could differ.`);
    test('what is said in full', () =>
      matchGolden(
        path.join(import.meta.dirname, `../rules/golden/said/${id}.txt`),
        examples.map((example) => saidInFull(rule, example)).join('\n'),
      ));
    test.each(variants.map((one) => [one.variant.name, one] as const))('%s', (name, one) => {
      const [answer] = spec.differs?.[name] ?? [VARIANTS[name]];
      checkVariant(rule, one, answer);
    });
    if (spec.ipv6 === true)
      test.each(examples.map((one) => withName(one)))('IPv6: %s', (_name, one) => checkTwin(rule, one));
  });
}

function checkBad(rule: Rule, entry: BadScript): void {
  const { text, ranges } = marked(entry.script);
  const analysis = ask(rule, text, entry);
  const found = own(analysis, rule);
  expect(
    found.map(({ range }) => place(text, range.start, range.end)),
    `what is underlined in\n${text}\n${sayings(analysis, rule).join('\n')}`,
  ).toEqual(ranges.map(({ start, end }) => place(text, start, end)));
  const messages = typeof entry.message === 'string' ? [entry.message] : entry.message;
  expect(found).toHaveLength(messages.length);
  found.forEach((finding, index) => {
    expect(finding.message).toContain(messages[index]);
    expect(finding.severity).toBe(entry.severity ?? rule.meta.severity);
    expect(finding.confidence).toBe(entry.confidence ?? rule.meta.confidence);
    expect(finding.message).not.toMatch(/undefined|NaN|\[object/);
    checkWords(finding, analysis);
    const isSafe = rule.meta.fix === 'safe' && entry.unsafe !== true;
    for (const { safe } of finding.fixes) expect(safe).toBe(isSafe);
  });
  if (entry.related !== undefined) {
    const places = found[0]?.related.map(({ message, range: { start, end } }, index) => {
      const line = analysis.lines.position(start).line + 1;
      const shown = `${line} ${text.slice(start, end)}: ${message}`;
      return entry.related?.[index] === shown ? shown : `${line}: ${message}`;
    });
    expect(places).toEqual(entry.related);
  }
  if (entry.title !== undefined) expect(found[0]?.fixes[0]?.title).toBe(entry.title);
  const fixed = found.flatMap(({ fixes }) => fixes).map(({ edits }) => applyEdits(text, edits));
  const wanted = typeof entry.output === 'string' ? [entry.output] : (entry.output ?? []);
  expect(fixed.map((after) => changedLines(text, after))).toEqual(wanted.map((output) => unindented(output)));
  for (const after of fixed) expect(own(ask(rule, after, entry), rule).length, after).toBeLessThan(found.length);
}

/** What is shown beside a message: places that say why, and repairs with a name. */
function checkWords({ related, fixes }: Finding, { text }: FileAnalysis): void {
  for (const { message, range } of related) {
    expect(message.trim()).not.toBe('');
    expect(text.slice(range.start, range.end).trim()).not.toBe('');
  }
  for (const { title } of fixes) expect(title).toMatch(/^[A-Z].+/);
}

/** A script with numbers before its lines, and its findings with everything that is shown of them. */
function saidInFull(rule: Rule, example: Script): string {
  const { text } = marked(example.script);
  const analysis = ask(rule, text, example);
  const lines = text.trimEnd().split('\n');
  const shown = own(analysis, rule).flatMap((finding) => {
    const { message, range, severity, confidence, persona, unnecessary = false, related, fixes } = finding;
    const at = ({ start, end }: { start: number; end: number }): string =>
      `${analysis.lines.position(start).line + 1} ${JSON.stringify(text.slice(start, end))}`;
    return [
      `${at(range)}`,
      `  ${[severity, confidence, persona, ...(unnecessary ? ['unnecessary'] : [])].join(', ')}: ${message}`,
      ...related.map((place) => `  related ${at(place.range)}: ${place.message}`),
      ...fixes.flatMap(({ title, safe, edits }) => [
        `  ${safe ? 'safe' : 'unsafe'} fix: ${title}`,
        ...changedLines(text, applyEdits(text, edits))
          .split('\n')
          .map((line) => `    ${line}`),
      ]),
    ];
  });
  return `${[...lines.map((line, index) => `${index + 1} | ${line}`), '', ...shown].join('\n')}\n`;
}

interface ExampleVariant {
  readonly example: Script;
  /** The findings of the example, and the one that the variant is made for. */
  readonly before: FileAnalysis;
  readonly flagged: Finding;
  readonly variant: Variant;
}

/** Of a script with several findings the first is varied. */
function variantsOfExample(rule: Rule, example: Script): ExampleVariant[] {
  const before = ask(rule, marked(example.script).text, example);
  const [flagged] = own(before, rule);
  if (flagged === undefined) return [];
  return variantsOf(before.script, flagged.range).map((variant) => ({ example, before, flagged, variant }));
}

function checkVariant(rule: Rule, { example, before, flagged, variant }: ExampleVariant, answer: Answer): void {
  const after = ask(rule, variant.text, example);
  if (answer === 'same') {
    const expected = own(before, rule).map((finding) => {
      const related = finding.related.map(({ message }) => message);
      const words = [finding.message, ...related].map((text) => withLines(text, (line) => variant.movedLine(line)));
      return [variant.moved(finding.range.start), finding.severity, finding.confidence, ...words];
    });
    const actual = own(after, rule).map((finding) => {
      const { range, severity, confidence, message, related } = finding;
      return [range.start, severity, confidence, message, ...related.map((one) => one.message)];
    });
    expect(actual, variant.text).toEqual(expected);
    return;
  }
  const command = flaggedCommand(before.script, flagged.range);
  const range = command?.range ?? flagged.range;
  const there = own(after, rule).filter(
    ({ range: { start } }) => start >= variant.moved(range.start) && start < variant.moved(range.end),
  );
  const wrong = answer === 'doubtful' ? there.filter(({ confidence }) => confidence === 'certain') : there;
  if (answer !== 'other')
    expect(
      wrong.map(({ message }) => message),
      variant.text,
    ).toEqual([]);
}

/** The same lines, the same words but for addresses. */
function checkTwin(rule: Rule, example: Script): void {
  const { text } = marked(example.script);
  const linesOf = (script: string): number[] => {
    const analysis = ask(rule, script, example);
    return own(analysis, rule).map(({ range }) => analysis.lines.position(range.start).line + 1);
  };
  const twin = ipv6Twin(text);
  expect(twin).not.toBe(text);
  expect(linesOf(twin), twin).toEqual(linesOf(text));
}

function ask(
  rule: Rule,
  text: string,
  { session = rule.meta.session, options, version, assume }: Script,
): FileAnalysis {
  const packet = session === undefined ? undefined : parsePacket(session);
  if (typeof packet === 'string') throw new Error(packet);
  const analysis = analyse(text, {
    // A rule that runs last speaks of what the others found.
    rules: rule.last === true ? RULES : [rule],
    random: seeded(),
    session: packet as Packet | undefined,
    options: options === undefined ? undefined : { [rule.meta.id]: options },
    version,
    assume,
  });
  expect(analysis.failures).toEqual([]);
  return analysis;
}

function own({ findings }: FileAnalysis, { meta }: Rule): Finding[] {
  return findings.filter(({ ruleId }) => ruleId === meta.id);
}

function sayings(analysis: FileAnalysis, rule: Rule): string[] {
  return own(analysis, rule).map(
    ({ message, range }) => `${analysis.lines.position(range.start).line + 1}: ${message}`,
  );
}

function place(text: string, start: number, end: number): string {
  return `${start}-${end} ${text.slice(start, end)}`;
}

/** The numbers of lines in a message, each put through `moved`. */
function withLines(message: string, moved: (line: number) => number): string {
  return message.replace(/\blines? \d+(?:, \d+)*(?: and \d+)?/gi, (lines) =>
    lines.replace(/\d+/g, (line) => String(moved(Number(line)))),
  );
}

function changedLines(before: string, after: string): string {
  return diffLines(before, after)
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ value, added }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${added ? '+' : '-'} ${line}`),
    )
    .join('\n');
}

function unindented(text: string): string {
  return (text.startsWith('\n') ? dedent(text.slice(1).split('\n')).join('\n') : text).trimEnd();
}

/** A short name for a script: its last line that is no mark. */
function withName<T extends Script>(entry: T | string): [string, T] {
  const script = typeof entry === 'string' ? ({ script: entry } as T) : entry;
  const lines = marked(script.script).text.trimEnd().split('\n');
  return [(lines.at(-1) ?? '').slice(0, 100), script];
}
