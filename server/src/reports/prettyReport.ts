import { language } from '../language/language.ts';
import { amount, phrase, phraseKey, phraseOf, plural } from '../language/phrase.ts';
import { formatDuration } from '../packet/time.ts';
import type { Severity } from '../syntax/problem.ts';
import { LineTable } from '../text/lineTable.ts';
import { clean, cleanPath } from '../text/printable.ts';
import { looksDrawn } from '../text/secretNames.ts';
import { lineWithoutSecrets } from '../text/secrets.ts';
import type {
  CheckEntry,
  DoubtEntry,
  KnockEntry,
  KnocksEntry,
  ParseEntry,
  Place,
  SessionEntry,
  TraceEntry,
} from './jsonOutput.ts';
import { lineText } from './linePlace.ts';

/** Styles of the terminal; a plain one returns the text as it is. */
export type Paint = (
  style: 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'underline',
  text: string,
) => string;

/** A report without styles. */
export const plain: Paint = (_, text) => text;

export function prettyParse(entry: ParseEntry, text: string, paint: Paint): string {
  const source = { text, lines: new LineTable(text) };
  return entry.problems.map((problem) => block(entry.file, source, problem, problem.code, paint)).join('');
}

export function prettyCheck(entry: CheckEntry, text: string, paint: Paint): string {
  const source = { text, lines: new LineTable(text) };
  return entry.findings
    .map((finding) => {
      const related = finding.related.map(
        (place) =>
          `     ${paint('dim', `= ${place.file === undefined ? '' : `${clean(place.file)} `}${phrase`line ${place.line}`}: ${clean(place.message)}`)}\n`,
      );
      const fixes = finding.fixes.map(
        (fix) => `     ${paint('green', `= ${fix.safe ? phrase`fix` : phrase`fix (unsafe)`}:`)} ${clean(fix.title)}\n`,
      );
      return block(entry.file, source, finding, finding.ruleId, paint, [...related, ...fixes].join(''));
    })
    .join('');
}

export function prettyKnocks(entry: KnocksEntry, paint: Paint): string {
  const head = `${paint('underline', cleanPath(entry.file))}\n`;
  if (entry.knocks.length === 0) return `${head}  ${phrase`no port knock`}\n\n`;
  return head + entry.knocks.map((knock, index) => prettyKnock(knock, index + 1, paint)).join('');
}

/** Rule by rule what matched and what it did; rules that did not match are one line each, greyed. */
export function prettyTrace(entry: TraceEntry, paint: Paint): string {
  const steps = entry.steps.map((step) => {
    const { table, chain, line, defaultRule, action, matched, missed, doubtful } = step;
    const where = line === null ? phrase`default` : clean(lineText(step));
    const name = line === null ? ` ${clean(defaultRule ?? '')}` : '';
    const place = `${where.padEnd(10)} ${clean(`${table} ${chain}`).padEnd(20)} ${clean(action)}${name}`;
    if (matched) return `  ${paint('bold', place)}`;
    const asked = clean(missed ?? '');
    const why = doubtful ? phrase`${asked} is unknown and counts as no` : phrase`${asked} does not fit`;
    return paint('dim', `  ${place}: ${why}`);
  });
  const good = entry.verdict === 'accept';
  const by = entry.line === null ? (entry.defaultRule ?? phrase`at the end of the chain`) : lineText(entry);
  const lists = entry.lists.length === 0 ? '' : phrase`; its source is now on ${entry.lists.map(clean).join(', ')}`;
  const verdict = `  ${paint(good ? 'green' : 'red', clean(entry.verdict))} ${entry.line === null && entry.defaultRule === null ? clean(by) : phrase`by ${clean(by)}`}${lists}`;
  const doubts = entry.certain ? [] : [`  ${paint('yellow', phrase`not certain`)}${inWords(entry.because)}`];
  return [paint('underline', clean(entry.packet)), ...steps, verdict, ...doubts, '', ''].join('\n');
}

/** What an answer hangs on that the file leaves open. */
function inWords(because: readonly DoubtEntry[]): string {
  const parts = because.map((doubt) => {
    const { line, matcher, member, condition, place } = doubt;
    const rule = line === null ? phrase`a default rule` : clean(lineText(doubt));
    if (matcher !== undefined) return phrase`whether ${clean(matcher)} of ${rule} fits`;
    if (member !== undefined) return phrase`who is on the list of ${clean(member)} in ${rule}`;
    if (place !== undefined) return phrase`where ${rule} stands`;
    return line === null
      ? phrase`what else ${clean(condition ?? '')} holds`
      : phrase`whether ${rule} exists in this form`;
  });
  return parts.length === 0 ? '' : phrase`: it is not known ${parts.join(phrase`, nor `)}`;
}

