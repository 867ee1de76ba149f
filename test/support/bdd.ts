import type { PlainRule } from './firewallOf.ts';

/**
 * Which rules of a single chain no packet reaches, by another way than the analysis: the packets that are left at each
 * rule are a binary decision diagram over the bits of their fields and over the lists the source is on. Nothing is
 * shared with the analysis but the rules themselves; even their texts are read anew. It follows who is put on a list
 * exactly. Undefined where the diagram has more nodes than asked for.
 */
export function deadByDiagram(
  rules: readonly PlainRule[],
  interfaceLists: ReadonlyMap<string, readonly string[]>,
  maxNodes = 1 << 22,
): boolean[] | undefined {
  try {
    return new Chain(interfaceLists, maxNodes).dead(rules);
  } catch (error) {
    if (error instanceof TooManyNodes) return undefined;
    throw error;
  }
}

class TooManyNodes extends Error {}

/** Index of a node. */
type Node = number;
const FALSE: Node = 0;
const TRUE: Node = 1;

interface Field {
  /** Variable of the most significant bit. */
  readonly base: number;
  readonly bits: number;
}

/** Fields that few rules ask for stand first, and those with many values last: of the orders tried the fastest. */
const WIDTHS = {
  ...{ 'packet-size': 16, 'src-port': 16, 'connection-state': 3, protocol: 8, 'in-interface': 5 },
  ...{ 'dst-port': 16, 'dst-address': 32, 'src-address': 32 },
} as const;
const FIELDS: Readonly<Record<string, Field>> = placed(WIDTHS);
const STATES: readonly string[] = ['new', 'established', 'related', 'invalid', 'untracked'];
const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, gre: 47, 'ipsec-esp': 50 };
/** TCP, UDP, DCCP, SCTP and UDP-Lite. */
const WITH_PORTS: readonly number[] = [6, 17, 33, 132, 136];
/** Lists stand behind all fields. */
const FIRST_LIST = Object.values(WIDTHS).reduce((sum: number, bits) => sum + bits, 0);

class Chain {
  readonly #diagram: Diagram;
  readonly #interfaceLists: ReadonlyMap<string, readonly string[]>;
  readonly #interfaces: readonly string[];
  /** Who is on a list by now. */
  readonly #lists = new Map<string, Node>();

  constructor(interfaceLists: ReadonlyMap<string, readonly string[]>, maxNodes: number) {
    this.#diagram = new Diagram(maxNodes);
    this.#interfaceLists = interfaceLists;
    this.#interfaces = [...new Set(['ether2', ...[...interfaceLists.values()].flat()])];
  }

  dead(rules: readonly PlainRule[]): boolean[] {
    const diagram = this.#diagram;
    // A state is one of five, though three bits have eight values.
    let left = this.#among('connection-state', [[0, STATES.length - 1]]);
    return rules.map(({ action, matchers = {}, does = {}, disabled }) => {
      const reached = diagram.and(left, this.#matches(matchers));
      if (disabled === true) return reached === FALSE;
      if (action === 'accept' || action === 'drop') left = diagram.without(left, reached);
      else if (action === 'add-src-to-address-list') {
        const list = does['address-list'] as string;
        this.#lists.set(list, diagram.or(this.#onList(list), reached));
      } else if (action !== 'log') throw new Error(`the diagram knows no ${action}`);
      return reached === FALSE;
    });
  }

  #matches(matchers: Readonly<Record<string, string | undefined>>): Node {
    let result = TRUE;
    for (const [name, text] of Object.entries(matchers)) {
      if (text === undefined) continue;
      const negated = text.startsWith('!');
      const plain = this.#matcher(name, negated ? text.slice(1) : text);
      result = negated ? this.#diagram.without(result, plain) : this.#diagram.and(result, plain);
      if (name.endsWith('-port')) {
        result = this.#diagram.and(result, this.#oneOf('protocol', WITH_PORTS));
      }
    }
    return result;
  }

  #matcher(name: string, text: string): Node {
    switch (name) {
      case 'protocol':
        return this.#oneOf(name, [known(PROTOCOLS[text], text)]);
      case 'connection-state':
        return this.#oneOf(
          name,
          text.split(',').map((state) => STATES.indexOf(state)),
        );
      case 'in-interface':
        return this.#oneOf(name, [this.#interfaces.indexOf(text)]);
      case 'in-interface-list':
        return this.#oneOf(
          'in-interface',
          known(this.#interfaceLists.get(text), text).map((one) => this.#interfaces.indexOf(one)),
        );
      case 'dst-port':
      case 'src-port':
      case 'packet-size':
        return this.#among(name, text.split(',').map(range));
      case 'src-address':
      case 'dst-address':
        return this.#among(name, [addresses(text)]);
      case 'src-address-list':
        return this.#onList(text);
      default:
        throw new Error(`the diagram knows no ${name}`);
    }
  }

  #onList(list: string): Node {
    let node = this.#lists.get(list);
    if (node === undefined) {
      node = this.#diagram.node(FIRST_LIST + this.#lists.size, FALSE, TRUE);
      this.#lists.set(list, node);
    }
    return node;
  }

  #oneOf(name: string, values: readonly number[]): Node {
    return this.#among(
      name,
      values.map((value) => [value, value] as const),
    );
  }

  #among(name: string, ranges: readonly (readonly [number, number])[]): Node {
    const field = known(FIELDS[name], name);
    return ranges.reduce((sum, [low, high]) => this.#diagram.or(sum, this.#diagram.range(field, low, high)), FALSE);
  }
}

