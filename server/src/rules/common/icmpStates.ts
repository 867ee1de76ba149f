import { type Family, type FirewallRule, matcher } from '../../firewall/firewall.ts';
import { parseIcmpOptions } from '../../packet/icmp.ts';
import type { ConnectionState } from '../../packet/packet.ts';

/**
 * The states of packets of a type of ICMP that answers a request (`docs/facts/firewall.md#flags-and-states`); undefined
 * for other types. What the router itself sends belongs to what it was asked.
 */
export function icmpStates(family: Family, text: string, isOutput: boolean): readonly ConnectionState[] | undefined {
  const type = parseIcmpOptions(text)?.type;
  if (text.startsWith('!') || type === undefined || !REQUESTS[family].has(type)) return undefined;
  return isOutput ? ['established'] : ['established', 'invalid'];
}

/** Whether the rule fits the requests that the other's packets answer. */
export function isRequestOf(rule: FirewallRule, answer: FirewallRule): boolean {
  const type = parseIcmpOptions(matcher(answer, 'icmp-options')?.text ?? '')?.type;
  const request = type === undefined ? undefined : REQUESTS[answer.family].get(type);
  if (rule.table !== answer.table || rule.chain !== answer.chain) return false;
  const asked = matcher(rule, 'icmp-options');
  const protocol = matcher(rule, 'protocol');
  if (protocol !== undefined && !protocol.negated && !ICMP.has(protocol.text)) return false;
  return asked === undefined
    ? protocol !== undefined || rule.matchers.length === 0
    : asked.negated || parseIcmpOptions(asked.text)?.type === request;
}

/** Types of requests by the type that answers them. */
const REQUESTS: Readonly<Record<Family, ReadonlyMap<number, number>>> = {
  ip: new Map([
    [0, 8],
    [14, 13],
    [16, 15],
    [18, 17],
  ]),
  ipv6: new Map([[129, 128]]),
};
const ICMP: ReadonlySet<string> = new Set(['icmp', '1', 'icmpv6', '58']);
