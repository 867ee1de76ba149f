import { textOf } from '../execution/configuration.ts';
import {
  defaultRule,
  type Firewall,
  type FirewallRule,
  isAdmission,
  listKey,
  matcher,
  rewritesDestination,
} from '../firewall/firewall.ts';
import { Interpreter, type Supposition, supposing } from '../firewall/interpret.ts';
import type { PacketClass, PacketSorter, Vantage } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Reachability } from '../firewall/reachability.ts';
import { isUnclearFrom } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { sideOf } from '../packet/box.ts';
import type { Packet } from '../packet/packet.ts';
import { perObject } from '../text/perObject.ts';
import type { Steps } from '../text/steps.ts';
import { Automaton, type Opening } from './automaton.ts';
import { genuineSequence } from './genuine.ts';
import {
  type Gate,
  type Knock,
  type KnockFault,
  type KnockTest,
  knockText,
  type Stage,
  type Verdict,
} from './knock.ts';
import { replayed, replayedAlone } from './replay.ts';
import { tellingPackets } from './tellingPackets.ts';
import { vantages } from './vantages.ts';

export type Unjudged = Omit<Knock, 'verdict' | 'reason' | 'isGivenUp' | 'fault' | 'test'>;

export interface Judgement {
  readonly verdict: Verdict | undefined;
  readonly reason: string;
  readonly isGivenUp?: boolean;
  readonly fault?: KnockFault;
  readonly test?: KnockTest;
}

/** The first verdict of `docs/facts/knocks.md#verdicts` that holds. */
export function* judge(
  knock: Unjudged,
  firewall: Firewall,
  reachability: Reachability,
  ground: Ground,
): Steps<Judgement> {
  const rules = [...knock.stages.map(({ rule }) => rule), ...knock.gates.map(({ rule }) => rule)];
  return (
    disabled(knock) ??
    incomplete(knock, firewall) ??
    impossible(knock) ??
    (yield* overtaken(knock, firewall, reachability, ground)) ??
    unreachedRule(knock, reachability) ??
    uncertain(rules, firewall) ??
    (yield* tried(knock, firewall, ground))
  );
}

/** What the machine says: whether it opens at all, what gets by it, and whether it takes all its knocks. */
function* tried(knock: Unjudged, firewall: Firewall, ground: Ground): Steps<Judgement> {
  const { space, sorter } = ground;
  if (ground.effort < 0) return TOO_MANY;
  const knocking = { ...knock, grant: knock.grant.list };
  const rules = knock.stages.map(({ rule }) => rule);
  const { outside, inside } = vantages(rules, firewall, space);
  yield;
  const packets = tellingPackets(knock.stages, knock.gates, firewall, space);
  const tries = { knocking, packets: [packets.few, packets.all], sorter, space, ground };
  const found = yield* firstOpening(outside, tries);
  if (found.kind === 'opens' && knock.handed) {
    const reason = phrase`Every stage leads to the next; its last list, ${knock.grant.list}, is handed to a script of this file.`;
    return { verdict: 'works', reason };
  }
  if (found.kind === 'opens') {
    const { automaton, opening } = found;
    const test = replayed(opening, automaton, firewall, space);
    yield;
    if (test === undefined) return UNCONFIRMED;
    const judgement =
      bypassed(knock, automaton, opening, firewall, space) ??
      (yield* passedBy(knock, automaton, opening, firewall, ground)) ??
      broken(knock, automaton, opening) ??
      WORKS;
    return { ...judgement, test: { ...test, automaton, space, sorter, opening } };
  }
  if (found.kind === 'undecided') return UNDECIDED;
  const why = whyShut(knock, found.shut);
  if (why.fault?.kind === 'trapped') return { verdict: 'broken', ...why };
  const within = yield* firstOpening(inside, tries);
  if (within.kind === 'opens') {
    const test = replayed(within.opening, within.automaton, firewall, space);
    yield;
    if (test !== undefined) return insideOnly(knock, test, within.automaton, outside[0] as Vantage, firewall);
  }
  return { verdict: 'unreachable', ...why };
}

const UNCONFIRMED: Judgement = {
  verdict: undefined,
  get reason() {
    return phrase`Its sequence could not be confirmed packet by packet.`;
  },
};
const TOO_MANY: Judgement = {
  verdict: undefined,
  get reason() {
    return phrase`Too many knocks of this file depend on each other for all of them to be followed.`;
  },
  isGivenUp: true,
};
const UNDECIDED: Judgement = {
  verdict: undefined,
  get reason() {
    return phrase`It has too many ways through the rules to be followed.`;
  },
  isGivenUp: true,
};

