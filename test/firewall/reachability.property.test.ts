import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Firewall, type FirewallRule, listAddedTo } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { reachability } from '../../server/src/firewall/reachability.ts';
import { witnessOf } from '../../server/src/firewall/witness.ts';
import type { Packet } from '../../server/src/packet/packet.ts';
import { firewallOf, scriptOf } from '../support/firewallOf.ts';
import { properties } from '../support/properties.ts';
import { configurations, LISTS } from '../support/randomFirewalls.ts';

/**
 * The analysis against all packets there are: over a few values of each field, each packet is sent through the
 * reference interpreter with each way the lists may be filled and each answer of what no packet tells.
 */
test('a rule is dead just if no packet reaches and matches it', () => {
  let questions = 0;
  let dead = 0;
  let unshown = 0;
  fc.assert(
    fc.property(configurations, ({ packets, plain }) => {
      const firewall = firewallOf(plain);
      fc.pre(limited(firewall).length <= 3);
      const seen = matched(firewall, packets);
      const statuses = reachability(firewall);
      const fills = firewall.rules.some((one) => listAddedTo(one) !== undefined);
      for (const [index, one] of firewall.rules.entries()) {
        const status = statuses.of(one);
        const where = `rule ${index + 1} of\n${scriptOf(plain)}`;
        questions++;
        if (status.kind === 'dead') {
          dead++;
          expect(seen.has(one), where).toBe(false);
          expect(matched(blocked(firewall, status.blockers, one), packets).has(one), `blockers of ${where}`).toBe(
            false,
          );
        } else if (status.kind === 'unmatchable' || status.kind === 'unentered') {
          expect(seen.has(one), where).toBe(false);
        } else if (status.kind === 'reachable' && status.walk.rooted) {
          const shown = witnessOf(one, firewall, statuses) !== undefined;
          // A list that is filled on the way may keep the witness away: then it is not shown, and nothing is claimed.
          if (!shown) unshown++;
          expect(shown || fills, where).toBe(true);
          expect(seen.has(one) || !shown, where).toBe(true);
        }
      }
    }),
    properties(1_000),
  );
  expect(dead).toBeGreaterThan(questions / 100);
  expect(unshown).toBeLessThan(questions / 20);
});

function limited({ rules: all }: Firewall): FirewallRule[] {
  return all.filter((one) => one.matchers.some(({ name }) => name === 'limit'));
}

/** All rules that some packet matches. */
function matched(firewall: Firewall, packets: readonly Packet[]): Set<FirewallRule> {
  const found = new Set<FirewallRule>();
  const open = limited(firewall);
  // Each rule with a limit fits or does not.
  const answers = Array.from({ length: 2 ** open.length }, (_, i) => i);
  for (const answer of answers) {
    const interpreter = new Interpreter(firewall, (asking) => (answer & (1 << open.indexOf(asking))) !== 0);
    for (let filled = 0; filled < 4; filled++) {
      for (const packet of packets) {
        interpreter.clear();
        LISTS.forEach((list, bit) => {
          if (filled & (1 << bit)) interpreter.list('ip', list, packet.source);
        });
        for (const step of interpreter.send(packet).steps) if (step.matched) found.add(step.rule);
      }
    }
  }
  return found;
}

/** The firewall with nothing but the rule, its blockers and the jumps. */
function blocked(firewall: Firewall, blockers: readonly FirewallRule[], rule_: FirewallRule): Firewall {
  const kept = (one: FirewallRule): boolean => one === rule_ || one.action === 'jump' || blockers.includes(one);
  return { ...firewall, rules: firewall.rules.filter(kept) };
}
