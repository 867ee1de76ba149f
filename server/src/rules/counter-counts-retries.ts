import { textOf } from '../execution/configuration.ts';
import { type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import { type Counter, countersOf } from '../knock/counters.ts';
import { phrase } from '../language/phrase.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { overlap } from './common/overlap.ts';
import { quoted, rangeOf } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import type { Rule } from './rule.ts';

/** A counter of attempts that the repeats of one attempt climb. */
export const counterCountsRetries: Rule = {
  meta: {
    id: 'counter-counts-retries',
    summary: 'A counter of attempts over UDP also counts the repeats of a single one.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'A client over UDP sends its first packet again and again, about once a second, until it is answered, and as long as no answer was seen each of these is `new`. A counter of new packets therefore climbs by one attempt that is not answered, and bans a client that merely has to wait. And since the source of UDP is easily forged, so many packets in the name of somebody ban that one.',
    remedy:
      'Count failed logins instead, with a rule in `output` for the answer that tells of one, or use `dst-limit` by source with a rate that repeats keep to, and ban for minutes.',
    bad: `/ip firewall filter
add chain=input action=drop protocol=udp dst-port=1701 src-address-list=banned
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=2w protocol=udp dst-port=1701 connection-state=new src-address-list=try
add chain=input action=add-src-to-address-list address-list=try address-list-timeout=1m protocol=udp dst-port=1701 connection-state=new
add chain=input action=accept protocol=udp dst-port=1701 ipsec-policy=in,ipsec
add chain=input action=drop protocol=udp dst-port=1701
`,
    good: `/ip firewall filter
add chain=input action=accept protocol=udp dst-port=1701 ipsec-policy=in,ipsec dst-limit=1,10,src-address
add chain=input action=drop protocol=udp dst-port=1701
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 2661: L2TP, retransmission of control messages.', 'RFC 7296: IKEv2, retransmission timers.'],
  },

  *check(analysis) {
    const told = new Set<FirewallRule>();
    for (const counter of countersOf(analysis.firewall, analysis.knocks)) {
      yield;
      const [first] = counter.levels as readonly [FirewallRule, ...FirewallRule[]];
      const last = counter.levels.at(-1) as FirewallRule;
      if (told.has(last) || first.item.origin === undefined || !counter.levels.every(countsUdp)) continue;
      if (!counter.levels.every((rule) => mayBeReached(analysis, rule)) || !isReadable(counter)) continue;
      if (counter.levels.some(({ matchers }) => matchers.some(({ name }) => SPARING.has(name)))) continue;
      told.add(last);
      const count = counter.levels.length;
      const timeout = textOf(last.item, 'address-list-timeout');
      const time =
        timeout === undefined || timeoutOf(last) === Number.POSITIVE_INFINITY ? '' : phrase` for ${quoted(timeout)}`;
      yield {
        message: phrase`${count} first packets ban their sender${time}, and one client that gets no answer at once sends so many by itself: over UDP each repeat is new as well. Whoever forges ${count} packets bans somebody else. Count failed logins, or slow down by source with dst-limit.`,
        range: rangeOf(first, 'connection-state', 'address-list'),
        related: counter.levels.slice(1).map((rule, index) => ({
          message: phrase`level ${index + 2} of ${count}: ${counter.lists[index + 1]}`,
          range: rangeOf(rule, 'address-list'),
        })),
      };
    }
  },
};

function countsUdp(rule: FirewallRule): boolean {
  const protocol = matcher(rule, 'protocol');
  return protocol !== undefined && !protocol.negated && protocolNumber(protocol.text) === UDP;
}

/** The levels count the same packets, so that one that is repeated climbs. */
function isReadable({ levels, refusal }: Counter): boolean {
  return isRefusal(refusal.action) && levels.every((rule) => levels.every((other) => overlap(rule, other) !== 'no'));
}

/** What one client does not send by itself, or who is meant to be counted. */
const SPARING: ReadonlySet<string> = new Set([
  ...['src-address', 'limit', 'dst-limit', 'connection-limit', 'psd', 'content', 'layer7-protocol', 'nth', 'random'],
]);
const UDP = 17;
