import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { Suppressions } from '../../server/src/diagnostics/suppressions.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

/** Line and rule of each finding and problem, in text order. */
function found(text: string, ...ids: readonly string[]): string {
  const { findings, problems, lines } = analyse(text);
  const all = [...[...findings, ...problems].map(({ ruleId, range }) => [range.start, ruleId] as const)];
  return all
    .filter(([, id]) => ids.length === 0 || ids.includes(id))
    .sort(([a], [b]) => a - b)
    .map(([start, id]) => `${lines.position(start).line + 1} ${id}`)
    .join(', ');
}

const PORT = 'add chain=input action=accept dst-port=22';
const RULE = 'port-without-protocol';

describe('scopes', () => {
  test.each<[string, string, string]>([
    ['none', `/ip firewall filter\n${PORT}`, `2 ${RULE}`],
    [
      'the command whose long comment says so at its end',
      `/ip firewall filter\n${PORT} comment="${'a rule of old; '.repeat(60)}rosfw-ignore ${RULE} -- x"\n${PORT}1`,
      `3 ${RULE}`,
    ],
    ['the next command', `/ip firewall filter\n# rosfw-ignore-next-line ${RULE} -- x\n${PORT}\n${PORT}1`, `4 ${RULE}`],
    [
      'the section that a menu line begins',
      `/ip firewall nat\n${PORT}\n# rosfw-ignore-section ${RULE} -- x\n/ip firewall filter\n${PORT}\n${PORT}1\n/ip firewall mangle\n${PORT}`,
      `2 ${RULE}, 8 ${RULE}`,
    ],
    [
      'the section around the comment',
      `/ip firewall nat\n${PORT}\n/ip firewall filter\n${PORT}\n# rosfw-ignore-section ${RULE} -- x\n${PORT}1\n/ip firewall mangle\n${PORT}`,
      `2 ${RULE}, 8 ${RULE}`,
    ],
    [
      'the last section',
      `/ip firewall nat\n${PORT}\n/ip firewall filter\n${PORT}\n# rosfw-ignore-section ${RULE} -- x`,
      `2 ${RULE}`,
    ],
    [
      'the file, from wherever it is said',
      `/ip firewall nat\n${PORT}\n/ip firewall filter\n${PORT}\n# rosfw-ignore-file ${RULE} -- x`,
      '',
    ],
    [
      'the command in whose comment it is said',
      `/ip firewall filter\n${PORT} comment="ssh; rosfw-ignore ${RULE} -- x"\n${PORT}1`,
      `3 ${RULE}`,
    ],
    [
      'a section by the comment of a command',
      `/ip firewall filter\n${PORT} comment="rosfw-ignore-section ${RULE} -- x"\n${PORT}1\n/ip firewall nat\n${PORT}`,
      `5 ${RULE}`,
    ],
    [
      'a file by the comment of a command',
      `/ip firewall filter\n${PORT}1\n${PORT} comment="rosfw-ignore-file ${RULE}"`,
      '',
    ],
    ['another rule', `/ip firewall filter\n# rosfw-ignore-next-line layer7-cost -- x\n${PORT}`, `3 ${RULE}`],
    ['a word that only looks like it', `/ip firewall filter\n${PORT} comment="xrosfw-ignore ${RULE}"`, `2 ${RULE}`],
    [
      'a problem of a value',
      '/ip firewall filter\n# rosfw-ignore-file invalid-value -- x\nadd chain=input protocol=tpc',
      '',
    ],
    [
      'what the router cannot read stays',
      '# rosfw-ignore-file blank-before-equals -- x\n/ip firewall filter\nadd chain = input',
      '3 blank-before-equals',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text, RULE, 'invalid-value', 'blank-before-equals')).toBe(expected);
  });
});

