import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
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
