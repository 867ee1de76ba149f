import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { compare } from '../../server/src/features/comparison.ts';
import { differs, prettyDiff } from '../../server/src/reports/diffReport.ts';

const BEFORE = `/interface list
add name=INSIDE
/interface list member
add interface=bridge list=INSIDE
/ip firewall address-list
add address=192.0.2.1 list=admins
add address=192.0.2.2 list=admins
/ip firewall layer7-protocol
add name=phrase regexp="^open"
/ip firewall mangle
add action=mark-connection chain=prerouting dst-port=22 new-connection-mark=shell protocol=tcp
/ip firewall filter
add action=accept chain=input src-address-list=admins
add action=accept chain=input in-interface-list=INSIDE dst-port=53 protocol=udp
add action=accept chain=input connection-mark=shell src-address=198.51.100.1
add action=jump chain=input jump-target=services
add action=add-src-to-address-list address-list=first address-list-timeout=10s chain=input dst-port=31021 layer7-protocol=phrase protocol=udp
add action=add-src-to-address-list address-list=guests address-list-timeout=1h chain=input dst-port=47110 protocol=tcp src-address-list=first
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=guests
add action=drop chain=input
add action=accept chain=services dst-port=443 protocol=tcp
`;

/** The names of the script that begin with these letters get others. */
const NEW_NAMES: readonly (readonly [from: string, to: string, kind: string])[] = [
  ['INSIDE', 'HOME', 'interface-list'],
  ['admins', '"our admins"', 'address-list'],
  ['phrase', 'words', 'layer7-protocol'],
  ['shell', 'ssh', 'mark'],
  ['services', 'public', 'chain'],
  ['first', 'stage', 'address-list'],
  ['guests', 'granted', 'address-list'],
];

describe('a rename is no change', () => {
  test.each(NEW_NAMES)('of %s to %s', (from, to, kind) => {
    const report = comparison(BEFORE, renamed(BEFORE, from, to));
    expect(report.renames).toEqual([{ kind, from, to: to.replaceAll('"', '') }]);
    expect(differs(report)).toBe(false);
    expect(prettyDiff(report, (_, text) => text)).toMatch(
      /^note: The .* is called ".*" now\.\nno effective change, 1 name changed\n$/,
    );
  });

  test('of all at once', () => {
    const after = NEW_NAMES.reduce((text, [from, to]) => renamed(text, from, to), BEFORE);
    const report = comparison(BEFORE, after);
    expect(report.renames).toHaveLength(NEW_NAMES.length);
    expect(differs(report)).toBe(false);
  });

  test('of names that the two exchange for new ones in turn', () => {
    const after = renamed(renamed(BEFORE, 'first', 'second-step'), 'guests', 'first-step');
    expect(differs(comparison(BEFORE, after))).toBe(false);
  });
});

describe('what changes besides is said, with the new names', () => {
  test('an entry more', () => {
    const after = renamed(BEFORE, 'admins', 'managers').replace(
      'add address=192.0.2.2 list=managers',
      '$&\nadd address=192.0.2.3 list=managers',
    );
    const report = comparison(BEFORE, after);
    expect(report.renames).toEqual([{ kind: 'address-list', from: 'admins', to: 'managers' }]);
    expect(report.changes[0]).toMatchObject({ kind: 'let-in', before: { line: 20 }, after: { line: 14 } });
    expect(report.changes.every(({ packets }) => packets.every((text) => /192\.0\.2\.3|^…/.test(text)))).toBe(true);
  });

  test('another port', () => {
    const report = comparison(
      BEFORE,
      renamed(BEFORE, 'guests', 'granted').replace('dst-port=22 protocol=tcp src', 'dst-port=2222 protocol=tcp src'),
    );
    expect(report.renames).toHaveLength(1);
    expect(report.changes.map(({ kind }) => kind)).toEqual(['let-in', 'kept-out']);
    expect(report.changes[0]?.packets[0]).toMatch(/sources on granted, but not on admins/);
  });
});

describe('no rename', () => {
  const rule = (list: string): string =>
    `/ip firewall filter\nadd chain=input src-address-list=${list}\nadd action=drop chain=input\n`;
  const entry = (list: string, address: string): string =>
    `/ip firewall address-list add address=${address} list=${list}\n`;

  test.each([
    ['a list that the file does not fill', rule('a'), rule('b')],
    ['a list with other entries', entry('a', '192.0.2.1') + rule('a'), entry('b', '192.0.2.9') + rule('b')],
    [
      'a list that is there still',
      entry('a', '192.0.2.1') + rule('a'),
      entry('a', '192.0.2.1') + entry('b', '192.0.2.1') + entry('b', '192.0.2.7') + rule('b'),
    ],
    [
      'a list that was there already',
      entry('a', '192.0.2.1') + entry('b', '192.0.2.8') + rule('a'),
      entry('b', '192.0.2.8') + rule('b'),
    ],
  ])('%s', (_, before, after) => {
    const report = comparison(before, after);
    expect(report.renames).toEqual([]);
    expect(differs(report)).toBe(true);
  });
});

function comparison(before: string, after: string) {
  return compare({ file: 'old', analysis: analyse(before) }, { file: 'new', analysis: analyse(after) });
}

function renamed(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(`(?<==)${from}\\b`, 'g'), to);
}
