import type { ImportStop } from '../../../server/src/reports/importReport.ts';
import { button, h } from './dom.ts';
import { t } from './texts.ts';

/** Above all that a view shows of a script: the router would not import it as it is. */
export function importBanner(stop: ImportStop | null, reveal: (line: number) => void): HTMLElement[] {
  if (stop === null) return [];
  const { line, message } = stop;
  return [
    h(
      'p',
      { class: 'banner', role: 'note' },
      h('strong', {}, t('RouterOS would not import this file as it is.')),
      ' ',
      button(t('line {0}', line), () => reveal(line), { class: 'line' }),
      `: ${message} `,
      t('What is shown here reads the file as if that were repaired.'),
    ),
  ];
}
