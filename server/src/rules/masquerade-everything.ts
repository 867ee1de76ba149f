import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Translation in every direction. */
export const masqueradeEverything: Rule = {
  meta: {
    id: 'masquerade-everything',
    summary: 'Addresses are translated in every direction.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A masquerade that asks for nothing also rewrites what comes from the Internet to a server inside: the server sees the router as the source of everything. Its logs name nobody, its own blocks of addresses block all or none, and what it allows to the inside it allows to the Internet.',
    remedy: 'Add `out-interface-list=WAN` or the interface of the outside.',
    bad: `/ip firewall nat
add chain=srcnat action=masquerade
`,
    good: `/ip firewall nat
add chain=srcnat action=masquerade out-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, NAT.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (rule.table !== 'nat' || rule.chain !== 'srcnat' || !rule.enabled || rule.item.assumed) continue;
      if (rule.action !== 'masquerade' && rule.action !== 'src-nat') continue;
      if (rule.matchers.some(({ name }) => name !== 'ipsec-policy')) continue;
      yield {
        message: phrase`This rewrites the source of packets in every direction, so servers inside see the router behind every request. Add the interface of the outside.`,
        range: rangeOf(rule, 'action'),
      };
    }
  },
};
