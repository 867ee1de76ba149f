import type { Assignment } from '../packet/assignment.ts';
import type { Box } from '../packet/box.ts';
import type { Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import type { Matcher } from './firewall.ts';
import type { Supposition } from './interpret.ts';
import type { PacketSpace } from './packetSpace.ts';

/** In how many fields no packet of the box has a value that a person expects. */
export function oddity(box: Box, space: PacketSpace): number {
  return box.filter(({ dimension, set }) => !set.contains(space.ordinary(dimension)[0] ?? (set.first as Point))).length;
}

/** The point of the box that a person would choose. */
export function ordinaryPoint(box: Box, space: PacketSpace): Map<number, Point> {
  return new Map(
    box.map(({ dimension, set }) => {
      const first = set.first as Point;
      // The first address of a network is nobody's.
      const second = typeof first === 'bigint' ? first + 1n : first + 1;
      const own = space.info(dimension).name.endsWith('-address') && set.contains(second) ? second : first;
      return [dimension, space.ordinary(dimension).find((point) => set.contains(point)) ?? own] as const;
    }),
  );
}

/** What no packet tells is answered as the point says; rules that ask the same get the same answer. */
export function answers(space: PacketSpace, assignment: Assignment): Supposition {
  return (rule, matcher) => space.holds(matcher, rule, assignment) ?? atomValue(matcher, space, assignment);
}

function atomValue(matcher: Matcher, space: PacketSpace, assignment: Assignment): boolean | undefined {
  const atom = space.atomOf(matcher);
  return atom === undefined ? undefined : space.value(atom, assignment) === 1;
}

/** The name of a list stands for an interface on it, as in `in=WAN`, if the packet is on no other. */
export function withListName(packet: Packet, box: Box, space: PacketSpace): Packet | undefined {
  const on = box.filter(({ dimension, set }) => listName(space.info(dimension).name) !== undefined && set.contains(1));
  const [only] = on;
  if (packet.inInterface !== undefined || only === undefined || on.length > 1) return undefined;
  return { ...packet, inInterface: listName(space.info(only.dimension).name) };
}

/** The list of interfaces of which a dimension says whether the packet's interface is on it. */
export function listName(dimension: string): string | undefined {
  return dimension.startsWith(IN_LIST) ? dimension.slice(IN_LIST.length) : undefined;
}

const IN_LIST = 'in-interface-list ';
