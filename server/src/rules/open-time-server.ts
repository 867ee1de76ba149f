import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { openPorts } from './common/namedPort.ts';
import { rangeOf } from './common/places.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** NTP for everybody. */
export const openTimeServer: Rule = {
  meta: {
    id: 'open-time-server',
    summary: 'The whole Internet may ask the router for the time.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'An accept of UDP port 123 from anywhere opens the time server of the router, if it is on, to queries with forged sources whose answers hit somebody else. The router needs no such accept to set its own clock: answers are part of a connection that it has begun.',
    remedy: 'Accept port 123 from the inside only. For the answers of time servers, accept established connections.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=123
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=123 in-interface-list=LAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, NTP.', 'US-CERT alert TA14-013A, NTP amplification attacks.'],
  },

  *check(analysis) {
    if (settingOf(analysis, '/system/ntp/server', 'enabled')?.text === 'no') return;
    for (const family of ['ip', 'ipv6'] as const) {
      for (const { rule, packet, assumption } of yield* openPorts(analysis, family, UDP, NTP)) {
        const guess = assumption === undefined ? '' : ` (${assumption})`;
        yield {
          message: phrase`This lets the whole Internet ask the router for the time: ${formatPacket(packet)} gets in${guess}. Accept port 123 from the inside only; answers to the router need no accept of their own.`,
          range: rangeOf(rule, 'dst-port', 'port'),
        };
      }
    }
  },
};

const UDP = 17;
const NTP = 123;