interface Tries {
  readonly knocking: Parameters<typeof Automaton.steps>[3];
  /** Only where a few packets of each kind do not get in, all of them are looked at: that takes longer. */
  readonly packets: readonly Parameters<typeof Automaton.steps>[4][];
  readonly sorter: PacketSorter;
  readonly space: PacketSpace;
  readonly ground: Ground;
}

type Found = { readonly shut: Automaton | undefined } & (
  | { readonly kind: 'opens'; readonly automaton: Automaton; readonly opening: Opening }
  | { readonly kind: 'shut' | 'undecided' }
);

/** The first of these ways in by which it opens. */
function* firstOpening(from: readonly Vantage[], { knocking, packets, sorter, space, ground }: Tries): Steps<Found> {
  let undecided = false;
  let shut: Automaton | undefined;
  for (const boxes of packets) {
    undecided = false;
    for (const vantage of from.slice(0, MAX_VANTAGES)) {
      yield;
      const automaton = yield* Automaton.steps(sorter, space, vantage, knocking, boxes);
      ground.effort -= boxes.length ** 2;
      yield;
      const opening = automaton === undefined ? 'undecided' : yield* automaton.open();
      if (opening === 'undecided') undecided = true;
      shut ??= automaton;
      if (automaton !== undefined && typeof opening !== 'string') return { kind: 'opens', automaton, opening, shut };
    }
  }
  return { kind: undecided ? 'undecided' : 'shut', shut };
}

/** A stranger knocks in vain; whoever is inside needs no knock. Sent from outside, the packets show who takes them. */
function insideOnly(
  knock: Unjudged,
  { knocks, service }: Pick<KnockTest, 'knocks' | 'service'>,
  { vantage }: Automaton,
  outside: Vantage,
  firewall: Firewall,
): Judgement {
  let held: readonly string[] = [];
  const suppose = supposing(() => held);
  const interpreter = new Interpreter(
    firewall,
    outside.inInterface === undefined ? fromNowhere(suppose, firewall) : suppose,
  );
  const from = (packet: Packet): Packet => ({ ...packet, inInterface: outside.inInterface });
  const where = vantage.inInterface ?? phrase`an interface that no rule names`;
  const only = phrase`It opens from ${where} only`;
  const stopped = (stage: Stage | undefined, by: FirewallRule | undefined): Judgement => ({
    verdict: 'unreachable',
    reason: by === undefined ? `${only}.` : phrase`${only}: ${ruleText(by)} takes the packets of a stranger.`,
    fault: { kind: 'stopped', stage, by },
  });
  for (const { packet, after, suppositions } of knocks) {
    interpreter.wait(after);
    held = suppositions;
    const { steps, by } = interpreter.send(from(packet));
    if (knock.stages.some(({ rule }) => steps.some((step) => step.matched && step.rule === rule))) continue;
    return stopped(knock.stages[0], by);
  }
  return stopped(undefined, interpreter.send(from(service)).by);
}

/** The packets come in by an interface that no rule names: it is none of those that are asked for, and on no list. */
function fromNowhere(suppose: Supposition, { interfaces }: Firewall): Supposition {
  return (rule, asked) => {
    if (asked.name === 'in-interface') return false;
    return asked.name === 'in-interface-list' ? interfaces.list(asked.text).others === true : suppose(rule, asked);
  };
}

function ruleText(rule: FirewallRule): string {
  return `${defaultRule(rule) ?? phrase`rule ${rule.place} of the chain ${rule.chain}`} (${rule.action})`;
}

/** Earlier rules accept from everybody what the gate is there for, so that no packet comes to it. */
function* overtaken(
  { gates }: Unjudged,
  firewall: Firewall,
  reachability: Reachability,
  { space, sorter }: Ground,
): Steps<Judgement | undefined> {
  const open = gates.filter(({ rule }) => rule.enabled);
  const isTaken = ({ rule }: Gate): boolean => {
    const status = reachability.of(rule);
    return status.kind === 'dead' && status.blockers.every(({ action }) => isAdmission(action));
  };
  if (open.length === 0 || !open.every(isTaken)) return undefined;
  const [{ rule }] = open as [Gate, ...Gate[]];
  for (const vantage of vantages([rule], firewall, space).outside.slice(0, MAX_VANTAGES)) {
    for (const one of (yield* sorter.classSteps(vantage, space.match(rule).products)) ?? []) {
      const sent = replayedAlone(one, vantage, firewall, space);
      if (sent?.by === undefined || sent.by === rule || !isAdmission(sent.by.action)) continue;
      return {
        verdict: 'bypassed',
        reason: phrase`What the gate guards is open without a knock: ${ruleText(sent.by)} lets everybody in.`,
        fault: { kind: 'bypassed', packet: sent.packet, by: sent.by },
      };
    }
  }
  return undefined;
}