/** A reduced ordered binary decision diagram: one node for each function, so that nothing is left just if it is 0. */
class Diagram {
  readonly #maxNodes: number;
  #size = 1 << 12;
  #count = 2;
  #variable = new Uint16Array(this.#size).fill(0xffff);
  #low = new Uint32Array(this.#size);
  #high = new Uint32Array(this.#size);
  /** The next node with the same hash. */
  #next = new Uint32Array(this.#size);
  #heads = new Uint32Array(this.#size);
  /** What was computed last for a hash: operation and left side, right side, result. */
  readonly #cacheLeft = new Float64Array(CACHE);
  readonly #cacheRight = new Uint32Array(CACHE);
  readonly #cacheResult = new Uint32Array(CACHE);

  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  node(variable: number, low: Node, high: Node): Node {
    if (low === high) return low;
    const head = mixed(variable, low, high) & (this.#size - 1);
    for (let node = this.#heads[head] as Node; node !== 0; node = this.#next[node] as Node) {
      if (this.#variable[node] === variable && this.#low[node] === low && this.#high[node] === high) return node;
    }
    if (this.#count === this.#size) {
      this.#grow();
      return this.node(variable, low, high);
    }
    const node = this.#count++;
    this.#variable[node] = variable;
    this.#low[node] = low;
    this.#high[node] = high;
    this.#next[node] = this.#heads[head] as Node;
    this.#heads[head] = node;
    return node;
  }

  and(a: Node, b: Node): Node {
    if (a === FALSE || b === FALSE) return FALSE;
    if (a === TRUE || a === b) return b;
    if (b === TRUE) return a;
    return a < b ? this.#apply(AND, a, b) : this.#apply(AND, b, a);
  }

  or(a: Node, b: Node): Node {
    if (a === TRUE || b === TRUE) return TRUE;
    if (a === FALSE || a === b) return b;
    if (b === FALSE) return a;
    return a < b ? this.#apply(OR, a, b) : this.#apply(OR, b, a);
  }

  without(a: Node, b: Node): Node {
    if (a === FALSE || b === TRUE || a === b) return FALSE;
    return b === FALSE ? a : this.#apply(WITHOUT, a, b);
  }

  /** All values of the field from `low` to `high`. */
  range({ base, bits }: Field, low: number, high: number): Node {
    let atLeast = TRUE;
    let atMost = TRUE;
    for (let bit = 0; bit < bits; bit++) {
      const variable = base + bits - 1 - bit;
      const isSet = (value: number): boolean => Math.floor(value / 2 ** bit) % 2 === 1;
      atLeast = isSet(low) ? this.node(variable, FALSE, atLeast) : this.node(variable, atLeast, TRUE);
      atMost = isSet(high) ? this.node(variable, TRUE, atMost) : this.node(variable, atMost, FALSE);
    }
    return this.and(atLeast, atMost);
  }

  #apply(operation: number, a: Node, b: Node): Node {
    const slot = mixed(operation, a, b) & (CACHE - 1);
    const left = operation * 2 ** 32 + a;
    if (this.#cacheLeft[slot] === left && this.#cacheRight[slot] === b) return this.#cacheResult[slot] as Node;
    const own = this.#variable[a] as number;
    const other = this.#variable[b] as number;
    const variable = Math.min(own, other);
    const lows = [own === variable ? (this.#low[a] as Node) : a, other === variable ? (this.#low[b] as Node) : b];
    const highs = [own === variable ? (this.#high[a] as Node) : a, other === variable ? (this.#high[b] as Node) : b];
    const result = this.node(variable, this.#again(operation, lows), this.#again(operation, highs));
    this.#cacheLeft[slot] = left;
    this.#cacheRight[slot] = b;
    this.#cacheResult[slot] = result;
    return result;
  }

  #again(operation: number, [a, b]: readonly Node[]): Node {
    if (operation === AND) return this.and(a as Node, b as Node);
    return operation === OR ? this.or(a as Node, b as Node) : this.without(a as Node, b as Node);
  }

  #grow(): void {
    if (this.#size >= this.#maxNodes) throw new TooManyNodes();
    this.#size *= 2;
    this.#variable = grown(this.#variable, this.#size);
    this.#low = grown(this.#low, this.#size);
    this.#high = grown(this.#high, this.#size);
    this.#next = new Uint32Array(this.#size);
    this.#heads = new Uint32Array(this.#size);
    for (let node = 2; node < this.#count; node++) {
      const head =
        mixed(this.#variable[node] as number, this.#low[node] as Node, this.#high[node] as Node) & (this.#size - 1);
      this.#next[node] = this.#heads[head] as Node;
      this.#heads[head] = node;
    }
  }
}

const AND = 1;
const OR = 2;
const WITHOUT = 3;
const CACHE = 1 << 18;

function grown<T extends Uint16Array | Uint32Array>(old: T, size: number): T {
  const result = new (old.constructor as new (size: number) => T)(size);
  result.set(old);
  return result;
}

function mixed(a: number, b: number, c: number): number {
  const hash = Math.imul(a, 0x9e37_79b1) ^ Math.imul(b, 0x85eb_ca6b) ^ Math.imul(c, 0xc2b2_ae35);
  return hash ^ (hash >>> 15);
}

function placed(widths: Readonly<Record<string, number>>): Record<string, Field> {
  let base = 0;
  const fields: Record<string, Field> = {};
  for (const [name, bits] of Object.entries(widths)) {
    fields[name] = { base, bits };
    base += bits;
  }
  return fields;
}

function range(text: string): readonly [number, number] {
  const [low, high] = text.split('-').map(Number) as [number, number?];
  return [low, high ?? low];
}

function addresses(text: string): readonly [number, number] {
  const [address, length = '32'] = text.split('/') as [string, string?];
  const first = address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}

function known<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new Error(`the diagram knows no ${text}`);
  return value;
}
