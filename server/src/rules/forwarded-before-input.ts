import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import type { Trace } from '../firewall/interpret.ts';
import { looksOutside } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolName, protocolNumber } from '../packet/protocol.ts';
import type { Steps } from '../text/steps.ts';
import { visitsOfRule } from './common/chainVisits.ts';
import { outsideAddress, sidesOf, waysIn } from './common/internetAccess.ts';
import { overlap } from './common/overlap.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import { probe } from './common/probes.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule of input for packets that a translation has sent elsewhere before. */
export const forwardedBeforeInput: Rule = {
  meta: {
    id: 'forwarded-before-input',
    summary: 'A rule of input never sees its packets, since dst-nat forwards them before.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'The chain `dstnat` is met before the router decides whether a packet is for itself. What it sends to another host passes `forward`, so an accept in `input`, or a knock, for the same port is for nobody.',
    remedy: 'Leave the port out of the forward, name an address or interface there, or remove the rule of `input`.',
    bad: `/ip firewall nat
add chain=dstnat action=dst-nat protocol=tcp dst-port=443 dst-address-type=local to-addresses=192.168.88.10
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=443
add chain=input action=drop
`,
    good: `/ip firewall nat
add chain=dstnat action=dst-nat protocol=tcp dst-port=443 dst-address-type=local to-addresses=192.168.88.10
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=8443
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Packet Flow: dst-nat comes before the routing decision.'],
  },

  *check(analysis) {
    const { firewall } = analysis;
    for (const family of ['ip', 'ipv6'] as const) {
      const forwards = firewall.rules.filter(
        (rule) => rule.enabled && rule.family === family && rule.table === 'nat' && rule.action === 'dst-nat',
      );
      if (forwards.length === 0) continue;
      const perhaps = firewall.rules.filter(
        (rule) => rule.family === family && isOfInput(rule) && visitsOfRule(firewall, rule, 'input').length > 0,
      );
      for (const rule of perhaps.slice(0, MANY)) {
        const isTaken = forwards.some((one) => overlap(one, rule) === 'yes');
        const by = isTaken ? yield* forwardedBy(analysis, rule) : undefined;
        yield by === undefined
          ? undefined
          : {
              message: phrase`Line ${ruleLine(analysis, by)} forwards ${protocolText(rule)} to another host before input is met, so this never sees it. Leave the port out there, or remove this.`,
              range: rangeOf(rule, 'dst-port'),
              related: [{ message: phrase`forwards it`, range: rangeOf(by) }],
            };
      }
    }
  },
};

/** An accept, or a rule that lists the source, of a few ports. */
function isOfInput(rule: FirewallRule): boolean {
  const { enabled, table, action, item } = rule;
  if (!enabled || table !== 'filter' || item.origin === undefined) return false;
  return action === 'accept' || action === 'add-src-to-address-list';
}

function protocolText(rule: FirewallRule): string {
  const protocol = protocolNumber(matcher(rule, 'protocol')?.text ?? '');
  return `${protocol === undefined ? '' : protocolName(protocol)} ${matcher(rule, 'dst-port')?.text}`.trim();
}

/** The rule that sends a packet to each of the ports to another host, by every way by which it may come. */
function* forwardedBy(analysis: Analysis, rule: FirewallRule): Steps<FirewallRule | undefined> {
  const asked = matcher(rule, 'dst-port');
  const protocol = protocolNumber(matcher(rule, 'protocol')?.text ?? '');
  const ports = asked === undefined || asked.negated || !asked.property.constant ? undefined : parsePorts(asked.text);
  const source = outsideAddress(analysis, rule.family);
  if (ports === undefined || protocol === undefined || source === undefined) return undefined;
  const each = ports.intervals();
  const sides = waysTo(analysis, rule);
  if (each.length > MAX_PORTS || each.some(([low, high]) => low !== high) || sides.length > MAX_WAYS) return undefined;
  if (sides.length === 0) return undefined;
  let by: FirewallRule | undefined;
  for (const [port] of each) {
    for (const inInterface of sides) {
      const packet: Packet = { ...PACKET, family: rule.family, protocol, source, destinationPort: port, inInterface };
      const taken = sentElsewhere(yield* probe(analysis, packet));
      if (taken === undefined) return undefined;
      by ??= taken;
    }
  }
  return by?.item.origin === undefined ? undefined : by;
}

function sentElsewhere(trace: Trace | undefined): FirewallRule | undefined {
  return trace?.hook === 'forward' ? trace.rewrittenBy : undefined;
}

/** Where the rule names the outside, by that; else by all sides that the file names, and by others. */
function waysTo(analysis: Analysis, rule: FirewallRule): readonly (string | undefined)[] {
  const side = rule.matchers.find(({ name }) => name.startsWith('in-interface'));
  if (side === undefined)
    return [...new Set([undefined, ...waysIn(analysis.firewall).names, ...sidesOf(analysis.firewall)])];
  return !side.negated && looksOutside(side.text) ? [side.text] : [];
}

const PACKET = parsePacket('tcp 198.51.100.7:40000 -> :443') as Packet;
const MAX_PORTS = 8;
const MAX_WAYS = 8;
/** For each some packets are sent through the firewall. */
const MANY = 50;
