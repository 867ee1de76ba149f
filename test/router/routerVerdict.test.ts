import { describe, expect, test } from 'vitest';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { type RouterVerdict, routerVerdict } from '../../server/src/router/routerVerdict.ts';

function said(text: string): string {
  const verdict: RouterVerdict = routerVerdict(text, catalog);
  if (verdict.kind === 'rejects') return `${verdict.message} ${verdict.line}:${verdict.column}`;
  if (verdict.kind === 'accepts') return 'accepts';
  return verdict.notes.map(({ message, word, line, column }) => `${message} ${word} ${line}:${column}`).join(', ');
}

describe.each<[string, [string, string][]]>([
  [
    'accepted',
    [
      ['', 'accepts'],
      ['# only a comment', 'accepts'],
      ['/ip firewall filter\nadd chain=input action=drop', 'accepts'],
      ['/ip/firewall/filter/add chain=input', 'accepts'],
      ['/ip fire fil add ch=input', 'accepts'],
      ['/ip firewall nat\n.. filter print', 'accepts'],
      [':global x do={ :put $1 }\n[$x a b=1]', 'accepts'],
      [':if ($a = 1) do={ :put 1 } else={ :put 2 }', 'accepts'],
      [':if ($a = 1) do={ :put 1 } else { :put 2 }', 'accepts'],
      [':foreach k,v in={a=1;b=2} do={ :set k 1 }', 'accepts'],
      [':for counter=i from=1 to=2 do={ :set i 2 }', 'accepts'],
      ['/ip firewall filter print where !disabled chain=input and dst-port=22', 'accepts'],
      ['/ip firewall filter remove [find comment~"^x" disabled=yes !dynamic]', 'accepts'],
      [':put "a $[:len "b"] $($x + 1) $name \\"q\\" \\41"', 'accepts'],
      [':put ($a->"k"->0)', 'accepts'],
      ['}\n^ whatever', 'accepts'],
    ],
  ],
  [
    'a character that begins no command (A)',
    [
      ['Flags: X', 'expected command name 1:1'],
      [':put 1\n> :put 2', 'expected command name 2:1'],
      ['\t"a"', 'expected command name 1:8'],
      ['[Admin@router] > x', 'expected command name 1:2'],
      ['/*', 'expected command name 1:2'],
    ],
  ],
  [
    'a menu before a character that cannot follow it (B)',
    [
      ['/ip/firewall> print', 'expected command name 1:13'],
      ['[user@router] > /ip', 'expected command name 1:6'],
      ['log:', 'expected command name 1:4'],
    ],
  ],
  [
    'an unknown first word that goes on (C)',
    [
      ['[admin@router] > /ip', 'syntax error 1:7'],
      ['  status: ok', 'syntax error 1:9'],
      ['owner=x', 'syntax error 1:6'],
    ],
  ],
  [
    'an unknown menu before a slash (D)',
    [
      ['/foo/bar print', 'syntax error 1:5'],
      [':put [/ip/foo/get x]', 'syntax error 1:14'],
    ],
  ],
  [
    'an undeclared variable (E) and a declared `$` (F)',
    [
      [':set a 1', 'syntax error 1:6'],
      [':local a 0; :set a 1', 'accepts'],
      ['{ :local a 0 }\n:set a 1', 'syntax error 2:6'],
      [':set $a 1', 'accepts'],
      [':local $a 1', 'syntax error 1:8'],
    ],
  ],
  [
    'braces and `=` behind an unknown command (G, H)',
    [
      ['/foo {', 'syntax error 1:6'],
      ['foo a=1 b', 'bad command name foo 1:1'],
      ['foo a = 1', 'syntax error 1:7'],
      ['foo a="x$[:len y]"', 'syntax error 1:6'],
      ['foo a="$dir/x"', 'syntax error 1:12'],
      ['foo "x$[:len y]"', 'syntax error 1:5'],
      ['foo "x" "$dir"', 'bad command name foo 1:1'],
      ['foo a="plain text"', 'bad command name foo 1:1'],
    ],
  ],
  [
    'an argument that fits no parameter (I)',
    [
      [':put "a" # note', 'expected end of command 1:10'],
      ['/ip firewall filter set [find] disable', 'expected end of command 1:32'],
      ['[find name="x"]', 'expected end of command 1:11'],
      [':put (1))', 'expected end of command 1:9'],
      ['/ip firewall filter add comment=a$b c', 'expected end of command 1:34'],
      ['/ip firewall filter add disabled=nochain=input', 'syntax error 1:34'],
      ['/ip firewall filter add disabled=maybe chain=input', 'syntax error 1:34'],
      ['/ip firewall filter add disabled=y chain=input', 'accepts'],
      [':global a {}', 'syntax error 1:12'],
      [':global a ({})', 'accepts'],
      ['/ip firewall filter add comment={a;b}', 'syntax error 1:33'],
      [':for i from 1 to 2 do { :put $i }', 'accepts'],
      ['/ip firewall filter add chain=input foo=1 bar=2', 'bad parameter foo 1:40'],
    ],
  ],
  [
    'an open brace at the end (J)',
    [
      [':do {\n:put 1\n', 'missing closing brace 3:1'],
      [':put [:len 1', 'missing closing brace 1:13'],
    ],
  ],
  [
    'notes, one for each unknown name',
    [
      ['foo\n/bar x y=1\n:put 1', 'bad command name foo 1:1, bad command name bar 2:2'],
      ['/ip foo add x=1', 'bad command name foo 1:5'],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%j: %s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

test('deep nesting ends without an answer instead of an overflow', () => {
  expect(said('{'.repeat(100_000))).toBe('accepts');
  expect(said(`:put ${'('.repeat(100_000)}`)).toBe('accepts');
  expect(said(`:put "${'$[:put "'.repeat(50_000)}`)).toBe('accepts');
});
