import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Steps } from '../text/steps.ts';
import { visitsOfRule } from './common/chainVisits.ts';
import { outsideAddress, waysIn } from './common/internetAccess.ts';
import { rangeOf } from './common/places.ts';
import { probeEach } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** Protocols that believe every sender, open to every sender. */
export const tunnelFromAnywhere: Rule = {
  meta: {
    id: 'tunnel-from-anywhere',
    summary: 'A routing protocol or a tunnel without encryption is accepted from anywhere.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'OSPF, IPIP, EoIP and GRE are spoken with a few known peers, and none of them checks by itself who sends: a forged packet gets into the tunnel, or, where no key is set, changes the routes. An accept of such a protocol that names neither a side nor a source is open to the whole Internet.',
    remedy: "Name the peer's address, or the interface behind which it is.",
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=ospf
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=ospf in-interface-list=LAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, IPIP, EoIP and GRE.', 'RFC 2328, appendix D: authentication in OSPF.'],
  },

  *check(analysis) {
    let sent = 0;
    for (const rule of analysis.firewall.rules) {
      if (!rule.enabled || rule.table !== 'filter' || rule.action !== 'accept' || rule.item.origin === undefined)
        continue;
      const asked = matcher(rule, 'protocol');
      const protocol = asked === undefined || asked.negated ? undefined : protocolNumber(asked.text);
      if (protocol === undefined || !NAMES.has(protocol) || isForPptp(analysis, protocol)) continue;
      if (sent++ === MANY) return;
      const packet = yield* accepted(analysis, rule, protocol);
      yield packet === undefined
        ? undefined
        : {
            message: phrase`Anybody may send ${NAMES.get(protocol)} to the router: from ${formatAddress(packet)} it is accepted here, and nothing checks who sends it. Name the peer's address or its interface.`,
            range: rangeOf(rule, 'protocol'),
          };
    }
  },
};

function formatAddress(packet: Packet): string {
  return formatPacket(packet).split(' ')[1] ?? phrase`any address`;
}

/** A packet that the rule accepts by every way from outside. */
function* accepted(analysis: Analysis, rule: FirewallRule, protocol: number): Steps<Packet | undefined> {
  const visits = visitsOfRule(analysis.firewall, rule, 'input');
  const source = outsideAddress(analysis, rule.family);
  const { names } = waysIn(analysis.firewall);
  if (visits.length === 0 || source === undefined || names.length === 0 || names.length > MAX_WAYS) return undefined;
  const packet: Packet = { ...PACKET, family: rule.family, protocol, source, state: 'new' };
  const traces = yield* probeEach(analysis, packet, names, 'input');
  return traces.every((trace) => trace?.by === rule) ? packet : undefined;
}

/** GRE carries PPTP, whose clients come from anywhere. */
function isForPptp({ firewall }: Analysis, protocol: number): boolean {
  return (
    protocol === GRE &&
    firewall.rules.some((rule) => {
      const ports = matcher(rule, 'dst-port') ?? matcher(rule, 'port');
      return rule.enabled && rule.action === 'accept' && ports?.text.split(',').includes('1723') === true;
    })
  );
}

const GRE = 47;
const NAMES: ReadonlyMap<number, string> = new Map([
  [4, 'IPIP'],
  [GRE, 'GRE'],
  [89, 'OSPF'],
  [97, 'EtherIP'],
]);
const PACKET = { ...(parsePacket('ospf 198.51.100.7 ->') as Packet), protocol: 89 };
const MAX_WAYS = 12;
/** For each some packets are sent through the firewall. */
const MANY = 10;
