import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { execute } from '../../server/src/config/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Runs the script and compares the items of one menu, by comment, in list order. */
function check(script: string, expected: readonly string[], menu = '/ip/firewall/filter'): void {
  const items = execute(bind(parse(script), catalog)).menus.get(menu) ?? [];
  const names = items.map(({ properties, conditional, placeUnknown }) => {
    const flags = [
      conditional ? '?' : '',
      placeUnknown ? '~' : '',
      properties.get('disabled')?.text === 'yes' ? ' off' : '',
    ];
    return (properties.get('comment')?.text ?? properties.get('name')?.text ?? '-') + flags.join('');
  });
  expect(names, script).toEqual(expected);
}

const ABC = '/ip firewall filter\nadd chain=input comment=a\nadd chain=input comment=b\nadd chain=input comment=c\n';

describe('order', () => {
  test('add appends', () => check(ABC, ['a', 'b', 'c']));
  test('place-before a number', () => check(`${ABC}add chain=input comment=d place-before=1`, ['a', 'd', 'b', 'c']));
  test('place-before [find]', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment=c]`, ['a', 'b', 'd', 'c']));
  test('place-before a pattern that is plain text', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment~"^b"]`, ['a', 'd', 'b', 'c']));
  test('place-before=0 again and again reverses', () =>
    check(`${ABC}add chain=input comment=d place-before=0\nadd chain=input comment=e place-before=0`, [
      'e',
      'd',
      'a',
      'b',
      'c',
    ]));
  test('place-before what the file does not show', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment="defconf: drop"]`, ['a', 'b', 'c', 'd~']));
  test('move before an item', () => check(`${ABC}move [find comment=c] [find comment=a]`, ['c', 'a', 'b']));
  test('move with names', () =>
    check(`${ABC}move numbers=[find comment=a] destination=[find comment=c]`, ['b', 'a', 'c']));
  test('move to the end', () => check(`${ABC}move [find comment=a]`, ['b', 'c', 'a']));
  test('move by numbers', () => check(`${ABC}move 2 0`, ['c', 'a', 'b']));
  test('move to a place that is not known', () =>
    check(`${ABC}move [find comment=a] [find comment=x]`, ['a~', 'b', 'c']));
});

describe('changes', () => {
  test('disable and enable', () =>
    check(`${ABC}disable [find comment=a]\ndisable 1\nenable [find comment=b]`, ['a off', 'b', 'c']));
  test('set by condition', () => check(`${ABC}set [find comment=a] comment=z`, ['z', 'b', 'c']));
  test('set disabled', () => check(`${ABC}set [find where comment=b] disabled=yes`, ['a', 'b off', 'c']));
  test('remove', () => check(`${ABC}remove [find comment=b]`, ['a', 'c']));
  test('remove all', () => check(`${ABC}remove [find]`, []));
  test('remove by a condition with or', () => check(`${ABC}remove [find comment=a or comment=c]`, ['b']));
  test('remove by a negated condition', () => check(`${ABC}remove [find comment!=b]`, ['b']));
  test('remove by default action', () => check(`${ABC}remove [find action=accept]`, []));
  test('a condition that is not known leaves all in doubt', () =>
    check(`${ABC}remove [find comment=$x]`, ['a?', 'b?', 'c?']));
  test('unset an argument', () => check(`${ABC}set 0 !comment`, ['-', 'b', 'c']));
  test('copy-from', () => check(`${ABC}add copy-from=[find comment=a] disabled=yes`, ['a', 'b', 'c', 'a off']));
  test('whole commands with paths', () =>
    check(
      '/ip firewall filter add chain=input comment=a\n/ip/firewall/filter/add chain=input comment=b\n/ip fire fil add ch=input comment=c',
      ['a', 'b', 'c'],
    ));
});

describe('blocks', () => {
  test('a menu block runs', () =>
    check('/ip firewall filter { add chain=input comment=a; add chain=input comment=b }', ['a', 'b']));
  test('do runs, on-error may run', () =>
    check('/ip firewall filter\n:do { add chain=input comment=a } on-error={ add chain=input comment=b }', [
      'a',
      'b?',
    ]));
  test('if may run', () =>
    check('/ip firewall filter\n:if ($x = 1) do={ add chain=input comment=a } else={ add chain=input comment=b }', [
      'a?',
      'b?',
    ]));
  test('foreach may run', () =>
    check(':foreach i in=$ports do={ /ip firewall filter add chain=input comment=a dst-port=$i }', ['a?']));
  test('a function does not run where it is declared', () =>
    check(':global f do={ /ip firewall filter add chain=input comment=a }', []));
  test('a script in a string does not run', () =>
    check('/system script add name=x source="/ip firewall filter add chain=input comment=a"', []));
  test('the menu of a block ends with it', () =>
    check('/ip firewall filter\n{ /ip firewall nat\nadd chain=srcnat comment=n }\nadd chain=input comment=a', ['a']));
});

describe('services', () => {
  test('set an item that the router brings', () =>
    check(
      '/ip service set telnet disabled=yes\n/ip service\nset ftp,www disabled=yes\nset ssh port=2200',
      ['telnet off', 'ftp off', 'www off', 'ssh'],
      '/ip/service',
    ));
  test('disable by name', () => check('/ip service disable telnet,ftp', ['telnet off', 'ftp off'], '/ip/service'));
  test('a name is set twice', () =>
    check('/ip service\nset telnet disabled=yes\nset telnet disabled=no', ['telnet'], '/ip/service'));
});
