import type { FirewallRule, Matcher } from '../firewall/firewall.ts';
import { looksInside, looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type BanList, banLists } from './common/bans.ts';
import { type ChainVisit, hookVisits, visitsOfRule } from './common/chainVisits.ts';
import { overlap } from './common/overlap.ts';
import { moveAbove, rangeOf, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** The refusal of a ban below what it should keep the banned from. */
export const banLate: Rule = {
  meta: {
    id: 'ban-late',
    summary: 'Who is banned is still let in, since an accept stands above the refusal.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Rules are met in order. An accept that asks neither for a source nor for a side lets in whoever is on a list that is only refused below, so that ban does not hold for this service. A service may be left to the banned on purpose, such as a VPN by which you get in yourself.',
    remedy:
      'Refuse the list above the accepts, below that of running sessions; or leave it, if the service is for everybody.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=443
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1h protocol=tcp psd=21,3s,3,1 in-interface-list=WAN
add chain=input action=drop src-address-list=scanners
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop src-address-list=scanners
add chain=input action=accept protocol=tcp dst-port=443
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1h protocol=tcp psd=21,3s,3,1 in-interface-list=WAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    for (const ban of banLists(analysis, { traps: true }).slice(0, MAX_BANS)) {
      if (ban.ofSources.length === 0 || ban.refusingSources.length === 0) continue;
      const visits = hookVisits(analysis.firewall, ban.family, 'input');
      const met = ban.refusingSources.flatMap((rule) => visitsOfRule(analysis.firewall, rule, 'input'));
      const [late] = met.sort((a, b) => a.position - b.position);
      yield undefined;
      if (late?.rule.item.origin === undefined || late.rule.item.placeUnknown) continue;
      const refusal = late.rule;
      const accepts = visits
        .slice(0, late.position)
        .filter((visit) => visit.rule.table === refusal.table && letsIn(visit) && meets(visit, late))
        .map(({ rule }) => rule);
      const above = [...new Set(accepts)].filter((rule) => isReached(analysis, rule, ban));
      const [first] = above;
      if (first === undefined) continue;
      yield {
        message: phrase`Who is on the list ${ban.list} still gets in by ${above.length === 1 ? phrase`line ${ruleLine(analysis, first)}` : phrase`${above.length} rules above`}. Refuse the list above line ${ruleLine(analysis, first)}, if the ban is to hold there.`,
        range: rangeOf(refusal, 'src-address-list'),
        related: above
          .slice(0, MAX_RELATED)
          .map((rule) => ({ message: phrase`lets in the banned`, range: rangeOf(rule) })),
        fixes:
          first.chain === refusal.chain
            ? moveAbove(analysis, refusal, first, phrase`Move the refusal above line ${ruleLine(analysis, first)}`)
            : [],
      };
    }
  },
};

function isReached({ reachability }: Analysis, rule: FirewallRule, { family }: BanList): boolean {
  if (rule.family !== family || rule.item.origin === undefined) return false;
  const { kind } = reachability.of(rule);
  // Under a condition it lets in the banned where it is there.
  return kind === 'reachable' || (kind === 'unknown' && rule.item.conditional);
}

/** An accept of new connections from anybody; of the tables before the filter, of anything. */
function letsIn({ rule: { action, table }, matchers }: ChainVisit): boolean {
  if (action !== 'accept' || matchers.some(isNarrow)) return false;
  const protocol = matchers.find(({ name, negated }) => name === 'protocol' && !negated)?.text;
  return table === 'raw' ? protocol !== undefined : protocol !== undefined && SERVICES.has(protocol);
}

function isNarrow({ name, text, negated }: Matcher): boolean {
  if (name === 'connection-state') return text.split(',').includes('new') === negated;
  if (name.startsWith('in-interface')) return negated ? !looksInside(text) : !looksOutside(text);
  return NARROWING.has(name);
}

/** Whether both match one packet; what a script computes may be anything. */
function meets(a: ChainVisit, b: ChainVisit): boolean {
  const asks = (visit: ChainVisit, port: string): boolean => visit.matchers.some(({ name }) => name === port);
  if (asks(a, 'port') && asks(b, 'dst-port')) return false;
  const isComputed = b.matchers.some(({ name, property }) => name === 'dst-port' && !property.constant);
  return !isComputed && overlap(a, b) === 'yes';
}

const SERVICES: ReadonlySet<string> = new Set(['tcp', '6', 'udp', '17']);
const NARROWING: ReadonlySet<string> = new Set([
  ...['src-address', 'src-address-list', 'src-address-type', 'src-mac-address', 'ipsec-policy', 'hotspot'],
  ...['dst-address-type', 'connection-mark', 'packet-mark', 'src-port', 'connection-nat-state'],
]);
const MAX_RELATED = 5;
/** Each looks at all rules above its refusal. */
const MAX_BANS = 200;
