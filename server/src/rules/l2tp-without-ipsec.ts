import { matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { visitsOfRule } from './common/chainVisits.ts';
import { openPorts } from './common/namedPort.ts';
import { rangeOf } from './common/places.ts';
import { settingOf, switchedOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** L2TP that is accepted in the clear. */
export const l2tpWithoutIpsec: Rule = {
  meta: {
    id: 'l2tp-without-ipsec',
    summary: 'L2TP is accepted from the Internet without IPsec.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'L2TP encrypts nothing by itself. An accept of UDP port 1701 without `ipsec-policy=in,ipsec` lets anybody talk to the server outside of IPsec: passwords can be tried without knowing the shared key, and a client that is set up wrongly sends its traffic in the clear. Where the file switches the server on without `use-ipsec=required`, this is a warning.',
    remedy: 'Add `ipsec-policy=in,ipsec` to the accept of port 1701, and set `use-ipsec=required` at the server.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=500,1701,4500
add chain=input action=accept protocol=ipsec-esp
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=500,4500
add chain=input action=accept protocol=udp dst-port=1701 ipsec-policy=in,ipsec
add chain=input action=accept protocol=ipsec-esp
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, L2TP: use-ipsec.', 'RFC 3193: securing L2TP using IPsec.'],
  },

  *check(analysis) {
    const secret = settingOf(analysis, '/interface/l2tp-server/server', 'use-ipsec');
    if (secret?.text === 'required') return;
    const isOn = switchedOn(analysis, '/interface/l2tp-server/server') !== undefined;
    for (const family of ['ip', 'ipv6'] as const) {
      for (const { rule, packet, assumption } of yield* openPorts(analysis, family, UDP, L2TP)) {
        const visits = visitsOfRule(analysis.firewall, rule, 'input');
        if (visits.some(({ matchers }) => matchers.some(({ name }) => name === 'ipsec-policy'))) continue;
        const guess = assumption === undefined ? '' : ` (${assumption})`;
        yield {
          message: phrase`Anybody may talk to the L2TP server without IPsec: ${formatPacket(packet)} is accepted here${guess}. Ask for ipsec-policy=in,ipsec where port 1701 is accepted.`,
          range: rangeOf(rule, matcher(rule, 'dst-port') === undefined ? 'port' : 'dst-port'),
          severity: isOn ? 'warning' : 'information',
          confidence: assumption === undefined ? 'high' : 'medium',
        };
      }
    }
  },
};

const UDP = 17;
const L2TP = 1701;
