import type { Property } from '../execution/configuration.ts';
import type { Assignment } from '../packet/assignment.ts';
import { type Box, box, narrowed, type Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { parsePorts } from '../packet/ports.ts';
import { portProtocols, protocolNumber } from '../packet/protocol.ts';
import type { Dimensions } from '../packet/shadowing.ts';
import { ALL_PORTS, FIELDS, numbers } from './fieldValues.ts';
import { type Family, type Firewall, type FirewallRule, listAddedTo, type Matcher } from './firewall.ts';
import { NO_MARK } from './flight.ts';
import { ALL_INTERFACES, asksForInterfaces, interfaceWays } from './interfaceWays.ts';
import { presentEntries, staticEntries } from './staticEntries.ts';

/**
 * The packets of one family as points: each matcher is a set in one dimension, and a matcher that is not modelled is
 * an atom, a dimension of its own that is true or false. Two bounds of a rule's matches are kept apart: `may` holds
 * every packet that can match, `must` only packets that surely match (`docs/facts/method.md#may-and-must`).
 */
export class PacketSpace implements Dimensions {
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #distinctUnknowns: boolean;
  readonly #timedEntries: boolean;
  readonly #unknowns: Map<string, number>;
  readonly #dimensions: DimensionInfo[];
  readonly #numbers: Map<string, number>;
  readonly #interfaces: Map<string, number>;
  readonly #marks: Map<string, number>;
  readonly #lists: Map<number, ListAtom>;
  /** By the matcher's name and its text with the negation. */
  readonly #sides = new Map<string, Map<string, Side>>();
  /** By the matcher's name and its text. */
  readonly #values = new Map<string, Map<string, IntervalSet<Point> | undefined>>();
  /** Lists to which rules add, as far as that is known. */
  #filled: ReadonlySet<string> | 'any' | undefined;
  /** Of lists, by their age. */
  readonly #atoms = { source: new Map<string, number[]>(), destination: new Map<string, number[]>() };
  readonly #entries = new Map<string, IntervalSet<Point>>();
  /** What matchers of interfaces ask for, by what they say. */
  readonly #ways = new Map<string, readonly (readonly Side[])[]>();
  /** By what a rule's item was written with, so that a rule that an edit leaves alone keeps its boxes. */
  readonly #matches = new Map<ReadonlyMap<string, Property>, RuleMatch>();

  constructor(
    firewall: Firewall,
    family: Family,
    { distinctUnknowns = false, timedEntries = false, beside }: PacketSpaceOptions = {},
  ) {
    this.#firewall = firewall;
    this.#family = family;
    this.#distinctUnknowns = distinctUnknowns;
    this.#timedEntries = timedEntries;
    this.#unknowns = beside === undefined ? new Map() : beside.#unknowns;
    this.#dimensions = beside === undefined ? [] : beside.#dimensions;
    this.#numbers = beside === undefined ? new Map() : beside.#numbers;
    this.#interfaces = beside === undefined ? new Map() : beside.#interfaces;
    this.#marks = beside === undefined ? new Map() : beside.#marks;
    this.#lists = beside === undefined ? new Map() : beside.#lists;
  }

  /** What the rule matches, read once. */
  match(rule: FirewallRule): RuleMatch {
    const key = rule.item.properties;
    let known = this.#matches.get(key);
    if (known === undefined) {
      known = this.#read(rule);
      this.#matches.set(key, known);
    }
    return known;
  }

  /** How many different rules it has read, those of earlier versions among them. */
  get size(): number {
    return this.#matches.size;
  }

  /** All packets that can match the rule, as a union. */
  may(rule: FirewallRule): readonly Box[] {
    return this.match(rule).may;
  }

  /** All packets that could match the rule if it asked for this instead. */
  mayWith(rule: FirewallRule, matchers: readonly Matcher[]): readonly Box[] {
    return this.#read({ table: rule.table, matchers }).may;
  }

  /**
   * All packets that can match where the lists have these ages: between two ages of a list a rule may have put the
   * packet's address on it, so that each age has an atom of its own. Who is not on a list has never been before, and
   * who has been before is on it now.
   */
  mayAt(match: RuleMatch, age: ListAge): readonly Box[] {
    return this.#at(match, age).may;
  }

  /** Packets that surely match where the lists have these ages, as a union. */
  mustAt(match: RuleMatch, age: ListAge): readonly Box[] {
    return this.#at(match, age).must;
  }

  /**
   * Exactly the packets that match, as a union, where `listed` says whose address is on a list by now and each matcher
   * that no packet tells is an atom: wherever it is written the same, it has the same answer.
   */
  exactly(rule: FirewallRule, listed: (condition: ListCondition) => Listed): readonly Box[] {
    const match = this.match(rule);
    const { lists, unstable, products } = match;
    if (unstable.length === 0 && lists.length === 0) return products;
    const ways = lists.map(listed);
    const key = ways.join(' ');
    let boxes = match.decided?.get(key);
    if (boxes === undefined) {
      const start = this.#withAtoms(products, unstable);
      boxes = lists.reduce((some, one, index) => this.#withListed(some, one, ways[index] as Listed), start);
      match.decided ??= new Map();
      match.decided.set(key, boxes);
    }
    return boxes;
  }

  /** What the rule matches where marks are followed on the way, and the matchers that are still not to be told. */
  withMarks(rule: FirewallRule): Pick<RuleMatch, 'products' | 'unstable'> {
    const { products, unstable } = this.match(rule);
    const marks = unstable.filter((one) => this.#isMark(one));
    if (marks.length === 0) return { products, unstable };
    return { products: this.#withAtoms(products, marks), unstable: unstable.filter((one) => !marks.includes(one)) };
  }

  #isMark({ name, property }: Matcher): boolean {
    return MARK_NAMES.has(name) && property.constant && property.argument?.argument !== undefined;
  }

  #withAtoms(products: readonly Box[], unstable: readonly Matcher[]): readonly Box[] {
    const sides = unstable.map((one) => {
      const { name, text, negated } = one;
      return MARK_NAMES.has(name) ? this.#mark(one) : this.#atom(`${name} = ${text}`, negated);
    });
    return products.map((product) => box([...product, ...sides])).filter((product) => product !== undefined);
  }

  #withListed(boxes: readonly Box[], condition: ListCondition, listed: Listed): readonly Box[] {
    if (listed === 'unknown') return this.#withList(boxes, condition);
    if (listed === 'yes') return condition.negated ? NOTHING : boxes;
    const { address, entries, negated } = condition;
    const set = negated ? entries.complement(this.domain(address)) : entries;
    return boxes.map((product) => box([...product, { dimension: address, set }])).filter((one) => one !== undefined);
  }

  /** The atom that answers for a matcher that no packet tells, if it has one. */
  atomOf({ name, text }: Matcher): number | undefined {
    return this.#numbers.get(`${name} = ${text}`);
  }

  #at(match: RuleMatch, age: ListAge): Bounds {
    const { lists, products, unstable } = match;
    if (lists.length === 0) return match;
    const ages = lists.map(({ list }) => age(list));
    if (ages.every((number) => number === 0)) return match;
    const key = ages.join(' ');
    let bounds = match.aged?.get(key);
    if (bounds === undefined) {
      const read = (earlier: (negated: boolean) => boolean) =>
        lists.reduce((boxes, condition, index) => {
          const own = ages[index] as number;
          const count = earlier(condition.negated) ? Math.min(own, MAX_AGES) : 0;
          return this.#withList(boxes, condition, [own, ...Array(count).keys()]);
        }, products);
      const mayBe = read((negated) => negated);
      const surely = read((negated) => !negated);
      bounds = { may: mayBe, must: unstable.length === 0 ? surely : NOTHING };
      match.aged ??= new Map();
      match.aged.set(key, bounds);
    }
    return bounds;
  }

  /** Whether the packet passes the matcher, its negation left out; undefined for a matcher that no packet tells. */
  holds({ name, text, property }: Matcher, rule: FirewallRule, packet: Assignment): boolean | undefined {
    const { table } = rule;
    const plain = this.#read({ table, matchers: [{ name, text, property, negated: false }] });
    if (plain.unstable.length > 0) return undefined;
    return plain.may.some((product) =>
      product.every(({ dimension, set }) => set.contains(this.value(dimension, packet))),
    );
  }

  /** The packet's value in a dimension; its ordinary one where the packet may have any. */
  value(dimension: number, packet: Assignment): Point {
    return packet.get(dimension) ?? this.ordinary(dimension)[0] ?? (this.domain(dimension).first as Point);
  }

  /** The dimension of that name, if a rule has asked for it. */
  known(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  domain(dimension: number): IntervalSet<Point> {
    return this.info(dimension).domain;
  }

  ordinary(dimension: number): readonly Point[] {
    return this.info(dimension).ordinary;
  }

  /** What rules add to lists makes a difference between a list of which nothing is said and one that is denied. */
  isImplied(dimension: number): boolean {
    if (this.ordinary(dimension)[0] !== 0) return false;
    const atom = this.#lists.get(dimension);
    if (atom === undefined) return true;
    this.#filled ??= filledLists(this.#firewall);
    return this.#filled !== 'any' && !this.#filled.has(atom.list);
  }

  /** The list that a dimension speaks of, if it does. */
  list(dimension: number): ListAtom | undefined {
    return this.#lists.get(dimension);
  }

  /** How many dimensions the rules that were read so far have. */
  get dimensions(): number {
    return this.#dimensions.length;
  }

  /** What a dimension stands for. */
  info(dimension: number): DimensionInfo {
    return this.#dimensions[dimension] as DimensionInfo;
  }

  /** The dimension of that name, made if there is none yet. */
  dimension(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const reader = FIELDS[name];
    return reader === undefined
      ? this.#dimension(name, BOTH, ORDINARY_ATOM)
      : this.#dimension(name, reader.domain(this.#family), reader.ordinary(this.#family));
  }

  /** The atom that says whether the packet's interface is on a list whose members are not known; undefined if none. */
  interfaceListAtom(direction: 'in' | 'out', list: string): number | undefined {
    return this.#numbers.get(`${direction}-interface-list ${list}`);
  }

  /** The dimension of the interface by which a packet comes in or goes out. */
  interfaceDimension(direction: 'in' | 'out'): number {
    return this.#dimension(`${direction}-interface`, ALL_INTERFACES, ORDINARY_ATOM);
  }

  /** Number of an interface that the file names; 0 stands for one that it does not name. */
  interfaceNumber(name: string): number {
    let number = this.#interfaces.get(name);
    if (number === undefined) {
      number = this.#interfaces.size + 1;
      this.#interfaces.set(name, number);
    }
    return number;
  }

  /** The dimension of a kind of mark: `packet-mark`, `connection-mark`, `routing-mark`. */
  markDimension(name: string): number {
    return this.#dimension(name, ALL_MARKS, ORDINARY_ATOM);
  }

  /** Number of a mark; 0 stands for none. */
  markNumber(name: string | undefined): number {
    if (name === undefined || name === NO_MARK) return 0;
    let number = this.#marks.get(name);
    if (number === undefined) {
      number = this.#marks.size + 1;
      this.#marks.set(name, number);
    }
    return number;
  }

  markName(number: Point): string | undefined {
    if (number === 0) return NO_MARK;
    for (const [name, known] of this.#marks) if (known === number) return name;
    return undefined;
  }

  interfaceNumbers(names: Iterable<string>): IntervalSet<Point> {
    const numbers = [...names].map((name) => this.interfaceNumber(name));
    return IntervalSet.of<Point>(numbers.map((number) => [number, number] as const));
  }

  interfaceName(number: Point): string | undefined {
    for (const [name, known] of this.#interfaces) if (known === number) return name;
    return undefined;
  }

  #read(rule: Pick<FirewallRule, 'table' | 'matchers'>): RuleMatch {
    const sides: Side[] = [];
    const lists: ListCondition[] = [];
    const unstable: Matcher[] = [];
    /** Of each of these one must hold. */
    const choices: (readonly (readonly Side[])[])[] = [];
    let either: Matcher | undefined;
    for (const matcher of rule.matchers) {
      if (asksForInterfaces(matcher.name) && matcher.property.constant) {
        const ways = this.#interfaceWays(matcher);
        if (ways.length === 1) sides.push(...(ways[0] as readonly Side[]));
        else choices.push(ways);
      } else if (matcher.name === 'port' && matcher.property.constant && parsePorts(matcher.text) !== undefined) {
        either = matcher;
      } else if (matcher.name === 'src-address-list' || matcher.name === 'dst-address-list') {
        if (matcher.property.constant) lists.push(this.#listCondition(matcher));
        else unstable.push(matcher);
      } else if (this.#isUnstable(matcher, rule.table)) {
        // Whoever follows marks wants to know from the start which kinds there are.
        if (MARK_NAMES.has(matcher.name)) this.markDimension(matcher.name);
        unstable.push(matcher);
      } else if (matcher.name === 'tcp-flags') {
        sides.push(...this.#flags(matcher));
      } else {
        sides.push(this.#cachedSide(matcher));
      }
    }
    this.#imply(rule, sides);
    let products = this.#withEither(sides, either);
    for (const ways of choices) {
      products = products.flatMap((product) =>
        ways.map((way) => box([...product, ...way])).filter((one) => one !== undefined),
      );
    }
    let may: readonly Box[] = products;
    for (const condition of lists) may = this.#withList(may, condition);
    const must = unstable.length === 0 ? may : NOTHING;
    return { products, lists, unstable, may, must, aged: undefined, decided: undefined };
  }

  /** Whether nothing tells that what matches now matches again: it changes, or the router cannot read the value. */
  #isUnstable(matcher: Matcher, table: FirewallRule['table']): boolean {
    const { name } = matcher;
    return UNSTABLE.has(name) || (table !== 'filter' && MARKS.has(name)) || this.#isBroken(matcher);
  }

  /** A value of which no router makes sense, or a matcher that none has. */
  #isBroken({ name, text, property }: Matcher): boolean {
    if (property.argument !== undefined && property.argument.argument === undefined) return true;
    if (!property.constant || (this.#distinctUnknowns && NUMBERED.has(name))) return false;
    if (FIELDS[name] !== undefined) return this.#value(name, text) === undefined;
    if (name === 'port') return parsePorts(text) === undefined;
    return name === 'ipsec-policy' && !IPSEC_POLICY.test(text);
  }

  /** `port=` holds for either side, `port=!` for both. */
  #withEither(sides: readonly Side[], either: Matcher | undefined): Box[] {
    if (either === undefined) return put([], box(sides));
    const ports = ['src-port', 'dst-port'].map((name) => this.#ports(name, either));
    const alternatives = either.negated === false ? ports.map((side) => [...sides, side]) : [[...sides, ...ports]];
    return alternatives.map(box).filter((product) => product !== undefined);
  }

  #ports(name: string, { text, negated }: Matcher): Side {
    const set = parsePorts(text) as IntervalSet<Point>;
    return { dimension: this.dimension(name), set: negated ? set.complement(ALL_PORTS) : set };
  }

  /** On a list is who has an entry in the file or came onto it in another way, which is the list's atom. */
  #withList(boxes: readonly Box[], condition: ListCondition, ages: readonly number[] = NOW): Box[] {
    const { address, entries, negated } = condition;
    const sides = ages.map((age) => ({ dimension: this.#listAtom(condition, age), set: negated ? NO : YES }));
    if (!entries.isEmpty) {
      sides.push({ dimension: address, set: negated ? entries.complement(this.domain(address)) : entries });
    }
    const result: Box[] = [];
    for (const product of boxes) {
      if (!negated) for (const side of sides) put(result, narrowed(product, side));
      else put(result, sides.length === 1 ? narrowed(product, sides[0] as Side) : box([...product, ...sides]));
    }
    return result;
  }

  #listCondition({ name, text, negated }: Matcher): ListCondition {
    const side = name === 'src-address-list' ? 'source' : 'destination';
    const address = this.dimension(side === 'source' ? 'src-address' : 'dst-address');
    return { list: text, side, negated, address, entries: this.#listEntries(text) };
  }

  /** The atom that says whether the address is on the list in a way that the file does not show. */
  #listAtom({ list, side }: ListCondition, age: number): number {
    const known = this.#atoms[side];
    let byAge = known.get(list);
    if (byAge === undefined) {
      byAge = [];
      known.set(list, byAge);
    }
    let number = byAge[age];
    if (number === undefined) {
      const matcher = side === 'source' ? 'src-address-list' : 'dst-address-list';
      number = this.#dimension(`${matcher} ${list}${age === 0 ? '' : ` #${age}`}`, BOTH, ORDINARY_ATOM);
      this.#lists.set(number, { side, list, age });
      byAge[age] = number;
    }
    return number;
  }

  #listEntries(list: string): IntervalSet<Point> {
    let entries = this.#entries.get(list);
    if (entries === undefined) {
      const read = this.#timedEntries ? presentEntries : staticEntries;
      entries = read(this.#firewall, this.#family, list);
      this.#entries.set(list, entries);
    }
    return entries;
  }

  /** Ports exist only in some protocols, types only in ICMP, flags only in TCP. */
  #imply({ matchers }: Pick<FirewallRule, 'matchers'>, sides: Side[]): void {
    const dimension = this.dimension('protocol');
    let set: IntervalSet<Point> | undefined;
    for (const { name } of matchers) {
      // A packet without the field fits neither the matcher nor its negation (Linux, `xt_mac.c`, `xt_connmark.c`).
      if (name === 'src-mac-address') sides.push(this.#atom('ethernet-header', false));
      if (name === 'tls-host') sides.push(this.#atom('tls-client-hello', false));
      if (name === 'connection-mark') sides.push({ dimension: this.dimension('connection-state'), set: CONNECTED });
      if (PORT_MATCHERS.has(name)) set = PORT_PROTOCOLS;
      else if (name === 'tcp-flags' || name === 'tls-host') set = TCP;
      else if (name === 'icmp-options') set = this.#family === 'ip' ? ICMP : ICMPV6;
      else continue;
      sides.push({ dimension, set });
    }
  }

  #cachedSide(matcher: Matcher): Side {
    // What is computed when the script runs has texts of its own.
    if (!matcher.property.constant) return this.#side(matcher);
    let known = this.#sides.get(matcher.name);
    if (known === undefined) {
      known = new Map();
      this.#sides.set(matcher.name, known);
    }
    const key = matcher.negated ? `!${matcher.text}` : matcher.text;
    let side = known.get(key);
    if (side === undefined) {
      side = this.#side(matcher);
      known.set(key, side);
    }
    return side;
  }

  #side({ name, text, negated, property }: Matcher): Side {
    const unknown = this.#distinctUnknowns ? this.#unknownValue(name, text, property.constant) : undefined;
    if (unknown !== undefined) {
      const dimension = this.dimension(name);
      const set = IntervalSet.range<Point>(unknown, unknown);
      return { dimension, set: negated ? set.complement(this.domain(dimension)) : set };
    }
    if (!property.constant) return this.#atom(`${name} = ${text}`, negated);
    if (MARK_NAMES.has(name)) return this.#mark({ name, text, negated });
    const policy = name === 'ipsec-policy' ? IPSEC_POLICY.exec(text) : null;
    // A packet has passed a tunnel of IPsec or has not.
    if (policy !== null) return this.#atom(`ipsec-policy = ${policy[1]},ipsec`, (policy[2] === 'none') !== negated);
    const set = this.#value(name, text);
    if (set === undefined) return this.#atom(`${name} = ${text}`, negated);
    const dimension = this.dimension(name);
    return { dimension, set: negated ? set.complement(this.domain(dimension)) : set };
  }

  /** The values that a matcher's text names, read once; undefined if it is broken or its field is not modelled. */
  #value(name: string, text: string): IntervalSet<Point> | undefined {
    let known = this.#values.get(name);
    if (known === undefined) {
      known = new Map();
      this.#values.set(name, known);
    }
    if (known.has(text)) return known.get(text);
    const set = FIELDS[name]?.read(text, this.#family);
    known.set(text, set);
    return set;
  }

  /** The number that stands for a port or size that the file does not tell. */
  #unknownValue(name: string, text: string, constant: boolean): number | undefined {
    if (!NUMBERED.has(name) || (constant && parsePorts(text) !== undefined)) return undefined;
    let value = this.#unknowns.get(text);
    if (value === undefined) {
      value = LAST_UNKNOWN - this.#unknowns.size;
      this.#unknowns.set(text, value);
    }
    return value;
  }

  /** `syn,!ack`: each flag set or not set (`docs/facts/firewall.md#matchers`). */
  #flags(matcher: Matcher): Side[] {
    const flags = matcher.text.split(',');
    // The negation of several flags is no product.
    if (
      !matcher.property.constant ||
      (matcher.negated && flags.length > 1) ||
      !flags.every((flag) => /^!?[a-z]+$/.test(flag))
    )
      return [this.#atom(`tcp-flags = ${matcher.property.text}`, false)];
    return flags.map((flag) => {
      const off = flag.startsWith('!') !== matcher.negated;
      return this.#atom(`tcp-flag ${flag.replace('!', '')}`, off);
    });
  }

  /** A packet has one mark of a kind, or none. */
  #mark({ name, text, negated }: Pick<Matcher, 'name' | 'text' | 'negated'>): Side {
    const dimension = this.markDimension(name);
    const number = this.markNumber(text);
    const set = IntervalSet.range<Point>(number, number);
    return { dimension, set: negated ? set.complement(ALL_MARKS) : set };
  }

  #atom(name: string, negated: boolean): Side {
    return { dimension: this.#dimension(name, BOTH, ORDINARY_ATOM), set: negated ? NO : YES };
  }

  /** What a matcher of interfaces asks for, as a union: each way is a product of sides. */
  #interfaceWays(matcher: Matcher): readonly (readonly Side[])[] {
    const { name, text, negated } = matcher;
    const key = `${name} ${negated ? '!' : ''}${text}`;
    let ways = this.#ways.get(key);
    if (ways === undefined) {
      ways = interfaceWays(matcher, this.#firewall.interfaces, {
        dimension: () => this.#dimension(name.replace('-list', ''), ALL_INTERFACES, ORDINARY_ATOM),
        numbers: (names) => this.interfaceNumbers(names),
        atom: (atom) => this.#atom(atom, negated),
      });
      this.#ways.set(key, ways);
    }
    return ways;
  }

  #dimension(name: string, domain: IntervalSet<Point>, ordinary: readonly Point[]): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#dimensions.length;
      this.#numbers.set(name, number);
      this.#dimensions.push({ name, domain, ordinary });
    }
    return number;
  }
}

