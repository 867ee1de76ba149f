import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { semanticTokens } from '../../server/src/features/semanticTokens.ts';

/** Each token with its type and modifiers. */
function shown(text: string, range?: { start: number; end: number }): string[] {
  return semanticTokens(analyse(text, { rules: [] }), range).map(
    ({ range: { start, end }, type, modifiers }) => `${text.slice(start, end)} ${[type, ...modifiers].join('.')}`,
  );
}

test('menus, commands, arguments, their words, and names', () =>
  expect(
    shown('/ip/firewall filter\nadd chain=input act=jump jump-target=own src-address-list=!safe nonsense=1'),
  ).toEqual([
    'ip namespace',
    'firewall namespace',
    'filter namespace',
    'add method',
    'chain property',
    'input class.defaultLibrary',
    'act property',
    'jump enumMember',
    'jump-target property',
    'own class',
    'src-address-list property',
    'safe type',
  ]));

test('a command at the end of a path', () =>
  expect(shown('/ip/address/add address=192.0.2.1/24')).toEqual([
    'ip namespace',
    'address namespace',
    'add method',
    'address property',
  ]));

test('variables, functions and parameters; commands of the language are left to the grammar', () =>
  expect(shown(':global f do={ :put $x }\n:local a 1\n:set a 2\n$f x=$a')).toEqual([
    'f function.declaration.static',
    'do property',
    'x parameter',
    'a variable.declaration',
    'a variable.modification',
    'f function.static',
    'x parameter.modification',
    'a variable',
  ]));

test('scripts in strings are coloured as scripts', () =>
  expect(shown('/system script add source="/ip address print\\r\\n:global seen 1"')).toEqual([
    'system namespace',
    'script namespace',
    'add method',
    'source property',
    'ip namespace',
    'address namespace',
    'print method',
    'seen variable.declaration.static',
  ]));

test('only what meets the range', () => {
  const text = '/ip firewall filter\nadd chain=input\nadd chain=own\n';
  const start = text.indexOf('add chain=own');
  expect(shown(text, { start, end: start + 10 })).toEqual(['add method', 'chain property']);
});
