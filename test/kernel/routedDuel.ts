import { setTimeout as sleep } from 'node:timers/promises';
import { type Family, type Firewall, type FirewallRule, listKey } from '../../server/src/firewall/firewall.ts';
import { Interpreter, type Sent, type Trace } from '../../server/src/firewall/interpret.ts';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../../server/src/packet/address.ts';
import { writePacket } from '../../server/src/packet/packet.ts';
import { HARDWARE, Listener, RoutedNetwork, SEND_FRAMES, Sender } from './namespace.ts';
import { forwarded, frameOf, type Wire } from './rawPacket.ts';
import { type Translation, translate } from './translate.ts';

export type Side = 'client' | 'server';

/** The router's addresses, as it is told in RouterOS and in the kernel. */
export const ROUTER = {
  wan: { ip: '198.51.100.1', ipv6: '2001:db8:1::1' },
  lan: { ip: '10.0.0.1', ipv6: '2001:db8:2::1' },
} as const;

export const ADDRESSES = `/ip address
add address=${ROUTER.wan.ip}/24 interface=wan
add address=${ROUTER.lan.ip}/24 interface=lan
/ipv6 address
add address=${ROUTER.wan.ipv6}/64 interface=wan advertise=no
add address=${ROUTER.lan.ipv6}/64 interface=lan advertise=no
/ip route add gateway=198.51.100.254
/ipv6 route add gateway=2001:db8:1::fe
`;

/** A client, a router and a server: each packet is judged by the kernel and by the interpreter, with what comes out. */
export class RoutedDuel {
  /** Packets that both have judged, and how often each kind was seen. */
  compared = 0;
  readonly seen = new Map<string, number>();
  readonly network: RoutedNetwork;
  readonly listeners: Readonly<Record<Side, Listener>>;
  readonly #senders: Readonly<Record<Side, Sender>>;

  static async begin(): Promise<RoutedDuel> {
    const both = (end: 'wan' | 'lan'): string[] => [`${ROUTER[end].ip}/24`, `${ROUTER[end].ipv6}/64`];
    const network = await RoutedNetwork.open({ wan: both('wan'), lan: both('lan') });
    for (const end of [network.client, network.server]) end.run('nft', ['-f', '-'], DEAF);
    return new RoutedDuel(network);
  }

