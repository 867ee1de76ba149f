import type { SessionEntry } from '../../../server/src/reports/jsonOutput.ts';
import { button, h } from './dom.ts';
import { notCertain } from './doubt.ts';
import { lineText, type Reveal } from './linePlace.ts';
import { t } from './texts.ts';

/** What becomes of a session line by line, under a heading. */
export function sessionStages(stages: readonly SessionEntry[], title: string, reveal: Reveal): HTMLElement[] {
  const items = stages.map((stage) => {
    const { line, running, anew, by, byFile, certain, because } = stage;
    const where =
      line === null
        ? h('span', {}, t('before the file'))
        : button(t('after {0}', lineText(stage)), () => reveal(line, stage.file), { class: 'line' });
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
      by === null
        ? undefined
        : t('because of {0}', lineText({ line: by, ...(byFile !== undefined && { file: byFile }) })),
      certain ? undefined : h('span', { class: 'why' }, notCertain(because)),
    );
  });
  return [h('h2', {}, title), h('ol', { class: 'session' }, ...items)];
}
