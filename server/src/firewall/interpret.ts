import { textOf } from '../execution/configuration.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import { parseTime } from '../packet/time.ts';
import { type Chain, chainNamed, isChanged } from './chainIndex.ts';
import { begun, type Connection, ConnectionTable, isKnown, type Tracked, translatedReply } from './connections.ts';
import {
  endsTable,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  type Matcher,
  rewritesDestination,
  rewritesSource,
  type TableName,
} from './firewall.ts';
import { type Flight, MARK_ACTIONS, NO_MARK } from './flight.ts';
import { type ListedAddress, ListTimers } from './listTimers.ts';
import { fits, isListed, lacksField, ordinarilyFits } from './matcherTest.ts';
import { isForRouter, loopback, type OwnAddresses, ownAddresses, routersAddresses } from './ownAddresses.ts';
import { ScanDetector } from './scanDetector.ts';
import { targetOf, translated } from './translation.ts';
import { HOOKS } from './walk.ts';

export type { ListedAddress } from './listTimers.ts';

/**
 * The reference semantics: one packet walks rule by rule, as the manual tells it. Nothing here is clever, so that
 * everything clever can be held against it. Assumed, with sources: a list that a rule fills is seen by the next rule
 * for the same packet, and adding again renews the time (`docs/facts/knocks.md#lists-and-timers`); the end of a
 * built-in chain accepts (`docs/facts/firewall.md#rules`).
 */
export class Interpreter {
  readonly #firewall: Firewall;
  readonly #suppose: Supposition;
  readonly #decide: Decision;
  #lists = new ListTimers();
  #connections = new ConnectionTable();
  #scans = new ScanDetector();
  #now = 0;

  /** `suppose` answers for matchers that a packet does not tell, `decide` for what the file leaves open. */
  constructor(firewall: Firewall, suppose: Supposition = () => undefined, decide: Decision = ({ likely }) => likely) {
    this.#firewall = firewall;
    this.#suppose = suppose;
    this.#decide = decide;
  }

