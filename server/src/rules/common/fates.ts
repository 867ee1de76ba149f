import type { Family, Firewall, FirewallRule } from '../../firewall/firewall.ts';
import { type Hook, Interpreter, type Trace } from '../../firewall/interpret.ts';
import { answers, ordinaryPoint } from '../../firewall/ordinaryPacket.ts';
import { wireAddresses } from '../../firewall/packetEffects.ts';
import type { ListCondition, PacketSpace } from '../../firewall/packetSpace.ts';
import { type Passage, Passages } from '../../firewall/passages.ts';
import { HOOKS, type Visit } from '../../firewall/walk.ts';
import { listsOf, packetOf } from '../../firewall/witness.ts';
import { type Box, box, type Side } from '../../packet/box.ts';
import { IntervalSet, type Point } from '../../packet/intervalSet.ts';
import type { Packet } from '../../packet/packet.ts';
import type { Analysis } from '../rule.ts';

/** What becomes of all packets of a box, in every state of the lists. */
export class Fates {
  readonly space: PacketSpace;
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #passages: Passages;
  readonly #effort = { left: 0 };

  constructor(
    { firewall, reachability }: Pick<Analysis, 'firewall' | 'reachability'>,
    family: Family,
    isEmpty?: (condition: ListCondition) => boolean,
  ) {
    this.#firewall = firewall;
    this.#family = family;
    this.space = reachability.space(family);
    const wire = wireAddresses([firewall], family);
    this.#passages = new Passages(firewall, family, this.space, this.#effort, wire, isEmpty);
  }

  /** Their ways where all of them are refused; undefined where one may pass, and where there are too many to follow. */
  refused(
    hook: Hook,
    boxes: readonly Box[],
    counts: (passage: Passage) => boolean = () => true,
  ): Passage[] | undefined {
    const found: Passage[] = [];
    for (const passage of this.#of(hook, boxes)) {
      if (!counts(passage)) continue;
      if (passage.verdict === 'admitted') return undefined;
      found.push(passage);
    }
    return this.#effort.left > 0 ? found : undefined;
  }

  /** A way by which some of them are let through, that is not certain to be the only one. */
  admitted(hook: Hook, boxes: readonly Box[], counts: (passage: Passage) => boolean = () => true): Passage | undefined {
    for (const passage of this.#of(hook, boxes)) {
      if (passage.verdict === 'admitted' && counts(passage)) return passage;
    }
    return undefined;
  }

  /** Whether it holds for all their ways; not where there are too many to follow. */
  all(hook: Hook, boxes: readonly Box[], holds: (passage: Passage) => boolean): boolean {
    for (const passage of this.#of(hook, boxes)) if (!holds(passage)) return false;
    return this.isComplete;
  }

  /** The rules on the way, in order. */
  visits(hook: Hook): readonly Visit[] {
    return this.#passages.walk(hook)?.visits ?? [];
  }

  /** How much the last question has cost, as a part of what one may. */
  get cost(): number {
    return 1 - Math.max(0, this.#effort.left) / MAX_EFFORT;
  }

  /** Whether all of them could be followed. */
  get isComplete(): boolean {
    return this.#effort.left > 0;
  }

  *#of(hook: Hook, boxes: readonly Box[]): Iterable<Passage> {
    this.#effort.left = MAX_EFFORT;
    if (this.#passages.walk(hook)?.cut === true) this.#effort.left = 0;
    else yield* this.#passages.of(hook, boxes);
  }

  /** One of the packets, sent through the reference interpreter, to that port where it may go to any; undefined where it says otherwise. */
  witness({ box: whole, hook, verdict, by, rewrittenBy }: Passage, from?: string, toPort?: number): Trace | undefined {
    const point = ordinaryPoint(whole, this.space);
    const packet = packetOf(this.space, point, this.#family, hook);
    const interpreter = new Interpreter(this.#firewall, answers(this.space, point));
    for (const list of listsOf(this.space, point, 'source')) interpreter.list(this.#family, list, packet.source);
    const isOpen = packet.destinationPort !== undefined && !point.has(this.space.dimension('dst-port'));
    const aimed = isOpen && toPort !== undefined ? { ...packet, destinationPort: toPort } : packet;
    const sent: Packet = from === undefined ? aimed : { ...aimed, inInterface: from };
    const trace = interpreter.send(sent, hook);
    const isSame = (trace.verdict === 'accept') === (verdict === 'admitted') && trace.by === by;
    return isSame && trace.rewrittenBy === rewrittenBy ? trace : undefined;
  }

  side(name: string, ...values: readonly Point[]): Side {
    return {
      dimension: this.space.dimension(name),
      set: IntervalSet.of(values.map((value) => [value, value] as const)),
    };
  }

  /** What all packets have in common that come in, or go out, by an interface or by a member of a list; undefined: by one that no rule names. */
  by(name: string | undefined, direction: 'in' | 'out' = 'in'): Side[] {
    const number = name === undefined ? 0 : this.space.interfaceNumber(name);
    const sides = [
      { dimension: this.space.interfaceDimension(direction), set: IntervalSet.range<Point>(number, number) },
    ];
    for (const list of listsAskedFor(this.#firewall, direction)) {
      const atom = this.space.interfaceListAtom(direction, list);
      const on = list === name ? 1 : 0;
      if (atom !== undefined) sides.push({ dimension: atom, set: IntervalSet.range<Point>(on, on) });
    }
    return sides;
  }
}

function listsAskedFor({ rules }: Firewall, direction: 'in' | 'out'): ReadonlySet<string> {
  const asked = rules.flatMap(({ matchers }) => matchers.filter(({ name }) => name === `${direction}-interface-list`));
  return new Set(asked.map(({ text }) => text));
}

/** Those of the firewall as it is; several rules ask. */
export function fatesOf(analysis: Analysis, family: Family): Fates {
  let own = known.get(analysis.firewall);
  if (own === undefined) {
    own = new Map();
    known.set(analysis.firewall, own);
  }
  let fates = own.get(family);
  if (fates === undefined) {
    fates = new Fates(analysis, family);
    own.set(family, fates);
  }
  return fates;
}

const known = new WeakMap<Firewall, Map<Family, Fates>>();

/** Whether all rules of the family are there as they stand, in the tables that packets of the hook, or of any, meet. */
export function isSettled({ firewall, configuration }: Analysis, family: Family, hook?: Hook): boolean {
  const isElsewhere = ({ table, chain }: FirewallRule): boolean =>
    hook !== undefined && table === 'filter' && chain !== hook && chain in HOOKS;
  const isOpen = (rule: FirewallRule): boolean =>
    (rule.item.conditional || rule.item.placeUnknown) && !isElsewhere(rule);
  if (firewall.rules.some((rule) => rule.family === family && isOpen(rule))) return false;
  const tables = new Set(Object.values(HOOKS).flatMap((hooks) => hooks.map(([table]) => table)));
  return ![...tables].some((table) => configuration.opaqueMenus.has(`/${family}/firewall/${table}`));
}

/** The boxes with the sides that all share; none where they exclude each other. */
export function withSides(boxes: readonly Box[], sides: readonly Side[]): Box[] {
  return boxes.map((one) => box([...one, ...sides])).filter((one) => one !== undefined);
}

/** So many comparisons of boxes take about 20 ms. */
const MAX_EFFORT = 60_000;
