import type { PlainRule } from './firewallOf.ts';
import { Random } from './randomSets.ts';

/** Rules as they are found in large exports, with faults of which the truth is known. */
export interface RealisticRules {
  readonly rules: readonly PlainRule[];
  /** Rules that no packet reaches since it was made so, by index. Others may be dead by chance. */
  readonly faults: ReadonlyMap<number, Fault>;
}

export type Fault =
  /** The same as an earlier rule. */
  | 'duplicate'
  /** A part of what an earlier rule takes. */
  | 'shadow'
  /** Several earlier rules take it together, none of them alone. */
  | 'union';

export const REALISTIC_INTERFACE_LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['WAN', ['ether1', 'pppoe1']],
  ['LAN', ['bridge']],
  ['VPN', ['wg0', 'l2tp']],
  ['GUEST', ['guest']],
  ['MGMT', ['mgmt']],
  ['VLANS', ['vlan10', 'vlan20', 'vlan30']],
]);
export const REALISTIC_INTERFACES: readonly string[] = ['ether2', ...[...REALISTIC_INTERFACE_LISTS.values()].flat()];

/**
 * `count` rules of the forward chain, the same for the same seed (`docs/facts/method.md#realistic-rules`). With
 * `filled` rules fill the lists that others ask for; without it they fill lists of their own.
 */
export function realisticRules(count: number, seed: number, { filled = true } = {}): RealisticRules {
  return new Generator(count, seed, filled).generate();
}

type Matchers = Readonly<Record<string, string>>;

const FIRST: readonly PlainRule[] = [
  { chain: 'forward', action: 'accept', matchers: { 'connection-state': 'established,related,untracked' } },
  { chain: 'forward', action: 'drop', matchers: { 'connection-state': 'invalid' } },
];
const LAST: PlainRule = { chain: 'forward', action: 'drop' };
const WELL_KNOWN: readonly number[] = [
  ...[21, 22, 23, 25, 53, 80, 123, 161, 443, 500, 1194, 1701, 1723],
  ...[3389, 4500, 5060, 8080, 8291, 8443, 8728, 8729, 13231],
];
const LENGTHS: readonly number[] = [12, 16, 16, 20, 22, 24, 24, 24, 24, 24, 28, 29, 30, 32, 32, 32, 32];
/** How many ports a rule names. */
const PORT_COUNTS: readonly number[] = [1, 1, 1, 1, 2, 3, 4, 8];
/** Rules with faults begin behind this many others. */
const ENOUGH = 10;

class Generator {
  readonly #count: number;
  readonly #random: Random;
  readonly #filled: boolean;
  readonly #lists: number;
  readonly #rules: PlainRule[] = [...FIRST];
  readonly #faults = new Map<number, Fault>();
  /** The last rule that fills a list. */
  readonly #fillers = new Map<string, number>();

  constructor(count: number, seed: number, filled: boolean) {
    this.#count = count;
    this.#random = new Random(seed);
    this.#filled = filled;
    this.#lists = Math.min(64, 8 + Math.floor(Math.sqrt(count)));
  }

