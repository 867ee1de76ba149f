import { type Firewall, type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { Interpreter, ordinarily, type Supposition, supposing, type Trace } from '../firewall/interpret.ts';
import type { PacketClass, Vantage } from '../firewall/packetClasses.ts';
import type { Hook } from '../firewall/packetEffects.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { packetOf } from '../firewall/witness.ts';
import type { Assignment } from '../packet/assignment.ts';
import type { Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import type { Automaton, Opening } from './automaton.ts';
import type { KnockPacket, KnockTest } from './knock.ts';

/**
 * The opening as packets, sent through the reference interpreter with their pauses. Undefined where it does not agree
 * that they open: then the machine is at fault, and nothing may be said on its word.
 */
export function replayed(
  opening: Opening,
  automaton: Automaton,
  firewall: Firewall,
  space: PacketSpace,
): { knocks: KnockPacket[]; service: Packet } | undefined {
  const { family } = automaton.vantage;
  let assignment: Assignment = new Map();
  let told = new Set<string>();
  const suppose: Supposition = (rule, matcher) => {
    const answer = space.holds(matcher, rule, assignment) ?? ordinarily(matcher.name) ?? !matcher.negated;
    if (answer !== matcher.negated && !SHOWN.test(matcher.name)) told.add(`${matcher.name}=${matcher.property.text}`);
    return answer;
  };
  const interpreter = new Interpreter(firewall, suppose);
  const packetFrom = (one: PacketClass): Packet => {
    assignment = pick(one, space);
    return packetOf(space, assignment, family, one.hook);
  };
  const knocks: KnockPacket[] = [];
  let now = 0;
  let last = 0;
  for (const move of opening.moves) {
    const at = move.kind === 'wait' ? move.until : move.at;
    interpreter.wait(at - now);
    now = at;
    if (move.kind === 'wait') continue;
    const packet = packetFrom(move.packet);
    told = new Set();
    interpreter.send(packet, move.packet.hook);
    knocks.push({ packet, after: knocks.length === 0 ? 0 : now - last, suppositions: [...told] });
    last = now;
  }
  const service = packetFrom(opening.service);
  const trace = interpreter.send(service, opening.service.hook);
  return trace.verdict === 'accept' ? { knocks, service } : undefined;
}

/** Whether what gets in at the end does so in this firewall, where `sent` stands for each knock. */
export function opens(
  { knocks, service, opening }: KnockTest,
  firewall: Firewall,
  sent: (knock: KnockPacket) => Packet = ({ packet }) => packet,
): boolean {
  let holding: readonly string[] = [];
  const interpreter = new Interpreter(
    firewall,
    supposing(() => holding),
  );
  const hooks = opening.moves.flatMap((move): Hook[] => (move.kind === 'packet' ? [move.packet.hook] : []));
  for (const [index, knock] of knocks.entries()) {
    interpreter.wait(knock.after);
    holding = knock.suppositions;
    interpreter.send(sent(knock), hooks[index]);
  }
  holding = [];
  return !isRefusal(interpreter.send(service, opening.service.hook).verdict);
}

/** A packet that got in, the rule that let it, and the one that gave it another destination on the way. */
interface Replayed {
  readonly packet: Packet;
  readonly by: FirewallRule | undefined;
  /** Where the packet goes in the end. */
  readonly hook: Trace['hook'];
}

/** One packet from a source on no list, if the interpreter agrees that it gets in; the rule that lets it. */
export function replayedAlone(
  one: PacketClass,
  { family }: Vantage,
  firewall: Firewall,
  space: PacketSpace,
): Replayed | undefined {
  const { packet, suppose } = replayedPacket(one, family, space);
  const { verdict, by, hook } = new Interpreter(firewall, suppose).send(packet, one.hook);
  return verdict === 'accept' ? { packet, by, hook } : undefined;
}

/** A packet of the class, and how matchers answer that it does not show: rates are kept, all else does not fit. */
export function replayedPacket(
  one: PacketClass,
  family: Packet['family'],
  space: PacketSpace,
): { readonly packet: Packet; readonly suppose: Supposition } {
  const assignment = pick(one, space);
  const suppose: Supposition = (rule, matcher) =>
    space.holds(matcher, rule, assignment) ?? ordinarily(matcher.name) ?? matcher.negated;
  return { packet: packetOf(space, assignment, family, one.hook), suppose };
}

/** Matchers that the packet shows by itself. */
const SHOWN = /^(?:in-interface|in-interface-list|dst-address|dst-address-type|src-address-type|limit|dst-limit)$/;

/** A packet of the class, with ordinary values where it has them. */
function pick({ box }: PacketClass, space: PacketSpace): Assignment {
  const chosen = new Map<number, Point>();
  for (const { dimension, set } of box) {
    // Where any value will do none is named, so that the packet stays short.
    if (set.equals(space.domain(dimension))) continue;
    chosen.set(dimension, space.ordinary(dimension).find((value) => set.contains(value)) ?? (set.first as Point));
  }
  return chosen;
}
