import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { ruleMarks } from '../../server/src/features/ruleMarks.ts';

/** Each line begins with the state of its rule, or with a dot. */
const TEXT = `. # Which rules do what
. /ip firewall filter
accept add action=accept chain=input connection-state=established,related
knock add action=accept chain=input dst-port=22 protocol=tcp src-address-list=open
drop add action=reject chain=input src-address-list=banned
knock add action=add-src-to-address-list address-list=one address-list-timeout=20s chain=input dst-port=31021 protocol=tcp
knock add action=add-src-to-address-list address-list=open address-list-timeout=1h chain=input \\
.     dst-port=47110 protocol=tcp src-address-list=one
. add action=log chain=input
. add action=drop chain=input disabled=yes
drop add action=drop chain=input
dead add action=accept chain=input dst-port=80 protocol=tcp
accept add action=fasttrack-connection chain=forward connection-state=established
. /ip firewall nat
. add action=masquerade chain=srcnat
`;

test('each rule of a filter has the mark of what it does', () => {
  const lines = TEXT.split('\n');
  const analysis = analyse(lines.map((line) => line.replace(/^\S+ /, '')).join('\n'));
  const wanted = lines.flatMap((line, index) => {
    const state = /^\w+/.exec(line)?.[0];
    return state === undefined ? [] : [{ line: index + 1, state }];
  });
  expect(ruleMarks(analysis)).toEqual(wanted);
});

test('of several rules in a line the first counts', () => {
  const text = '/ip firewall filter\nadd chain=input action=accept protocol=icmp; add chain=input action=drop\n';
  expect(ruleMarks(analyse(text))).toEqual([{ line: 2, state: 'accept' }]);
});
