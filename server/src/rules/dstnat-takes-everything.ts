import type { RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, type Matcher, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { parsePorts } from '../packet/ports.ts';
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
    why: 'A `dst-nat` that names neither a destination nor an interface takes every connection to its port that passes the router, every packet of its protocol, or all there is. Forwarding port 443 so, the server inside answers for the whole Internet: no page opens any more, or all of them warn of a wrong certificate. One that forwards all of TCP or UDP from outside hides the services of the router itself and lays the host bare, which is information.',
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
      if (rule.matchers.some(({ name, negated }) => !PORTS.has(name) || negated)) {
        if (isWide(rule)) yield wholeProtocol(rule);
        continue;
      }
      // To take all queries to one's own server is what this is used for.
      if (/^(?:53|123)$/.test(matcher(rule, 'dst-port')?.text ?? '')) continue;
      const all = isWide(rule) ? phrase` So does it take what outsiders send to the router itself.` : '';
      yield {
        message: phrase`This also takes ${whatOf(rule)} hosts of the inside send ${ports(rule) === undefined ? '' : phrase`to that port `}anywhere in the world.${all} Add the destination or the interface of the outside.`,
        range: rangeOf(rule, 'dst-port', 'protocol', 'action'),
      };
    }
  },
};

/** Whether it forwards nearly all ports of TCP or UDP that come from a side. */
function isWide({ matchers, item }: FirewallRule): boolean {
  if (item.origin === undefined || !matchers.every(({ name, negated }) => WIDE.has(name) && !negated)) return false;
  const protocol = matchers.find(({ name }) => name === 'protocol')?.text ?? 'tcp';
  const asked = matchers.find(({ name }) => name === 'dst-port');
  const count = parsePorts(asked?.text ?? '0-65535')
    ?.intervals()
    .reduce((sum, [low, high]) => sum + high - low + 1, 0);
  return (protocol === 'tcp' || protocol === 'udp') && (count ?? 0) >= NEARLY_ALL;
}

function wholeProtocol(rule: FirewallRule): RuleFinding {
  const protocol = matcher(rule, 'protocol')?.text.toUpperCase();
  return {
    message: phrase`This sends ${protocol === undefined ? phrase`everything` : phrase`all ${protocol}`} from outside to one host, and what is meant for the router itself, such as a VPN, with it. Forward the ports that the host needs.`,
    range: rangeOf(rule, 'dst-port', 'protocol', 'action'),
    severity: 'information',
  };
}

const WIDE: ReadonlySet<string> = new Set([
  ...[
    'protocol',
    'dst-port',
    'in-interface',
    'in-interface-list',
    'dst-address',
    'dst-address-type',
    'connection-state',
  ],
]);
const NEARLY_ALL = 60_000;

function ports(rule: FirewallRule): Matcher | undefined {
  return matcher(rule, 'dst-port');
}

/** `all icmp that`, where it takes a whole protocol. */
function whatOf(rule: FirewallRule): string {
  if (ports(rule) !== undefined) return phrase`what`;
  const protocol = matcher(rule, 'protocol');
  return protocol === undefined ? phrase`everything that` : phrase`all ${protocol.text} that`;
}

const PORTS: ReadonlySet<string> = new Set(['protocol', 'dst-port', 'connection-state']);
