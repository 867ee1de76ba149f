import type { Firewall, FirewallRule } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import type { Packet } from '../../server/src/packet/packet.ts';

/**
 * All rules that some packet matches: each is sent through the reference interpreter with each way the lists may be
 * filled that rules ask for, and each answer of what no packet tells.
 */
export function matched(firewall: Firewall, packets: readonly Packet[]): Set<FirewallRule> {
  const found = new Set<FirewallRule>();
  const limited = firewall.rules.filter((one) => asks(one, 'limit').length > 0);
  const lists = [...new Set(firewall.rules.flatMap((one) => asks(one, 'src-address-list')))];
  for (let answers = 0; answers < 2 ** limited.length; answers++) {
    const interpreter = new Interpreter(firewall, (asking) => (answers & (1 << limited.indexOf(asking))) !== 0);
    for (let filled = 0; filled < 2 ** lists.length; filled++) {
      for (const packet of packets) {
        interpreter.clear();
        for (let bit = 0; bit < lists.length; bit++) {
          if (filled & (1 << bit)) interpreter.list('ip', lists[bit] as string, packet.source);
        }
        for (const step of interpreter.send(packet).steps) if (step.matched) found.add(step.rule);
      }
    }
  }
  return found;
}

/** The firewall with nothing but the rule, its blockers and the jumps. */
export function blocked(firewall: Firewall, blockers: readonly FirewallRule[], rule: FirewallRule): Firewall {
  const kept = (one: FirewallRule): boolean => one === rule || one.action === 'jump' || blockers.includes(one);
  return { ...firewall, rules: firewall.rules.filter(kept) };
}

function asks({ matchers }: FirewallRule, name: string): string[] {
  return matchers.filter((matcher) => matcher.name === name).map(({ text }) => text);
}
