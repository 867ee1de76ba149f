import type { FileAnalysis } from '../analysis/analysis.ts';
import { textOf } from '../execution/configuration.ts';
import { type Family, type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { hookFor, type Trace } from '../firewall/interpret.ts';
import { oddity } from '../firewall/ordinaryPacket.ts';
import type { Hook } from '../firewall/packetEffects.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Passage, Passages } from '../firewall/passages.ts';
import { type Judgement, Possibilities } from '../firewall/possibilities.ts';
import type { Box } from '../packet/box.ts';
import { type Packet, writePacket } from '../packet/packet.ts';
import { shownAssignment } from '../text/secretNames.ts';
import type { Steps } from '../text/steps.ts';
import { finish } from '../text/steps.ts';
import {
  type Expectation,
  type ExpectationFault,
  type Fate,
  isPacket,
  parseExpectation,
  type Traffic,
} from './expectation.ts';
import { groundOf } from './ground.ts';
import { doubtName, opaqueMenusOf, ordinaryPackets, sentFrom } from './ordinaryPackets.ts';
import type { Zones } from './trafficBoxes.ts';
import { type TrafficClass, trafficClasses } from './trafficClass.ts';

/** Whether an expectation holds, and what shows it. */
export interface ExpectationResult {
  readonly text: string;
  /**
   * `held`: for all packets of the class, whatever the file leaves open. `failed`: a packet of it meets another fate.
   * `undecided`: it hangs on what the file leaves open. `invalid`: it says nothing that could be tried.
   */
  readonly status: 'held' | 'failed' | 'undecided' | 'invalid';
  /** One sentence. */
  readonly message: string;
  readonly counterexample: Counterexample | undefined;
  /** What it hangs on, by the names that `assuming` takes. */
  readonly hangsOn: readonly string[];
}

/** A packet that meets another fate, as the reference interpreter saw it. */
export interface Counterexample {
  /** As `trace` reads it. */
  readonly packet: string;
  /** Lists on which its source is. */
  readonly lists: readonly string[];
  readonly verdict: string;
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
}

/** Judges an expectation about the firewall of a file. */
export function judgeExpectation(source: string, analysis: FileAnalysis, zones: Zones = NO_ZONES): ExpectationResult {
  return finish(judgeExpectationSteps(source, analysis, zones));
}

/** The same in steps. */
export function* judgeExpectationSteps(
  source: string,
  analysis: FileAnalysis,
  zones: Zones = NO_ZONES,
): Steps<ExpectationResult> {
  const expectation = parseExpectation(source);
  const { text } = 'fault' in expectation ? { text: source.trim() } : expectation;
  if ('fault' in expectation) return invalid(text, expectation);
  const { traffic } = expectation;
  const judge = new Judge(expectation, analysis);
  if (isPacket(traffic)) return judge.packet(traffic);
  return yield* judge.traffic(traffic, zones);
}

const NO_ZONES: Zones = new Map();
/** So many comparisons of boxes take about a quarter of a second. */
const MAX_EFFORT = 600_000;
const MAX_TRIES = 24;
/** The proof sees packets with another fate, and those that were sent had the right one. */
const OWN_ADDRESSES = 'which addresses the router has';
const NOT_CONFIRMED = 'packets of which none could be shown';

class Judge {
  readonly #expectation: Expectation;
  readonly #analysis: FileAnalysis;
  readonly #hangsOn = new Set<string>();

  constructor(expectation: Expectation, analysis: FileAnalysis) {
    this.#expectation = expectation;
    this.#analysis = analysis;
  }

  packet(packet: Packet): ExpectationResult {
    const judgement = new Possibilities(this.#analysis.firewall).send(packet);
    const fits = this.#fits(judgement.trace.verdict, judgement.trace.by);
    if (!judgement.certain && !this.#noteDoubts(judgement)) return this.#undecided();
    return fits ? this.#held() : this.#failed(judgement.trace, [], writePacket(packet));
  }

  *traffic(traffic: Traffic, zones: Zones): Steps<ExpectationResult> {
    const classes = trafficClasses(traffic, this.#analysis, zones);
    if ('fault' in classes) return invalid(this.#expectation.text, classes);
    for (const one of classes) {
      const failed = yield* this.#family(one);
      if (failed !== undefined) return failed;
    }
    const families = classes.map(({ family }) => family);
    for (const menu of opaqueMenusOf(families, this.#analysis.firewall)) this.#hangsOn.add(menu);
    if (this.#assumed().length < this.#hangsOn.size) return this.#undecided();
    return this.#held();
  }

  /** The result, where packets of the family certainly meet another fate. */
  *#family({ family, listed, packets }: TrafficClass): Steps<ExpectationResult | undefined> {
    if (!('length' in packets)) {
      this.#hangsOn.add(packets.unsettled);
      return undefined;
    }
    const { variants, isCut } = groundOf(this.#analysis.firewall, family);
    if (isCut) this.#hangsOn.add('rules under conditions');
    for (const [index, { passages, space, effort }] of variants.entries()) {
      effort.left = MAX_EFFORT;
      for (const { hook, boxes } of packets) {
        const way = { passages, hook, boxes, space, family, listed, isLikeliest: index === 0 };
        const failed = yield* this.#through(way);
        if (failed !== undefined) return failed;
        if (effort.left <= 0 || passages.walk(hook)?.cut === true)
          this.#hangsOn.add('more ways through the rules than are followed');
      }
      yield;
    }
    return undefined;
  }

  /** Follows the packets; the result, where one of them certainly meets another fate. */
  *#through(way: Followed): Steps<ExpectationResult | undefined> {
    const wrong: Passage[] = [];
    for (const passage of way.passages.of(way.hook, way.boxes)) {
      const verdict = passage.verdict === 'admitted' ? 'accept' : (passage.by?.action ?? 'drop');
      if (!this.#fits(verdict, passage.by)) wrong.push(passage);
      yield;
    }
    if (wrong.length === 0) return undefined;
    if (!way.isLikeliest) {
      for (const rule of this.#analysis.firewall.rules) {
        if (rule.family === way.family && (rule.item.conditional || rule.item.placeUnknown))
          this.#hangsOn.add(`line ${this.#line(rule) ?? 0}`);
      }
      return undefined;
    }
    const ranked = wrong
      .map((passage) => ({ passage, odd: oddity(passage.box, way.space) }))
      .sort((a, b) => a.odd - b.odd);
    for (const { passage } of ranked.slice(0, MAX_TRIES)) {
      const failed = this.#try(passage, way);
      if (failed !== undefined) return failed;
      yield;
    }
    if (wrong.length > MAX_TRIES) this.#hangsOn.add(NOT_CONFIRMED);
    return undefined;
  }

  /** Sends an ordinary packet of the passage through every router that the file may describe. */
  #try(passage: Passage, { space, family, hook, listed }: Followed): ExpectationResult | undefined {
    for (const { packet, isPlain } of ordinaryPackets(passage.box, space, family, hook)) {
      const judgement = sentFrom(listed, packet, hook, this.#analysis.firewall);
      const { trace, certain } = judgement;
      // An address of the router that the file does not show is that of somebody else for a trace.
      if (hookFor(packet, this.#analysis.firewall) !== hook) {
        this.#hangsOn.add(OWN_ADDRESSES);
        continue;
      }
      if (certain && !this.#fits(trace.verdict, trace.by)) return this.#failed(trace, listed, writePacket(packet));
      if (!certain) {
        this.#noteDoubts(judgement);
        if (!isPlain) continue;
      }
      if (!certain || hasFlags(passage.box, space)) continue;
      const unseen = unseenIn(passage.box, space);
      for (const name of unseen.length === 0 ? [NOT_CONFIRMED] : unseen) this.#hangsOn.add(name);
    }
    return undefined;
  }

  #fits(verdict: string, by: FirewallRule | undefined): boolean {
    const { fate, by: wanted } = this.#expectation;
    if (!isFate(verdict, fate)) return false;
    if (wanted === undefined) return true;
    if (by === undefined) return false;
    return 'line' in wanted ? this.#line(by) === wanted.line : textOf(by.item, 'comment') === wanted.comment;
  }

  /** Notes what a verdict hangs on; whether the expectation takes all of it for granted. */
  #noteDoubts({ because }: Judgement): boolean {
    for (const doubt of because) this.#hangsOn.add(doubtName(doubt, (rule) => this.#line(rule)));
    if (because.length === 0) this.#hangsOn.add('more possibilities than are tried');
    return this.#assumed().length === this.#hangsOn.size;
  }

  #assumed(): string[] {
    return [...this.#hangsOn].filter((name) => this.#expectation.assuming.includes(name));
  }

  #line({ item }: FirewallRule): number | undefined {
    return item.origin === undefined ? undefined : this.#analysis.lines.position(item.origin.range.start).line + 1;
  }

  #lineName({ item }: FirewallRule): string | undefined {
    return item.origin && this.#analysis.origin?.lineName(item.origin.range.start);
  }

  #held(): ExpectationResult {
    const { text } = this.#expectation;
    return {
      text,
      status: 'held',
      message: 'It holds for all packets of the class.',
      counterexample: undefined,
      hangsOn: this.#assumed().map(shownAssignment),
    };
  }

  #undecided(): ExpectationResult {
    const { text, assuming } = this.#expectation;
    const hangsOn = [...this.#hangsOn].filter((name) => !assuming.includes(name)).map(shownAssignment);
    const message = `The file does not settle it; it depends on ${hangsOn.join(', ')}.`;
    return { text, status: 'undecided', message, counterexample: undefined, hangsOn };
  }

  #failed({ verdict, by }: Trace, lists: readonly string[], packet: string): ExpectationResult {
    const line = by === undefined ? undefined : this.#line(by);
    const who =
      line === undefined
        ? by === undefined
          ? 'the end of the chain'
          : `the default rule "${textOf(by.item, 'comment') ?? ''}"`
        : `line ${this.#lineName(by as FirewallRule) ?? line}`;
    const from = lists.length === 0 ? '' : ` from a source on ${lists.join(', ')}`;
    const message = `${packet}${from}: ${verdict} by ${who}.`;
    return {
      text: this.#expectation.text,
      status: 'failed',
      message,
      counterexample: { packet, lists, verdict, by },
      hangsOn: [],
    };
  }
}

/** Packets on their way through one of the firewalls that the file may describe. */
interface Followed {
  readonly passages: Passages;
  readonly hook: Hook;
  readonly boxes: readonly Box[];
  readonly space: PacketSpace;
  readonly family: Family;
  readonly listed: readonly string[];
  readonly isLikeliest: boolean;
}

function isFate(verdict: string, fate: Fate): boolean {
  if (fate === 'accepted') return !isRefusal(verdict);
  return fate === 'refused' ? isRefusal(verdict) : verdict === fate;
}

/** What must hold of the packets that they do not show, by the names of the matchers. */
function unseenIn(whole: Box, space: PacketSpace): string[] {
  return whole.flatMap(({ dimension, set }) => {
    const { name, domain } = space.info(dimension);
    const isAtom = name.includes(' = ') || /^(?:in|out)-interface-list /.test(name);
    if (!isAtom || set.equals(domain) || /^(?:connection-nat-state|ipsec-policy|tcp-flags) = /.test(name)) return [];
    return [name.replace(' = ', '=').replace(/^((?:in|out)-interface-list) /, '$1=')];
  });
}

/** Flags of several kinds in one matcher are no product; a first packet shows them all the same. */
function hasFlags(whole: Box, space: PacketSpace): boolean {
  return whole.some(({ dimension }) => space.info(dimension).name.startsWith('tcp-flags = '));
}

function invalid(text: string, { fault }: ExpectationFault): ExpectationResult {
  return { text, status: 'invalid', message: fault, counterexample: undefined, hangsOn: [] };
}
