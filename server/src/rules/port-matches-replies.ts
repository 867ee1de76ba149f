import { placed } from '../execution/configuration.ts';
import { type Family, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Steps } from '../text/steps.ts';
import { type ChainVisit, filterVisits } from './common/chainVisits.ts';
import { outsideAddress, waysIn } from './common/internetAccess.ts';
import { rangeOf, rangeOfItem } from './common/places.ts';
import { probeEach } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** A refusal by `port=` that also takes the answers to what the router asks (`docs/facts/firewall.md#matchers`). */
export const portMatchesReplies: Rule = {
  meta: {
    id: 'port-matches-replies',
    summary: 'A drop by port= also takes the answers to what the router asks itself.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: '`port=` fits the source port as well as the destination port. A drop of `port=123` in `input`, meant for those who ask the router for the time, also fits what time servers answer to the router, unless running connections are accepted above. So it is with names (53) and RADIUS (1812, 1813). In a whole file, which shows that no rule accepts them, this is a warning.',
    remedy: 'Write `dst-port=`, and accept `connection-state=established,related` above.',
    bad: `/ip firewall filter
add chain=input action=drop protocol=udp port=123 in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=drop protocol=udp dst-port=123 in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: port, "matches if any (source or destination) port matches".'],
  },

  *check(analysis) {
    const told = new Set<Matcher>();
    let sent = 0;
    for (const family of ['ip', 'ipv6'] as const) {
      if (!analysis.firewall.rules.some((rule) => rule.family === family && rule.matchers.some(isPort))) continue;
      for (const visit of filterVisits(analysis.firewall, family, 'input')) {
        const asked = isRefusal(visit.rule.action) ? visit.matchers.find(isPort) : undefined;
        if (asked === undefined || told.has(asked) || visit.rule.item.origin === undefined) continue;
        if (sent++ === MANY) return;
        const lost = yield* lostAnswer(analysis, family, visit, asked);
        if (lost === undefined) continue;
        told.add(asked);
        const owner = analysis.firewall.rules.find(({ matchers }) => matchers.includes(asked)) ?? visit.rule;
        const place = placed(owner.item, asked.property);
        yield {
          message: phrase`port=${asked.text} fits the source port, too, so this refuses what ${phraseOf(lost.name)} servers answer to the router: ${formatPacket(lost.packet)} state=established. Write dst-port, or accept established connections above.`,
          range: rangeOfItem(owner.item, 'port'),
          ...(analysis.configuration.wholeBy !== undefined && { severity: 'warning', confidence: 'high' }),
          related: owner === visit.rule ? [] : [{ message: phrase`refuses it`, range: rangeOf(visit.rule) }],
          fixes: [
            {
              title: phrase`Match the destination port`,
              safe: false,
              edits: place === undefined ? [] : [{ range: place.nameRange, newText: 'dst-port' }],
            },
          ],
        };
      }
    }
  },
};

function isPort({ name, negated, property }: Matcher): boolean {
  return name === 'port' && !negated && property.constant;
}

/** An answer that the rule refuses, by whatever way it comes from outside. */
function* lostAnswer(
  analysis: Analysis,
  family: Family,
  { rule, matchers }: ChainVisit,
  asked: Matcher,
): Steps<{ readonly name: string; readonly packet: Packet } | undefined> {
  const ports = parsePorts(asked.text);
  const source = outsideAddress(analysis, family);
  const { names } = waysIn(analysis.firewall);
  if (ports === undefined || source === undefined || names.length === 0 || names.length > MAX_WAYS) return undefined;
  for (const { name, protocol, port } of SERVICES) {
    if (!ports.contains(port) || !asksFor(matchers, protocol)) continue;
    const packet: Packet = { ...PACKET, family, protocol, source, sourcePort: port, state: 'established' };
    const traces = yield* probeEach(analysis, packet, names, 'input');
    const isLost = traces.every((trace) => trace?.by === rule);
    if (isLost) return { name, packet };
  }
  return undefined;
}

function asksFor(matchers: readonly Matcher[], protocol: number): boolean {
  return matchers.some(
    ({ name, text, negated }) => name === 'protocol' && !negated && protocolNumber(text) === protocol,
  );
}

const UDP = 17;
const TCP = 6;
const SERVICES = [
  { name: phraseKey`time`, protocol: UDP, port: 123 },
  { name: phraseKey`name`, protocol: UDP, port: 53 },
  { name: phraseKey`name`, protocol: TCP, port: 53 },
  { name: 'RADIUS', protocol: UDP, port: 1812 },
  { name: 'RADIUS', protocol: UDP, port: 1813 },
] as const;
const PACKET = parsePacket('udp 198.51.100.7:123 -> :50007') as Packet;
const MAX_WAYS = 12;
/** For each some packets are sent through the firewall. */
const MANY = 50;
