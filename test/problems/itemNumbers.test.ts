import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined numbers are reported. */
function check(source: string): void {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [] });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  for (const { ruleId, severity } of problems) expect(`${severity} ${ruleId}`).toBe('warning item-number');
}

test.each([
  '/ip firewall filter\nset 0 disabled=yes\n    ^',
  '/ip firewall filter\nmove 3 0\n     ^',
  '/ip firewall nat\nremove numbers=2,4\n               ^^^',
  '/queue simple disable 1\n                      ^',
  '/ip route enable 0\n                 ^',
  ':put [/ip service get 3 port]\n                      ^',
  ':put [/ip firewall filter get 2 comment]\n                              ^',
  ':if (true) do={ /ip address remove 0 }\n                                   ^',
])('a number of print: %s', (source) => {
  check(source);
});

test.each([
  // Built-in items are addressed so by exports.
  '/port\nset 0 name=serial0',
  '/ip ipsec policy\nset 0 dst-address=::/0 src-address=::/0',
  '/ip service\nset 0 disabled=yes',
  ':put [/ip service get winbox port]',
  '/interface ethernet switch port\nset 0 vlan-mode=secure',
  '/ip firewall service-port\nset 0 disabled=yes',
  // The internal number is another thing, and so is a place that nothing hangs on.
  '/ip firewall filter\nset *1 disabled=yes',
  '/ip firewall filter\nadd action=drop chain=input place-before=0',
  '/ip firewall filter\nset [find comment="x"] disabled=yes',
  ':foreach one in=[/ip route find] do={ /ip route remove $one }',
])('no number of print: %s', (source) => {
  check(source);
});