  generate(): RealisticRules {
    while (this.#rules.length < this.#count - 1) {
      const kind = this.#rules.length > ENOUGH ? this.#random.next() : 1;
      if (kind < 0.02) this.#copy('duplicate', (matchers) => matchers);
      else if (kind < 0.05) this.#copy('shadow', (matchers) => this.#narrowed(matchers));
      else if (kind < 0.065) this.#union();
      else this.#push(this.#action(), this.#matchers());
    }
    const rules = [...this.#rules.slice(0, this.#count - 1), LAST];
    const faults = new Map([...this.#faults].filter(([index]) => index < this.#count - 1));
    return { rules, faults };
  }

  #push(action: string, matchers: Matchers): void {
    if (!action.startsWith('add-')) {
      this.#rules.push({ chain: 'forward', action, matchers });
      return;
    }
    const list = this.#filled ? this.#list() : `seen${this.#random.upTo(this.#lists)}`;
    this.#fillers.set(list, this.#rules.length);
    const does = { 'address-list': list, 'address-list-timeout': '1h' };
    this.#rules.push({ chain: 'forward', action, matchers, does });
  }

  /** Repeats an earlier rule that decides, changed so that it matches no more. */
  #copy(fault: Fault, change: (matchers: Matchers) => Matchers | undefined): void {
    const index = FIRST.length + this.#random.upTo(this.#rules.length - FIRST.length);
    const { action, matchers = {} } = this.#rules[index] as PlainRule;
    if (action !== 'accept' && action !== 'drop') return;
    const list = matchers['src-address-list'] ?? '';
    // A list that was filled in between holds others than before.
    if ((this.#fillers.get(list) ?? 0) > index) return;
    const changed = change(matchers as Matchers);
    if (changed === undefined) return;
    this.#faults.set(this.#rules.length, fault);
    this.#push(fault === 'duplicate' ? action : this.#decision(), changed);
  }

  #narrowed(matchers: Matchers): Matchers | undefined {
    const kind = this.#random.next();
    const destination = matchers['dst-address'];
    if (kind < 0.4) {
      const half = destination === undefined ? this.#network() : halves(destination)?.[0];
      return half === undefined ? undefined : { ...matchers, 'dst-address': half };
    }
    if (kind < 0.7) {
      return matchers['src-address-list'] ? undefined : { ...matchers, 'src-address-list': this.#list() };
    }
    if (kind < 0.85) return matchers['connection-state'] ? undefined : { ...matchers, 'connection-state': 'new' };
    const ports = matchers['dst-port']?.split(',') ?? [];
    return ports.length < 2 ? undefined : { ...matchers, 'dst-port': this.#random.pick(ports) };
  }

  /** Splits what a new rule would match, and lets one rule for each part stand before it. */
  #union(): void {
    const { 'dst-port': _, ...whole } = this.#matchers();
    let parts: Matchers[] = [whole];
    for (let rounds = 1 + this.#random.upTo(3); rounds > 0; rounds--) {
      const [first, ...others] = parts as [Matchers, ...Matchers[]];
      parts = [...others, ...this.#split(first)];
    }
    // Without a split, or cut off by the end of the set, it would be another fault or none.
    if (parts.length < 2 || this.#rules.length + parts.length >= this.#count - 1) return;
    for (const part of parts) this.#push(this.#decision(), part);
    this.#faults.set(this.#rules.length, 'union');
    this.#push(this.#decision(), whole);
  }

  #split(whole: Matchers): Matchers[] {
    const along = (name: string, ...texts: string[]) => texts.map((text) => ({ ...whole, [name]: text }));
    const ways: (() => Matchers[])[] = [];
    const { protocol, 'dst-address': destination } = whole;
    if ((protocol === 'tcp' || protocol === 'udp') && whole['dst-port'] === undefined) {
      const middle = 1_000 + this.#random.upTo(49_000);
      ways.push(() => along('dst-port', `0-${middle}`, `${middle + 1}-65535`));
    }
    if (protocol === undefined) ways.push(() => along('protocol', 'tcp', '!tcp'));
    if (whole['connection-state'] === undefined) ways.push(() => along('connection-state', 'new', '!new'));
    if (whole['src-address-list'] === undefined) {
      const list = this.#list();
      ways.push(() => along('src-address-list', list, `!${list}`));
    }
    const parts = destination === undefined ? undefined : halves(destination);
    if (parts !== undefined) ways.push(() => along('dst-address', ...parts));
    return ways.length === 0 ? [whole] : this.#random.pick(ways)();
  }

  #matchers(): Matchers {
    const matchers: Record<string, string> = {};
    let narrow = 0;
    if (this.#random.chance(0.8)) {
      matchers['in-interface-list'] =
        `${this.#random.chance(0.1) ? '!' : ''}${this.#random.pick([...REALISTIC_INTERFACE_LISTS.keys()])}`;
    } else if (this.#random.chance(0.3)) {
      matchers['in-interface'] = this.#random.pick(REALISTIC_INTERFACES);
    }
    if (this.#random.chance(0.85)) {
      matchers['protocol'] = this.#random.chance(0.65) ? 'tcp' : 'udp';
      matchers['dst-port'] = this.#ports();
      if (this.#random.chance(0.05)) matchers['src-port'] = '1024-65535';
      narrow++;
    } else if (this.#random.chance(0.8)) {
      matchers['protocol'] = this.#random.pick(['icmp', 'gre', 'ipsec-esp', 'tcp', 'udp']);
    }
    if (this.#random.chance(0.35)) {
      matchers['src-address-list'] = this.#list();
      narrow += 0.5;
    } else if (this.#random.chance(0.08)) {
      matchers['src-address-list'] = `!${this.#list()}`;
    } else if (this.#random.chance(0.45)) {
      const negated = this.#random.chance(0.06);
      matchers['src-address'] = `${negated ? '!' : ''}${this.#network()}`;
      if (!negated) narrow++;
    }
    if (this.#random.chance(0.45) || narrow < 1) {
      matchers['dst-address'] = this.#network();
      narrow++;
    }
    if (this.#random.chance(0.3)) matchers['connection-state'] = 'new';
    else if (this.#random.chance(0.05)) matchers['connection-state'] = 'established,new';
    if (this.#random.chance(0.03))
      matchers['packet-size'] = `${this.#random.upTo(200)}-${201 + this.#random.upTo(1_300)}`;
    const wide = narrow < 1.5 && matchers['src-address-list'] === undefined && this.#random.chance(0.7);
    if (wide) matchers['src-address'] = this.#network();
    return matchers;
  }

  #action(): string {
    if (this.#random.chance(0.55)) return 'accept';
    if (this.#random.chance(0.75)) return 'drop';
    return this.#random.chance(0.6) ? 'add-src-to-address-list' : 'log';
  }

  #decision(): string {
    return this.#random.chance(0.5) ? 'accept' : 'drop';
  }

  #ports(): string {
    const count = this.#random.pick(PORT_COUNTS);
    return Array.from({ length: count }, () => {
      if (this.#random.chance(0.12)) {
        const first = 1_024 + this.#random.upTo(58_000);
        return `${first}-${first + 10 + this.#random.upTo(2_000)}`;
      }
      return String(this.#random.chance(0.4) ? this.#random.pick(WELL_KNOWN) : 1 + this.#random.upTo(65_535));
    }).join(',');
  }

  #network(): string {
    const length = this.#random.pick(LENGTHS);
    const size = 2 ** (32 - length);
    return network(this.#random.upTo(2 ** length) * size, length);
  }

  #list(): string {
    return `list${this.#random.upTo(this.#lists)}`;
  }
}

function network(address: number, length: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${bytes.join('.')}/${length}`;
}

/** The two networks that make it up; undefined for a single address. */
function halves(text: string): [string, string] | undefined {
  const [address, length] = text.split('/') as [string, string];
  const bits = Number(length);
  if (bits >= 32) return undefined;
  const first = address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
  return [network(first, bits + 1), network(first + 2 ** (31 - bits), bits + 1)];
}
