import type { RelatedPlace } from '../../diagnostics/finding.ts';
import { textOf } from '../../execution/configuration.ts';
import { chainNamed } from '../../firewall/chainIndex.ts';
import { defaultRule, type Firewall, type FirewallRule, isAdmission, isRefusal } from '../../firewall/firewall.ts';
import type { RuleStatus } from '../../firewall/reachability.ts';
import { phrase, phraseKey, phraseOf, plural } from '../../language/phrase.ts';
import type { Analysis } from '../rule.ts';
import { hasPlaceholder } from './hasPlaceholder.ts';
import { placeOf, rangeOf, ruleLine } from './places.ts';

export type Dead = Extract<RuleStatus, { kind: 'dead' }>;

/** `rule 5 of the chain input (line 9)`; the table is named where it is not that of `beside`. */
export function placeText(analysis: Analysis, rule: FirewallRule, beside: FirewallRule): string {
  const table = rule.table === beside.table ? '' : phrase` in ${rule.table}`;
  const name = defaultRule(rule);
  if (name !== undefined) return name;
  return phrase`rule ${rule.place} of the chain ${rule.chain}${table} (line ${ruleLine(analysis, rule)})`;
}

/** `rule 5 of the chain input (line 9) already drops`, or several rules together. */
export function takersText(analysis: Analysis, { blockers }: Dead, beside: FirewallRule): string {
  const [first] = blockers as readonly [FirewallRule];
  if (blockers.length === 1) return phrase`${placeText(analysis, first, beside)} already ${verb(first)}`;
  const chains = new Map<string, number[]>();
  for (const blocker of blockers) {
    const table = blocker.table === beside.table ? '' : phrase` in ${blocker.table}`;
    const chain = phrase`of the chain ${blocker.chain}${table}`;
    const places = chains.get(chain);
    if (places === undefined) chains.set(chain, [blocker.place]);
    else places.push(blocker.place);
  }
  const parts = [...chains].map(([chain, places]) =>
    plural(places.length, {
      one: phrase`rule ${places[0]} ${chain}`,
      other: phrase`rules ${places.join(', ')} ${chain}`,
    }),
  );
  const effects = new Set(blockers.map((blocker) => effectOf(analysis.firewall, blocker)));
  const [effect] = effects;
  const all = parts.join(phrase` and `);
  if (effects.size === 1 && effect === 'refuses') return phrase`${all} together already refuse`;
  if (effects.size === 1 && effect === 'admits') return phrase`${all} together already accept`;
  return phrase`${all} together already take`;
}

/** So many rules that one and the same rules take the packets of are one mistake, made where these stand. */
const MANY = 6;

/** Where to speak of all victims of the same rules at once; undefined where each is spoken of by itself. */
export function takerOf(victims: readonly { readonly status: Dead }[]): FirewallRule | undefined {
  const blockers = victims.length < MANY ? [] : (victims[0]?.status.blockers ?? []);
  return blockers.find(({ item }) => item.origin !== undefined);
}

/** `This already drops`, or `This and line 3 together already take`. */
export function takesText(analysis: Analysis, taker: FirewallRule, { blockers }: Dead): string {
  const others = blockers.filter((blocker) => blocker !== taker);
  if (others.length === 0) return phrase`This already ${verb(taker)}`;
  return phrase`This and ${others.map((other) => placeOf(analysis, other)).join(', ')} together already take`;
}

/** The other takers, and all victims. */
export function takenFromManyPlaces(
  taker: FirewallRule,
  victims: readonly { readonly rule: FirewallRule; readonly status: Dead }[],
): RelatedPlace[] {
  const others = victims[0]?.status.blockers.filter(({ item }) => item.origin !== undefined) ?? [];
  return [
    ...others
      .filter((other) => other !== taker)
      .map((other) => ({ message: phrase`${verb(other)} some of the packets`, range: rangeOf(other) })),
    ...victims.map(({ rule }) => ({
      message: phrase`${rule.action} in ${rule.chain}, never reached`,
      range: rangeOf(rule),
    })),
  ];
}

/** ` (assuming that …)`, or nothing. */
export function assumptionText({ assumptions }: Pick<Dead, 'assumptions'>): string {
  return assumptions.length === 0 ? '' : ` (${assumptions.join(', ')})`;
}

