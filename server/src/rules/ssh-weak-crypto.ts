import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { replaceValue } from './common/places.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** SSH that lets weak or no encryption be chosen. */
export const sshWeakCrypto: Rule = {
  meta: {
    id: 'ssh-weak-crypto',
    summary: 'SSH accepts weak encryption, or none.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'With `strong-crypto=no` the router offers ciphers and hashes that others have given up, and with `allow-none-crypto=yes` a session may run without encryption, so that who listens reads the password.',
    remedy: 'Set `strong-crypto=yes` and `allow-none-crypto=no`.',
    bad: `/ip ssh
set strong-crypto=no
`,
    good: `/ip ssh
set strong-crypto=yes
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, SSH.'],
  },

  *check(analysis) {
    for (const { name, weak, strong, why, severity } of SETTINGS) {
      const setting = settingOf(analysis, '/ip/ssh', name);
      if (setting === undefined || setting.text !== weak) continue;
      yield {
        message: phrase`${phraseOf(why)} Set ${name}=${strong}.`,
        range: setting.range,
        severity,
        fixes: replaceValue(setting, strong, phrase`Set ${name}=${strong}`),
      };
    }
  },
};

const SETTINGS = [
  {
    name: 'strong-crypto',
    weak: 'no',
    strong: 'yes',
    why: phraseKey`SSH offers weak ciphers.`,
    severity: 'information',
  },
  {
    name: 'allow-none-crypto',
    weak: 'yes',
    strong: 'no',
    why: phraseKey`An SSH session may run without encryption.`,
    severity: 'warning',
  },
] as const;