  /** One that has seen the same and goes on by itself. */
  fork(decide: Decision): Interpreter {
    const copy = new Interpreter(this.#firewall, this.#suppose, decide);
    copy.#lists = this.#lists.copy();
    copy.#connections = this.#connections.copy();
    copy.#scans = this.#scans.copy();
    copy.#now = this.#now;
    return copy;
  }

  /** Puts an address on a list for so many seconds, or until the router restarts. */
  list(family: Packet['family'], name: string, address: Point, seconds = Number.POSITIVE_INFINITY): void {
    this.#lists.add(family, name, address, this.#now + seconds);
  }

  /** Forgets all that packets have put on lists, and their connections. */
  clear(): void {
    this.#lists = new ListTimers();
    this.#connections = new ConnectionTable();
    this.#scans = new ScanDetector();
  }

  /** Lets time pass, in seconds. */
  wait(seconds: number): void {
    this.#now += seconds;
  }

  /** The lists on which the address is now, through rules or by `list`. */
  listsOf(family: Packet['family'], address: Point): string[] {
    return [...this.timersOf(family, address).keys()];
  }

  /** The same with the seconds that are left; infinite where the entry has no timeout. */
  timersOf(family: Packet['family'], address: Point): Map<string, number> {
    return this.#lists.of(family, address, this.#now);
  }

  /** All that packets and `list` have put on lists and that is still there, in the order in which it came. */
  entries(): ListedAddress[] {
    return this.#lists.all(this.#now);
  }

  /** All that later packets can hang on, as a text. */
  memory(): string {
    const lists = this.#lists.all(this.#now).map(({ key, seconds }) => `${key} ${seconds}`);
    return [...lists, this.#connections.memory(), this.#scans.memory()].join('\n');
  }

  /** Takes up where another interpreter of the same firewall stopped. */
  restore(entries: readonly ListedAddress[]): void {
    this.#lists = ListTimers.from(entries, this.#now);
  }

  /**
   * Sends a packet: to the router, or through it when it names the address of another host, or as `hook` says. NAT gives
   * it another destination, with which it goes on (`docs/facts/firewall.md#order-of-tables`).
   */
  send(packet: Packet, hook?: Hook): Trace {
    const own = ownAddresses(this.#firewall.configuration, packet.family);
    // An answer to source NAT is sent to the router, whoever it is for.
    const start = packet.inside === undefined ? hook : 'input';
    const flight = started(packet, start ?? hookOf(packet, own), own);
    const journey: Journey = {
      flight,
      packet,
      steps: [],
      own,
      decided: undefined,
      rewrittenBy: undefined,
      sourceBy: undefined,
    };
    const refusal = this.#prerouting(journey) ?? this.#rest(journey);
    if (refusal !== undefined) return { ...result(journey, refusal.action), by: refusal.by, sent: undefined };
    if (flight.connection !== undefined && packet.state === undefined) {
      const tracked = flight as Tracked & Flight;
      this.#connections.confirm(tracked, packet.family, this.#now, own);
    }
    return { ...result(journey, 'accept'), by: journey.decided, sent: sentBy(journey) };
  }

  #prerouting(journey: Journey): Refusal | undefined {
    const { flight, own } = journey;
    const isOutput = flight.hook === 'output';
    const raw = this.#table(journey, 'raw', isOutput ? 'output' : 'prerouting');
    if (raw !== undefined) return raw;
    this.#track(flight, own);
    if (isOutput) return undefined;
    const mangle = this.#table(journey, 'mangle', 'prerouting');
    if (mangle !== undefined) return mangle;
    const nat = this.#translateDestination(journey);
    if (nat !== undefined) return nat;
    const { destination, inInterface, family } = flight.packet;
    const isLoopback = destination !== undefined && loopback(family).contains(destination);
    // Nothing that comes in on a wire reaches it: the router drops it where it looks for the way.
    return isLoopback && inInterface !== 'lo' ? { action: 'drop', by: undefined } : undefined;
  }

  #rest(journey: Journey): Refusal | undefined {
    for (const [table, chain] of HOOKS[journey.flight.hook].filter(([, name]) => !BEFORE_ROUTING.has(name))) {
      if (table === 'raw') continue;
      const refusal = chain === 'srcnat' ? this.#translateSource(journey) : this.#table(journey, table, chain);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /** Finds the packet's connection, unless a rule of `raw` keeps it from having one. */
  #track(flight: Flight, own: OwnAddresses): void {
    const { packet } = flight;
    const tracked = flight.isUntracked ? UNTRACKED : this.#connections.track(packet, this.#now, own);
    const isStated = packet.state !== undefined && !flight.isUntracked;
    if (isStated && packet.state === 'new') {
      Object.assign(flight, { state: 'new', connection: begun(packet), isReply: false });
    } else if (isStated) {
      // What no packet has shown of the connection, nobody knows.
      const found = packet.state === 'established' ? tracked.connection : undefined;
      const known = found !== undefined && isKnown(found) ? found : undefined;
      Object.assign(flight, {
        state: packet.state,
        connection: known,
        isReply: known !== undefined && tracked.isReply,
      });
    } else Object.assign(flight, tracked);
    const { state, connection, nat } = flight;
    const isOpen = state === 'established' || state === 'related';
    const isUnknown = connection === undefined && isOpen;
    Object.assign(flight.connectionMark, { value: connection?.mark, isKnown: !isUnknown });
    const answer = (end: unknown): boolean | undefined => (isUnknown ? undefined : end !== undefined);
    nat.srcnat = packet.inside !== undefined || answer(connection?.sourceNat);
    nat.dstnat = packet.inside !== undefined && connection === undefined ? false : answer(connection?.destinationNat);
  }

  /** Only the first packet of a connection meets the rules of NAT; the others go where it went. */
  #translateDestination(journey: Journey): Refusal | undefined {
    const { flight, packet, own } = journey;
    const { connection, isReply } = flight;
    if (packet.inside !== undefined) redirect(flight, { ...packet.inside }, own);
    else if (connection !== undefined && isReply) {
      if (connection.sourceNat !== undefined) redirect(flight, connection.original.source, own);
    } else if (connection?.destinationNat !== undefined) redirect(flight, connection.destinationNat, own);
    else if (flight.state === 'new' && connection !== undefined && !isKnown(connection))
      return this.#applyDestinationNat(journey);
    return undefined;
  }

  #applyDestinationNat(journey: Journey): Refusal | undefined {
    const { flight, own } = journey;
    const rule = this.#chain(journey, 'nat', 'dstnat', []);
    if (rule === undefined) return undefined;
    if (isRefusal(rule.action)) return { action: rule.action, by: rule };
    if (!rewritesDestination(rule)) return undefined;
    journey.rewrittenBy = rule;
    const target = targetOf(rule);
    const before = flight.packet;
    const addresses = translated(before.destination, target);
    const port = target.port ?? before.destinationPort;
    const here = routersAddresses(own, before.inInterface, before.family);
    if (rule.action === 'redirect')
      redirect(flight, { address: here.first === here.last ? here.first : undefined, port }, own);
    else if (addresses === undefined) flight.packet = { ...before, destinationPort: port };
    else {
      redirect(flight, { address: addresses.first, port }, own);
      flight.destination = addresses;
    }
    // What is sent where it went anyway counts as not translated (Linux, `nf_nat_core.c`).
    const isMoved = before.destination !== undefined || rule.action !== 'redirect';
    const isSame = before.destinationPort === port && (!isMoved || before.destination === flight.packet.destination);
    if (isSame) return undefined;
    flight.nat.dstnat = true;
    const connection = flight.connection as Connection;
    connection.destinationNat = { address: flight.packet.destination, port };
    translatedReply(connection);
    return undefined;
  }

