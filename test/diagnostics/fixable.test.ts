import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';

/** Findings of one rule: line, and the titles of the fixes. */
function check(ruleId: string, script: string, expected: readonly string[]): void {
  const { findings, lines } = analyse(script, { random: () => 0.5 });
  const said = findings
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ range, fixes }) => `${lines.position(range.start).line + 1}${fixes.length > 0 ? ' fix' : ''}`);
  expect(said, script).toEqual(expected);
}

describe('port-without-protocol', () => {
  const id = 'port-without-protocol';
  test('offers a fix for one rule', () =>
    check(id, '/ip firewall filter\nadd chain=input action=accept dst-port=22', ['2 fix']));
  test('speaks once of a command in a loop, and leaves it as it is', () =>
    check(id, '/ip firewall filter\n:foreach p in={22;80} do={\n  add chain=input action=accept dst-port=$p\n}', [
      '3',
    ]));
});

describe('list-never-filled', () => {
  const id = 'list-never-filled';
  const fill = '/ip firewall address-list add list="Save Haven" address=192.0.2.1\n';
  test('offers the name that was meant', () =>
    check(id, `${fill}/ip firewall filter\nadd chain=input action=drop src-address-list="Safe Haven"`, ['3 fix']));
  test('does not write a name over a variable', () =>
    check(id, `${fill}:local l "Safe Haven"\n/ip firewall filter\nadd chain=input action=drop src-address-list=$l`, [
      '4',
    ]));
});

describe('sequential-knock-ports', () => {
  const knock = (port: string): string => `:local p 1111
/ip firewall filter
add chain=input action=add-src-to-address-list protocol=tcp dst-port=${port} address-list=k1 address-list-timeout=10s
add chain=input action=add-src-to-address-list protocol=tcp dst-port=1112 src-address-list=k1 address-list=k2 address-list-timeout=10s
add chain=input action=add-src-to-address-list protocol=tcp dst-port=1113 src-address-list=k2 address-list=k3 address-list-timeout=1h
add chain=input action=accept src-address-list=k3
add chain=input action=drop`;
  test('draws new ports', () => check('sequential-knock-ports', knock('1111'), ['3 fix']));
  test('draws none where a port comes out of a variable', () => check('sequential-knock-ports', knock('$p'), ['3']));
});
