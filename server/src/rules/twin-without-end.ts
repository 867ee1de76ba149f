import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { HOOKS } from '../firewall/walk.ts';
import { phrase } from '../language/phrase.ts';
import { chainGraphs, targetOf } from './common/chains.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A chain whose twin for the other family ends in a refusal, and which does not. */
export const twinWithoutEnd: Rule = {
  meta: {
    id: 'twin-without-end',
    summary:
      'A chain of one family ends with a refusal of the rest, and the chain of the same name of the other does not.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'Who writes a chain twice, for IPv4 and for IPv6, mostly wants the same of both. Where one of the two refuses what no rule has taken, by a drop or by a jump without a condition, and the other just ends, what is left there returns, and passes in the end.',
    remedy: 'End both chains alike.',
    bad: `/ip firewall filter
add chain=output action=accept connection-state=established,related
add chain=output action=accept protocol=udp dst-port=53
add chain=output action=accept protocol=udp dst-port=123
/ipv6 firewall filter
add chain=output action=accept connection-state=established,related
add chain=output action=accept protocol=udp dst-port=53
add chain=output action=accept protocol=udp dst-port=123
add chain=output action=reject
`,
    good: `/ip firewall filter
add chain=output action=accept connection-state=established,related
add chain=output action=accept protocol=udp dst-port=53
add chain=output action=accept protocol=udp dst-port=123
add chain=output action=reject
/ipv6 firewall filter
add chain=output action=accept connection-state=established,related
add chain=output action=accept protocol=udp dst-port=53
add chain=output action=accept protocol=udp dst-port=123
add chain=output action=reject
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: what no rule matches returns, or is accepted.'],
  },

  *check(analysis) {
    const graphs = chainGraphs(analysis, { computed: true }).filter(({ table }) => table === 'filter');
    const chainsOf = (family: string) => graphs.find((graph) => graph.family === family)?.chains;
    const [ip, ipv6] = [chainsOf('ip'), chainsOf('ipv6')];
    if (ip === undefined || ipv6 === undefined) return;
    for (const [name, rules] of ip) {
      const twin = ipv6.get(name);
      // Others speak of what comes in.
      if (twin === undefined || (name in HOOKS && name !== 'output')) continue;
      yield undefined;
      for (const [own, other] of [
        [rules, twin],
        [twin, rules],
      ] as const) {
        const end = endOf(other);
        const last = own.findLast(({ enabled, item }) => enabled && item.origin !== undefined);
        if (end === undefined || last === undefined || endOf(own) !== undefined || !areAlike(own, other)) continue;
        yield {
          message: phrase`The chain ${name} ends here, and what is left returns: its twin for ${end.family === 'ip' ? 'IPv4' : 'IPv6'} ${isRefusal(end.action) ? phrase`refuses` : phrase`sends to ${targetOf(end)}`} the rest in line ${ruleLine(analysis, end)}. End both alike.`,
          range: rangeOf(last, 'chain'),
          related: [{ message: phrase`the end of the twin`, range: rangeOf(end) }],
        };
      }
    }
  },
};

/** The rule that takes whatever is left: a refusal, or a jump, without a condition. */
function endOf(rules: readonly FirewallRule[]): FirewallRule | undefined {
  return rules.find(
    ({ enabled, action, matchers, item }) =>
      enabled &&
      item.origin !== undefined &&
      matchers.length === 0 &&
      (isRefusal(action) || action === 'jump' || action === 'accept'),
  );
}

/** Whether each rule but the end has one of the same action in the other chain, as far as most of them go. */
function areAlike(own: readonly FirewallRule[], other: readonly FirewallRule[]): boolean {
  const counted = own.filter(({ enabled }) => enabled);
  if (counted.length < FEWEST) return false;
  const alike = counted.filter((rule) => other.some((one) => one.action === rule.action && shape(one) === shape(rule)));
  return alike.length * 2 >= counted.length;
}

function shape({ matchers, item }: FirewallRule): string {
  return [item.properties.get('jump-target')?.text ?? '', ...matchers.map(({ name }) => name).sort()].join(' ');
}

const FEWEST = 3;
