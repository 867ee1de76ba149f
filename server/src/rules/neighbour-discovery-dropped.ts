import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { Possibilities } from '../firewall/possibilities.ts';
import { phrase } from '../language/phrase.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { inputChain, isIpv6Off } from './common/internetAccess.ts';
import { placeOf, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** An IPv6 firewall that keeps IPv6 from working. */
export const neighbourDiscoveryDropped: Rule = {
  meta: {
    id: 'neighbour-discovery-dropped',
    summary: 'The IPv6 firewall drops the messages by which neighbours find each other.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'What ARP is for IPv4, ICMPv6 is for IPv6: without neighbour solicitations (type 135) nobody finds the router, and without "packet too big" large packets vanish. A chain that ends in a drop and lets no ICMPv6 in makes IPv6 fail after some minutes, when the neighbours have forgotten each other. Before an address is used, its owner asks from `::` whether somebody has it: a drop of that source, among others that nobody may have, lets two hosts take one address.',
    remedy: 'Accept `protocol=icmpv6` above the drop.',
    bad: `/ipv6 firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop
`,
    good: `/ipv6 firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=icmpv6
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 4890, Recommendations for Filtering ICMPv6 Messages in Firewalls.', 'RFC 4861, Neighbor Discovery.'],
  },

  *check(analysis) {
    if (isIpv6Off(analysis)) return;
    const by = yield* refusalOf(analysis, SOLICITATION);
    const isShown = inputChain(analysis, 'ipv6') !== undefined || by?.table === 'raw';
    if (by !== undefined && isShown && by.matchers.every(({ name }) => name === 'protocol')) {
      yield {
        message: phrase`Neighbours cannot find the router: ${placeOf(analysis, by)} drops their solicitations (icmpv6 135). Accept protocol=icmpv6 above it.`,
        range: rangeOf(by, 'action'),
      };
      return;
    }
    const first = yield* refusalOf(analysis, FIRST_SOLICITATION);
    if (first === undefined || !first.matchers.some(({ name }) => name.startsWith('src-address'))) return;
    yield {
      message: phrase`Who is about to take an address asks for it from ::, and ${placeOf(analysis, first)} drops that (icmpv6 135), so that two hosts may take the same. Accept icmpv6 from ::/128 above it.`,
      range: rangeOf(first, 'src-address', 'src-address-list'),
    };
  },
};

/** The rule of the file that surely refuses the packet; none that only drops what comes from some side. */
function* refusalOf({ firewall }: Analysis, packet: Packet): Steps<FirewallRule | undefined> {
  const { trace, certain } = yield* new Possibilities(firewall).sendSteps(packet);
  const { by, verdict } = trace;
  if (by?.item.origin === undefined || !isRefusal(verdict) || !certain) return undefined;
  // The drop says from which side, and the others may be all that is used.
  return by.matchers.some(({ name }) => name.startsWith('in-')) ? undefined : by;
}

const SOLICITATION = parsePacket('icmpv6 fe80::2 -> icmp=135:0 size=72') as Packet;
/** What is asked before an address is used: whether somebody has it (RFC 4862, 5.4). */
const FIRST_SOLICITATION = parsePacket('icmpv6 :: -> ff02::1:ff00:1 icmp=135:0 size=72') as Packet;
