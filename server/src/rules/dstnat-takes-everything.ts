import { type FirewallRule, type Matcher, matcher } from '../firewall/firewall.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A forwarded port that also catches what hosts of the inside send to the world. */
export const dstnatTakesEverything: Rule = {
  meta: {
    id: 'dstnat-takes-everything',
    summary: 'A forwarded port also catches what the inside sends to the world.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A `dst-nat` that names neither a destination nor an interface takes every connection to its port that passes the router, every packet of its protocol, or all there is. Forwarding port 443 so, the server inside answers for the whole Internet: no page opens any more, or all of them warn of a wrong certificate.',
    remedy: 'Add `dst-address`, `dst-address-type=local` or `in-interface-list=WAN`.',
    bad: `/ip firewall nat
add chain=dstnat action=dst-nat protocol=tcp dst-port=443 to-addresses=192.168.88.10
`,
    good: `/ip firewall nat
add chain=dstnat action=dst-nat protocol=tcp dst-port=443 in-interface-list=WAN to-addresses=192.168.88.10
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, NAT.'],
  },

  *check({ firewall, reachability }) {
    for (const rule of firewall.rules) {
      if (rule.table !== 'nat' || rule.chain !== 'dstnat' || rule.action !== 'dst-nat') continue;
      if (!rule.enabled || rule.item.assumed || reachability.of(rule).kind === 'dead') continue;
      if (rule.matchers.some(({ name, negated }) => !PORTS.has(name) || negated)) continue;
      // To take all queries to one's own server is what this is used for.
      if (/^(?:53|123)$/.test(matcher(rule, 'dst-port')?.text ?? '')) continue;
      yield {
        message: `This also takes ${whatOf(rule)} hosts of the inside send ${ports(rule) === undefined ? '' : 'to that port '}anywhere in the world. Add the destination or the interface of the outside.`,
        range: rangeOf(rule, 'dst-port', 'protocol', 'action'),
      };
    }
  },
};

function ports(rule: FirewallRule): Matcher | undefined {
  return matcher(rule, 'dst-port');
}

/** `all icmp that`, where it takes a whole protocol. */
function whatOf(rule: FirewallRule): string {
  if (ports(rule) !== undefined) return 'what';
  const protocol = matcher(rule, 'protocol');
  return protocol === undefined ? 'everything that' : `all ${protocol.text} that`;
}

const PORTS: ReadonlySet<string> = new Set(['protocol', 'dst-port', 'connection-state']);
