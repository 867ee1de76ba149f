import type { RelatedPlace, RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal, listAddedTo, matcher } from '../firewall/firewall.ts';
import { phrase, plural } from '../language/phrase.ts';
import { groupBy } from '../text/groupBy.ts';
import {
  assumptionText,
  blockerPlaces,
  type Dead,
  effectOf,
  hangsOnPlaceholders,
  obstacleOf,
  takenFromManyPlaces,
  takerOf,
  takersText,
  takesText,
} from './common/blockers.ts';
import { duplicates } from './common/duplicates.ts';
import { hasPlaceholder } from './common/hasPlaceholder.ts';
import { rulesOfShutKnocks } from './common/knockFaults.ts';
import { lacksPorts } from './common/lacksPorts.ts';
import { takerDespiteList } from './common/listedBetween.ts';
import { helpsAbove } from './common/moving.ts';
import { placeOf, rangeOf, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule that no packet reaches, other than an accept below a drop. */
export const unreachableRule: Rule = {
  meta: {
    id: 'unreachable-rule',
    summary: 'Earlier rules take all packets of a rule.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The first rule that decides about a packet ends its way through the table. Where earlier rules together decide about every packet that a rule matches, the rule is never tried: what it was meant to drop, list or log is not dropped, listed or logged. Jumps, returns and the tables before count, and so does a jump that lets through nothing that a rule of its chain matches. Where the rule would only do once more what the earlier ones do, that is said as information.',
    remedy:
      'Move the rule above those that take its packets, narrow them, or remove the rule. Where one rule takes the packets of six others or more, that is said once, at the one that takes them. An accept below a drop is reported by `accept-below-drop`, a repeated rule by `duplicate-rule`.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=LAN
add chain=input action=drop in-interface-list=LAN protocol=tcp dst-port=23
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface-list=LAN protocol=tcp dst-port=23
add chain=input action=accept in-interface-list=LAN
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Firewall > Filter: rules are processed in the order in which they are listed.',
      'Al-Shaer and Hamed, Discovery of Policy Anomalies in Distributed Firewalls: shadowing, redundancy.',
    ],
  },

  *check(analysis) {
    const repeated = yield* duplicates(analysis);
    const shut = rulesOfShutKnocks(analysis);
    const byCause = new Map<string, [Victim, ...Victim[]]>();
    for (const chain of chainsOf(analysis)) {
      const outside: Outside[] = [];
      for (const rule of chain) {
        if (!rule.enabled || lacksPorts(rule) || repeated.has(rule) || shut.has(rule)) continue;
        const status = analysis.reachability.of(rule);
        if (status.kind === 'unentered' && status.jumps.length > 0) outside.push({ rule, jumps: status.jumps });
        if (
          status.kind !== 'dead' ||
          isAcceptBelowDrop(rule, status) ||
          hangsOnPlaceholders(analysis.firewall, rule, status)
        )
          continue;
        const victim = { rule, status, redundant: isRedundant(analysis, rule, status) };
        const cause = status.blockers.map(({ item }) => item.id).join(' ');
        const known = byCause.get(cause);
        if (known === undefined) byCause.set(cause, [victim]);
        else known.push(victim);
      }
      if (outside.length > 0) yield unentered(analysis, outside as [Outside, ...Outside[]]);
    }
    for (const victims of byCause.values()) yield* findings(analysis, victims);
    yield* belowOwnEnd(analysis, byCause.values());
    yield* despiteLists(analysis);
  },
};

/** A dead rule, and whether it would only do what its takers do. */
interface Victim {
  readonly rule: FirewallRule;
  readonly status: Dead;
  readonly redundant: boolean;
}

/**
 * Those that one and the same rules take. What changes nothing is one finding; a rule that was meant to do something
 * else has its own. Many are one finding at their taker.
 */
function* findings(analysis: Analysis, victims: readonly [Victim, ...Victim[]]): Iterable<RuleFinding> {
  const taker = takerOf(victims);
  if (taker !== undefined) {
    yield atTaker(analysis, taker, victims);
    return;
  }
  const [first, ...rest] = victims.filter(({ redundant }) => redundant);
  for (const victim of victims) {
    if (!victim.redundant) yield finding(analysis, victim);
    else if (victim === first) yield finding(analysis, victim, rest);
  }
}

