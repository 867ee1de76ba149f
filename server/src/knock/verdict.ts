import { textOf } from '../config/configuration.ts';
import { covers } from '../firewall/coverage.ts';
import { disjoint } from '../firewall/disjoint.ts';
import {
  BUILT_IN_CHAINS,
  defaultRule,
  type Firewall,
  type FirewallRule,
  listKey,
  matcher,
} from '../firewall/firewall.ts';
import type { Reachability } from '../firewall/reachability.ts';
import { type Knock, knockText, type Stage, type Verdict } from './knock.ts';
import { whyItStaysShut } from './replay.ts';

type Unjudged = Omit<Knock, 'verdict' | 'reason'>;

export interface Judgement {
  readonly verdict: Verdict | undefined;
  readonly reason: string;
}

/** The first verdict of `design.md, Words` that can be shown from single rules. */
export function judge(knock: Unjudged, firewall: Firewall, reachability: Reachability): Judgement {
  const rules = [...knock.stages.map(({ rule }) => rule), ...knock.gates.map(({ rule }) => rule)];
  return (
    disabled(knock) ??
    incomplete(knock, firewall) ??
    unreachable(knock, firewall, reachability) ??
    broken(knock) ??
    uncertain(rules, firewall) ??
    shut(knock, firewall) ?? {
      verdict: 'works',
      reason: 'Every stage leads to the next and the gate hangs on the last.',
    }
  );
}

/** The trap that the right sequence springs, and the stage at which it does. */
function trippedTrap(knock: Unjudged): { stage: Stage; trap: FirewallRule } | undefined {
  const held = new Set<string>();
  for (const stage of knock.stages) {
    for (const { rule: trap, refusals } of knock.traps) {
      if (!trap.enabled || !refusals.some(({ enabled }) => enabled) || trap.table !== stage.rule.table) continue;
      // Lists that the stage's own packet fills are seen by the rules below the stage.
      const after = trap.chain === stage.rule.chain && trap.place > stage.rule.place;
      const lists = after ? new Set([...held, stage.listOut]) : held;
      const asked = matcher(trap, 'src-address-list');
      const listed = asked === undefined || lists.has(asked.text) !== asked.negated;
      if (listed && matchesSurely(trap, stage.rule)) return { stage, trap };
    }
    held.add(stage.listOut);
  }
  return undefined;
}

/** Two stages that one packet passes: the later one stands below and asks for nothing that the packet lacks. */
function collapsing(stages: readonly Stage[]): readonly [Stage, Stage] | undefined {
  for (let i = 1; i < stages.length; i++) {
    const earlier = stages[i - 1] as Stage;
    const later = stages[i] as Stage;
    const below =
      later.rule.table === earlier.rule.table &&
      later.rule.chain === earlier.rule.chain &&
      later.rule.place > earlier.rule.place;
    if (below && matchesSurely(later.rule, earlier.rule)) return [earlier, later];
  }
  return undefined;
}

function ungatedStage(stages: readonly Stage[]): Stage | undefined {
  return stages.find(({ listIn }, index) => index > 0 && listIn === undefined);
}

function disabled({ stages, gates }: Unjudged): Judgement | undefined {
  const stage = stages.find(({ rule }) => !rule.enabled);
  if (stage !== undefined) return { verdict: 'disabled', reason: `The stage ${knockText(stage)} is disabled.` };
  if (gates.length > 0 && gates.every(({ rule }) => !rule.enabled))
    return { verdict: 'disabled', reason: 'The gate is disabled.' };
  return undefined;
}

function incomplete(knock: Unjudged, firewall: Firewall): Judgement | undefined {
  const refused = knock.stages.find(({ rule }) => rule.item.origin?.misplaced === true);
  if (refused !== undefined) {
    return {
      verdict: 'incomplete',
      reason: `RouterOS refuses the stage ${knockText(refused)}: it stands in a menu that does not know its arguments.`,
    };
  }
  const { list } = knock.grant;
  if (knock.gates.length === 0) {
    return { verdict: 'incomplete', reason: `No rule lets the sources of the list ${list} in.` };
  }
  const hungry = knock.stages.find(({ listIn }) => listIn !== undefined && !isFilled(firewall, knock, listIn));
  if (hungry !== undefined) {
    return {
      verdict: 'incomplete',
      reason: `Nothing fills the list ${hungry.listIn}, for which the stage ${knockText(hungry)} asks.`,
    };
  }
  return undefined;
}

function isFilled(firewall: Firewall, { family, stages }: Unjudged, list: string): boolean {
  return firewall.addressLists.has(listKey(family, list)) || stages.some(({ listOut }) => listOut === list);
}

function unreachable(knock: Unjudged, firewall: Firewall, reachability: Reachability): Judgement | undefined {
  for (const stage of knock.stages) {
    const why = whyUnreached(firewall, reachability, stage.rule);
    if (why !== undefined)
      return { verdict: 'unreachable', reason: `No packet reaches the stage ${knockText(stage)}: ${why}.` };
  }
  const reasons = knock.gates
    .filter(({ rule }) => rule.enabled)
    .map(({ rule }) => whyUnreached(firewall, reachability, rule));
  const [reason] = reasons;
  if (reasons.length > 0 && reason !== undefined && reasons.every((why) => why !== undefined)) {
    return { verdict: 'unreachable', reason: `No packet reaches the gate: ${reason}.` };
  }
  return undefined;
}

