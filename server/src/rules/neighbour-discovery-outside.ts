import { looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** The router introduces itself on every interface. */
export const neighbourDiscoveryOutside: Rule = {
  meta: {
    id: 'neighbour-discovery-outside',
    summary: 'The router announces its model and version to the outside.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Neighbour discovery (MNDP, LLDP, CDP) tells everybody in the segment the name, model, version and addresses of the router. On the side of the provider that is a list of what to try, and old versions answered queries from anywhere, so that others could be flooded.',
    remedy: 'Set `discover-interface-list` to a list of interfaces of the inside.',
    bad: `/ip neighbor discovery-settings
set discover-interface-list=all
`,
    good: `/ip neighbor discovery-settings
set discover-interface-list=LAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Neighbor discovery.', 'RouterOS manual, Securing your router.'],
  },

  *check(analysis) {
    const setting = settingOf(analysis, '/ip/neighbor/discovery-settings', 'discover-interface-list');
    if (setting === undefined || !(setting.text === 'all' || looksOutside(setting.text))) return;
    yield {
      message: phrase`The router tells its model, version and addresses on ${setting.text === 'all' ? phrase`every interface` : setting.text}. Set discover-interface-list to a list of the inside.`,
      range: setting.range,
    };
  },
};
