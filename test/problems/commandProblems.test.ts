import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined words are errors, and returns the text with the fixes that are offered. */
function check(source: string, code = '', version?: string): { fixed: string; message: string } {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [], version });
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ range }) => range)).toEqual(ranges);
  for (const problem of errors) expect(problem.ruleId).toBe(code);
  const edits = errors.flatMap(({ fixes }) => fixes.flatMap(({ edits: own }) => own));
  return { fixed: applyEdits(text, edits), message: errors[0]?.message ?? '' };
}

describe('a word that begins no command', () => {
  test.each([
    ['/interface/lte> monitor lte1\n^^^^^^^^^^^^^^^', '`>`'],
    ['  status: ok\n  ^^^^^^^', '`:`'],
    ['done! requested 25\n^^^^^', '`!`'],
    ['486920746F\n^^^^^^^^^^', '`F`'],
    ['2798w1d00:00:00\n^^^^^^^^^^^^^^^', '`:`'],
    ['10.0.0.0/8\n^^^^^^^^^^', '`/`'],
    [':\n^', '`:`'],
    [':do {\n  "text"\n  ^^^^^^\n}', '`"`'],
    ['/ip addr_ess print\n    ^^^^^^^^', '`_`'],
    ['/ip firewall address-list name=x timeout=1h\n                          ^^^^', '`name=`'],
    ['/ip address "x"\n            ^^^', '`"x"`'],
  ])('%s', (source, sign) => {
    expect(check(source, 'expected-command').message).toContain(sign);
  });

  test.each([
    [':Put 1\n^^^^', ':put 1'],
    ['/IP address print\n^^^', '/ip address print'],
    ['/ip Address print\n    ^^^^^^^', '/ip address print'],
  ])('capital letters have a fix: %s', (source, fixed) => {
    expect(check(source, 'expected-command').fixed).toContain(fixed);
  });

  test.each([
    '/ip/firewall/filter/print',
    '/ip firewall filter { print }',
    '$f {"a";"b"}',
    ':put [$f {Key=1;Other="b"}]',
    '$f do={"a"}',
    '$f do={ :set x 1 }',
    ':put {Foo;"b"}',
    '/system script add name=x source={Foo bar}',
    ':if (true) do={ :put 1 }',
    'put [/system identity get name]',
    '$f name=x',
    '[:parse ":put 1"]',
    '..',
    '/container Envs',
    '/unknown name=x',
    '/interface wifi1-new print',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

test.each([
  [':local f do={ :return 1 }\n$f $x=1\n   ^^', '$f x=1'],
  [':local f do={ :return 1 }\n:put [$f $x=1]\n         ^^', '[$f x=1]'],
  ['/ip address add $x=1\n                ^^', '$x=1'],
])('an argument has no dollar: %s', (source, fixed) => {
  expect(check(source, 'dollar-in-argument').fixed).toContain(fixed);
});

test('version 6 took arguments with a dollar', () => {
  check(':global f do={ :return $x }\n$f $x=1', '', '6.49.10');
});

test('an array may have variables for keys', () => {
  check(':local k "a"\n:put {$k=1}');
});

test('a name needs a blank behind it', () => {
  const source = ':local peer($list->7)\n       ^^^^\n:put $peer';
  expect(check(source, 'missing-blank').fixed).toContain(':local peer ($list->7)');
});

test.each([
  ['/ip dhcp-server set [find] disable\n                           ^^^^^^^', 'set [find] disabled=yes'],
  ['/ip address set 0 disable\n                  ^^^^^^^', 'set 0 disabled=yes'],
])('half an argument: %s', (source, fixed) => {
  expect(check(source, 'unexpected-word').fixed).toContain(fixed);
});

test.each([
  [':local a 1\n:if ($a = 1) do={ :put 1 } :put 2\n                           ^^^^', '}; :put 2'],
  [':put "a" :log info "b"\n         ^^^^', '"a"; :log info'],
  [':foreach i in={1;2} do={ :put $i } :delay 1s\n                                   ^^^^^^', '}; :delay 1s'],
])('two commands on a line need a semicolon: %s', (source, fixed) => {
  expect(check(source, 'missing-semicolon').fixed).toContain(fixed);
});

test.each([
  ':return :nothing',
  ':put [:len :x]',
  ':if (true) do={ :put 1 } else={ :put 2 }; :put 3',
  ':local f do={ :put 1 }\n$f :put',
  '/log info :put',
])('nothing is said of %s', (source) => {
  check(source);
});

test.each([
  [':foreahc i in={1;2} do={ :put $i }\n ^^^^^^^', ':foreach i'],
  [':local f do={ :whlie (true) do={ :put 1 } }\n               ^^^^^', ':while (true)'],
])('an unknown command takes no block: %s', (source, fixed) => {
  expect(check(source, 'unknown-command').fixed).toContain(fixed);
});

test.each([
  [':global x\n/ip dns static add name=a address$x\n                          ^^^^^^^', 'address=$x'],
  [':global x\n/ip dhcp-server set [find] comment"y" name=$x\n                           ^^^^^^^', 'comment="y"'],
])('an argument without =: %s', (source, fixed) => {
  expect(check(source, 'missing-equals').fixed).toContain(fixed);
});

describe('a command whose menu is missing', () => {
  test.each([
    [':local id [find where name=$x]\n           ^^^^^^^^^^^^^^^^^^', 'find-without-menu'],
    [':put [find address=$x list="demo"]\n      ^^^^^^^^^^^^^^^^^^^^^^^^^^^', 'find-without-menu'],
    ['set [find default-name=ether1] name=WAN\n     ^^^^^^^^^^^^^^^^^^^^^^^^', 'find-without-menu'],
    ['set mtu=1500\n    ^^^', 'set-undeclared-variable'],
    ['set telnet disabled=yes\n    ^^^^^^', 'set-undeclared-variable'],
  ])('%s', (source, code) => {
    expect(check(source, code).message).toContain('No menu stands above');
  });

  test.each([
    '/interface\n:local id [find where name=x]',
    '/interface { :put [find name=x] }',
    // An unknown word may be a menu of another device.
    '/some thing\nset mtu=1500\n:put [find name=x]',
    '/system health get number=[find name=cpu-temperature] value-name=value',
    ':put [:find {1;2} 2]',
    ':global x\nset x 5',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

test.each([
  '{{- $name := "x" }}\n/ip address add address={{ .address }}',
  '{% set wan = hosts[inventory_hostname]["wan"] %}\n/system identity set name={{ wan }}',
  '{% if wan == "a" %}\n/ip dns set servers=1.1.1.1\n{% endif %}',
  '/ip dns set servers="{{ $c.servers | strings.Trim "\\n" }}"',
  '/interface bridge set [find name=b] \\\n{{- if .plain }}\n    mtu=1500 \\\n{{- end }}\n    pvid=1',
])('what a template engine fills in is no text of the router: %s', (source) => {
  check(source);
});