  #translateSource(journey: Journey): Refusal | undefined {
    const { flight } = journey;
    const { connection } = flight;
    if (connection === undefined || flight.state !== 'new' || isKnown(connection)) return undefined;
    const rule = this.#chain(journey, 'nat', 'srcnat', []);
    if (rule === undefined) return undefined;
    if (isRefusal(rule.action)) return { action: rule.action, by: rule };
    if (!rewritesSource(rule)) return undefined;
    journey.sourceBy = rule;
    const target = targetOf(rule);
    connection.sourceNat = {
      address: translated(flight.packet.source, target)?.first,
      port: target.port ?? flight.packet.sourcePort,
    };
    translatedReply(connection);
    return undefined;
  }

  /** The refusal of a chain that the router enters by itself. */
  #table(journey: Journey, table: TableName, chain: string): Refusal | undefined {
    const rule = this.#chain(journey, table, chain, []);
    if (rule === undefined) return undefined;
    if (isRefusal(rule.action)) return { action: rule.action, by: rule };
    if (table === 'filter') journey.decided = rule;
    return undefined;
  }

  /** The rule that decided, or undefined at the end of the chain and at a `return`. */
  #chain(journey: Journey, table: TableName, chain: string, open: readonly string[]): FirewallRule | undefined {
    const { steps, flight } = journey;
    // A chain that jumps back to itself would walk for ever, and chains that jump twice double the way each time.
    if (open.includes(chain) || open.length > MAX_JUMPS || steps.length > MAX_STEPS) return undefined;
    const own = chainNamed(this.#firewall, flight.packet.family, table, chain);
    if (own === undefined) return undefined;
    for (const rule of own.floating.length === 0 ? own.rules : this.#inOrder(own, flight)) {
      if (!this.#matches(rule, journey)) continue;
      if (rule.action === 'return') return undefined;
      if (rule.action === 'jump') {
        const target = textOf(rule.item, 'jump-target') ?? '';
        const outcome = this.#chain(journey, table, target, [...open, chain]);
        if (outcome !== undefined) return outcome;
        continue;
      }
      this.#effect(rule, flight);
      if (endsTable(rule)) return rule;
    }
    return undefined;
  }

  /** The rules as they stand; one whose place is not known may stand before any other that the packet fits. */
  *#inOrder({ rules, floating }: Chain, flight: Flight): Iterable<FirewallRule> {
    const waiting = new Set(floating);
    for (const rule of rules) {
      if (floating.includes(rule)) continue;
      for (const other of [...waiting]) {
        if (!this.#mayMatch(rule, flight) || !this.#mayMatch(other, flight)) continue;
        const key = `place ${other.item.id} ${rule.item.id}`;
        const likely = rules.indexOf(other) < rules.indexOf(rule);
        if (!this.#decide({ kind: 'place', key, rule: other, matcher: undefined, likely })) continue;
        waiting.delete(other);
        yield other;
      }
      yield rule;
    }
    yield* waiting;
  }

  #mayMatch(rule: FirewallRule, flight: Flight): boolean {
    return rule.enabled && rule.matchers.every((one) => one.name === 'psd' || this.#test(one, rule, flight) !== 'no');
  }

  /** Whether the rule matches, noted as a step; what the file leaves open is decided only where it matters. */
  #matches(rule: FirewallRule, { flight, steps }: Journey): boolean {
    const { item } = rule;
    const mayDiffer = item.conditional && isChanged(item);
    if (!rule.enabled && !mayDiffer) return false;
    let missed: Matcher | undefined;
    const open: Matcher[] = [];
    for (const matcher of inTurn(rule.matchers)) {
      const answer = this.#test(matcher, rule, flight);
      if (answer === 'yes') continue;
      if (answer === 'unknown') {
        open.push(matcher);
        continue;
      }
      missed = matcher;
      break;
    }
    const counts = hasEffect(rule);
    const isDoubtful = missed === undefined && open.length > 0;
    if (isDoubtful) missed = counts ? open.find((matcher) => !this.#isHeld(matcher, rule, flight)) : open[0];
    let matched = missed === undefined && rule.enabled;
    if (counts && (mayDiffer || (matched && item.conditional))) {
      matched = this.#decide({
        kind: 'condition',
        key: `condition ${item.id}`,
        rule,
        matcher: undefined,
        likely: matched,
      });
    }
    // A rule that is not there in most runs is no step of its own.
    if (matched || rule.enabled) steps.push({ rule, matched, missed, doubtful: isDoubtful && !matched });
    return matched;
  }

  /** Decides whether a matcher fits that nothing tells of. */
  #isHeld(matcher: Matcher, rule: FirewallRule, { connectionMark }: Flight): boolean {
    const { name, text, negated } = matcher;
    const header = HEADERS.get(name);
    const hasHeader =
      header === undefined || this.#decide({ kind: 'matcher', key: header, rule, matcher, likely: true });
    if (!hasHeader) return false;
    const key = `${name} = ${text}`;
    const kind = name.endsWith('-list') ? 'member' : 'matcher';
    const isSo = this.#decide({ kind, key, rule, matcher, likely: negated });
    // A connection has one mark.
    if (name === 'connection-mark' && isSo) Object.assign(connectionMark, { value: text, isKnown: true });
    else if (name === 'connection-mark') connectionMark.not.add(text);
    return isSo !== negated;
  }

  /** What a rule does besides deciding. */
  #effect(rule: FirewallRule, flight: Flight): void {
    const { action, item } = rule;
    const mark = MARK_ACTIONS[action];
    if (action === 'notrack') flight.isUntracked = true;
    else if (action.startsWith('add-')) this.#add(rule, flight.packet);
    else if (mark !== undefined) {
      const written = textOf(item, `new-${mark}`);
      const value = written === NO_MARK ? undefined : written;
      if (mark !== 'connection-mark') flight.marks[mark] = value;
      else Object.assign(flight.connectionMark, { value, isKnown: true });
      if (mark === 'connection-mark' && flight.connection !== undefined) flight.connection.mark = value;
    }
  }

  #add(rule: FirewallRule, packet: Packet): void {
    const list = textOf(rule.item, 'address-list');
    const address = rule.action === 'add-src-to-address-list' ? packet.source : packet.destination;
    if (list === undefined || address === undefined) return;
    this.#lists.add(packet.family, list, address, this.#now + timeoutOf(rule));
  }

  #test(matcher: Matcher, rule: FirewallRule, flight: Flight): 'yes' | 'no' | 'unknown' {
    if (lacksField(matcher.name, flight)) return 'no';
    const { interfaces } = this.#firewall;
    if (matcher.property.constant && interfaces.isInvalid(matcher.name, matcher.text)) return 'no';
    const plain = matcher.property.constant ? this.#fits(matcher, rule, flight) : undefined;
    const answer = plain ?? this.#suppose(rule, matcher) ?? ordinarilyFits(matcher, flight) ?? ordinarily(matcher.name);
    if (answer === undefined) return 'unknown';
    return answer !== matcher.negated ? 'yes' : 'no';
  }

  #fits(matcher: Matcher, rule: FirewallRule, flight: Flight): boolean | undefined {
    const { name, text } = matcher;
    const { packet } = flight;
    switch (name) {
      case 'src-address-list':
        return this.#onList(packet.family, text, IntervalSet.range<Point>(packet.source, packet.source));
      case 'dst-address-list':
        return this.#onList(packet.family, text, flight.destination);
      case 'psd':
        return this.#suppose(rule, matcher) ?? this.#scans.sees(rule, text, packet, this.#now);
      default:
        return fits(matcher, flight, this.#firewall);
    }
  }

  #onList(family: Packet['family'], list: string, addresses: IntervalSet<Point>): boolean | undefined {
    const { first } = addresses;
    const isOne = first === addresses.last;
    if (isOne && this.#lists.has(family, list, first as Point, this.#now)) return true;
    const answer = isListed(list, family, addresses, this.#firewall);
    return isOne || answer !== false || this.#lists.isEmpty(family, list, this.#now) ? answer : undefined;
  }
}

