import type { RuleFinding } from '../diagnostics/finding.ts';
import { type Family, type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { type ChainVisit, type VisitedChain, visitedChains } from './common/chainVisits.ts';
import { overlap } from './common/overlap.ts';
import { rangeOf } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import type { Analysis, Rule } from './rule.ts';

/** Half of what a service needs. */
export const portWithoutPair: Rule = {
  meta: {
    id: 'port-without-pair',
    summary: 'One of two ports, or protocols, that a service needs together is treated, and the other is not.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'IPsec begins at UDP 500 and goes on at 4500 where an address is translated, CAPWAP has 5246 for control and 5247 for data, and PPTP carries in GRE what it agrees on at TCP 1723. Where only one of the two is accepted, and what is left is dropped, the service connects and then fails, or never begins. Where a chain of checks is asked for one of the two alone, the other passes unchecked.',
    remedy: 'Name both in one rule, such as `dst-port=500,4500`.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=5246 in-interface=bridge
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp dst-port=5246,5247 in-interface=bridge
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: [
      'RFC 3947: NAT traversal in IKE, ports 500 and 4500.',
      'RFC 5415: CAPWAP, ports 5246 and 5247.',
      'RFC 2637: PPTP, TCP 1723 and GRE.',
    ],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const named = new Set(
        analysis.firewall.rules.filter((rule) => rule.family === family && isCandidate(rule)).slice(0, MANY),
      );
      if (named.size === 0) continue;
      const told = new Set<FirewallRule>();
      for (const chain of visitedChains(analysis.firewall, family)) {
        for (const visit of chain.visits) {
          if (!named.has(visit.rule) || told.has(visit.rule)) continue;
          yield undefined;
          const finding = judged(analysis, family, chain, visit);
          if (finding === undefined) continue;
          told.add(visit.rule);
          yield finding;
        }
      }
    }
  },
};

/** One of the two, as a rule asks for it. */
interface End {
  readonly protocol: number;
  readonly port?: number;
}

interface Pair {
  readonly ends: readonly [End, End];
  readonly service: string;
  /** Then the service gets along without the other end. */
  readonly instead?: End;
}

/** Each is compared with all others. */
const MANY = 50;
const UDP = 17;
const TCP = 6;
const PAIRS: readonly Pair[] = [
  {
    ends: [
      { protocol: UDP, port: 500 },
      { protocol: UDP, port: 4500 },
    ],
    service: 'IPsec',
    instead: { protocol: 50 },
  },
  {
    ends: [
      { protocol: UDP, port: 5246 },
      { protocol: UDP, port: 5247 },
    ],
    service: 'CAPWAP',
  },
  { ends: [{ protocol: TCP, port: 1723 }, { protocol: 47 }], service: 'PPTP' },
];

function isCandidate(rule: FirewallRule): boolean {
  if (!rule.enabled || rule.table !== 'filter' || rule.item.origin === undefined) return false;
  if (rule.action !== 'accept' && rule.action !== 'jump') return false;
  return PAIRS.some(({ ends }) => ends.some((end) => end.port !== undefined && names(rule, end)));
}

/** Whether the rule names just this port, or few with it; a range is not meant for one service. */
function names({ matchers }: { readonly matchers: readonly Matcher[] }, { protocol, port }: End): boolean {
  const asked = matchers.find(({ name }) => name === 'dst-port' || name === 'port');
  const own = matchers.find(({ name }) => name === 'protocol');
  if (own === undefined || own.negated || protocolNumber(own.text) !== protocol) return false;
  if (port === undefined) return true;
  if (asked === undefined || asked.negated || !asked.property.constant) return false;
  return asked.text.split(',').includes(String(port));
}

