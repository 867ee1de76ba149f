import type { FirewallRule } from '../firewall/firewall.ts';
import type { Knock } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';

/** What each rule of a knock is in it, in a few words: `knock 1 of 3`. A rule of several knocks is told once. */
export function knockParts(knocks: readonly Knock[]): ReadonlyMap<FirewallRule, string> {
  const parts = new Map<FirewallRule, string>();
  for (const { stages, gates, traps } of knocks) {
    for (const { rule } of traps) parts.set(rule, phrase`trap of a knock`);
    for (const { rule } of gates) parts.set(rule, phrase`gate of a knock`);
    for (const [index, { rule }] of stages.entries()) parts.set(rule, phrase`knock ${index + 1} of ${stages.length}`);
  }
  return parts;
}

/** The same for a column of four signs, in every language: `1/3`, `gate`, `trap`. */
export function shortPart(part: string): string {
  const [number, count] = part.match(/\d+/g) ?? [];
  if (number !== undefined && count !== undefined) return `${number}/${count}`;
  return part === phrase`gate of a knock` ? 'gate' : 'trap';
}
