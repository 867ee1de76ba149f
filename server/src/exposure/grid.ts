import type { FileAnalysis } from '../analysis/analysis.ts';
import type { ExpectationFault, Traffic, Zone } from '../expectation/expectation.ts';
import { groundOf, type Variant } from '../expectation/ground.ts';
import { doubtName, opaqueMenusOf, ordinaryPackets, sentFrom } from '../expectation/ordinaryPackets.ts';
import type { TrafficBoxes, TrafficReader, Unsettled, Zones } from '../expectation/trafficBoxes.ts';
import { type Family, type FirewallRule, isRefusal, type Matcher } from '../firewall/firewall.ts';
import { hookFor, type Supposition } from '../firewall/interpret.ts';
import { answers, oddity, ordinaryPoint } from '../firewall/ordinaryPacket.ts';
import type { Hook } from '../firewall/packetEffects.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Passage } from '../firewall/passages.ts';
import type { Judgement } from '../firewall/possibilities.ts';
import { type Box, common, sideOf } from '../packet/box.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { type Packet, writePacket } from '../packet/packet.ts';
import type { Cell } from './exposure.ts';

/** What the firewall does to traffic, with packets that show it. */
export interface Verdict {
  readonly filter: Cell['filter'];
  /** The parts of the traffic, each with one fate. */
  readonly pieces: readonly Piece[];
  /** What it hangs on, by the names that `assuming` takes. */
  readonly hangsOn: readonly string[];
}

/** Packets of the traffic that have one fate. */
export interface Piece {
  readonly passage: Passage;
  readonly hook: Hook;
  readonly box: Box;
}

/** A packet that shows what becomes of a piece, sent through the reference interpreter. */
export interface Shown {
  /** Undefined where it also hangs on how many there are, or on what is in it: no trace would be sure. */
  readonly packet: string | undefined;
  readonly by: FirewallRule | undefined;
}

/** From where packets are sent. */
export interface Sender {
  readonly source: Zone;
  /** The lists on which they are. */
  readonly listed: readonly string[];
}

/**
 * The traffic of one family. All packets of an origin are followed once; a cell is the part of them that is for its
 * target. Where that takes too long, the packets of each cell are followed by themselves.
 */
export class Grid {
  readonly family: Family;
  readonly space: PacketSpace;
  readonly #analysis: FileAnalysis;
  readonly #reader: TrafficReader;
  /** Those of the likeliest firewall first. */
  readonly #ways: readonly Ways[];
  readonly #unsettled: readonly string[];
  #whole: readonly TrafficBoxes[] | undefined;
  /** What the reference interpreter has said of a packet of a passage; it says the same of all. */
  readonly #confirmed = new Map<Passage, FirewallRule | undefined>();
  /** The name of an interface that the file does not have. */
  readonly #elsewhere: string;

  constructor(analysis: FileAnalysis, family: Family) {
    const { firewall } = analysis;
    this.family = family;
    this.#analysis = analysis;
    const { space, variants, isCut, reader } = groundOf(firewall, family);
    this.space = space;
    this.#ways = variants.map((one) => new Ways(one));
    this.#reader = reader(NO_ZONES);
    this.#elsewhere = USUAL_NAMES.find((name) => !this.#reader.isNamed(name)) ?? 'elsewhere';
    this.#unsettled = [...opaqueMenusOf([family], firewall), ...(isCut ? ['rules under conditions'] : [])];
  }

