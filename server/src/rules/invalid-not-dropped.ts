import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { type Family, type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { looksInside } from '../firewall/uplinks.ts';
import { phrase, plural } from '../language/phrase.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { type ChainVisit, filterVisits } from './common/chainVisits.ts';
import { hasPlaceholder } from './common/hasPlaceholder.ts';
import { outsideAddress, waysIn } from './common/internetAccess.ts';
import { insertBelow, moveAbove, quoted, rangeOf, ruleLine, standsAlone } from './common/places.ts';
import { probe } from './common/probes.ts';
import { acceptsSessions, shownChain } from './common/shownChain.ts';
import type { Analysis, Rule } from './rule.ts';

/** Packets that belong to no connection, and that accepts let through. */
export const invalidNotDropped: Rule = {
  meta: {
    id: 'invalid-not-dropped',
    summary: 'Invalid packets are accepted, since they are dropped too late or not at all.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'A packet that belongs to no connection, and begins none, has the state `invalid`. An accept that does not ask for the state lets it in, so the drop of invalid packets belongs above such accepts, right below that of running sessions. In `forward` invalid packets also leave the router without address translation.',
    remedy: 'Put `drop connection-state=invalid` right below the accept of established connections.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=13231
add chain=input action=drop connection-state=invalid
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=accept protocol=udp dst-port=13231
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Building Your First Firewall.', 'RouterOS manual, Connection tracking.'],
  },

  *check(analysis) {
    const told = new Set<FirewallRule>();
    for (const family of ['ip', 'ipv6'] as const) {
      for (const chain of ['input', 'forward'] as const) {
        const visits = filterVisits(analysis.firewall, family, chain);
        const at = visits.findIndex(refusesInvalid);
        const finding = at < 0 ? yield* missing(analysis, family, chain, visits) : late(analysis, chain, visits, at);
        if (finding === undefined || told.has(finding.rule)) continue;
        told.add(finding.rule);
        yield finding.finding;
      }
    }
  },
};

interface Found {
  readonly rule: FirewallRule;
  readonly finding: RuleFinding;
}

/** The drop stands below accepts of its own chain. */
function late(
  analysis: Analysis,
  chain: 'input' | 'forward',
  visits: readonly ChainVisit[],
  at: number,
): Found | undefined {
  const { rule } = visits[at] as ChainVisit;
  const kind = analysis.reachability.of(rule).kind;
  if (rule.item.origin === undefined || rule.item.placeUnknown || kind === 'dead' || kind === 'unentered')
    return undefined;
  const accepts = visits.slice(0, at).filter((visit) => visit.rule.chain === rule.chain && lets(visit, chain));
  const above = [...new Set(accepts.map((visit) => visit.rule))].filter(
    (one) => one.item.origin !== undefined && isMet(analysis, one),
  );
  const [first] = above;
  if (first === undefined) return undefined;
  const some = above.length === 1 ? phrase`line ${ruleLine(analysis, first)}` : phrase`${above.length} rules above`;
  return {
    rule,
    finding: {
      message: plural(above.length, {
        one: phrase`Invalid packets get past this: ${some} accepts them first. Move this drop above line ${ruleLine(analysis, first)}.`,
        other: phrase`Invalid packets get past this: ${some} accept them first. Move this drop above line ${ruleLine(analysis, first)}.`,
      }),
      range: rangeOf(rule, 'connection-state'),
      related: above.slice(0, MAX_RELATED).map((one) => ({ message: phrase`accepts them first`, range: rangeOf(one) })),
      fixes: moveAbove(analysis, rule, first, phrase`Move the drop above line ${ruleLine(analysis, first)}`),
    },
  };
}

/** Whether packets get there; of a template whose values are still to be filled in this is taken for granted. */
function isMet({ reachability }: Analysis, rule: FirewallRule): boolean {
  const { kind } = reachability.of(rule);
  return kind === 'reachable' || (kind === 'unknown' && hasPlaceholder(rule));
}

/** Nothing refuses invalid packets as such, and some pass. */
function* missing(
  analysis: Analysis,
  family: Family,
  chain: 'input' | 'forward',
  visits: readonly ChainVisit[],
): Steps<Found | undefined> {
  yield;
  const shown = shownChain(analysis, family, chain);
  const sessions = visits.find(({ rule }) => acceptsSessions(rule))?.rule;
  if (shown === undefined || shown.rules.length < 2 || sessions?.item.origin === undefined) return undefined;
  if (chain === 'forward' && !translates(analysis, family)) return undefined;
  const packet = yield* passing(analysis, family, chain);
  const open = visits.find((visit) => lets(visit, chain))?.rule;
  if (packet === undefined && open === undefined) return undefined;
  const how =
    open === undefined
      ? phrase`${formatPacket(packet as Packet)} state=invalid reaches its end`
      : phrase`line ${ruleLine(analysis, open)} accepts them`;
  const assumed = shown.assumption === undefined ? '' : ` (${shown.assumption})`;
  return {
    rule: sessions,
    finding: {
      message: phrase`Nothing drops invalid packets in the chain ${chain}: ${how}${assumed}. Drop connection-state=invalid below this.`,
      range: rangeOf(sessions, 'connection-state'),
      confidence: shown.assumption === undefined ? 'high' : 'medium',
      fixes: insertDrop(analysis, sessions),
    },
  };
}

/** An invalid packet that gets to the end of the chain by every way. */
function* passing(analysis: Analysis, family: Family, chain: 'input' | 'forward'): Steps<Packet | undefined> {
  const source = outsideAddress(analysis, family);
  const { names } = waysIn(analysis.firewall);
  if (source === undefined || names.length === 0 || names.length > MAX_WAYS) return undefined;
  const packet = { ...PACKETS[family][chain], source };
  for (const inInterface of names) {
    const trace = yield* probe(analysis, { ...packet, inInterface }, chain);
    if (trace?.verdict !== 'accept' || trace.by !== undefined) return undefined;
  }
  return packet;
}

function invalid(text: string): Packet {
  return { ...(parsePacket(text) as Packet), state: 'invalid' };
}

const PACKETS: Readonly<Record<Family, Readonly<Record<'input' | 'forward', Packet>>>> = {
  ip: {
    input: invalid('tcp 198.51.100.7:40000 -> :50007'),
    forward: invalid('tcp 198.51.100.7:40000 -> 192.168.88.199:50007'),
  },
  ipv6: {
    input: invalid('tcp [2001:db8:1::7]:40000 -> :50007'),
    forward: invalid('tcp [2001:db8:1::7]:40000 -> [2001:db8:2::7]:50007'),
  },
};

/** Where connections are translated or take the fast way, an invalid packet that is sent on does harm. */
function translates({ firewall }: Analysis, family: Family): boolean {
  return firewall.rules.some(
    ({ enabled, family: own, action, table }) =>
      enabled && own === family && (action === 'fasttrack-connection' || table === 'nat'),
  );
}

/** Whether it refuses what is invalid, or jumps to where that is done. */
function refusesInvalid({ rule: { action, matchers } }: ChainVisit): boolean {
  if (!isRefusal(action) && action !== 'jump') return false;
  return matchers.some(
    ({ name, text, negated }) => name === 'connection-state' && text.split(',').includes('invalid') !== negated,
  );
}

/** Whether it accepts invalid packets of others than those whom the firewall trusts; a ping does no harm. */
function lets({ rule: { action }, matchers }: ChainVisit, chain: 'input' | 'forward'): boolean {
  if (action !== 'accept' || matchers.some(isHarmless)) return false;
  return chain === 'forward' || !matchers.some(isTrusting);
}

function isHarmless({ name, text, negated }: Matcher): boolean {
  if (name === 'connection-state' || name === 'ipsec-policy' || name === 'connection-nat-state') return true;
  if (name === 'dst-address-type' && !negated) return true;
  return name === 'protocol' && !negated && HARMLESS.has(text);
}

function isTrusting({ name, text, negated }: Matcher): boolean {
  if (name.startsWith('src-address') || name === 'src-mac-address') return !negated;
  return name.startsWith('in-interface') && looksInside(text) !== negated;
}

function insertDrop(analysis: Analysis, below: FirewallRule): Fix[] {
  if (!standsAlone(analysis, below)) return [];
  const command = `add action=drop chain=${quoted(below.chain)} connection-state=invalid`;
  return [
    {
      title: phrase`Drop invalid packets below this rule`,
      safe: false,
      edits: [insertBelow(analysis, below, [command])],
    },
  ];
}

/** Protocols in which an invalid packet begins nothing; connection tracking knows no states of some of them. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'icmp',
    '1',
    'icmpv6',
    '58',
    'ipsec-esp',
    '50',
    'ipsec-ah',
    '51',
    'gre',
    '47',
    'igmp',
    '2',
    'ospf',
    '89',
    'ipv6',
    'ipv6-encap',
    '41',
  ],
]);
const MAX_WAYS = 12;
const MAX_RELATED = 5;
