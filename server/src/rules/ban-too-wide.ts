import type { RuleFinding } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import type { Family, FirewallRule, Matcher } from '../firewall/firewall.ts';
import { type Hook, timeoutOf } from '../firewall/interpret.ts';
import { looksInside, looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type BanList, banLists } from './common/bans.ts';
import { type ChainVisit, hookVisits, visitsOfRule } from './common/chainVisits.ts';
import { quoted, rangeOf, ruleLine } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
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
    why: 'A rule that lists the source of a scan or of too many connections counts the inside as well, unless it asks for the interface of the outside or spares own addresses: a busy host, or the administrator who tries a few ports, is then cut off. And the source of a UDP packet, or of the first one of TCP, is easily forged: whoever sends some in the name of your resolver has its answers refused for as long as the entry lasts.',
    remedy:
      'Add `in-interface-list=WAN` to the rule that fills the list, or accept own addresses above. Ban for minutes, by what needs a connection or many packets, and refuse the list below the accept of established connections where the ban is to keep out new ones.',
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
    const facts = new Map<string, HookFacts>();
    const factsOf = (family: Family, hook: Hook): HookFacts => {
      const key = `${family} ${hook}`;
      const known = facts.get(key) ?? readFacts(hookVisits(analysis.firewall, family, hook));
      facts.set(key, known);
      return known;
    };
    for (const ban of banLists(analysis)) {
      yield;
      if (ban.ofSources.length === 0 || ban.refusingSources.length === 0) continue;
      yield ofInside(analysis, ban, factsOf) ?? ofForged(analysis, ban, factsOf(ban.family, 'input'));
    }
  },
};

/** What holds for all lists of a way. */
interface HookFacts {
  /** Rules that fill a list with sources, by its name. */
  readonly fillers: ReadonlyMap<string, readonly ChainVisit[]>;
  /** Where the inside, or some sources, are let by. */
  readonly sparing: number;
  /** Where running sessions are accepted in the filter; behind all rules where they are not. */
  readonly running: number;
  readonly showsRunning: boolean;
}

function readFacts(visits: readonly ChainVisit[]): HookFacts {
  const fillers = new Map<string, ChainVisit[]>();
  for (const visit of visits) {
    const list = visit.rule.action === 'add-src-to-address-list' ? textOf(visit.rule.item, 'address-list') : undefined;
    if (list === undefined) continue;
    const known = fillers.get(list);
    if (known === undefined) fillers.set(list, [visit]);
    else known.push(visit);
  }
  const at = (holds: (visit: ChainVisit) => boolean): number => visits.find(holds)?.position ?? visits.length;
  const running = at(({ rule }) => rule.table === 'filter' && acceptsSessions(rule));
  return {
    fillers,
    sparing: at(sparesInside),
    running,
    showsRunning: running < visits.length,
  };
}

/** Traps that what the inside sends springs, and a refusal that then takes it. */
function ofInside(
  analysis: Analysis,
  ban: BanList,
  factsOf: (family: Family, hook: Hook) => HookFacts,
): RuleFinding | undefined {
  for (const hook of ['input', 'forward'] as const) {
    const met = (rules: readonly FirewallRule[]): ChainVisit[] =>
      rules.flatMap((rule) => visitsOfRule(analysis.firewall, rule, hook));
    const refusal = met(ban.refusingSources).find((visit) => isOpen(visit, ban) && visit.matchers.every(isWide));
    if (refusal === undefined) continue;
    const { fillers, sparing } = factsOf(ban.family, hook);
    const isCaught = (visit: ChainVisit): boolean =>
      visit.position < sparing &&
      mayBeReached(analysis, visit.rule) &&
      isOrdinary(visit) &&
      isOpen(visit, ban) &&
      asksNoOther(fillers, visit, new Set([ban.list]));
    const caught = [
      ...new Set(
        met(ban.ofSources)
          .filter(isCaught)
          .map(({ rule }) => rule),
      ),
    ];
    const [first, ...others] = caught;
    if (first === undefined) continue;
    const long = timeoutText(first);
    return {
      message: phrase`Hosts of the inside are banned as well: neither an interface is asked for nor an own address spared, and line ${ruleLine(analysis, refusal.rule)} then refuses what they send ${long}. Add the interface of the outside, or accept own addresses above.`,
      range: rangeOf(first, 'address-list'),
      related: [
        { message: phrase`refuses who is on the list`, range: rangeOf(refusal.rule) },
        ...others.map((rule) => ({ message: phrase`so does this`, range: rangeOf(rule, 'address-list') })),
      ],
    };
  }
  return undefined;
}

