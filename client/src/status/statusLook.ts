import type { StatusParams, TargetSource } from '../../../server/src/lsp/protocol.ts';

/** What the language status item shows. */
export interface StatusLook {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly isSlow: boolean;
}

/** Puts a text into the language of the editor. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

export function statusLook(status: StatusParams | undefined, t: Translate): StatusLook {
  if (status === undefined) return { text: 'RouterOS', detail: '', busy: false, isSlow: false };
  const { version, from, busy, slow, problems } = status;
  const sources: Readonly<Record<TargetSource, string>> = {
    setting: t('by setting'),
    'rosfw.json': t('by rosfw.json'),
    'header of the export': t('by the export'),
    default: t('assumed'),
  };
  const details = [sources[from], problems === 1 ? t('1 problem') : t('{0} problems', problems)];
  if (slow !== undefined) details.push(t('slow: the last analysis took {0} s', (slow / 1000).toFixed(1)));
  return { text: `RouterOS ${version ?? '7.x'}`, detail: details.join(', '), busy, isSlow: slow !== undefined };
}
