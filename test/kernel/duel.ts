import { setTimeout as sleep } from 'node:timers/promises';
import type { Firewall, FirewallRule } from '../../server/src/firewall/firewall.ts';
import { Interpreter, type Supposition, type Trace } from '../../server/src/firewall/interpret.ts';
import { formatIpv4, parseIpv4 } from '../../server/src/packet/address.ts';
import { formatPacket } from '../../server/src/packet/packet.ts';
import { Network, Sender } from './namespace.ts';
import { answerTo, bytesOf, SYN, sizeOf, type Wire } from './rawPacket.ts';
import { FOR_EVER, type Translation, translate } from './translate.ts';

/** The same packets for the kernel and for the interpreter, which must then have seen the same. */
export class Duel {
  /** Packets that both have judged. */
  compared = 0;
  /** How often rules of each table and action have matched, and packets of each state were sent. */
  readonly matches = new Map<string, number>();
  readonly network: Network;
  #silent = false;
  readonly #senders: Readonly<Record<Side, Sender>>;

  static async begin(): Promise<Duel> {
    return new Duel(await Network.open(ROUTERS, CLIENT));
  }

  private constructor(network: Network) {
    this.network = network;
    this.#senders = { clients: new Sender(network.clients), router: new Sender(network.router) };
  }

