import { forEachCommand } from '../../binding/boundScript.ts';
import { otherCommands } from '../../binding/listEntries.ts';
import { INTERFACE_MENUS } from '../../execution/interfaceMenus.ts';
import {
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  rewritesDestination,
} from '../../firewall/firewall.ts';
import { step } from '../../firewall/listMachine.ts';
import { ownAddresses } from '../../firewall/ownAddresses.ts';
import {
  type PacketClass,
  type PacketSorter,
  packetSorterSteps,
  unknownLists,
  type Vantage,
} from '../../firewall/packetClasses.ts';
import type { PacketSpace } from '../../firewall/packetSpace.ts';
import { looksInside, looksOutside, uplinks } from '../../firewall/uplinks.ts';
import { replayedAlone } from '../../knock/replay.ts';
import { phrase } from '../../language/phrase.ts';
import { parseIpv4Set, parseIpv6Set } from '../../packet/address.ts';
import { IntervalSet, type Point } from '../../packet/intervalSet.ts';
import type { Packet } from '../../packet/packet.ts';
import { highestPort, parsePorts } from '../../packet/ports.ts';
import { constantText } from '../../syntax/ast.ts';
import { perObject } from '../../text/perObject.ts';
import type { Steps } from '../../text/steps.ts';
import type { Analysis } from '../rule.ts';
import { lacksPorts } from './lacksPorts.ts';

/** Somebody on the Internet, on no list, who begins something with the router itself. */
export interface Strangers {
  /** From where they come, as a name of an interface or of a list of interfaces; undefined where no rule names it. */
  readonly from: string | undefined;
  /** Undefined where the file says which side is the Internet. */
  readonly assumption: string | undefined;
  /** The ways in which packets of a protocol to a port get in. */
  entering(protocol: number, port: number): Steps<readonly Entry[]>;
}

