import { isRefusal } from '../firewall/firewall.ts';
import { Possibilities } from '../firewall/possibilities.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';
import { inputChain } from './common/internetAccess.ts';
import { placeOf, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** An IPv6 firewall that keeps IPv6 from working. */
export const neighbourDiscoveryDropped: Rule = {
  meta: {
    id: 'neighbour-discovery-dropped',
    summary: 'The IPv6 firewall drops the messages by which neighbours find each other.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'What ARP is for IPv4, ICMPv6 is for IPv6: without neighbour solicitations (type 135) nobody finds the router, and without "packet too big" large packets vanish. A chain that ends in a drop and lets no ICMPv6 in makes IPv6 fail after some minutes, when the neighbours have forgotten each other.',
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
    if (inputChain(analysis, 'ipv6') === undefined) return;
    const { trace, certain } = new Possibilities(analysis.firewall).send(SOLICITATION);
    if (trace.by?.item.origin === undefined || !isRefusal(trace.verdict) || !certain) return;
    // From some sides only: the drop says from which, and the others may be all that is used.
    if (trace.by.matchers.length > 0) return;
    yield {
      message: `Neighbours cannot find the router: ${placeOf(analysis, trace.by)} drops their solicitations (icmpv6 135). Accept protocol=icmpv6 above it.`,
      range: rangeOf(trace.by, 'action'),
    };
  },
};

const SOLICITATION = parsePacket('icmpv6 fe80::2 -> icmp=135:0 size=72') as Packet;
