import type { Severity } from '../syntax/problem.ts';
import { clean, cleanPath } from '../text/printable.ts';
import type { CheckReport } from './checkReport.ts';

/** One line a finding, as compilers write them: `file:line:column: error: message [rule]`. */
export function gccReport({ files }: CheckReport): string {
  return files
    .flatMap(({ file, findings }) =>
      findings.map(
        ({ ruleId, severity, message, line, column }) =>
          `${cleanPath(file)}:${line}:${column}: ${WORDS[severity]}: ${oneLine(message)} [${ruleId}]\n`,
      ),
    )
    .join('');
}

const WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

function oneLine(message: string): string {
  return clean(message).replace(/\s+/g, ' ');
}
