import type { StatusParams, TargetSource } from '../../server/src/lsp/status.ts';

/** What the language status item shows. */
export interface StatusLook {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly isSlow: boolean;
}

export function statusLook(status: StatusParams | undefined): StatusLook {
  if (status === undefined) return { text: 'RouterOS', detail: '', busy: false, isSlow: false };
  const { version, from, busy, slow, problems } = status;
  const details = [SOURCES[from], problems === 1 ? '1 problem' : `${problems} problems`];
  if (slow !== undefined) details.push(`slow: the last analysis took ${(slow / 1000).toFixed(1)} s`);
  return { text: `RouterOS ${version ?? '7.x'}`, detail: details.join(', '), busy, isSlow: slow !== undefined };
}

const SOURCES: Readonly<Record<TargetSource, string>> = {
  setting: 'as the setting says',
  'rosfw.json': 'as rosfw.json says',
  'header of the export': 'as the export says',
  default: 'unless a setting or an export says otherwise',
};
