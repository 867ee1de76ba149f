import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { forEachCommand } from '../../server/src/binding/boundScript.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';
import { difference } from '../../server/src/text/difference.ts';
import type { TextEdit } from '../../server/src/text/edit.ts';

/** Every command as `menu name`, outer before inner. */
function commandsOf(text: string): string[] {
  const found: string[] = [];
  forEachCommand(bind(parse(text), catalog).commands, ({ menu, name }) => found.push(`${menu?.path} ${name}`));
  return found;
}

test.each([
  [':foreach i in=[find list=x] do={ remove $i }', ['/ :foreach', '/ip/firewall/address-list remove']],
  [':if (true) do={ add list=x address=192.0.2.1 }', ['/ :if', '/ip/firewall/address-list add']],
  [':do { add list=x address=192.0.2.1 } on-error={}', ['/ :do', '/ip/firewall/address-list add']],
  ['if (true) do={ set 0 list=x }', ['/ :if', '/ip/firewall/address-list set']],
])('code in %s stays in the menu of the lines before', (line, commands) => {
  expect(commandsOf(`/ip firewall address-list\n${line}`)).toEqual(expect.arrayContaining(commands));
});

test('a substitution behind a root command finds in the menu around it', () => {
  expect(commandsOf('/ip firewall filter\n:put [find comment=x]')).toContain('/ip/firewall/filter find');
});

test('a path of its own still decides for its substitutions', () => {
  expect(commandsOf('/ip firewall filter\n/ip service set [find name=ssh] port=2222')).toContain('/ip/service find');
});

test.each([
  [':do { :put a } on-error={ :put b }', 2],
  [':onerror e in={ :put a } do={ :put b }', 2],
  [':retry command={ :put a } on-error={ :put b }', 2],
  [':if (true) do={ :put a } else={ :put b }', 2],
  [':if (true) { :put a }', 1],
  [':foreach i in=[find] d={ :put a }', 1],
  [':local f do={ :put a }', 1],
  ['$f do={ :put a }', 1],
  ['/interface ethernet monitor ether1 do={ :put a }', 1],
  ['/interface print on-event={ :put a }', 1],
  ['{ :put a }', 1],
])('braces are code in %s', (text, count) => {
  expect(commandsOf(text).filter((command) => command === '/ :put')).toHaveLength(count);
});

test.each([
  '/system script add name=x source={ :put a; [:put b] }',
  '/system scheduler set x on-ev={ :put a; [:put b] }',
  '/ppp profile set x on-up={ :put [:put a] }',
  ':execute { :put [:put a] }',
  ':execute script={ :put [:put a] }',
])('braces are the text of a script in %s', (text) => {
  expect(commandsOf(text)).toHaveLength(1);
});

test.each([
  [':foreach i in={ [:put a]; b } do={}', 1],
  [':set x { [:put a]; b }', 1],
  ['/ip firewall filter add comment={ [:put a] }', 1],
  ['/system ssh command={ :put a }', 0],
])('braces are data in %s: only what stands in brackets is a command', (text, count) => {
  expect(commandsOf(text).filter((command) => command === '/ :put')).toHaveLength(count);
});

test('an argument that begins with a dot belongs to the group of the dotted one before it', () => {
  const [command] = bind(
    parse('/interface wifi add configuration.mode=ap .ssid=x channel.band=2ghz-n .width=20mhz'),
    catalog,
  ).commands;
  expect(command?.arguments.map(({ name, argument }) => [name, argument !== undefined])).toEqual([
    ['configuration.mode', true],
    ['configuration.ssid', true],
    ['channel.band', true],
    ['channel.width', true],
  ]);
});

test('brackets behind an unknown command are read in the menu around it', () => {
  expect(commandsOf('/ip firewall filter\nprnit [find comment=x]')).toContain('/ip/firewall/filter find');
  expect(commandsOf('/ip firewall filter\n/ip nowhere set [find comment=x]')).toContain('/ip/nowhere find');
});

test('a missing menu is guessed from the arguments, unless the reading of the router is asked for', () => {
  const text = 'add chain=input action=drop';
  expect(bind(parse(text), catalog).commands[0]?.menu?.path).toBe('/ip/firewall/filter');
  expect(bind(parse(text), catalog, { asRouter: true }).commands[0]?.kind).toBe('unknown');
});

test.each([
  ['a device has', '/lcd\nset enabled=no', ['/lcd ', '/lcd set']],
  ['version 6 had', '/routing bgp peer\nadd name=x', ['/routing/bgp/peer ', '/routing/bgp/peer add']],
  ['nobody knows', '/ip florist order\nadd name=x', ['/ip/florist/order ', '/ip/florist/order add']],
  ['a slip makes', '/ip firewall fliter\nadd chain=input', ['/ip/firewall/fliter ', '/ip/firewall/fliter add']],
  ['is written with slashes', '/lcd/interface/pages/print', ['/lcd/interface/pages print']],
  ['is led to by words alone', '/ip\nfirewall fliter\nadd chain=input', ['/ip/firewall/fliter add']],
  ['is left again', '/lcd interface pages\n..\nprint', ['/lcd/interface print']],
])('commands below a menu that %s act there', (_, lines, commands) => {
  expect(commandsOf(`/ip service\n${lines}`)).toEqual(expect.arrayContaining(commands));
  expect(commandsOf(`/ip service\n${lines}`).filter((one) => one.startsWith('/ip/service'))).toEqual(['/ip/service ']);
});

test('brackets below an unknown menu find there, and root commands stay root commands', () => {
  expect(commandsOf('/lcd\nset [find] enabled=no\n:set x 1\nput x')).toEqual([
    '/lcd ',
    '/lcd set',
    '/lcd find',
    '/ :set',
    '/ :put',
  ]);
});

test.each(['/ip firewall filter prnt', '/ip firewall filter prnt detail', '/ip firewall filter\nprnt'])(
  'a slip of a command leads to no menu: %s',
  (line) => {
    expect(commandsOf(`${line}\nadd chain=input`).at(-1)).toBe('/ip/firewall/filter add');
  },
);

test('an edit above an unknown menu leaves what stands below it as it was', () => {
  const before = '/ip service\nset ssh port=22\n/lcd\nset enabled=no\nset time=1\n';
  const after = before.replace('22', '2222');
  const old = bind(parse(before), catalog);
  const tree = reparse(old.tree, difference(before, after)[0] as TextEdit);
  const now = bind(tree, catalog, { previous: old });
  expect(now.kept?.behind).toBe(3);
  expect(now.commands.at(-1)?.menu?.path).toBe('/lcd');
});
