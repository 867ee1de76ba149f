import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import { type Family, type Firewall, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { Interpreter, type Trace } from '../firewall/interpret.ts';
import { ordinaryPoint } from '../firewall/ordinaryPacket.ts';
import type { Passage } from '../firewall/passages.ts';
import { targetOf } from '../firewall/translation.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { packetOf } from '../firewall/witness.ts';
import { phrase } from '../language/phrase.ts';
import { formatIpv4, formatIpv6, parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import type { Box, Side } from '../packet/box.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { formatPacket } from '../packet/packet.ts';
import { type Fates, fatesOf, isSettled, withSides } from './common/fates.ts';
import { publicAddresses, sidesOf } from './common/internetAccess.ts';
import { insertAbove, placeOf, quoted, rangeOf, standsAlone } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A port forward behind which all packets are refused. */
export const portForwardBlocked: Rule = {
  meta: {
    id: 'port-forward-blocked',
    summary: 'Everything that a port forward takes is refused behind it.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A `dst-nat` only gives packets another destination. After that they pass the chain `forward`, with the new address and the new port, and are dropped there like all others: an accept for the public address and port fits none of them.',
    remedy:
      'Accept what was translated above the drop: `connection-nat-state=dstnat`, or the address and the port of the host inside.',
    bad: `/ip firewall filter
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward dst-address=203.0.113.2 dst-port=8080 protocol=tcp
add action=drop chain=forward
/ip firewall nat
add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=8080 protocol=tcp to-addresses=192.168.88.10 to-ports=80
`,
    good: `/ip firewall filter
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward dst-address=192.168.88.10 dst-port=80 protocol=tcp
add action=drop chain=forward
/ip firewall nat
add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=8080 protocol=tcp to-addresses=192.168.88.10 to-ports=80
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Packet Flow.', 'RouterOS manual, NAT.'],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const forwards = analysis.firewall.rules.filter((rule) => rule.family === family && isPortForward(rule));
      if (forwards.length === 0 || !mayRefuse(analysis.firewall, family) || !isSettled(analysis, family)) continue;
      let fates: Fates | undefined;
      const sides = waysIn(analysis.firewall);
      for (const rule of forwards) {
        if (analysis.reachability.of(rule).kind === 'dead' || passesOnce(analysis, rule)) continue;
        fates ??= fatesOf(analysis, family);
        const blocked = blockedBy(fates, rule, sides);
        if (blocked !== undefined) yield finding(analysis, rule, blocked);
      }
    }
  },
};

function isPortForward({ table, chain, action, enabled, item }: FirewallRule): boolean {
  return table === 'nat' && chain === 'dstnat' && action === 'dst-nat' && enabled && !item.assumed;
}

function mayRefuse({ rules }: Firewall, family: Family): boolean {
  return rules.some((rule) => rule.family === family && rule.enabled && rule.table !== 'nat' && isRefusal(rule.action));
}

/** Whether an ordinary packet that the rule takes comes through, which is soon seen. */
function passesOnce({ firewall, reachability }: Analysis, rule: FirewallRule): boolean {
  const space = reachability.space(rule.family);
  const [first] = space.match(rule).products;
  if (first === undefined) return true;
  const packet = packetOf(space, ordinaryPoint(first, space), rule.family, 'forward');
  const { verdict, rewrittenBy } = new Interpreter(firewall).send({ ...packet, state: 'new' }, 'forward');
  return verdict === 'accept' && rewrittenBy === rule;
}

/**
 * By which interfaces the packets of a port forward may come: by the uplinks where it is for those outside, else by
 * all that the file names and one that it does not.
 */
interface Ways {
  readonly outside: readonly string[];
  readonly all: readonly (string | undefined)[];
}

function waysIn(firewall: Firewall): Ways {
  const { known } = uplinks(firewall);
  return { outside: [...known].slice(0, MAX_WAYS), all: [undefined, ...sidesOf(firewall)] };
}

const MAX_WAYS = 12;

interface Blocked {
  readonly trace: Trace;
  readonly passage: Passage;
}

/** One of the packets that the rule takes, if all of them are refused. */
function blockedBy(fates: Fates, rule: FirewallRule, { outside, all }: Ways): Blocked | undefined {
  const ways = outside.length > 0 && isForOutside(rule, outside) ? outside : all;
  if (ways.length > MAX_WAYS) return undefined;
  const { products } = fates.space.match(rule);
  const inward = outward(fates, rule, outside);
  let found: Blocked | undefined;
  for (const way of ways) {
    const boxes: Box[] = withSides(products, [fates.side('connection-state', 0), ...fates.by(way), ...inward]);
    for (const hook of ['input', 'forward'] as const) {
      const passages = fates.refused(hook, boxes, ({ rewrittenBy }) => rewrittenBy === rule);
      if (passages === undefined) return undefined;
      for (const passage of found === undefined ? passages : []) {
        const trace = fates.witness(passage, way);
        if (trace !== undefined) found = { trace, passage };
      }
    }
  }
  return found;
}

/** It takes what comes by an uplink, or what is sent to an address of the Internet. */
function isForOutside(rule: FirewallRule, outside: readonly string[]): boolean {
  const side = matcher(rule, 'in-interface') ?? matcher(rule, 'in-interface-list');
  if (side !== undefined) return !side.negated && outside.includes(side.text);
  const address = matcher(rule, 'dst-address');
  return address !== undefined && !address.negated && isPublic(rule.family, address.text);
}

/** What is sent to an address of the inside does not leave by an uplink. */
function outward(fates: Fates, rule: FirewallRule, outside: readonly string[]): Side[] {
  const to = targetOf(rule).addresses;
  if (to === undefined || to.intersects(publicAddresses(rule.family))) return [];
  const dimension = fates.space.interfaceDimension('out');
  const sides: Side[] = [
    { dimension, set: fates.space.interfaceNumbers(outside).complement(fates.space.domain(dimension)) },
  ];
  for (const name of outside) {
    const atom = fates.space.interfaceListAtom('out', name);
    if (atom !== undefined) sides.push(fates.side(`out-interface-list ${name}`, 0));
  }
  return sides;
}

function finding(analysis: Analysis, rule: FirewallRule, { trace, passage }: Blocked): RuleFinding {
  const { by } = passage;
  const to = targetText(rule);
  const place =
    by === undefined
      ? ''
      : phrase` by ${by.item.origin === undefined ? placeOf(analysis, by) : phrase`the ${by.action} of ${placeOf(analysis, by)}`}`;
  return {
    message: phrase`Nothing gets through this port forward: ${formatPacket(trace.packet)} goes on${to === '' ? '' : phrase` to ${to}`} and is refused${place}. Accept it above, as it is behind the translation.`,
    range: rangeOf(rule, 'to-addresses', 'to-ports', 'action'),
    related:
      by?.item.origin === undefined ? [] : [{ message: phrase`refuses what was translated`, range: rangeOf(by) }],
    fixes: by === undefined ? [] : accept(analysis, rule, by, trace),
  };
}

function targetText(rule: FirewallRule): string {
  const { addresses, port } = targetOf(rule);
  const address = addresses === undefined || addresses.first !== addresses.last ? undefined : addresses.first;
  if (address === undefined) return textOf(rule.item, 'to-addresses') ?? '';
  const text = rule.family === 'ip' ? formatIpv4(Number(address)) : formatIpv6(BigInt(address));
  return port === undefined ? text : rule.family === 'ip' ? `${text}:${port}` : `[${text}]:${port}`;
}

/** An accept for the packets as they are behind the translation. */
function accept(analysis: Analysis, rule: FirewallRule, by: FirewallRule, { hook }: Trace): Fix[] {
  if (by.table !== 'filter' || by.item.origin === undefined || hook !== 'forward' || !standsAlone(analysis, by))
    return [];
  const kept = ['in-interface', 'in-interface-list', 'protocol', 'src-address', 'src-address-list'];
  const asked = rule.matchers.filter(({ name, property }) => kept.includes(name) && property.constant);
  const port = textOf(rule.item, 'to-ports') ?? matcher(rule, 'dst-port')?.property.text;
  const words = [
    ...asked.map(({ name, property }) => `${name}=${quoted(property.text)}`),
    ...wordOf('dst-address', textOf(rule.item, 'to-addresses') ?? textOf(rule.item, 'to-address')),
    ...wordOf('dst-port', port),
  ].sort();
  const command = `add action=accept chain=${quoted(by.chain)} ${words.join(' ')}`.trimEnd();
  return [
    {
      title: phrase`Accept it above ${placeOf(analysis, by)}`,
      safe: false,
      edits: [insertAbove(analysis, by, [command])],
    },
  ];
}

function wordOf(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`${name}=${quoted(text)}`];
}

function isPublic(family: Family, text: string): boolean {
  const set = family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text);
  return set !== undefined && (set as IntervalSet<Point>).isSubset(publicAddresses(family));
}
