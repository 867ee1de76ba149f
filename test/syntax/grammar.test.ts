import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeProblems } from '../../server/src/binding/codeProblems.ts';
import { parse, syntaxProblems } from '../../server/src/syntax/parse.ts';
import { dumpList } from '../support/dump.ts';
import { matchGolden } from '../support/golden.ts';
import { snippets } from './snippets.ts';

const golden = fileURLToPath(new URL('golden/snippets.txt', import.meta.url));

/** The tree in short. */
const tree = (source: string): string => dumpList(parse(source).list);
const codes = (source: string): string[] => {
  const parsed = parse(source);
  return [...syntaxProblems(parsed), ...codeProblems(source, parsed.list, 0, true)].map(({ code }) => code).sort();
};

describe('one-liners', () => {
  it('has them all, each once', () => {
    expect(snippets).toHaveLength(113);
    expect(new Set(snippets.map(({ source }) => source)).size).toBe(snippets.length);
  });

  it.each(snippets)('$says', ({ source, problems = [] }) => {
    expect(codes(source)).toEqual([...problems].sort());
  });

  it('gives the trees of the golden file', () => {
    const shown = snippets.map(({ says, source }) => {
      const found = codes(source).map((code) => `  ! ${code}\n`);
      const lines = tree(source).split('\n');
      return `${says}\n  ${JSON.stringify(source)}\n${lines.map((line) => `  > ${line}\n`).join('')}${found.join('')}`;
    });
    matchGolden(golden, shown.join('\n'));
  });

  it.each(snippets)('reads CRLF like LF: $says', ({ source }) => {
    const windows = source.replace(/\r?\n/g, '\r\n');
    // A line end inside a string stays what it is.
    expect(tree(windows).replaceAll('\\r\\n', '\\n')).toBe(tree(source).replaceAll('\\r\\n', '\\n'));
    expect(codes(windows)).toEqual(codes(source));
  });

  it.each(snippets)('reads a lone CR like LF: $says', ({ source }) => {
    const mac = source.replace(/\r?\n/g, '\r');
    const same = (dump: string): string => dump.replace(/\\r(\\n)?/g, '\\n');
    expect(same(tree(mac))).toBe(same(tree(source)));
    expect(codes(mac)).toEqual(codes(source));
  });

  it.each(snippets)('looks through a byte order mark: $says', ({ source }) => {
    expect(tree(`\ufeff${source}`)).toBe(tree(source));
    expect(codes(`\ufeff${source}`)).toEqual([...codes(source), 'byte-order-mark'].sort());
  });
});

describe('comments', () => {
  it.each([
    ['at the start of a line', '# a\nprint'],
    ['indented with a tab', '\t# a\nprint'],
    ['behind a semicolon', 'print;# a'],
    ['behind an opening brace', '{# a\nprint }'],
    ['behind an opening bracket', ':put [# a\nprint]'],
    ['on a line of a block', ':do {\n  # a\n  print\n}'],
    ['between two lines of a section', 'add a=1\n# a\nadd a=2'],
  ])('begin %s', (_, source) => {
    expect(codes(source)).toEqual([]);
    expect(tree(source)).not.toContain('#');
  });

  it.each([
    ['a word', 'print # a'],
    ['an argument', 'add a=1 # a'],
    ['an argument whose value is a string', 'add a="1" # a'],
    ['a closing brace', ':do { print } # a'],
    ['a condition', 'print where a=1 # a'],
  ])('do not begin behind %s', (_, source) => {
    expect(codes(source)).toEqual(['comment-behind-command']);
  });

  it.each([
    ['inside a word', 'add a=b#c'],
    ['at the start of a value', 'add a=#c'],
    ['in a string', 'add a="# c"'],
    ['behind a continuation, at the start of a value', 'add a=\\\n#c'],
  ])('are none %s', (_, source) => {
    expect(codes(source)).toEqual([]);
    expect(tree(source)).toContain('#');
  });
});

