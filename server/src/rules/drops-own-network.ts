import type { RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import type { Trace } from '../firewall/interpret.ts';
import { ownAddresses } from '../firewall/ownAddresses.ts';
import type { Passage } from '../firewall/passages.ts';
import { looksOutside, uplinks } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type Box, box } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { formatPacket } from '../packet/packet.ts';
import { type Fates, fatesOf, isSettled } from './common/fates.ts';
import { placeOf, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A drop for addresses that nobody may have, which the router itself has given to its network. */
export const dropsOwnNetwork: Rule = {
  meta: {
    id: 'drops-own-network',
    summary: 'A drop of a large range takes everything that a network of the router sends.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'Lists of bogons hold 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16, since nobody on the Internet may have these addresses. The hosts of the inside do have them: a drop that does not say from where the packets come, in `raw` or in `input` and `forward`, shuts out the own network, its owner among it.',
    remedy: 'Let the drop ask for the interface of the outside, `in-interface-list=WAN`.',
    bad: `/ip address
add address=192.168.88.1/24 interface=bridge
/ip firewall address-list
add address=192.168.0.0/16 list=bogons
/ip firewall raw
add action=drop chain=prerouting src-address-list=bogons
`,
    good: `/ip address
add address=192.168.88.1/24 interface=bridge
/ip firewall address-list
add address=192.168.0.0/16 list=bogons
/ip firewall raw
add action=drop chain=prerouting in-interface-list=WAN src-address-list=bogons
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Building Advanced Firewall.', 'RFC 6890, Special-Purpose IP Address Registries.'],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const drops = analysis.firewall.rules.filter((rule) => rule.family === family && mayTakeNetworks(rule));
      if (drops.length === 0 || !isSettled(analysis, family)) continue;
      const own = ownAddresses(analysis.firewall.configuration, family);
      const outside = uplinks(analysis.firewall).known;
      const networks = own.networks
        .filter((one) => !outside.has(one.interface) && !looksOutside(one.interface))
        .slice(0, MAX_NETWORKS);
      const found = new Map<FirewallRule, Lost[]>();
      for (const network of networks) {
        const lost = lostBy(fatesOf(analysis, family), network, own.all);
        if (lost !== undefined) found.set(lost.by, [...(found.get(lost.by) ?? []), lost]);
      }
      for (const lost of found.values()) yield finding(analysis, lost as [Lost, ...Lost[]]);
    }
  },
};

const MAX_NETWORKS = 24;

interface Network {
  readonly interface: string;
  readonly addresses: IntervalSet<Point>;
}

interface Lost {
  readonly network: Network;
  readonly by: FirewallRule;
  readonly trace: Trace;
}

/** A refusal that asks for sources, by address or list. */
function mayTakeNetworks({ action, enabled, matchers, table, item }: FirewallRule): boolean {
  if (!enabled || item.origin === undefined || !isRefusal(action) || table === 'nat' || table === 'mangle')
    return false;
  return matchers.some(({ name, negated }) => !negated && (name === 'src-address' || name === 'src-address-list'));
}

/** The rule that takes the packets of a network, where all of them are refused by rules that take more than it. */
function lostBy(fates: Fates, network: Network, own: IntervalSet<Point>): Lost | undefined {
  const hosts = hostsOf(network.addresses.minus(own));
  const whole = box([
    { dimension: fates.space.dimension('src-address'), set: hosts },
    fates.side('connection-state', NEW),
    ...fates.by(network.interface),
  ]);
  if (whole === undefined || hosts.isEmpty) return undefined;
  let first: Passage | undefined;
  for (const hook of ['input', 'forward'] as const) {
    const passages = fates.refused(hook, [whole]);
    if (passages === undefined || passages.length === 0) return undefined;
    if (!passages.every(({ by }) => by !== undefined && isLarger(fates, by, network.addresses))) return undefined;
    first ??= passages[0];
  }
  const trace = first === undefined ? undefined : fates.witness(first, network.interface);
  return first?.by?.item.origin === undefined || trace === undefined ? undefined : { network, by: first.by, trace };
}

/** The first address of a network is nobody's. */
function hostsOf(all: IntervalSet<Point>): IntervalSet<Point> {
  const rest = all.minus(IntervalSet.range<Point>(all.first ?? 0, all.first ?? 0));
  return rest.isEmpty ? all : rest;
}

/** Whether one of its sources holds the whole network and more. */
function isLarger({ space }: Fates, rule: FirewallRule, network: IntervalSet<Point>): boolean {
  const { products, lists } = space.match(rule);
  const address = space.dimension('src-address');
  const sets = [
    ...products.flatMap((one: Box) => one.filter(({ dimension }) => dimension === address).map(({ set }) => set)),
    ...lists.filter(({ side, negated }) => side === 'source' && !negated).map(({ entries }) => entries),
  ];
  return sets.some((set) => network.isSubset(set) && !set.isSubset(network));
}

function finding(analysis: Analysis, [first, ...others]: readonly [Lost, ...Lost[]]): RuleFinding {
  const { by, trace, network } = first;
  const more = others.length === 0 ? '' : phrase` and ${others.length} more`;
  return {
    message: phrase`This refuses everything from ${network.interface}, the router's own network${more}: ${formatPacket(trace.packet)} is dropped by ${placeOf(analysis, by)}. Let it ask for the interface of the outside.`,
    range: rangeOf(by, 'src-address-list', 'src-address'),
  };
}

const NEW = 0;