  private constructor(network: RoutedNetwork) {
    this.network = network;
    this.listeners = { client: new Listener(network.client), server: new Listener(network.server) };
    this.#senders = {
      client: new Sender(network.client, SEND_FRAMES),
      server: new Sender(network.server, SEND_FRAMES),
    };
  }

  end(): void {
    for (const one of [...Object.values(this.#senders), ...Object.values(this.listeners)]) one.close();
    this.network.close();
  }

  met(kind: string): void {
    this.seen.set(kind, (this.seen.get(kind) ?? 0) + 1);
  }

  /** Sends what each side has to say, in this order. */
  async send(packets: readonly { readonly side: Side; readonly frame: Buffer }[]): Promise<void> {
    for (let begin = 0; begin < packets.length; ) {
      const side = packets[begin]?.side as Side;
      let end = begin;
      while (packets[end]?.side === side) end++;
      await this.#senders[side].send(packets.slice(begin, end).map(({ frame }) => frame));
      begin = end;
    }
  }

  /** Gives both these rules; connections of earlier ones stay, so that no two may have the same ends. */
  round(firewall: Firewall, family: Family): RoutedRound {
    const { text, lists } = translate(firewall, {
      arrivesAt: undefined,
      family,
      recorded: true,
      silent: true,
      suppose: () => undefined,
    });
    try {
      this.network.router.run('nft', ['-f', '-'], text);
    } catch (error) {
      throw new Error(`nft refuses its rules: ${(error as Error).message}\n${text}`);
    }
    for (const { frames } of Object.values(this.listeners)) frames.length = 0;
    return new RoutedRound(this, firewall, family, { text, lists });
  }
}

/** One ruleset on both sides. */
export class RoutedRound {
  readonly interpreter: Interpreter;
  readonly #duel: RoutedDuel;
  readonly #firewall: Firewall;
  readonly #family: Family;
  readonly #translation: Translation;
  readonly #indices: ReadonlyMap<FirewallRule, number>;
  readonly #traces: { readonly trace: Trace; readonly side: Side }[] = [];
  readonly #queue: { readonly side: Side; readonly frame: Buffer }[] = [];

  constructor(duel: RoutedDuel, firewall: Firewall, family: Family, translation: Translation) {
    this.#duel = duel;
    this.#firewall = firewall;
    this.#family = family;
    this.#translation = translation;
    // The script shows all there is: nobody is on a list but whom its rules put there.
    this.interpreter = new Interpreter(firewall, (_, { name }) => (name.endsWith('-address-list') ? false : undefined));
    this.#indices = new Map(firewall.rules.map((rule, index) => [rule, index]));
  }

  /** The interpreter judges the packet at once, the kernel with `settle`. */
  send(side: Side, packet: Omit<Wire, 'id' | 'family' | 'inInterface' | 'state'>): Trace {
    const wire: Wire = {
      ...packet,
      id: this.#traces.length + 1,
      family: this.#family,
      inInterface: side === 'client' ? 'wan' : 'lan',
      state: undefined,
    };
    const trace = this.interpreter.send(wire);
    this.#traces.push({ trace, side });
    this.#queue.push({ side, frame: frameOf(wire, HARDWARE) });
    this.#duel.met(`state ${trace.state}`);
    this.#duel.met(`${this.#family} ${trace.hook} ${trace.verdict}`);
    for (const { rule, matched } of trace.steps) if (matched) this.#duel.met(`${rule.table} ${rule.action}`);
    return trace;
  }

  /** Compares for each packet which rules matched, whether it got through, and with which ends it came out where. */
  async settle(): Promise<void> {
    await this.#duel.send(this.#queue);
    let difference = this.#difference();
    for (let attempt = 0; difference !== undefined && attempt < PATIENCE; attempt++) {
      // The last packet may still be on its way; what is really different stays so.
      await sleep(20);
      difference = this.#difference();
    }
    if (difference !== undefined) throw new Error(`${difference}\nwhat nft was given:\n${this.#translation.text}`);
    this.#duel.compared += this.#traces.length;
  }

  #difference(): string | undefined {
    const { router } = this.#duel.network;
    const table = this.#family === 'ip' ? 'ip' : 'ip6';
    const { hits, listed } = read(router.run('nft', ['-j', 'list', 'table', table, 'twin']), this.#translation);
    const heard = this.#heard();
    for (const [index, { trace, side }] of this.#traces.entries()) {
      const id = index + 1;
      const rules = this.#firewall.rules.flatMap((_, rule) => (hits.get(`h${rule}`)?.has(id) === true ? [rule] : []));
      const out = heard.get(id) ?? '';
      const got = `rules ${rules}, ${hits.get('accepted')?.has(id) === true ? 'accept' : 'drop'}, ${out}`;
      const expected = `rules ${this.#matched(trace)}, ${trace.verdict === 'accept' ? 'accept' : 'drop'}, ${this.#out(trace)}`;
      if (got === expected) continue;
      const before = this.#traces
        .slice(0, id)
        .map((one) => `${one.side}: ${writePacket(one.trace.packet)} ${one.trace.state}`);
      return `Packet ${id} from the ${side}: the interpreter says ${expected}; the kernel ${got}.\n${before.join('\n')}`;
    }
    const expected = this.#listed().join();
    const got = listed.sort().join();
    return expected === got
      ? undefined
      : `The interpreter has ${expected || 'nobody'} on lists, the kernel ${got || 'nobody'}.`;
  }

  /** Who is on which list, by `list address`. */
  #listed(): string[] {
    const prefix = listKey(this.#family, '');
    const entries = this.interpreter.entries().map(({ key }) => key.slice(prefix.length).split(' '));
    const write = (address: string | undefined): string =>
      this.#family === 'ip' ? formatIpv4(Number(address)) : formatIpv6(BigInt(address ?? 0));
    return entries.map(([list, address]) => `${list} ${write(address)}`).sort();
  }

  /** What has come out, by the packet's number. */
  #heard(): Map<number, string> {
    const all = new Map<number, string>();
    for (const side of ['client', 'server'] as const) {
      for (const frame of this.#duel.listeners[side].frames) {
        const packet = forwarded(frame);
        if (packet === undefined) continue;
        const earlier = all.get(packet.id);
        all.set(packet.id, `${earlier === undefined ? '' : `${earlier}, `}${side} ${packet.ends}`);
      }
    }
    return all;
  }

  #matched({ steps }: Trace): number[] {
    const rules = steps.filter(({ matched }) => matched).map(({ rule }) => this.#indices.get(rule) as number);
    return [...new Set(rules)].sort((a, b) => a - b);
  }

  /** At whose end a packet comes out, with which addresses and ports. */
  #out({ sent, hook }: Trace): string {
    if (sent === undefined || hook !== 'forward') return '';
    const side = sideOf(sent.destination);
    const own = ROUTER[side === 'client' ? 'wan' : 'lan'][this.#family];
    const address = (value: Sent['source']): string =>
      value === undefined ? own : typeof value === 'bigint' ? formatIpv6(value) : formatIpv4(value);
    const port = (value: number | undefined): string => (value === undefined ? '' : ` ${value}`);
    return `${side} ${address(sent.source)}${port(sent.sourcePort)} ${address(sent.destination)}${port(sent.destinationPort)}`;
  }
}

/** Behind which interface an address is. */
export function sideOf(address: Sent['destination']): Side {
  const text = address === undefined ? '' : typeof address === 'bigint' ? formatIpv6(address) : formatIpv4(address);
  return text.startsWith('10.0.0.') || text.startsWith('2001:db8:2:') ? 'server' : 'client';
}

export function addressOf(text: string): number | bigint {
  const address = parseIpv4(text) ?? parseIpv6(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

const PATIENCE = 10;
/** The ends answer nothing. */
const DEAF = 'table inet deaf { chain hear { type filter hook prerouting priority -400; policy drop; }; }\n';

interface Listing {
  readonly nftables: readonly {
    readonly set?: { readonly name: string; readonly elem?: readonly (number | Entry)[] };
  }[];
}

interface Entry {
  readonly elem: { readonly val: string };
}

/** The numbers of the packets in each set, and who is on the lists. */
function read(json: string, { lists }: Translation): { hits: Map<string, Set<unknown>>; listed: string[] } {
  const hits = new Map<string, Set<unknown>>();
  const listed: string[] = [];
  for (const { set } of (JSON.parse(json) as Listing).nftables) {
    if (set === undefined) continue;
    const list = /^l(\d+)$/.exec(set.name);
    if (list === null) hits.set(set.name, new Set(set.elem));
    else for (const entry of set.elem ?? []) listed.push(`${lists[Number(list[1])]} ${(entry as Entry).elem.val}`);
  }
  return { hits, listed };
}