describe('continuations', () => {
  it.each([
    ['between arguments', 'add a=1 \\\n  b=2', 'add a=1 b=2'],
    ['behind the equals sign', 'add a=\\\n  1 b=2', 'add a=1 b=2'],
    ['several in a row', 'add \\\n \\\n \\\n a=1', 'add a=1'],
    ['before a block', ':do \\\n {print}', ':do { print }'],
    ['at the end of the file', 'add a=1 \\\n', 'add a=1'],
    ['a lone CR', 'add a=1 \\\r b=2', 'add a=1 b=2'],
  ])('join the lines %s', (_, source, expected) => {
    expect(tree(source)).toBe(expected);
    expect(codes(source)).toEqual([]);
  });

  it('end a word: it does not go on behind them', () => {
    expect(tree('pri\\\nnt')).toBe('pri nt');
  });

  it.each([
    ['blanks', 'add a="x\\\n    y"', 'add a="xy"'],
    ['tabs', 'add a="x\\\n\t\ty"', 'add a="xy"'],
    ['an escaped blank stays', 'add a="x\\\n    \\_y"', 'add a="x y"'],
    ['CRLF', 'add a="x\\\r\n    y"', 'add a="xy"'],
    ['a line end of its own stays', 'add a="x\n    y"', 'add a="x\\n    y"'],
    ['an escaped backslash continues nothing', 'add a="x\\\\\n  y"', 'add a="x\\\\\\n  y"'],
  ])('in a string take the indentation with them: %s', (_, source, expected) => {
    expect(tree(source)).toBe(expected);
    expect(codes(source)).toEqual([]);
  });
});

describe('strings', () => {
  it.each([
    ['every escape', '"\\"\\\\\\n\\r\\t\\$\\_\\a\\b\\f\\v\\?"', JSON.stringify('"\\\n\r\t$ \x07\b\f\v?')],
    ['bytes', '"\\C3\\A4\\00"', JSON.stringify('\xc3\xa4\x00')],
    ['a variable in the middle', '"a $b c"', '(str "a " $b " c")'],
    ['variables side by side', '"$a$b"', '(str $a $b)'],
    ['a number as name', '"$1"', '(str $1)'],
    ['a lone dollar', '"5 $ or $-"', '"5 $ or $-"'],
    ['an expression', '"$(1 + 2)"', '(str (paren (+ 1 2)))'],
    ['a command with a string', '"$[:len "a"]"', '(str [ :len "a" ])'],
    ['strings three levels deep', '"a$[f "b$[g "c"]"]"', '(str "a" [ f (str "b" [ g "c" ]) ])'],
    ['a bracket without a dollar', '"[a] (b) {c}"', '"[a] (b) {c}"'],
    ['a semicolon and a line end', '"a;b\nc"', '"a;b\\nc"'],
    ['nothing', '""', '""'],
  ])('hold %s', (_, source, expected) => {
    expect(tree(`:put ${source}`)).toBe(`:put ${expected}`);
    expect(codes(`:put ${source}`)).toEqual([]);
  });
});

describe('arrays', () => {
  it.each([
    ['values', '({1;2;3})', '(paren { 1 ; 2 ; 3 })'],
    ['keys', '({a=1;"b c"=2;$k=3})', '(paren { a=1 ; "b c"=2 ; $k=3 })'],
    ['nothing', '({})', '(paren {})'],
    ['arrays', '({{1;2};{3}})', '(paren { { 1 ; 2 } ; { 3 } })'],
    ['lines', '({\n  "a"=1;\n  "b"=2\n})', '(paren { "a"=1 ; "b"=2 })'],
    ['commands', '({[find];[get 0]})', '(paren { [ find ] ; [ get 0 ] })'],
    ['a comma list', '("a","b","c")', '(paren (, (, "a" "b") "c"))'],
  ])('hold %s', (_, source, expected) => {
    expect(tree(`:local x ${source}`)).toBe(`:local x ${expected}`);
    expect(codes(`:local x ${source}`)).toEqual([]);
  });
});

