import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { forEachCommand } from '../../server/src/binding/boundScript.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';

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
