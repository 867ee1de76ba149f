import { textOf } from '../execution/configuration.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import type { Assignment } from '../packet/assignment.ts';
import type { Box } from '../packet/box.ts';
import type { Packet } from '../packet/packet.ts';
import { simplified } from '../packet/simplify.ts';
import { finish, type Steps } from '../text/steps.ts';
import { alternatives } from './alternatives.ts';
import { boxPhrase, unseen } from './boxPhrase.ts';
import {
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  listKey,
  rewritesDestination,
  rewritesSource,
} from './firewall.ts';
import { Interpreter, type Trace, timeoutOf } from './interpret.ts';
import { answers, listName, oddity, ordinaryPoint, withListName } from './ordinaryPacket.ts';
import { type Hook, wireAddresses } from './packetEffects.ts';
import { PacketSpace } from './packetSpace.ts';
import { type Effort, type Listing, type Passage, Passages } from './passages.ts';
import { changedLists, unsharedVisits } from './unsharedVisits.ts';
import { listsOf, packetOf } from './witness.ts';

/** Which packets meet another fate in the second of two firewalls, each claim with a packet that has been sent. */
export interface SemanticDiff {
  readonly changes: readonly PacketChange[];
  /** What was not compared, or could not be shown, as sentences. */
  readonly unknown: readonly string[];
  /** What hangs on the run of a script so that nothing can be said of it, as sentences. */
  readonly undecided: readonly string[];
}

/** Packets of one kind: the same rules decided about all of them before, and the same decide now. */
export interface PacketChange {
  readonly kind: ChangeKind;
  readonly family: Family;
  /** `input`: to the router; `forward`: through it. */
  readonly hook: Hook;
  /** The rule to which they owe it; undefined at the end of the chain, and where no rule lists them. */
  readonly before: FirewallRule | undefined;
  readonly after: FirewallRule | undefined;
  /** The list that the packets put an address on, or no longer do. */
  readonly listing: ListingChange | undefined;
  /** Whether it is so hangs on what one of the files leaves open. */
  readonly doubtful: boolean;
  readonly boxes: readonly Box[];
  /** The space of the boxes. */
  readonly space: PacketSpace;
  /** The packets in RouterOS's words, as many of the boxes as a person reads. */
  readonly packets: readonly string[];
  readonly witness: DiffWitness;
}

export type ChangeKind =
  | 'let-in'
  | 'kept-out'
  /** Let in before and after, but to another destination. */
  | 'sent-elsewhere'
  /** Let in before and after, but sent on from another address. */
  | 'sent-as-other'
  | 'listed'
  | 'not-listed'
  /** Put on the same list for another time. */
  | 'listed-for';