describe('suppressions are judged too', () => {
  test.each<[string, string, string]>([
    ['one with a use and a reason', `/ip firewall filter\n# rosfw-ignore-next-line ${RULE} -- x\n${PORT}`, ''],
    [
      'one without a reason',
      `/ip firewall filter\n# rosfw-ignore-next-line ${RULE}\n${PORT}`,
      '2 suppression-without-reason',
    ],
    [
      'a reason of blanks',
      `/ip firewall filter\n# rosfw-ignore-next-line ${RULE} --  \n${PORT}`,
      '2 suppression-without-reason',
    ],
    ['one without a use', '# rosfw-ignore-file layer7-cost -- x\n', '1 useless-suppression'],
    [
      'one at the end of the file',
      '/ip firewall filter\n# rosfw-ignore-next-line layer7-cost -- x',
      '2 useless-suppression',
    ],
    [
      'one of two',
      `/ip firewall filter\n# rosfw-ignore-next-line ${RULE}, layer7-cost -- x\n${PORT}`,
      '2 useless-suppression',
    ],
    ['what needs a session', '# rosfw-ignore-file cuts-off-session -- x\n', ''],
    ['what needs a version', '# rosfw-ignore-file not-in-version -- x\n', ''],
    ['with a version', '# by RouterOS 7.20\n# rosfw-ignore-file not-in-version -- x\n', '2 useless-suppression'],
    [
      'in a comment',
      '/ip firewall filter\nadd chain=input action=drop comment="rosfw-ignore layer7-cost -- x"',
      '2 useless-suppression',
    ],
    ['silenced themselves', '# rosfw-ignore-file useless-suppression, suppression-without-reason, layer7-cost', ''],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'useless-suppression', 'suppression-without-reason')).toBe(expected);
  });

  test('a name that does not exist, with the one that was meant', () => {
    const [finding] = analyse('# rosfw-ignore-file layer-7-cost -- x\n').findings;
    expect(finding?.message).toBe('There is no rule layer-7-cost, so this silences nothing. Did you mean layer7-cost?');
  });

  test.each<[string, string]>([
    [`# rosfw-ignore-next-line ${RULE}, layer7-cost -- x\n`, `# rosfw-ignore-next-line ${RULE} -- x\n`],
    [`# rosfw-ignore-next-line layer7-cost, ${RULE} -- x\n`, `# rosfw-ignore-next-line ${RULE} -- x\n`],
    ['# rosfw-ignore-next-line layer7-cost -- x\n', ''],
  ])('the repair of %j', (line, expected) => {
    const [before, after] = ['/ip firewall filter\n', `${PORT}\n`];
    const text = before + line + after;
    const fix = analyse(text).findings.find(({ ruleId }) => ruleId === 'useless-suppression')?.fixes[0];
    expect(fix?.safe).toBe(true);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(before + expected + after);
  });
});

test('many comments silence as many findings', () => {
  const lines = Array.from({ length: 2000 }, (_, i) => `# rosfw-ignore-next-line r${i} -- x\n${PORT}${i}`);
  const { findings } = analyse(`/ip firewall filter\n${lines.join('\n')}`, { rules: [] });
  expect(findings).toEqual([]);
});