/**
 * Whether a matcher without its negation fits where the packet does not tell; undefined leaves it open. It is asked
 * for the same matcher the same way each time.
 */
export type Supposition = (rule: FirewallRule, matcher: Matcher) => boolean | undefined;

/** What the file leaves open about a rule. */
export interface OpenQuestion {
  /** Whether a matcher fits, who is on a list, whether a rule is there as it stands, and where. */
  readonly kind: 'matcher' | 'member' | 'condition' | 'place';
  /** Equal questions have one answer. */
  readonly key: string;
  readonly rule: FirewallRule;
  readonly matcher: Matcher | undefined;
  /** The answer that is taken for granted where nobody asks for others. */
  readonly likely: boolean;
}

export type Decision = (question: OpenQuestion) => boolean;

/** That these matchers fit, as they are written in the rules: `content=sesame`. It is asked for each packet anew. */
export function supposing(held: () => readonly string[]): Supposition {
  return (_, { name, negated, property }) => (held().includes(`${name}=${property.text}`) ? !negated : undefined);
}

/** What one packet met. */
export interface Trace {
  readonly packet: Packet;
  readonly steps: readonly Step[];
  /** The action that decided; `accept` at the end of the chain. */
  readonly verdict: string;
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
  /** The rule that gave it another destination on the way. */
  readonly rewrittenBy: FirewallRule | undefined;
  /** The rule that gave it another source where it left. */
  readonly sourceBy: FirewallRule | undefined;
  /** Which way it went in the end. */
  readonly hook: Hook;
  /** The state that connection tracking gave it. */
  readonly state: Packet['state'];
  /** As it leaves the router, or arrives in it; undefined where it is refused. */
  readonly sent: Sent | undefined;
}

