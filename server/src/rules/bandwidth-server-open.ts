import { phrase } from '../language/phrase.ts';
import { replaceValue } from './common/places.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** A bandwidth test for everybody. */
export const bandwidthServerOpen: Rule = {
  meta: {
    id: 'bandwidth-server-open',
    summary: 'The bandwidth test asks for no password.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The bandwidth server sends as much as the line carries to whoever asks. Without authentication one packet makes the router busy and its line full.',
    remedy: 'Set `authenticate=yes`, or `enabled=no` when nothing is to be measured.',
    bad: `/tool bandwidth-server
set authenticate=no
`,
    good: `/tool bandwidth-server
set enabled=no
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Bandwidth test.'],
  },

  *check(analysis) {
    const menu = '/tool/bandwidth-server';
    const setting = settingOf(analysis, menu, 'authenticate');
    if (setting?.text !== 'no' || settingOf(analysis, menu, 'enabled')?.text === 'no') return;
    yield {
      message: phrase`The bandwidth test fills the line for everybody who asks, without a password. Set authenticate=yes.`,
      range: setting.range,
      fixes: replaceValue(setting, 'yes', phrase`Set authenticate=yes`),
    };
  },
};
