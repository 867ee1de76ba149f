import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { type Firewall, isRefusal } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOfItem } from './common/places.ts';
import type { Rule } from './rule.ts';

/** An entry of a list that stands for no host. */
export const entryWithoutSender: Rule = {
  meta: {
    id: 'entry-without-sender',
    summary: 'An entry of an address list is 0.0.0.0 without a length, which no host has.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: '`0.0.0.0` without a length is a single address, from which only a host sends that has none yet. It does not stand for all addresses, and as a placeholder it is not needed: RouterOS makes a list with its first entry, and rules may name one that has none. With a `timeout` it is gone by itself as well.',
    remedy: 'Remove the entry, or write `0.0.0.0/0` if all addresses are meant.',
    bad: `/ip firewall address-list
add address=0.0.0.0 list=admins
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=admins
add action=drop chain=input
`,
    good: `/ip firewall address-list
add address=192.0.2.7 list=admins
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=admins
add action=drop chain=input
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 1122, 3.2.1.3: {0, 0} is "this host on this network".', 'RouterOS manual, Address lists.'],
  },

  *check({ firewall }) {
    const found = [...firewall.addressLists.values()].flatMap((items) => {
      const own = items.filter(standsForNobody);
      return own.length === 0 || isOfBogons(firewall, textOf(own[0] as ConfigurationItem, 'list') ?? '', items)
        ? []
        : own;
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    yield {
      message: phrase`0.0.0.0 is a single address that no sender has, so this entry of ${textOf(first, 'list')} changes nothing. Remove it, or write 0.0.0.0/0 if all are meant.`,
      range: rangeOfItem(first, 'address'),
      related: others.map((item) => ({ message: phrase`nor does this`, range: rangeOfItem(item, 'address') })),
    };
  },
};

function standsForNobody(item: ConfigurationItem): boolean {
  const address = item.properties.get('address');
  if (address?.constant !== true || isDisabled(item) || item.origin === undefined) return false;
  return address.text === '0.0.0.0' || address.text === '0.0.0.0/32';
}

/** A list of what must not occur holds it rightly. */
function isOfBogons({ rules }: Firewall, list: string, items: readonly ConfigurationItem[]): boolean {
  if (items.some((item) => /^(?:0\.0\.0\.0\/8|127\.|224\.|240\.|255\.)/.test(textOf(item, 'address') ?? '')))
    return true;
  return rules.some(
    ({ action, matchers }) =>
      isRefusal(action) &&
      matchers.some(({ name, text, negated }) => name.endsWith('address-list') && text === list && !negated),
  );
}
