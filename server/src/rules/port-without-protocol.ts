import type { Fix } from '../diagnostics/finding.ts';
import { type FirewallRule, type Matcher, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { portProtocols, protocolNumber } from '../packet/protocol.ts';
import { appendArgument, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Ports without a protocol that has ports: RouterOS refuses the rule, and the import stops there. */
export const portWithoutProtocol: Rule = {
  meta: {
    id: 'port-without-protocol',
    summary: 'A rule asks for ports without a protocol that has ports.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'RouterOS answers "ports can be specified if proto is tcp,udp,udp-lite,dccp,sctp" and refuses the rule. An import stops at the first refused command, so the rest of the file is not applied either: perhaps the very accept that should let you back in.',
    remedy: 'Add `protocol=tcp` or `protocol=udp`. For both, write two rules.',
    bad: `/ip firewall filter
add chain=input action=accept dst-port=22
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=22 in-interface-list=LAN
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions: dst-port, src-port, port.'],
  },

  *check(analysis) {
    for (const rule of analysis.firewall.rules) {
      if (rule.item.assumed) continue;
      const ports = PORT_MATCHERS.map((name) => matcher(rule, name)).find((found) => found !== undefined);
      if (ports === undefined) continue;
      const protocol = matcher(rule, 'protocol');
      if (protocol !== undefined && (!protocol.property.constant || hasPorts(protocol))) continue;
      const why =
        protocol === undefined
          ? phrase`${ports.name} needs a protocol that has ports`
          : phrase`protocol=${protocol.property.text} has no ports for ${ports.name}`;
      yield {
        message: phrase`${why}: RouterOS refuses the rule, and an import stops here. ${protocol === undefined ? phrase`Add protocol=tcp or protocol=udp.` : phrase`Use tcp, udp, udp-lite, dccp or sctp.`}`,
        range: rangeOf(rule, ports.name),
        fixes: protocol === undefined ? addProtocol(rule) : [],
      };
    }
  },
};

const PORT_MATCHERS = ['dst-port', 'src-port', 'port'];

/** `protocol=!tcp` does not say that the packet has ports. */
function hasPorts(protocol: Matcher): boolean {
  const number = protocolNumber(protocol.text);
  return !protocol.negated && portProtocols.some((name) => protocolNumber(name) === number);
}

function addProtocol(rule: FirewallRule): Fix[] {
  return ['tcp', 'udp'].map((name) => ({
    title: phrase`Add protocol=${name}`,
    safe: false,
    edits: [appendArgument(rule, `protocol=${name}`)],
  }));
}
