import type { FileAnalysis } from '../analysis/analysis.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Box, Side } from '../packet/box.ts';
import { writePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { type Expectation, isPacket, parseExpectation } from './expectation.ts';
import { groundOf } from './ground.ts';
import type { ExpectationResult } from './judgeExpectation.ts';
import type { Zones } from './trafficBoxes.ts';
import { type TrafficClass, trafficClasses } from './trafficClass.ts';

/** An expectation that no firewall like that of the file can hold, whatever its rules are. */
export interface ExpectationProblem {
  /** Which of them. */
  readonly index: number;
  readonly kind: 'invalid' | 'contradiction';
  /** One sentence. */
  readonly message: string;
  /** The earlier one that it contradicts. */
  readonly other?: number;
}

/**
 * Expectations that say nothing that could be tried, and those that expect another fate of packets than an earlier one.
 * No packet is followed, so that this costs little; of many expectations the first ones are compared with each other.
 */
export function* expectationFaultSteps(
  texts: readonly string[],
  analysis: FileAnalysis,
  zones: Zones,
): Steps<ExpectationProblem[]> {
  const found: ExpectationProblem[] = [];
  const known: Known[] = [];
  for (const [index, text] of texts.entries()) {
    yield;
    const expectation = parseExpectation(text);
    if ('fault' in expectation) {
      found.push({ index, kind: 'invalid', message: expectation.fault });
      continue;
    }
    const { traffic } = expectation;
    const classes = isPacket(traffic) ? writePacket(traffic) : trafficClasses(traffic, analysis, zones);
    if (typeof classes === 'object' && 'fault' in classes) {
      found.push({ index, kind: 'invalid', message: classes.fault });
      continue;
    }
    if (known.length >= MOST_COMPARED) continue;
    const one: Known = { index, expectation, classes };
    const other = known.find((earlier) => contradict(earlier, one, analysis));
    if (other === undefined) known.push(one);
    else found.push({ index, kind: 'contradiction', message: contradicts(other.expectation.text), other: other.index });
  }
  return found;
}

/** Says of a result that is none of the expectation alone which other one it contradicts. */
export function withContradiction(
  result: ExpectationResult,
  index: number,
  problems: readonly ExpectationProblem[],
  texts: readonly string[],
): ExpectationResult {
  if (result.status === 'held') return result;
  const pair = problems.find((one) => one.kind === 'contradiction' && (one.index === index || one.other === index));
  const other = texts[(pair?.index === index ? pair.other : pair?.index) ?? -1];
  return other === undefined ? result : { ...result, message: `${result.message} ${contradicts(other.trim())}` };
}

function contradicts(other: string): string {
  return `It contradicts "${other}": no firewall can hold both.`;
}

/** Each with all before it. */
const MOST_COMPARED = 500;

interface Known {
  readonly index: number;
  readonly expectation: Expectation;
  /** A single packet as text. */
  readonly classes: readonly TrafficClass[] | string;
}

function contradict(a: Known, b: Known, { firewall }: FileAnalysis): boolean {
  if (!excludes(a.expectation, b.expectation)) return false;
  if (typeof a.classes === 'string' || typeof b.classes === 'string') return a.classes === b.classes;
  const others = b.classes;
  return a.classes.some((one) =>
    others.some((other) => {
      if (one.family !== other.family || !('length' in one.packets) || !('length' in other.packets)) return false;
      const { space } = groundOf(firewall, one.family);
      const { packets } = other;
      return one.packets.some(({ hook, boxes }) =>
        packets.some(
          (some) => some.hook === hook && boxes.some((box) => some.boxes.some((its) => meet(box, its, space))),
        ),
      );
    }),
  );
}

/** Whether no packet can meet both fates. What is taken for granted may be another firewall. */
function excludes(a: Expectation, b: Expectation): boolean {
  if (a.fate === b.fate || [...a.assuming].sort().join('\n') !== [...b.assuming].sort().join('\n')) return false;
  return a.fate === 'accepted' || b.fate === 'accepted' || (a.fate !== 'refused' && b.fate !== 'refused');
}

/**
 * Whether some packet is certainly in both. Addresses, protocols and ports are free of each other; of all else, such as
 * interfaces and their lists, nobody can say what goes together, so that one must ask for all that the other does.
 */
function meet(a: Box, b: Box, space: PacketSpace): boolean {
  const isField = ({ dimension }: Side): boolean => FIELDS.has(space.info(dimension).name);
  const isApart = a.some(({ dimension, set }) => {
    const other = b.find((side) => side.dimension === dimension);
    return other !== undefined && set.intersect(other.set).isEmpty;
  });
  if (isApart) return false;
  const implies = (one: Box, other: Box): boolean =>
    other.every(
      (side) => isField(side) || one.find(({ dimension }) => dimension === side.dimension)?.set.isSubset(side.set),
    );
  return implies(a, b) || implies(b, a);
}

const FIELDS: ReadonlySet<string> = new Set(['src-address', 'dst-address', 'protocol', 'src-port', 'dst-port']);
