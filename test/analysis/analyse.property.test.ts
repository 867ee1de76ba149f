import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse, analyseTree } from '../../server/src/analysis/analyse.ts';
import type { AnalysisOptions, FileAnalysis } from '../../server/src/analysis/analysis.ts';
import type { BoundCommand } from '../../server/src/binding/boundCommand.ts';
import type { BoundArgument } from '../../server/src/binding/boundScript.ts';
import { type ConfigurationItem, type Property, placed } from '../../server/src/execution/configuration.ts';
import type { FirewallRule } from '../../server/src/firewall/firewall.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';
import { properties } from '../support/properties.ts';
import { mutated, script } from '../support/scripts.ts';
import { type Stroke, strokes, toEdit } from '../support/strokes.ts';

const options: AnalysisOptions = { random: () => 0.5 };

const nothing = analyse('');

/** Analyses the text, makes the changes one by one, and compares each analysis with one from nothing. */
function follow(text: string, list: readonly Stroke[]): boolean {
  let tree = parse(text);
  let analysis = analyseTree(tree, options);
  for (const drawn of list) {
    tree = reparse(tree, toEdit(tree.text, drawn));
    // Where several rules stand in the way of another, those are named that were named before.
    const previous = { ...nothing, reachability: analysis.reachability };
    const full = analyseTree(parse(tree.text), options, previous);
    analysis = analyseTree(tree, options, analysis);
    if (!isDeepStrictEqual(told(analysis), told(full))) return false;
  }
  return true;
}

/** All that an analysis says, by value: its objects compute some of it when they are asked. */
function told(analysis: FileAnalysis): unknown {
  const { script: bound, problems, findings, failures, firewall, configuration, version } = analysis;
  const { menus, opaqueMenus, isExport } = configuration;
  const { addressLists, interfaceLists, rules } = firewall;
  return {
    ...{ problems, findings, failures, version, isExport, opaqueMenus, interfaceLists },
    turns: bound.reading.turns,
    faults: bound.problems,
    commands: bound.commands.map(commandTold),
    items: [...menus].map(([menu, items]) => [menu, items.map(itemTold)]),
    lists: [...addressLists].map(([name, items]) => [name, items.map(({ id }) => id)]),
    rules: rules.map((rule) => ({ ...ruleTold(rule), kind: analysis.reachability.of(rule).kind })),
  };
}

function commandTold(command: BoundCommand): unknown {
  const { base, statement, kind, menu, name, range, nameRange, positionals, condition, nested, misplaced } = command;
  return {
    ...{ base, statement, kind, name, range, nameRange, positionals, condition },
    menu: menu?.path,
    command: command.command?.path,
    misplaced: misplaced === true,
    arguments: command.arguments.map(argumentTold),
    nested: [...nested].map(([node, commands]) => [node, commands.map(commandTold)]),
  };
}

function argumentTold({ name, argument, unset, value, range, nameRange, valueRange }: BoundArgument): unknown {
  return { name, argument: argument?.name, unset, value, range, nameRange, valueRange };
}

function itemTold(item: ConfigurationItem) {
  const { id, menu, origin, assumed, properties: all, conditional, placeUnknown } = item;
  const named = [...all].map(([name, property]) => [name, propertyTold(item, property)]);
  return { id, menu, origin: origin?.base, assumed, conditional, placeUnknown, properties: named };
}

function propertyTold(item: ConfigurationItem, property: Property): unknown {
  const { name, value, text, constant, computed, argument } = property;
  const { range, nameRange, valueRange, command } = placed(item, property) ?? {};
  return {
    ...{ name, value, text, constant, computed, range, nameRange, valueRange },
    argument: argument && argumentTold(argument),
    command: command?.base,
  };
}

function ruleTold({ item, family, table, chain, action, enabled, matchers, place }: FirewallRule) {
  const asked = matchers.map(({ name, negated, text, property }) => ({
    name,
    negated,
    text,
    range: placed(item, property)?.range,
  }));
  return { ...{ family, table, chain, action, enabled, place, asked }, item: item.id };
}

