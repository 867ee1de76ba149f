import { type Firewall, type FirewallRule, listAddedTo, listKey } from '../firewall/firewall.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { type Box, box, sideOf } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { portProtocols, protocolNumber } from '../packet/protocol.ts';
import { perObject } from '../text/perObject.ts';
import type { Gate, Stage } from './knock.ts';

/**
 * The packets on which a knock can hang: those that a stage, a gate or another rule that fills a list may match. All
 * others change no list and are guarded by no gate, so that nobody needs to tell them apart.
 */
export interface TellingPackets {
  /** With a few ports in place of the many of a gate or a trap that is not for certain ones. */
  readonly few: readonly Box[];
  /** All of them. */
  readonly all: readonly Box[];
}

export function tellingPackets(
  stages: readonly Stage[],
  gates: readonly Gate[],
  firewall: Firewall,
  space: PacketSpace,
): TellingPackets {
  const [{ rule: first }] = stages as readonly [Stage, ...Stage[]];
  const own = stages.flatMap(({ rule }) => space.match(rule).products);
  const guarded = gates.filter(({ rule }) => rule.enabled).flatMap(({ rule }) => space.match(rule).products);
  const others = fillersOfAskedLists(firewall)
    .filter(({ family }) => family === first.family)
    .filter((rule) => stages.every((stage) => stage.rule !== rule))
    .flatMap((rule) => space.match(rule).products);
  const small = [...guarded, ...others].flatMap((one) => withFewPorts(one, space));
  return { few: [...own, ...small], all: [...own, ...guarded, ...others] };
}

/** Rules that fill a list for which some rule asks. */
const fillersOfAskedLists = perObject(({ rules }: Firewall): readonly FirewallRule[] => {
  const own = rules.filter(({ enabled }) => enabled);
  const asked = new Set(
    own.flatMap(({ family, matchers }) =>
      matchers.filter(({ name }) => name === 'src-address-list').map(({ text }) => listKey(family, text)),
    ),
  );
  return own.filter((rule) => {
    const list = rule.action === 'add-src-to-address-list' ? listAddedTo(rule) : undefined;
    return list !== undefined && asked.has(listKey(rule.family, list.text));
  });
});

/** Services that a router or the hosts behind it have, and a port that is none. */
const SAMPLES = [21, 22, 23, 53, 80, 443, 1194, 1723, 3389, 5060, 8080, 8291, 8728, 8729, 13_231, 40_001];
/** Boxes with no more ports than these are taken as they are. */
const FEW = 64;
const PORT_PROTOCOLS = numbers(portProtocols.map((name) => protocolNumber(name) as number));
const TCP_AND_UDP = numbers([6, 17]);
const ICMP = numbers([1, 58]);

function withFewPorts(whole: Box, space: PacketSpace): Box[] {
  const port = space.dimension('dst-port');
  const protocol = space.dimension('protocol');
  const own = sideOf(whole, port);
  if (own !== undefined && Number(own.size()) <= FEW) return [whole];
  const protocols = sideOf(whole, protocol) ?? space.domain(protocol);
  const ends = own === undefined ? [] : own.intervals().flatMap(([low, high]) => [Number(low), Number(high)]);
  const samples = numbers([...SAMPLES, ...ends.slice(0, 8)]);
  const parts = [
    [
      { dimension: protocol, set: protocols.intersect(TCP_AND_UDP) },
      { dimension: port, set: own === undefined ? samples : own.intersect(samples) },
    ],
    own === undefined ? [{ dimension: protocol, set: protocols.minus(PORT_PROTOCOLS).intersect(ICMP) }] : undefined,
  ];
  return parts.flatMap((sides) => {
    const part = sides === undefined ? undefined : box([...whole, ...sides]);
    return part === undefined ? [] : [part];
  });
}

function numbers(values: readonly number[]): IntervalSet<Point> {
  return IntervalSet.of<Point>(values.map((value) => [value, value] as const));
}
