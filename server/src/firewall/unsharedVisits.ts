import { type Family, type Firewall, type FirewallRule, listKey } from './firewall.ts';
import { asksForInterfaces } from './interfaceWays.ts';
import { signature } from './packetSpace.ts';
import type { Frame, Visit, Walk } from './walk.ts';

/**
 * The rules of two walks that have no counterpart in the other one, in order. Packets that match none of them meet the
 * same rules in the same order on both walks, so that their fate is the same.
 */
export function unsharedVisits(
  before: Walk | undefined,
  after: Walk | undefined,
  changedLists: ReadonlySet<string>,
): readonly [before: readonly FirewallRule[], after: readonly FirewallRule[]] {
  const names = new Names(changedLists);
  const old = enabled(before);
  const now = enabled(after);
  const oldKeys = old.map((visit) => names.of(visit, 'before'));
  const nowKeys = now.map((visit) => names.of(visit, 'after'));
  const shared = longestCommon(oldKeys, nowKeys);
  return [
    old.filter((_, index) => !shared[0].has(index)).map(({ rule }) => rule),
    now.filter((_, index) => !shared[1].has(index)).map(({ rule }) => rule),
  ];
}

/** Names of address lists and of what stands for interfaces where these are not the same, as `kind name`. */
export function changedLists(before: Firewall, after: Firewall, family: Family): Set<string> {
  const changed = new Set<string>();
  const compare = (kind: string, names: Iterable<string>, content: (name: string, of: Firewall) => string): void => {
    for (const name of names) if (content(name, before) !== content(name, after)) changed.add(`${kind} ${name}`);
  };
  for (const { matchers } of [...before.rules, ...after.rules]) {
    for (const { name, text } of matchers) {
      if (asksForInterfaces(name)) compare(kindOf(name), [text], (_, of) => of.interfaces.describe(name, text));
    }
  }
  const prefix = listKey(family, '');
  const keys = [...before.addressLists.keys(), ...after.addressLists.keys()].filter((key) => key.startsWith(prefix));
  compare(
    'address',
    keys.map((key) => key.slice(prefix.length)),
    (name, of) => (of.addressLists.get(listKey(family, name)) ?? []).map(entryText).sort().join('\n'),
  );
  return changed;
}

function entryText({ properties }: { readonly properties: FirewallRule['item']['properties'] }): string {
  return ['address', 'disabled'].map((name) => properties.get(name)?.text ?? '').join(' ');
}

/** What a rule does besides matching, as far as it decides about packets. */
const EFFECTS = [
  'jump-target',
  'address-list',
  'address-list-timeout',
  'to-addresses',
  'to-address',
  'to-ports',
  'passthrough',
  ...['connection-mark', 'packet-mark', 'routing-mark', 'dscp', 'ttl', 'hop-limit', 'priority'].map(
    (one) => `new-${one}`,
  ),
];

/** A number for each visit that is the same just for visits that do the same in the same place. */
class Names {
  readonly #changedLists: ReadonlySet<string>;
  readonly #numbers = new Map<string, number>();
  readonly #frames = new Map<Frame, number>();
  readonly #rules = new Map<FirewallRule, string>();

  constructor(changed: ReadonlySet<string>) {
    this.#changedLists = changed;
  }

  of({ rule, frame }: Visit, side: 'before' | 'after'): number {
    // A chain stands in its walk right behind the jump to it, so that its name and depth tell the rest.
    return this.#number(`${this.#frame(frame)} ${this.#rule(rule, side)}`);
  }

  #frame(frame: Frame): number {
    let known = this.#frames.get(frame);
    if (known === undefined) {
      const parent = frame.parent === undefined ? '' : this.#frame(frame.parent);
      known = this.#number(`frame ${parent} ${frame.table} ${frame.chain}`);
      this.#frames.set(frame, known);
    }
    return known;
  }

  #rule(rule: FirewallRule, side: 'before' | 'after'): string {
    let known = this.#rules.get(rule);
    if (known === undefined) {
      const effects = EFFECTS.map((name) => rule.item.properties.get(name)?.text ?? '');
      const moved = rule.matchers.some(({ name, text }) => this.#changedLists.has(`${kindOf(name)} ${text}`));
      known = [moved ? side : '', rule.action, ...effects, signature(rule)].join('\n');
      this.#rules.set(rule, known);
    }
    return known;
  }

  #number(key: string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

function kindOf(matcher: string): string {
  if (matcher.endsWith('-address-list')) return 'address';
  return asksForInterfaces(matcher) ? matcher.replace(/^(?:in|out)-/, '') : '';
}

function enabled(walk: Walk | undefined): Visit[] {
  return (walk?.visits ?? []).filter(({ rule }) => rule.enabled);
}

/** Where the changed middle has more pairs than this, all of it counts as changed. */
const MAX_PAIRS = 4_000_000;

/** The indices in both of a longest common subsequence. */
function longestCommon(old: readonly number[], now: readonly number[]): readonly [Set<number>, Set<number>] {
  const inOld = new Set<number>();
  const inNow = new Set<number>();
  const share = (i: number, j: number): void => {
    inOld.add(i);
    inNow.add(j);
  };
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) share(head, head++);
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) {
    tail++;
    share(old.length - tail, now.length - tail);
  }
  const rows = old.length - head - tail;
  const columns = now.length - head - tail;
  if (rows * columns > MAX_PAIRS) return [inOld, inNow];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[head + i] === now[head + j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (old[head + i] === now[head + j]) share(head + i++, head + j++);
    else if ((lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)) i++;
    else j++;
  }
  return [inOld, inNow];
}
