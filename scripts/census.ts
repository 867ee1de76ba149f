/**
 * What the linter says of all scripts in a folder: for each rule and severity how often, in how many files, and samples
 * to read. Usage: npm run -s census -- DIR [--samples 3] [--seed 1] [--persona auditor] [--severity warning]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { allProblems } from '../server/src/analysis/allProblems.ts';
import { analyse } from '../server/src/analysis/analyse.ts';
import type { Finding } from '../server/src/diagnostics/finding.ts';
import { PERSONAS, SEVERITIES, select } from '../server/src/diagnostics/selection.ts';
import { decode } from '../server/src/text/decode.ts';
import { LineTable } from '../server/src/text/lineTable.ts';
import { withoutSecrets } from '../server/src/text/secrets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samples: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    persona: { type: 'string', default: 'auditor' },
    severity: { type: 'string', default: 'hint' },
  },
});
/** Before the first draw; the seed may be any number. */
const state = { value: (Math.abs(Number(values.seed)) % 2147483646) + 1 };
const [folder] = positionals;
const persona = PERSONAS.find((one) => one === values.persona);
const minSeverity = SEVERITIES.find((one) => one === values.severity);
if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
  fail('Name a folder with scripts: npm run -s census -- DIR');
} else if (persona === undefined || minSeverity === undefined) {
  fail(`--persona is one of ${PERSONAS.join(', ')}, and --severity one of ${SEVERITIES.join(', ')}.`);
} else {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rsc') && !name.split(path.sep).includes('node_modules'))
    .sort();
  const rows = new Map<string, Row>();
  for (const name of names) count(folder, name, rows);
  console.log(table(names.length, [...rows.values()]));
}

interface Row {
  readonly ruleId: string;
  readonly severity: Finding['severity'];
  readonly files: Set<string>;
  count: number;
  /** A fair draw from all of them, by reservoir sampling. */
  readonly samples: string[];
}

function count(folder: string, name: string, rows: Map<string, Row>): void {
  const { text } = decode(readFileSync(path.join(folder, name)));
  const analysis = analyse(text);
  const lines = new LineTable(text);
  for (const { ruleId, error } of analysis.failures)
    console.error(`${name}: the rule ${ruleId} failed: ${String(error)}`);
  for (const { ruleId, severity, range, message } of select(allProblems(analysis), {
    persona: persona!,
    minSeverity: minSeverity!,
  })) {
    const key = `${ruleId} ${severity}`;
    const row = rows.get(key) ?? { ruleId, severity, files: new Set(), count: 0, samples: [] };
    rows.set(key, row);
    row.files.add(name);
    row.count++;
    const { line } = lines.position(range.start);
    const source = withoutSecrets(text.slice(lines.lineStart(line), lines.lineStart(line + 1)).trim()).slice(0, 160);
    keep(row, `${name}:${line + 1}: ${message}\n      ${source}`);
  }
}

function keep(row: Row, sample: string): void {
  const most = Number(values.samples);
  if (row.samples.length < most) row.samples.push(sample);
  else {
    const place = Math.floor(random() * row.count);
    if (place < most) row.samples[place] = sample;
  }
}

function table(files: number, rows: readonly Row[]): string {
  const sorted = [...rows].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.count - a.count ||
      (a.ruleId < b.ruleId ? -1 : 1),
  );
  const lines = sorted.map(
    ({ ruleId, severity, count: all, files: in_ }) => `| ${ruleId} | ${severity} | ${all} | ${in_.size} |`,
  );
  const samples = sorted
    .filter((row) => row.samples.length > 0)
    .map(
      ({ ruleId, severity, samples: all }) =>
        `\n${severity} ${ruleId}\n${all.map((sample) => `    ${sample}`).join('\n')}`,
    );
  return [
    `${files} files; samples drawn with --seed ${values.seed}`,
    '',
    '| rule | severity | findings | files |',
    '| --- | --- | --- | --- |',
    ...lines,
    ...samples,
  ].join('\n');
}

/** The generator of Park and Miller, so that a seed draws the same samples again. */
function random(): number {
  state.value = (state.value * 48271) % 2147483647;
  return state.value / 2147483647;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
