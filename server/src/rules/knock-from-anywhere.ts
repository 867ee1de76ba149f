import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Knocks that hosts of the inside pass, too. */
export const knockFromAnywhere: Rule = {
  meta: {
    id: 'knock-from-anywhere',
    summary: 'A stage or trap of a knock counts packets of the inside, too.',
    severity: 'information',
    confidence: 'certain',
    persona: 'pedantic',
    why: 'Without `in-interface` or `in-interface-list` hosts of the inside fill the lists and step into the traps: a program that looks for printers may lock its owner out.',
    remedy: 'Add `in-interface-list=WAN` to the stages and traps.',
    bad: `/interface list member
add interface=ether1 list=WAN
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m in-interface-list=WAN protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop in-interface-list=WAN
`,
    good: `/interface list member
add interface=ether1 list=WAN
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s in-interface-list=WAN protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m in-interface-list=WAN protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check({ knocks, firewall }) {
    // Where no rule tells inside and outside apart, there is nothing to add.
    const told = firewall.rules.some((rule) => !rule.item.assumed && isBound(rule));
    const seen = new Set<FirewallRule>();
    for (const { stages, traps } of told ? knocks : []) {
      for (const { rule } of [...stages, ...traps]) {
        if (
          !rule.enabled ||
          isBound(rule) ||
          rule.chain !== 'input' ||
          rule.item.origin === undefined ||
          seen.has(rule)
        )
          continue;
        seen.add(rule);
        yield {
          message: phrase`This counts packets of the inside, too. Add the interface or list from which one knocks.`,
          range: rangeOf(rule, 'dst-port', 'port', 'address-list'),
        };
      }
    }
  },
};

function isBound({ matchers }: FirewallRule): boolean {
  return matchers.some(({ name }) => name === 'in-interface' || name === 'in-interface-list');
}
