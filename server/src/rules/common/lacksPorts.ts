import { type FirewallRule, matcher } from '../../firewall/firewall.ts';
import { portProtocols, protocolNumber } from '../../packet/protocol.ts';

/** Whether RouterOS refuses the rule since its protocol has no ports; `port-without-protocol` tells it. */
export function lacksPorts(rule: FirewallRule): boolean {
  if (!['dst-port', 'src-port', 'port'].some((name) => matcher(rule, name) !== undefined)) return false;
  const protocol = matcher(rule, 'protocol');
  if (protocol === undefined || !protocol.property.constant) return protocol === undefined;
  const number = protocolNumber(protocol.text);
  return protocol.negated || !portProtocols.some((name) => protocolNumber(name) === number);
}
