import { buildFirewall, chainOf, type FirewallRule } from '../../firewall/firewall.ts';
import { reachability } from '../../firewall/reachability.ts';
import type { Analysis } from '../rule.ts';

/**
 * Whether dead rules of one chain do what they were meant to do when they stand above another one of it: packets reach
 * them there, and no rule that they pass is dead because of them. Asked of the rules as they would stand; a few times of
 * each file, so that one full of dead rules is not analysed once for each.
 */
export function helpsAbove(analysis: Analysis, rules: readonly FirewallRule[], other: FirewallRule): boolean {
  const asked = answers.get(analysis.reachability) ?? new Map<string, boolean>();
  answers.set(analysis.reachability, asked);
  const key = [...rules, other].map(({ index }) => index).join(' ');
  let answer = asked.get(key);
  if (answer === undefined) {
    answer = asked.size < MAX_ASKED && isRight(analysis, rules, other);
    asked.set(key, answer);
  }
  return answer;
}

const MAX_ASKED = 12;
/** Rules that are moved or passed. */
const MAX_PASSED = 200;

/** Two rules may ask about one analysis. */
const answers = new WeakMap<Analysis['reachability'], Map<string, boolean>>();

function isRight(
  { configuration, firewall, reachability: before }: Analysis,
  rules: readonly FirewallRule[],
  other: FirewallRule,
): boolean {
  const { menu } = other.item;
  const dead = new Set(rules.map(({ item }) => item));
  const items = (configuration.menus.get(menu) ?? []).filter((item) => !dead.has(item));
  const at = items.indexOf(other.item);
  const last = rules.reduce((most, { place }) => Math.max(most, place), 0);
  const passed = chainOf(firewall, other).filter(
    ({ enabled, place, item }) => enabled && place >= other.place && place < last && !dead.has(item),
  );
  if (at < 0 || passed.length + rules.length > MAX_PASSED) return false;
  const menus = new Map(configuration.menus).set(menu, items.toSpliced(at, 0, ...dead));
  const moved = buildFirewall({ ...configuration, menus }, firewall);
  const after = reachability(moved, before);
  const isReached = new Map(moved.rules.map((rule) => [rule.item, () => after.of(rule).kind === 'reachable']));
  return (
    rules.every(({ item }) => isReached.get(item)?.() === true) &&
    passed.every((rule) => before.of(rule).kind !== 'reachable' || isReached.get(rule.item)?.() === true)
  );
}
