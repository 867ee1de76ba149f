import { matcher } from '../firewall/firewall.ts';
import { looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { placedOf, rangeOf, replaceValue } from './common/places.ts';
import type { Rule } from './rule.ts';

/** An answer to everybody who scans. */
export const rejectRevealsRouter: Rule = {
  meta: {
    id: 'reject-reveals-router',
    summary: 'Packets from the Internet are answered by a refusal.',
    severity: 'hint',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'A reject tells a scanner that somebody is there, and sends a packet for each that comes, to whatever source it names. A drop tells nothing, and a knock behind it stays out of sight.',
    remedy: 'Use `action=drop` for what comes from the Internet, and reject what comes from the inside.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=reject in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: action.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (rule.action !== 'reject' || rule.chain !== 'input' || !rule.enabled || rule.item.assumed) continue;
      const side = matcher(rule, 'in-interface-list') ?? matcher(rule, 'in-interface');
      if (side === undefined || side.negated || !looksOutside(side.text)) continue;
      const action = placedOf(rule, 'action');
      yield {
        message: phrase`This answers every scanner that somebody is there. Drop what comes from the Internet.`,
        range: rangeOf(rule, 'action'),
        fixes:
          action === undefined || rule.item.properties.has('reject-with')
            ? []
            : replaceValue(action, 'drop', phrase`Drop instead`),
      };
    }
  },
};
