import type { SessionEntry } from '../../../server/src/reports/jsonOutput.ts';
import { button, h } from './dom.ts';
import { notCertain } from './doubt.ts';
import { t } from './texts.ts';

/** What becomes of a session line by line, under a heading. */
export function sessionStages(
  stages: readonly SessionEntry[],
  title: string,
  reveal: (line: number) => void,
): HTMLElement[] {
  const items = stages.map(({ line, running, anew, by, certain, because }) => {
    const where =
      line === null
        ? h('span', {}, t('before the file'))
        : button(t('after line {0}', line), () => reveal(line), { class: 'line' });
    const [kind, said] = running
      ? anew
        ? ['good', t('goes on')]
        : ['doubtful', t('goes on, but one cannot log in again')]
      : ['bad', t('cut off')];
    return h(
      'li',
      {},
      where,
      h('strong', { class: kind }, said),
      by === null ? undefined : t('because of line {0}', by),
      certain ? undefined : h('span', { class: 'why' }, notCertain(because)),
    );
  });
  return [h('h2', {}, title), h('ol', { class: 'session' }, ...items)];
}
