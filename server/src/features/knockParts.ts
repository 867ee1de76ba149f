import type { FirewallRule } from '../firewall/firewall.ts';
import type { Knock } from '../knock/knock.ts';

/** What each rule of a knock is in it, in a few words: `knock 1 of 3`. A rule of several knocks is told once. */
export function knockParts(knocks: readonly Knock[]): ReadonlyMap<FirewallRule, string> {
  const parts = new Map<FirewallRule, string>();
  for (const { stages, gates, traps } of knocks) {
    for (const { rule } of traps) parts.set(rule, 'trap of a knock');
    for (const { rule } of gates) parts.set(rule, 'gate of a knock');
    for (const [index, { rule }] of stages.entries()) parts.set(rule, `knock ${index + 1} of ${stages.length}`);
  }
  return parts;
}

/** The same for a column: `1/3`, `gate`, `trap`. */
export function shortPart(part: string): string {
  const stage = /^knock (\d+) of (\d+)$/.exec(part);
  return stage === null ? (part.split(' ')[0] ?? '') : `${stage[1]}/${stage[2]}`;
}
