import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined words are errors of these codes, and returns the text with the fixes. */
function check(source: string, code?: string, version?: string): string {
  const { text, ranges } = marked(source);
  const errors = analyse(text, { rules: [], version }).problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ range }) => range)).toEqual(ranges);
  for (const { ruleId } of errors) expect(ruleId).toBe(code);
  return applyEdits(
    text,
    errors.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits)),
  );
}

const FILTER = '/ip firewall filter\n';

describe('what RouterOS refuses', () => {
  test.each<[string, string, string]>([
    [`${FILTER}add chain=input comment='a b'\n                        ^^^^^`, 'single-quotes', 'comment="a b"'],
    [
      `${FILTER}add chain=input src-address-list='x'\n                                 ^^^`,
      'single-quotes',
      'list="x"',
    ],
    [
      `/system script add name=x source=":put 'a'"\n                                       ^^^`,
      'single-quotes',
      'source=":put \\"a\\""',
    ],
    [':local a ({"k"=1})\n:put $a->"k"\n     ^^^^^^^', 'missing-parentheses', ':put ($a->"k")'],
    [':local a 1\n:put "x" . $a\n     ^^^^^^^^', 'missing-parentheses', ':put ("x" . $a)'],
    [':local a 1\n:put "x".$a\n     ^^^^^^', 'missing-parentheses', ':put ("x".$a)'],
    [':local a 1\n:if ($a = 1) { :put x }\n             ^', 'missing-do', ':if ($a = 1) do={ :put x }'],
    [':foreach i in={1;2} { :put $i }\n                    ^', 'missing-do', '{1;2} do={ :put $i }'],
    [':put "a""b"\n        ^^^', 'missing-blank', ':put "a""b"'],
    [`${FILTER}add chain=input comment="a"b\n                           ^`, 'missing-blank', 'comment="a"b'],
    [`${FILTER}add chain=input comment=a\`b\n                        ^^^`, 'needs-quotes', 'comment="a`b"'],
    [
      `${FILTER}add chain=input protocol=tcp dst-port=?\n                                      ^`,
      'needs-quotes',
      'dst-port="?"',
    ],
    [':local a 1\n:put $a $a\n        ^^', 'surplus-value', ':put $a $a'],
    [':local a 1\n:local b $a + 1\n         ^^^^^^', 'missing-parentheses', ':local b ($a + 1)'],
    ['/ip dhcp-server\nadd address-pool=a name guest1\n                   ^^^^', 'missing-equals', 'name=guest1'],
    [':local p "pas$$word"\n             ^', 'lone-dollar', '"pas\\$$word"'],
    ['/system identity print <tab>\n                       ^^^^^', 'unreadable-command', 'print <tab>'],
    // Also in a block, and in each of its commands.
    [`:do {\n  :put 'a'\n       ^^^\n  :put 'b'\n       ^^^\n} on-error={}`, 'single-quotes', '  :put "a"\n  :put "b"'],
  ])('%s', (source, code, fixed) => {
    expect(check(source, code)).toContain(fixed);
  });
});

test('a dot behind a bracket', () => {
  check(':global f do={ :return 7 }\n:put [$f].\n         ^\n:put "done"', 'missing-blank');
});

test('the last brace of a text is no more than superfluous', () => {
  const { problems } = analyse(':put 1\n}\n', { rules: [] });
  expect(problems.map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual(['hint stray-closer']);
});

test('the find of the root takes arguments', () => {
  check(':global a ({"x"})\n:put [find key="x" in=$a]\n:put [find in=$a key="x"]');
});

test.each([
  // A device or a package may know what the catalogue does not.
  '/some thing {\n}',
  "/some thing\nset mtu=1500 'x'",
  '/ip firewall address-list add list=x address=$net/24',
  `${FILTER}add chain=input dst-port=$a,$b protocol=tcp`,
  '/tool fetch https://www.example.com/file.txt',
  ':time { /ip/route/print }',
  `${FILTER}add chain=input comment="it's"`,
  ':put ("x" . "y")',
  ':if (1 = 1) do={ :put x } else={ :put y }',
  // A template engine fills it in.
  `${FILTER}add chain=input in-interface={{ wan }} comment='x'`,
])('nothing is said of %s', (source) => {
  check(source);
});

test('version 6 is another language', () => {
  check(':put $a $b', undefined, '6.49');
});

test('of a text in another language the first refusal is said', () => {
  const { problems } = analyse('/system identity print <tab>\n/system identity print <tab>\n', { rules: [] });
  expect(problems.map(({ ruleId }) => ruleId)).toEqual(['unreadable-command']);
});
