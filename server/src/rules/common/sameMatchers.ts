import type { FirewallRule, Matcher } from '../../firewall/firewall.ts';

/** Whether the two ask for the same, as they are written. */
export function isSameMatcher(one: Matcher, other: Matcher): boolean {
  return one.name === other.name && one.text === other.text && one.negated === other.negated;
}

/** Whether a rule matches every packet that the other does, since it asks for nothing which the other does not. */
export function asksForNoMore({ matchers }: FirewallRule, other: FirewallRule): boolean {
  return matchers.every((one) => !VARYING.has(one.name) && other.matchers.some((two) => isSameMatcher(one, two)));
}

/** Packet by packet the answer differs. */
const VARYING: ReadonlySet<string> = new Set([
  'limit',
  'dst-limit',
  'nth',
  'random',
  'connection-limit',
  'time',
  'psd',
]);
