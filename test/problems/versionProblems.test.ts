import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined words are outside the version. */
function check(version: string | undefined, source: string): readonly Finding[] {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [], version });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  for (const { ruleId } of problems) expect(ruleId).toBe('not-in-version');
  return problems;
}

const SOCKS = '/ip firewall nat add chain=dstnat socks5-port=1080';
const MARKS = '                                  ^^^^^^^^^^^';
const TLS = '/ip firewall nat add chain=dstnat tls-host=x';

test('an argument that came later', () => {
  const [problem] = check('7.12', `${SOCKS}\n${MARKS}`);
  expect(problem?.severity).toBe('warning');
  expect(problem?.message).toMatch(/came with RouterOS 7\.20, and the file is read for 7\.12\./);
});

test('an argument that is gone', () => {
  const [problem] = check('7.20', `${TLS}\n                                  ^^^^^^^^`);
  expect(problem?.message).toMatch(/is gone since RouterOS 7\.16/);
});

test('the version of an export is only a word', () => {
  const [problem] = check(undefined, `# 2024-01-01 10:00:00 by RouterOS 7.12\n#\n${SOCKS}\n${MARKS}`);
  expect(problem?.severity).toBe('information');
  expect(problem?.message).toMatch(/the export names 7\.12/);
});

test('what the user chose wins over the export', () => {
  check('7.20', `# 2024-01-01 10:00:00 by RouterOS 7.12\n${SOCKS}`);
});

test('a menu is reported once', () => {
  expect(check('7.10', '/app\n^^^^\n/app print\n')).toHaveLength(1);
});

describe('nothing is said of', () => {
  test.each([
    [undefined, SOCKS],
    [undefined, TLS],
    ['7.20', SOCKS],
    ['7.12', TLS],
    ['soon', SOCKS],
    ['7.12', '/interface wireless print'],
    ['7.24', '/ip firewall filter add chain=forward hw-offload=yes'],
    [undefined, `/ip firewall filter\n# by RouterOS 7.12\n${SOCKS}`],
    [
      undefined,
      '# jan/02/2020 10:00:00 by RouterOS 6.45\n/interface wireless set 0 ssid=x\n/ip firewall filter add p2p=all-p2p',
    ],
    [undefined, '# jan/02/2020 10:00:00 by RouterOS 6.45\n/routing ospf instance set 0 router-id=10.0.0.1'],
  ])('%s: %s', (version, text) => {
    check(version, text);
  });
});

test('version 6 reads no paths with slashes, and has not what came later', () => {
  check(
    '6.49.6',
    '/ip/firewall/filter/add action=drop chain=input\n^^^^^^^^^^^^^^^^^^^^^^^\n/ip/firewall/filter/print\n:onerror e in={ :put 1 } do={ :put 2 }\n^^^^^^^^',
  );
  check('6.49.6', '/ip firewall filter add action=drop chain=input');
  check('7.12', '/ip/firewall/filter/add action=drop chain=input');
});

test('a command of the language is written by a person, also in a file with the header of an export', () => {
  const script = '# jan/02/2020 10:00:00 by RouterOS 6.49\n:onerror e in={ :put 1 } do={ :put 2 }\n';
  const [only, ...others] = analyse(script).problems;
  expect(others).toEqual([]);
  expect([only?.ruleId, only?.severity, only?.message]).toEqual([
    'not-in-version',
    'warning',
    'The command `onerror` came between RouterOS 7.12.2 and 7.16.2, and the export names 6.49. Leave it out, or use another version.',
  ]);
});
