import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { placed } from '../../server/src/execution/configuration.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';

test('properties of a command that had been moved before it ran are found where it stands now', () => {
  const one = parse('/ip firewall filter\nadd chain=input action=drop\n');
  const second = reparse(one, { range: { start: 0, end: 0 }, newText: '# one\n' });
  const third = reparse(second, { range: { start: 0, end: 0 }, newText: '# two, which is longer\n' });
  const moved = bind(second, catalog, { previous: bind(one, catalog) });
  const configuration = execute(moved);
  const again = execute(bind(third, catalog, { previous: moved }), undefined, undefined, configuration);
  const [item] = again.menus.get('/ip/firewall/filter') ?? [];
  const { start, end } = (item && placed(item, item.properties.get('action'))?.range) ?? { start: 0, end: 0 };
  expect(third.text.slice(start, end)).toBe('action=drop');
  // What the words say is not read again.
  const [first] = configuration.menus.get('/ip/firewall/filter') ?? [];
  expect(item?.properties).toBe(first?.properties);
  expect(item?.origin?.bound).toBe(first?.origin?.bound);
});