/** What all knocks of a family are judged on. */
export interface Ground {
  readonly space: PacketSpace;
  readonly sorter: PacketSorter;
  /** What may still be spent on knocks of this file: each looks at the packets of all that may hang on each other. */
  effort: number;
}

/** Pairs of kinds of packets that are compared, and packets that are sent: some seconds. */
export const MOST_EFFORT = 40_000_000;

const WORKS: Judgement = {
  verdict: 'works',
  get reason() {
    return phrase`Every stage leads to the next and the gate hangs on the last.`;
  },
};

/** Interfaces to knock from that are tried; more than these differ in name only. */
const MAX_VANTAGES = 12;

/**
 * What the gate guards is let in without the grant. A gate for certain ports guards each of them, one without ports
 * guards whatever else is kept out. The end of a chain lets in only where the file is the whole configuration.
 */
function bypassed(
  knock: Unjudged,
  automaton: Automaton,
  opening: Opening,
  firewall: Firewall,
  space: PacketSpace,
): Judgement | undefined {
  const guarded = automaton.services(opening.lists, opening.at);
  const ways = guarded.map((service) => ({ service, way: automaton.bypass(service) }));
  const open = ways.filter(
    ({ way }) => way !== undefined && (way.by !== undefined || firewall.configuration.wholeBy !== undefined),
  );
  const [first] = open;
  if (first?.way === undefined) return undefined;
  const narrow = knock.gates.every(({ rule }) =>
    rule.matchers.some(({ name }) => name === 'dst-port' || name === 'port'),
  );
  if (!narrow && open.length < ways.length) return undefined;
  const { by } = first.way;
  const sent = replayedAlone(first.service, automaton.vantage, firewall, space);
  if (sent === undefined || sent.by !== by) return undefined;
  if (by !== undefined && isUnclearFrom(automaton.vantage.inInterface, by, firewall)) return undefined;
  const way =
    by === undefined
      ? phrase`the chain ends without a drop`
      : phrase`rule ${by.place} of the chain ${by.chain} (${by.action}) lets everybody in`;
  const fault: KnockFault = { kind: 'bypassed', packet: sent.packet, by };
  return { verdict: 'bypassed', reason: phrase`What the gate guards is open without a knock: ${way}.`, fault };
}

/**
 * A gate before NAT sees the port that packets ask for; what NAT sends to the guarded port by another way passes it by
 * (`docs/facts/firewall.md#order-of-tables`).
 */
function* passedBy(
  knock: Unjudged,
  automaton: Automaton,
  opening: Opening,
  firewall: Firewall,
  { space, sorter }: Ground,
): Steps<Judgement | undefined> {
  if (!knock.gates.every(({ rule }) => rule.table === 'raw')) return undefined;
  const { vantage } = automaton;
  const rewriting = firewall.rules.filter(
    (rule) => rule.enabled && rule.family === vantage.family && rewritesDestination(rule),
  );
  const boxes = rewriting.flatMap((rule) => space.match(rule).products);
  if (boxes.length === 0) return undefined;
  const guarded = automaton.services(opening.lists, opening.at);
  for (const one of (yield* sorter.classSteps(vantage, boxes)) ?? []) {
    if (one.final === one.box || automaton.bypass(one) === undefined) continue;
    if (!guarded.some((service) => isSameService(one, service, space))) continue;
    const sent = replayedAlone(one, vantage, firewall, space);
    if (sent === undefined) continue;
    const fault: KnockFault = { kind: 'bypassed', packet: sent.packet, by: sent.by };
    return {
      verdict: 'bypassed',
      reason: phrase`What the gate guards is open without a knock: NAT leads past it.`,
      fault,
    };
  }
  return undefined;
}

/** Whether both end at the same port of the same host or router. */
function isSameService(one: PacketClass, other: PacketClass, space: PacketSpace): boolean {
  if (one.hook !== other.hook) return false;
  return ['protocol', 'dst-port'].every((name) => {
    const dimension = space.dimension(name);
    const [a, b] = [sideOf(one.final, dimension), sideOf(other.final, dimension)];
    return a !== undefined && b !== undefined && a.intersects(b);
  });
}

function ungatedStage(stages: readonly Stage[]): Stage | undefined {
  return stages.find(({ listIn }, index) => index > 0 && listIn === undefined);
}

