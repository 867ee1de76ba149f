import type { RuleFinding } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import type { FirewallRule, Matcher } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import { looksOutside } from '../firewall/uplinks.ts';
import { type BanList, banLists } from './common/bans.ts';
import { type ChainVisit, hookVisits } from './common/chainVisits.ts';
import { quoted, rangeOf, ruleLine } from './common/places.ts';
import { acceptsSessions } from './common/shownChain.ts';
import type { Analysis, Rule } from './rule.ts';

/** A trap that catches others than those for whom it is laid. */
export const banTooWide: Rule = {
  meta: {
    id: 'ban-too-wide',
    summary: 'A ban also hits hosts of the inside, or whomever a forged packet names.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'A rule that lists the source of a scan or of too many connections counts the inside as well, unless it asks for the interface of the outside or spares own addresses: a busy host, or the administrator who tries a few ports, is then cut off. And the source of a UDP packet is easily forged: whoever sends some in the name of your resolver has its answers refused for as long as the entry lasts.',
    remedy:
      'Add `in-interface-list=WAN` to the rule that fills the list, or accept own addresses above. Ban by TCP only, for minutes, and refuse the list below the accept of established connections where the ban is to keep out new ones.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=3d protocol=tcp psd=21,3s,3,1
add chain=input action=drop src-address-list=scanners
add chain=input action=accept connection-state=established,related
`,
    good: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=3d protocol=tcp psd=21,3s,3,1 in-interface-list=WAN
add chain=input action=drop src-address-list=scanners
add chain=input action=accept connection-state=established,related
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 2827: forged source addresses.', 'RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    for (const ban of banLists(analysis)) {
      yield;
      if (ban.ofSources.length === 0 || ban.refusingSources.length === 0) continue;
      const finding = ofInside(analysis, ban) ?? ofForged(analysis, ban);
      if (finding !== undefined) yield finding;
    }
  },
};

/** Traps that what the inside sends springs, and a refusal that then takes it. */
function ofInside(analysis: Analysis, ban: BanList): RuleFinding | undefined {
  for (const hook of ['input', 'forward'] as const) {
    const visits = hookVisits(analysis.firewall, ban.family, hook);
    const refusal = visits.find(
      (visit) => ban.refusingSources.includes(visit.rule) && isOpen(visit, ban) && visit.matchers.every(isWide),
    );
    if (refusal === undefined) continue;
    const isCaught = (visit: ChainVisit, at: number): boolean =>
      ban.ofSources.includes(visit.rule) &&
      isReached(analysis, visit.rule) &&
      isOrdinary(visit) &&
      isOpen(visit, ban) &&
      asksNoOther(visits, visit, new Set([ban.list])) &&
      !visits.slice(0, at).some(sparesInside);
    const caught = [...new Set(visits.filter(isCaught).map(({ rule }) => rule))];
    const [first, ...others] = caught;
    if (first === undefined) continue;
    const long = timeoutText(first);
    return {
      message: `Hosts of the inside are banned as well: neither an interface is asked for nor an own address spared, and line ${ruleLine(analysis, refusal.rule)} then refuses what they send ${long}. Add the interface of the outside, or accept own addresses above.`,
      range: rangeOf(first, 'address-list'),
      related: [
        { message: 'refuses who is on the list', range: rangeOf(refusal.rule) },
        ...others.map((rule) => ({ message: 'so does this', range: rangeOf(rule, 'address-list') })),
      ],
    };
  }
  return undefined;
}

/** A trap that UDP springs, and a refusal of all that comes from its victim, answers too. */
function ofForged(analysis: Analysis, ban: BanList): RuleFinding | undefined {
  const visits = hookVisits(analysis.firewall, ban.family, 'input');
  const running = visits.findIndex(({ rule }) => rule.table === 'filter' && acceptsSessions(rule));
  const refusal = visits
    .slice(0, running < 0 ? visits.length : running)
    .find(({ rule, matchers }) => ban.refusingSources.includes(rule) && matchers.every(isSide));
  const trap = visits.find(
    ({ rule, matchers }) =>
      ban.ofSources.includes(rule) &&
      isReached(analysis, rule) &&
      timeoutOf(rule) >= LONG &&
      matchers.some(({ name, text, negated }) => name === 'protocol' && UDP.has(text) && !negated) &&
      !matchers.some(({ name }) => name === 'src-address' || name === 'src-address-list'),
  );
  if (refusal === undefined || trap === undefined) return undefined;
  return {
    message: `Whoever forges some UDP packets has the address that they name banned ${timeoutText(trap.rule)}, your resolver's, for one: line ${ruleLine(analysis, refusal.rule)} then refuses its answers. Ban by TCP, for minutes, or refuse the list below the accept of established connections.`,
    range: rangeOf(trap.rule, 'address-list'),
    related: [{ message: 'refuses who is on the list', range: rangeOf(refusal.rule) }],
  };
}