export interface PacketSpaceOptions {
  /**
   * A port or size that is known only at run time, or a placeholder such as `<PORT>`, is taken for a value of its own
   * that no other rule names. That is what a knock means by it; for a proof it may be any.
   */
  readonly distinctUnknowns?: boolean;
  /** Entries that will expire count, too: for what happens now, and not for good. */
  readonly timedEntries?: boolean;
  /** The space of another firewall with which this one has its dimensions in common, so that their boxes compare. */
  readonly beside?: PacketSpace;
}

/** Whether an address is on a list: `no` leaves the entries of the file, `unknown` an atom besides them. */
export type Listed = 'yes' | 'no' | 'unknown';

/** All packets that can match, and those that surely do. */
interface Bounds {
  readonly may: readonly Box[];
  readonly must: readonly Box[];
}

/** What a rule matches; `may` and `must` with the conditions on lists, as long as no rule adds to them. */
export interface RuleMatch extends Bounds {
  /** All packets that can match, conditions on address lists apart, as a union. */
  readonly products: readonly Box[];
  readonly lists: readonly ListCondition[];
  /** Matchers whose answer is not to be told from the packet. */
  readonly unstable: readonly Matcher[];
  /** The same where rules have added to the lists so often. */
  aged: Map<string, Bounds> | undefined;
  /** Exactly what matches, by who is on the lists. */
  decided: Map<string, readonly Box[]> | undefined;
}

