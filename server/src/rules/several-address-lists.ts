import { placed } from '../execution/configuration.ts';
import { listKey, type Matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A matcher that names several lists, and so none. */
export const severalAddressLists: Rule = {
  meta: {
    id: 'several-address-lists',
    summary: 'A rule asks for several address lists at once, which RouterOS takes for the name of one.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: '`src-address-list` takes one name. With a comma in it the whole text is the name, of a list that nobody fills: the rule matches no packet, or with a `!` in front every packet.',
    remedy: 'Write a rule for each list, or jump to a chain that asks for the second.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=stage2 address-list-timeout=1m protocol=tcp dst-port=22 src-address-list=stage1,!trusted
add chain=input action=add-src-to-address-list address-list=stage1 address-list-timeout=1m protocol=tcp dst-port=22
add chain=input action=drop src-address-list=stage2
`,
    good: `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.1
add chain=input action=add-src-to-address-list address-list=stage2 address-list-timeout=1m protocol=tcp dst-port=22 src-address-list=stage1
add chain=input action=add-src-to-address-list address-list=stage1 address-list-timeout=1m protocol=tcp dst-port=22
add chain=input action=drop src-address-list=stage2
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: src-address-list.'],
  },

  *check({ firewall }) {
    const filled = new Set(firewall.addressLists.keys());
    for (const { family, item } of firewall.rules) {
      const name = item.properties.get('address-list');
      if (name?.constant === true) filled.add(listKey(family, name.text));
    }
    for (const rule of firewall.rules) {
      const { matchers, family, item } = rule;
      for (const matcher of item.assumed ? [] : matchers) {
        if (!namesSeveral(matcher) || filled.has(listKey(family, matcher.text))) continue;
        yield {
          message: phrase`${matcher.name} takes one list, so "${matcher.text}" is the name of a list that nobody fills. Write a rule for each.`,
          range: placed(item, matcher.property)?.valueRange ?? rangeOf(rule),
        };
      }
    }
  },
};

export function namesSeveral({ name, text, property }: Matcher): boolean {
  return (name === 'src-address-list' || name === 'dst-address-list') && property.constant && text.includes(',');
}
