import type { Family, Firewall, FirewallRule, Matcher } from '../../firewall/firewall.ts';
import type { Hook } from '../../firewall/interpret.ts';
import { type Frame, type Visit, type Walk, walks } from '../../firewall/walk.ts';
import { perObject } from '../../text/perObject.ts';

/** A rule as packets of a hook meet it. */
export interface ChainVisit {
  readonly rule: FirewallRule;
  /** Its matchers, with those of the jumps that lead to it. */
  readonly matchers: readonly Matcher[];
  /** The jumps that lead to it, the last first. */
  readonly jumps: readonly FirewallRule[];
  /** How many of all tables are met before. */
  readonly position: number;
}

/** The rules of all tables that packets meet, in order; without disabled ones. None where there are too many ways. */
export function hookVisits(firewall: Firewall, family: Family, hook: Hook): readonly ChainVisit[] {
  return visitsOf(firewall, family, hook)?.all ?? [];
}

/** Those of the filter. */
export function filterVisits(firewall: Firewall, family: Family, hook: Hook): readonly ChainVisit[] {
  return visitsOf(firewall, family, hook)?.filter ?? [];
}

/** Those of one rule, which may be met by several ways. */
export function visitsOfRule(firewall: Firewall, rule: FirewallRule, hook: Hook): readonly ChainVisit[] {
  return visitsOf(firewall, rule.family, hook)?.byRule.get(rule) ?? [];
}

/** The rules as packets meet them that begin in one place. */
export interface VisitedChain {
  /** `input`, `forward` or `output`; undefined for a chain to which nothing in the file leads. */
  readonly hook: string | undefined;
  readonly visits: readonly ChainVisit[];
}

/** The ways of all packets, and those through chains that the file shows alone; without what has too many ways. */
export function visitedChains(firewall: Firewall, family: Family): VisitedChain[] {
  return walks(firewall, family)
    .filter(({ cut }) => !cut)
    .map((walk) => ({ hook: walk.rooted ? walk.name : undefined, visits: visitsOfWalk(walk).all }));
}

interface HookVisits {
  readonly all: readonly ChainVisit[];
  readonly filter: readonly ChainVisit[];
  readonly byRule: ReadonlyMap<FirewallRule, readonly ChainVisit[]>;
}

function visitsOf(firewall: Firewall, family: Family, hook: Hook): HookVisits | undefined {
  const walk = walks(firewall, family).find(({ name, rooted }) => rooted && name === hook);
  return walk === undefined || walk.cut ? undefined : visitsOfWalk(walk);
}

/** Several rules ask, some of them once for each list. */
const visitsOfWalk = perObject((walk: Walk): HookVisits => {
  const all: ChainVisit[] = [];
  const byRule = new Map<FirewallRule, ChainVisit[]>();
  for (const visit of walk.visits) {
    const { rule } = visit;
    if (!rule.enabled) continue;
    const jumps = jumpsTo(visit, walk);
    const matchers = jumps.length === 0 ? rule.matchers : [...rule.matchers, ...jumps.flatMap((jump) => jump.matchers)];
    const met = { rule, matchers, jumps, position: all.length };
    all.push(met);
    const before = byRule.get(rule);
    if (before === undefined) byRule.set(rule, [met]);
    else before.push(met);
  }
  return { all, filter: all.filter(({ rule }) => rule.table === 'filter'), byRule };
});

function jumpsTo({ frame }: Visit, walk: Walk): readonly FirewallRule[] {
  if (frame.jump === undefined) return NONE;
  const jumps: FirewallRule[] = [];
  for (let run: Frame | undefined = frame; run?.jump !== undefined; run = run.parent) {
    jumps.push((walk.visits[run.jump] as Visit).rule);
  }
  return jumps;
}

const NONE: readonly FirewallRule[] = [];