export interface ListCondition {
  readonly list: string;
  readonly side: 'source' | 'destination';
  readonly negated: boolean;
  /** Dimension of the address. */
  readonly address: number;
  /** Addresses that the file puts on the list for good. */
  readonly entries: IntervalSet<Point>;
}

/** How often rules may have added to a list so far. */
export type ListAge = (list: string) => number;

/** A dimension that says whether an address is on a list, in a way that the file does not show. */
export interface ListAtom {
  readonly side: 'source' | 'destination';
  readonly list: string;
  readonly age: number;
}

export interface DimensionInfo {
  /** A matcher such as `dst-port`, `in-interface`, `tcp-flag syn`, `src-address-list guests`, `content = x`. */
  readonly name: string;
  readonly domain: IntervalSet<Point>;
  readonly ordinary: readonly Point[];
}

function put(boxes: Box[], one: Box | undefined): Box[] {
  if (one !== undefined) boxes.push(one);
  return boxes;
}

/** All that a rule's packets hang on: two rules of one signature match the same. */
export function signature({ table, matchers }: FirewallRule): string {
  let text = table === 'filter' ? '' : '*';
  for (const { name, negated, text: value, property } of matchers) {
    text += `\n${name}${negated ? '!' : ''}${property.constant ? '=' : '$'}${value}`;
  }
  return text;
}

