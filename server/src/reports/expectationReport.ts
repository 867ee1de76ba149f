import type { FileAnalysis } from '../analysis/analysis.ts';
import type { ExpectationResult } from '../expectation/judgeExpectation.ts';
import { clean, cleanPath, printableJson } from '../text/printable.ts';
import type { ExpectationEntry, ExpectationFile, TestJson } from './jsonOutput.ts';
import type { Paint } from './prettyReport.ts';
import { data, property } from './workflowCommand.ts';

export function expectationEntry(
  result: ExpectationResult,
  line: number | null,
  { lines }: FileAnalysis,
): ExpectationEntry {
  const { text, status, message, counterexample, hangsOn } = result;
  const origin = counterexample?.by?.item.origin;
  return {
    expectation: text,
    status,
    message,
    line,
    counterexample:
      counterexample === undefined
        ? null
        : {
            packet: counterexample.packet,
            lists: counterexample.lists,
            verdict: counterexample.verdict,
            line: origin === undefined ? null : lines.position(origin.range.start).line + 1,
          },
    hangsOn,
  };
}

export type ExpectationFormat = 'pretty' | 'tap' | 'junit' | 'json' | 'github';

export const EXPECTATION_FORMATS: readonly ExpectationFormat[] = ['pretty', 'tap', 'junit', 'json', 'github'];

/** The report in one of its formats, with a line end. */
export function expectationReport(files: readonly ExpectationFile[], format: ExpectationFormat, paint: Paint): string {
  return WRITERS[format](files, paint);
}

type Writer = (files: readonly ExpectationFile[], paint: Paint) => string;

const WRITERS: Readonly<Record<ExpectationFormat, Writer>> = {
  pretty,
  tap,
  junit,
  json: (files) => `${printableJson({ version: 1, files } satisfies TestJson)}\n`,
  github,
};

const COLOURS = { held: 'green', failed: 'red', undecided: 'yellow', invalid: 'red' } as const;

function pretty(files: readonly ExpectationFile[], paint: Paint): string {
  const all = files.flatMap(({ results }) => results);
  const parts = files
    .filter(({ results, unnoticed }) => results.length > 0 || unnoticed !== undefined)
    .map(({ file, results, unnoticed }) => {
      const rows = results.map(({ status, expectation, message }) => {
        const why = status === 'held' ? '' : `\n     = ${clean(message)}`;
        return `  ${paint(COLOURS[status], status.padEnd(9))} ${clean(expectation)}${why}\n`;
      });
      return `${paint('bold', cleanPath(file))}\n${rows.join('')}${coverage(unnoticed)}\n`;
    });
  const count = (status: ExpectationResult['status']): number => all.filter((one) => one.status === status).length;
  const counts = (['failed', 'undecided', 'invalid'] as const).flatMap((status) =>
    count(status) === 0 ? [] : [`${count(status)} ${status}`],
  );
  return `${parts.join('')}${[`${count('held')} held`, ...counts].join(', ')}\n`;
}

function coverage(unnoticed: readonly number[] | undefined): string {
  if (unnoticed === undefined) return '';
  if (unnoticed.length === 0) return '  The loss of any rule would be noticed.\n';
  return `  Nobody would notice the loss of the rules in lines ${unnoticed.join(', ')}.\n`;
}

function tap(files: readonly ExpectationFile[]): string {
  const rows = files.flatMap(({ file, results }) => results.map((one) => ({ file, ...one })));
  const lines = rows.map(({ file, status, expectation, message }, index) => {
    const name = `${oneLine(file)}: ${oneLine(expectation)}`.replaceAll('#', '\\#');
    const note = status === 'undecided' || status === 'invalid' ? ` # ${status}` : '';
    const why = status === 'held' ? '' : `\n  ---\n  message: ${JSON.stringify(clean(message))}\n  ...`;
    return `${status === 'held' ? 'ok' : 'not ok'} ${index + 1} - ${name}${note}${why}\n`;
  });
  return `TAP version 13\n1..${rows.length}\n${lines.join('')}`;
}

function junit(files: readonly ExpectationFile[]): string {
  const all = files.flatMap(({ results }) => results);
  const failures = all.filter(({ status }) => status === 'failed').length;
  const errors = all.filter(({ status }) => status === 'undecided' || status === 'invalid').length;
  const suites = files.map(({ file, results }) => {
    const cases = results.map(({ expectation, status, message }) => {
      const open = `    <testcase classname="${xml(file)}" name="${xml(expectation)}"`;
      if (status === 'held') return `${open}/>\n`;
      const tag = status === 'failed' ? 'failure' : 'error';
      return `${open}>\n      <${tag} type="${status}" message="${xml(message)}"/>\n    </testcase>\n`;
    });
    return `  <testsuite name="${xml(file)}" tests="${results.length}">\n${cases.join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rosfw test" tests="${all.length}" failures="${failures}" errors="${errors}">\n${suites.join('')}</testsuites>\n`;
}

function github(files: readonly ExpectationFile[]): string {
  return files
    .flatMap(({ file, results }) =>
      results
        .filter(({ status }) => status !== 'held')
        .map(({ status, expectation, message, line }) => {
          const at = `file=${property(file)}${line === null ? '' : `,line=${line}`},title=${property(`rosfw test: ${status}`)}`;
          return `::${status === 'undecided' ? 'warning' : 'error'} ${at}::${data(`${expectation}: ${message}`)}\n`;
        }),
    )
    .join('');
}

function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ');
}

/** Characters that XML 1.0 cannot hold are gone with those that a terminal would act on. */
function xml(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