/**
 * Rules below one of their own chain that takes everything, of which nothing else is said: since the whole chain is never
 * reached, which is one finding where it is taken from, or since they stand under a condition.
 */
function* belowOwnEnd(analysis: Analysis, victims: Iterable<readonly Victim[]>): Iterable<RuleFinding> {
  const groups = [...victims];
  const takers = new Set(groups.map(takerOf));
  const folded = new Set(groups.flatMap((some) => (takerOf(some) === undefined ? [] : some.map(({ rule }) => rule))));
  for (const chain of chainsOf(analysis)) {
    const end = chain.find(endsChain);
    if (end?.item.origin === undefined || takers.has(end)) continue;
    const below = chain.filter(
      (rule) =>
        rule.place > end.place &&
        rule.enabled &&
        !rule.item.placeUnknown &&
        !lacksPorts(rule) &&
        (folded.has(rule) ? !isTaker(analysis, rule, end) : rule.item.conditional),
    );
    const [first, ...rest] = below;
    if (first?.item.origin === undefined) continue;
    yield {
      message: phrase`Never reached${like(rest.length)}: line ${ruleLine(analysis, end)} of the same chain already ${end.action === 'return' ? phrase`sends back` : phrase`takes`} every packet. Move it above, or into the chain for which it is meant.`,
      range: rangeOf(first),
      related: [{ message: phrase`takes every packet of the chain`, range: rangeOf(end) }, ...rest.map(also)],
      unnecessary: true,
    };
  }
}

/** Rules for who is on a list, of which an earlier one takes the packets, whatever fills the list in between. */
function* despiteLists(analysis: Analysis): Iterable<RuleFinding | undefined> {
  // What nothing fills is no question of time, so that the proofs know it.
  const filled = new Set(analysis.firewall.rules.flatMap((rule) => listAddedTo(rule)?.text ?? []));
  for (const [index, rule] of analysis.firewall.rules.entries()) {
    if (index % RULES_A_STEP === 0) yield;
    if (!rule.enabled || rule.item.origin === undefined || rule.item.placeUnknown) continue;
    if (!filled.has(matcher(rule, 'src-address-list')?.text ?? '')) continue;
    if (effectOf(analysis.firewall, rule) === 'other' || analysis.reachability.of(rule).kind !== 'reachable') continue;
    const taker = takerDespiteList(analysis.firewall, rule);
    // Two values that are still to be filled in need not be the same.
    if (taker === undefined || (hasPlaceholder(rule) && hasPlaceholder(taker))) continue;
    const isSame = effectOf(analysis.firewall, rule) === effectOf(analysis.firewall, taker);
    yield {
      message: phrase`Never reached: line ${ruleLine(analysis, taker)} already takes every packet that this matches, and what comes on the list in between has sent other packets. ${isSame ? phrase`Nothing changes without it: remove it.` : phrase`Narrow line ${ruleLine(analysis, taker)}, or remove this.`}`,
      range: rangeOf(rule),
      severity: isSame ? 'information' : 'warning',
      confidence: 'high',
      related: [{ message: phrase`takes every packet that it matches`, range: rangeOf(taker) }],
      unnecessary: true,
    };
  }
}

/** Each may be compared with all that ask for its list. */
const RULES_A_STEP = 64;

function endsChain({ enabled, action, matchers, item }: FirewallRule): boolean {
  return enabled && matchers.length === 0 && !item.conditional && !item.placeUnknown && ENDS.has(action);
}

const ENDS: ReadonlySet<string> = new Set(['accept', 'drop', 'reject', 'tarpit', 'return']);

/** Whether the end of its chain is what it is said to be taken by. */
function isTaker({ reachability }: Analysis, rule: FirewallRule, end: FirewallRule): boolean {
  const status = reachability.of(rule);
  return status.kind === 'dead' && status.blockers.includes(end);
}

/** The rules by chain, in list order. */
function chainsOf({ firewall }: Analysis): Iterable<FirewallRule[]> {
  const own = firewall.rules.filter(({ item }) => !item.assumed);
  return groupBy(own, ({ family, table, chain }) => `${family} ${table} ${chain}`).values();
}

function isAcceptBelowDrop({ action }: FirewallRule, { blockers }: Dead): boolean {
  return action === 'accept' && blockers.every((blocker) => isRefusal(blocker.action));
}

