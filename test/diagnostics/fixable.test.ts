import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { Fixable } from '../../server/src/diagnostics/fixable.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

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

describe('which places a fix may write to', () => {
  const SCRIPT = [
    ':local p 22',
    '/ip firewall filter',
    'add comment=one dst-port=22',
    'add comment=two dst-port=$p',
    ':foreach i in={1;2} do={ add comment=three }',
    'add comment=four dst-port=$p src-port=$p log-prefix="$p!" in-interface=lan',
    'disable 0',
    'disable 0',
    'add comment=five',
  ].join('\n');
  const fixable = new Fixable(execute(bind(parse(SCRIPT), catalog)));

  /** Whether edits of all these parts of the script, each from its mark to its mark, may be offered in one fix. */
  const check = (parts: readonly string[], expected: boolean): void => {
    const edits = parts.map((part) => {
      const start = SCRIPT.indexOf(part);
      expect(start, part).toBeGreaterThanOrEqual(0);
      return { range: { start, end: start + part.length }, newText: '' };
    });
    const fix = { title: 'x', safe: true, edits };
    expect(fixable.filter([fix]), parts.join(', ')).toEqual(expected ? [fix] : []);
  };

  test.each([
    [['comment=one dst-port=22'], true],
    [['22'], true],
    [['comment=two'], true],
    [['comment=four'], true],
    [['in-interface=lan'], true],
    [['comment=five'], true],
    [[':local p 22', 'comment=five'], true],
    [[], true],
    // What is computed, what touches it, and what holds it.
    [['$p'], false],
    [['comment=two dst-port=$p'], false],
    [['two dst-port='], false],
    [['dst-port=$p src-port'], false],
    [['"$p!"'], false],
    [['!'], false],
    [['" in-interface'], false],
    [[' in-interface'], false],
    // One command that made two items.
    [['three'], false],
    [['add comment=three'], false],
    [[' add comment=three'], false],
    [[SCRIPT], false],
    // One part that is not to be touched is enough.
    [['comment=five', 'three'], false],
    [['three', 'comment=five'], false],
  ])('%j: %j', (parts, expected) => check(parts, expected));

  test('each fix is judged for itself, and the order stays', () => {
    const at = (part: string) => ({ start: SCRIPT.indexOf(part), end: SCRIPT.indexOf(part) + part.length });
    const fixes = ['three', 'comment=one', '$p', 'comment=five'].map((title) => ({
      title,
      safe: false,
      edits: [{ range: at(title), newText: '' }],
    }));
    expect(fixable.filter(fixes).map(({ title }) => title)).toEqual(['comment=one', 'comment=five']);
  });
  test('where nothing is computed, all may be offered', () => {
    const plain = new Fixable(execute(bind(parse('/ip firewall filter\nadd comment=a\nadd comment=b'), catalog)));
    const fix = { title: 'x', safe: true, edits: [{ range: { start: 0, end: 50 }, newText: '' }] };
    expect(plain.filter([fix])).toEqual([fix]);
  });
});
