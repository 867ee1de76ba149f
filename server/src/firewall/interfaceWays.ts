import type { Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import type { Matcher } from './firewall.ts';
import type { Answer, Members } from './interfaceLists.ts';
import type { Interfaces } from './interfaces.ts';

/** How a space of packets numbers what the ways are made of. */
export interface InterfaceSpace {
  dimension(): number;
  numbers(names: Iterable<string>): IntervalSet<Point>;
  /** The side that holds where the atom of that name is as the matcher wants it. */
  atom(name: string): Side;
}

export function asksForInterfaces(matcher: string): boolean {
  return INTERFACES.test(matcher);
}

/**
 * What a matcher of interfaces asks for, as a union of products: of some interfaces the file settles whether they are
 * on a list or of a kind; of the others an atom decides, which is the same for all rules that ask for the same.
 */
export function interfaceWays(
  { name, text, negated }: Matcher,
  interfaces: Interfaces,
  space: InterfaceSpace,
): readonly (readonly Side[])[] {
  if (interfaces.isInvalid(name, text)) return [];
  if (name.endsWith('-port') || name.endsWith('-port-list')) return [[space.atom(`${name} = ${text}`)]];
  const isList = name.endsWith('-list');
  const members = isList ? interfaces.list(text) : interfaces.kind(text);
  if (members === undefined) {
    const set = space.numbers([interfaces.canonical(text)]);
    return [[{ dimension: space.dimension(), set: negated ? set.complement(ALL_INTERFACES) : set }]];
  }
  const { fits, misses, open } = split(members, space);
  const sure = negated ? misses : fits;
  const ways: Side[][] = sure.isEmpty ? [] : [[{ dimension: space.dimension(), set: sure }]];
  if (open.isEmpty) return ways;
  const atom = space.atom(isList ? `${name} ${text}` : `${name} = ${text}`);
  ways.push(open.equals(ALL_INTERFACES) ? [atom] : [{ dimension: space.dimension(), set: open }, atom]);
  return ways;
}

/** The interfaces that surely fit, that surely do not, and those of which that is not settled. */
function split(members: Members, space: InterfaceSpace): Split {
  const [yes, no, perhaps] = [members.yes, members.no, members.perhaps].map((names) => space.numbers(names)) as [
    IntervalSet<Point>,
    IntervalSet<Point>,
    IntervalSet<Point>,
  ];
  const rest = ALL_INTERFACES.minus(yes).minus(no).minus(perhaps);
  const of = (answer: Answer, own: IntervalSet<Point>): IntervalSet<Point> =>
    members.others === answer ? own.union(rest) : own;
  return { fits: of(true, yes), misses: of(false, no), open: of(undefined, perhaps) };
}

type Split = Readonly<Record<'fits' | 'misses' | 'open', IntervalSet<Point>>>;

export const ALL_INTERFACES = IntervalSet.range<Point>(0, 65_535);
const INTERFACES = /^(?:in|out)-(?:interface|bridge-port)(?:-list)?$/;
