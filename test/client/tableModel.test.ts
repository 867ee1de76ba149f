import { describe, expect, test } from 'vitest';
import {
  columns,
  inSight,
  menus,
  rowAfter,
  type Selection,
  selected,
  stateClass,
  stateText,
  summary,
} from '../../client/src/webview/tableModel.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { firewallTable, type TableRule } from '../../server/src/features/firewallTable.ts';
import { TABLE_BOUNDS } from '../../server/src/lsp/protocol.ts';

const TEXT = `/ip firewall filter
add action=accept chain=input comment="<b>Office</b> printers" src-address=192.0.2.0/24
add action=add-src-to-address-list address-list=one address-list-timeout=20s chain=input dst-port=31021 protocol=tcp
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=one
add action=log chain=input disabled=yes
add action=drop chain=input
add action=accept chain=input dst-port=8291 protocol=tcp
add action=drop chain=forward dscp=12 in-interface-list=WAN
/ip firewall nat add action=masquerade chain=srcnat out-interface=ether1
/ipv6 firewall filter add action=drop chain=input
`;
const rules = firewallTable(analyse(TEXT), TABLE_BOUNDS).rules;
const ALL: Selection = { menu: '', chain: '', text: '' };

function linesOf(selection: Partial<Selection>): (number | null)[] {
  return selected(rules, { ...ALL, ...selection }).map(({ line }) => line);
}

test('menus and chains with their numbers of rules', () => {
  expect(
    menus(rules).map(({ name, count, chains }) => [name, count, chains.map((chain) => chain.name).join()]),
  ).toEqual([
    ['IPv4 nat', 1, 'srcnat'],
    ['IPv4 filter', 7, 'input,forward'],
    ['IPv6 filter', 1, 'input'],
  ]);
});

test.each([
  [{}, [9, 2, 3, 4, 5, 6, 7, 8, 10]],
  [{ menu: 'ip filter' }, [2, 3, 4, 5, 6, 7, 8]],
  [{ menu: 'ip filter', chain: 'forward' }, [8]],
  [{ text: 'tcp  22' }, [4]],
  [{ text: 'OFFICE' }, [2]],
  [{ text: 'never reached' }, [7]],
  [{ text: 'knock' }, [3, 4]],
  [{ text: 'disabled' }, [5]],
  [{ text: 'ipv6' }, [10]],
  [{ text: 'for 20s' }, [3]],
  [{ menu: 'ip nat', text: 'dst-port' }, []],
])('what is wanted: %j', (selection, lines) => {
  expect(linesOf(selection)).toEqual(lines);
});

test('only columns that a rule fills, and one for all other matchers', () => {
  const heads = (selection: Selection): string[] =>
    columns(selected(rules, selection), selection).map(({ head }) => head);
  expect(heads(ALL)).toEqual([
    ...['#', 'State', 'Menu', 'Chain', 'Action', 'Src. Address', 'Src. Address List', 'Protocol', 'Dst. Port'],
    ...['Out. Interface', 'In. Interface List', 'Other matchers', 'Comment', 'Line'],
  ]);
  expect(heads({ ...ALL, menu: 'ip nat', chain: 'srcnat' })).toEqual([
    '#',
    'State',
    'Action',
    'Out. Interface',
    'Line',
  ]);
});

test('a column is as wide as its longest value, up to a bound', () => {
  const [rule] = rules as [TableRule];
  const long = { ...rule, comment: 'x'.repeat(200), chain: 'guests' };
  const widths = new Map(columns([rule, long], ALL).map(({ head, width }) => [head, width]));
  expect(widths.get('Comment')).toBeLessThan(50);
  expect(widths.get('Chain')).toBe('srcnat'.length);
});

describe('the state of a rule', () => {
  test.each([
    [2, 'reached', 'accept'],
    [3, 'knock 1 of 1', 'knock'],
    [5, 'disabled', 'disabled'],
    [6, 'reached', 'drop'],
    [7, 'never reached', 'dead'],
    [9, 'reached', ''],
  ])('line %i: %s', (line, text, look) => {
    const rule = rules.find((one) => one.line === line) as TableRule;
    expect([stateText(rule), stateClass(rule)]).toEqual([text, look]);
  });

  test('what is not certain says so, also in a knock that is never reached', () => {
    const rule = rules[0] as TableRule;
    const dead = { ...rule, knock: 'trap of a knock', doubtful: true, status: { kind: 'dead', by: [] } } as const;
    expect(stateText(dead)).toBe('trap of a knock, never reached, not certain');
    expect(stateText({ ...rule, line: null })).toBe('reached, default rule');
  });
});

test('numbers above the table', () => {
  const filter = selected(rules, { ...ALL, menu: 'ip filter' });
  expect(summary(filter, 7)).toBe('7 rules, 1 never reached, 2 in a knock, 1 disabled');
  expect(summary(filter, 2)).toMatch(/; 2 match the filter$/);
  expect(summary(filter.slice(0, 1), 1)).toBe('1 rule');
});

test.each([
  [0, 300, 0, 25],
  [1_000, 300, 40, 75],
  [99_900, 300, 4_985, 5_000],
  // The script became shorter while its end was in sight.
  [999_999, 300, 4_990, 5_000],
])('of 5,000 rows of 20 px, those from %i px on', (top, height, first, end) => {
  expect(inSight(top, height, 20, 5_000)).toEqual({ first, end });
});

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', -1, 0],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['PageDown', 2, 6],
  ['PageUp', 2, 0],
  ['x', 2, undefined],
  ['toString', 2, undefined],
])('%s from row %i of ten', (key, row, next) => {
  expect(rowAfter(key, row, 10, 4)).toBe(next);
  expect(rowAfter(key, row, 0, 4)).toBeUndefined();
});

test('5,000 rules are chosen, laid out and counted in an instant', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({ ...(rules[index % rules.length] as TableRule) }));
  const from = performance.now();
  const shown = selected(many, { ...ALL, text: 'tcp' });
  columns(shown, ALL);
  summary(many, shown.length);
  // About 30 ms on a machine with two cores that does nothing else.
  expect(performance.now() - from).toBeLessThan(500);
});
