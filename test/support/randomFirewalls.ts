import type { Firewall } from '../../server/src/firewall/firewall.ts';
import type { Packet } from '../../server/src/packet/packet.ts';
import { firewallOf, type PlainLists, type PlainRule, scriptOf } from './firewallOf.ts';
import type { Random } from './randomSets.ts';

/** A small firewall over few values, so that its rules meet each other and all packets can be tried. */
export interface RandomFirewall {
  /** What its rules ask for. */
  readonly fields: readonly string[];
  readonly rules: readonly PlainRule[];
  /** Members of the interface list `LAN`. */
  readonly members: readonly string[];
  /** Addresses that are on the list `a` for good. */
  readonly entries: readonly string[];
}

export const LISTS = ['a', 'b'];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['tcp', 'udp', 'icmp'],
  'dst-port': ['0', '1', '0-1', '1-2', '0,2', '0-65535'],
  'connection-state': ['established', 'new', 'new,established', 'new,invalid'],
  'in-interface': ['ether1'],
  'in-interface-list': ['LAN'],
  'src-address-list': LISTS,
  'src-address': ['0.0.0.0', '0.0.0.0/31', '0.0.0.1-255.255.255.255'],
  limit: ['1'],
};
const FIELDS = Object.keys(VALUES);
const MEMBERS: readonly (readonly string[])[] = [['ether1'], ['ether2'], ['ether1', 'ether2']];
const ENTRIES: readonly (readonly string[])[] = [[], [], ['0.0.0.0'], ['0.0.0.1'], ['0.0.0.0', '0.0.0.1']];
const DECISIONS: readonly string[] = ['accept', 'drop', 'drop', 'reject', 'log', 'return'];
const TIMEOUTS: readonly (string | undefined)[] = [undefined, '2s', '5s', '9s'];
const MOST_LIMITS = 3;

/** Where rules may stand, how many, and where they jump to; some chains are jumped to from each other. */
const PLACES = [
  { table: 'raw', chain: 'prerouting', least: 0, most: 2, targets: ['r'] },
  { table: 'filter', chain: 'input', least: 2, most: 6, targets: ['x', 'y'] },
  { table: 'filter', chain: 'x', least: 0, most: 3, targets: ['y', 'x'] },
  { table: 'filter', chain: 'y', least: 0, most: 2, targets: ['x', 'none'] },
] as const;
type Place = (typeof PLACES)[number];

export function randomFirewall(random: Random): RandomFirewall {
  const fields = random.some(FIELDS, 1 + random.upTo(3));
  const rules = PLACES.flatMap((place) => {
    const count = place.least + random.upTo(place.most - place.least + 1);
    return Array.from({ length: count }, () => randomRule(random, fields, place));
  });
  return { fields, rules: withFewLimits(rules), members: random.pick(MEMBERS), entries: random.pick(ENTRIES) };
}

export function built({ rules, ...set }: RandomFirewall): Firewall {
  return firewallOf(rules, listsOf(set));
}

/** The firewall as a script. */
export function told({ rules, ...set }: RandomFirewall): string {
  return scriptOf(rules, listsOf(set));
}

/** The firewall after one edit such as a person makes: any rule may be any other, be new, gone, moved or disabled. */
export function edited(set: RandomFirewall, random: Random): RandomFirewall {
  const { fields, rules } = set;
  if (random.chance(0.1)) return { ...set, members: random.pick(MEMBERS) };
  if (random.chance(0.1)) return { ...set, entries: random.pick(ENTRIES) };
  const next = [...rules];
  const at = random.upTo(rules.length);
  const old = next[at];
  const kind = old === undefined ? 0 : random.upTo(8);
  if (old === undefined || kind <= 1) next.splice(at, 0, randomRule(random, fields, random.pick(PLACES)));
  else if (kind === 2) next.splice(at, 1);
  else if (kind === 3) next.splice(random.upTo(rules.length), 0, ...next.splice(at, 1));
  else if (kind === 4) next[at] = { ...old, disabled: old.disabled !== true };
  else if (kind === 5) next[at] = { ...old, matchers: randomMatchers(random, fields) };
  else if (kind === 6 && old.action !== 'jump') next[at] = { ...old, action: random.pick(DECISIONS) };
  else next[at] = { ...randomRule(random, fields, placeOf(old)) };
  return { ...set, rules: withFewLimits(next) };
}