/** Why no packet reaches the rule, as a part of a sentence; user chains are followed back to the built-in ones. */
function whyUnreached(
  firewall: Firewall,
  reachability: Reachability,
  rule: FirewallRule,
  seen: ReadonlySet<string> = new Set(),
): string | undefined {
  const status = reachability.of(rule);
  if (status.kind === 'dead') {
    const { blockers } = status;
    const [first] = blockers as readonly [FirewallRule];
    const takes =
      blockers.length === 1
        ? `${defaultRule(first) ?? `rule ${first.place} of the chain ${first.chain}`} (${first.action}) takes them all`
        : `rules ${blockers.map(({ place }) => place).join(', ')} of the chain ${first.chain} together take them all`;
    return [takes, ...status.assumptions].join(', ');
  }
  if (rule.item.conditional || BUILT_IN_CHAINS.has(rule.chain) || seen.has(rule.chain)) return undefined;
  // A chain that nothing in the file jumps to may be entered from elsewhere, so only jumps in the file count.
  const reasons = jumpsTo(firewall, rule).map((jump) => {
    const name = disjoint(jump, rule);
    return name === undefined
      ? whyUnreached(firewall, reachability, jump, new Set([...seen, rule.chain]))
      : `no jump to its chain ${rule.chain} matches the ${name} that it asks for`;
  });
  return reasons.every((why) => why !== undefined) ? reasons[0] : undefined;
}

function jumpsTo(firewall: Firewall, rule: FirewallRule): FirewallRule[] {
  return firewall.rules.filter(
    (other) =>
      other.enabled &&
      other.action === 'jump' &&
      other.family === rule.family &&
      other.table === rule.table &&
      textOf(other.item, 'jump-target') === rule.chain,
  );
}

/** The genuine sequence is tried before a knock is said to work. */
function shut(knock: Unjudged, firewall: Firewall): Judgement | undefined {
  const why = whyItStaysShut(knock, firewall);
  return why === undefined ? undefined : { verdict: 'broken', reason: why };
}

/** What the verdict `works` would have to guess. */
function uncertain(rules: readonly FirewallRule[], firewall: Firewall): Judgement | undefined {
  if (rules.some(({ item }) => item.conditional)) {
    return { verdict: undefined, reason: 'It depends on a condition whether its rules exist.' };
  }
  // A knock whose rules all go before one and the same rule outside the file is judged as a fragment.
  if (rules.some(({ item }) => item.placeUnknown) && !rules.every(({ item }) => item.placeUnknown)) {
    return { verdict: undefined, reason: 'The place of its rules hangs on rules outside the file.' };
  }
  for (const rule of rules) {
    const unclear =
      jumpsTo(firewall, rule).length > 0 && jumpsTo(firewall, rule).every((jump) => meetsOnlyAtRunTime(jump, rule));
    if (unclear)
      return {
        verdict: undefined,
        reason: `Whether a jump to ${rule.chain} matches hangs on values known only at run time.`,
      };
  }
  return undefined;
}

function meetsOnlyAtRunTime(jump: FirewallRule, rule: FirewallRule): boolean {
  return jump.matchers.some((left) => {
    const right = matcher(rule, left.name);
    return right !== undefined && left.property.constant !== right.property.constant;
  });
}

function broken(knock: Unjudged): Judgement | undefined {
  const open = ungatedStage(knock.stages);
  if (open !== undefined) {
    return {
      verdict: 'broken',
      reason: `The stage ${knockText(open)} does not ask for the one before, so its packet alone is enough.`,
    };
  }
  const pair = collapsing(knock.stages);
  if (pair !== undefined) {
    return {
      verdict: 'broken',
      reason: `One packet passes the stages ${knockText(pair[0])} and ${knockText(pair[1])}: the second stands below the first and matches the same packet.`,
    };
  }
  const impossible = knock.stages.find(({ rule }) => impossibleSize(rule));
  if (impossible !== undefined) {
    return { verdict: 'broken', reason: `No packet is as small as the stage ${knockText(impossible)} asks.` };
  }
  const tripped = trippedTrap(knock);
  if (tripped !== undefined) {
    return {
      verdict: 'broken',
      reason: `The knock ${knockText(tripped.stage)} springs a trap, so the right sequence bans its sender.`,
    };
  }
  return undefined;
}

/** An IPv4 packet has at least 20 bytes of header, an ICMP packet 28, one of IPv6 40 (RFC 791, 792, 8200). */
function impossibleSize(rule: FirewallRule): boolean {
  const size = matcher(rule, 'packet-size');
  if (size === undefined || size.negated) return false;
  const match = /^([0-9]+)(?:-([0-9]+))?$/.exec(size.text);
  if (match === null) return false;
  const icmp = matcher(rule, 'protocol')?.text === 'icmp';
  const smallest = rule.family === 'ipv6' ? 40 : icmp ? 28 : 20;
  return Number(match[2] ?? match[1]) < smallest;
}

/** Whether `rule` matches every packet of `packet`, the condition on the list of sources apart. */
function matchesSurely(rule: FirewallRule, packet: FirewallRule): boolean {
  return rule.matchers.every((wide) => {
    if (wide.name === 'src-address-list') return true;
    const narrow = matcher(packet, wide.name);
    if (narrow === undefined)
      return wide.name === 'connection-state' && !wide.negated && wide.text.split(',').includes('new');
    return covers(wide, narrow, rule.family);
  });
}
