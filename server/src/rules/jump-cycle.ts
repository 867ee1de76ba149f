import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import type { Steps } from '../text/steps.ts';
import { type ChainGraph, chainGraphs, targetOf } from './common/chains.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Chains that jump to each other in a circle. */
export const jumpCycle: Rule = {
  meta: {
    id: 'jump-cycle',
    summary: 'Chains jump to each other in a circle.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A packet that jumps back to the chain it came from would go round without end. The Linux kernel refuses such rules; what RouterOS does with them is documented nowhere, so nothing that stands in the circle can be relied upon.',
    remedy: 'Replace the jump back by `action=return`, or let the packet fall through at the end of the chain.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=jump jump-target=tcp protocol=tcp
add chain=tcp action=jump jump-target=checks connection-state=new
add chain=checks action=drop src-address-list=bad
add chain=checks action=jump jump-target=tcp
/ip firewall address-list
add list=bad address=192.0.2.1
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=jump jump-target=tcp protocol=tcp
add chain=tcp action=jump jump-target=checks connection-state=new
add chain=checks action=drop src-address-list=bad
add chain=checks action=return
/ip firewall address-list
add list=bad address=192.0.2.1
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['Linux, net/netfilter/x_tables: a table whose chains loop is refused (ELOOP).'],
  },

  *check(analysis) {
    for (const graph of chainGraphs(analysis)) {
      for (const circle of yield* circles(graph)) {
        const [first, ...others] = circle as [FirewallRule, ...FirewallRule[]];
        const names = [first.chain, ...circle.map((jump) => targetOf(jump) ?? '')];
        yield {
          message: phrase`The chains ${names.join(' → ')} jump in a circle, and what RouterOS does then is not documented. Replace one of the jumps by action=return.`,
          range: rangeOf(first, 'jump-target'),
          related: others.map((jump) => ({
            message: phrase`jumps on to ${targetOf(jump)}`,
            range: rangeOf(jump, 'jump-target'),
          })),
        };
      }
    }
  },
};

/** Each circle of enabled jumps once, from its first chain in the file. */
function* circles({ chains }: ChainGraph): Steps<FirewallRule[][]> {
  const found: FirewallRule[][] = [];
  const done = new Set<string>();
  const follow = (chain: string, path: readonly FirewallRule[], open: readonly string[]): void => {
    if (done.has(chain)) return;
    for (const rule of chains.get(chain) ?? []) {
      const target = rule.enabled ? targetOf(rule) : undefined;
      if (target === undefined) continue;
      const at = [...open, chain].indexOf(target);
      if (at >= 0) found.push([...path, rule].slice(at));
      else if (open.length < MAX_DEPTH) follow(target, [...path, rule], [...open, chain]);
    }
    done.add(chain);
  };
  for (const chain of chains.keys()) {
    follow(chain, [], []);
    yield;
  }
  return found;
}

/** Jumps within jumps; nobody nests deeper by hand. */
const MAX_DEPTH = 64;