/** One line for each change of a session's fate. */
export function prettySession(stages: readonly SessionEntry[], paint: Paint): string {
  const lines = stages.map((stage) => {
    const { line, running, anew, by, byFile, certain, because } = stage;
    const where = line === null ? phrase`before the file` : phrase`after ${clean(lineText(stage))}`;
    const rule =
      by === null ? '' : phrase`, because of ${clean(lineText({ line: by, ...(byFile && { file: byFile }) }))}`;
    const doubt = certain ? '' : phrase` (not certain${inWords(because)})`;
    if (!running) return `  ${where}: ${paint('red', phrase`cut off`)}${rule}${doubt}`;
    return anew
      ? `  ${where}: ${paint('green', phrase`goes on`)}${doubt}`
      : `  ${where}: ${paint('yellow', phrase`goes on, but one cannot log in again`)}${rule}${doubt}`;
  });
  return [paint('underline', phrase`a session while the file is applied`), ...lines, '', ''].join('\n');
}

/** `1 error, 2 warnings, 1 note in 3 files`. */
export function summary(severities: readonly Severity[], files: number): string {
  const count = (...wanted: Severity[]): number => severities.filter((severity) => wanted.includes(severity)).length;
  const errors = count('error');
  const warnings = count('warning');
  const notes = count('information', 'hint');
  const counts = [
    errors > 0 && plural(errors, { one: phrase`${errors} error`, other: phrase`${errors} errors` }),
    warnings > 0 && plural(warnings, { one: phrase`${warnings} warning`, other: phrase`${warnings} warnings` }),
    notes > 0 && plural(notes, { one: phrase`${notes} note`, other: phrase`${notes} notes` }),
  ].filter((part) => part !== false);
  const found = counts.length === 0 ? phrase`nothing to report` : counts.join(', ');
  return plural(files, { one: phrase`${found} in ${files} file`, other: phrase`${found} in ${files} files` });
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

interface Source {
  readonly text: string;
  readonly lines: LineTable;
}

interface Entry extends Place {
  readonly severity: Severity;
  readonly message: string;
}

function block(file: string, source: Source, entry: Entry, code: string, paint: Paint, notes = ''): string {
  const colour = entry.severity === 'error' ? 'red' : entry.severity === 'warning' ? 'yellow' : 'blue';
  const word = phraseOf(SEVERITY_WORDS[entry.severity]);
  const head = `${paint(colour, paint('bold', word))}${paint('bold', `[${code}]`)} ${clean(entry.message)}\n`;
  const place = `  ${paint('cyan', '-->')} ${clean(file)}:${entry.line}:${entry.column}\n`;
  return `${head}${place}${frame(source, entry, code, (part) => paint(colour, part))}${notes}\n`;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: phraseKey`error`,
  warning: phraseKey`warning`,
  information: phraseKey`info`,
  hint: phraseKey`hint`,
};

const FRAME_WIDTH = 110;

/** The line of source with the range underlined; long lines are cut around it. */
function frame(
  whole: Source,
  { line, column, endLine, endColumn }: Place,
  code: string,
  paint: (text: string) => string,
): string {
  const source = lineAt(whole, line);
  const from = column - 1;
  const to = endLine === line ? endColumn - 1 : source.length;
  const start = from > FRAME_WIDTH - 30 ? from - 30 : 0;
  const first = whole.lines.lineStart(line - 1);
  const covered = lineWithoutSecrets(whole.text, first, first + source.length);
  const word = source.slice(from, to);
  // What was drawn at random and stands where no such value belongs is a secret in the wrong place.
  const isMisplaced = code === 'invalid-value' && looksDrawn(word);
  const shown = (isMisplaced ? covered.slice(0, from) + '*'.repeat(word.length) + covered.slice(to) : covered)
    .slice(start, start + FRAME_WIDTH)
    .replaceAll('\t', ' ');
  const underline = '^'.repeat(Math.max(1, Math.min(to - from, FRAME_WIDTH - (from - start))));
  const gutter = String(line).padStart(4);
  return `${gutter} | ${clean(shown)}\n     | ${' '.repeat(from - start)}${paint(underline)}\n`;
}

function lineAt({ text, lines }: Source, line: number): string {
  return text.slice(lines.lineStart(line - 1), lines.lineStart(line)).replace(/[\r\n]+$/, '');
}

/** What data calls by these names. */
export const NAMES_OF_DATA = [
  ...[phraseKey`works`, phraseKey`disabled`, phraseKey`incomplete`, phraseKey`bypassed`, phraseKey`broken`],
  ...[phraseKey`unreachable`, phraseKey`ascending`, phraseKey`descending`],
];
const UNDECIDED = phraseKey`not decided`;

function prettyKnock(knock: KnockEntry, number: number, paint: Paint): string {
  const rows = knock.stages.map((stage, index) => [
    String(index + 1),
    [stage.protocol ?? phrase`any`, stage.port].filter((part) => part !== null).join(' ') + also(stage),
    [...(stage.listIn === null ? [] : [stage.listIn]), ...stage.conditions].join(', ') || '-',
    stage.listOut,
    stage.timeout ?? phrase`no timeout`,
    stage.file === undefined ? String(stage.line) : phrase`${stage.line} of ${stage.file}`,
  ]);
  const table = [
    [phrase`step`, phrase`packet`, phrase`asks for`, phrase`adds to`, phrase`for`, phrase`line`],
    ...rows,
  ].map((row) => row.map(clean));
  const widths = (table[0] as string[]).map((_, column) =>
    Math.max(...table.map((row) => (row[column] as string).length)),
  );
  const lines = table.map(
    (row) =>
      `    ${row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd()}`,
  );
  const verdict = phraseOf(knock.verdict ?? UNDECIDED);
  const colour = knock.verdict === 'works' ? 'green' : knock.verdict === null ? 'blue' : 'red';
  const gates = knock.gates.map(
    ({ action, table: name, chain, ...place }) => phrase`${action} in ${name} ${chain}, ${lineText(place)}`,
  );
  return [
    `  ${phrase`knock ${number} in ${clean(knock.table)} ${clean(knock.chain)}`}: ${paint(colour, verdict)}. ${clean(knock.reason)}`,
    ...lines,
    `    ${phrase`opens: ${gates.length === 0 ? phrase`nothing` : clean(gates.join('; '))}`}`,
    ...strengthLines(knock).map((line) => `    ${line}`),
    '',
    '',
  ].join('\n');
}

/** What it takes to open the knock, rightly and wrongly. */
export function strengthLines({ opening, strength }: KnockEntry): string[] {
  if (opening === null || strength === null) return [];
  const packets = opening.knocks.map(({ packet, after, suppositions }) => {
    const whole = `${packet}${suppositions.length === 0 ? '' : phrase` with ${suppositions.join(', ')}`}`;
    return after > PAUSE ? phrase`after ${formatDuration(after)} ${whole}` : whole;
  });
  const percent = (probability: number): string =>
    probability > 0 && probability < 0.0001 ? phrase`fewer than 0.01 %` : `${threeDigits(probability * 100)} %`;
  const lines = [
    phrase`sequence: ${[...packets, opening.service].join(phrase`, then `)}`,
    ...strength.sweeps.map(({ rate, direction, passes, packets: count, seconds }) =>
      direction === null
        ? phrase`sweep of all ports at ${amount(rate)} packets/s: stays shut`
        : phrase`sweep of all ports at ${amount(rate)} packets/s: opens in pass ${passes ?? 0}, ${phraseOf(direction)}, after ${amount(count ?? 0)} packets, ${tenths(seconds ?? 0)} s`,
    ),
    ...strength.randomScans.map(
      ({ rate, probability, method, runs }) =>
        phrase`one scan in random order at ${amount(rate)} packets/s: opens in ${percent(probability)} of ${method === 'exact' ? phrase`runs` : phrase`${amount(runs)} simulated runs`}`,
    ),
    ...strength.spoofed.map(
      ({ list, seconds }) =>
        phrase`one packet with a forged source puts its victim on ${list}${seconds === null ? '' : phrase` for ${formatDuration(seconds)}`}`,
    ),
    ...(strength.sessionSurvives === false ? [phrase`an open session is cut off when the grant ends`] : []),
  ];
  return lines.map(clean);
}

/** As `toPrecision` writes it in English. */
function threeDigits(value: number): string {
  return value.toLocaleString(language(), { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

function tenths(seconds: number): string {
  return seconds.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });
}

/** The pause that a client leaves between two knocks anyway, in seconds. */
const PAUSE = 0.5;

function also(stage: KnockEntry['stages'][number]): string {
  const parts = [
    stage.packetSize === null ? '' : phrase`, size ${stage.packetSize}`,
    stage.icmpOptions === null ? '' : phrase`, icmp ${stage.icmpOptions}`,
    stage.layer7 === null ? '' : phrase`, layer 7 ${stage.layer7}`,
    stage.content === null ? '' : phrase`, content ${stage.content}`,
    stage.disabled ? phrase` (disabled)` : '',
  ];
  return parts.join('');
}
