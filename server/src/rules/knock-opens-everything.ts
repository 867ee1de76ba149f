import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { placedOf, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A gate that asks for no port. */
export const knockOpensEverything: Rule = {
  meta: {
    id: 'knock-opens-everything',
    summary: 'A finished knock opens every port of the router.',
    severity: 'information',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'An accept that asks for the list only lets its members at everything: DNS, the bandwidth test, the API, whatever is switched on later. All who share the address, in a hotel or behind a provider that shares addresses, are let in with the one who knocked.',
    remedy: 'Name the protocol and the ports that are to be opened.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22,8291 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check({ knocks }) {
    const seen = new Set<FirewallRule>();
    for (const { gates } of knocks) {
      for (const { rule, kind } of gates) {
        if (kind !== 'admits' || !rule.enabled || rule.chain !== 'input' || seen.has(rule)) continue;
        if (NARROWING.some((name) => matcher(rule, name) !== undefined)) continue;
        seen.add(rule);
        const list = placedOf(rule, 'src-address-list');
        yield {
          message: phrase`This gate opens every port of the router to whoever has knocked. Name the protocol and the ports.`,
          range: rangeOf(rule, 'src-address-list'),
          fixes:
            list === undefined || list.command !== rule.item.origin
              ? []
              : [
                  {
                    title: phrase`Open SSH and WinBox only`,
                    safe: false,
                    edits: [
                      {
                        range: { start: list.range.end, end: list.range.end },
                        newText: ' protocol=tcp dst-port=22,8291',
                      },
                    ],
                  },
                ],
        };
      }
    }
  },
};

const NARROWING = ['protocol', 'dst-port', 'port', 'dst-address', 'dst-address-list'];
