import type { DoubtEntry } from '../../../server/src/reports/jsonOutput.ts';
import { lineText } from './linePlace.ts';
import { t } from './texts.ts';

/** What an answer hangs on that the file leaves open. */
export function notCertain(because: readonly DoubtEntry[]): string {
  if (because.length === 0) return t('Not certain.');
  return t('Not certain: it depends on {0}.', because.map(inWords).join(', '));
}

function inWords(doubt: DoubtEntry): string {
  const { line, matcher, member, condition, place } = doubt;
  if (line === null) return condition ?? matcher ?? member ?? place ?? t('default rule');
  const what = matcher ?? member;
  if (what !== undefined) return t('{0} in {1}', what, lineText(doubt));
  return place === undefined
    ? t('whether {0} exists in this form', lineText(doubt))
    : t('where the rule of {0} stands', lineText(doubt));
}
