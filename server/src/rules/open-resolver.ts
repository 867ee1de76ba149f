import type { RuleFinding } from '../diagnostics/finding.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { strangersPacket } from './common/internetAccess.ts';
import { openPorts } from './common/namedPort.ts';
import { rangeOf } from './common/places.ts';
import { switchedOn } from './common/settings.ts';
import type { Analysis, Rule } from './rule.ts';

/** A DNS server that answers the whole Internet. */
export const openResolver: Rule = {
  meta: {
    id: 'open-resolver',
    summary: 'The DNS server of the router answers the whole Internet.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'With `allow-remote-requests=yes` the router answers DNS queries of anybody whose packets reach it. Open to the Internet it is found within hours and used to flood others: a query of 60 bytes with a forged source sends its victim an answer of 4 kB. The line of the router is full, and its address ends up on block lists.',
    remedy:
      'Accept UDP and TCP port 53 in `input` from the inside only, or drop what comes from the Internet at the end of the chain.',
    bad: `/ip dns
set allow-remote-requests=yes servers=9.9.9.9
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=53
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip dns
set allow-remote-requests=yes servers=9.9.9.9
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=53 in-interface-list=LAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, DNS.', 'US-CERT alert TA13-088A, DNS amplification attacks.'],
  },

  *check(analysis) {
    const setting = switchedOn(analysis, '/ip/dns', 'allow-remote-requests');
    if (setting === undefined) {
      if (!showsResolver(analysis)) yield* byAccept(analysis);
      return;
    }
    for (const family of ['ip', 'ipv6'] as const) {
      const found =
        (yield* strangersPacket(analysis, family, UDP, DNS)) ?? (yield* strangersPacket(analysis, family, TCP, DNS));
      if (found === undefined) continue;
      const guess = found.assumption === undefined ? '' : ` (${found.assumption})`;
      yield {
        message: phrase`The router answers DNS queries of the whole Internet: ${formatPacket(found.packet)} gets in${guess}. Accept port 53 from the inside only.`,
        range: setting.range,
        confidence: found.assumption === undefined ? 'certain' : 'medium',
      };
      return;
    }
  },
};

/** Whether the file sets the resolver up, and so shows that it answers nobody. */
function showsResolver({ configuration }: Analysis): boolean {
  const [item] = configuration.menus.get('/ip/dns') ?? [];
  return [...(item?.properties.values() ?? [])].some(({ argument }) => argument !== undefined);
}

/** Of a file that does not say whether the router answers, only an accept that names the port tells. */
function* byAccept(analysis: Analysis): Iterable<RuleFinding | undefined> {
  for (const family of ['ip', 'ipv6'] as const) {
    for (const { rule, packet, assumption } of yield* openPorts(analysis, family, UDP, DNS)) {
      const guess = assumption === undefined ? '' : ` (${assumption})`;
      yield {
        message: phrase`This lets the whole Internet ask the router for names: ${formatPacket(packet)} gets in${guess}, and is answered where /ip dns says allow-remote-requests=yes. Accept port 53 from the inside only.`,
        range: rangeOf(rule, 'dst-port', 'port'),
        severity: 'information',
        confidence: 'medium',
      };
    }
  }
}

const TCP = 6;
const UDP = 17;
const DNS = 53;
