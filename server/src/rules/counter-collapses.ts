import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { type Climb, type Counter, countersOf, shortestClimb } from '../knock/counters.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { inputChain } from './common/internetAccess.ts';
import { appendArgument, originOf, rangeOf, ruleLine, standsAlone } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A counter of attempts that bans sooner than its levels say. */
export const counterCollapses: Rule = {
  meta: {
    id: 'counter-collapses',
    summary: 'A counter of attempts bans at once.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A counter lists who connects on one list after another, and the last one is refused. A rule that adds to a list does not stop the packet: where the levels stand from the first to the last, one packet passes them all, and the first login bans its owner. The same happens where packets of a running connection are counted.',
    remedy:
      'Put the last level first, so that a packet meets it before it is listed, and count only `connection-state=new`.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=banned
add chain=input action=add-src-to-address-list address-list=try1 address-list-timeout=1m connection-state=new protocol=tcp dst-port=22
add chain=input action=add-src-to-address-list address-list=try2 address-list-timeout=1m connection-state=new protocol=tcp dst-port=22 src-address-list=try1
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d connection-state=new protocol=tcp dst-port=22 src-address-list=try2
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=banned
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d connection-state=new protocol=tcp dst-port=22 src-address-list=try2
add chain=input action=add-src-to-address-list address-list=try2 address-list-timeout=1m connection-state=new protocol=tcp dst-port=22 src-address-list=try1
add chain=input action=add-src-to-address-list address-list=try1 address-list-timeout=1m connection-state=new protocol=tcp dst-port=22
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Bruteforce prevention: the order of its rules.'],
  },

  *check(analysis) {
    const { firewall, knocks, reachability } = analysis;
    const seen = new Set<FirewallRule>();
    for (const counter of countersOf(firewall, knocks)) {
      const last = counter.levels.at(-1) as FirewallRule;
      if (seen.has(last) || last.item.assumed) continue;
      const space = reachability.space(counter.family);
      const leap = shortestClimb(counter, 'new', firewall, space);
      const running = leap === undefined && showsRunning(analysis, counter);
      const climb = running ? shortestClimb(counter, 'established', firewall, space) : leap;
      if (climb === undefined) continue;
      seen.add(last);
      yield leap === undefined ? counted(counter, climb) : collapsed(analysis, counter, climb);
    }
  },
};

function collapsed(analysis: Analysis, { levels, lists }: Counter, { packet, packets }: Climb): RuleFinding {
  const [first, second] = levels as readonly [FirewallRule, FirewallRule, ...FirewallRule[]];
  const count = packets === 1 ? phrase`one packet bans` : phrase`${packets} packets ban`;
  return {
    message: phrase`This counter has ${levels.length} levels, but ${count} its sender: ${formatPacket(packet)} meets the next level as soon as it is listed. Put the last level first.`,
    range: rangeOf(second, 'src-address-list', 'address-list'),
    related: levels.map((rule, index) => ({
      message: phrase`level ${index + 1} of ${levels.length}: ${lists[index]}`,
      range: rangeOf(rule, 'address-list'),
    })),
    fixes: first.index < second.index ? reversed(analysis, levels) : [],
  };
}

function counted({ levels, lists }: Counter, { packet, packets }: Climb): RuleFinding {
  const loose = levels.filter((rule) => matcher(rule, 'connection-state') === undefined);
  const edits = loose.map((rule) => appendArgument(rule, 'connection-state=new'));
  return {
    message: phrase`Packets of a running connection climb this counter, too: after ${packets} of ${formatPacket({ ...packet, state: 'established' })} its sender is banned by its own session. Ask for connection-state=new, or accept established connections above.`,
    range: rangeOf(levels[0] as FirewallRule, 'connection-state', 'address-list'),
    related: levels.slice(1).map((rule, index) => ({
      message: phrase`level ${index + 2} of ${levels.length}: ${lists[index + 1]}`,
      range: rangeOf(rule, 'address-list'),
    })),
    fixes: edits.length === 0 ? [] : [{ title: phrase`Count new connections only`, safe: false, edits }],
  };
}

/** In a part of a firewall the accept for running connections may stand elsewhere, unless the part ends it. */
function showsRunning(analysis: Analysis, { family, levels, refusal }: Counter): boolean {
  if (analysis.configuration.wholeBy !== undefined || inputChain(analysis, family) !== undefined) return true;
  const [first] = levels as readonly [FirewallRule, ...FirewallRule[]];
  return analysis.firewall.rules.some(
    (rule) =>
      rule !== refusal &&
      rule.table === first.table &&
      rule.chain === first.chain &&
      rule.family === family &&
      rule.place > first.place &&
      (isRefusal(rule.action)
        ? rule.enabled && rule.matchers.every(({ name }) => name.startsWith('in-interface'))
        : rule.action === 'accept' && matcher(rule, 'connection-state')?.text.includes('established') === true),
  );
}

/** The same rules from the last to the first, each on the lines of its opposite. */
function reversed(analysis: Analysis, levels: readonly FirewallRule[]): Fix[] {
  if (!levels.every((rule) => standsAlone(analysis, rule))) return [];
  const inText = [...levels].sort((a, b) => originOf(a).range.start - originOf(b).range.start);
  const edits = inText.map((rule, index) => {
    const { range } = originOf(levels.at(-1 - index) as FirewallRule);
    return { range: originOf(rule).range, newText: analysis.text.slice(range.start, range.end) };
  });
  const changed = edits.filter(({ range, newText }) => analysis.text.slice(range.start, range.end) !== newText);
  const [first] = inText as [FirewallRule, ...FirewallRule[]];
  return [
    { title: phrase`Put the last level first, in line ${ruleLine(analysis, first)}`, safe: false, edits: changed },
  ];
}