export interface ListingChange {
  readonly side: 'source' | 'destination';
  readonly list: string;
  /** Seconds before and after; undefined where they are not listed, infinite until the router restarts. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** A packet that shows a change, sent through the reference interpreter with both firewalls. */
export interface DiffWitness {
  readonly packet: Packet;
  /** Lists on which the source is before. */
  readonly lists: readonly string[];
  /** What else has to hold: `limit=10,5:packet`, `tcp-flags=!syn`. */
  readonly suppositions: readonly string[];
  readonly before: Trace;
  readonly after: Trace;
}

/**
 * Exact over what is modelled: both firewalls are asked for all packets at once, in one space. Taken for granted: who
 * is on a list in a way that the files do not show is so in both, what no packet tells is answered the same wherever
 * it is written the same. Where a file leaves open whether a rule is there, and where, both are compared.
 */
export function semanticDiff(before: Firewall, after: Firewall): SemanticDiff {
  return finish(semanticDiffSteps(before, after));
}

/** The same in steps. */
export function* semanticDiffSteps(before: Firewall, after: Firewall): Steps<SemanticDiff> {
  const likeliest = yield* plainDiff(before, after);
  const { pairs, isCut } = alternatives([before, after]);
  const undecided = new Set(opaqueMenus(before, after, likeliest.hasChanged));
  if (isCut)
    undecided.add(phrase`More rules stand under a condition, or nobody knows where, than can be tried each way.`);
  if (pairs.length === 0) return { ...likeliest, undecided: [...undecided] };
  const others: PlainDiff[] = [];
  // All of them together may cost what the likeliest may.
  for (const [old, now] of pairs) others.push(yield* plainDiff(old, now, MAX_EFFORT / pairs.length));
  const doubtful = new Map<string, PacketChange>();
  for (const change of others.flatMap(({ changes }) => changes)) doubtful.set(keyOf(change), change);
  const always = (key: string): boolean => others.every(({ changes }) => changes.some((one) => keyOf(one) === key));
  const changes = likeliest.changes.map((change) => ({ ...change, doubtful: !always(keyOf(change)) }));
  for (const change of changes) doubtful.delete(keyOf(change));
  const added = [...doubtful.values()].map((change) => ({ ...change, doubtful: true }));
  const unknown = new Set([likeliest, ...others].flatMap((one) => one.unknown));
  return { changes: [...changes, ...added], unknown: [...unknown], undecided: [...undecided] };
}

type PlainDiff = Omit<SemanticDiff, 'undecided'> & { readonly hasChanged: boolean };

/** The same where all rules are there, and where the files put them. */
function* plainDiff(before: Firewall, after: Firewall, effort = MAX_EFFORT): Steps<PlainDiff> {
  const unknown = new Set<string>();
  const changes: PacketChange[] = [];
  let hasChanged = false;
  for (const name of ['ip', 'ipv6'] as const) {
    const family = new FamilyDiff(before, after, name, unknown, effort);
    changes.push(...(yield* family.steps()));
    hasChanged ||= family.hasChanged;
    yield;
  }
  return { changes, unknown: [...unknown], hasChanged };
}

function keyOf({ kind, family, hook, before, after, listing, packets }: PacketChange): string {
  const ids = [before, after].map((rule) => rule?.item.id);
  return [kind, family, hook, ...ids, listing?.side, listing?.list, ...packets].join('\n');
}

/** So many comparisons of boxes take about a second. */
const MAX_EFFORT = 3_000_000;
/** To note that packets are listed takes as long as comparing so many boxes. */
const COST_OF_LISTING = 5;
/** Where more rules than these have changed, all packets are looked at. */
const MAX_CANDIDATES = 48;
/** Packets of one kind that are tried until one shows the change. */
const MAX_TRIES = 12;
/** Boxes of one kind among which the most ordinary packets are looked for. */
const MAX_RANKED = 500;
const MAX_SHOWN_BOXES = 4;
/** How many boxes are looked at to say the packets in fewer words. */
const MAX_PATIENCE = 30_000;
const EVERYTHING: readonly Box[] = [[]];

class FamilyDiff {
  readonly #firewalls: readonly [Firewall, Firewall];
  readonly #spaces: readonly [PacketSpace, PacketSpace];
  readonly #passages: readonly [Passages, Passages];
  readonly #family: Family;
  readonly #unknown: Set<string>;
  readonly #effort: Effort;
  readonly #patience: number;
  readonly #askedLists: ReadonlySet<string>;
  readonly #groups = new Map<string, Group>();
  readonly #numbers = new Map<FirewallRule, number>();
  /** Rules of raw make packets untracked, whose state was another where they set out. */
  readonly #untracks: boolean;
  /** Some rule, or the members of some list, are not the same. */
  #changed = false;