function disabled({ stages, gates }: Unjudged): Judgement | undefined {
  const stage = stages.find(({ rule }) => !rule.enabled);
  if (stage !== undefined) return { verdict: 'disabled', reason: phrase`The stage ${knockText(stage)} is disabled.` };
  if (gates.length > 0 && gates.every(({ rule }) => !rule.enabled))
    return { verdict: 'disabled', reason: phrase`The gate is disabled.` };
  return undefined;
}

function incomplete(knock: Unjudged, firewall: Firewall): Judgement | undefined {
  const { list } = knock.grant;
  if (knock.gates.length === 0 && !knock.handed) {
    return { verdict: 'incomplete', reason: phrase`No rule lets the sources of the list ${list} in.` };
  }
  const hungry = knock.stages.find(({ listIn }) => listIn !== undefined && !isFilled(firewall, knock, listIn));
  if (hungry !== undefined) {
    return {
      verdict: 'incomplete',
      reason: phrase`Nothing fills the list ${hungry.listIn}, for which the stage ${knockText(hungry)} asks.`,
    };
  }
  return undefined;
}

function isFilled(firewall: Firewall, { family, stages }: Unjudged, list: string): boolean {
  return firewall.addressLists.has(listKey(family, list)) || stages.some(({ listOut }) => listOut === list);
}

function unreachedRule(knock: Unjudged, reachability: Reachability): Judgement | undefined {
  for (const stage of knock.stages) {
    const why = whyUnreached(reachability, stage.rule);
    if (why !== undefined)
      return {
        verdict: 'unreachable',
        reason: phrase`No packet reaches the stage ${knockText(stage)}: ${why}.`,
        fault: { kind: 'unreached', rule: stage.rule },
      };
  }
  const reasons = knock.gates.filter(({ rule }) => rule.enabled).map(({ rule }) => whyUnreached(reachability, rule));
  const [reason] = reasons;
  if (reasons.length > 0 && reason !== undefined && reasons.every((why) => why !== undefined)) {
    const gate = knock.gates.find(({ rule }) => rule.enabled) as Gate;
    return {
      verdict: 'unreachable',
      reason: phrase`No packet reaches the gate: ${reason}.`,
      fault: { kind: 'unreached', rule: gate.rule },
    };
  }
  return undefined;
}

function placesIn(rules: readonly FirewallRule[], chain: string): string {
  return rules
    .filter((rule) => rule.chain === chain)
    .map(({ place }) => place)
    .join(', ');
}

/** Why no packet reaches the rule, as a part of a sentence. */
function whyUnreached(reachability: Reachability, rule: FirewallRule): string | undefined {
  const status = reachability.of(rule);
  switch (status.kind) {
    case 'dead': {
      const [first] = status.blockers as readonly [FirewallRule, ...FirewallRule[]];
      const together = [...new Set(status.blockers.map(({ chain }) => chain))].map(
        (chain) => phrase`${placesIn(status.blockers, chain)} of the chain ${chain}`,
      );
      const takes =
        status.blockers.length === 1
          ? phrase`${ruleText(first)} takes them all`
          : phrase`rules ${together.join(phrase` and `)} together take them all`;
      return [takes, ...status.assumptions].join(', ');
    }
    case 'unentered':
      return phrase`no jump to its chain ${rule.chain} lets through what it matches`;
    case 'unmatchable':
      return phrase`its own matchers exclude each other`;
    default:
      return undefined;
  }
}

function jumpsTo(firewall: Firewall, rule: FirewallRule): readonly FirewallRule[] {
  return jumpsOf(firewall).filter(
    (other) =>
      other.family === rule.family && other.table === rule.table && textOf(other.item, 'jump-target') === rule.chain,
  );
}

const jumpsOf = perObject(({ rules }: Firewall) => rules.filter(({ enabled, action }) => enabled && action === 'jump'));

