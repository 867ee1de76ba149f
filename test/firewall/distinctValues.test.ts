import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { witnessOf } from '../../server/src/firewall/witness.ts';

const COUNT = 2_000;
const KINDS: Readonly<Record<string, (number: number) => string>> = {
  addresses: (number) =>
    `src-mac-address=02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}`,
  lists: (number) => `src-address-list=l${number}`,
  contents: (number) => `content=c${number}`,
  'lists and what is not on the one before': (number) => `src-address-list=l${number} dst-address-list=!l${number - 1}`,
};

/** What each of n rules asks for is its own: what is remembered of each must not grow with n. */
describe.each(Object.entries(KINDS))('many rules for as many %s', (_, matcher) => {
  const rules = Array.from({ length: COUNT }, (_, number) => `add action=accept chain=forward ${matcher(number)}\n`);
  const analysis = analyse(`/ip firewall filter\n${rules.join('')}`, { rules: [] });

  test('all are reached, each by a packet of few words that the interpreter has sent', () => {
    let longest = 0;
    for (const rule of analysis.firewall.rules) {
      const status = analysis.reachability.of(rule);
      if (status.kind !== 'reachable') throw new Error(`rule ${rule.index} is ${status.kind}`);
      longest = Math.max(longest, [...status.witness].length);
    }
    expect(longest).toBeLessThan(20);
    const [first, last] = [analysis.firewall.rules[0], analysis.firewall.rules[COUNT - 1]];
    for (const rule of [first, last]) {
      const witness = rule && witnessOf(rule, analysis.firewall, analysis.reachability);
      expect(witness?.trace.steps.some((step) => step.rule === rule && step.matched)).toBe(true);
    }
  });

  test('one that an earlier rule takes is found among them', () => {
    const text = `/ip firewall filter\n${rules.join('')}${rules[COUNT / 2]}`;
    const { firewall, reachability } = analyse(text, { rules: [] });
    const status = reachability.of(firewall.rules[COUNT] as never);
    expect(status.kind).toBe('dead');
    expect(status.kind === 'dead' && status.blockers.map(({ index }) => index)).toEqual([COUNT / 2]);
  });
});
