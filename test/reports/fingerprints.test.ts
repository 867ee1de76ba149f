import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { fingerprints } from '../../server/src/reports/fingerprints.ts';

const PORT = 'port-without-protocol';

/** The fingerprints of the findings of one rule. */
function of(text: string, rule = PORT): string[] {
  const { findings } = analyse(text);
  const names = fingerprints(text, findings);
  return names.filter((_, index) => findings[index]?.ruleId === rule);
}

const BASE = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop comment="web"\n';

describe('a finding keeps its name', () => {
  test.each<[string, string]>([
    ['when lines are put above', `# by hand\n\n${BASE}`],
    ['when another rule comes before', BASE.replace('\n', '\nadd chain=input action=drop\n')],
    ['when blanks change', BASE.replace('dst-port', '  dst-port')],
    ['when an export breaks the line', BASE.replace('dst-port', '\\\n    dst-port')],
    ['when a line is broken inside a word, by CRLF', BASE.replace('action', 'ac\\\r\n    tion')],
    ['when lines end otherwise', BASE.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => expect(of(text)).toEqual(of(BASE)));

  test('when a secret beside it changes, so that no name tells one', () => {
    const withSecret = (secret: string): string => BASE.replace('comment="web"', `comment="password=${secret}"`);
    expect(of(withSecret('aaaa'))).toEqual(of(withSecret('bbbb')));
  });
});

describe('another finding has another name', () => {
  test('when the command is another', () => expect(of(BASE.replace('=80', '=81'))).not.toEqual(of(BASE)));
  test('when the same command comes twice', () => {
    const [first, second] = of(`${BASE}${BASE}`);
    expect([first]).toEqual(of(BASE));
    expect(second).not.toBe(first);
  });
  test('when another rule finds it', () => {
    const text = `${BASE}${BASE.split('\n')[1]}\n`;
    expect(of(text, 'duplicate-rule')).not.toEqual(of(text).slice(1));
  });
});

test('a line of any length costs little', () => {
  const text = `/ip firewall filter\n${`add chain=forward dst-port=80 action=drop comment="${'\\\\'.repeat(100_000)}"\n`}`;
  expect(of(text)).toHaveLength(1);
});