/** A way in, with a packet that the reference interpreter has sent through it. */
export interface Entry {
  readonly packet: Packet;
  /** The rule that accepts it; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
}

/**
 * By all ways in that the file may mean. None, where it does not tell: it changes rules in ways that cannot be
 * followed, or every address is on one of its lists. Of a fragment only what an accept itself opens is told.
 */
export function strangersOf(analysis: Analysis, family: Family): Steps<readonly Strangers[]> {
  const { names, guessed } = waysIn(analysis.firewall);
  return strangersBy(analysis, family, names.slice(0, MAX_WAYS), guessed);
}

/** The same by every way that the file names and by one that it does not: what all of them pass needs no guess. */
export function* everybody(analysis: Analysis, family: Family): Steps<readonly Strangers[]> {
  const names = [undefined, ...sidesOf(analysis.firewall)];
  yield;
  return names.length > MAX_WAYS ? [] : yield* strangersBy(analysis, family, names, false);
}

/**
 * By all ways behind which the file says that the Internet is, whether or not the file shows the input chain: where a
 * whole file has none, everything gets in.
 */
export function* strangersAnyway(analysis: Analysis, family: Family): Steps<readonly Strangers[]> {
  const { names, guessed } = waysIn(analysis.firewall);
  if (guessed || analysis.configuration.wholeBy === undefined) return [];
  return yield* strangersBy(analysis, family, names.slice(0, MAX_WAYS), false, true);
}

/** The same, of a chain that the file shows, as the caller has found out. */
export function strangersOfShown(analysis: Analysis, family: Family): Steps<readonly Strangers[]> {
  const { names, guessed } = waysIn(analysis.firewall);
  return strangersBy(analysis, family, names.slice(0, MAX_WAYS), guessed, true);
}

function* strangersBy(
  analysis: Analysis,
  family: Family,
  names: readonly (string | undefined)[],
  guessed: boolean,
  isShown = inputChain(analysis, family) !== undefined,
): Steps<readonly Strangers[]> {
  yield;
  const { firewall, reachability } = analysis;
  if (firewall.configuration.opaqueMenus.has(`/${family}/firewall/filter`)) return [];
  if (family === 'ipv6' && isIpv6Off(analysis)) return [];
  const space = reachability.space(family);
  const source = outsideAddress(analysis, family);
  yield;
  if (source === undefined) return [];
  const sorter = yield* packetSorterSteps(firewall, space, family);
  return names.map((from) => {
    const where = from ?? phrase`an interface that this file does not name`;
    return {
      from,
      assumption: guessed ? phrase`assuming that the Internet is behind ${where}` : undefined,
      *entering(protocol, port) {
        const vantage = { family, source, inInterface: from, state: 'new' as const, service: { protocol, port } };
        const found = yield* entries(vantage, sorter, firewall, space);
        return isShown ? found : found.filter(({ by }) => by !== undefined && opensItself(by));
      },
    };
  });
}

/** A packet of strangers that gets in, and what is taken for granted of where they come from. */
export interface StrangersPacket {
  readonly packet: Packet;
  /** Undefined where the file says it, and where every way in lets the packet through. */
  readonly assumption: string | undefined;
}

/**
 * A packet of strangers to the port that gets in. Of several ways in the best guarded counts, for which of them is the
 * Internet may be guessed wrongly; none where the file does not tell.
 */
export function* strangersPacket(
  analysis: Analysis,
  family: Family,
  protocol: number,
  port: number,
): Steps<StrangersPacket | undefined> {
  const hasChain = family === 'ipv6' || inputRules(analysis, family).length > 0;
  const ways = yield* hasChain ? strangersOf(analysis, family) : strangersAnyway(analysis, family);
  const packets = (yield* enteringEach(ways, protocol, port)).map(([entry]) => entry?.packet);
  const [packet] = packets;
  if (packet === undefined || packets.includes(undefined)) return undefined;
  const assumption = ways[0]?.assumption;
  if (assumption === undefined) return { packet, assumption };
  const all = yield* enteringEach(yield* everybody(analysis, family), protocol, port);
  const isOpenToAll = all.length > 0 && all.every((entries) => entries.length > 0);
  return { packet, assumption: isOpenToAll ? undefined : assumption };
}

/** What gets in by each of the ways. */
export function* enteringEach(
  ways: readonly Strangers[],
  protocol: number,
  port: number,
): Steps<readonly (readonly Entry[])[]> {
  const found: (readonly Entry[])[] = [];
  for (const from of ways) found.push(yield* from.entering(protocol, port));
  return found;
}

/** Whether the rule by itself lets in everybody, or what comes from outside, wherever it stands in the end. */
function opensItself(rule: FirewallRule): boolean {
  const { item, matchers } = rule;
  if (item.conditional || item.placeUnknown || item.origin?.statement.problems.length !== 0) return false;
  // A rule without anything may be half written.
  const isEmpty = matchers.length === 0 && !item.properties.has('action');
  if (isEmpty || lacksPorts(rule)) return false;
  const sides = matchers.filter(({ name }) => name.startsWith('in-'));
  return sides.every(({ negated, text, property }) => property.constant && !negated && looksOutside(text));
}

/** A port that no rule speaks of, or 8291 where they speak of all. */
export function unnamedPort({ rules }: Firewall, family: Family): number {
  // By port, how many more ranges begin there than end before it: there may be very many of them.
  const changes = new Int32Array(highestPort + 2);
  const ask = (low: number, high: number): void => {
    changes[low] = (changes[low] as number) + 1;
    changes[high + 1] = (changes[high + 1] as number) - 1;
  };
  ask(0, 1023);
  for (const rule of rules) {
    for (const { name, text } of rule.family === family ? rule.matchers : [])
      if (name === 'dst-port' || name === 'port') parsePorts(text)?.each(ask);
  }
  let first: number | undefined;
  let asked = 0;
  for (let port = 0; port <= highestPort; port++) {
    asked += changes[port] as number;
    if (asked > 0) continue;
    if (port === WINBOX) return WINBOX;
    first ??= port;
  }
  return first ?? WINBOX;
}

const WINBOX = 8291;

/**
 * Whether the file shows the whole input chain: a whole file does; a script does if it accepts running sessions there
 * and either drops the rest or has a forward chain, too. What it leaves out of a shorter one may well be on the router.
 */
export function inputChain(analysis: Analysis, family: Family): readonly FirewallRule[] | undefined {
  const { firewall } = analysis;
  if (family === 'ipv6' && isIpv6Off(analysis)) return undefined;
  const input = inputRules(analysis, family);
  const isWhole = firewall.configuration.wholeBy !== undefined;
  // That a whole file has no such rule counts where it shows the outside; for IPv6 `ipv6-unfiltered` says it.
  if (input.length === 0) {
    const counts = isWhole && family === 'ip' && uplinks(firewall).sure.size > 0 && showsInterfaces(firewall);
    return counts ? input : undefined;
  }
  if (isWhole) return input;
  if (input.some(({ item }) => item.placeUnknown || item.conditional)) return undefined;
  const sessions = input.some(
    ({ action, matchers }) =>
      action === 'accept' &&
      matchers.length === 1 &&
      matchers.every(({ name, text }) => name === 'connection-state' && text.includes('established')),
  );
  const closed = input.some(
    ({ action, matchers }) => isRefusal(action) && matchers.every(({ name }) => name.startsWith('in-interface')),
  );
  const long = input.length >= 5 && filterRules(analysis, family).some(({ chain }) => chain === 'forward');
  return sessions && (closed || long) ? input : undefined;
}

function inputRules(analysis: Analysis, family: Family): readonly FirewallRule[] {
  return filterRules(analysis, family).filter(({ chain }) => chain === 'input');
}

function filterRules({ firewall }: Analysis, family: Family): readonly FirewallRule[] {
  return firewall.rules.filter((rule) => rule.enabled && rule.family === family && rule.table === 'filter');
}

/** The export of a single menu has the header of a whole one. */
function showsInterfaces({ configuration: { menus } }: Firewall): boolean {
  return [...INTERFACE_MENUS].some((menu) => menus.get(menu)?.some(({ origin }) => origin !== undefined) === true);
}

/** Whether the file switches IPv6 off, or may. */
export function isIpv6Off({ script }: Analysis): boolean {
  let off = false;
  forEachCommand(otherCommands(script), ({ menu, arguments: given }) => {
    if (menu?.path !== '/ipv6/settings') return;
    off ||= given.some(({ name, value }) => name === 'disable-ipv6' && constantText(value) === 'yes');
  });
  return off;
}

/** More ways in than this differ in name only. */
const MAX_WAYS = 8;

function* entries(vantage: Vantage, sorter: PacketSorter, firewall: Firewall, space: PacketSpace): Steps<Entry[]> {
  const found: Entry[] = [];
  const isRewritten = firewall.rules.some((rule) => rule.enabled && rewritesDestination(rule));
  const boxes = isRewritten ? undefined : [[{ dimension: space.dimension('dst-address-type'), set: TO_ROUTER }]];
  const addresses = reachableAddresses(firewall, vantage.family);
  for (const kind of (yield* sorter.classSteps(vantage, boxes)) ?? []) {
    yield;
    if (kind.hook !== 'input' || !isPlain(kind, space, addresses)) continue;
    const outcome = step(kind, new Map(), 0, vantage.source, { hopeful: false });
    if (outcome?.verdict !== 'admitted' || found.some(({ by }) => by === outcome.by)) continue;
    const sent = replayedAlone(kind, vantage, firewall, space);
    // What is forwarded to a host behind the router is no service of the router.
    if (sent?.hook === 'input' && sent.by === outcome.by) found.push(sent);
  }
  return found;
}

const TO_ROUTER = IntervalSet.range<Point>(0, 0);

/** Addresses of the Internet that the router may have: those that the file shows, or any where it leaves them open. */
function reachableAddresses({ configuration }: Firewall, family: Family): IntervalSet<Point> {
  const { all, complete, isDynamic } = ownAddresses(configuration, family);
  if (complete) return all.intersect(publicAddresses(family));
  const hasNone = configuration.isExport && all.isEmpty && !isDynamic;
  return hasNone ? all : publicAddresses(family);
}

/** A stranger can send it: to an address of the Internet, without marks, tunnels or other distinctions. */
function isPlain({ box }: PacketClass, space: PacketSpace, addresses: IntervalSet<Point>): boolean {
  return box.every(({ dimension, set }) => {
    const { name } = space.info(dimension);
    if (name === 'dst-address') return set.intersects(addresses);
    if (name === 'tcp-flag syn') return set.contains(1);
    // On which list its interface is has been settled by where it comes from.
    if (name.includes(' ') && !name.startsWith('in-interface-list ')) return set.contains(0);
    return true;
  });
}

/** Where the file tells nothing of the Internet, any side may be it that does not look like the inside. */
export function waysIn(firewall: Firewall): { names: (string | undefined)[]; guessed: boolean } {
  const { known } = uplinks(firewall);
  if (known.size > 0) {
    // A list whose members are not told may hold any interface that the rules ask for.
    const isOpen = unknownLists(firewall).some((name) => known.has(name));
    const perhaps = isOpen ? askedInterfaces(firewall).filter((name) => !looksInside(name)) : [];
    return { names: [...new Set([...known, ...perhaps])], guessed: false };
  }
  return { names: [undefined, ...sidesOf(firewall).filter((name) => !looksInside(name))], guessed: true };
}

/** The interfaces and lists that the file names. */
export function sidesOf(firewall: Firewall): string[] {
  const members = [...firewall.interfaceLists.values()].flat();
  const named = [...unknownLists(firewall), ...askedInterfaces(firewall), ...members];
  return [...new Set(named)].filter((name) => !name.startsWith('all') && name !== 'dynamic' && name !== 'static');
}

function askedInterfaces({ rules }: Firewall): string[] {
  return rules.flatMap(({ matchers }) =>
    matchers.filter(({ name, property }) => name === 'in-interface' && property.constant).map(({ text }) => text),
  );
}

/** An address of the Internet that no rule and no list of the file names. */
export function outsideAddress({ firewall, reachability }: Analysis, family: Family): Point | undefined {
  const own = outsiders(firewall);
  if (!own.has(family)) own.set(family, stranger(firewall, family, reachability.space(family)));
  return own.get(family);
}

/** Many rules ask. */
const outsiders = perObject((_: Firewall) => new Map<Family, Point | undefined>());

function stranger({ rules }: Firewall, family: Family, space: PacketSpace): Point | undefined {
  let free = publicAddresses(family);
  const spare = (set: IntervalSet<Point>): void => {
    const rest = free.minus(set);
    if (!rest.isEmpty) free = rest;
  };
  for (const rule of rules) {
    if (rule.family !== family) continue;
    for (const { side, entries: named } of space.match(rule).lists) if (side === 'source') spare(named);
    for (const { name, text } of rule.matchers) {
      if (name !== 'src-address') continue;
      const set = family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text);
      if (set !== undefined) spare(set as IntervalSet<Point>);
    }
  }
  return space.ordinary(space.dimension('src-address')).find((address) => free.contains(address)) ?? free.first;
}

export function publicAddresses(family: Family): IntervalSet<Point> {
  return family === 'ip' ? PUBLIC_IPV4 : PUBLIC_IPV6;
}

const PUBLIC_IPV4 = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']
  .map((text) => parseIpv4Set(text) as IntervalSet<Point>)
  .reduce((rest, set) => rest.minus(set), parseIpv4Set('1.0.0.0-223.255.255.255') as IntervalSet<Point>);
const PUBLIC_IPV6 = parseIpv6Set('2000::/3') as IntervalSet<Point>;