describe('operators', () => {
  /** From loose to tight; those of one level associate to the left. */
  const levels = [
    [','],
    ['or', '||'],
    ['and', '&&'],
    ['=', '!=', '<', '>', '<=', '>=', '~', 'in'],
    ['.'],
    ['<<', '>>', '&', '^', '|'],
    ['+', '-'],
    ['*', '/', '%'],
    ['<%%'],
    ['->'],
  ];
  const all = levels.flatMap((operators, level) => operators.map((operator) => ({ operator, level })));

  it.each(all)('$operator keeps its place among all others', ({ operator, level }) => {
    for (const other of all) {
      const expected =
        level >= other.level
          ? `(${other.operator} (${operator} $a $b) $c)`
          : `(${operator} $a (${other.operator} $b $c))`;
      expect(tree(`:put ($a ${operator} $b ${other.operator} $c)`)).toBe(`:put (paren ${expected})`);
    }
  });

  it.each([
    ['without blanks', '($a&&$b)', '(&& $a $b)'],
    ['words need blanks', '($a and $b)', '(and $a $b)'],
    ['words as names', '(and)', 'and'],
    ['a unary minus', '(-$a)', '(- $a)'],
    ['a minus behind an operator', '($a - -$b)', '(- $a (- $b))'],
    ['not binds tighter than and', '(!$a and $b)', '(and (! $a) $b)'],
    ['not twice', '(!!$a)', '(! (! $a))'],
    ['bits of an address', '(~10.0.0.1)', '(~ 10.0.0.1)'],
    ['a comparison glued to names', '($a!=$b)', '(!= $a $b)'],
    ['parentheses first', '(($a + $b) * $c)', '(* (paren (+ $a $b)) $c)'],
    ['a negative result', '(($a)-($b))', '(- (paren $a) (paren $b))'],
    ['a chain of strings', '("a".$b."c")', '(. (. "a" $b) "c")'],
    ['a call', '($f 1 "b")', '(seq $f 1 "b")'],
    ['an IPv6 address', '(2001:db8::1 in 2001:db8::/32)', '(in 2001:db8::1 2001:db8::/32)'],
    ['a time', '(1d2h = 00:30:00)', '(= 1d2h 00:30:00)'],
    ['an id', '($x = *1A)', '(= $x *1A)'],
    ['over lines', '($a\n  and\n  $b)', '(and $a $b)'],
  ])('read %s', (_, source, expected) => {
    expect(tree(`:put ${source}`)).toBe(`:put (paren ${expected})`);
    expect(codes(`:put ${source}`)).toEqual([]);
  });
});