/** Matchers whose answer changes between packets that look the same. */
const UNSTABLE: ReadonlySet<string> = new Set([
  ...['limit', 'dst-limit', 'random', 'nth', 'psd', 'time'],
  ...['connection-limit', 'connection-rate', 'connection-bytes', 'port'],
]);

/** Rules of mangle change them while the packet walks through. */
const MARKS: ReadonlySet<string> = new Set([
  'connection-mark',
  'packet-mark',
  'routing-mark',
  'dscp',
  'ttl',
  'hop-limit',
  'priority',
]);

/** Marks that the model follows. */
const MARK_NAMES: ReadonlySet<string> = new Set(['connection-mark', 'packet-mark', 'routing-mark']);
const IPSEC_POLICY = /^(in|out),(none|ipsec)$/;

const PORT_MATCHERS: ReadonlySet<string> = new Set(['dst-port', 'src-port', 'port']);

/** Of a list that is filled more often than this, the packet's past is not followed. */
const MAX_AGES = 32;
const NUMBERED: ReadonlySet<string> = new Set(['dst-port', 'src-port', 'packet-size']);
/** Numbers for ports that are not told are handed out downwards from here, where nobody knocks. */
const LAST_UNKNOWN = 65_533;
const NOTHING: readonly Box[] = [];
const NOW: readonly number[] = [0];
const BOTH = IntervalSet.range<Point>(0, 1);
const YES = IntervalSet.range<Point>(1, 1);
const NO = IntervalSet.range<Point>(0, 0);
const ORDINARY_ATOM: readonly Point[] = [0];
const ALL_MARKS = IntervalSet.range<Point>(0, 65_535);

const PORT_PROTOCOLS = numbers(portProtocols.map((name) => protocolNumber(name) as number));
/** States of packets that belong to a connection. */
const CONNECTED = numbers([0, 1, 2]);
const TCP = numbers([6]);
const ICMP = numbers([1]);
const ICMPV6 = numbers([58]);

function filledLists({ rules }: Firewall): ReadonlySet<string> | 'any' {
  const filled = new Set<string>();
  for (const rule of rules) {
    const list = listAddedTo(rule);
    if (list?.constant === false) return 'any';
    if (list !== undefined) filled.add(list.text);
  }
  return filled;
}
