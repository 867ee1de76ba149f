import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { codeActions, fixAll, type IsShown } from '../../server/src/features/codeActions.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

/** Applies the action with this title at `$0` and compares the text. */
function check(source: string, title: string | RegExp, expected: string): void {
  const offset = source.indexOf('$0');
  const text = source.replace('$0', '');
  const analysis = analyse(text);
  const actions = codeActions(analysis, { start: offset, end: offset });
  const action = actions.find((candidate) => candidate.title.match(title) !== null);
  expect(action, actions.map((candidate) => candidate.title).join('\n')).toBeDefined();
  const made = action?.fixAll === undefined ? action : fixAll(analysis, () => true, action.fixAll);
  expect(applyEdits(text, made?.edits ?? [])).toBe(expected);
}

/** What a user sees who has set nothing. */
const isShown: IsShown = (finding) => select([finding], {}).length > 0;
const MENU = '/ip firewall filter\n';

describe('quick fixes', () => {
  test('at the finding, not elsewhere on the line', () => {
    check(
      `${MENU}add chain=input dst-$0port=22\n`,
      'Add protocol=udp',
      `${MENU}add chain=input dst-port=22 protocol=udp\n`,
    );
    expect(
      codeActions(analyse(`${MENU}add chain=input dst-port=22\n`), { start: MENU.length + 5, end: MENU.length + 5 }),
    ).toEqual([]);
  });
  test('of faults of the text', () =>
    check(`${MENU}add chain $0= input\n`, 'Remove the blanks around =', `${MENU}add chain=input\n`));
  test('only a single safe repair is preferred', () => {
    const actions = codeActions(analyse(`${MENU}add chain=input dst-port=22 comment=“x”\n`), { start: 0, end: 100 });
    const preferred = actions.filter((action) => action.preferred).map((action) => action.title);
    expect(preferred).toEqual(['Use straight quotes']);
  });
});

describe('suppression', () => {
  test('a comment above the command, in its indentation', () =>
    check(
      `${MENU}  add chain=input $0dst-port=22\n`,
      'Disable port-without-protocol for this line',
      `${MENU}  # rosfw-ignore-next-line port-without-protocol -- \n  add chain=input dst-port=22\n`,
    ));
  test('of a value, a name or a variable', () => {
    check(
      `${MENU}add chain=input protocol=$0tpc\n`,
      'Disable invalid-value for this line',
      `${MENU}# rosfw-ignore-next-line invalid-value -- \nadd chain=input protocol=tpc\n`,
    );
    check(
      `:local $0x 1\n`,
      'Disable unused-variable for this line',
      `# rosfw-ignore-next-line unused-variable -- \n:local x 1\n`,
    );
  });
  test.each([
    `${MENU}# rosfw-ignore-next-line invalid-value -- ours\nadd chain=input protocol=tpc`,
    `${MENU}# rosfw-ignore-next-line unknown-argument\nadd chain=input scr-address=10.0.0.1`,
    '# rosfw-ignore-next-line set-undeclared-variable, unused-variable\n:set total 1',
    '# rosfw-ignore-next-line unused-variable\n:local x 1',
  ])('silences what is not the reading of the text: %s', (text) => {
    expect(analyse(text, { rules: [] }).problems).toEqual([]);
  });
  test('above the first line of a continued command', () =>
    check(
      `${MENU}add chain=input \\\n    $0dst-port=22\n`,
      /^Disable .* for this line$/,
      `${MENU}# rosfw-ignore-next-line port-without-protocol -- \nadd chain=input \\\n    dst-port=22\n`,
    ));
  test('above the command inside a block', () =>
    check(
      `${MENU}:do {\n  add chain=input $0dst-port=22\n} on-error={}\n`,
      /^Disable .* for this line$/,
      `${MENU}:do {\n  # rosfw-ignore-next-line port-without-protocol -- \n  add chain=input dst-port=22\n} on-error={}\n`,
    ));
  test('extends a comment that is there', () =>
    check(
      `${MENU}# rosfw-ignore-next-line layer7-cost -- because\nadd chain=input $0dst-port=22\n`,
      /^Disable .* for this line$/,
      `${MENU}# rosfw-ignore-next-line layer7-cost, port-without-protocol -- because\nadd chain=input dst-port=22\n`,
    ));
  test('in the line ends of the file', () =>
    check(
      '/ip firewall filter\r\nadd chain=input dst$0-port=22\r\n',
      'Disable port-without-protocol for this line',
      '/ip firewall filter\r\n# rosfw-ignore-next-line port-without-protocol -- \r\nadd chain=input dst-port=22\r\n',
    ));
  test('of all that are selected, each command once', () => {
    const text = `${MENU}add chain=input dst-port=22 src-port=1\nadd chain=input dst-port=23\n`;
    const actions = codeActions(analyse(text), { start: 0, end: text.length });
    const edits = actions.find(({ title }) => title === 'Disable port-without-protocol for this line')?.edits ?? [];
    const line = '# rosfw-ignore-next-line port-without-protocol -- \n';
    expect(applyEdits(text, edits)).toBe(text.replaceAll('add', `${line}add`));
  });
  test('for the entire file: at its beginning, below the header of an export', () => {
    const rule = `${MENU}add chain=input $0dst-port=22\n`;
    const title = 'Disable port-without-protocol for the entire file';
    const line = '# rosfw-ignore-file port-without-protocol -- \n';
    check(rule, title, `${line}${rule.replace('$0', '')}`);
    const header = '# 2026-01-02 03:04:05 by RouterOS 7.20\n';
    check(`${header}# mine\n${rule}`, title, `${header}${line}# mine\n${rule.replace('$0', '')}`);
    const there = `# rosfw-ignore-file layer7-cost -- we know\n`;
    const both = '# rosfw-ignore-file layer7-cost, port-without-protocol -- we know\n';
    check(`${there}${rule}`, title, `${both}${rule.replace('$0', '')}`);
    const fixed = `${line}${rule.replace('$0', '')}`;
    expect(analyse(fixed).findings.map(({ ruleId }) => ruleId)).not.toContain('port-without-protocol');
  });
  test('silences the finding', () => {
    const text = `${MENU}:if (true) do={\n  add chain=input dst-port=22\n}\n`;
    const at = text.indexOf('dst-port');
    const action = codeActions(analyse(text), { start: at, end: at }, isShown).find(({ title }) =>
      title.startsWith('Disable'),
    );
    const left = analyse(applyEdits(text, action?.edits ?? [])).findings;
    expect(select(left, { persona: 'pedantic' }).map(({ ruleId }) => ruleId)).toEqual(['suppression-without-reason']);
  });
  test('syntax errors cannot be silenced', () => {
    const text = `${MENU}add chain = input\n`;
    expect(
      codeActions(analyse(text), { start: 0, end: text.length }, isShown).filter(({ title }) =>
        title.startsWith('Disable'),
      ),
    ).toEqual([]);
  });
});