  /** Begins with another origin: what the last one's packets met is forgotten. */
  begin(): void {
    this.#whole = undefined;
    this.#confirmed.clear();
    for (const one of this.#ways) one.forget();
  }

  /**
   * Undefined where no packet is of that kind, and where the family does not have what the traffic names. `only`: the
   * part that is for the router, or that goes through it.
   */
  verdict(traffic: Traffic, listed: readonly string[], only?: Hook): Verdict | undefined {
    const parts = this.#read(traffic, listed)?.filter(({ hook }) => only === undefined || hook === only);
    if (parts === undefined) return undefined;
    const all = this.#wholeOf(traffic, listed);
    const [likeliest, ...others] = this.#ways;
    const pieces = likeliest?.pieces(parts, all);
    if (pieces === undefined) return { filter: 'unknown', pieces: [], hangsOn: [TOO_MANY] };
    if (pieces.length === 0) return undefined;
    const filter = filterOf(pieces);
    const hangsOn = new Set(filter === 'some' ? this.#distinguishing(pieces, traffic.source) : []);
    for (const name of this.#unsettled) hangsOn.add(name);
    for (const other of others) {
      const otherwise = other.pieces(parts, all);
      if (otherwise !== undefined && filterOf(otherwise) === filter) continue;
      for (const name of this.#doubtfulRules()) hangsOn.add(name);
    }
    return { filter, pieces, hangsOn: [...hangsOn] };
  }

  /** All packets of the origin, of which other cells are parts as well. */
  #wholeOf(traffic: Traffic, listed: readonly string[]): readonly TrafficBoxes[] {
    const rest = { ...traffic, service: undefined };
    this.#whole ??= (['router', ANY] as const).flatMap((target) => this.#read({ ...rest, target }, listed) ?? []);
    return this.#whole;
  }

  /** The plainest packet of those that are let through, or are not; what it hangs on, where that is not settled. */
  show(pieces: readonly Piece[], isAdmitted: boolean, { source, listed }: Sender): Shown | { hangsOn: string[] } {
    const hangsOn = new Set<string>();
    const ranked = pieces
      .filter(({ passage }) => (passage.verdict === 'admitted') === isAdmitted)
      .map((piece) => ({ ...piece, odd: oddity(piece.box, this.space) }))
      .sort((a, b) => a.odd - b.odd);
    for (const { box, hook, passage } of ranked.slice(0, MAX_TRIES)) {
      const packets = this.#packets(box, hook, source);
      const [only] = packets;
      // Of a packet that names no interface it depends on the other rules whether that matters.
      const isLikeOthers =
        packets.length === 1 &&
        only?.inInterface !== undefined &&
        source.kind !== 'elsewhere' &&
        this.#isShown(passage.box);
      if (isLikeOthers && this.#confirmed.has(passage) && hookFor(only, this.#analysis.firewall) === hook) {
        return { packet: writePacket(only), by: this.#confirmed.get(passage) };
      }
      const traffic = answers(this.space, ordinaryPoint(box, this.space));
      for (const packet of packets) {
        const isElsewhere = packet.inInterface === this.#elsewhere;
        const onNone: Supposition = (_, { name }) => (isElsewhere && name === 'in-interface-list' ? false : undefined);
        const send = (also: Supposition): Judgement => sentFrom(listed, packet, hook, this.#analysis.firewall, also);
        const fits = ({ trace, certain }: Judgement): boolean => certain && isRefusal(trace.verdict) === !isAdmitted;
        const plain = send(onNone);
        // An address of the router that the file does not show is that of somebody else for a trace.
        const isTraced = hookFor(packet, this.#analysis.firewall) === hook;
        if (fits(plain) && !isTraced) return { packet: undefined, by: plain.trace.by };
        if (fits(plain)) {
          if (isLikeOthers) this.#confirmed.set(passage, plain.trace.by);
          return { packet: writePacket(packet), by: plain.trace.by };
        }
        const supposed = send(
          (rule, asked) => onNone(rule, asked) ?? (isOfTraffic(asked) ? traffic(rule, asked) : undefined),
        );
        if (fits(supposed)) return { packet: undefined, by: supposed.trace.by };
        for (const doubt of plain.because) hangsOn.add(doubtName(doubt, (rule) => this.#line(rule)));
      }
    }
    return { hangsOn: [...hangsOn] };
  }

  /** Whether packets show all that makes them belong to the box. */
  #isShown(whole: Box): boolean {
    return whole.every(({ dimension, set }) => {
      if (this.space.list(dimension) !== undefined) return set.contains(0);
      return !UNSHOWN.test(this.space.info(dimension).name);
    });
  }

  /** Where packets may come by any interface, also one by an interface that the file does not name. */
  #packets(whole: Box, hook: Hook, { kind }: Zone): Packet[] {
    const packets = ordinaryPackets(whole, this.space, this.family, hook).map(({ packet }) => packet);
    const elsewhere = packets
      .filter(({ inInterface }) => inInterface === undefined)
      .map((packet) => ({ ...packet, inInterface: this.#elsewhere }));
    if (kind === 'elsewhere') return elsewhere;
    return ANY_ARRIVAL.has(kind) ? [...packets, ...elsewhere] : packets;
  }

  #read(traffic: Traffic, listed: readonly string[]): readonly TrafficBoxes[] | undefined {
    const read: readonly TrafficBoxes[] | ExpectationFault | Unsettled = this.#reader.read(traffic, listed);
    return Array.isArray(read) ? (read as readonly TrafficBoxes[]) : undefined;
  }

  /**
   * What tells the parts apart that the file leaves open: whether an interface is on a list or of a kind. Where the
   * packets come by any interface, some of them come by one that is.
   */
  #distinguishing(pieces: readonly Piece[], source: Zone): string[] {
    const [first] = pieces;
    const dimensions = new Set(pieces.flatMap(({ box }) => box.map(({ dimension }) => dimension)));
    return [...dimensions].flatMap((dimension) => {
      const { name, domain } = this.space.info(dimension);
      const [, matcher, text] = (ANY_ARRIVAL.has(source.kind) ? OPEN_OUT : OPEN).exec(name) ?? [];
      if (first === undefined || matcher === undefined) return [];
      const side = (piece: Piece): IntervalSet<Point> => sideOf(piece.box, dimension) ?? domain;
      return pieces.every((piece) => side(piece).equals(side(first))) ? [] : [`${matcher.replace(' =', '')}=${text}`];
    });
  }

  #doubtfulRules(): string[] {
    const open = this.#analysis.firewall.rules.filter(
      ({ family, item }) => family === this.family && (item.conditional || item.placeUnknown),
    );
    return open.map((rule) => `line ${this.#line(rule) ?? 0}`);
  }

  #line({ item }: FirewallRule): number | undefined {
    return item.origin === undefined ? undefined : this.#analysis.lines.position(item.origin.range.start).line + 1;
  }
}

/** The ways of an origin's packets through one of the firewalls that the file may describe. */
class Ways {
  readonly #variant: Variant;
  #followed: ReadonlyMap<Hook, readonly Passage[] | undefined> | undefined;

  constructor(variant: Variant) {
    this.#variant = variant;
  }

  forget(): void {
    this.#followed = undefined;
  }

  /** Undefined where there are too many ways. */
  pieces(parts: readonly TrafficBoxes[], whole: readonly TrafficBoxes[]): Piece[] | undefined {
    this.#followed ??= new Map(whole.map(({ hook, boxes }) => [hook, this.#follow(hook, boxes, MAX_ROW_EFFORT)]));
    const found: Piece[] = [];
    for (const { hook, boxes } of parts) {
      const passages = this.#followed.get(hook) ?? this.#follow(hook, boxes, MAX_CELL_EFFORT);
      if (passages === undefined) return undefined;
      for (const passage of passages) {
        for (const one of boxes) {
          const box = common(passage.box, one);
          if (box !== undefined) found.push({ passage, hook, box });
        }
      }
    }
    return found;
  }

  #follow(hook: Hook, boxes: readonly Box[], most: number): Passage[] | undefined {
    const { passages, effort } = this.#variant;
    if (passages.walk(hook)?.cut === true) return undefined;
    effort.left = most;
    const found = [...passages.of(hook, boxes)];
    return effort.left > 0 ? found : undefined;
  }
}

/** How many packets there are and what is in them is a matter of the traffic, not of the file. */
function isOfTraffic({ name }: Matcher): boolean {
  return !name.includes('interface') && !name.includes('bridge-port') && !name.endsWith('address-list');
}

function filterOf(pieces: readonly Piece[]): Cell['filter'] {
  const isAdmitted = ({ passage }: Piece): boolean => passage.verdict === 'admitted';
  if (pieces.every(isAdmitted)) return 'accepted';
  return pieces.some(isAdmitted) ? 'some' : 'refused';
}

const NO_ZONES: Zones = new Map();
const ANY = { negated: false, kind: 'any', name: '' } as const;
const UNSHOWN = / = |^(?:in|out)-interface-list /;
const USUAL_NAMES = ['ether1', 'ether2', 'ether10', 'uplink'];
const TOO_MANY = 'more ways through the rules than are followed';
const MAX_ROW_EFFORT = 60_000;
const MAX_CELL_EFFORT = 60_000;
const MAX_TRIES = 8;
const ANY_ARRIVAL: ReadonlySet<Zone['kind']> = new Set(['any', 'list', 'address', 'name', 'zone']);
const OPEN = /^((?:in|out)-interface-list|(?:in|out)-interface =|(?:in|out)-bridge-port(?:-list)? =) ?(.*)$/s;
const OPEN_OUT = /^(out-interface-list|out-interface =|out-bridge-port(?:-list)? =) ?(.*)$/s;