function isReached({ reachability }: Analysis, rule: FirewallRule): boolean {
  const { kind } = reachability.of(rule);
  return kind === 'reachable' || kind === 'unknown';
}

function timeoutText(rule: FirewallRule): string {
  const timeout = textOf(rule.item, 'address-list-timeout');
  return timeoutOf(rule) === Number.POSITIVE_INFINITY || timeout === undefined
    ? 'until the router restarts'
    : `for ${quoted(timeout)}`;
}

/** Whether hosts of the inside may do such a thing; they send no packets with odd flags. */
function isOrdinary({ matchers }: ChainVisit): boolean {
  return matchers.every(({ name, text, negated }) => {
    if (name !== 'tcp-flags') return true;
    const set = text.split(',').filter((flag) => !flag.startsWith('!'));
    return !negated && set.length === 1 && set[0] === 'syn';
  });
}

/** A ban from one service of the router does little harm. */
function isWide({ name, text, negated }: Matcher): boolean {
  return (
    name === 'src-address-list' || name === 'connection-state' || (name === 'protocol' && text === 'tcp' && !negated)
  );
}

/** Whether it asks for no side and no source, apart from lists. */
function isOpen({ matchers }: ChainVisit, ban: BanList): boolean {
  return !matchers.some((one) => NARROWING.has(one.name) || (isListed(one) && one.negated && one.text !== ban.list));
}

/** Whether the lists that it asks for are levels of a counter, filled just as freely. */
function asksNoOther(visits: readonly ChainVisit[], { matchers }: ChainVisit, seen: Set<string>): boolean {
  for (const { text, negated, name } of matchers) {
    if (name !== 'src-address-list' || negated || seen.has(text)) continue;
    seen.add(text);
    const fillers = visits.filter(
      ({ rule }) => rule.action === 'add-src-to-address-list' && textOf(rule.item, 'address-list') === text,
    );
    const isFree = fillers.some(
      (filler) =>
        !filler.matchers.some((one) => NARROWING.has(one.name) || (isListed(one) && one.negated)) &&
        asksNoOther(visits, filler, seen),
    );
    if (!isFree) return false;
  }
  return true;
}

function isListed({ name }: Matcher): boolean {
  return name === 'src-address-list';
}

/** Whether it lets by all of the inside, or all of some sources. */
function sparesInside({ rule: { action }, matchers }: ChainVisit): boolean {
  if (action !== 'accept' && action !== 'return') return false;
  const isWide = matchers.every(
    ({ name }) => NARROWING.has(name) || name === 'src-address-list' || name === 'connection-state',
  );
  const sides = matchers.filter(({ name }) => name !== 'connection-state');
  return isWide && sides.length > 0 && sides.every(({ text, negated }) => negated || !looksOutside(text));
}

function isSide({ name }: Matcher): boolean {
  return name === 'src-address-list' || name.startsWith('in-interface');
}

const NARROWING: ReadonlySet<string> = new Set([
  ...['in-interface', 'in-interface-list', 'in-bridge-port', 'in-bridge-port-list', 'src-address', 'src-mac-address'],
  ...['src-address-type', 'ipsec-policy', 'hotspot', 'connection-nat-state', 'packet-mark', 'connection-mark'],
]);
const UDP: ReadonlySet<string> = new Set(['udp', '17']);
/** A day. */
const LONG = 24 * 60 * 60;
