import { textOf } from '../execution/configuration.ts';
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
  /** It was cut, since jumps multiply it beyond all bounds. */
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
export function walks(firewall: Firewall, family: Family): Walk[] {
  return new Walker(firewall, family).walks();
}

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
/** Visits of one walk beyond the rules that there are. */
const MAX_EXTRA = 50_000;

class Walker {
  readonly #chains = new Map<string, FirewallRule[]>();
  readonly #limit: number;
  readonly #met = new Set<string>();
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
    this.#limit = firewall.rules.length + MAX_EXTRA;
  }

  walks(): Walk[] {
    const result: Walk[] = [];
    for (const name of ['input', 'forward', 'output'] as const) {
      let sharedUntil = 0;
      const walk = this.#walk(name, true, () => {
        HOOKS[name].forEach(([table, chain], position) => {
          this.#chain(table, chain, undefined, undefined);
          if (name === 'forward' && position + 1 === SHARED) sharedUntil = this.#visits.length;
        });
      });
      result.push({ ...walk, sharedUntil });
    }
    for (const [key, rules] of this.#chains) {
      const [{ table, chain }] = rules as [FirewallRule];
      if (this.#met.has(key)) continue;
      result.push({
        ...this.#walk(chain, false, () => this.#chain(table, chain, undefined, undefined)),
        sharedUntil: 0,
      });
    }
    return result.filter(({ visits }) => visits.length > 0);
  }

  #walk(name: string, rooted: boolean, run: () => void): Omit<Walk, 'sharedUntil'> {
    this.#visits = [];
    this.#cut = false;
    run();
    return { name, rooted, visits: this.#visits, cut: this.#cut };
  }

  #chain(table: TableName, chain: string, parent: Frame | undefined, jump: number | undefined): void {
    const key = chainKey(table, chain);
    const frame: Frame = { table, chain, parent, jump, end: 0 };
    this.#met.add(key);
    for (const rule of this.#chains.get(key) ?? []) {
      if (this.#visits.length >= this.#limit) {
        this.#cut = true;
        break;
      }
      const index = this.#visits.length;
      this.#visits.push({ rule, frame });
      if (!rule.enabled || rule.action !== 'jump') continue;
      const target = textOf(rule.item, 'jump-target');
      if (target === undefined || isOpen(frame, target)) continue;
      if (depthOf(frame) >= MAX_DEPTH) this.#cut = true;
      else this.#chain(table, target, frame, index);
    }
    frame.end = this.#visits.length;
  }
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
