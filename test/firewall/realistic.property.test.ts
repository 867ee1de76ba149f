import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Firewall } from '../../server/src/firewall/firewall.ts';
import { type Reachability, reachability } from '../../server/src/firewall/reachability.ts';
import { deadByDiagram } from '../support/bdd.ts';
import { firewallOf } from '../support/firewallOf.ts';
import { properties } from '../support/properties.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../support/realisticRules.ts';

const interfaceLists = REALISTIC_INTERFACE_LISTS;
const seeds = fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 }));

test('every fault that was put into a realistic set is found', () => {
  let found = 0;
  fc.assert(
    fc.property(seeds, fc.constantFrom(100, 300, 600), fc.boolean(), (seed, count, filled) => {
      const { rules, faults } = realisticRules(count, seed, { filled });
      const firewall = firewallOf(rules, { interfaceLists });
      const dead = deadSet(firewall, reachability(firewall));
      for (const [index, fault] of faults) {
        expect(dead[index], `${fault}: rule ${index} of ${count}, seed ${seed}`).toBe(true);
        found++;
      }
    }),
    properties(15),
  );
  expect(found).toBeGreaterThan(0);
});

test('a decision diagram finds the same rules dead', () => {
  let dead = 0;
  fc.assert(
    fc.property(seeds, fc.integer({ min: 20, max: 300 }), (seed, count) => {
      const { rules } = realisticRules(count, seed, { filled: false });
      const firewall = firewallOf(rules, { interfaceLists });
      const found = deadSet(firewall, reachability(firewall));
      expect(found, `${count} rules, seed ${seed}`).toEqual(deadByDiagram(rules, interfaceLists));
      dead += found.filter(Boolean).length;
    }),
    properties(20),
  );
  expect(dead).toBeGreaterThan(0);
});

/** Who is put on a list is followed exactly by the diagram alone, so that it may know of more dead rules. */
test('where rules fill lists that others ask for, no rule is dead but those of the decision diagram', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 20, max: 200 }), (seed, count) => {
      const { rules } = realisticRules(count, seed);
      const firewall = firewallOf(rules, { interfaceLists });
      const exact = deadByDiagram(rules, interfaceLists) as boolean[];
      for (const [index, dead] of deadSet(firewall, reachability(firewall)).entries()) {
        expect(!dead || exact[index], `rule ${index} of ${count}, seed ${seed}`).toBe(true);
      }
    }),
    properties(15),
  );
});

function deadSet({ rules }: Firewall, statuses: Reachability): boolean[] {
  return rules.map((rule) => statuses.of(rule).kind !== 'reachable');
}