const line = fc.constantFrom(
  ...['/ip firewall filter', '/ip firewall nat', '/ip firewall address-list', '/ip firewall', 'filter', '/', '..'],
  ...['add chain=input action=drop', 'add chain=input protocol=tcp dst-port=22 action=accept', 'add action=drop'],
  ...['add chain=input src-address-list=a action=accept', 'add chain=forward action=jump jump-target=x', 'chain=input'],
  ...['add chain=x action=add-src-to-address-list address-list=a address-list-timeout=1m', 'add chain=x action=return'],
  ...['add address=192.0.2.1 list=a', 'add address=192.0.2.2 list=b', 'add address=10.0.0.0/8 list=a timeout=1h'],
  ...['add chain=input action=drop place-before=0', 'set 0 disabled=yes', 'set [find list=a] comment=z', 'remove 0'],
  ...['move 1 0', 'disable 0', 'add copy-from=0', 'add chain=input action=accept comment="rosfw-ignore x -- y"'],
  ...[':global a 1', ':local b do={ add chain=input action=drop }', '$b', ':put $a', 'find x=1', 'set x=1', 'set'],
  ...[
    ':if ($a = 1) do={ add address=192.0.2.3 list=c }',
    '/ip firewall filter add chain=y action=drop',
    'Add x',
    '"y"',
  ],
  ...[
    '/system script add name=s source="/ip firewall filter add chain=input"',
    '# c',
    '# rosfw-ignore-next-line x -- y',
  ],
  ...[
    '/interface list member',
    'add interface=ether1 list=WAN',
    'add lits=a address=1.1.1.1',
    'add list=a address=1.1.1',
  ],
  ...['/interface wifiwave2', '/ip frobnicate add x=1', 'add chain=input comment="a\nb"', '# by RouterOS 7.16.2', ''],
  ...['add chain=input in-interface-list=WAN dst-port=80 protocol=tcp action=drop', 'add chain=input dst-port=$a', ';'],
);
const firewall = fc.array(line, { maxLength: 24 }).map((lines) => lines.join('\n'));
/** Strokes that put lines in, take some out, or change what stands in one. */
const lines = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    length: fc.oneof(fc.constant(0), fc.nat(80)),
    newText: line.map((l) => `\n${l}\n`),
  }),
  { maxLength: 2 },
);
const edits = fc.tuple(strokes, lines).map(([some, others]) => [...some.slice(0, 3), ...others, ...some.slice(3)]);

it.each([
  ['firewalls', firewall, 'analysis: firewalls'],
  ['scripts', fc.oneof(script, mutated), 'analysis: scripts'],
] as const)('an analysis that follows edits equals one from nothing: %s', (_, texts, runs) => {
  fc.assert(fc.property(texts, edits, follow), properties(runs));
});

// Each was found by the properties above.
it.each([
  ['a menu that the catalogue lacks, which is named once', '.. nat\n:put 1', 7, '.. nat\n'],
  ['an unknown word in front of a refusal', "/ip dns\nset x='a'", 8, 'frobnicate\n'],
  [
    'a menu in front of rules whose menu was guessed',
    "add chain=input action='drop'\nadd chain=input",
    0,
    '/ip firewall filter\n',
  ],
  ['a line below the last brace', ':put 1\n}\n', 9, ':put 2\n'],
])('an analysis that follows an edit equals one from nothing: %s', (_, text, at, newText) => {
  expect(follow(text, [{ at, length: 0, newText }])).toBe(true);
});

it('takes the commands of the version before that an edit leaves alone', () => {
  const text = '/ip firewall filter\nadd chain=a\nadd chain=b\nadd chain=c';
  const tree = parse(text);
  const before = analyseTree(tree, options);
  const at = text.indexOf('b');
  const now = reparse(tree, { range: { start: at, end: at }, newText: 'x' });
  const { script: bound } = analyseTree(now, options, before);
  expect(bound.kept).toEqual({ before: 2, behind: 1, more: 0 });
  expect(bound.commands[1]).toBe(before.script.commands[1]);
  const last = bound.commands[3];
  expect(last?.bound).toBe(before.script.commands[3]?.bound);
  expect(last?.base).toBe(text.indexOf('add chain=c') + 1);
});
