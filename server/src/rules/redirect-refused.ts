import { type FirewallRule, isRefusal, type Matcher, matcher } from '../firewall/firewall.ts';
import type { Trace } from '../firewall/interpret.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Steps } from '../text/steps.ts';
import { sidesOf } from './common/internetAccess.ts';
import { placeOf, rangeOf } from './common/places.ts';
import { probeEach } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** A redirect to a service of the router that its input chain refuses. */
export const redirectRefused: Rule = {
  meta: {
    id: 'redirect-refused',
    summary: 'What is redirected to the router is refused in input.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A `redirect` makes the router itself the destination, so the packets pass `input`, with the port that they have then. Where no rule accepts that there, a redirect of names to the resolver of the router only takes names away from everybody.',
    remedy: 'Accept the port in `input` from the side that is redirected. Redirects of names need UDP and TCP.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8291 protocol=tcp in-interface=bridge
add action=accept chain=input dst-port=53 protocol=udp in-interface=bridge
add action=drop chain=input
/ip firewall nat
add action=redirect chain=dstnat dst-port=53 in-interface=bridge protocol=udp
add action=redirect chain=dstnat dst-port=53 in-interface=bridge protocol=tcp
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8291 protocol=tcp in-interface=bridge
add action=accept chain=input dst-port=53 protocol=udp in-interface=bridge
add action=accept chain=input dst-port=53 protocol=tcp in-interface=bridge
add action=drop chain=input
/ip firewall nat
add action=redirect chain=dstnat dst-port=53 in-interface=bridge protocol=udp
add action=redirect chain=dstnat dst-port=53 in-interface=bridge protocol=tcp
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, NAT: redirect.', 'RouterOS manual, Packet Flow.'],
  },

  *check(analysis) {
    const isWhole = analysis.configuration.wholeBy !== undefined;
    let sent = 0;
    for (const rule of analysis.firewall.rules) {
      const { enabled, table, action, item, chain } = rule;
      if (!enabled || table !== 'nat' || chain !== 'dstnat' || action !== 'redirect' || item.origin === undefined)
        continue;
      if (sent++ === MANY) return;
      const trace = yield* refused(analysis, rule);
      yield trace?.by === undefined
        ? undefined
        : {
            message: phrase`What this redirects to the router is refused there: ${formatPacket(trace.packet)} meets ${placeOf(analysis, trace.by)}. Accept it in input, from the side that is redirected.`,
            range: rangeOf(rule, 'dst-port', 'action'),
            related:
              trace.by.item.origin === undefined ? [] : [{ message: phrase`refuses it`, range: rangeOf(trace.by) }],
            ...(!isWhole && { severity: 'information', confidence: 'medium' }),
          };
    }
  },
};

/** A packet that it redirects and input refuses, as it does by every side by which it may come. */
function* refused(analysis: Analysis, rule: FirewallRule): Steps<Trace | undefined> {
  const protocol = protocolNumber(matcher(rule, 'protocol')?.text ?? '');
  const port = parsePorts(matcher(rule, 'dst-port')?.text ?? '')?.first;
  if (protocol === undefined || port === undefined || !rule.matchers.every(isPlain)) return undefined;
  const sides = [undefined, ...sidesOf(analysis.firewall)];
  if (sides.length > MAX_WAYS) return undefined;
  const packet: Packet = { ...PACKETS[rule.family], protocol, destinationPort: port };
  const traces = yield* probeEach(analysis, packet, sides);
  const redirected = traces.filter((trace) => trace === undefined || trace.rewrittenBy === rule);
  const isRefused = redirected.length > 0 && redirected.every((trace) => trace?.by !== undefined && isLoss(trace.by));
  return isRefused ? redirected[0] : undefined;
}

function isLoss({ action, table }: FirewallRule): boolean {
  return table === 'filter' && isRefusal(action);
}

function isPlain({ name, negated, property }: Matcher): boolean {
  return name.startsWith('in-interface') || (PLAIN.has(name) && !negated && property.constant);
}

const PLAIN: ReadonlySet<string> = new Set(['protocol', 'dst-port']);
/** From the inside to a server of the outside. */
const PACKETS = {
  ip: parsePacket('udp 192.168.88.199:40000 -> 198.51.100.7:53') as Packet,
  ipv6: parsePacket('udp [2001:db8:2::7]:40000 -> [2001:db8:1::7]:53') as Packet,
};
const MAX_WAYS = 12;
/** For each some packets are sent through the firewall. */
const MANY = 50;
