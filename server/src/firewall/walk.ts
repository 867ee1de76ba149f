import { textOf } from '../execution/configuration.ts';
import { perObject } from '../text/perObject.ts';
import type { Family, Firewall, FirewallRule, TableName } from './firewall.ts';

/**
 * The way of packets through the tables as one list: the rules of each chain in order, and behind a jump the rules of
 * the chain it leads to (`docs/facts/firewall.md#order-of-tables`).
 */
export interface Walk {
  /** `input`, `forward`, `output`, or the name of a chain that nothing in the file leads to. */
  readonly name: string;
  /** Whether the router enters it by itself; otherwise it is a chain that the file shows alone. */
  readonly rooted: boolean;
  readonly visits: readonly Visit[];
  /** Visits before this one are the beginning of an earlier walk, too. */
  readonly sharedUntil: number;
  /** Jumps multiply it beyond all bounds; its visits are those of each rule that it may meet, once. */
  readonly cut: boolean;
}

/** A rule met on a walk. One rule may be met several times, by way of several jumps. */
export interface Visit {
  readonly rule: FirewallRule;
  readonly frame: Frame;
}

/** One run through a chain. */
export interface Frame {
  readonly table: TableName;
  readonly chain: string;
  /** The run whose jump led here. */
  readonly parent: Frame | undefined;
  /** Index of the visit that jumps here. */
  readonly jump: number | undefined;
  /** Index of the first visit behind this run. */
  end: number;
}

/** All walks of a family. Every rule is met on at least one, unless a walk was cut. */
export function walks(firewall: Firewall, family: Family): readonly Walk[] {
  const known = walksOf(firewall);
  let found = known.get(family);
  if (found === undefined) {
    found = new Walker(firewall, family).walks();
    known.set(family, found);
  }
  return found;
}

/** Several ask. */
const walksOf = perObject((_: Firewall) => new Map<Family, readonly Walk[]>());

/** The chains that a packet meets, in order. */
export const HOOKS: Readonly<Record<'input' | 'forward' | 'output', readonly (readonly [TableName, string])[]>> = {
  input: [
    ['raw', 'prerouting'],
    ['mangle', 'prerouting'],
    ['nat', 'dstnat'],
    ['mangle', 'input'],
    ['filter', 'input'],
  ],
  forward: [
    ['raw', 'prerouting'],
    ['mangle', 'prerouting'],
    ['nat', 'dstnat'],
    ['mangle', 'forward'],
    ['filter', 'forward'],
    ['mangle', 'postrouting'],
    ['nat', 'srcnat'],
  ],
  output: [
    ['raw', 'output'],
    ['mangle', 'output'],
    ['filter', 'output'],
    ['mangle', 'postrouting'],
    ['nat', 'srcnat'],
  ],
};

/** Chains that the input walk and the forward walk begin with. */
const SHARED = 3;
/** Jumps within jumps; nobody nests deeper by hand. */
const MAX_DEPTH = 64;
/** Visits of rules that were met before on the same walk; chains to which nothing leads share them. */
const MAX_EXTRA = 50_000;

class Walker {
  readonly #chains = new Map<string, FirewallRule[]>();
  readonly #met = new Set<string>();
  /** Chains that were met on this walk, and how many visits of their rules may follow. */
  #metHere = new Set<string>();
  #extra = MAX_EXTRA;
  #visits: Visit[] = [];
  #cut = false;

  constructor(firewall: Firewall, family: Family) {
    let last: FirewallRule | undefined;
    let chain: FirewallRule[] = [];
    for (const rule of firewall.rules) {
      if (rule.family !== family) continue;
      // Rules of one chain mostly stand together.
      if (rule.chain !== last?.chain || rule.table !== last.table) {
        const key = chainKey(rule.table, rule.chain);
        chain = this.#chains.get(key) ?? [];
        this.#chains.set(key, chain);
        last = rule;
      }
      chain.push(rule);
    }
  }