function finding(analysis: Analysis, { rule, status, redundant }: Victim, rest: readonly Victim[] = []): RuleFinding {
  return {
    message: phrase`Never reached${like(rest.length)}: ${takersText(analysis, status, rule)} every packet that this matches${assumptionText(status)}. ${remedy(analysis, rule, status, redundant)}`,
    range: rangeOf(rule),
    severity: redundant ? 'information' : 'warning',
    confidence: status.assumptions.length === 0 ? 'certain' : 'high',
    related: [...blockerPlaces(status), ...rest.map((other) => also(other.rule))],
    unnecessary: true,
  };
}

function atTaker(analysis: Analysis, taker: FirewallRule, victims: readonly [Victim, ...Victim[]]): RuleFinding {
  const [{ status }] = victims;
  const redundant = victims.every((victim) => victim.redundant);
  const worst = victims.find((victim) => !victim.redundant);
  const among =
    worst === undefined ? '' : phrase`, the ${worst.rule.action} in line ${ruleLine(analysis, worst.rule)} among them`;
  const assumptions = [...new Set(victims.flatMap((victim) => victim.status.assumptions))];
  return {
    message: phrase`${takesText(analysis, taker, status)} every packet that ${victims.length} later rules match${assumptionText({ assumptions })}, so they are never reached${among}. ${redundant ? phrase`Nothing changes without them.` : phrase`Narrow it, or remove them.`}`,
    range: rangeOf(taker),
    severity: redundant ? 'information' : 'warning',
    confidence: assumptions.length === 0 ? 'certain' : 'high',
    related: takenFromManyPlaces(taker, victims),
  };
}

function also(rule: FirewallRule): RelatedPlace {
  return { message: phrase`${rule.action} in ${rule.chain}, never reached either`, range: rangeOf(rule) };
}

/** It would do what is done to its packets anyway. */
function isRedundant({ firewall }: Analysis, rule: FirewallRule, { blockers }: Dead): boolean {
  const effect = effectOf(firewall, rule);
  // A drop of the rest at the end of a chain whose rules leave no rest is there for later changes.
  if (effect === 'refuses' && blockers.length > 1 && isCatchAll(rule)) return true;
  return effect !== 'other' && blockers.every((blocker) => effectOf(firewall, blocker) === effect);
}

/** It refuses all there is, or all that comes from outside. */
function isCatchAll({ matchers }: FirewallRule): boolean {
  return matchers.every(({ name }) => name.startsWith('in-interface'));
}

function remedy(analysis: Analysis, rule: FirewallRule, status: Dead, redundant: boolean): string {
  if (redundant) return phrase`Nothing changes without it: remove it.`;
  const obstacle = obstacleOf(analysis.firewall, rule, status);
  if (obstacle !== undefined && helpsAbove(analysis, [rule], obstacle))
    return phrase`Move it above ${placeOf(analysis, obstacle)}, or remove it.`;
  return phrase`Narrow ${placeOf(analysis, status.blockers[0] as FirewallRule)}, or remove this.`;
}

/** A rule that its jumps let nothing through to. */
interface Outside {
  readonly rule: FirewallRule;
  readonly jumps: readonly FirewallRule[];
}

function unentered(analysis: Analysis, [{ rule, jumps }, ...rest]: readonly [Outside, ...Outside[]]): RuleFinding {
  const lines = jumps.map((jump) => ruleLine(analysis, jump));
  const which =
    lines.length === 1
      ? phrase`the jump in line ${lines[0]} lets through nothing`
      : phrase`the jumps in lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)} let through nothing`;
  return {
    message: phrase`Never reached${like(rest.length)}: ${which} that this matches. Compare the matchers of the two.`,
    range: rangeOf(rule),
    related: [
      ...jumps.map((jump) => ({ message: phrase`jumps to ${rule.chain}`, range: rangeOf(jump) })),
      ...rest.map((other) => also(other.rule)),
    ],
    unnecessary: true,
  };
}

/** `, like 2 more rules`, or nothing. */
function like(others: number): string {
  return others === 0
    ? ''
    : plural(others, {
        one: phrase`, like ${others} more rule`,
        other: phrase`, like ${others} more rules`,
      });
}