test('documentation of the rule', () => {
  const text = `${MENU}add chain=input dst-port=22\n`;
  const action = codeActions(analyse(text), { start: 0, end: text.length }, isShown).find(({ title }) =>
    title.startsWith('Show documentation'),
  );
  expect(action?.url).toMatch(/^https:.*port-without-protocol/);
});

describe('fix all of a rule', () => {
  const two = `${MENU}add chain=input protocol=tcp comment=$0“a” dst-port=22\nadd chain=forward comment=“b”\n`;
  test('repairs those of the rule and no others', () =>
    check(
      `${two}add chain = forward\n`,
      'Fix all typographic-quote problems',
      `${two.replace('$0', '').replace(/[“”]/g, '"')}add chain = forward\n`,
    ));
  test('is not offered for a single one', () => {
    const text = two.replace('$0', '').replace('“b”', 'b');
    const titles = codeActions(analyse(text), { start: 0, end: text.length }).map(({ title }) => title);
    expect(titles).toContain('Use straight quotes');
    expect(titles).not.toContain('Fix all typographic-quote problems');
  });
});

test('titles, in the order in which they are offered', () => {
  const text = `${MENU}add chain=input dst-port=22 comment=“a”\nadd chain=forward comment=“b”\n`;
  expect(codeActions(analyse(text), { start: 0, end: text.length }, isShown).map(({ title }) => title)).toEqual([
    ...['Add protocol=tcp', 'Add protocol=udp', 'Use straight quotes', 'Use straight quotes'],
    ...['Fix all typographic-quote problems', 'Fix all auto-fixable problems'],
    'Disable port-without-protocol for this line',
    'Disable port-without-protocol for the entire file',
    'Show documentation for port-without-protocol',
    'Show documentation for typographic-quote',
  ]);
});

describe('fix all', () => {
  test('repairs what is safe and leaves the rest', () => {
    const text = `${MENU}1. add chain = input comment=”a”dst-port=22\n`;
    const action = fixAll(analyse(text));
    expect(applyEdits(text, action?.edits ?? [])).toBe(`${MENU}add chain=input comment="a" dst-port=22\n`);
  });
  test('goes on until nothing is left, where one fault hides another', () => {
    const text = `${MENU}add chain=input comment="a“ log-\nprefix=x\n`;
    const fixed = applyEdits(text, fixAll(analyse(text))?.edits ?? []);
    expect(analyse(fixed).problems).toEqual([]);
    expect(fixAll(analyse(fixed))).toBeUndefined();
  });
  test('is not offered where there is nothing safe to do', () => {
    expect(fixAll(analyse(`${MENU}add chain=input dst-port=22\n`))).toBeUndefined();
  });
});
