import { phrase } from '../language/phrase.ts';
import { switchedOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** RoMON that everybody in the segment may join. */
export const romonWithoutSecret: Rule = {
  meta: {
    id: 'romon-without-secret',
    summary: 'RoMON is on without a secret.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'RoMON reaches routers over MAC addresses, hop by hop, and the IP firewall sees none of it. Without a secret whoever runs RoMON in the same segment finds the router and may try to log in, on the side of the provider, too.',
    remedy: 'Set `secrets`, and forbid RoMON on the ports of the outside in `/tool romon port`.',
    bad: `/tool romon
set enabled=yes
`,
    good: `/tool romon
set enabled=yes secrets=correct-horse
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, RoMON.'],
  },

  *check(analysis) {
    const setting = switchedOn(analysis, '/tool/romon');
    if (setting === undefined) return;
    // An export without its secrets leaves this one out.
    if (analysis.configuration.isExport || analysis.configuration.opaqueMenus.has('/tool/romon')) return;
    const secrets = analysis.configuration.menus.get('/tool/romon')?.[0]?.properties.get('secrets');
    if (secrets !== undefined && (!secrets.constant || secrets.text !== '')) return;
    yield {
      message: phrase`RoMON is on without a secret, and no firewall rule sees it. Set secrets, or switch it off.`,
      range: setting.range,
    };
  },
};
