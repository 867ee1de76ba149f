import type { DoubtEntry } from '../../../server/src/reports/jsonOutput.ts';
import { t } from './texts.ts';

/** What an answer hangs on that the file leaves open. */
export function notCertain(because: readonly DoubtEntry[]): string {
  if (because.length === 0) return t('Not certain.');
  return t('Not certain: it depends on {0}.', because.map(inWords).join(', '));
}

function inWords({ line, matcher, member, condition, place }: DoubtEntry): string {
  if (line === null) return condition ?? matcher ?? member ?? place ?? t('default rule');
  const what = matcher ?? member;
  if (what !== undefined) return t('{0} in line {1}', what, line);
  return place === undefined
    ? t('whether line {0} exists in this form', line)
    : t('where the rule of line {0} stands', line);
}
