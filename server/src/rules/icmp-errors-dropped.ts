import { type Family, type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { phrase, plural } from '../language/phrase.ts';
import { icmpName } from '../packet/icmp.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { type ChainVisit, filterVisits } from './common/chainVisits.ts';
import { outsideAddress, waysIn } from './common/internetAccess.ts';
import { rangeOf } from './common/places.ts';
import { probe, probeEach } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** A filter of ICMP that refuses the errors without which connections hang. */
export const icmpErrorsDropped: Rule = {
  meta: {
    id: 'icmp-errors-dropped',
    summary: 'A filter of ICMP refuses errors that connections need.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Who sends too large a packet learns so from the ICMP error 3:4, "fragmentation needed", and in IPv6 from type 2. Where it is refused, large transfers hang, small ones work, and nobody knows why. Without 3:3 a client waits for its timeout where it could see at once that nothing listens, and without 11:0 no traceroute works. In `forward`, where it hits all hosts, this is a warning.',
    remedy: 'Accept `connection-state=related` above the filter of ICMP, or accept types 3 and 11 in it.',
    bad: `/ip firewall filter
add chain=forward action=jump jump-target=icmp protocol=icmp
add chain=forward action=accept connection-state=established,related
add chain=icmp action=accept protocol=icmp icmp-options=8:0
add chain=icmp action=accept protocol=icmp icmp-options=0:0
add chain=icmp action=drop protocol=icmp
`,
    good: `/ip firewall filter
add chain=forward action=accept connection-state=established,related
add chain=forward action=jump jump-target=icmp protocol=icmp
add chain=icmp action=accept protocol=icmp icmp-options=8:0
add chain=icmp action=accept protocol=icmp icmp-options=0:0
add chain=icmp action=drop protocol=icmp
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 1191 and RFC 8201: path MTU discovery.', 'RFC 4890: filtering ICMPv6.'],
  },

  *check(analysis) {
    const told = new Set<FirewallRule>();
    for (const family of ['ip', 'ipv6'] as const) {
      for (const hook of ['forward', 'input'] as const) {
        if (
          !filterVisits(analysis.firewall, family, hook).some(
            ({ rule, matchers }) => isRefusal(rule.action) && matchers.some(isOfIcmp),
          )
        )
          continue;
        const [first, ...others] = yield* lostErrors(analysis, family, hook);
        if (first === undefined || told.has(first.by)) continue;
        told.add(first.by);
        const names = [first, ...others].map(({ packet }) => nameOf(packet));
        const isMtu = isTooBig(first.packet);
        yield {
          message: plural(names.length, {
            one: phrase`This refuses the ICMP error ${names[0]} of running connections: ${formatPacket(first.packet)} state=related. Accept connection-state=related above, or this type.`,
            other: phrase`This refuses the ICMP errors ${names.join(', ')} of running connections: ${formatPacket(first.packet)} state=related. Accept connection-state=related above, or these types.`,
          }),
          range: rangeOf(first.at, 'icmp-options', 'protocol', 'action'),
          related: first.at === first.by ? [] : [{ message: phrase`refuses them`, range: rangeOf(first.by) }],
          severity: isMtu && hook === 'forward' ? 'warning' : 'information',
        };
      }
    }
  },
};

interface Lost {
  readonly packet: Packet;
  readonly by: FirewallRule;
  /** The rule of the filter of ICMP that leads there. */
  readonly at: FirewallRule;
}

/** The errors that a rule about ICMP refuses, from wherever they come; of one rule only. */
function* lostErrors(analysis: Analysis, family: Family, hook: 'input' | 'forward'): Steps<Lost[]> {
  const { names } = waysIn(analysis.firewall);
  const source = outsideAddress(analysis, family);
  if (names.length === 0 || names.length > MAX_WAYS || source === undefined) return [];
  // Where all answers are refused, errors are the least of it, and may be meant.
  const answer = yield* probe(analysis, { ...ANSWERS[family][hook], source, inInterface: names[0] }, hook);
  if (answer?.verdict !== 'accept') return [];
  const lost: Lost[] = [];
  const ofIcmp = new Map(
    filterVisits(analysis.firewall, family, hook)
      .filter(({ matchers }) => matchers.some(isOfIcmp))
      .map((visit) => [visit.rule, placeOf(visit)] as const),
  );
  for (const packet of ERRORS[family][hook]) {
    const traces = yield* probeEach(analysis, { ...packet, source }, names, hook);
    const [first] = traces;
    const isLost = traces.every(
      (trace) =>
        trace?.by !== undefined &&
        isRefusal(trace.by.action) &&
        ofIcmp.has(trace.by) &&
        trace.by.item.origin !== undefined,
    );
    const at = first?.by === undefined ? undefined : ofIcmp.get(first.by);
    if (isLost && first?.by !== undefined && at !== undefined && (lost[0] === undefined || lost[0].by === first.by))
      lost.push({ packet: first.packet, by: first.by, at });
  }
  return lost;
}

/** The rule itself, or the jump to it that stands in the filter of ICMP. */
function placeOf({ rule, jumps }: ChainVisit): FirewallRule {
  const path = [rule, ...jumps];
  const asking = path.findIndex(({ matchers }) => matchers.some(isOfIcmp));
  return path[Math.max(asking - 1, 0)] ?? rule;
}

function isOfIcmp({ name, text, negated }: FirewallRule['matchers'][number]): boolean {
  if (name === 'icmp-options') return true;
  return name === 'protocol' && !negated && ICMP.has(text);
}

const ICMP: ReadonlySet<string> = new Set(['icmp', '1', 'icmpv6', '58']);

function isTooBig({ family, icmp }: Packet): boolean {
  return family === 'ip' ? icmp?.[0] === 3 && icmp[1] === 4 : icmp?.[0] === 2;
}

function nameOf({ family, icmp }: Packet): string {
  const [type, code] = icmp as readonly [number, number];
  const name = icmpName(family, type, code);
  return name === undefined ? `${type}:${code}` : `${type}:${code} (${name})`;
}

function error(text: string): Packet {
  return { ...(parsePacket(text) as Packet), state: 'related' };
}

function established(text: string): Packet {
  return { ...(parsePacket(text) as Packet), state: 'established' };
}

/** The most needed first. */
const ERRORS: Readonly<Record<Family, Readonly<Record<'input' | 'forward', readonly Packet[]>>>> = {
  ip: {
    input: ['3:4', '3:3', '11:0'].map((type) => error(`icmp 198.51.100.7 -> icmp=${type}`)),
    forward: ['3:4', '3:3', '11:0'].map((type) => error(`icmp 198.51.100.7 -> 192.168.88.199 icmp=${type}`)),
  },
  ipv6: {
    input: ['2:0', '1:4', '3:0'].map((type) => error(`icmpv6 2001:db8:1::7 -> icmp=${type}`)),
    forward: ['2:0', '1:4', '3:0'].map((type) => error(`icmpv6 2001:db8:1::7 -> 2001:db8:2::7 icmp=${type}`)),
  },
};
const ANSWERS: Readonly<Record<Family, Readonly<Record<'input' | 'forward', Packet>>>> = {
  ip: {
    input: established('tcp 198.51.100.7:443 -> :50007'),
    forward: established('tcp 198.51.100.7:443 -> 192.168.88.199:50007'),
  },
  ipv6: {
    input: established('tcp [2001:db8:1::7]:443 -> :50007'),
    forward: established('tcp [2001:db8:1::7]:443 -> [2001:db8:2::7]:50007'),
  },
};
const MAX_WAYS = 12;