/** What the verdict `works` would have to guess. */
function uncertain(rules: readonly FirewallRule[], firewall: Firewall): Judgement | undefined {
  if (rules.some(({ item }) => item.conditional)) {
    return { verdict: undefined, reason: phrase`It depends on a condition whether its rules exist.` };
  }
  // A knock whose rules all go before one and the same rule outside the file is judged as a fragment.
  if (rules.some(({ item }) => item.placeUnknown) && !rules.every(({ item }) => item.placeUnknown)) {
    return { verdict: undefined, reason: phrase`The place of its rules depends on rules outside the file.` };
  }
  for (const rule of rules) {
    const unclear =
      jumpsTo(firewall, rule).length > 0 && jumpsTo(firewall, rule).every((jump) => meetsOnlyAtRunTime(jump, rule));
    if (unclear)
      return {
        verdict: undefined,
        reason: phrase`Whether a jump to ${rule.chain} matches depends on values known only at run time.`,
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

/** It opens with fewer or other packets than its stages say, or its own trap catches who knocks rightly. */
function broken(knock: Unjudged, automaton: Automaton, opening: Opening): Judgement | undefined {
  const open = ungatedStage(knock.stages);
  if (open !== undefined) {
    return {
      verdict: 'broken',
      reason: phrase`The stage ${knockText(open)} does not ask for the one before, so its packet alone is enough.`,
      fault: { kind: 'ungated', stage: open },
    };
  }
  const pair = collapsing(knock.stages, opening);
  if (pair !== undefined) {
    return {
      verdict: 'broken',
      reason: phrase`One packet passes the stages ${knockText(pair[0])} and ${knockText(pair[1])}: the second stands below the first and matches the same packet.`,
      fault: { kind: 'collapsing', stages: pair },
    };
  }
  const genuine = genuineSequence(knock.stages, knock.grant.list, automaton);
  if (genuine.kind === 'trapped') {
    const { stage, trap } = genuine;
    return { verdict: 'broken', reason: trapText(stage), fault: { kind: 'trapped', stage, trap } };
  }
  if (genuine.kind === 'stopped') {
    return {
      verdict: 'broken',
      reason: phrase`${stopText(knock, genuine.stage)} It opens in another way.`,
      fault: { kind: 'stopped', stage: genuine.stage },
    };
  }
  return undefined;
}

/** Two stages that one packet of the shortest way passes. */
function collapsing(stages: readonly Stage[], { moves }: Opening): readonly [Stage, Stage] | undefined {
  if (moves.filter(({ kind }) => kind === 'packet').length >= stages.length) return undefined;
  for (const move of moves) {
    if (move.kind === 'wait') continue;
    const passed = stages.filter(({ rule }) => move.outcome.matched.includes(rule));
    if (passed.length > 1) return [passed[0] as Stage, passed[1] as Stage];
  }
  return undefined;
}

/** Rules that no packet can pass for what they are. */
function impossible(knock: Unjudged): Judgement | undefined {
  const refused = knock.stages.find(({ rule }) => rule.item.origin?.misplaced === true);
  if (refused !== undefined) {
    return {
      verdict: 'unreachable',
      reason: phrase`RouterOS refuses the stage ${knockText(refused)}: it stands in a menu that does not know its arguments.`,
      fault: { kind: 'impossible', stage: refused },
    };
  }
  const stage = knock.stages.find(({ rule }) => impossibleSize(rule));
  return stage === undefined
    ? undefined
    : {
        verdict: 'unreachable',
        reason: phrase`No packet is as small as the stage ${knockText(stage)} asks.`,
        fault: { kind: 'impossible', stage },
      };
}

/** What happens to somebody who knocks rightly. */
function whyShut(knock: Unjudged, automaton: Automaton | undefined): Pick<Judgement, 'reason' | 'fault'> {
  const genuine = automaton === undefined ? undefined : genuineSequence(knock.stages, knock.grant.list, automaton);
  if (genuine?.kind === 'trapped') {
    const { stage, trap } = genuine;
    return { reason: trapText(stage), fault: { kind: 'trapped', stage, trap } };
  }
  if (automaton === undefined && isApart(knock.stages)) {
    const reason = phrase`Its stages ask for different interfaces, so that no one sender passes them all.`;
    return { reason, fault: { kind: 'stopped', stage: knock.stages.at(-1) } };
  }
  const stage = genuine?.kind === 'stopped' ? genuine.stage : undefined;
  return { reason: stopText(knock, stage), fault: { kind: 'stopped', stage } };
}

function isApart(stages: readonly Stage[]): boolean {
  const sides = stages.map(({ rule }) => rule.matchers.filter(({ name }) => name.startsWith('in-interface')));
  return new Set(sides.map((side) => side.map(({ property }) => property.text).join())).size > 1;
}

function stopText(knock: Unjudged, stage: Stage | undefined): string {
  if (stage !== undefined) {
    return phrase`No packet is counted at the stage ${knockText(stage)} once the knocks before it have been sent.`;
  }
  const [first] = knock.gates;
  const gate =
    first === undefined
      ? phrase`the gate`
      : phrase`the gate, rule ${first.rule.place} of the chain ${first.rule.chain},`;
  return phrase`After the whole sequence ${gate} still lets nothing in: another rule takes it first.`;
}

function trapText(stage: Stage): string {
  return phrase`The knock ${knockText(stage)} springs a trap, so the right sequence bans its sender.`;
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
