import { matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { originOf, placeOf, replaceValue } from './common/places.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** Rules that ask for connection states that nobody keeps. */
export const connectionTrackingOff: Rule = {
  meta: {
    id: 'connection-tracking-off',
    summary: 'Connection tracking is off, so rules that ask for connection states and NAT do nothing.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'With `enabled=no` the router keeps no connections: no packet is established or new, and address translation stops. The accept for running sessions matches nothing any more, and a drop of new connections drops none.',
    remedy: 'Set `enabled=auto`, or take the rules out that need connections.',
    bad: `/ip firewall connection tracking
set enabled=no
/ip firewall filter
add chain=forward action=drop connection-state=invalid
`,
    good: `/ip firewall connection tracking
set enabled=auto
/ip firewall filter
add chain=forward action=drop connection-state=invalid
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Connection tracking.'],
  },

  *check(analysis) {
    const setting = settingOf(analysis, '/ip/firewall/connection/tracking', 'enabled');
    if (setting?.text !== 'no') return;
    const rule = analysis.firewall.rules.find(
      (one) =>
        one.enabled &&
        !one.item.assumed &&
        (one.table === 'nat' || (one.table === 'filter' && matcher(one, 'connection-state') !== undefined)),
    );
    if (rule === undefined) return;
    yield {
      message: phrase`Connection tracking is off, so ${placeOf(analysis, rule)} and all rules like it do nothing. Set enabled=auto.`,
      range: setting.range,
      related: [{ message: phrase`needs connections`, range: originOf(rule).nameRange }],
      fixes: replaceValue(setting, 'auto', phrase`Set enabled=auto`),
    };
  },
};
