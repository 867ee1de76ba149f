import type { Severity } from '../syntax/problem.ts';
import { printableJson } from '../text/printable.ts';
import type { CheckReport } from './checkReport.ts';
import { fnv1a } from './fingerprints.ts';
import { slashed } from './uri.ts';

/** GitLab's code quality report, which merge requests show: an array with one issue a finding. */
export function gitlabReport({ files }: CheckReport): string {
  const issues = files.flatMap(({ file, findings }) =>
    findings.map(({ ruleId, severity, message, fingerprint, line, column, endLine, endColumn }) => ({
      description: message,
      check_name: ruleId,
      // Unique in the whole report, so the file has a part in it.
      fingerprint: fnv1a(`${slashed(file)}\n${fingerprint}`),
      severity: SEVERITIES[severity],
      location: {
        path: slashed(file),
        lines: { begin: line, end: endLine },
        positions: { begin: { line, column }, end: { line: endLine, column: endColumn } },
      },
    })),
  );
  return `${printableJson(issues)}\n`;
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};