/** Both ends of a packet behind all NAT; an address is undefined where it is the router's. */
export interface Sent {
  readonly source: Point | undefined;
  readonly sourcePort: number | undefined;
  readonly destination: Point | undefined;
  readonly destinationPort: number | undefined;
}

export interface Step {
  readonly rule: FirewallRule;
  readonly matched: boolean;
  /** The first matcher that did not fit. */
  readonly missed: Matcher | undefined;
  /** Whether it fits is not known; it is taken for no. */
  readonly doubtful: boolean;
}

export type Hook = keyof typeof HOOKS;

/** The way that a packet sets out on: to the router, or through it. */
/** Whether a packet is for the router or goes through it, as far as the file shows the addresses of the router. */
export function hookFor(packet: Packet, { configuration }: Firewall): Hook {
  return hookOf(packet, ownAddresses(configuration, packet.family));
}

function hookOf({ destination, family }: Packet, own: OwnAddresses): Hook {
  return destination === undefined || isForRouter(destination, own, family) ? 'input' : 'forward';
}

/** Seconds that a rule lists an address for; infinite where it lasts until the router restarts. */
export function timeoutOf(rule: FirewallRule): number {
  const timeout = textOf(rule.item, 'address-list-timeout');
  const seconds = timeout === undefined ? 0 : (parseTime(timeout)?.seconds ?? 0);
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds;
}

