import type { Severity } from '../syntax/problem.ts';
import type { CheckReport } from './checkReport.ts';
import { data, property } from './workflowCommand.ts';

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
