import { textOf } from '../execution/configuration.ts';
import { type FirewallRule, isRefusal, listKey, matcher } from '../firewall/firewall.ts';
import { Possibilities } from '../firewall/possibilities.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { parseIpv4Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { outsideAddress, publicAddresses, waysIn } from './common/internetAccess.ts';
import { rangeOf } from './common/places.ts';
import { probe } from './common/probes.ts';
import { hasDisabledEnd, isLongFilter, type ShownChain, shownChain } from './common/shownChain.ts';
import type { Analysis, Rule } from './rule.ts';

/** Packets from the Internet that are sent on to the inside. */
export const forwardOpenEnd: Rule = {
  meta: {
    id: 'forward-open-end',
    summary: 'New connections from the Internet are forwarded to the inside.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'What no rule of `forward` decides is sent on, so a list of accepts without a drop behind it keeps out nobody, nor does one that accepts everything. Address translation is no firewall: whoever is in the segment of the provider sends packets to 192.168.88.0/24 through the router, and with public addresses inside the whole world does.',
    remedy:
      'Drop new connections from the outside that are not translated: `drop connection-state=new connection-nat-state=!dstnat in-interface-list=WAN`.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1-wan
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-state=invalid
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1-wan
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1-wan
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-state=invalid
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface=ether1-wan
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1-wan
`,
    fix: 'none',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Building Your First Firewall.',
      'RouterOS manual, Firewall > Filter: what no rule matches is accepted.',
    ],
  },

  *check(analysis) {
    const { firewall, configuration } = analysis;
    const chain = firewall.rules.filter(isForward);
    const last = chain.findLast(({ item }) => item.origin !== undefined);
    if (last === undefined || configuration.opaqueMenus.has('/ip/firewall/filter')) return;
    const everything = yield* acceptOfAll(analysis, chain);
    if (everything !== undefined) {
      yield {
        message: phrase`This accepts all that is forwarded: ${formatPacket(PACKET)} is sent on from whatever side it comes. Accept what you need, and drop new connections from the Internet that are not translated.`,
        range: rangeOf(everything, 'action'),
      };
      return;
    }
    // Of a whole file, a chain that is not used is no chain that was forgotten.
    const shown = shownChain(analysis, 'ip', 'forward') ?? exempting(analysis, chain);
    if (shown === undefined || (shown.assumption !== undefined && hasDisabledEnd(analysis, 'ip', 'forward'))) return;
    const sides = shown.assumption === undefined ? guardedSides(analysis, chain) : waysIn(firewall).names;
    const source = outsideAddress(analysis, 'ip');
    if (sides.length === 0 || sides.length > MAX_WAYS || source === undefined) return;
    const packet = yield* passing(analysis, chain, sides, source);
    if (packet === undefined) return;
    const from = sides[0] === undefined ? phrase`outside` : sides[0];
    const assumed = shown.assumption === undefined ? '' : ` (${shown.assumption})`;
    yield {
      message: phrase`The chain forward ends without a drop for the Internet: ${formatPacket(packet)} from ${from} is sent on${assumed}. Drop new connections from there that are not translated.`,
      range: rangeOf(last),
      ...(shown.assumption !== undefined && { severity: 'information', confidence: 'medium' }),
    };
  },
};

/** Behind which the inside is meant to be unreachable: the chain lists what may pass, or addresses are translated. */
function guardedSides(analysis: Analysis, chain: readonly FirewallRule[]): string[] {
  const isWhitelist = chain.some(narrows);
  return [...uplinks(analysis.firewall).known].filter((name) => isWhitelist || translatesTo(analysis, name));
}

const MAX_WAYS = 12;
/** Which host of a network stands for it; the first ones are routers. */
const HOST = 10;

/** An accept for new connections without any condition, in a chain that has more to say. */
function* acceptOfAll(analysis: Analysis, chain: readonly FirewallRule[]): Steps<FirewallRule | undefined> {
  const rule = chain.find(
    ({ action, matchers, item }) =>
      action === 'accept' &&
      item.properties.has('action') &&
      matchers.every((one) => one.name === 'connection-state' && !one.negated && one.text.includes('new')),
  );
  if (rule?.item.origin === undefined || chain.length === 1) return undefined;
  // Behind refusals of what comes from the Internet it accepts the rest.
  const sides = uplinks(analysis.firewall).known;
  const ways = sides.size > 0 ? [...sides] : [undefined];
  for (const inInterface of ways) {
    const { trace, certain } = yield* new Possibilities(analysis.firewall).sendSteps({ ...PACKET, inInterface });
    if (!certain || trace.by !== rule) return undefined;
  }
  return refusesBefore(chain, rule) ? undefined : rule;
}

/** Whether a side, or what is not translated, is refused above: then the rest may be meant. */
function refusesBefore(chain: readonly FirewallRule[], rule: FirewallRule): boolean {
  return chain.some(
    (other) =>
      other.index < rule.index &&
      isRefusal(other.action) &&
      other.matchers.some(({ name }) => name.startsWith('in-interface') || name === 'connection-nat-state'),
  );
}

/** An accept for some hosts or services, of no use where nothing refuses the others. */
function narrows({ action, matchers }: FirewallRule): boolean {
  return action === 'accept' && matchers.some(({ name }) => NARROWING.has(name));
}

const NARROWING: ReadonlySet<string> = new Set([
  ...['src-address', 'dst-address', 'src-address-list', 'dst-address-list', 'dst-port', 'port', 'src-mac-address'],
]);

function isForward({ family, table, chain, enabled }: FirewallRule): boolean {
  return family === 'ip' && table === 'filter' && chain === 'forward' && enabled;
}

/** Only behind translation the inside has addresses that nobody is meant to reach. */
function translatesTo({ firewall }: Analysis, side: string): boolean {
  return firewall.rules.some((rule) => {
    if (rule.family !== 'ip' || !rule.enabled || (rule.action !== 'masquerade' && rule.action !== 'src-nat'))
      return false;
    const out = matcher(rule, 'out-interface') ?? matcher(rule, 'out-interface-list');
    if (out === undefined || out.negated) return false;
    return out.text === side || (out.name.endsWith('-list') && firewall.interfaces.isOn(out.text, side) === true);
  });
}

/** What passes from all sides, to a host that no rule names or to one of a network that the chain speaks of. */
function* passing(
  analysis: Analysis,
  chain: readonly FirewallRule[],
  sides: readonly (string | undefined)[],
  source: Packet['source'],
): Steps<Packet | undefined> {
  for (const destination of [PACKET.destination, ...ownHosts(analysis, chain)]) {
    const packet = { ...PACKET, source, destination };
    let all = true;
    for (const inInterface of sides) all &&= yield* passes(analysis, { ...packet, inInterface });
    if (all) return packet;
  }
  return undefined;
}

/** A chain of a long filter that refuses all but what comes from, or goes to, own networks. */
function exempting(analysis: Analysis, chain: readonly FirewallRule[]): ShownChain | undefined {
  if (ownHosts(analysis, chain).length === 0 || !isLongFilter(analysis, 'ip')) return undefined;
  return { rules: chain, assumption: phrase`as far as this file shows the chain` };
}

/** A private address of each list that a rule of the chain exempts. */
function ownHosts({ firewall }: Analysis, chain: readonly FirewallRule[]): number[] {
  const names = chain.flatMap(({ matchers }) =>
    matchers.flatMap(({ name, text, negated }) => (negated && name === 'dst-address-list' ? [text] : [])),
  );
  return [...new Set(names)].slice(0, MAX_WAYS).flatMap((name) => {
    const set = (firewall.addressLists.get(listKey('ip', name)) ?? [])
      .flatMap((item) => parseIpv4Set(textOf(item, 'address') ?? '') ?? [])
      .find(
        (one) => (one.first ?? 0) < (one.last ?? 0) && !publicAddresses('ip').intersects(one as IntervalSet<Point>),
      );
    const host = set === undefined ? 0 : Number(set.first) + HOST;
    return set?.contains(host) === true ? [host] : [];
  });
}

/** To the end of the chain, by whoever is on no list. */
function* passes(analysis: Analysis, packet: Packet): Steps<boolean> {
  const trace = yield* probe(analysis, packet);
  return trace?.verdict === 'accept' && trace.by === undefined;
}

/** To an address and a port of the inside of which no rule speaks. */
const PACKET = parsePacket('tcp 198.51.100.7:40000 -> 192.168.88.199:50007') as Packet;
