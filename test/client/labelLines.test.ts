import { describe, expect, test } from 'vitest';
import {
  digitsOf,
  firewallLines,
  type LineChange,
  labelText,
  shifted,
} from '../../client/src/ruleLabels/labelLines.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { ruleLabels } from '../../server/src/features/ruleLabels.ts';

const KNOCK = `/ip firewall filter
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=open
add action=add-src-to-address-list address-list=one address-list-timeout=20s chain=input dst-port=31021 protocol=tcp
add action=add-src-to-address-list address-list=open address-list-timeout=1h chain=input dst-port=47110 \\
    protocol=tcp src-address-list=one
add action=drop chain=forward
add action=drop chain=input; add action=drop chain=output
`;
const labels = ruleLabels(analyse(KNOCK));
const ALL = { numbers: true, knocks: true };

/** The lines of the text, each with its label. */
function labelled(text: string, wanted = ALL, digits = 2): string {
  const known = new Map(ruleLabels(analyse(text)).map((label) => [label.line, label]));
  return text
    .split('\n')
    .map(
      (line, index) =>
        `${labelText(known.get(index + 1), wanted, digits).replaceAll('\u00a0', ' ')}|${line.slice(0, 30)}`,
    )
    .join('\n');
}

test('numbers and parts stand below one another', () => {
  expect(labelled(KNOCK)).toBe(`\
       |/ip firewall filter
 1 gate|add action=accept chain=input 
 2 1/2 |add action=add-src-to-address-
 3 2/2 |add action=add-src-to-address-
       |    protocol=tcp src-address-l
 1     |add action=drop chain=forward
 4     |add action=drop chain=input; a
       |`);
});

test.each([
  [{ numbers: true, knocks: false }, ' 1|  |'],
  [{ numbers: false, knocks: true }, 'gate|    |'],
])('what is wanted: %j', (wanted, shown) => {
  const both = [labels[0], undefined].map((label) => labelText(label, wanted, 2).replaceAll('\u00a0', ' '));
  expect(`${both.join('|')}|`).toBe(shown);
});

test('a label is explained, and of several rules in a line the first has it', () => {
  expect(labels.map(({ line, tooltip, part }) => [line, tooltip, part])).toEqual([
    [2, 'Rule 1 of 4 in the chain input of filter', 'gate of a knock'],
    [3, 'Rule 2 of 4 in the chain input of filter', 'knock 1 of 2'],
    [4, 'Rule 3 of 4 in the chain input of filter', 'knock 2 of 2'],
    [6, 'Rule 1 of 1 in the chain forward of filter', null],
    [7, 'Rule 4 of 4 in the chain input of filter', null],
  ]);
});

test('the column grows with the numbers and never shrinks', () => {
  expect(digitsOf(labels, 2)).toBe(2);
  expect(digitsOf([...labels, { ...labels[0]!, number: 1_234 }], 2)).toBe(4);
  expect(digitsOf(labels, 4)).toBe(4);
});

describe('labels stay with their lines', () => {
  const at = (...lines: number[]) => lines.map((line) => ({ line, number: line, tooltip: '', part: null, short: '' }));
  const change = (start: [number, number], endLine: number, text: string): LineChange => ({
    range: { start: { line: start[0], character: start[1] }, end: { line: endLine } },
    text,
  });

  test.each([
    ['a key in a line', [change([2, 5], 2, 'x')], [1, 2, 3, 4, 5]],
    ['Enter at the end of line 3', [change([2, 40], 2, '\n')], [1, 2, 3, 5, 6]],
    ['Enter with an indent', [change([2, 40], 2, '\n    ')], [1, 2, 3, 5, 6]],
    ['Enter at the beginning of line 3', [change([2, 0], 2, '\n')], [1, 2, 4, 5, 6]],
    ['two lines pasted above line 1', [change([0, 0], 0, 'a\nb\n')], [3, 4, 5, 6, 7]],
    ['line 3 is deleted', [change([2, 0], 3, '')], [1, 2, 3, 4]],
    ['line 4 is joined to line 3', [change([2, 40], 3, '')], [1, 2, 3, 4]],
    ['two cursors, from the end on', [change([3, 9], 3, '\n'), change([1, 9], 1, '\n')], [1, 2, 4, 5, 7]],
    ['all is replaced', [change([0, 0], 5, '')], []],
  ] as const)('%s', (_, changes, lines) => {
    expect(shifted(at(1, 2, 3, 4, 5), changes).map(({ line }) => line)).toEqual(lines);
  });

  test('of a deleted line the label goes with it, not that of the next', () => {
    expect(shifted(at(1, 2, 3, 4), [change([1, 0], 2, '')]).map(({ number }) => number)).toEqual([1, 3, 4]);
    expect(shifted(at(1, 2, 3, 4), [change([1, 20], 2, '')]).map(({ number }) => number)).toEqual([1, 2, 4]);
  });
});

test.each([
  ['/ip firewall filter', true],
  ['/ip/firewall/nat', true],
  ['/ipv6 firewall raw ', true],
  ['/ip fi mangle', true],
  ['/ip firewall address-list', false],
  ['/ip firewall filter add chain=input', false],
  ['/ip address', false],
])('room for labels below %j', (menu, has) => {
  const lines = ['/interface', 'add', menu, 'add a', '    b', '# c', '', '/ip dns', 'set'];
  const found = (first: number, end: number): number[] => firewallLines((line) => lines[line] ?? '', first, end);
  expect(found(0, lines.length)).toEqual(has ? [3, 4, 5, 6] : []);
  expect(found(5, 7)).toEqual(has ? [5, 6] : []);
});
