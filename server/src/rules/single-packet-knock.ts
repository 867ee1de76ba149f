import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { knockText } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A knock of one packet. */
export const singlePacketKnock: Rule = {
  meta: {
    id: 'single-packet-knock',
    summary: 'One packet opens the knock.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'Each scan that touches the port opens a knock of one stage, whatever its order and speed. It hides a service from those who do not look, and from nobody else.',
    remedy: 'Add two more stages on ports that go up and down, and a trap.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=9871 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['Probability of a random scan: docs/port-knocking.md.'],
  },

  *check({ knocks }) {
    const seen = new Set<FirewallRule>();
    for (const { stages, verdict, test } of knocks) {
      // Where everybody is on the list of a stage, the packets before it are for nothing.
      const isShort = verdict === 'works' && test?.knocks.length === 1;
      const only = stages.length === 1 || isShort ? stages.at(-1) : undefined;
      if (only === undefined || verdict === 'disabled' || seen.has(only.rule)) continue;
      // A word in the packet is a secret of its own.
      if (['content', 'layer7-protocol'].some((name) => matcher(only.rule, name) !== undefined)) continue;
      seen.add(only.rule);
      yield {
        message: phrase`One packet (${knockText(only)}) opens this knock, so every scan that touches it does. Add stages and a trap.`,
        range: rangeOf(only.rule, 'dst-port', 'port', 'packet-size', 'address-list'),
      };
    }
  },
};
