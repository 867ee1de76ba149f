import { isDisabled, textOf } from '../execution/configuration.ts';
import { phrase } from '../language/phrase.ts';
import { switchedOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** SNMP with the community that everybody knows. */
export const snmpPublicCommunity: Rule = {
  meta: {
    id: 'snmp-public-community',
    summary: 'SNMP is on and answers to the community "public" from any address.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'The community is the password of SNMP 1 and 2c, and `public` is the first that anybody tries. Whoever reaches port 161 reads the interfaces, routes, neighbours and users of the router, and a forged query makes it flood others.',
    remedy:
      'Give the community another name and the addresses that may ask, or use SNMP 3 with authentication and privacy.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/snmp
set enabled=yes
`,
    good: `/snmp community
set [ find default=yes ] name=read-8w2k addresses=192.0.2.10/32
/snmp
set enabled=yes
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, SNMP.', 'US-CERT alert TA17-156A, Reducing the risk of SNMP abuse.'],
  },

  *check(analysis) {
    const setting = switchedOn(analysis, '/snmp');
    if (setting === undefined || analysis.configuration.opaqueMenus.has('/snmp/community')) return;
    for (const item of analysis.configuration.menus.get('/snmp/community') ?? []) {
      if (item.conditional || isDisabled(item) || textOf(item, 'name') !== 'public') continue;
      const addresses = textOf(item, 'addresses')?.split(',');
      if (addresses?.every((text) => !EVERYTHING.has(text)) === true) continue;
      const security = textOf(item, 'security');
      if (security === 'private' || security === 'authorized') continue;
      yield {
        message: phrase`SNMP answers everybody who reaches it and says "public". Name the community differently, and give it the addresses that may ask.`,
        range: setting.range,
        // A script may count on a community that was named before.
        severity: analysis.configuration.wholeBy !== undefined || item.origin !== undefined ? 'warning' : 'information',
      };
      return;
    }
  },
};

const EVERYTHING: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);
