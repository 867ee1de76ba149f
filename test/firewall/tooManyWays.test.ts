import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { FirewallRule } from '../../server/src/firewall/firewall.ts';
import { walks } from '../../server/src/firewall/walk.ts';

/** Each chain leads to the next, by so many jumps as there are matchers. */
function ladder(chains: number, matchers: (chain: number) => readonly string[], first = 'input'): string {
  const name = (chain: number): string => (chain === 0 ? first : `${first}${chain}`);
  const lines = Array.from({ length: chains }, (_, chain) =>
    matchers(chain).map(
      (matcher) => `add action=jump chain=${name(chain)} jump-target=${name(chain + 1)} ${matcher}\n`,
    ),
  );
  return `${lines.flat().join('')}add action=return chain=${name(chains)}\n`;
}

const KINDS: Readonly<Record<string, string>> = {
  'jumps for who is on a list and for who is not': ladder(1_500, (chain) => [
    `src-address-list=k${chain}`,
    `src-address-list=!k${chain}`,
  ]),
  'jumps for all packets': ladder(1_500, () => ['', '']),
  'one jump each, deep': ladder(30_000, () => ['']),
  'ladders to which nothing leads': Array.from({ length: 60 }, (_, number) =>
    ladder(14, () => ['', ''], `part${number}-`),
  ).join(''),
};

describe.each(Object.entries(KINDS))('jumps that multiply: %s', (_, rules) => {
  const script = `/ip firewall filter\n${rules}add action=drop chain=forward\nadd action=accept chain=forward\n`;
  const { firewall, reachability, knocks } = analyse(script, { rules: [] });
  const isForward = ({ chain }: FirewallRule): boolean => chain === 'forward';

  test('each rule is met, in walks that grow with their number', () => {
    const met = walks(firewall, 'ip').flatMap(({ visits }) => visits.map(({ rule }) => rule));
    expect(new Set(met).size).toBe(firewall.rules.length);
    expect(met.length).toBeLessThan(firewall.rules.length + 2 * 50_000);
  });

  test('what cannot be judged is given up, and the rest is judged', () => {
    const given = firewall.rules.filter((rule) => {
      const status = reachability.of(rule);
      return status.kind === 'unknown' && status.isCut === true;
    });
    expect(given.length).toBeGreaterThan(100);
    expect(given.some(isForward)).toBe(false);
    const [drop, accept] = firewall.rules.filter(isForward);
    expect(reachability.of(drop as FirewallRule).kind).toBe('reachable');
    expect(reachability.of(accept as FirewallRule).kind).toBe('dead');
    expect(knocks).toEqual([]);
  });
});

test('what is before the chains that multiply is judged on the way that does not', () => {
  const script = `/ip firewall raw\nadd action=drop chain=prerouting\nadd action=accept chain=prerouting\n/ip firewall filter\n${ladder(80, () => [''], 'forward')}`;
  const { firewall, reachability } = analyse(script, { rules: [] });
  const [drop, accept] = firewall.rules as [FirewallRule, FirewallRule];
  expect(reachability.of(drop).kind).toBe('reachable');
  expect(reachability.of(accept).kind).toBe('dead');
});