describe('what is read of a suppression', () => {
  /** Scope, rules and reason of each; then the text of what says it, and the text of what it silences. */
  function check(text: string, ...expected: readonly string[]): void {
    const { all } = new Suppressions(bind(parse(text), catalog));
    const shown = all.map(({ scope, rules, reason, comment, target }) => {
      const silenced = target === undefined ? 'nothing' : JSON.stringify(text.slice(target.start, target.end));
      return `${scope} ${rules.join('+')} (${reason}) ${JSON.stringify(text.slice(comment.start, comment.end))} ${silenced}`;
    });
    expect(shown, text).toEqual(expected);
  }

  test('a comment line, with and without a reason', () => {
    check(
      '# rosfw-ignore-next-line a-b -- why\n:put 1\n:put 2',
      'next-line a-b (why) "# rosfw-ignore-next-line a-b -- why" ":put 1"',
    );
    check('#rosfw-ignore-next-line a\n:put 1', 'next-line a () "#rosfw-ignore-next-line a" ":put 1"');
    check(
      '#\trosfw-ignore-next-line\ta\t--\twhy \n:put 1',
      'next-line a (why) "#\\trosfw-ignore-next-line\\ta\\t--\\twhy " ":put 1"',
    );
    check(
      '# rosfw-ignore-file a, b,c ,, -- x',
      'file a+b+c (x) "# rosfw-ignore-file a, b,c ,, -- x" "# rosfw-ignore-file a, b,c ,, -- x"',
    );
    check('# rosfw-ignore-file a --', 'file a () "# rosfw-ignore-file a --" "# rosfw-ignore-file a --"');
  });
  test.each([
    '# rosfw-ignore-next-lines a\n:put 1',
    '# rosfw-ignore-next-line\n:put 1',
    '# rosfw-ignore a\n:put 1',
    '# rosfw-ignore-next-line A\n:put 1',
    '# see rosfw-ignore-next-line a\n:put 1',
    ':put "# rosfw-ignore-next-line a"\n:put 1',
    '# rosfw-ignored\n:put 1',
  ])('none: %s', (text) => check(text));
  test('what follows is a command, over comments and blank lines, and in a block', () => {
    check('# rosfw-ignore-next-line a\n\n# more\n:put 1', 'next-line a () "# rosfw-ignore-next-line a" ":put 1"');
    check('{\n# rosfw-ignore-next-line a\n:put 1\n}\n:put 2', 'next-line a () "# rosfw-ignore-next-line a" ":put 1"');
    check(':put 1\n# rosfw-ignore-next-line a\n', 'next-line a () "# rosfw-ignore-next-line a" nothing');
  });
  test('the comment of a command', () => {
    const add = (comment: string): string =>
      `/ip firewall filter\nadd comment=${comment} chain=input\nadd chain=output`;
    const said = (comment: string, rest: string): void =>
      check(
        add(comment),
        `command ${rest} ${JSON.stringify(`comment=${comment}`)} ${JSON.stringify(`add comment=${comment} chain=input`)}`,
      );
    said('"rosfw-ignore a -- why"', 'a (why)');
    said('"ssh (rosfw-ignore a"', 'a ()');
    said('"ssh,rosfw-ignore a, b"', 'a+b ()');
    said('"ssh.rosfw-ignore a"', 'a ()');
    said('"ssh;rosfw-ignore a"', 'a ()');
    said('"rosfw-ignore of old; rosfw-ignore a"', 'a ()');
    for (const none of [
      '"ssh-rosfw-ignore a"',
      '"rosfw-ignore"',
      '"rosfw-ignore-next-line a"',
      '"rosfw-ignore A"',
      '$x',
    ])
      check(add(none));
    check('/ip firewall filter\nadd chain=input log-prefix="rosfw-ignore a"');
  });
  test('a section, from its menu line to the next', () => {
    const menus = '/ip firewall nat\nadd a=1\n/ip firewall filter\nadd b=1\n';
    const line = '# rosfw-ignore-section a';
    check(`${line}\n${menus}`, `section a () "${line}" ${JSON.stringify('\n/ip firewall nat\nadd a=1\n')}`);
    check(
      `add c=1\n${line}\nadd d=1\n${menus}`,
      `section a () "${line}" ${JSON.stringify(`add c=1\n${line}\nadd d=1\n`)}`,
    );
    check(
      `${menus}${line}\nadd c=1\n`,
      `section a () "${line}" ${JSON.stringify(`/ip firewall filter\nadd b=1\n${line}\nadd c=1\n`)}`,
    );
    check(
      '/ip firewall nat\nadd comment="rosfw-ignore-section a"\n/ip firewall filter\nadd b=1',
      `section a () ${JSON.stringify('comment="rosfw-ignore-section a"')} ${JSON.stringify('/ip firewall nat\nadd comment="rosfw-ignore-section a"\n')}`,
    );
  });
  test('in the order of the text, whoever says it', () =>
    check(
      '/ip firewall filter\nadd comment="rosfw-ignore a"\n# rosfw-ignore-next-line b\nadd comment="rosfw-ignore-file c"',
      'command a () "comment=\\"rosfw-ignore a\\"" "add comment=\\"rosfw-ignore a\\""',
      'next-line b () "# rosfw-ignore-next-line b" "add comment=\\"rosfw-ignore-file c\\""',
      `file c () "comment=\\"rosfw-ignore-file c\\"" ${JSON.stringify('/ip firewall filter\nadd comment="rosfw-ignore a"\n# rosfw-ignore-next-line b\nadd comment="rosfw-ignore-file c"')}`,
    ));
});