/** A trap that a packet springs which needs no answer, and a refusal of all that comes from its victim, answers too. */
function ofForged(
  analysis: Analysis,
  ban: BanList,
  { running, showsRunning, fillers }: HookFacts,
): RuleFinding | undefined {
  const met = (rules: readonly FirewallRule[]): ChainVisit[] =>
    rules.flatMap((rule) => visitsOfRule(analysis.firewall, rule, 'input'));
  const refusal = met(ban.refusingSources).find(
    ({ matchers, position }) => position < running && matchers.every(isSide) && !matchers.some(asksForInside),
  );
  const trap = met(ban.ofSources).find(
    ({ rule, matchers }) =>
      mayBeReached(analysis, rule) &&
      timeoutOf(rule) >= LONG &&
      !matchers.some(asksForInside) &&
      isForgeable(fillers, matchers, MAX_FORGED),
  );
  if (refusal === undefined || trap === undefined) return undefined;
  const isUdp = trap.matchers.some(isOverUdp);
  // Of a part of a firewall the accept may stand elsewhere, above.
  if (!isUdp && refusal.rule.table !== 'raw' && !showsRunning) return undefined;
  const packets = isUdp
    ? phrase`some UDP packets has the address that they name`
    : phrase`a SYN or a few has the address that they name`;
  const remedy = isUdp ? phrase`Ban by TCP, for minutes,` : phrase`Ban for minutes,`;
  return {
    message: phrase`Whoever forges ${packets} banned ${timeoutText(trap.rule)}, your resolver's, for one: line ${ruleLine(analysis, refusal.rule)} then refuses its answers. ${remedy} or refuse the list below the accept of established connections.`,
    range: rangeOf(trap.rule, 'address-list'),
    related: [{ message: phrase`refuses who is on the list`, range: rangeOf(refusal.rule) }],
  };
}

/** UDP needs no answer, and a trap for a single packet of TCP takes one whose source nobody has checked. */
function isForgeable(
  fillers: ReadonlyMap<string, readonly ChainVisit[]>,
  matchers: readonly Matcher[],
  levels: number,
): boolean {
  // Of a counter each level takes one more.
  for (const { name, text, negated } of matchers) {
    if (name === 'src-address') return false;
    if (name !== 'src-address-list') continue;
    const below = negated || levels === 0 ? [] : (fillers.get(text) ?? []);
    if (!below.some((visit) => isForgeable(fillers, visit.matchers, levels - 1))) return false;
  }
  if (matchers.some(isOverUdp)) return true;
  const isTcp = matchers.some(({ name, text, negated }) => name === 'protocol' && TCP.has(text) && !negated);
  return isTcp && !matchers.some((one) => COUNTING.has(one.name) || asksForRunning(one) || asksForOddFlags(one));
}

function isOverUdp({ name, text, negated }: Matcher): boolean {
  return name === 'protocol' && UDP.has(text) && !negated;
}

function asksForRunning({ name, text, negated }: Matcher): boolean {
  return name === 'connection-state' && text.split(',').includes('new') === negated;
}

/** Who scans with such packets may be forged as well, but that is a matter of its own. */
function asksForOddFlags({ name, text }: Matcher): boolean {
  return name === 'tcp-flags' && text !== 'syn';
}

function timeoutText(rule: FirewallRule): string {
  const timeout = textOf(rule.item, 'address-list-timeout');
  return timeoutOf(rule) === Number.POSITIVE_INFINITY || timeout === undefined
    ? phrase`until the router restarts`
    : phrase`for ${quoted(timeout)}`;
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
function asksNoOther(
  fillers: ReadonlyMap<string, readonly ChainVisit[]>,
  { matchers }: ChainVisit,
  seen: Set<string>,
): boolean {
  for (const { text, negated, name } of matchers) {
    if (name !== 'src-address-list' || negated || seen.has(text)) continue;
    if (seen.size > MAX_LEVELS) return false;
    seen.add(text);
    const isFree = (fillers.get(text) ?? []).some(
      (filler) =>
        !filler.matchers.some((one) => NARROWING.has(one.name) || (isListed(one) && one.negated)) &&
        asksNoOther(fillers, filler, seen),
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

/** Strangers come in by another way. */
function asksForInside({ name, text, negated }: Matcher): boolean {
  return name.startsWith('in-interface') && looksInside(text) !== negated;
}

function isSide({ name }: Matcher): boolean {
  return name === 'src-address-list' || name.startsWith('in-interface');
}

const NARROWING: ReadonlySet<string> = new Set([
  ...['in-interface', 'in-interface-list', 'in-bridge-port', 'in-bridge-port-list', 'src-address', 'src-mac-address'],
  ...['src-address-type', 'ipsec-policy', 'hotspot', 'connection-nat-state', 'packet-mark', 'connection-mark'],
]);
const UDP: ReadonlySet<string> = new Set(['udp', '17']);
const TCP: ReadonlySet<string> = new Set(['tcp', '6']);
/** It takes many packets, or one within a connection, to spring it. */
const COUNTING: ReadonlySet<string> = new Set([
  ...['psd', 'limit', 'dst-limit', 'connection-limit', 'connection-rate', 'content', 'layer7-protocol', 'tls-host'],
]);
/** Nobody counts further. */
const MAX_LEVELS = 20;
/** Levels of a counter that a few forged packets climb. */
const MAX_FORGED = 5;
/** A day. */
const LONG = 24 * 60 * 60;
