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

/** The text, and the same below each of what is put in front, one after the other; each analysis goes on from the last. */
function versions(...added: readonly string[]): FileAnalysis[] {
  let tree = parse(TEXT);
  const all = [analyseTree(tree)];
  for (const newText of added) {
    tree = reparse(tree, { range: { start: 0, end: 0 }, newText });
    all.push(analyseTree(tree, undefined, all.at(-1)));
  }
  return all;
}

/** What stands at each place that an analysis knows, in its order. */
function shown({ text, script, configuration, problems }: FileAnalysis): Record<string, unknown> {
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
  const [before, after] = versions(ADDED) as [FileAnalysis, FileAnalysis];
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
  const [before, ...after] = versions(ADDED, ADDED, ':put 1\n', ADDED) as [FileAnalysis, ...FileAnalysis[]];
  expect(shown(before)).toMatchObject({ problems: [['invalid-value', 'dorp']] });
  const added = { commands: [[':put 1', ':put'], ...(shown(before).commands as unknown[])] };
  expect(after.map(shown)).toEqual([
    shown(before),
    shown(before),
    { ...shown(before), ...added },
    { ...shown(before), ...added },
  ]);
});