function judged(
  analysis: Analysis,
  family: Family,
  { hook, visits }: VisitedChain,
  visit: ChainVisit,
): RuleFinding | undefined {
  const { rule } = visit;
  if (visit.matchers.some(asksForRunning) || !mayBeReached(analysis, rule)) return undefined;
  for (const { ends, service, instead } of PAIRS) {
    for (const [index, end] of ends.entries()) {
      const other = ends[1 - index] as End;
      if (end.port === undefined || !names(rule, end) || mayFit(rule, other)) continue;
      const rules = analysis.firewall.rules.filter((one) => one.family === family && one.table === 'filter');
      if (rules.some((one) => speaksOf(one, visit, other))) continue;
      // Without translation the rest of IPsec is a protocol of its own.
      if (instead !== undefined && index === 0 && rule.action === 'accept' && rules.some((one) => names(one, instead)))
        continue;
      if (rule.action === 'accept' && hook !== undefined && !isRefusedBelow(visits, visit)) continue;
      return finding(rule, service, end, other);
    }
  }
  return undefined;
}

/** Whether the rule may fit packets of the other end, as far as its protocol and its ports tell. */
function mayFit({ matchers }: { readonly matchers: readonly Matcher[] }, end: End): boolean {
  return matchers.every(({ name, text, negated }) => {
    if (name === 'protocol') {
      const number = protocolNumber(text);
      return number === undefined || (number === end.protocol) !== negated;
    }
    if (name !== 'dst-port' && name !== 'port') return true;
    // What a script computes may be any port.
    const ports = parsePorts(text);
    return ports === undefined || (end.port !== undefined && ports.contains(end.port) !== negated);
  });
}

/** Whether another rule accepts the other end, or has a chain for it, from where this one accepts its own. */
function speaksOf(other: FirewallRule, visit: ChainVisit, end: End): boolean {
  if (other === visit.rule || visit.jumps.includes(other) || isRefusal(other.action) || SILENT.has(other.action))
    return false;
  if (other.matchers.some(asksForRunning) || !mayFit(other, end) || other.matchers.some(isElsewhere)) return false;
  const beside = { matchers: other.matchers.filter(({ name }) => !OF_SERVICE.has(name)) };
  const namesPort = other.matchers.some(({ name }) => name.endsWith('port'));
  if (namesPort || (end.port === undefined && other.matchers.some(({ name }) => name === 'protocol')))
    return overlap(beside, visit) !== 'no';
  // One for all services counts where it holds for all these senders; checks are of what they name.
  if (visit.rule.action === 'jump') return false;
  const isWider = beside.matchers.every((one) =>
    visit.matchers.some(({ name, text, negated }) => name === one.name && text === one.text && negated === one.negated),
  );
  return isWider && (other.chain === visit.rule.chain || visit.jumps.some(({ chain }) => chain === other.chain));
}

function asksForRunning({ name, text, negated }: Matcher): boolean {
  return name === 'connection-state' && text.split(',').includes('new') === negated;
}

/** What is for the router itself, or for who sends from a certain port. */
function isElsewhere({ name, text, negated }: Matcher): boolean {
  return name === 'src-port' || (name === 'src-address' && !negated && text.startsWith('127.'));
}

/** Whether a rule below refuses what is left, of all ports. */
function isRefusedBelow(visits: readonly ChainVisit[], { position, matchers }: ChainVisit): boolean {
  return visits
    .slice(position + 1)
    .some(
      (below) =>
        isRefusal(below.rule.action) &&
        below.rule.table === 'filter' &&
        below.matchers.every(({ name }) => WIDE.has(name)) &&
        overlap(below, { matchers }) !== 'no',
    );
}

function finding(rule: FirewallRule, service: string, end: End, other: End): RuleFinding {
  const missing = other.port === undefined ? 'GRE' : `${other.protocol === UDP ? 'UDP' : 'TCP'} ${other.port}`;
  const message =
    rule.action === 'accept'
      ? phrase`${service} needs ${missing} besides port ${end.port}, and nothing here accepts it from the same senders. Name both.`
      : phrase`${service} uses ${missing} besides port ${end.port}, and only this one goes through the chain that it jumps to. Name both.`;
  return { message, range: rangeOf(rule, 'dst-port', 'port') };
}

const OF_SERVICE: ReadonlySet<string> = new Set(['protocol', 'dst-port', 'port', 'connection-state']);
const WIDE: ReadonlySet<string> = new Set(['in-interface', 'in-interface-list', 'connection-state']);
const SILENT: ReadonlySet<string> = new Set(['log', 'passthrough', 'return', 'add-src-to-address-list']);
