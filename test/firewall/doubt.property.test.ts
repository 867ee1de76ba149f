import { expect, test } from 'vitest';
import type { Firewall, FirewallRule } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import { Passages } from '../../server/src/firewall/passages.ts';
import { Possibilities } from '../../server/src/firewall/possibilities.ts';
import { box, type Side } from '../../server/src/packet/box.ts';
import { IntervalSet, type Point } from '../../server/src/packet/intervalSet.ts';
import { connectionStates, type Packet } from '../../server/src/packet/packet.ts';
import { firewallOf, type PlainRule, scriptOf } from '../support/firewallOf.ts';
import { forSets, type Random } from '../support/randomSets.ts';

interface OpenFirewall {
  readonly rules: readonly PlainRule[];
  readonly packet: Packet;
  /** Rules that may not be there, and the one of which nobody knows where it stands. */
  readonly conditional: readonly number[];
  readonly floating: number | undefined;
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['tcp', 'udp'],
  'dst-port': ['1', '1-2', '<PORT>'],
  'connection-state': ['new', 'established,untracked', 'untracked', 'established'],
  'connection-nat-state': ['srcnat', 'dstnat'],
  'connection-mark': ['a', 'no-mark'],
  'packet-mark': ['a', 'b', 'no-mark'],
  'ipsec-policy': ['in,none', 'in,ipsec'],
  content: ['x', 'y'],
  nth: ['2,1'],
  'src-mac-address': ['02:00:00:00:00:01'],
};
/** What is not negated in RouterOS, and what the interpreter takes for granted where the packet does not say it. */
const PLAIN: ReadonlySet<string> = new Set(['ipsec-policy', 'nth']);

/** Whose answer the file or the packet may leave open. */
const UNTOLD = ['content', 'nth', 'src-mac-address', 'dst-port', 'connection-nat-state', 'connection-mark'];

const PLACES = [
  { table: 'raw', chain: 'prerouting', most: 2, actions: ['notrack', 'accept', 'drop'] },
  { table: 'mangle', chain: 'prerouting', most: 2, actions: ['mark-packet', 'mark-connection', 'accept'] },
  { table: 'filter', chain: 'input', most: 4, actions: ['accept', 'drop', 'drop', 'jump', 'return', 'log'] },
  { table: 'filter', chain: 'x', most: 2, actions: ['accept', 'drop', 'return'] },
] as const;

/** For each packet the symbols know of one verdict just where the interpreter is certain of it. */
test('interpreter and symbols agree on what is doubtful', () => {
  const seen = { certain: 0, doubtful: 0 };
  forSets<OpenFirewall>('doubt: matchers', {
    draw: (random) => ({ ...drawn(random), conditional: [], floating: undefined }),
    smaller,
    check: (set) => {
      const firewall = firewallOf(set.rules);
      const { trace, certain } = new Possibilities(firewall).send(set.packet, 'input');
      const verdicts = symbolicVerdicts(firewall, set.packet);
      seen[certain ? 'certain' : 'doubtful']++;
      const own = trace.verdict === 'accept' ? 'admitted' : 'refused';
      if (!verdicts.has(own)) throw new Error(`${own} is none of ${[...verdicts]}, with\n${told(set)}`);
      if (certain !== (verdicts.size === 1)) {
        throw new Error(`certain is ${certain}, but there is ${[...verdicts]}, with\n${told(set)}`);
      }
    },
  });
  expect(seen.certain).toBeGreaterThan(0);
  expect(seen.doubtful).toBeGreaterThan(0);
});

/** Against all firewalls that there may be: with and without each rule in doubt, and with one at each place. */
test('a verdict is certain just where it is the same in every firewall that the file may describe', () => {
  const seen = { certain: 0, doubtful: 0 };
  forSets<OpenFirewall>('doubt: rules', {
    draw: (random) => {
      const set = drawn(random, new Set(UNTOLD));
      const numbers = set.rules.map((_, index) => index);
      // Each one doubles what is to be tried.
      const conditional = numbers.filter(() => random.chance(0.3)).slice(0, 3);
      const filter = numbers.filter((index) => set.rules[index]?.table === 'filter');
      return {
        ...set,
        conditional,
        floating: random.chance(0.5) && filter.length > 0 ? random.pick(filter) : undefined,
      };
    },
    smaller,
    check: (set) => {
      const firewall = open(firewallOf(set.rules), set);
      const { trace, certain, because } = new Possibilities(firewall).send(set.packet, 'input');
      const verdicts = new Set(
        [...possible(firewall)].map((one) => new Interpreter(one).send(set.packet, 'input').verdict),
      );
      seen[certain ? 'certain' : 'doubtful']++;
      if (!verdicts.has(trace.verdict)) throw new Error(`${trace.verdict} never happens, with\n${told(set)}`);
      if (certain !== (verdicts.size === 1) || certain !== (because.length === 0)) {
        throw new Error(`certain is ${certain}, but there is ${[...verdicts]}, with\n${told(set)}`);
      }
    },
  });
  expect(seen.certain).toBeGreaterThan(0);
  expect(seen.doubtful).toBeGreaterThan(0);
});

