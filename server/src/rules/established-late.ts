import { chainOf, type FirewallRule, isTerminal, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** The accept that takes most packets, far down. */
export const establishedLate: Rule = {
  meta: {
    id: 'established-late',
    summary: 'The accept for running sessions stands below many other rules.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'Nearly all packets belong to running sessions, and each is compared with every rule above their accept. At the top of the chain it costs one comparison.',
    remedy:
      'Move the accept for established and related connections to the top, below what drops blacklisted sources from running sessions, if that is meant.',
    bad: `/ip firewall filter
add chain=input action=accept protocol=icmp
add chain=input action=accept protocol=udp dst-port=500,4500
add chain=input action=accept protocol=ipsec-esp
add chain=input action=accept protocol=udp dst-port=13231
add chain=input action=accept protocol=tcp dst-port=179 src-address=192.0.2.1
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.2
add chain=input action=accept connection-state=established,related
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=icmp
add chain=input action=accept protocol=udp dst-port=500,4500
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Building Your First Firewall.'],
  },

  *check({ firewall }) {
    const seen = new Set<string>();
    for (const rule of firewall.rules) {
      const key = `${rule.family} ${rule.chain}`;
      if (!acceptsSessions(rule) || seen.has(key)) continue;
      seen.add(key);
      if (rule.item.assumed || rule.item.placeUnknown) continue;
      const chain = chainOf(firewall, rule);
      const before = chain.filter(({ place, enabled }) => enabled && place < rule.place);
      // Most packets of running sessions then take the fast way, past all rules.
      if (before.some(({ action }) => action === 'fasttrack-connection')) continue;
      const above = before.filter(({ action }) => isTerminal(action));
      if (above.length < MANY) continue;
      yield {
        message: phrase`Every packet of a running session is compared with ${above.length} rules before this accepts it. Move it up.`,
        range: rangeOf(rule, 'connection-state'),
      };
    }
  },
};

const MANY = 6;

function acceptsSessions(rule: FirewallRule): boolean {
  const states = matcher(rule, 'connection-state');
  const built = rule.chain === 'input' || rule.chain === 'forward';
  return (
    rule.enabled &&
    built &&
    rule.table === 'filter' &&
    rule.action === 'accept' &&
    rule.matchers.length === 1 &&
    states?.negated === false &&
    states.text.split(',').includes('established')
  );
}