/** Whether it matters if the rule matches: it decides, leads elsewhere, fills a list or changes what others see. */
export function hasEffect(rule: FirewallRule): boolean {
  const { action } = rule;
  return (
    endsTable(rule) ||
    ['jump', 'return', 'notrack'].includes(action) ||
    MARK_ACTIONS[action] !== undefined ||
    listAddedTo(rule) !== undefined
  );
}

/** How a matcher answers that counts packets, as long as they are few: rates are kept. */
export function ordinarily(name: string): boolean | undefined {
  if (name === 'limit' || name === 'dst-limit') return true;
  return name === 'connection-limit' || name === 'psd' ? false : undefined;
}

interface Journey {
  readonly flight: Flight;
  readonly packet: Packet;
  readonly steps: Step[];
  readonly own: OwnAddresses;
  /** The rule of the filter that let it pass. */
  decided: FirewallRule | undefined;
  rewrittenBy: FirewallRule | undefined;
  sourceBy: FirewallRule | undefined;
}

interface Refusal {
  readonly action: string;
  readonly by: FirewallRule | undefined;
}

/** Without these a packet fits neither a matcher nor its negation. */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ['src-mac-address', 'ethernet-header'],
  ['tls-host', 'tls-client-hello'],
]);
const MAX_STEPS = 100_000;
const MAX_JUMPS = 64;
const UNTRACKED: Tracked = { state: 'untracked', connection: undefined, isReply: false };
/** Chains that a packet meets before the router knows where it goes. */
const BEFORE_ROUTING: ReadonlySet<string> = new Set(['prerouting', 'dstnat']);

function started(packet: Packet, hook: Hook, own: OwnAddresses): Flight {
  return {
    packet,
    hook,
    destination: addressesOf(packet, own),
    state: packet.state,
    connection: undefined,
    isReply: false,
    nat: { srcnat: undefined, dstnat: undefined },
    marks: { 'packet-mark': undefined, 'routing-mark': undefined },
    connectionMark: { value: undefined, isKnown: false, not: new Set() },
    isUntracked: false,
  };
}

function addressesOf({ destination, inInterface, family }: Packet, own: OwnAddresses): IntervalSet<Point> {
  return destination === undefined
    ? routersAddresses(own, inInterface, family)
    : IntervalSet.range<Point>(destination, destination);
}

/** Gives the packet another destination and lets it go there. */
function redirect(
  flight: Flight,
  { address, port }: { readonly address: Point | undefined; readonly port: number | undefined },
  own: OwnAddresses,
): void {
  const before = flight.packet.destination;
  // Messages of ICMP have a type in the place of ports.
  const destinationPort = flight.packet.destinationPort === undefined ? undefined : port;
  flight.packet = { ...flight.packet, destination: address, destinationPort };
  flight.destination = addressesOf(flight.packet, own);
  // Without another address it goes where it was going.
  if (address === undefined || address !== before) flight.hook = hookOf(flight.packet, own);
}

function result(journey: Journey, verdict: string): Omit<Trace, 'by' | 'sent'> {
  const { packet, steps, rewrittenBy, sourceBy, flight } = journey;
  return { packet, steps, verdict, rewrittenBy, sourceBy, hook: flight.hook, state: flight.state };
}

function sentBy({ flight }: Journey): Sent {
  const { packet, connection, isReply, hook } = flight;
  const { source, sourcePort, destination, destinationPort } = packet;
  const plain = { source, sourcePort, destination, destinationPort };
  if (connection === undefined) return plain;
  // What answers a redirected packet comes from where the packet went.
  const from = isReply
    ? connection.destinationNat && connection.original.destination
    : hook === 'input'
      ? undefined
      : connection.sourceNat;
  if (from === undefined) return plain;
  return { ...plain, source: from.address, sourcePort: sourcePort === undefined ? undefined : from.port };
}

/** What counts packets sees those only that pass all the others (`docs/facts/firewall.md#rules`). */
function inTurn(matchers: readonly Matcher[]): readonly Matcher[] {
  const counts = ({ name }: Matcher): boolean => name === 'psd';
  return matchers.some(counts) ? [...matchers].sort((a, b) => Number(counts(a)) - Number(counts(b))) : matchers;
}
