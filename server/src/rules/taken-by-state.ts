import type { RuleFinding } from '../diagnostics/finding.ts';
import { type Family, type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { phrase, plural } from '../language/phrase.ts';
import { type ConnectionState, connectionStates } from '../packet/packet.ts';
import { statesOfFlags } from '../packet/tcpFlags.ts';
import { type ChainVisit, visitedChains } from './common/chainVisits.ts';
import { icmpStates, isRequestOf } from './common/icmpStates.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import { isSameMatcher } from './common/sameMatchers.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule for packets that are always of a state of which earlier rules take everything. */
export const takenByState: Rule = {
  meta: {
    id: 'taken-by-state',
    summary: 'A rule asks for packets of a connection state that earlier rules have taken.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Connection tracking gives each packet its state before the filter sees it. Flags that no sender of TCP sets together, such as none at all, FIN alone or SYN with FIN, make a packet `invalid`; the answer to a ping belongs to a connection or is `invalid`. Below a drop of `invalid` and an accept of `established,related`, a rule for such packets never matches, and a trap for scans that asks for them catches nobody.',
    remedy:
      'Move a trap above the drop of invalid packets. Remove an accept of answers, and accept the requests where these are wanted: their answers are accepted as established.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1h in-interface-list=WAN protocol=tcp tcp-flags=fin,!syn,!rst,!ack
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=scanners address-list-timeout=1h in-interface-list=WAN protocol=tcp tcp-flags=fin,!syn,!rst,!ack
add chain=input action=drop connection-state=invalid
`,
    fix: 'none',
    since: '0.1.0',
    sources: [
      'Linux, nf_conntrack_proto_tcp.c: tcp_valid_flags, tcp_conntracks; nf_conntrack_proto_icmp.c: valid_new.',
      'RouterOS manual, Connection tracking: connection-state.',
    ],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      if (!asksForKinds(analysis, family) || hasUntracked(analysis, family)) continue;
      const taken = new Map<FirewallRule, readonly FirewallRule[]>();
      const open = new Set<FirewallRule>();
      for (const { hook, visits } of visitedChains(analysis.firewall, family)) {
        yield;
        const earlier = visits.filter(takesSome);
        for (const visit of visits) {
          if (!isAsked(visit.rule)) continue;
          const takers = open.has(visit.rule) ? undefined : takersOf(earlier, visit, hook);
          if (takers === undefined) open.add(visit.rule);
          else taken.set(visit.rule, takers);
        }
      }
      const dead = [...taken].filter(([rule]) => !open.has(rule) && mayBeReached(analysis, rule));
      yield* findings(analysis, dead);
    }
  },
};

function asksForKinds({ firewall }: Analysis, family: Family): boolean {
  return firewall.rules.some((rule) => rule.family === family && isAsked(rule));
}

function isAsked({ enabled, table, matchers, item }: FirewallRule): boolean {
  return enabled && table === 'filter' && item.origin !== undefined && matchers.some(({ name }) => KINDS.has(name));
}

const KINDS: ReadonlySet<string> = new Set(['tcp-flags', 'icmp-options']);

/** Packets that a rule exempts from tracking have a state of their own. */
function hasUntracked({ firewall }: Analysis, family: Family): boolean {
  return firewall.rules.some((rule) => rule.enabled && rule.family === family && rule.action === 'notrack');
}

/** The earlier rules that together take all states that packets of the visit can have; undefined where some are left. */
function takersOf(
  visits: readonly ChainVisit[],
  visit: ChainVisit,
  hook: string | undefined,
): readonly FirewallRule[] | undefined {
  const left = new Set(possibleStates(visit, hook));
  if (left.size === 0) return undefined;
  const takers: FirewallRule[] = [];
  for (const earlier of visits) {
    if (earlier.position >= visit.position) break;
    const states = takenStates(earlier, visit);
    if (!states.some((state) => left.has(state))) continue;
    takers.push(earlier.rule);
    for (const state of states) left.delete(state);
    if (left.size === 0) return takers;
  }
  return undefined;
}

/** None where the visit says nothing about them. */
function possibleStates({ rule, matchers }: ChainVisit, hook: string | undefined): readonly ConnectionState[] {
  let states: readonly ConnectionState[] = [];
  for (const { name, property } of rule.matchers) {
    if (!property.constant || !KINDS.has(name)) continue;
    const own =
      name === 'tcp-flags' ? statesOfFlags(property.text) : icmpStates(rule.family, property.text, hook === 'output');
    if (own !== undefined) states = own;
  }
  return matchers.reduce((some, one) => {
    const asked = statesAskedFor(one);
    return asked === undefined ? some : some.filter((state) => asked.includes(state));
  }, states);
}

function statesAskedFor({ name, text, negated, property }: Matcher): readonly ConnectionState[] | undefined {
  if (name !== 'connection-state' || !property.constant) return undefined;
  const named = text.split(',');
  return connectionStates.filter((state) => named.includes(state) !== negated);
}

function takesSome({ rule, matchers }: ChainVisit): boolean {
  if (rule.table !== 'filter' || rule.item.conditional || rule.item.placeUnknown) return false;
  return (
    (rule.action === 'accept' || isRefusal(rule.action)) && matchers.some(({ name }) => name === 'connection-state')
  );
}

/** States of which the earlier visit takes every packet that the later one matches. */
function takenStates({ matchers, jumps }: ChainVisit, later: ChainVisit): readonly ConnectionState[] {
  // In a chain of its own a return may stand above it.
  if (!jumps.every((jump) => later.jumps.includes(jump))) return [];
  let states: readonly ConnectionState[] = [];
  for (const one of matchers) {
    const asked = statesAskedFor(one);
    if (asked !== undefined) states = asked;
    else if (!later.matchers.some((other) => isSameMatcher(one, other))) return [];
  }
  return states;
}

/** Those that the same rules take are one finding. */
function* findings(
  analysis: Analysis,
  dead: readonly (readonly [FirewallRule, readonly FirewallRule[]])[],
): Iterable<RuleFinding> {
  const groups = new Map<string, [FirewallRule, ...FirewallRule[]]>();
  const takersOfGroup = new Map<string, readonly FirewallRule[]>();
  for (const [rule, takers] of dead) {
    const kind = kindOf(analysis, rule);
    if (kind === undefined) continue;
    const key = [kind, rule.chain, ...takers.map(({ index }) => index)].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
    takersOfGroup.set(key, takers);
  }
  for (const [key, group] of groups) yield finding(analysis, group, takersOfGroup.get(key) as readonly FirewallRule[]);
}

/** Undefined for an accept that is merely said twice. */
function kindOf(analysis: Analysis, rule: FirewallRule): 'accept' | 'refusal' | 'other' | undefined {
  if (isRefusal(rule.action)) return 'refusal';
  if (rule.action !== 'accept') return rule.action === 'passthrough' || rule.action === 'log' ? undefined : 'other';
  const isOnlyAnswers = !analysis.firewall.rules.some(
    (other) => other.enabled && other.family === rule.family && other.action === 'accept' && isRequestOf(other, rule),
  );
  return isOnlyAnswers ? 'accept' : undefined;
}

function finding(
  analysis: Analysis,
  [rule, ...others]: readonly [FirewallRule, ...FirewallRule[]],
  takers: readonly FirewallRule[],
): RuleFinding {
  const places = takers.filter(({ item }) => item.origin !== undefined);
  const lines = places.map((taker) => ruleLine(analysis, taker));
  const where =
    lines.length === 0
      ? phrase`earlier rules take`
      : lines.length === 1
        ? phrase`line ${lines[0]} takes`
        : phrase`lines ${lines.join(phrase` and `)} take`;
  const more =
    others.length === 0
      ? ''
      : plural(others.length, {
          one: phrase`, like ${others.length} more rule`,
          other: phrase`, like ${others.length} more rules`,
        });
  const asked = rule.matchers.find(({ name }) => KINDS.has(name)) as Matcher;
  const isAnswer = asked.name === 'icmp-options';
  const what = isAnswer
    ? phrase`such an answer belongs to a connection or is invalid`
    : phrase`packets with such flags are invalid or belong to a connection`;
  return {
    message: phrase`Never matches${more}: ${what}, and ${where} all of these. ${remedy(rule, asked, lines)}`,
    range: rangeOf(rule, asked.name),
    severity: isRefusal(rule.action) || rule.action === 'accept' ? 'information' : 'warning',
    related: [
      ...places.map((taker) => ({
        message: phrase`takes packets of these states`,
        range: rangeOf(taker, 'connection-state'),
      })),
      ...others.map((other) => ({ message: phrase`never matches either`, range: rangeOf(other) })),
    ],
    unnecessary: true,
  };
}

function remedy({ action }: FirewallRule, { name, property }: Matcher, [line]: readonly string[]): string {
  if (isRefusal(action)) return phrase`Nothing changes without it.`;
  if (action === 'accept') {
    return name === 'icmp-options'
      ? phrase`Accept the requests, if these are meant.`
      : phrase`Nothing changes without it.`;
  }
  // Who ends a connection sends them as well: higher up, such a trap would catch everybody.
  if (name === 'icmp-options' || statesOfFlags(property.text)?.includes('established') === true) {
    return phrase`Ask for what only a scanner sends, or remove it.`;
  }
  return line === undefined ? phrase`Move it above these.` : phrase`Move it above line ${line}.`;
}
