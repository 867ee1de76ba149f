import type { Severity } from '../syntax/problem.ts';
import { clean } from '../text/printable.ts';
import type { CheckReport } from './checkReport.ts';

/** Workflow commands, which GitHub shows as annotations on the lines of a pull request. */
export function githubReport({ files }: CheckReport): string {
  return files
    .flatMap(({ file, findings }) =>
      findings.map(({ ruleId, severity, message, line, column, endLine, endColumn }) => {
        const properties = { file, line, endLine, col: column, endColumn, title: `rosfw ${ruleId}` };
        const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
        return `::${COMMANDS[severity]} ${list.join(',')}::${data(message)}\n`;
      }),
    )
    .join('');
}

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A line end would begin another command. */
function data(text: string): string {
  return clean(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
