import type { FirewallRule } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import { type Lists, type Manner, type Outcome, step } from '../firewall/listMachine.ts';
import type { Hit, PacketClass, PacketSorter, Vantage } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Box } from '../packet/box.ts';
import type { Point } from '../packet/intervalSet.ts';
import type { Steps } from '../text/steps.ts';
import type { Gate, Stage } from './knock.ts';

/**
 * The knock as a machine: its states are the lists on which the source is, its moves are packets and waiting. Since
 * classes of packets are exact, a search over them finds the shortest sequence, and shows that there is none.
 */
export class Automaton {
  readonly vantage: Vantage;
  readonly #space: PacketSpace;
  readonly #classes: readonly PacketClass[];
  readonly #stages: ReadonlySet<FirewallRule>;
  readonly #lists: ReadonlySet<string>;
  readonly #gates: readonly Gate[];
  readonly #grant: string;
  readonly #kinds: readonly Kind[];
  readonly #ranks: ReadonlyMap<PacketClass, number>;
  readonly #ignored = new Map<FirewallRule, boolean>();
  /** Between two knocks, in seconds: shorter where a stage does not wait so long. */
  readonly pause: number;

  private constructor(
    classes: readonly PacketClass[],
    space: PacketSpace,
    vantage: Vantage,
    { stages, gates, grant }: Knocking,
  ) {
    this.#space = space;
    this.pause = Math.min(PAUSE, ...stages.map(({ rule }) => timeoutOf(rule) / 2));
    this.vantage = vantage;
    this.#classes = classes;
    this.#stages = new Set(stages.map(({ rule }) => rule));
    this.#lists = new Set(stages.map(({ listOut }) => listOut));
    this.#gates = gates.filter(({ rule }) => rule.enabled);
    this.#grant = grant;
    this.#kinds = kindsOf(classes);
    this.#ranks = new Map(classes.map((one, rank) => [one, rank]));
  }

  /** Over the packets of these boxes; undefined where there are too many classes of them to follow. */
  static *steps(
    sorter: PacketSorter,
    space: PacketSpace,
    vantage: Vantage,
    knocking: Knocking,
    boxes: readonly Box[],
  ): Steps<Automaton | undefined> {
    const classes = yield* sorter.classSteps(vantage, boxes);
    return classes === undefined ? undefined : new Automaton(classes, space, vantage, knocking);
  }

  get classes(): readonly PacketClass[] {
    return this.#classes;
  }