  end(): void {
    for (const sender of Object.values(this.#senders)) sender.close();
    this.network.close();
  }

  met(kind: string): void {
    this.matches.set(kind, (this.matches.get(kind) ?? 0) + 1);
  }

  /** Sends what each side has to say, in this order. */
  async send(packets: readonly Outgoing[]): Promise<void> {
    for (let begin = 0; begin < packets.length; ) {
      const { side } = packets[begin] as Outgoing;
      let end = begin;
      while (packets[end]?.side === side) end++;
      await this.#senders[side].send(packets.slice(begin, end).map(({ bytes }) => bytes));
      begin = end;
    }
  }

  /** Gives both these rules; nothing is left of earlier ones. */
  round(firewall: Firewall, options: RoundOptions = {}): Round {
    const { recorded = true, silent = true, suppose = () => undefined } = options;
    const translation = translate(firewall, { arrivesAt: ARRIVES_AT, recorded, silent, suppose });
    // Clients that heard the answers would speak up, too.
    if (silent !== this.#silent) this.network.clients.run('nft', ['-f', '-'], `flush ruleset\n${silent ? DEAF : ''}`);
    this.#silent = silent;
    try {
      this.network.router.run('nft', ['-f', '-'], translation.text);
    } catch (error) {
      throw new Error(`nft refuses its rules: ${(error as Error).message}\n${translation.text}`);
    }
    return new Round(this, firewall, translation, recorded, suppose);
  }
}

export interface RoundOptions {
  readonly recorded?: boolean;
  readonly silent?: boolean;
  readonly suppose?: Supposition;
}

const DEAF = 'table ip deaf { chain input { type filter hook input priority 0; policy drop; }; }\n';
/** Where clients' packets come from unless they say otherwise. */
export const CLIENT = '198.51.100.7';
export const ROUTERS: readonly string[] = ['203.0.113.1', '203.0.113.2'];
/** The interface, or the list of interfaces, by which all packets arrive. */
export const ARRIVES_AT = 'WAN';

/** What a packet is; the rest of it is made up. */
export type PlainPacket = Omit<Wire, 'id' | 'family' | 'inInterface'>;

/** One ruleset on both sides. */
export class Round {
  readonly interpreter: Interpreter;
  readonly #duel: Duel;
  readonly #firewall: Firewall;
  readonly #translation: Translation;
  readonly #recorded: boolean;
  /** Of all packets, if each is compared; else only the sums are kept. */
  readonly #traces: Trace[] = [];
  readonly #counters = new Map<string, number>();
  readonly #indices: ReadonlyMap<FirewallRule, number>;
  readonly #addresses = new Set<number>();
  /** What has yet to be sent to the kernel. */
  #queue: Outgoing[] = [];
  #sent = 0;
  #settled = 0;
  #since = performance.now();
  /** Seconds that the slowest batch has taken from the interpreter's first packet to the kernel's last. */
  #slowest = 0;

  constructor(duel: Duel, firewall: Firewall, translation: Translation, recorded: boolean, suppose: Supposition) {
    this.#duel = duel;
    this.#firewall = firewall;
    this.#translation = translation;
    this.#recorded = recorded;
    // The script shows all there is: nobody is on a list but whom its rules put there, and `WAN` is on no other.
    this.interpreter = new Interpreter(
      firewall,
      (rule, matcher) => suppose(rule, matcher) ?? (matcher.name.endsWith('-list') ? false : undefined),
    );
    this.#indices = new Map(firewall.rules.map((rule, index) => [rule, index]));
  }

  /** The interpreter judges the packet at once, the kernel with the next `settle`. */
  send(plain: PlainPacket): Trace {
    const packet: Wire = { ...plain, id: (this.#sent++ % 65535) + 1, family: 'ip', inInterface: ARRIVES_AT };
    const trace = this.interpreter.send(packet, 'input');
    this.#duel.met(`state ${trace.state}`);
    this.#count('arrived');
    if (trace.verdict === 'accept') this.#count('accepted');
    for (const { rule, matched } of trace.steps) {
      if (!matched) continue;
      this.#count(`r${this.#indices.get(rule)}`);
      this.#duel.met(`${rule.table} ${rule.action}`);
    }
    if (this.#recorded) this.#traces.push(trace);
    this.#addresses.add(Number(packet.source)).add(Number(packet.destination));
    this.#queue.push({ side: 'clients', bytes: bytesOf(packet) });
    return trace;
  }

  /** The router answers the packet, with which connection tracking takes the connection for established. */
  answer(plain: PlainPacket): Buffer {
    const answer = bytesOf(answerTo({ ...plain, id: 1, family: 'ip', inInterface: undefined }));
    this.#queue.push({ side: 'router', bytes: answer });
    return answer;
  }

  /** Tells only the interpreter, of a packet that something else has sent to the kernel. */
  overheard(plain: PlainPacket): Trace {
    const trace = this.send(plain);
    this.#queue.pop();
    return trace;
  }

  /** Lets time pass for both. */
  async wait(seconds: number): Promise<void> {
    await this.settle();
    await sleep(seconds * 1000);
    this.#tick();
  }

  /** Compares for each packet which rules matched and whether it got in, and for each list who is on it. */
  async settle(): Promise<void> {
    await this.#duel.send(this.#queue);
    this.#queue = [];
    let difference = this.#difference(await this.#observe());
    if (difference !== undefined) {
      // The last packet may still have been on its way through the rules; what is really different stays so.
      await sleep(100);
      difference = this.#difference(await this.#observe());
    }
    if (difference !== undefined) throw new Error(`${difference}\nwhat nft was given:\n${this.#translation.text}`);
    this.#duel.compared += this.#sent - this.#settled;
    this.#settled = this.#sent;
  }

  /** What the two sides do not agree about, as a sentence. */
  #difference(kernel: Observation): string | undefined {
    this.#slowest = Math.max(this.#slowest, this.#tick());
    for (const [index, trace] of this.#traces.entries()) {
      const { packet, verdict } = trace;
      const met = (set: string): boolean => kernel.hits.get(set)?.has(index + 1) === true;
      const expected = `rules ${this.#matched(trace)} and ${verdict === 'accept' ? 'accept' : 'drop'}`;
      const rules = this.#firewall.rules.flatMap((_, rule) => (met(`h${rule}`) ? [rule] : []));
      const got = `rules ${rules} and ${met('accepted') ? 'accept' : 'drop'}`;
      if (got === expected) continue;
      const which = `Packet ${index + 1} (${formatPacket(packet)}, ${packet.state})`;
      return `${which}: the interpreter says ${expected}, the kernel ${got}.`;
    }
    const timers = this.#timers();
    const sums = [this.#counters, kernel.counters].map((counters) => sorted(counters).join(' '));
    const lists = [timers, kernel.timers].map((entries) => [...entries.keys()].sort().join('; '));
    for (const [expected, got] of [sums, lists]) {
      if (expected === got) continue;
      return `After ${this.#sent} packets the interpreter has ${expected || 'nothing'}, the kernel ${got || 'nothing'}.`;
    }
    const tolerance = TOLERANCE + this.#slowest;
    for (const [entry, seconds] of timers) {
      const left = kernel.timers.get(entry) ?? 0;
      const fits = seconds >= FOR_EVER ? left > FOR_EVER - tolerance : Math.abs(left - seconds) <= tolerance;
      if (!fits) return `The entry ${entry} has ${seconds} s left in the interpreter, ${left} s in the kernel.`;
    }
    return undefined;
  }

  #matched(trace: Trace): number[] {
    const rules = trace.steps.filter(({ matched }) => matched).map(({ rule }) => this.#indices.get(rule) as number);
    return [...new Set(rules)].sort((a, b) => a - b);
  }

  #count(name: string): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + 1);
  }

  /** The interpreter's clock follows the kernel's. */
  #tick(): number {
    const now = performance.now();
    const elapsed = (now - this.#since) / 1000;
    this.#since = now;
    this.interpreter.wait(elapsed);
    return elapsed;
  }

  /** Seconds that are left to each entry, by `list address`. */
  #timers(): Map<string, number> {
    const timers = new Map<string, number>();
    for (const address of this.#addresses) {
      for (const [list, seconds] of this.interpreter.timersOf('ip', address)) {
        timers.set(`${list} ${formatIpv4(address)}`, seconds);
      }
    }
    return timers;
  }

  /** The kernel's side, once all packets have come in. */
  async #observe(): Promise<Observation> {
    for (let attempt = 0; ; attempt++) {
      const observation = read(
        this.#duel.network.router.run('nft', ['-j', 'list', 'table', 'ip', 'twin']),
        this.#translation,
      );
      const arrived = observation.counters.get('arrived') ?? 0;
      if (arrived >= this.#sent) return observation;
      if (attempt === PATIENCE) throw new Error(`Only ${arrived} of ${this.#sent} packets have come in.`);
      await sleep(10);
    }
  }
}

/** An address as a number. */
export function ip(text: string): number {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

/** The first packet of a client to a port of the router. */
export function syn(port: number, source = CLIENT_NUMBER, protocol = 6): PlainPacket {
  return {
    protocol,
    source,
    sourcePort: 40_000,
    destination: ROUTER_NUMBER,
    destinationPort: port,
    icmp: undefined,
    size: sizeOf(protocol),
    state: 'new',
    flags: SYN,
    ping: 0,
  };
}

const CLIENT_NUMBER = ip(CLIENT);
const ROUTER_NUMBER = ip(ROUTERS[0] as string);

type Side = keyof Pick<Network, 'router' | 'clients'>;

interface Outgoing {
  readonly side: Side;
  readonly bytes: Buffer;
}

interface Observation {
  readonly counters: Map<string, number>;
  /** The packets by the set that remembers them. */
  readonly hits: Map<string, Set<number>>;
  /** Seconds that are left to each entry, by `list address`. */
  readonly timers: Map<string, number>;
}

/** Seconds by which the two clocks may differ besides what a batch takes: the kernel tells whole ones. */
const TOLERANCE = 2;
const PATIENCE = 200;

interface Listing {
  readonly nftables: readonly {
    readonly counter?: { readonly name: string; readonly packets: number };
    readonly set?: { readonly name: string; readonly elem?: readonly (number | Entry)[] };
  }[];
}

interface Entry {
  readonly elem: { readonly val: string; readonly expires: number };
}

function read(json: string, { lists: names }: Translation): Observation {
  const counters = new Map<string, number>();
  const hits = new Map<string, Set<number>>();
  const timers = new Map<string, number>();
  for (const { counter, set } of (JSON.parse(json) as Listing).nftables) {
    if (counter !== undefined && counter.packets > 0) counters.set(counter.name, counter.packets);
    if (set === undefined) continue;
    if (!/^l\d/.test(set.name)) {
      hits.set(set.name, new Set(set.elem as number[] | undefined));
      continue;
    }
    for (const { elem } of (set.elem ?? []) as readonly Entry[]) {
      timers.set(`${names[Number(set.name.slice(1))]} ${elem.val}`, elem.expires);
    }
  }
  return { counters, hits, timers };
}

function sorted(counters: ReadonlyMap<string, number>): string[] {
  return [...counters].map(([name, count]) => `${name}: ${count}`).sort();
}
