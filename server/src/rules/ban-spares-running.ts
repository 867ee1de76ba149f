import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { banLists } from './common/bans.ts';
import { hookVisits, visitsOfRule } from './common/chainVisits.ts';
import { rangeOf } from './common/places.ts';
import { acceptsSessions } from './common/shownChain.ts';
import type { Rule } from './rule.ts';

/** A ban that refuses new connections alone, above all that would accept others. */
export const banSparesRunning: Rule = {
  meta: {
    id: 'ban-spares-running',
    summary: 'A ban refuses new connections only, so what the banned has begun goes on.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Who is banned for what he sent mostly has a connection already, and with UDP and IPsec one is enough for all that follows. A refusal that asks for `connection-state=new` leaves it alone: the banned goes on until he closes it himself.',
    remedy:
      'Take `connection-state=new` away from the refusal, and let it stand above the accept of running connections.',
    bad: `/ip firewall filter
add chain=input action=drop connection-state=new protocol=udp dst-port=500,4500 src-address-list=banned
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d connection-state=new protocol=udp dst-port=500 src-address-list=try
add chain=input action=add-src-to-address-list address-list=try address-list-timeout=1m connection-state=new protocol=udp dst-port=500 in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=drop protocol=udp dst-port=500,4500 src-address-list=banned
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d connection-state=new protocol=udp dst-port=500 src-address-list=try
add chain=input action=add-src-to-address-list address-list=try address-list-timeout=1m connection-state=new protocol=udp dst-port=500 in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Connection tracking: connection-state.', 'RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    for (const ban of banLists(analysis, { traps: true })) {
      yield;
      const [first, ...others] = ban.refusingSources;
      if (first?.item.origin === undefined || ban.ofSources.length === 0) continue;
      if (!ban.refusingSources.every(asksForNewOnly)) continue;
      const running = hookVisits(analysis.firewall, ban.family, 'input').find(({ rule }) => acceptsSessions(rule));
      const met = ban.refusingSources.flatMap((rule) => visitsOfRule(analysis.firewall, rule, 'input'));
      // Below the accept of running connections the condition changes nothing, and the place is meant.
      if (met.length === 0 || met.some(({ position }) => running !== undefined && position > running.position))
        continue;
      yield {
        message: phrase`Who gets on the list ${ban.list} keeps the connections that run: this refuses new ones only. Take connection-state=new away.`,
        range: rangeOf(first, 'connection-state'),
        related: others.map((rule) => ({ message: phrase`so does this`, range: rangeOf(rule, 'connection-state') })),
      };
    }
  },
};

function asksForNewOnly(rule: FirewallRule): boolean {
  const asked = matcher(rule, 'connection-state');
  return asked !== undefined && !asked.negated && asked.text === 'new';
}