  walks(): Walk[] {
    const result: Walk[] = [];
    for (const name of ['input', 'forward', 'output'] as const) {
      result.push(this.#walk(name, true, HOOKS[name]));
      this.#extra = MAX_EXTRA;
    }
    for (const [key, rules] of this.#chains) {
      const [{ table, chain }] = rules as [FirewallRule];
      if (!this.#met.has(key)) result.push(this.#walk(chain, false, [[table, chain]]));
    }
    return result.filter(({ visits }) => visits.length > 0);
  }

  /** Where the way through the chains is too long, each rule that it may meet is met once. */
  #walk(name: string, rooted: boolean, starts: readonly Start[]): Walk {
    this.#visits = [];
    this.#metHere = new Set();
    this.#cut = false;
    const shared = rooted && name === 'forward' ? SHARED : 0;
    const follow = (some: readonly Start[]): void => {
      for (const [table, chain] of some) this.#chain(table, chain, undefined, undefined);
    };
    const sharedUntil = this.#inTwo(starts, shared, follow);
    if (!this.#cut) return { name, rooted, visits: this.#visits, cut: false, sharedUntil };
    this.#visits = [];
    const seen = new Set<string>();
    const again = this.#inTwo(starts, shared, (some) => this.#eachOnce(some, seen));
    return { name, rooted, visits: this.#visits, cut: true, sharedUntil: again };
  }

  /** Does it with the first of the chains and then with the others; how many visits the first have made. */
  #inTwo(starts: readonly Start[], first: number, visit: (starts: readonly Start[]) => void): number {
    visit(starts.slice(0, first));
    const count = this.#visits.length;
    visit(starts.slice(first));
    return count;
  }

  #chain(table: TableName, chain: string, parent: Frame | undefined, jump: number | undefined): void {
    const key = chainKey(table, chain);
    const frame: Frame = { table, chain, parent, jump, end: 0 };
    const isAgain = this.#metHere.has(key);
    this.#metHere.add(key);
    this.#met.add(key);
    for (const rule of this.#chains.get(key) ?? []) {
      if (isAgain && --this.#extra < 0) this.#cut = true;
      if (this.#cut) return;
      const index = this.#visits.length;
      this.#visits.push({ rule, frame });
      const target = targetOf(rule);
      if (target === undefined || isOpen(frame, target)) continue;
      if (depthOf(frame) >= MAX_DEPTH) this.#cut = true;
      else this.#chain(table, target, frame, index);
    }
    frame.end = this.#visits.length;
  }

  /** The rules of the chains and of all to which they lead, but for chains that were seen. */
  #eachOnce(starts: readonly Start[], seen: Set<string>): void {
    const left = [...starts];
    // The list grows meanwhile.
    for (const [table, chain] of left) {
      const key = chainKey(table, chain);
      if (seen.has(key)) continue;
      seen.add(key);
      this.#met.add(key);
      const frame: Frame = { table, chain, parent: undefined, jump: undefined, end: 0 };
      for (const rule of this.#chains.get(key) ?? []) {
        this.#visits.push({ rule, frame });
        const target = targetOf(rule);
        if (target !== undefined) left.push([table, target]);
      }
      frame.end = this.#visits.length;
    }
  }
}

type Start = readonly [TableName, string];

/** The chain to which a rule jumps. */
function targetOf(rule: FirewallRule): string | undefined {
  return rule.enabled && rule.action === 'jump' ? textOf(rule.item, 'jump-target') : undefined;
}

function chainKey(table: TableName, chain: string): string {
  return `${table} ${chain}`;
}

/** Whether the chain is being run already, so that a jump to it would never end. */
function isOpen(frame: Frame, chain: string): boolean {
  for (let open: Frame | undefined = frame; open !== undefined; open = open.parent) {
    if (open.chain === chain) return true;
  }
  return false;
}

function depthOf(frame: Frame): number {
  let depth = 0;
  for (let open = frame.parent; open !== undefined; open = open.parent) depth++;
  return depth;
}