  constructor(before: Firewall, after: Firewall, family: Family, unknown: Set<string>, effort: number) {
    this.#effort = { left: effort };
    this.#patience = (MAX_PATIENCE * effort) / MAX_EFFORT;
    this.#firewalls = [before, after];
    this.#family = family;
    this.#unknown = unknown;
    const first = new PacketSpace(before, family, { timedEntries: true });
    this.#spaces = [first, new PacketSpace(after, family, { timedEntries: true, beside: first })];
    const wire = wireAddresses(this.#firewalls, family);
    this.#passages = [
      new Passages(before, family, this.#spaces[0], this.#effort, wire),
      new Passages(after, family, this.#spaces[1], this.#effort, wire),
    ];
    this.#untracks = this.#firewalls.some(({ rules }) =>
      rules.some(({ enabled, action }) => enabled && action === 'notrack'),
    );
    this.#askedLists = new Set([...askedLists(before, family), ...askedLists(after, family)]);
  }

  *steps(): Steps<PacketChange[]> {
    for (const hook of ['input', 'forward'] as const) {
      yield;
      yield* this.#compare(hook, this.#candidates(hook));
    }
    const changes: PacketChange[] = [];
    const patience = { left: this.#patience };
    for (const found of this.#groups.values()) {
      yield;
      const boxes = simplified(found.boxes, (dimension) => this.#spaces[0].domain(dimension), patience);
      const group = { ...found, boxes: [...boxes] };
      const witness = this.#witness(group);
      if (witness !== undefined) changes.push(this.#change(group, witness));
      else this.#unknown.add(unconfirmed(group));
    }
    return changes;
  }

  /** Some rule, or the members of some list, are not the same. */
  get hasChanged(): boolean {
    return this.#changed;
  }

  *#compare(hook: Hook, candidates: readonly Box[]): Steps<void> {
    const [old, now] = this.#passages;
    const cut = [old, now].some((passages) => passages.walk(hook)?.cut === true);
    if (cut)
      this.#unknown.add(
        phrase`The jumps of ${this.#family} ${hook} multiply beyond all bounds, so it was not compared.`,
      );
    if (cut || candidates.length === 0) return;
    for (const before of old.of(hook, candidates)) {
      for (const after of now.of(hook, [before.box])) this.#note(hook, before, after);
      yield;
    }
    if (this.#effort.left <= 0) {
      this.#unknown.add(
        phrase`The rules of ${this.#family} ${hook} have too many ways through them to follow all: there may be more changes than are shown.`,
      );
    }
  }

  /** Boxes that hold all packets whose fate may have changed. */
  #candidates(hook: Hook): readonly Box[] {
    const [before, after] = this.#firewalls;
    const lists = changedLists(before, after, this.#family);
    const rewrites = this.#firewalls.some((firewall) => rewriting(firewall, this.#family));
    const answers = this.#firewalls.some(({ rules }) =>
      rules.some((rule) => rule.enabled && rule.family === this.#family && rewritesSource(rule)),
    );
    const boxes: Box[] = [];
    for (const list of lists) this.#noteNames(list);
    for (const walked of rewrites ? (['input', 'forward'] as const) : [hook]) {
      const [old, now] = this.#passages.map((passages) => passages.walk(walked));
      unsharedVisits(old, now, lists).forEach((rules, side) => {
        const space = this.#spaces[side] as PacketSpace;
        for (const rule of rules) {
          const moves = rewrites || (answers && ON_THE_WIRE.has(rule.table));
          boxes.push(...space.match(rule).products.map((box) => this.#asSent(box, moves)));
          if (!UNFOLLOWED.test(rule.action)) continue;
          this.#unknown.add(
            phrase`What ${rule.action} does to packets is not followed, so a change in it is not compared.`,
          );
        }
      });
    }
    this.#changed ||= boxes.length > 0;
    return boxes.length > MAX_CANDIDATES || boxes.some((box) => box.length === 0) ? EVERYTHING : boxes;
  }

  /** Who is on a list through a name, only the router knows. */
  #noteNames(list: string): void {
    const name = list.replace(/^address /, '');
    const entries = this.#firewalls.flatMap(({ addressLists }) => addressLists.get(listKey(this.#family, name)) ?? []);
    const read = this.#family === 'ip' ? parseIpv4Set : parseIpv6Set;
    if (name === list || entries.every((entry) => read(textOf(entry, 'address') ?? '') !== undefined)) return;
    this.#unknown.add(
      phrase`The list ${name} has changed and holds names that the router resolves; who is on it through them is not known.`,
    );
  }

  /** What is left of a rule's packets where their destination may have been another before. */
  #asSent(whole: Box, rewrites: boolean): Box {
    const lasting = ({ dimension }: Box[number]): boolean => {
      const { name } = this.#spaces[0].info(dimension);
      if (name.startsWith('connection-nat-state') || name.endsWith('-mark')) return false;
      if (name === 'connection-state' && this.#untracks) return false;
      return !(rewrites && REWRITTEN.has(name));
    };
    return whole.filter(lasting);
  }

