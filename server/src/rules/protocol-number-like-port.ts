import { servicesAt } from '../catalog/services.ts';
import type { Fix } from '../diagnostics/finding.ts';
import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { protocolName } from '../packet/protocol.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A number of a protocol that is the port of a well-known service, and as a protocol hardly in use. */
export const protocolNumberLikePort: Rule = {
  meta: {
    id: 'protocol-number-like-port',
    summary: 'A rule asks for a protocol by a number that is the port of a service.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: '`protocol=22` is not SSH but the IP protocol with the number 22, which nobody uses, so the rule matches no packet of the service. A port is a matter of `dst-port`, and needs `protocol=tcp` or `protocol=udp` beside it.',
    remedy: 'Write the protocol and the port.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface=ether2 protocol=22
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept dst-port=22 in-interface=ether2 protocol=tcp
add chain=input action=accept protocol=ospf
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['IANA, Protocol Numbers.', 'RouterOS manual, Common Firewall Matchers and Actions: protocol.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (rule.item.assumed || !rule.enabled) continue;
      const protocol = matcher(rule, 'protocol');
      const number = protocol === undefined || !/^\d{1,3}$/.test(protocol.text) ? undefined : Number(protocol.text);
      if (protocol === undefined || number === undefined || !protocol.property.constant) continue;
      const [service] = USED.has(number) ? [] : servicesAt(number);
      if (service === undefined || rule.matchers.some(({ name }) => PORTS.has(name))) continue;
      const name = protocolName(number);
      yield {
        message: phrase`protocol=${number} is the IP protocol ${number}${name === undefined ? '' : ` (${name})`}, not port ${number} (${service.title}), so this matches no packet of that service. Write protocol=${service.protocols[0]} dst-port=${number}.`,
        range: rangeOf(rule, 'protocol'),
        fixes: service.protocols.map((one) => portFix(rule, protocol.negated, one, number)),
      };
    }
  },
};

const PORTS: ReadonlySet<string> = new Set(['dst-port', 'src-port', 'port']);
/** Protocols that one does meet: ICMP, IGMP, IP in IP, TCP, EGP, UDP, IPv6, GRE, IPsec, OSPF, PIM, VRRP, L2TP, SCTP. */
const USED: ReadonlySet<number> = new Set([
  1, 2, 4, 6, 8, 17, 41, 43, 44, 47, 50, 51, 58, 59, 60, 88, 89, 94, 97, 103, 112, 115, 132, 136, 137,
]);

function portFix(rule: FirewallRule, negated: boolean, protocol: string, port: number): Fix {
  const newText = negated ? `protocol=${protocol} dst-port=!${port}` : `protocol=${protocol} dst-port=${port}`;
  return { title: phrase`Write ${newText}`, safe: false, edits: [{ range: rangeOf(rule, 'protocol'), newText }] };
}
