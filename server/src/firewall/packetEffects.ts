import { textOf } from '../execution/configuration.ts';
import { type Box, box, restricted, type Side, sideOf } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { ANSWERS_SOURCE_NAT, ON_WIRE } from './fieldValues.ts';
import { type Family, type Firewall, type FirewallRule, rewritesSource } from './firewall.ts';
import { MARK_ACTIONS } from './flight.ts';
import { isForRouter, loopback, ownAddresses, routersAddresses } from './ownAddresses.ts';
import type { PacketSpace } from './packetSpace.ts';
import { type Target, targetOf, translatedBack, translatedSet } from './translation.ts';

/** Where packets go: to the router, or through it. */
export type Hook = 'input' | 'forward';

/** A part of the packets on its way: what they are now, and what they were where that has changed. */
export interface Way {
  readonly box: Box;
  /** By dimension, what the packets had when they left their sender. */
  readonly sent: ReadonlyMap<number, Original>;
}

interface Original {
  readonly set: IntervalSet<Point>;
  /** It was exchanged address by address, so that what is left tells what was there. */
  readonly target: Target | undefined;
}

export const UNCHANGED: Way['sent'] = new Map();

/** The packets as they left their sender. */
export function asSent({ box: now, sent }: Way, family: Family): Box | undefined {
  if (sent.size === 0) return now;
  const sides: Side[] = now.filter(({ dimension }) => !sent.has(dimension));
  for (const [dimension, { set, target }] of sent) {
    const left = target === undefined ? undefined : sideOf(now, dimension);
    sides.push({ dimension, set: left === undefined ? set : translatedBack(set, left, target as Target, family) });
  }
  return box(sides);
}

/** The packets with the destination that the rule gives them, and where they go with it. */
export function withDestination(
  way: Way,
  rule: FirewallRule,
  hook: Hook,
  { space, firewall }: { readonly space: PacketSpace; readonly firewall: Firewall },
): Way & { readonly hook: Hook } {
  const { action, family } = rule;
  const target = targetOf(rule);
  const address = space.dimension('dst-address');
  const before = sideOf(way.box, address) ?? space.domain(address);
  const to = action === 'redirect' ? undefined : translatedSet(before, target, family);
  const next = action === 'redirect' ? 'input' : to === undefined ? hook : hookTo(to, firewall, family);
  let result = way;
  if (target.port !== undefined && action !== 'masquerade') {
    result = overwritten(result, space.dimension('dst-port'), single(target.port), space);
  }
  if (to !== undefined) result = overwritten(result, address, to, space, target.keepsHost ? target : undefined);
  result = overwritten(result, space.dimension('dst-address-type'), single(next === 'input' ? 0 : 1), space);
  const natted = space.known('connection-nat-state = dstnat');
  if (natted !== undefined) result = overwritten(result, natted, single(1), space);
  return { ...result, hook: next };
}

/** The packets with the state or the mark that the rule gives them; undefined where it gives none. */
export function withEffect(way: Way, rule: FirewallRule, space: PacketSpace): Way | undefined {
  const { action, item } = rule;
  if (action === 'notrack') return withoutConnection(way, space);
  const name = MARK_ACTIONS[action];
  const dimension = name === undefined ? undefined : space.known(name);
  if (name === undefined || dimension === undefined) return undefined;
  return overwritten(way, dimension, single(space.markNumber(textOf(item, `new-${name}`))), space);
}

/** A packet that is not tracked has neither a state nor NAT. */
function withoutConnection(way: Way, space: PacketSpace): Way {
  let result = overwritten(way, space.dimension('connection-state'), UNTRACKED, space);
  for (const name of ['srcnat', 'dstnat']) {
    const natted = space.known(`connection-nat-state = ${name}`);
    if (natted !== undefined) result = overwritten(result, natted, single(0), space);
  }
  return result;
}

