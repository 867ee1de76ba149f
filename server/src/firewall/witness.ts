import type { Assignment } from '../packet/assignment.ts';
import type { Point } from '../packet/intervalSet.ts';
import { connectionStates, type Packet } from '../packet/packet.ts';
import { portProtocols, protocolNumber } from '../packet/protocol.ts';
import { ANSWERS_SOURCE_NAT } from './fieldValues.ts';
import type { Firewall, FirewallRule } from './firewall.ts';
import { Interpreter, type Supposition, type Trace } from './interpret.ts';
import type { PacketSpace } from './packetSpace.ts';
import type { Reachability } from './reachability.ts';
import type { HOOKS } from './walk.ts';

/** A packet that shows a claim, sent through the reference interpreter before anybody sees it. */
export interface Witness {
  readonly packet: Packet;
  /** Lists on which the source is before. */
  readonly lists: readonly string[];
  /** What else has to hold, as written in the rules: `content=x`, `limit=10,5:packet`. */
  readonly suppositions: readonly string[];
  readonly trace: Trace;
}

/**
 * A packet that reaches the rule and matches it. Undefined where the rule is not known to be reached, and where the
 * interpreter does not agree: then the model is at fault, and nothing is said.
 */
export function witnessOf(rule: FirewallRule, firewall: Firewall, reachability: Reachability): Witness | undefined {
  const status = reachability.of(rule);
  if (status.kind !== 'reachable' || !status.walk.rooted) return undefined;
  const space = reachability.space(rule.family);
  const hook = status.walk.name as keyof typeof HOOKS;
  const path = status.walk.visits.flatMap(({ frame, rule: visited }) => {
    if (visited !== rule) return [];
    const jumps = [rule];
    for (let open = frame; open.jump !== undefined && open.parent !== undefined; open = open.parent) {
      jumps.push((status.walk.visits[open.jump] as { rule: FirewallRule }).rule);
    }
    return [jumps];
  });
  for (const wanted of path) {
    const witness = replay(rule, new Set(wanted), { firewall, space, hook, assignment: status.witness });
    if (witness !== undefined) return witness;
  }
  return undefined;
}

interface Replay {
  readonly firewall: Firewall;
  readonly space: PacketSpace;
  readonly hook: keyof typeof HOOKS;
  readonly assignment: Assignment;
}

/** `wanted`: the rule and the jumps to it. What no packet tells fits there, and keeps all others from matching. */
function replay(rule: FirewallRule, wanted: ReadonlySet<FirewallRule>, context: Replay): Witness | undefined {
  const { firewall, space, hook, assignment } = context;
  const suppositions = new Set<string>();
  const suppose: Supposition = (asking, matcher) => {
    const told = space.holds(matcher, asking, assignment);
    const answer = told ?? (wanted.has(asking) ? !matcher.negated : matcher.negated);
    const atom = told === undefined || !MODELLED.test(matcher.name);
    if (atom && answer !== matcher.negated) suppositions.add(`${matcher.name}=${matcher.property.text}`);
    return answer;
  };
  const packet = packetOf(space, assignment, rule.family, hook);
  const interpreter = new Interpreter(firewall, suppose);
  const lists = listsOf(space, assignment, 'source');
  for (const list of lists) interpreter.list(packet.family, list, packet.source);
  if (packet.destination !== undefined) {
    for (const list of listsOf(space, assignment, 'destination')) {
      interpreter.list(packet.family, list, packet.destination);
    }
  }
  const trace = interpreter.send(packet, hook);
  if (!trace.steps.some((step) => step.rule === rule && step.matched)) return undefined;
  return { packet, lists, suppositions: [...suppositions], trace };
}

/** Matchers that a packet shows by itself. */
const MODELLED = /^(?:in-interface|in-interface-list|dst-address|dst-address-type|src-address-type)$/;
const PORT_NUMBERS = new Set(portProtocols.map((name) => protocolNumber(name)));

/** The packet that a point stands for. */
export function packetOf(
  space: PacketSpace,
  assignment: Assignment,
  family: Packet['family'],
  hook: keyof typeof HOOKS,
): Packet {
  const value = (name: string): Point => space.value(space.dimension(name), assignment);
  const told = (name: string): boolean => {
    const dimension = space.known(name);
    return dimension !== undefined && assignment.has(dimension);
  };
  const protocol = Number(value('protocol'));
  const ports = PORT_NUMBERS.has(protocol);
  const icmp = Number(value('icmp-options'));
  const input = space.known('in-interface');
  const inside = input === undefined ? undefined : space.interfaceName(space.value(input, assignment));
  const output = space.known('out-interface');
  const outside = output === undefined ? undefined : space.interfaceName(space.value(output, assignment));
  const isAnswer = told(ANSWERS_SOURCE_NAT) && value(ANSWERS_SOURCE_NAT) === 1;
  const port = ports ? Number(value('dst-port')) : undefined;
  const plain = told('dst-address') || hook !== 'input' ? value('dst-address') : undefined;
  return {
    family,
    protocol,
    source: value('src-address'),
    sourcePort: ports ? Number(value('src-port')) : undefined,
    destination: isAnswer ? value('wire-dst-address') : plain,
    destinationPort: isAnswer && ports ? Number(value('wire-dst-port')) : port,
    inside: isAnswer ? { address: value('dst-address'), port } : undefined,
    outInterface: outside,
    icmp: protocol === (family === 'ip' ? 1 : 58) ? [icmp >> 8, icmp & 255] : undefined,
    size: Number(value('packet-size')),
    inInterface: inside,
    state: connectionStates[Number(value('connection-state'))] as Packet['state'],
  };
}

/**
 * Lists on which the address is from the start. What the packet has before any rule added to a list counts; where it
 * has nothing to say of that, it is on the list if it is so at some time and never not.
 */
export function listsOf(space: PacketSpace, assignment: Assignment, side: 'source' | 'destination'): string[] {
  const at = new Map<string, { first: Point | undefined; on: boolean; off: boolean }>();
  for (const [dimension, value] of assignment) {
    const atom = space.list(dimension);
    if (atom?.side !== side) continue;
    const known = at.get(atom.list) ?? { first: undefined, on: false, off: false };
    at.set(atom.list, {
      first: atom.age === 0 ? value : known.first,
      on: known.on || value === 1,
      off: known.off || value === 0,
    });
  }
  return [...at]
    .filter(([, { first, on, off }]) => (first === undefined ? on && !off : first === 1))
    .map(([list]) => list);
}
