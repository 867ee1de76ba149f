import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { acceptsSessions, hasDisabledEnd, isLongFilter, shownChain } from '../../server/src/rules/common/shownChain.ts';
import type { Analysis } from '../../server/src/rules/rule.ts';

const HEADER = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const FILTER = '/ip firewall filter\n';
const STATE = 'add chain=input action=accept connection-state=established\n';
const rules = (count: number, chain = 'input'): string =>
  Array.from({ length: count }, (_, i) => `add chain=${chain} action=accept protocol=tcp dst-port=${100 + i}\n`).join(
    '',
  );

function read(script: string): Analysis {
  return analyse(script, { rules: [] }) as unknown as Analysis;
}

describe('the rules of a chain that a file shows', () => {
  /** How many there are; `?` where this is an assumption. */
  const check = (script: string, chain: 'input' | 'forward' = 'input', family: 'ip' | 'ipv6' = 'ip'): string => {
    const shown = shownChain(read(script), family, chain);
    return shown === undefined ? '-' : `${shown.rules.length}${shown.assumption === undefined ? '' : '?'}`;
  };

  test('of a whole file', () => {
    expect(check(`${HEADER}${FILTER}${rules(1)}`)).toBe('1');
    expect(check(`${HEADER}${FILTER}${rules(1)}`, 'forward')).toBe('-');
    expect(check(`${HEADER}${FILTER}${rules(1)}`, 'input', 'ipv6')).toBe('-');
    expect(check(`${HEADER}/ipv6 firewall filter\n${rules(2)}`, 'input', 'ipv6')).toBe('2');
    expect(check(`${HEADER}${FILTER}${rules(2)}add chain=input action=drop disabled=yes\n`)).toBe('2');
  });
  test('of a script that is long enough and speaks of sessions', () => {
    expect(check(FILTER + STATE + rules(7))).toBe('8?');
    expect(check(FILTER + STATE + rules(6))).toBe('-');
    expect(check(FILTER + STATE + rules(3) + rules(4, 'forward'))).toBe('4?');
    expect(check(FILTER + rules(8))).toBe('-');
    expect(check(`${FILTER}add chain=input action=drop connection-state=invalid\n${rules(7)}`)).toBe('8?');
    expect(check(`${FILTER}add chain=input action=log connection-state=invalid\n${rules(7)}`)).toBe('-');
    expect(check(`${FILTER}add chain=forward action=drop connection-state=invalid\n${rules(7)}`)).toBe('-');
  });
  test('of one with so many rules that they must be all', () => {
    expect(check(FILTER + rules(20))).toBe('20?');
    expect(check(FILTER + rules(19))).toBe('-');
  });
  test('of an export with gaps, that has some', () => {
    expect(check(`${HEADER}${FILTER}${rules(4)}#interrupted\n`)).toBe('4?');
    expect(check(`${HEADER}${FILTER}${rules(3)}#interrupted\n`)).toBe('-');
  });
  test('with the chains to which it leads', () => {
    const jumps =
      'add chain=input action=jump jump-target=a\nadd chain=a action=jump jump-target=b\nadd chain=a action=jump jump-target=input\nadd chain=b action=drop\nadd chain=c action=drop\n';
    expect(check(`${HEADER}${FILTER}${jumps}`)).toBe('4');
    expect(check(`${HEADER}${FILTER}${jumps.replace('jump-target=b', 'jump-target=b disabled=yes')}`)).toBe('2');
  });
  test('not where it cannot be followed', () => {
    expect(check(`${HEADER}${FILTER}${rules(1)}remove $x\n`)).toBe('-');
    expect(check(`${FILTER}${STATE}${rules(7)}:if ($x) do={ add chain=input action=drop }\n`)).toBe('-');
    expect(check(`${FILTER}${STATE}${rules(7)}add chain=input action=drop place-before=[find comment=x]\n`)).toBe('-');
  });
});

test('a long filter', () => {
  const check = (script: string): boolean => isLongFilter(read(script), 'ip');
  expect(check(FILTER + STATE + rules(19))).toBe(true);
  expect(check(FILTER + STATE + rules(9) + rules(10, 'x'))).toBe(true);
  expect(check(FILTER + STATE + rules(18))).toBe(false);
  expect(check(FILTER + rules(20))).toBe(false);
  expect(check(`${FILTER}${STATE}${rules(19)}:if ($x) do={ add chain=x action=drop }\n`)).toBe(false);
  expect(check(`/ipv6 firewall filter\n${STATE}${rules(19)}`)).toBe(false);
});

test.each([
  ['accept connection-state=established', true],
  ['accept connection-state=established,related', true],
  ['fasttrack-connection connection-state=established', true],
  ['accept connection-state=!new', true],
  ['accept connection-state=!established', false],
  ['accept connection-state=related', false],
  ['drop connection-state=established', false],
  ['accept', false],
])('%s accepts running sessions: %j', (rule, expected) => {
  const [first] = read(`${FILTER}add chain=forward action=${rule}\n`).firewall.rules;
  expect(first === undefined ? undefined : acceptsSessions(first)).toBe(expected);
});

test.each([
  ['action=drop disabled=yes', true],
  ['action=reject in-interface=ether1 disabled=yes', true],
  ['action=drop in-interface-list=WAN disabled=yes', true],
  ['action=drop protocol=tcp disabled=yes', false],
  ['action=accept disabled=yes', false],
  ['action=drop', false],
])('%s is an end that is disabled: %j', (rule, expected) => {
  expect(hasDisabledEnd(read(`${FILTER}add chain=input ${rule}\n`), 'ip', 'input')).toBe(expected);
  expect(hasDisabledEnd(read(`${FILTER}add chain=forward ${rule}\n`), 'ip', 'input')).toBe(false);
  expect(hasDisabledEnd(read(`${FILTER}add chain=input ${rule}\n`), 'ipv6', 'input')).toBe(false);
});
