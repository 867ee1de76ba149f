import {
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  matcher,
} from '../firewall/firewall.ts';
import { Interpreter } from '../firewall/interpret.ts';
import { type Lists, step } from '../firewall/listMachine.ts';
import { type PacketClass, packetSorter, type Vantage } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { type Box, common } from '../packet/box.ts';
import type { Packet } from '../packet/packet.ts';
import type { Knock } from './knock.ts';
import { replayedPacket } from './replay.ts';
import { vantages } from './vantages.ts';

/** A staircase of lists that counts attempts: each climbs one level, and who is on the last list is refused. */
export interface Counter {
  readonly family: Family;
  /** The rules that list a source, from the first level to the last. */
  readonly levels: readonly FirewallRule[];
  readonly lists: readonly string[];
  readonly refusal: FirewallRule;
}

/** So many equal packets bring their sender onto the last list. */
export interface Climb {
  readonly packet: Packet;
  readonly packets: number;
}

/** All counters of a file; the stages of a knock are none. */
export function countersOf({ rules }: Firewall, knocks: readonly Knock[]): Counter[] {
  const stages = new Set(knocks.flatMap((knock) => knock.stages.map(({ rule }) => rule)));
  const adders = rules.filter(
    (rule) => rule.enabled && rule.action === 'add-src-to-address-list' && listAddedTo(rule)?.constant === true,
  );
  const found: Counter[] = [];
  const refused = new Set<string>();
  for (const refusal of rules) {
    const asked = refusal.enabled && isRefusal(refusal.action) ? matcher(refusal, 'src-address-list') : undefined;
    const key = `${refusal.family} ${asked?.text}`;
    if (asked === undefined || asked.negated || refused.has(key)) continue;
    refused.add(key);
    const own = adders.filter(({ family }) => family === refusal.family);
    for (const levels of staircases(asked.text, own)) {
      if (levels.length < 2 || levels.some((rule) => stages.has(rule))) continue;
      found.push({ family: refusal.family, levels, lists: levels.map(listOf), refusal });
      if (found.length === MAX_COUNTERS) return found;
    }
  }
  return found;
}

/**
 * The fewest equal packets that reach the last list, sent one by one through the reference interpreter; undefined where
 * none of them do, and for new connections where none climbs two levels at once.
 */
export function shortestClimb(
  counter: Counter,
  state: Vantage['state'],
  firewall: Firewall,
  space: PacketSpace,
): Climb | undefined {
  const boxes = commonPackets(counter, space);
  if (boxes.length === 0 || (state === 'new' && !mayLeap(counter, space))) return undefined;
  const sorter = packetSorter(firewall, space, counter.family);
  const { outside, inside } = vantages(counter.levels, firewall, space);
  let best: Climb | undefined;
  for (const vantage of [...outside, ...inside].slice(0, MAX_VANTAGES)) {
    const from: Vantage = { ...vantage, state };
    for (const one of sorter.classes(from, boxes) ?? []) {
      const packets = climbOf(one, counter, from);
      if (packets === undefined || (best !== undefined && best.packets <= packets)) continue;
      if (state === 'new' && packets >= counter.levels.length) continue;
      const packet = replayed(one, packets, counter, from, firewall, space);
      if (packet !== undefined) best = { packet, packets };
    }
  }
  return best;
}

const MAX_COUNTERS = 32;
const MAX_LEVELS = 16;
const MAX_VANTAGES = 4;

function listOf(rule: FirewallRule): string {
  return listAddedTo(rule)?.text as string;
}

/** The ways up to the list, each from a rule that asks for no list. */
function staircases(list: string, adders: readonly FirewallRule[]): FirewallRule[][] {
  const found: FirewallRule[][] = [];
  const climb = (to: string, above: readonly FirewallRule[], seen: ReadonlySet<string>): void => {
    for (const rule of adders) {
      if (listOf(rule) !== to || found.length === MAX_COUNTERS) continue;
      const asked = matcher(rule, 'src-address-list');
      const levels = [rule, ...above];
      if (asked === undefined || asked.negated) found.push(levels);
      else if (!seen.has(asked.text) && levels.length < MAX_LEVELS)
        climb(asked.text, levels, new Set([...seen, asked.text]));
    }
  };
  climb(list, [], new Set([list]));
  return found;
}

/** The packets that all levels count. */
function commonPackets({ levels }: Counter, space: PacketSpace): readonly Box[] {
  return levels
    .map((rule) => space.match(rule).products)
    .reduce((some, own) =>
      some.flatMap((box) => own.map((other) => common(box, other)).filter((one) => one !== undefined)),
    );
}

/** Whether a level stands above the next one, so that a packet may meet both. */
function mayLeap({ levels }: Counter, space: PacketSpace): boolean {
  return levels.some((rule, index) => {
    const next = levels[index + 1];
    return (
      next !== undefined &&
      (rule.index < next.index || rule.chain !== next.chain) &&
      space.match(next).products.length > 0
    );
  });
}

function climbOf(one: PacketClass, { lists, levels }: Counter, { source, state }: Vantage): number | undefined {
  const last = lists.at(-1) as string;
  let hasLeapt = false;
  let on: Lists = new Map();
  for (let packets = 1; packets <= levels.length; packets++) {
    const outcome = step(one, on, 0, source, { hopeful: false });
    if (outcome === undefined || outcome.lists === on) return undefined;
    const climbed = lists.filter((list) => outcome.lists.has(list) && !on.has(list)).length;
    hasLeapt ||= climbed > 1;
    on = outcome.lists;
    if (on.has(last)) return state === 'established' || hasLeapt ? packets : undefined;
  }
  return undefined;
}

/** A packet of the class, if the interpreter agrees that so many of them and no fewer bring it onto the last list. */
function replayed(
  one: PacketClass,
  packets: number,
  { family, lists }: Counter,
  { source, state }: Vantage,
  firewall: Firewall,
  space: PacketSpace,
): Packet | undefined {
  const { packet, suppose } = replayedPacket(one, family, space);
  const interpreter = new Interpreter(firewall, suppose);
  const isListed = (): boolean => interpreter.listsOf(family, source).includes(lists.at(-1) as string);
  for (let sent = 1; sent <= packets; sent++) {
    if (isListed()) return undefined;
    interpreter.send({ ...packet, state }, one.hook);
  }
  return isListed() ? packet : undefined;
}