describe('what a suppression silences', () => {
  const TEXT = '/ip firewall filter\n# rosfw-ignore-next-line a, b\n# more\nadd c=1\nadd d=1\n';
  const at = (part: string, ruleId = 'a') => {
    const start = TEXT.indexOf(part);
    return { ruleId, range: { start, end: start + part.length } };
  };
  const fresh = (text = TEXT): Suppressions => new Suppressions(bind(parse(text), catalog));

  test('all from the comment to the end of its command', () => {
    const suppressions = fresh();
    expect(suppressions.silences(at('# more'))).toBe(true);
    expect(suppressions.silences(at('add c=1'))).toBe(true);
    expect(suppressions.silences(at('c=1'))).toBe(true);
    expect(suppressions.silences(at('\nadd d'))).toBe(false);
    expect(suppressions.silences(at('add d'))).toBe(false);
    expect(suppressions.silences(at('# rosfw'))).toBe(false);
    expect(suppressions.silences(at('add c=1', 'c'))).toBe(false);
  });
  test('an empty file is silenced at its only place', () => {
    const text = '# rosfw-ignore-file a';
    expect(fresh(text).silences({ ruleId: 'a', range: { start: 0, end: 0 } })).toBe(true);
    expect(fresh(text).silences({ ruleId: 'a', range: { start: text.length, end: text.length } })).toBe(false);
  });
  test('a rule that has run and found nothing is not used', () => {
    const unused = (suppressions: Suppressions, hasRun: (rule: string) => boolean): (readonly string[])[] =>
      suppressions.uses(hasRun).map((use) => use.unused);
    const suppressions = fresh();
    expect(unused(suppressions, () => true)).toEqual([['a', 'b']]);
    expect(unused(suppressions, (rule) => rule === 'b')).toEqual([['b']]);
    suppressions.silences(at('add d=1'));
    expect(unused(suppressions, () => true)).toEqual([['a', 'b']]);
    suppressions.silences(at('add c=1'));
    expect(unused(suppressions, () => true)).toEqual([['b']]);
    suppressions.silences(at('add c=1', 'b'));
    expect(unused(suppressions, () => true)).toEqual([[]]);
  });
  test('two that silence one finding are both used', () => {
    const text = '# rosfw-ignore-file a\n/ip firewall filter\n# rosfw-ignore-next-line a\nadd c=1';
    const suppressions = fresh(text);
    suppressions.silences({ ruleId: 'a', range: { start: text.indexOf('add'), end: text.length } });
    expect(suppressions.uses(() => true).map(({ unused }) => unused)).toEqual([[], []]);
  });
  test('of several files that make one text, the one that says so', () => {
    const text = '# rosfw-ignore-file a\n/ip firewall filter\nadd c=1\n# rosfw-ignore-next-line a\nadd d=1\n';
    const border = text.indexOf('add c');
    const origin = { fileOf: (offset: number) => (offset < border ? 'one' : 'two'), lineName: () => '' };
    const suppressions = new Suppressions(bind(parse(text), catalog), origin);
    const silenced = (part: string): boolean => {
      const start = text.indexOf(part);
      return suppressions.silences({ ruleId: 'a', range: { start, end: start + part.length } });
    };
    expect([silenced('/ip'), silenced('add c'), silenced('add d')]).toEqual([true, false, true]);
  });
});