  #note(hook: Hook, before: Passage, after: Passage): void {
    const { box } = after;
    const note = (kind: ChangeKind, rules: Pair<FirewallRule | undefined>, listing?: ListingChange): void => {
      const list = listing === undefined ? '' : `${listing.side} ${listing.list}`;
      const key = [kind, hook, ...rules.map((rule) => this.#number(rule)), list].join(' ');
      const group = this.#groups.get(key);
      if (group === undefined) this.#groups.set(key, { kind, hook, rules, listing, boxes: [box] });
      else group.boxes.push(box);
    };
    if (before.verdict !== after.verdict) {
      note(after.verdict === 'admitted' ? 'let-in' : 'kept-out', [before.by, after.by]);
    } else if (after.verdict === 'admitted' && destination(before.rewrittenBy) !== destination(after.rewrittenBy)) {
      note('sent-elsewhere', [before.rewrittenBy, after.rewrittenBy]);
    } else if (after.verdict === 'admitted' && destination(before.sourceBy) !== destination(after.sourceBy)) {
      note('sent-as-other', [before.sourceBy, after.sourceBy]);
    }
    for (const [old, now] of pairs(before.listings, after.listings)) {
      this.#effort.left -= COST_OF_LISTING;
      const { side, list } = (now ?? old) as Listing;
      if (old?.seconds === now?.seconds || !this.#askedLists.has(list)) continue;
      const kind = old === undefined ? 'listed' : now === undefined ? 'not-listed' : 'listed-for';
      note(kind, [old?.rule, now?.rule], { side, list, before: old?.seconds, after: now?.seconds });
    }
  }

  /** The first of the group's packets with which both interpreters say what is claimed. */
  #witness(group: Group): DiffWitness | undefined {
    const [space] = this.#spaces;
    const some = group.boxes.slice(0, MAX_RANKED);
    const ranked = some.map((box) => ({ box, oddity: oddity(box, space) })).sort((a, b) => a.oddity - b.oddity);
    for (const { box } of ranked.slice(0, MAX_TRIES)) {
      const assignment = ordinaryPoint(box, space);
      const packet = packetOf(space, assignment, this.#family, group.hook);
      for (const sent of [withListName(packet, box, space), packet]) {
        const witness = sent === undefined ? undefined : this.#send(group, sent, box, assignment);
        if (witness !== undefined) return witness;
      }
    }
    return undefined;
  }

  #send(group: Group, packet: Packet, box: Box, assignment: Assignment): DiffWitness | undefined {
    const [space] = this.#spaces;
    const lists = listsOf(space, assignment, 'source');
    const results = this.#firewalls.map((firewall, side) => {
      const interpreter = new Interpreter(firewall, answers(this.#spaces[side] as PacketSpace, assignment));
      for (const list of lists) interpreter.list(packet.family, list, packet.source);
      const { destination } = packet;
      if (destination !== undefined) {
        for (const list of listsOf(space, assignment, 'destination'))
          interpreter.list(packet.family, list, destination);
      }
      const trace = interpreter.send(packet, group.hook);
      return { trace, seconds: listedFor(trace, group.listing) };
    });
    const [before, after] = results as [(typeof results)[number], (typeof results)[number]];
    if (!shows(group, before.trace, after.trace)) return undefined;
    if (group.listing !== undefined && (before.seconds === after.seconds || !tells(group.listing, before, after))) {
      return undefined;
    }
    const told = box.filter(({ dimension }) => {
      const list = listName(space.info(dimension).name);
      return list === undefined || list !== packet.inInterface;
    });
    return {
      packet,
      lists,
      suppositions: unseen(told, space, this.#family),
      before: before.trace,
      after: after.trace,
    };
  }

  #change({ kind, hook, rules, listing, boxes }: Group, witness: DiffWitness): PacketChange {
    const [space] = this.#spaces;
    const phrases = new Set<string>();
    let looked = 0;
    for (const box of boxes) {
      if (phrases.size > MAX_SHOWN_BOXES) break;
      looked++;
      phrases.add(boxPhrase(box, space, this.#family));
    }
    const shown = [...phrases].slice(0, MAX_SHOWN_BOXES);
    const more = phrases.size - shown.length + boxes.length - looked;
    return {
      kind,
      family: this.#family,
      hook,
      before: rules[0],
      after: rules[1],
      listing,
      doubtful: false,
      boxes,
      space,
      packets: more > 0 ? [...shown, phrase`… and ${more} more`] : shown,
      witness,
    };
  }

  #number(rule: FirewallRule | undefined): number {
    if (rule === undefined) return -1;
    let number = this.#numbers.get(rule);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(rule, number);
    }
    return number;
  }
}

type Pair<T> = readonly [before: T, after: T];

/** Packets of one kind while they are collected. */
interface Group {
  readonly kind: ChangeKind;
  readonly hook: Hook;
  readonly rules: Pair<FirewallRule | undefined>;
  readonly listing: ListingChange | undefined;
  readonly boxes: Box[];
}

/** Actions that change packets, or what is known of them, in ways that later rules may ask for. */
const UNFOLLOWED = /^(?:mark-routing|change-|set-priority|clear-df|strip-|route$|fasttrack-)/;
/** Tables that see answers to source NAT before they are translated back. */
const ON_THE_WIRE: ReadonlySet<string> = new Set(['raw', 'mangle']);
const REWRITTEN: ReadonlySet<string> = new Set(['dst-port', 'dst-address', 'dst-address-type']);

/** Menus of the firewall in which there may be rules that nobody can tell; not where the same code made them so before. */
function* opaqueMenus(before: Firewall, after: Firewall, hasChanged: boolean): Iterable<string> {
  const both = [before, after].map(({ configuration }) => configuration.opaqueMenus);
  for (const [index, name] of [phrase`old`, phrase`new`].entries()) {
    const [own, other] = [both[index], both[1 - index]];
    for (const [menu, code] of own ?? []) {
      if (!/^\/ip(?:v6)?\/firewall\//.test(menu)) continue;
      const known = other?.get(menu);
      const isSame = known?.size === code.size && [...code].every((text) => known.has(text));
      if (isSame && !hasChanged) continue;
      yield phrase`What the ${name} file leaves in ${menu} depends on how the script runs; it is compared as far as it is known.`;
    }
  }
}

/** Lists for which some rule asks: who comes onto another one is no matter of packets. */
function askedLists({ rules }: Firewall, family: Family): string[] {
  const own = rules.filter((rule) => rule.enabled && rule.family === family);
  return own.flatMap(({ matchers }) =>
    matchers.filter(({ name }) => name.endsWith('-address-list')).map(({ text }) => text),
  );
}

function rewriting({ rules }: Firewall, family: Family): boolean {
  return rules.some((rule) => rule.enabled && rule.family === family && rewritesDestination(rule));
}

/** What the rule writes into packets, as a text that is the same for the same ends. */
function destination(rule: FirewallRule | undefined): string {
  if (rule === undefined) return '';
  const parts = ['to-addresses', 'to-address', 'to-ports'].map((name) => textOf(rule.item, name) ?? '');
  return [AS_ITSELF.has(rule.action) ? 'here' : 'there', ...parts].join(' ');
}

/** Actions that write the router's own address. */
const AS_ITSELF: ReadonlySet<string> = new Set(['redirect', 'masquerade']);

function* pairs(before: readonly Listing[], after: readonly Listing[]): Iterable<Pair<Listing | undefined>> {
  const same = (a: Listing, b: Listing): boolean => a.side === b.side && a.list === b.list;
  for (const old of before) yield [old, after.find((now) => same(old, now))];
  for (const now of after) if (!before.some((old) => same(old, now))) yield [undefined, now];
}

function shows({ kind, rules }: Group, before: Trace, after: Trace): boolean {
  const passed = !isRefusal(before.verdict);
  const passes = !isRefusal(after.verdict);
  switch (kind) {
    case 'let-in':
      return !passed && passes && before.by === rules[0] && after.by === rules[1];
    case 'kept-out':
      return passed && !passes && before.by === rules[0] && after.by === rules[1];
    case 'sent-elsewhere':
      return passed && passes && before.rewrittenBy === rules[0] && after.rewrittenBy === rules[1];
    case 'sent-as-other':
      return passed && passes && before.sourceBy === rules[0] && after.sourceBy === rules[1];
    default:
      return matchedIn(before, rules[0]) && matchedIn(after, rules[1]);
  }
}

function matchedIn({ steps }: Trace, rule: FirewallRule | undefined): boolean {
  return rule === undefined || steps.some((step) => step.rule === rule && step.matched);
}

/** For how long the last of the rules lists the address that do so. */
function listedFor(trace: Trace, listing: ListingChange | undefined): number | undefined {
  if (listing === undefined) return undefined;
  const action = listing.side === 'source' ? 'add-src-to-address-list' : 'add-dst-to-address-list';
  const last = trace.steps.findLast(
    ({ rule, matched }) => matched && rule.action === action && listAddedTo(rule)?.text === listing.list,
  );
  return last === undefined ? undefined : timeoutOf(last.rule);
}

function tells(
  { before, after }: ListingChange,
  old: { readonly seconds: number | undefined },
  now: { readonly seconds: number | undefined },
): boolean {
  return old.seconds === before && now.seconds === after;
}

function unconfirmed({ kind, hook, boxes }: Group): string {
  return phrase`Some packets of ${hook} may be ${phraseOf(IN_WORDS[kind])}, but no packet could be shown (${boxes.length} kinds).`;
}

const IN_WORDS: Readonly<Record<ChangeKind, string>> = {
  'let-in': phraseKey`let in now`,
  'kept-out': phraseKey`kept out now`,
  'sent-elsewhere': phraseKey`sent elsewhere now`,
  'sent-as-other': phraseKey`sent from another address now`,
  listed: phraseKey`listed now`,
  'not-listed': phraseKey`listed no more`,
  'listed-for': phraseKey`listed for another time now`,
};
