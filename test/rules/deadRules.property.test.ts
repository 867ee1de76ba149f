import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Firewall } from '../../server/src/firewall/firewall.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import {
  LISTS,
  packetsFor,
  type RandomFirewall,
  randomFirewall,
  smallerFirewalls,
  told,
} from '../support/randomFirewalls.ts';
import { forSets } from '../support/randomSets.ts';

const DEAD = ['accept-below-drop', 'unreachable-rule', 'duplicate-rule'];

/** A repeated rule can be removed, and nobody notices: not by the verdict, and not by the lists. */
test('what the fix of duplicate-rule removes was without effect', () => {
  let removed = 0;
  forSets('rules: repeated rules', {
    draw: randomFirewall,
    smaller: smallerFirewalls,
    check: (set) => {
      const packets = packetsFor(set.fields);
      const text = textOf(set);
      const { findings, firewall } = analyse(text);
      for (const { fixes, range } of findings.filter(({ ruleId }) => ruleId === 'duplicate-rule')) {
        const fixed = applyEdits(text, fixes[0]!.edits);
        removed++;
        const later = analyse(fixed);
        const known = new Set(findings.map(({ ruleId }) => ruleId));
        const fresh = later.findings.filter(({ ruleId }) => !known.has(ruleId));
        expect(
          fresh.filter(({ ruleId }) => !DEAD.includes(ruleId)),
          text,
        ).toEqual([]);
        // With fewer rules that fill a list more is known of it: a rule may be found dead that was so before.
        const repeated = indexAt(firewall, range.start);
        const dead = fresh.map((finding) => indexAt(later.firewall, finding.range.start));
        const was = new Set(dead.map((index) => firewall.rules[index < repeated ? index : index + 1]));
        const before = new Interpreter(firewall);
        const after = new Interpreter(later.firewall);
        for (const packet of packets) {
          for (let filled = 0; filled < 4; filled++) {
            const results = [before, after].map((interpreter) => {
              interpreter.clear();
              for (const list of LISTS.filter((_, bit) => filled & (1 << bit)))
                interpreter.list('ip', list, packet.source);
              const { verdict, steps } = interpreter.send(packet);
              const alive = steps.filter(({ rule, matched }) => matched && was.has(rule));
              expect(alive, `${JSON.stringify(packet)}\n${text}\n${fixed}`).toEqual([]);
              return `${verdict} ${interpreter.listsOf('ip', packet.source).sort()}`;
            });
            expect(results[1], `${JSON.stringify(packet)}\n${text}\n${fixed}`).toBe(results[0]);
          }
        }
      }
    },
  });
  expect(removed).toBeGreaterThan(0);
});

test('a dead rule has one of the findings', () => {
  forSets('rules: dead rules', {
    draw: randomFirewall,
    smaller: smallerFirewalls,
    check: (set) => {
      const text = textOf(set);
      const { findings } = analyse(text);
      const own = findings.filter(({ ruleId }) => DEAD.includes(ruleId));
      const places = own.flatMap(({ range, related, ruleId }) =>
        [
          range.start,
          ...related
            .filter(({ message }) => /never reached either|^repeats/.test(message))
            .map((place) => place.range.start),
        ].map((start) => `${start} ${ruleId}`),
      );
      const starts = places.map((place) => place.split(' ')[0]);
      expect(new Set(starts).size, `${places}\n${text}`).toBe(starts.length);
    },
  });
});

function indexAt({ rules }: Firewall, start: number): number {
  const index = rules.findIndex(({ item }) => item.origin?.range.start === start);
  expect(index).toBeGreaterThanOrEqual(0);
  return index;
}

/** Each rule on lines of its own, where a fix can take it out. */
function textOf(set: RandomFirewall): string {
  return `${told(set).replace(/^(\/[a-z0-9 -]+?) add /gm, '$1\nadd ')}\n`;
}
