import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/text/edit.ts';
import { findingsOf } from './findings.ts';

/** The text after the first fix of the rule; undefined where none is offered. */
function fixed(ruleId: string, text: string): string | undefined {
  const found = findingsOf(ruleId, text);
  expect(found.length, text).toBeGreaterThan(0);
  const fix = found[0]?.fixes[0];
  return fix === undefined ? undefined : applyEdits(text, fix.edits);
}

describe('a rule that is moved up takes its lines along', () => {
  const check = (text: string, expected: string | undefined): void =>
    expect(fixed('invalid-not-dropped', text), text).toBe(expected);
  const MENU = '/ip firewall filter\n';
  const STATE = 'add chain=input action=accept connection-state=established,related\n';
  const OPEN = 'add chain=input action=accept protocol=tcp dst-port=443\n';
  const LATE = 'add chain=input action=drop connection-state=invalid\n';
  const END = 'add chain=input action=drop\n';

  test('plainly', () => check(MENU + STATE + OPEN + LATE + END, MENU + STATE + LATE + OPEN + END));
  test('with the line ends of the text', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    check(crlf(MENU + STATE + OPEN + LATE + END), crlf(MENU + STATE + LATE + OPEN + END));
    const cr = (text: string): string => text.replaceAll('\n', '\r');
    check(cr(MENU + STATE + OPEN + LATE + END), cr(MENU + STATE + LATE + OPEN + END));
  });
  test('with its comments, but not with those of others', () => {
    check(
      `${MENU}${STATE}# open\n${OPEN}# late\n  # and why\n${LATE}# end\n${END}`,
      `${MENU}${STATE}# open\n# late\n  # and why\n${LATE}${OPEN}# end\n${END}`,
    );
    check(`${MENU}${STATE}${OPEN}# another\n\n${LATE}${END}`, `${MENU}${STATE}${LATE}${OPEN}# another\n\n${END}`);
  });
  test('in its indentation', () =>
    check(`${MENU}${STATE}    ${OPEN}${LATE}${END}`, `${MENU}${STATE}    ${LATE}    ${OPEN}${END}`));
  test('over several lines', () => {
    const long = 'add chain=input \\\n    action=drop connection-state=invalid\n';
    check(MENU + STATE + OPEN + long + END, MENU + STATE + long + OPEN + END);
  });
  test('from the last line, which has no end', () =>
    check((MENU + STATE + OPEN + LATE).trimEnd(), `${MENU}${STATE}${LATE}${OPEN}`));
  test('behind the path of the other, where each line has its own', () => {
    const path = (text: string): string => `/ip firewall filter ${text}`;
    check(path(STATE) + path(OPEN) + path(LATE) + path(END), path(STATE) + path(LATE) + path(OPEN) + path(END));
    const slashed = (text: string): string => `/ip/firewall/filter/${text}`;
    check(
      slashed(STATE) + path(OPEN) + slashed(LATE) + path(END),
      slashed(STATE) + path(LATE) + path(OPEN) + path(END),
    );
    check(path(STATE) + MENU + OPEN + path(LATE) + path(END), path(STATE) + MENU + LATE + OPEN + path(END));
  });
  test.each([
    ['it shares its line', `${MENU}${STATE}${OPEN}${LATE.trimEnd()}; ${END}`],
    ['the other does', `${MENU}${STATE}${OPEN.trimEnd()}; ${LATE}${END}`],
    [
      'it stands in the line of its menu',
      `${STATE.replace('add', '/ip firewall filter { add').trimEnd()}\n${OPEN}${LATE}${END.trimEnd()} }\n`,
    ],
    [
      'it says its place',
      `${MENU}${STATE}${OPEN}${END.replace('action', 'comment=end action')}${LATE.trimEnd()} place-before=[find comment=end]\n`,
    ],
  ])('not where %s', (_, text) => {
    const after = fixed('invalid-not-dropped', text);
    if (after !== undefined) expect(findingsOf('invalid-not-dropped', after)).toEqual([]);
    else check(text, undefined);
  });
});

describe('a rule that is put below another', () => {
  const check = (text: string, expected: string | undefined): void =>
    expect(fixed('invalid-not-dropped', text), text).toBe(expected);
  const NEW = 'add action=drop chain=input connection-state=invalid';
  const HEADER = '# 2026-11-01 10:00:00 by RouterOS 7.20';
  const lines = (...rules: readonly string[]): string => [HEADER, ...rules].map((rule) => `${rule}\n`).join('');
  const MENU = '/ip firewall filter';
  const STATE = 'add chain=input action=accept connection-state=established,related';
  const OPEN = 'add chain=input action=accept protocol=tcp dst-port=443';
  const END = 'add chain=input action=drop';

  test('plainly', () => check(lines(MENU, STATE, OPEN, END), lines(MENU, STATE, NEW, OPEN, END)));
  test('with the line ends of the text', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    check(crlf(lines(MENU, STATE, OPEN, END)), crlf(lines(MENU, STATE, NEW, OPEN, END)));
  });
  test('in its indentation', () =>
    check(lines(MENU, `\t${STATE}`, OPEN, END), lines(MENU, `\t${STATE}`, `\t${NEW}`, OPEN, END)));
  test('behind its path', () =>
    check(
      lines(`${MENU} ${STATE}`, `${MENU} ${OPEN}`, `${MENU} ${END}`),
      lines(`${MENU} ${STATE}`, `${MENU} ${NEW}`, `${MENU} ${OPEN}`, `${MENU} ${END}`),
    ));
  test('below a rule of several lines', () => {
    const long = STATE.replace(' action', ' \\\n    action');
    check(lines(MENU, long, OPEN, END), lines(MENU, long, NEW, OPEN, END));
  });
  test('not where the rule shares its line', () => check(lines(MENU, `${STATE}; ${OPEN}`, END), undefined));
});
