import { placed } from '../execution/configuration.ts';
import { type Family, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import type { Trace } from '../firewall/interpret.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { outsideAddress, waysIn } from './common/internetAccess.ts';
import { placeOf, rangeOf, replaceValue } from './common/places.ts';
import { probe } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** Established connections are accepted, and what belongs to them is refused. */
export const relatedRefused: Rule = {
  meta: {
    id: 'related-refused',
    summary: 'Running sessions are accepted, but related packets are refused.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Errors about a running session, such as "fragmentation needed", and the further connections of FTP or SIP have the state `related`, not `established`. Where only `established` is accepted and the rest is refused, large packets vanish without a trace and such protocols stall.',
    remedy: 'Write `connection-state=established,related`.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Connection tracking.', 'RFC 1191: path MTU discovery.'],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      for (const chain of ['input', 'forward'] as const) {
        const rule = acceptOfEstablished(analysis, family, chain);
        const refused = rule === undefined ? undefined : yield* refusedRelated(analysis, rule, chain);
        if (rule === undefined || refused === undefined) continue;
        const states = matcher(rule, 'connection-state');
        const from = refused.packet.inInterface === undefined ? '' : phrase` from ${refused.packet.inInterface}`;
        yield {
          message: phrase`What belongs to a running session without being part of it, such as ICMP errors, is refused: ${formatPacket(refused.packet)} state=related${from} meets ${placeOf(analysis, refused.by)}. Accept related, too.`,
          range: rangeOf(rule, 'connection-state'),
          severity: refused.isEverywhere ? 'warning' : 'information',
          related:
            refused.by.item.origin === undefined ? [] : [{ message: phrase`refuses it`, range: rangeOf(refused.by) }],
          fixes:
            states === undefined
              ? []
              : replaceValue(
                  placed(rule.item, states.property),
                  `${states.text},related`,
                  phrase`Accept related packets, too`,
                ),
        };
      }
    }
  },
};

/** The first accept of running sessions alone, in a chain that none but such rules begins. */
function acceptOfEstablished({ firewall }: Analysis, family: Family, chain: string): FirewallRule | undefined {
  return firewall.rules.find((rule) => {
    if (rule.family !== family || rule.table !== 'filter' || rule.chain !== chain || !rule.enabled) return false;
    if (rule.action !== 'accept' || rule.item.origin === undefined) return false;
    const states = matcher(rule, 'connection-state');
    if (states === undefined || states.negated || !states.property.constant) return false;
    const named = states.text.split(',');
    const isPlain = rule.matchers.every(({ name }) => name === 'connection-state' || name.startsWith('in-interface'));
    return isPlain && named.includes('established') && !named.includes('related') && !named.includes('new');
  });
}

interface Refused {
  readonly by: FirewallRule;
  readonly packet: Packet;
  /** By whatever way it comes from outside; else by one that may be it. */
  readonly isEverywhere: boolean;
}

/** An error or a further connection that is refused. */
function* refusedRelated(
  analysis: Analysis,
  rule: FirewallRule,
  chain: 'input' | 'forward',
): Steps<Refused | undefined> {
  const { names } = waysIn(analysis.firewall);
  const source = outsideAddress(analysis, rule.family);
  if (names.length === 0 || names.length > MAX_WAYS || source === undefined) return undefined;
  for (const packet of PACKETS[rule.family][chain]) {
    const traces: (Trace | undefined)[] = [];
    for (const inInterface of names) traces.push(yield* probe(analysis, { ...packet, source, inInterface }, chain));
    const lost = traces.filter((trace) => trace?.by !== undefined && isLoss(trace.by));
    const [first] = lost;
    if (first?.by !== undefined)
      return { by: first.by, packet: first.packet, isEverywhere: lost.length === traces.length };
  }
  return undefined;
}

/** What a filter of ICMP refuses, `icmp-errors-dropped` speaks of. */
function isLoss({ action, table, matchers }: FirewallRule): boolean {
  const isOfIcmp = matchers.some(({ name, negated }) => name === 'icmp-options' || (name === 'protocol' && !negated));
  return table === 'filter' && isRefusal(action) && !isOfIcmp;
}

function related(text: string): Packet {
  return { ...(parsePacket(text) as Packet), state: 'related' };
}

const PACKETS: Readonly<Record<Family, Readonly<Record<'input' | 'forward', readonly Packet[]>>>> = {
  ip: {
    input: [related('icmp 198.51.100.7 -> icmp=3:4'), related('tcp 198.51.100.7:40000 -> :50007')],
    forward: [
      related('icmp 198.51.100.7 -> 192.168.88.199 icmp=3:4'),
      related('tcp 198.51.100.7:40000 -> 192.168.88.199:50007'),
    ],
  },
  ipv6: {
    input: [related('icmpv6 2001:db8:1::7 -> icmp=2:0'), related('tcp [2001:db8:1::7]:40000 -> :50007')],
    forward: [
      related('icmpv6 2001:db8:1::7 -> 2001:db8:2::7 icmp=2:0'),
      related('tcp [2001:db8:1::7]:40000 -> [2001:db8:2::7]:50007'),
    ],
  },
};
const MAX_WAYS = 12;