export function blockerPlaces({ blockers }: Dead): RelatedPlace[] {
  const part = blockers.length === 1 ? phrase`every packet` : phrase`some of the packets`;
  const shown = blockers.filter(({ item }) => item.origin !== undefined);
  return shown.map((blocker) => ({
    message: phrase`${verb(blocker)} ${part} that it matches`,
    range: rangeOf(blocker),
  }));
}

/**
 * The first rule of the rule's own chain that stands in its way: a blocker, or the jump behind which a blocker
 * stands. Undefined where a blocker stands in another table, or in a chain that led here.
 */
export function obstacleOf({ rules }: Firewall, rule: FirewallRule, { blockers }: Dead): FirewallRule | undefined {
  let first: FirewallRule | undefined;
  for (const blocker of blockers) {
    const obstacle = rules.find(
      (other) =>
        other.family === rule.family &&
        other.table === rule.table &&
        other.chain === rule.chain &&
        (other === blocker || (other.place < rule.place && leadsTo(rules, other, blocker, new Set()))),
    );
    if (obstacle === undefined) return undefined;
    if (first === undefined || obstacle.place < first.place) first = obstacle;
  }
  return first;
}

/**
 * Two values that are still to be filled in need not be the same, nor need those that one command computes in two turns
 * of a loop.
 */
export function hangsOnPlaceholders({ rules }: Firewall, rule: FirewallRule, { blockers }: Dead): boolean {
  if (hasPlaceholder(rule) && blockers.some(hasPlaceholder)) return true;
  const isComputed = ({ matchers }: FirewallRule): boolean => matchers.some(({ property }) => !property.constant);
  return (
    isComputed(rule) &&
    // What takes them without asking for it does so in each turn.
    blockers.some((blocker) => blocker.chain !== rule.chain || isComputed(blocker)) &&
    rules.some((other) => other !== rule && other.item.origin === rule.item.origin)
  );
}

export type Effect = 'admits' | 'refuses' | 'other';

/** What becomes of the packets that the rule matches; a jump to a chain whose rules all do one thing does it too. */
export function effectOf(firewall: Firewall, rule: FirewallRule): Effect {
  if (isRefusal(rule.action)) return 'refuses';
  if (isAdmission(rule.action)) return 'admits';
  const target = rule.action === 'jump' ? textOf(rule.item, 'jump-target') : undefined;
  if (target === undefined) return 'other';
  const inner = (chainNamed(firewall, rule.family, rule.table, target)?.rules ?? []).filter(
    ({ enabled, action }) => enabled && !SILENT.has(action),
  );
  if (inner.length > 0 && inner.every(({ action }) => isRefusal(action))) return 'refuses';
  return inner.length > 0 && inner.every(({ action }) => isAdmission(action)) ? 'admits' : 'other';
}

/** Whether the rule stands in the chain to which the other jumps. */
export function isTargetOf(rule: FirewallRule, jump: FirewallRule): boolean {
  return (
    jump.action === 'jump' &&
    rule.family === jump.family &&
    rule.table === jump.table &&
    textOf(jump.item, 'jump-target') === rule.chain
  );
}

function leadsTo(
  rules: readonly FirewallRule[],
  jump: FirewallRule,
  to: FirewallRule,
  seen: Set<FirewallRule>,
): boolean {
  if (!jump.enabled || jump.action !== 'jump' || seen.has(jump)) return false;
  seen.add(jump);
  if (isTargetOf(to, jump)) return true;
  return rules.some((other) => isTargetOf(other, jump) && leadsTo(rules, other, to, seen));
}

/** Actions that leave the packet as it is. */
const SILENT: ReadonlySet<string> = new Set(['log', 'passthrough']);

function verb({ action }: FirewallRule): string {
  return phraseOf(VERBS[action] ?? TAKES);
}

const VERBS: Readonly<Record<string, string>> = {
  accept: phraseKey`accepts`,
  drop: phraseKey`drops`,
  reject: phraseKey`rejects`,
  tarpit: phraseKey`tarpits`,
};
const TAKES = phraseKey`takes`;
