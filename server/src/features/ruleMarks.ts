import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { linePlace } from '../reports/linePlace.ts';
import type { Analysis } from '../rules/rule.ts';
import { NEVER_REACHED } from './deadRules.ts';
import { knockParts } from './knockParts.ts';

/** What an editor shows of a rule beside its line: the first of these that holds. */
export type RuleState = 'dead' | 'knock' | 'accept' | 'drop';

export interface RuleMark {
  /** Of the command, from 1. */
  readonly line: number;
  readonly state: RuleState;
}

/**
 * A mark for each enabled rule of the filters that decides or takes part in a knock; one for each line. Of a router of
 * several files those in one of them.
 */
export function ruleMarks(analysis: Analysis, file?: string): RuleMark[] {
  const { firewall, reachability, knocks } = analysis;
  const parts = knockParts(knocks);
  const marks = new Map<number, RuleState>();
  for (const rule of firewall.rules) {
    const { origin } = rule.item;
    if (origin === undefined || !rule.enabled) continue;
    const { line, file: own } = linePlace(analysis, origin.nameRange);
    if (line === null || own !== file) continue;
    const isDead = NEVER_REACHED.has(reachability.of(rule).kind);
    const state = isDead ? 'dead' : parts.has(rule) ? 'knock' : decision(rule);
    if (state !== undefined && !marks.has(line)) marks.set(line, state);
  }
  return [...marks].map(([line, state]) => ({ line, state }));
}

/** What a rule of the filters does with a packet; nothing where the packet goes on. */
function decision({ table, action }: FirewallRule): RuleState | undefined {
  if (table !== 'filter' && table !== 'raw') return undefined;
  if (isRefusal(action)) return 'drop';
  return ACCEPTING.has(action) ? 'accept' : undefined;
}

const ACCEPTING: ReadonlySet<string> = new Set(['accept', 'fasttrack-connection']);
