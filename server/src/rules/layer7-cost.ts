import { chainOf, type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A layer-7 pattern that is tried on more connections than needed. */
export const layer7Cost: Rule = {
  meta: {
    id: 'layer7-cost',
    summary: 'A layer-7 pattern is tried on too many connections.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'For `layer7-protocol` RouterOS keeps the first 10 packets or 2 kB of each connection and runs a regular expression over them. Without a protocol and a port it does so for every connection that comes by, and above the accept for established connections for every packet of them; a small router stands still under little traffic.',
    remedy: 'Add `protocol` and `dst-port`, and put the rule below the accept for established and related connections.',
    bad: `/ip firewall layer7-protocol
add name=pass regexp="^open sesame\\$"
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s layer7-protocol=pass
`,
    good: `/ip firewall layer7-protocol
add name=pass regexp="^open sesame\\$"
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s layer7-protocol=pass protocol=udp dst-port=41873
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Layer7.'],
  },

  *check(analysis) {
    for (const rule of analysis.firewall.rules) {
      if (!rule.enabled || rule.item.assumed || matcher(rule, 'layer7-protocol') === undefined) continue;
      const narrow =
        matcher(rule, 'protocol') !== undefined && (matcher(rule, 'dst-port') ?? matcher(rule, 'port')) !== undefined;
      const early = narrow && standsAboveEstablished(analysis, rule);
      if (narrow && !early) continue;
      yield {
        message: narrow
          ? phrase`This pattern is tried on packets of established connections too, because the accept for them stands below. Move the rule below it.`
          : phrase`This pattern is tried on every connection that comes by, which costs a router dearly. Narrow it with protocol and dst-port.`,
        range: rangeOf(rule, 'layer7-protocol'),
      };
    }
  },
};

function standsAboveEstablished({ firewall }: Analysis, rule: FirewallRule): boolean {
  if (matcher(rule, 'connection-state')?.text === 'new') return false;
  return chainOf(firewall, rule).some((other) => {
    const states = matcher(other, 'connection-state');
    return (
      other.enabled &&
      other.place > rule.place &&
      other.action === 'accept' &&
      states?.negated === false &&
      states.text.split(',').includes('established')
    );
  });
}