describe('conditions', () => {
  it.each([
    ['side by side', 'find a=1 b=2', 'find (cond (seq (= a 1) (= b 2)))'],
    ['joined by or', 'find a=1 or b=2', 'find (cond (or (= a 1) (= b 2)))'],
    ['a flag', 'find disabled', 'find (cond disabled)'],
    ['a negated flag', 'print where !disabled', 'print where (cond (! disabled))'],
    ['a negated flag before a comparison', 'find !dynamic list=a', 'find (cond (seq (! dynamic) (= list a)))'],
    ['unequal', 'find a!=b', 'find (cond (!= a b))'],
    ['a value with a dash', 'find default-name=sfp-plus1', 'find (cond (= default-name sfp-plus1))'],
    ['a value with an exclamation mark', 'find src-address-list=!a', 'find (cond (= src-address-list (! a)))'],
    ['a value with a slash', 'find dst-address=0.0.0.0/0', 'find (cond (= dst-address 0.0.0.0/0))'],
    ['a value with a colon', 'find mac-address=0A:1B:2C:00:11:22', 'find (cond (= mac-address 0A:1B:2C:00:11:22))'],
    ['an empty value', 'find comment=""', 'find (cond (= comment ""))'],
    ['a pattern', 'find name~"^a|b$"', 'find (cond (~ name "^a|b$"))'],
    ['parentheses', 'find (a=1 or b=2) c=3', 'find (cond (seq (paren (or (= a 1) (= b 2))) (= c 3)))'],
    ['a comparison with blanks', 'find a = 1', 'find (cond (= a 1))'],
    ['numbers', 'find bytes>100', 'find (cond (> bytes 100))'],
    ['a command', 'find interface=[get 0 name]', 'find (cond (= interface [ get 0 name ]))'],
    ['the word where', 'find where a=1 b=2', 'find where (cond (seq (= a 1) (= b 2)))'],
    ['a field behind the word where', 'find where .id=*3', 'find where (cond (= .id *3))'],
    ['the word where alone', 'find where', 'find where'],
    ['a path with slashes', '/ip/route/find gateway=1.1.1.1', '/ip/route/find (cond (= gateway 1.1.1.1))'],
    ['glued operators', 'find a=1&&b=2', 'find (cond (&& (= a 1) (= b 2)))'],
    ['a field with a dot', 'find configuration.mode=ap', 'find (cond (= configuration.mode ap))'],
    ['an internal field', 'find .id=*3', 'find (cond (= .id *3))'],
    ['internal fields side by side', 'find a=1 .id=*3', 'find (cond (seq (= a 1) (= .id *3)))'],
    ['a concatenation', 'find a=("b" . $c)', 'find (cond (= a (paren (. "b" $c))))'],
  ])('hold %s', (_, source, expected) => {
    expect(tree(source)).toBe(expected);
    expect(codes(source)).toEqual([]);
    expect(tree(`set [${source}] x=y`)).toContain('] x=y');
  });

  it('end with the command', () => {
    expect(tree('print where a=1; add b=2\nadd c=3')).toBe('print where (cond (= a 1))\nadd b=2\nadd c=3');
    expect(tree('set [find a=1] b=2')).toBe('set [ find (cond (= a 1)) ] b=2');
  });

  it('do not begin where the word is a value or a name', () => {
    expect(tree('add comment=find a=1')).toBe('add comment=find a=1');
    expect(tree('add find=1 a=2')).toBe('add find=1 a=2');
    expect(tree('add comment= where a=1')).toBe('add comment=where a=1');
  });
});

describe('words and arguments', () => {
  it.each([
    ['a path with blanks', '/ip firewall filter', '/ip firewall filter'],
    ['a path with slashes', '/ip/firewall/filter', '/ip/firewall/filter'],
    ['a lone slash', '/', '/'],
    ['up and down again', '.. nat', '.. nat'],
    ['an id', 'set *F a=1', 'set *F a=1'],
    ['an unset argument', 'set 0 !a', 'set 0 !a'],
    ['a negated value', 'add a=!b', 'add a=!b'],
    ['a dotted name', 'set a.b-c=1 .d=2', 'set a.b-c=1 .d=2'],
    ['an empty value at the end of the line', 'add a=', 'add a='],
    ['an empty value before a semicolon', 'add a=; add b=', 'add a=\nadd b='],
    ['an empty value before a closing bracket', ':put [add a=]', ':put [ add a= ]'],
    ['an empty value before an argument', 'add a= b=1', 'add a= b=1'],
    ['a value behind a blank', 'add a= b c=1', 'add a=b c=1'],
    ['a value behind a tab', 'add a=\t"b"', 'add a="b"'],
    ['arguments divided by tabs', 'add\ta=1\t\tb=2', 'add a=1 b=2'],
    ['every literal character', 'add a=-.,:<>/|+_*&^%#@!~', 'add a=-.,:<>/|+_*&^%#@!~'],
    ['empty commands', ';;a;;\n;b', 'a\nb'],
    ['a group glued to its name', ':do{a}', ':do { a }'],
    ['a call with arguments', '$f a=1 "x"', '$f a=1 "x"'],
    ['a call in brackets', '[$f a=1]', '[ $f a=1 ]'],
    ['an expression as command', '($a->"b")', '(paren (-> $a "b"))'],
    ['two counters', ':foreach a,b in=$c do={}', ':foreach a,b in=$c do={}'],
  ])('%s', (_, source, expected) => {
    expect(tree(source)).toBe(expected);
    expect(codes(source)).toEqual([]);
  });
});