  /**
   * The shortest way from no list at all through the gate: the knocks, then what the gate lets in. Only the knock's own
   * stages count, so that another knock to the same list does not shorten it. States are told apart by the lists on
   * which the way through the gate hangs. `undecided`: too many states.
   */
  *open(): Steps<Opening | 'shut' | 'undecided'> {
    let left = MAX_SENDS;
    const lists = this.#listsOfConcern();
    const concerned = this.#kinds.filter(({ classes: [{ hits }] }) => hits.some((hit) => this.#fillsOne(hit, lists)));
    const start: State = { lists: new Map(), now: 0, moves: [] };
    const seen = new Set<string>(['']);
    let frontier: State[] = [start];
    for (let length = 0; length <= MAX_MOVES && frontier.length > 0; length++) {
      const next: State[] = [];
      for (const state of frontier) {
        if (state.lists.has(this.#grant)) {
          // Where a script decides what follows, the last knock is the end of it.
          const last = state.moves.at(-1);
          const service =
            this.#gates.length > 0 ? this.#passes(state) : last?.kind === 'packet' ? last.packet : undefined;
          if (service !== undefined) return { moves: state.moves, service, lists: state.lists, at: state.now };
        }
        yield;
        left -= this.#kinds.length;
        if (left < 0) return 'undecided';
        for (const follower of this.#followers(state, concerned, lists)) {
          const key = keyOf(follower, lists);
          if (seen.has(key)) continue;
          seen.add(key);
          if (seen.size > MAX_STATES) return 'undecided';
          next.push(follower);
        }
      }
      frontier = next;
    }
    return frontier.length > 0 ? 'undecided' : 'shut';
  }

  /** Whether a source on no list is let in with what the gate lets in; the rule that does, if it is not the end. */
  bypass(service: PacketClass): { readonly by: FirewallRule | undefined } | undefined {
    const outcome = this.send(service, new Map(), 0, false);
    return outcome?.verdict === 'admitted' ? { by: outcome.by } : undefined;
  }

  /** All classes that a gate lets in for a source on these lists. */
  services(lists: Lists, now: number): PacketClass[] {
    return this.#kinds
      .filter(({ classes: [first] }) => this.#isLetIn(first, lists, now))
      .flatMap(({ classes }) => classes)
      .sort((a, b) => (this.#ranks.get(a) as number) - (this.#ranks.get(b) as number));
  }

  send(one: PacketClass, lists: Lists, now: number, hopeful = true, scanned?: Manner['scanned']): Outcome | undefined {
    const ignored = (rule: FirewallRule): boolean => this.#isIgnored(rule);
    return step(one, lists, now, this.vantage.source, { hopeful, ignored, scanned });
  }

  /** Another knock's stage that fills a list of this one. */
  #isIgnored(rule: FirewallRule): boolean {
    let ignored = this.#ignored.get(rule);
    if (ignored === undefined) {
      const list = rule.item.properties.get('address-list')?.text ?? '';
      ignored = this.#lists.has(list) && !this.#stages.has(rule) && !this.#renews(rule, list);
      this.#ignored.set(rule, ignored);
    }
    return ignored;
  }

  /** A rule that asks for the list it fills only renews the entry. */
  #renews(rule: FirewallRule, list: string): boolean {
    return rule.matchers.some(({ name, negated, text }) => name === 'src-address-list' && !negated && text === list);
  }

  /** Of all that is let in the most ordinary. */
  #passes({ lists, now }: State): PacketClass | undefined {
    let best: PacketClass | undefined;
    for (const one of this.services(lists, now)) {
      if (best === undefined || this.#oddity(one) < this.#oddity(best)) best = one;
    }
    return best;
  }

  /** In how many fields no packet of the class has the value that a person expects. */
  #oddity({ box }: PacketClass): number {
    return box.filter(({ dimension, set }) => !set.contains(this.#space.ordinary(dimension)[0] ?? (set.first as Point)))
      .length;
  }

  /** A gate had its part in it, and without the grant the packet would not have come through, or not by that rule. */
  #isLetIn(one: PacketClass, lists: Lists, now: number): boolean {
    const outcome = this.send(one, lists, now);
    if (outcome?.verdict !== 'admitted') return false;
    if (this.#gates.some(({ rule, kind }) => kind === 'admits' && outcome.matched.includes(rule))) return true;
    if (!this.#gates.some(({ kind, rule }) => kind === 'spares' && meets(one, rule))) return false;
    const without = new Map(lists);
    without.delete(this.#grant);
    return this.send(one, without, now)?.verdict !== 'admitted';
  }

  /**
   * The grant, and all lists that decide whether a packet that fills one of these or meets a gate goes its way. Other
   * lists may be as many as a firewall has, and each would double the states.
   */
  #listsOfConcern(): ReadonlySet<string> {
    const lists = new Set([this.#grant]);
    const gates = new Set(this.#gates.map(({ rule }) => rule));
    for (let known = 0; known < lists.size; ) {
      known = lists.size;
      for (const {
        classes: [{ hits, requires }],
      } of this.#kinds) {
        if (!hits.some((hit) => gates.has(hit.rule) || this.#fillsOne(hit, lists))) continue;
        for (const { list } of requires) lists.add(list);
        for (const hit of hits) {
          // What only fills another list stands in nobody's way.
          if (hit.fills !== undefined && !this.#fillsOne(hit, lists)) continue;
          for (const { list } of hit.lists) lists.add(list);
        }
      }
    }
    return lists;
  }

  #fillsOne({ rule, fills }: Hit, lists: ReadonlySet<string>): boolean {
    return fills !== undefined && lists.has(fills.list) && !this.#isIgnored(rule);
  }

  *#followers(state: State, concerned: readonly Kind[], lists: ReadonlySet<string>): Iterable<State> {
    const now = state.now + this.pause;
    const alive = new Map([...state.lists].filter(([, until]) => until > now));
    for (const {
      classes: [packet],
    } of concerned) {
      const outcome = this.send(packet, alive, now);
      if (outcome === undefined || outcome.lists.size === alive.size) continue;
      if (![...outcome.lists.keys()].some((list) => lists.has(list) && !alive.has(list))) continue;
      yield { lists: outcome.lists, now, moves: [...state.moves, { kind: 'packet', packet, outcome, at: now }] };
    }
    const expiry = Math.min(...[...state.lists].filter(([list]) => lists.has(list)).map(([, until]) => until));
    if (expiry === Number.POSITIVE_INFINITY) return;
    const later = new Map([...state.lists].filter(([, until]) => until > expiry));
    yield { lists: later, now: expiry, moves: [...state.moves, { kind: 'wait', until: expiry }] };
  }
}

/** Classes whose packets do the same in every state: they match the same rules. */
interface Kind {
  /** In the order of all classes. */
  readonly classes: [PacketClass, ...PacketClass[]];
}

function kindsOf(classes: readonly PacketClass[]): Kind[] {
  const numbers = new Map<Hit, number>();
  const number = (hit: Hit): number => {
    const known = numbers.get(hit) ?? numbers.size;
    numbers.set(hit, known);
    return known;
  };
  const kinds = new Map<string, Kind>();
  for (const one of classes) {
    const requires = one.requires.map(({ list, side, negated }) => JSON.stringify([list, side, negated]));
    const key = [...one.hits.map(number), ...requires].join(' ');
    const kind = kinds.get(key);
    if (kind !== undefined) kind.classes.push(one);
    else kinds.set(key, { classes: [one] });
  }
  return [...kinds.values()];
}

/** What of a knock the machine hangs on. */
export interface Knocking {
  readonly stages: readonly Stage[];
  readonly gates: readonly Gate[];
  readonly grant: string;
}

export interface Opening {
  readonly moves: readonly Move[];
  /** What gets in at the end. */
  readonly service: PacketClass;
  readonly lists: Lists;
  /** Seconds since the first packet was made ready. */
  readonly at: number;
}

export type Move =
  | { readonly kind: 'packet'; readonly packet: PacketClass; readonly outcome: Outcome; readonly at: number }
  | { readonly kind: 'wait'; readonly until: number };

/** Between two knocks, in seconds: as a client does that waits for packets not to overtake each other. */
const PAUSE = 0.5;

const MAX_STATES = 5_000;
/** Packets that are sent in search of the shortest way. */
const MAX_SENDS = 50_000;
const MAX_MOVES = 40;

interface State {
  readonly lists: Lists;
  readonly now: number;
  readonly moves: readonly Move[];
}

/** States with the same lists are one, but for the order in which they will end. */
function keyOf({ lists }: State, concern: ReadonlySet<string>): string {
  return [...lists]
    .filter(([list]) => concern.has(list))
    .sort(([, a], [, b]) => (a === b ? 0 : a < b ? -1 : 1))
    .map(([list]) => list)
    .join('\n');
}

/** Whether the rule would match the packets if it were not for its lists. */
function meets({ hits }: PacketClass, rule: FirewallRule): boolean {
  return hits.some((hit) => hit.rule === rule);
}
