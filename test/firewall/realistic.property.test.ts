import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Firewall } from '../../server/src/firewall/firewall.ts';
import { type Reachability, reachability } from '../../server/src/firewall/reachability.ts';
import { deadByDiagram } from '../support/bdd.ts';
import { firewallOf, type PlainRule } from '../support/firewallOf.ts';
import { properties } from '../support/properties.ts';
import { Random } from '../support/randomSets.ts';
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

/** The index and the searches that small sets never need are continued, too. */
test('after edits of a realistic set each rule has the status that a new analysis gives it', () => {
  let died = 0;
  fc.assert(
    fc.property(seeds, fc.integer({ min: 60, max: 200 }), (seed, count) => {
      const random = new Random(seed);
      let { rules } = realisticRules(count, seed, { filled: random.chance(0.5) });
      const others = realisticRules(count, seed + 1).rules;
      let firewall = firewallOf(rules, { interfaceLists });
      let statuses = reachability(firewall);
      for (let edit = 0; edit < 8; edit++) {
        for (const rule of firewall.rules) if (random.chance(0.9)) statuses.of(rule);
        rules = changed(rules, others, random);
        firewall = firewallOf(rules, { interfaceLists });
        statuses = reachability(firewall, statuses);
        const fresh = reachability(firewall);
        for (const [index, rule] of firewall.rules.entries()) {
          const status = statuses.of(rule);
          expect(status.kind, `rule ${index} of ${count} after edit ${edit}, seed ${seed}`).toBe(fresh.of(rule).kind);
          if (status.kind !== 'dead') continue;
          died++;
          const blockers = status.blockers.map(({ item }) => rules[item.id] as PlainRule);
          // Other rules say who came onto a list on the way.
          if ([...blockers, rules[index]].some((one) => one?.matchers?.['src-address-list'])) continue;
          const enabled = { ...(rules[index] as PlainRule), disabled: false };
          expect(deadByDiagram([...blockers, enabled], interfaceLists)?.at(-1), `blockers, seed ${seed}`).toBe(true);
        }
      }
    }),
    properties(12),
  );
  expect(died).toBeGreaterThan(0);
});

/** An edit as one makes it in an editor, and some that tools make. */
function changed(rules: readonly PlainRule[], others: readonly PlainRule[], random: Random): readonly PlainRule[] {
  const at = random.upTo(rules.length);
  const old = rules[at] as PlainRule;
  switch (random.upTo(7)) {
    case 0:
    case 1: {
      const port = String(random.upTo(65_536));
      return rules.with(at, { ...old, matchers: { protocol: 'tcp', ...old.matchers, 'dst-port': port } });
    }
    case 2:
      return rules.toSpliced(at, 0, random.pick(others));
    case 3:
      return rules.toSpliced(at, 1);
    case 4:
      return rules.toSpliced(at, 1).toSpliced(random.upTo(rules.length), 0, old);
    case 5:
      return rules.with(at, { ...old, disabled: old.disabled !== true });
    default:
      // Half typed: all that it asked for is still to come.
      return rules.with(at, { ...old, matchers: {} });
  }
}

function deadSet({ rules }: Firewall, statuses: Reachability): boolean[] {
  return rules.map((rule) => statuses.of(rule).kind !== 'reachable');
}