/** The firewalls with one rule or one matcher less. */
export function* smallerFirewalls(set: RandomFirewall): Iterable<RandomFirewall> {
  const { rules, entries } = set;
  if (entries.length > 0) yield { ...set, entries: [] };
  for (let at = 0; at < rules.length; at++) yield { ...set, rules: rules.toSpliced(at, 1) };
  for (const [at, rule] of rules.entries()) {
    for (const name of Object.keys(rule.matchers ?? {})) {
      const { [name]: _, ...matchers } = rule.matchers ?? {};
      yield { ...set, rules: rules.with(at, { ...rule, matchers }) };
    }
  }
}

/** All packets that differ for rules that ask for these fields only. */
export function packetsFor(fields: readonly string[]): readonly Packet[] {
  const key = fields.join();
  let packets = knownPackets.get(key);
  if (packets === undefined) {
    packets = allPackets(fields);
    knownPackets.set(key, packets);
  }
  return packets;
}

const knownPackets = new Map<string, readonly Packet[]>();
const PORTLESS: readonly number[] = [1, 47];

function allPackets(fields: readonly string[]): Packet[] {
  // Who asks for one thing of a packet may ask for it by a list, too.
  const values = <T>(field: string, all: readonly [T, ...T[]]): readonly T[] =>
    fields.includes(field) || fields.includes(`${field}-list`) ? all : [all[0]];
  const protocols = [6, 17, 1, 132, 47] as const;
  const kinds = fields.includes('dst-port') ? protocols : values('protocol', protocols);
  return kinds.flatMap((protocol) =>
    // Where there are no ports, packets differ in none.
    (PORTLESS.includes(protocol) ? [0] : values('dst-port', [0, 1, 2, 65535])).flatMap((port) =>
      values('connection-state', ['new', 'established', 'invalid', 'related'] as const).flatMap((state) =>
        values('src-address', [0, 1, 0xffffffff]).flatMap((source) =>
          values('in-interface', ['other', 'ether1', 'ether2']).map((inInterface) => ({
            family: 'ip' as const,
            protocol,
            source,
            sourcePort: PORTLESS.includes(protocol) ? undefined : 40_000,
            destination: undefined,
            destinationPort: PORTLESS.includes(protocol) ? undefined : port,
            icmp: protocol === 1 ? ([8, 0] as const) : undefined,
            size: 60,
            inInterface,
            state,
          })),
        ),
      ),
    ),
  );
}

function randomRule(random: Random, fields: readonly string[], { table, chain, targets }: Place): PlainRule {
  const matchers = randomMatchers(random, fields);
  const kind = random.upTo(8);
  if (kind < 5) return { table, chain, action: random.pick(DECISIONS), matchers };
  if (kind < 7) return { table, chain, action: 'jump', matchers, does: { 'jump-target': random.pick(targets) } };
  const does = { 'address-list': random.pick(LISTS), 'address-list-timeout': random.pick(TIMEOUTS) };
  return { table, chain, action: 'add-src-to-address-list', matchers, does };
}

function randomMatchers(random: Random, fields: readonly string[]): Record<string, string> {
  const matchers: Record<string, string> = {};
  for (const field of fields) {
    if (random.chance(0.5)) continue;
    matchers[field] = `${random.chance(0.5) ? '!' : ''}${random.pick(VALUES[field] as readonly string[])}`;
  }
  return matchers;
}

/** Each limit fits or does not, so that every one of them doubles what is to be tried. */
function withFewLimits(rules: readonly PlainRule[]): readonly PlainRule[] {
  let limits = 0;
  return rules.map((rule) => {
    if (rule.matchers?.['limit'] === undefined || ++limits <= MOST_LIMITS) return rule;
    const { limit: _, ...matchers } = rule.matchers;
    return { ...rule, matchers };
  });
}

function listsOf({ members, entries }: Pick<RandomFirewall, 'members' | 'entries'>): PlainLists {
  return { interfaceLists: new Map([['LAN', members]]), addressLists: new Map([['a', entries]]) };
}

function placeOf({ table, chain }: PlainRule): Place {
  return PLACES.find((place) => place.table === table && place.chain === chain) as Place;
}
