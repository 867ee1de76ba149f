import type { RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import type { Steps } from '../text/steps.ts';
import { visitsOfRule } from './common/chainVisits.ts';
import { asksForSource, isChosen } from './common/chosenPort.ts';
import { type Entry, enteringEach, everybody, outsideAddress, strangersOf, waysIn } from './common/internetAccess.ts';
import { listeningServices } from './common/listening.ts';
import { rangeOf } from './common/places.ts';
import { probe } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** An accept that believes what a stranger says of himself. */
export const sourcePortOpens: Rule = {
  meta: {
    id: 'source-port-opens',
    summary: 'A service is open to who sends from a certain port.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The source port is what the sender writes there. A rule that accepts `src-port=53`, for the answers of name servers, accepts everything that a scanner sends from port 53, to each service of the router: `nmap -g 53` does just that.',
    remedy:
      'Accept `connection-state=established,related` for answers. Where a peer must send first, ask for its address as well.',
    bad: `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input protocol=tcp src-port=53,80,443
add action=drop chain=input
`,
    good: `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input protocol=tcp src-port=53,80,443 src-address=192.0.2.53
add action=drop chain=input
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['Nmap Reference Guide, Firewall/IDS Evasion: --source-port.', 'RouterOS manual, Connection tracking.'],
  },

  *check(analysis) {
    const chosen = analysis.firewall.rules.filter((rule) => rule.enabled && asksForSource(rule));
    if (chosen.length === 0) return;
    const services = listeningServices(analysis);
    const told = new Set<FirewallRule>();
    for (const family of ['ip', 'ipv6'] as const) {
      if (!chosen.some((rule) => rule.family === family)) continue;
      const ways = yield* strangersOf(analysis, family);
      for (const { name, protocol, port } of services) {
        const found = yield* enteringEach(ways, protocol, port);
        for (const rule of opening(found)) {
          if (told.has(rule) || rule.item.origin === undefined) continue;
          told.add(rule);
          const packet = packetBy(found, rule);
          const all = yield* enteringEach(yield* everybody(analysis, family), protocol, port);
          const isOpenToAll = opening(all).includes(rule);
          const assumption = isOpenToAll ? undefined : ways[0]?.assumption;
          if (packet !== undefined) yield finding(rule, packet, name, assumption);
        }
      }
      for (const rule of chosen.slice(0, MANY)) {
        if (rule.family !== family || told.has(rule) || rule.item.origin === undefined) continue;
        const packet = yield* anyPort(analysis, rule);
        yield packet === undefined ? undefined : wide(rule, packet);
      }
    }
  },
};

/** A packet to a port that no rule names, which the rule accepts for its source port alone. */
function* anyPort(analysis: Analysis, rule: FirewallRule): Steps<Packet | undefined> {
  const port = portsOf(rule);
  const protocol = protocolNumber(matcher(rule, 'protocol')?.text ?? '');
  const source = outsideAddress(analysis, rule.family);
  // Of TCP `management-exposed` speaks.
  if (port === undefined || protocol !== UDP || source === undefined) return undefined;
  const visits = visitsOfRule(analysis.firewall, rule, 'input');
  if (visits.length === 0 || rule.matchers.some(({ name }) => NARROW.has(name))) return undefined;
  const { names, guessed } = waysIn(analysis.firewall);
  if (names.length > MAX_WAYS) return undefined;
  const accepted: Packet[] = [];
  for (const inInterface of names) {
    const packet: Packet = { ...PACKET, family: rule.family, protocol, source, sourcePort: port, inInterface };
    if ((yield* probe(analysis, packet, 'input'))?.by !== rule) continue;
    const otherwise = yield* probe(analysis, { ...packet, sourcePort: ORDINARY }, 'input');
    if (otherwise?.verdict !== 'accept' || otherwise.by === undefined) accepted.push(packet);
  }
  return guessed && accepted.length < names.length ? undefined : accepted[0];
}

/** The first of the source ports that it accepts, where no client has one of them by chance and it names no other. */
function portsOf(rule: FirewallRule): number | undefined {
  const asked = rule.matchers.filter(({ name }) => name.endsWith('port'));
  const [only] = asked;
  if (asked.length !== 1 || only === undefined || only.negated || !only.property.constant) return undefined;
  const ports = only.name === 'src-port' || only.name === 'port' ? parsePorts(only.text) : undefined;
  return ports === undefined || ports.contains(ORDINARY) ? undefined : ports.first;
}

function wide(rule: FirewallRule, packet: Packet): RuleFinding {
  const from = packet.inInterface === undefined ? '' : phrase` from ${packet.inInterface}`;
  return {
    message: phrase`Who sends from port ${packet.sourcePort} reaches every UDP port of the router: ${formatPacket(packet)}${from} is accepted here, and anybody can choose that port. Accept established connections instead, or ask for the peer's address.`,
    range: rangeOf(rule, 'src-port', 'port'),
    severity: 'information',
    confidence: 'high',
  };
}

const UDP = 17;
const MAX_WAYS = 12;
/** For each some packets are sent through the firewall. */
const MANY = 50;
/** A source port as clients have them. */
const ORDINARY = 40_000;
const PACKET = parsePacket('udp 198.51.100.7:53 -> :50007') as Packet;
const NARROW: ReadonlySet<string> = new Set(['src-address', 'src-address-list', 'dst-address', 'connection-state']);

/** Rules that let in who has chosen a source port, where nobody else gets in, by every way. */
function opening(found: readonly (readonly Entry[])[]): FirewallRule[] {
  if (found.length === 0 || found.some((entries) => entries.length === 0 || !entries.every(isChosen))) return [];
  const [first = []] = found;
  return first.flatMap(({ by }) => by ?? []);
}

function packetBy(found: readonly (readonly Entry[])[], rule: FirewallRule): Packet | undefined {
  return found.flat().find(({ by }) => by === rule)?.packet;
}

function finding(rule: FirewallRule, packet: Packet, service: string, assumption: string | undefined): RuleFinding {
  return {
    message: phrase`Who sends from port ${packet.sourcePort} reaches ${service}: ${formatPacket(packet)} is accepted here${assumption === undefined ? '' : ` (${assumption})`}, and anybody can choose that port. Accept established connections instead, or ask for the peer's address.`,
    range: rangeOf(rule, 'src-port', 'port'),
    confidence: assumption === undefined ? 'certain' : 'medium',
  };
}