/** What packets have in common before any rule has done something to them: no marks, and no NAT that is known of. */
export function untouched(space: PacketSpace): Side[][] {
  const state = space.dimension('connection-state');
  const marks = ['packet-mark', 'routing-mark'].flatMap((name) => sidesOf(space.known(name)));
  const connection = ['connection-mark', 'connection-nat-state = dstnat', 'connection-nat-state = srcnat'].flatMap(
    (name) => sidesOf(space.known(name)),
  );
  if (connection.length === 0) return [marks];
  return [
    [...marks, ...connection, { dimension: state, set: BEGINNING }],
    [...marks, { dimension: state, set: GOING_ON }],
  ];
}

/**
 * Each part of the packets through the router in two: those whose destination is what they say, and answers to
 * connections with another source, which go to the router and are translated back behind mangle prerouting.
 */
export function withAnswers(parts: readonly Side[][], space: PacketSpace, wire: IntervalSet<Point>): Side[][] {
  const dimension = space.dimension(ANSWERS_SOURCE_NAT);
  const state = space.dimension('connection-state');
  const address = space.dimension('wire-dst-address');
  const natted = space.known('connection-nat-state = srcnat');
  const plain = parts.map((sides) => [...sides, { dimension, set: single(0) }]);
  const answers = parts
    .filter((sides) => sides.every((side) => side.dimension !== state || side.set.intersects(GOING_ON)))
    .map((sides) => [
      ...sides.filter((side) => side.dimension !== natted),
      ...(natted === undefined ? [] : [{ dimension: natted, set: single(1) }]),
      { dimension, set: single(1) },
      { dimension: state, set: GOING_ON },
      { dimension: address, set: wire },
    ]);
  return [...plain, ...answers];
}

/** The product as chains see it that meet answers before they are translated back; undefined where it fits none. */
export function onWire(product: Box, space: PacketSpace): Box | undefined {
  const sides: Side[] = [];
  for (const { dimension, set } of product) {
    const { name } = space.info(dimension);
    const other = ON_WIRE.get(name);
    if (name === 'dst-address-type') {
      // They are sent to the router itself.
      if (!set.contains(0)) return undefined;
    } else sides.push({ dimension: other === undefined ? dimension : space.dimension(other), set });
  }
  return box(sides);
}

/** Addresses to which answers to source NAT come: those that the rules give, or any that the router may have. */
export function wireAddresses(firewalls: readonly Firewall[], family: Family): IntervalSet<Point> {
  let all = IntervalSet.empty<Point>();
  for (const { rules, configuration } of firewalls) {
    for (const rule of rules) {
      if (rule.family !== family || !rule.enabled || !rewritesSource(rule)) continue;
      const own = routersAddresses(ownAddresses(configuration, family), undefined, family);
      all = all.union(targetOf(rule).addresses ?? own);
    }
  }
  return all;
}

/** A product without the packets that no wire brings; undefined where nothing is left. */
export function fromWire(product: Box, space: PacketSpace, family: Family): Box | undefined {
  const address = space.known('dst-address');
  const set = address === undefined ? undefined : sideOf(product, address);
  if (address === undefined || set === undefined || !set.intersects(loopback(family))) return product;
  const left = set.minus(loopback(family));
  return left.isEmpty ? undefined : restricted(product, address, left);
}

const UNTRACKED = single(4);
/** `new`, `invalid`, `untracked`: nothing was before. */
const BEGINNING = IntervalSet.of<Point>([
  [0, 0],
  [3, 4],
]);
const GOING_ON = IntervalSet.range<Point>(1, 2);

function sidesOf(dimension: number | undefined): Side[] {
  return dimension === undefined ? [] : [{ dimension, set: single(0) }];
}

function hookTo(to: IntervalSet<Point>, { configuration }: Firewall, family: Family): Hook {
  const { first } = to;
  return first !== undefined && isForRouter(first, ownAddresses(configuration, family), family) ? 'input' : 'forward';
}

function overwritten(
  { box: now, sent }: Way,
  dimension: number,
  set: IntervalSet<Point>,
  space: PacketSpace,
  target?: Target,
): Way {
  const before = sent.get(dimension) ?? { set: sideOf(now, dimension) ?? space.domain(dimension), target };
  return { box: restricted(now, dimension, set), sent: new Map(sent).set(dimension, before) };
}

function single(value: Point): IntervalSet<Point> {
  return IntervalSet.range<Point>(value, value);
}