function drawn(random: Random, without: ReadonlySet<string> = new Set()): Pick<OpenFirewall, 'rules' | 'packet'> {
  const fields = random.some(
    Object.keys(VALUES).filter((name) => !without.has(name)),
    1 + random.upTo(3),
  );
  const rules = PLACES.flatMap(({ table, chain, most, actions }) =>
    Array.from({ length: random.upTo(most + 1) }, (): PlainRule => {
      const action = random.pick(actions);
      const matchers: Record<string, string> = {};
      for (const field of fields) {
        // Before connections are tracked and marks are set, no rule can ask for them.
        if (random.chance(0.4) || (table === 'raw' && /^(?:connection|packet-mark)/.test(field))) continue;
        const negated = !PLAIN.has(field) && random.chance(0.4);
        matchers[field] = `${negated ? '!' : ''}${random.pick(VALUES[field] as readonly string[])}`;
      }
      const does: Record<string, string> = {
        ...(action === 'jump' ? { 'jump-target': 'x' } : {}),
        ...(action === 'mark-packet' ? { 'new-packet-mark': random.pick(['a', 'b']) } : {}),
        ...(action === 'mark-connection' ? { 'new-connection-mark': 'a' } : {}),
      };
      return { table, chain, action, matchers, does };
    }),
  );
  return { rules, packet: randomPacket(random) };
}

function randomPacket(random: Random): Packet {
  return {
    family: 'ip',
    protocol: random.pick([6, 17]),
    source: 1,
    sourcePort: 40_000,
    destination: undefined,
    destinationPort: random.pick([1, 2]),
    icmp: undefined,
    size: 60,
    inInterface: undefined,
    state: random.pick(['new', 'new', 'established', 'invalid', 'related'] as const),
  };
}

/** What may become of the packet where each matcher that it does not tell is answered each way. */
function symbolicVerdicts(firewall: Firewall, packet: Packet): Set<string> {
  const space = new PacketSpace(firewall, 'ip');
  const effort = { left: 3_000_000 };
  const passages = new Passages(firewall, 'ip', space, effort, IntervalSet.empty());
  const single = (name: string, value: Point): Side => ({
    dimension: space.dimension(name),
    set: IntervalSet.range(value, value),
  });
  const sides = [
    single('protocol', packet.protocol),
    single('src-port', packet.sourcePort as number),
    single('dst-port', packet.destinationPort as number),
    single('connection-state', connectionStates.indexOf(packet.state as 'new')),
  ];
  // A plain packet has passed no tunnel.
  if (space.known('ipsec-policy = in,ipsec') !== undefined) sides.push(single('ipsec-policy = in,ipsec', 0));
  const verdicts = new Set([...passages.of('input', [box(sides) ?? []])].map(({ verdict }) => verdict));
  if (effort.left <= 0) throw new Error('too many ways');
  return verdicts;
}

function open(firewall: Firewall, { conditional, floating }: OpenFirewall): Firewall {
  const rules = firewall.rules.map((rule, index): FirewallRule => {
    const item = { ...rule.item, conditional: conditional.includes(index), placeUnknown: index === floating };
    return { ...rule, item };
  });
  return { ...firewall, rules };
}

function* possible(firewall: Firewall): Iterable<Firewall> {
  const { rules } = firewall;
  const unsure = rules.filter(({ item }) => item.conditional);
  const floating = rules.find(({ item }) => item.placeUnknown);
  const settled = (rule: FirewallRule): FirewallRule => ({
    ...rule,
    item: { ...rule.item, conditional: false, placeUnknown: false },
  });
  for (let there = 0; there < 2 ** unsure.length; there++) {
    const present = rules.filter((rule) => !unsure.includes(rule) || there & (1 << unsure.indexOf(rule)));
    const others = present.filter((rule) => rule !== floating);
    const places = floating === undefined || !present.includes(floating) ? [-1] : [...others.keys(), others.length];
    for (const at of places) {
      const ordered = at < 0 ? others : others.toSpliced(at, 0, floating as FirewallRule);
      yield { ...firewall, rules: ordered.map(settled) };
    }
  }
}

function* smaller(set: OpenFirewall): Iterable<OpenFirewall> {
  const { rules, conditional, floating } = set;
  for (let at = 0; at < rules.length; at++) {
    const moved = (index: number): number => (index > at ? index - 1 : index);
    yield {
      ...set,
      rules: rules.toSpliced(at, 1),
      conditional: conditional.filter((index) => index !== at).map(moved),
      floating: floating === undefined || floating === at ? undefined : moved(floating),
    };
  }
  for (const [at, rule] of rules.entries()) {
    for (const name of Object.keys(rule.matchers ?? {})) {
      const { [name]: _, ...matchers } = rule.matchers ?? {};
      yield { ...set, rules: rules.with(at, { ...rule, matchers }) };
    }
  }
}

function told({ rules, packet, conditional, floating }: OpenFirewall): string {
  return `${scriptOf(rules)}\n${JSON.stringify(packet)}\nconditional ${conditional}, floating ${floating}`;
}
