import { expect, test } from 'vitest';
import { analyseTree } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import { forEachCommand } from '../../server/src/binding/boundScript.ts';
import { placed } from '../../server/src/execution/configuration.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';

const TEXT = `# one
/ip firewall filter
add chain=input protocol=tcp dst-port=22 action=accept
add chain=input action=dorp
/ip firewall address-list
add list=office address=192.0.2.1
:if ($x = 1) do={ :put [/ip address find] }
`;

const ADDED = '# a line above\n';

/** The text, and the same below what is put in front; the second analysis goes on from the first. */
function twice(added = ADDED): [FileAnalysis, FileAnalysis] {
  const tree = parse(TEXT);
  const before = analyseTree(tree);
  const edited = reparse(tree, { range: { start: 0, end: 0 }, newText: added });
  return [before, analyseTree(edited, undefined, before)];
}

/** What stands at each place that an analysis knows, in its order. */
function shown({ text, script, configuration, problems }: FileAnalysis): unknown {
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  const commands: unknown[] = [];
  forEachCommand(script.commands, (command) => {
    const given = command.arguments.flatMap((one) => [one.range, one.nameRange, one.valueRange]);
    commands.push([at(command.range), at(command.nameRange), ...given.map((range) => at(command.place(range)))]);
  });
  const items = [...configuration.menus.values()].flat().flatMap((item) =>
    [...item.properties.values()].flatMap((property) => {
      const place = placed(item, property);
      return place === undefined ? [] : [[at(place.range), at(place.nameRange), at(place.valueRange)]];
    }),
  );
  return { commands, items, problems: problems.map(({ ruleId, range }) => [ruleId, at(range)]) };
}

test('what an edit moves are the same statements, readings, properties and matchers', () => {
  const [before, after] = twice();
  const pairs = after.script.commands.map((command, index) => [before.script.commands[index], command] as const);
  expect(pairs).toHaveLength(6);
  for (const [old, now] of pairs) {
    expect(now.base).toBe((old?.base ?? 0) + ADDED.length);
    expect(now.bound).toBe(old?.bound);
    expect(now.statement).toBe(old?.statement);
  }
  for (const menu of ['/ip/firewall/filter', '/ip/firewall/address-list']) {
    const items = after.configuration.menus.get(menu) ?? [];
    expect(items.length).toBeGreaterThan(0);
    for (const [index, item] of items.entries()) {
      expect(item.properties).toBe(before.configuration.menus.get(menu)?.[index]?.properties);
    }
  }
  for (const [index, rule] of after.firewall.rules.entries()) {
    expect(rule.matchers).toBe(before.firewall.rules[index]?.matchers);
  }
});

test('their places are those of the text that they stand in now', () => {
  const [before, after] = twice();
  expect(shown(after)).toEqual(shown(before));
  expect(shown(before)).toMatchObject({ problems: [['invalid-value', 'dorp']] });
});

test('problems below a new command are said of the commands that have them', () => {
  const [before, after] = twice(':put 1\n:put 2\n');
  expect(after.script.kept).toMatchObject({ more: 2 });
  expect(shown(after)).toMatchObject({ problems: [['invalid-value', 'dorp']] });
  expect(after.problems).toHaveLength(before.problems.length);
});
