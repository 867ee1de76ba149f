import type { KnockScriptOptions } from './knockScript.ts';

/** The knock that is proposed wherever one is written: on the command line, in the editor and to assistants. */
export const KNOCK_DEFAULTS: Omit<KnockScriptOptions, 'random'> = {
  steps: 4,
  grant: '30m',
  opens: ['ssh', 'winbox'],
  protocols: ['tcp'],
  trap: true,
  ipv6: false,
  wan: 'WAN',
};
