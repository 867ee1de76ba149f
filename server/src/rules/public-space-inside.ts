import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { type Firewall, listKey } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { parseIpv4Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { publicAddresses } from './common/internetAccess.ts';
import { rangeOfItem } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A network of the inside with addresses that belong to somebody on the Internet. */
export const publicSpaceInside: Rule = {
  meta: {
    id: 'public-space-inside',
    summary: 'A network that is translated like a private one has public addresses.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'Networks behind address translation need no addresses of their own in the world, and mostly have private ones. One with public addresses beside them is either a slip, such as 192.186 for 192.168, or space that belongs to somebody else: then his hosts cannot be reached from here, since the router takes their addresses for its own inside.',
    remedy:
      'Use 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 inside. If the addresses are yours, they need no translation.',
    bad: `/ip firewall address-list
add address=192.168.10.0/24 list=lan
add address=192.186.20.0/24 list=lan
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1 src-address-list=lan
`,
    good: `/ip firewall address-list
add address=192.168.10.0/24 list=lan
add address=192.168.20.0/24 list=lan
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1 src-address-list=lan
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 1918: private address space.', 'RFC 6598, RFC 5737: space for carriers and for documents.'],
  },

  *check({ firewall }) {
    const translated = translatedLists(firewall);
    for (const list of translated) {
      const items = (firewall.addressLists.get(listKey('ip', list)) ?? []).filter(isNetwork);
      if (!items.some((item) => !isPublic(item))) continue;
      const [first, ...others] = items.filter(isPublic);
      // So many are those of a provider, who knows what he does.
      if (first === undefined || others.length >= MANY) continue;
      yield {
        message: phrase`${textOf(first, 'address')} is public space, but stands among private networks that are translated: if it is not yours, nobody here reaches its owner. Use a private network.`,
        range: rangeOfItem(first, 'address'),
        related: others.map((item) => ({ message: phrase`public as well`, range: rangeOfItem(item, 'address') })),
      };
    }
  },
};

/** Lists of sources that a rule translates to what the router has outside. */
function translatedLists({ rules }: Firewall): ReadonlySet<string> {
  const lists = rules.flatMap(({ enabled, family, action, matchers }) =>
    enabled && family === 'ip' && (action === 'masquerade' || action === 'src-nat')
      ? matchers.flatMap(({ name, text, negated, property }) =>
          name === 'src-address-list' && !negated && property.constant ? [text] : [],
        )
      : [],
  );
  return new Set(lists);
}

/** A network, not a host. */
function isNetwork(item: ConfigurationItem): boolean {
  const address = item.properties.get('address');
  if (address?.constant !== true || isDisabled(item) || item.origin === undefined) return false;
  return /\/(?:[89]|1\d|2\d)$/.test(address.text) && parseIpv4Set(address.text) !== undefined;
}

function isPublic(item: ConfigurationItem): boolean {
  const set = parseIpv4Set(textOf(item, 'address') ?? '') as IntervalSet<Point>;
  return set.isSubset(publicAddresses('ip')) && !DOCUMENTS.some((one) => set.intersects(one));
}

/** Space for examples stands for what is filled in. */
const DOCUMENTS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '198.18.0.0/15'].map(
  (text) => parseIpv4Set(text) as IntervalSet<Point>,
);
const MANY = 3;
