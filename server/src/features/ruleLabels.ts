import type { Firewall, FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { linePlace } from '../reports/linePlace.ts';
import type { Analysis } from '../rules/rule.ts';
import { knockParts, shortPart } from './knockParts.ts';

/** What an editor shows in front of a rule. */
export interface RuleLabel {
  /** Of the command, from 1. */
  readonly line: number;
  /** In its chain, from 1. */
  readonly number: number;
  /** A sentence that explains the number. */
  readonly tooltip: string;
  /** What it is in a knock, such as `knock 1 of 3`; null where it is nothing. */
  readonly part: string | null;
  /** The same in a few characters; empty where it is nothing. */
  readonly short: string;
}

/**
 * A label for each rule that the file makes; of several in a line the first counts. Of a router of several files those
 * in one of them.
 */
export function ruleLabels(
  analysis: Pick<Analysis, 'firewall' | 'knocks' | 'lines' | 'origin'>,
  file?: string,
): RuleLabel[] {
  const { firewall, knocks } = analysis;
  const parts = knockParts(knocks);
  const sentence = numberSentences(firewall);
  const labels = new Map<number, RuleLabel>();
  for (const rule of firewall.rules) {
    const { origin } = rule.item;
    if (origin === undefined || rule.chain === '') continue;
    const { line, file: own } = linePlace(analysis, origin.nameRange);
    if (line === null || own !== file) continue;
    if (labels.has(line)) continue;
    const part = parts.get(rule) ?? null;
    const short = part === null ? '' : shortPart(part);
    labels.set(line, { line, number: rule.place, tooltip: sentence(rule), part, short });
  }
  return [...labels.values()];
}

/** Says of a rule which number it has in its chain. */
export function numberSentences({ rules }: Firewall): (rule: FirewallRule) => string {
  const sizes = new Map<string, number>();
  for (const rule of rules) sizes.set(chainKey(rule), (sizes.get(chainKey(rule)) ?? 0) + 1);
  return (rule) =>
    phrase`Rule ${rule.place} of ${sizes.get(chainKey(rule))} in the chain ${rule.chain} of ${rule.table}`;
}

function chainKey({ family, table, chain }: FirewallRule): string {
  return `${family} ${table} ${chain}`;
}
