import { describe, expect, it } from 'vitest';
import { codeProblems } from '../../server/src/binding/codeProblems.ts';
import { faults } from '../../server/src/syntax/faults.ts';
import { MAX_NESTING, MAX_TERMS, parse, print, syntaxProblems } from '../../server/src/syntax/parse.ts';
import type { SyntaxProblem } from '../../server/src/syntax/problem.ts';
import { applyEdits, withoutOverlaps } from '../../server/src/text/edit.ts';
import { dumpList } from '../support/dump.ts';
import { marked } from '../support/markers.ts';

/** What the text alone shows, its top level read as code. */
function problemsOf(text: string): SyntaxProblem[] {
  const tree = parse(text);
  const problems = [...syntaxProblems(tree), ...codeProblems(text, tree.list, 0, true)];
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The text with every fix that it is offered. */
function fixed(text: string): string {
  const fixes = problemsOf(text).flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  return applyEdits(
    text,
    withoutOverlaps(fixes).flatMap(({ edits }) => edits),
  );
}

interface Case {
  readonly says: string;
  /** With the places of all problems underlined. */
  readonly source: string;
  readonly code: string;
  /** The text once every fix is applied; without it no fix is offered. */
  readonly fixed?: string;
}

const cases: Case[] = [
  // Quotes
  {
    says: 'typographic quotes at both ends',
    source: '/ip firewall filter add comment=“allow ssh” chain=input\n                                ^^^^^^^^^^^',
    code: 'typographic-quote',
    fixed: '/ip firewall filter add comment="allow ssh" chain=input',
  },
  {
    says: 'a typographic quote at the start only',
    source: 'add comment=“allow ssh" chain=input\n            ^^^^^^^^^^^',
    code: 'typographic-quote',
    fixed: 'add comment="allow ssh" chain=input',
  },
  {
    says: 'a typographic quote at the end only',
    source: 'add comment="allow ssh” chain=input\n                      ^',
    code: 'typographic-quote',
    fixed: 'add comment="allow ssh" chain=input',
  },
  {
    says: 'a typographic quote at the end of the line',
    source: 'add chain=input comment="allow ssh”\n                                  ^',
    code: 'typographic-quote',
    fixed: 'add chain=input comment="allow ssh"',
  },
  {
    says: 'German quotes',
    source: 'add comment=„erlaubt“ chain=input\n            ^^^^^^^^^',
    code: 'typographic-quote',
    fixed: 'add comment="erlaubt" chain=input',
  },
  {
    says: 'guillemets in an expression',
    source: ':put («a» . $b)\n      ^^^',
    code: 'typographic-quote',
    fixed: ':put ("a" . $b)',
  },
  {
    says: 'several typographic strings in a line',
    source: 'add comment=“a” list=“b”\n            ^^^      ^^^',
    code: 'typographic-quote',
    fixed: 'add comment="a" list="b"',
  },
  // Blanks
  {
    says: 'a blank before the equals sign',
    source: 'add chain =input\n         ^^',
    code: 'blank-before-equals',
    fixed: 'add chain=input',
  },
  {
    says: 'blanks around the equals sign',
    source: 'add chain\t= input action  =  drop\n         ^^             ^^^',
    code: 'blank-before-equals',
    fixed: 'add chain=input action=drop',
  },
  {
    says: 'a no-break space between arguments',
    source: 'add chain=input\u00a0action=drop\n               ^',
    code: 'unicode-blank',
    fixed: 'add chain=input action=drop',
  },
  {
    says: 'no-break spaces as indentation',
    source: ':do {\n\u00a0\u00a0add chain=input\n^^\n}',
    code: 'unicode-blank',
    fixed: ':do {\n add chain=input\n}',
  },
  {
    says: 'a no-break space in an expression',
    source: ':put ($a\u00a0= 1)\n        ^',
    code: 'unicode-blank',
    fixed: ':put ($a = 1)',
  },
  {
    says: 'a no-break space behind a name in an expression',
    source: ':put (count\u00a0> 1)\n           ^',
    code: 'unicode-blank',
    fixed: ':put (count > 1)',
  },
  {
    says: 'a no-break space in a condition',
    source: 'print where list=a\u00a0dynamic=no\n                  ^',
    code: 'unicode-blank',
    fixed: 'print where list=a dynamic=no',
  },
  {
    says: 'a character without width',
    source: 'add chain=\u200binput\n          ^',
    code: 'unicode-blank',
    fixed: 'add chain=input',
  },
  {
    says: 'no blank between a string and an argument',
    source: 'add comment="allow"chain=input\n                   ^^^^^',
    code: 'missing-blank',
    fixed: 'add comment="allow" chain=input',
  },
  {
    says: 'no blank between an unnamed string and an argument',
    source: ':log info "a"message=b\n             ^^^^^^^',
    code: 'missing-blank',
    fixed: ':log info "a" message=b',
  },
  {
    says: 'a byte order mark',
    source: '\ufeff/ip firewall filter\n^',
    code: 'byte-order-mark',
    fixed: '/ip firewall filter',
  },
  // Pasted
  {
    says: 'a prompt',
    source: '[admin@MikroTik] > /ip address print\n^^^^^^^^^^^^^^^^^^^',
    code: 'prompt-in-front',
    fixed: '/ip address print',
  },
  {
    says: 'a prompt with a menu',
    source: '[admin@my router] /ip/firewall/filter> add chain=input\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    code: 'prompt-in-front',
    fixed: '/ip/firewall/filter add chain=input',
  },
  {
    says: 'a prompt in safe mode',
    source: '[admin@MikroTik] <SAFE> /ip dns> print\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    code: 'prompt-in-front',
    fixed: '/ip dns print',
  },
  {
    says: 'list numbers',
    source: '1. /ip firewall filter\n^^^\n2) add chain=input\n^^^',
    code: 'list-marker-in-front',
    fixed: '/ip firewall filter\nadd chain=input',
  },
  {
    says: 'bullets',
    source: '- /ip firewall filter\n^^\n  • add chain=input\n  ^^\n* :put 1\n^^\n– /ip dns print\n^^',
    code: 'list-marker-in-front',
    fixed: '/ip firewall filter\n  add chain=input\n:put 1\n/ip dns print',
  },
  // Line ends
  {
    says: 'a word that was cut at the line end',
    source: 'add chain=input src-\naddress=10.0.0.1\n^^^^^^^',
    code: 'line-cut',
    fixed: 'add chain=input src-address=10.0.0.1',
  },
  {
    says: 'arguments on a line of their own',
    source: '/ip firewall filter add chain=input\n    action=drop log=yes\n    ^^^^^^',
    code: 'line-cut',
    fixed: '/ip firewall filter add chain=input action=drop log=yes',
  },
  {
    says: 'a backslash within a line',
    source: 'add chain=input \\ action=drop\n                ^',
    code: 'stray-backslash',
    fixed: 'add chain=input action=drop',
  },
  {
    says: 'a backslash glued to a word',
    source: ':put a\\b\n      ^',
    code: 'stray-backslash',
    fixed: ':put ab',
  },
  {
    says: 'blanks behind the backslash',
    source: 'add chain=input \\  \n                ^^^\n    action=drop',
    code: 'blank-after-backslash',
    fixed: 'add chain=input \\\n    action=drop',
  },
  {
    says: 'blanks behind the backslash in a string',
    source: 'add source=":put 1 \\ \t\n                   ^^^\n    ;beep" owner=a',
    code: 'blank-after-backslash',
    fixed: 'add source=":put 1 \\\n    ;beep" owner=a',
  },
  {
    says: 'a name that goes on behind its line',
    source: 'add comment="allow  \n                  ^^^\nssh" chain=input',
    code: 'line-break-in-string',
    fixed: 'add comment="allow ssh" chain=input',
  },
  // Comments
  {
    says: 'a comment behind a command',
    source: '/ip firewall filter\n  add chain=input   # from outside\n                    ^^^^^^^^^^^^^^',
    code: 'comment-behind-command',
    fixed: '/ip firewall filter\n  # from outside\n  add chain=input',
  },
  {
    says: 'a comment behind a continued command',
    source: 'add chain=input \\\n    action=drop # all\n                ^^^^^\nprint',
    code: 'comment-behind-command',
    fixed: '# all\nadd chain=input \\\n    action=drop\nprint',
  },
  {
    says: 'a comment behind a command whose parentheses span lines',
    source: ':if ($a\n  and $b) do={} # both\n                ^^^^^^',
    code: 'comment-behind-command',
    fixed: '# both\n:if ($a\n  and $b) do={}',
  },
  {
    says: 'a comment behind a string that spans lines',
    source: ':put "a\nb" # two\n   ^^^^^',
    code: 'comment-behind-command',
    fixed: '# two\n:put "a\nb"',
  },
  {
    says: 'a comment behind a command in a block',
    source: ':do {\n    :put 1 # one\n           ^^^^^\n}',
    code: 'comment-behind-command',
    fixed: ':do {\n    # one\n    :put 1\n}',
  },
  {
    says: 'a comment behind the first command of a block',
    source: ':foreach i in=$a do={ :put $i # each\n                              ^^^^^^\n}',
    code: 'comment-behind-command',
    fixed: '# each\n:foreach i in=$a do={ :put $i\n}',
  },
  {
    says: 'a comment behind a block',
    source: ':do {\n  :put 1\n} # done\n  ^^^^^^',
    code: 'comment-behind-command',
    fixed: '# done\n:do {\n  :put 1\n}',
  },
  {
    says: 'a comment behind a block in a block whose line began outside',
    source: ':if ($a) do={ :foreach i in=$b do={\n  :put $i\n} # inner\n  ^^^^^^^\n}',
    code: 'comment-behind-command',
    fixed: '# inner\n:if ($a) do={ :foreach i in=$b do={\n  :put $i\n}\n}',
  },
  {
    says: 'comments behind two commands',
    source: 'print # a\n      ^^^\nprint # b\n      ^^^',
    code: 'comment-behind-command',
    fixed: '# a\nprint\n# b\nprint',
  },
  // Escapes and variables
  {
    says: 'an unknown escape',
    source: 'add name="C:\\work"\n            ^^',
    code: 'unknown-escape',
    fixed: 'add name="C:\\\\work"',
  },
  {
    says: 'hexadecimal digits in small letters',
    source: ':put "\\4f"\n      ^^\n',
    code: 'unknown-escape',
    fixed: ':put "\\\\4f"\n',
  },
  {
    says: 'an unknown escape of a surrogate pair',
    source: ':put "\\\u{1f600}"\n      ^^^',
    code: 'unknown-escape',
    fixed: ':put "\\\\\u{1f600}"',
  },
  { says: 'a lone dollar', source: ':put $ name\n     ^', code: 'lone-dollar' },
  { says: 'a dollar at the end of a word', source: 'add regexp=^abc$\n               ^', code: 'lone-dollar' },
  // Operators
  { says: 'an operator without its right side', source: ':put ($a + )\n         ^', code: 'expected-operand' },
  { says: 'a condition without its value', source: 'print where chain=\n                 ^', code: 'expected-operand' },
  {
    says: 'an operator at the end of the file',
    source: 'print where a and\n              ^^^',
    code: 'expected-operand',
  },
  { says: 'an operator without its left side', source: ':put (* $a)\n      ^', code: 'expected-operand' },
  { says: 'two operators in a row', source: ':put ($a + / $b)\n           ^', code: 'expected-operand' },
  { says: 'a lone not', source: ':put (!)\n      ^', code: 'expected-operand' },
  {
    says: 'double equals',
    source: ':if ($a == 1) do={}\n        ^^',
    code: 'double-equals',
    fixed: ':if ($a = 1) do={}',
  },
  {
    says: 'double equals in a condition',
    source: 'print where chain==input\n                 ^^',
    code: 'double-equals',
    fixed: 'print where chain=input',
  },
  { says: 'a semicolon in parentheses', source: ':put ($a; $b)\n        ^', code: 'unexpected-semicolon' },
  { says: 'an equals sign behind a value', source: 'add a=b=c\n       ^', code: 'unexpected-equals' },
  { says: 'a banner of equals signs', source: '=====\n^^^^^', code: 'unexpected-equals' },
  // Brackets
  { says: 'a closing parenthesis too many', source: ':put ($a))\n         ^', code: 'stray-closer' },
  { says: 'a closing bracket too many', source: ':put [find]]\n           ^', code: 'stray-closer' },
  { says: 'a closing brace too many', source: ':do { print }}\n             ^\n/ip dns print', code: 'stray-closer' },
  { says: 'a closing brace in a block of its own', source: ':do { ] }\n      ^', code: 'stray-closer' },
  { says: 'an open parenthesis', source: ':put ($a\n     ^', code: 'unclosed-bracket' },
  { says: 'an open bracket', source: 'set [find name=a b=c\n    ^\nprint', code: 'unclosed-bracket' },
  { says: 'an open brace', source: ':do {\n    ^\n  print', code: 'unclosed-bracket' },
  { says: 'a bracket that another kind closes', source: ':do { :put [find }\n           ^', code: 'unclosed-bracket' },
  { says: 'an open string', source: 'add comment="allow\n            ^\nprint', code: 'unclosed-string' },
  // Beginnings
  { says: 'text where a command should be', source: 'Step one\n^^^^\n/ip dns print', code: 'expected-command' },
  { says: 'an argument where a command should be', source: 'chain=input action=drop\n^^^^^', code: 'expected-command' },
  { says: 'a string where a command should be', source: '"a" b\n^^^', code: 'expected-command' },
  { says: 'letters of another script', source: 'команда a\n^^^^^^^', code: 'expected-command' },
];

describe('problems', () => {
  it.each(cases)('$code: $says', ({ source, code, fixed: expected }) => {
    const { text, ranges } = marked(source);
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.code)).toEqual(ranges.map(() => code));
    expect(problems.map(({ start, end }) => ({ start, end }))).toEqual(ranges);
    for (const { message, fix } of problems) {
      expect(message).toMatch(/^[^a-z].*\.$/s);
      expect(fix === undefined).toBe(expected === undefined);
    }
    if (expected === undefined) return;
    expect(fixed(text)).toBe(expected);
    expect(problemsOf(expected)).toEqual([]);
    expect(fixed(expected)).toBe(expected);
  });

  it('has a case for every code', () => {
    const samples: SyntaxProblem[] = [
      faults.unclosedBracket(0, '('),
      faults.unclosedString(0),
      faults.strayCloser(0, ')', true),
      faults.typographicQuotes(0, 1, '\u201c', []),
      faults.unicodeBlank(0, 1, '\u00a0', true),
      faults.byteOrderMark(),
      faults.prompt(0, 1, ''),
      faults.listMarker(0, 1),
      faults.strayBackslash(0, 1),
      faults.blankContinuation(0, 1),
      faults.trailingComment(0, 1, 0, 0, ''),
      faults.unknownEscape(0, 2, '\\w', false),
      faults.loneDollar(0),
      faults.expectedOperand(0, 1, '+'),
      faults.doubleEquals(0, 2),
      faults.unexpectedSemicolon(0),
      faults.unexpectedEquals(0),
    ];
    // Depth and breadth have tests of their own below.
    expect(Object.keys(faults)).toHaveLength(samples.length + 2);
    const ofCode = ['blank-before-equals', 'missing-blank', 'line-break-in-string', 'line-cut', 'expected-command'];
    expect([...new Set(cases.map(({ code }) => code))].sort()).toEqual(
      [...samples.map(({ code }) => code), ...ofCode].sort(),
    );
  });

  it('keeps the line ends of the file when it moves a comment', () => {
    expect(fixed('print # a\r\nadd\r\n')).toBe('# a\r\nprint\r\nadd\r\n');
    expect(fixed('print # a\radd\r')).toBe('# a\rprint\radd\r');
  });

  it.each([
    ['an apostrophe in a string', 'add comment="it’s"'],
    ['quotes inside a quoted text', 'add comment="the “new” rule" chain=input'],
    ['other letters in a string', 'add comment="Gästezugang № 1"'],
    ['no-break space in a string', 'add comment="a\u00a0b"'],
    ['a hash in a word', 'add name=a#b'],
    ['a number in front of nothing', '- a'],
    ['a dash in a where', 'print where name=a-b'],
    ['a byte order mark in a string', ':put "\ufeff"'],
    ['line ends at the end of the text', '\n\n\r\n\r'],
    ['nothing', ''],
  ])('has nothing to say about %s', (_, source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it('may be many', () => {
    const many = 130_000;
    expect(problemsOf(`add comment="${'a\n'.repeat(many)}"`)).toHaveLength(many);
    expect(problemsOf(`add comment="${' '.repeat(many)}"`)).toEqual([]);
    expect(problemsOf(':put $ a\n'.repeat(many))).toHaveLength(many);
  });
});

describe('recovery', () => {
  const statements = (text: string): string[] => dumpList(parse(text).list).split('\n');
  const rest = '/ip firewall filter\nadd chain=input action=drop\nprint where a=1';
  const restTrees = statements(rest);

  it.each([
    ['a string', 'add comment="allow'],
    ['a string in front of quoted text', 'add comment="allow\nadd comment="also" chain=input'],
    ['a string with blank lines behind it', 'add comment="allow\n\n  \n/ip dns'],
    ['a string in front of a quoted remark', 'add comment="allow\nadd comment="# also" chain=input'],
    ['a string that a continued line cuts', 'add regexp="a\\\n\nadd comment=\\\n    "also" chain=input'],
    ['two strings', 'add comment="allow\nadd comment="also'],
    ['many strings', 'add comment="allow\n'.repeat(99).trimEnd()],
    ['a string with a command in it', ':put "a $[:len "b'],
    ['a string with an open command in it', ':put "a $[:len $b'],
    ['a string with an open expression in it', ':put "a $(1 + $b'],
    ['a bracket', ':put [find name=a'],
    ['brackets in brackets', ':put [a [b [c'],
    ['a brace', ':do {\n  :put 1'],
    ['braces in braces', ':do {\n  :do {\n  :do {\n'],
    ['a parenthesis', ':put ($a + 1'],
    ['parentheses in parentheses', ':put ((($a'],
    ['all kinds', ':put ([{"'],
    ['all kinds closed in the wrong order', ':put ([{a)]}'],
    ['a stray brace', '}'],
    ['a typographic quote', 'add comment=“allow chain=input'],
  ])('serves the lines behind %s', (_, broken) => {
    const text = `${broken}\n${rest}`;
    expect(problemsOf(text).length).toBeGreaterThan(0);
    expect(statements(text).slice(-restTrees.length)).toEqual(restTrees);
  });

  it('finds the string that lacks its end, not the last one', () => {
    const { text, ranges } = marked(`
      add comment="first"
      add comment="second
                  ^
      add comment="third"
      add comment="fourth"
      print
    `);
    const unclosed = problemsOf(text).filter(({ code }) => code === 'unclosed-string');
    expect(unclosed.map(({ start, end }) => ({ start, end }))).toEqual(ranges);
    expect(problemsOf(text)).toHaveLength(1);
    expect(statements(text)).toHaveLength(5);
  });

  it('takes a string over lines for what it is', () => {
    expect(problemsOf('add source="a\n/ip dns\nadd b" name=c\n')).toEqual([]);
    expect(problemsOf(':put ("a\n/ip dns". "b")\n')).toEqual([]);
  });

  it.each([
    ['values in parentheses', '(', '$a ', ')', 1],
    ['operators', '(1', '+1', ')', 2],
    ['prefixes', '(', '!', '1)', 1],
    ['conditions', '[find ', 'a=1 ', ']', 3],
    ['arguments', '[add ', 'a=1 ', ']', 3],
    ['dollar signs', '', '$', ' #', 1],
  ])('is read to its limit in breadth and reported once beyond: %s', (_, before, piece, behind, terms) => {
    const most = Math.floor(MAX_TERMS / terms) - 2;
    const codes = (count: number) => {
      const text = `:put ${before}${piece.repeat(count)}${behind}\n:put 2`;
      const tree = parse(text);
      expect(print(tree)).toBe(text);
      expect(tree.list.statements).toHaveLength(2);
      return syntaxProblems(tree).flatMap(({ code }) => (code === 'lone-dollar' ? [] : [code]));
    };
    expect(codes(most)).not.toContain('too-many-terms');
    expect(codes(130_000).filter((code) => code === 'too-many-terms')).toHaveLength(1);
  });
});

describe('nesting', () => {
  const nested = (depth: number, open: string, close: string, inside = '1'): string =>
    `:put ${open.repeat(depth)}${inside}${close.repeat(depth)}\nprint`;

  it.each([
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    [':do { ', ' }'],
    ['"$[', ']"'],
    ['"$(', ')"'],
    ['({', '})'],
  ])('is read to its limit and reported once beyond: %s', (open, close) => {
    const levels = open.length === 2 || open.startsWith('"') ? 2 : 1;
    const most = Math.floor(MAX_NESTING / levels);
    expect(syntaxProblems(parse(nested(most, open, close)))).toEqual([]);
    for (const depth of [most + 1, 5_000]) {
      const text = nested(depth, open, close);
      const tree = parse(text);
      expect(syntaxProblems(tree).map(({ code }) => code)).toEqual(['nesting-too-deep']);
      expect(print(tree)).toBe(text);
      expect(tree.list.statements).toHaveLength(2);
    }
  });

  it('is reported once for each outermost bracket', () => {
    const wide = `${'('.repeat(MAX_NESTING)}${'(1)'.repeat(50)}${')'.repeat(MAX_NESTING)}`;
    const text = `:put ${wide} ${wide}\n:put ${wide}`;
    const problems = syntaxProblems(parse(text));
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('nesting-too-deep'));
    expect(problems.every(({ start }) => text.startsWith('(1)', start))).toBe(true);
  });

  it.each(['(', '[', '{', '"$[ ', '"$( ', '{[("', '!'])('may stay open 5,000 times: %s', (open) => {
    const text = open.repeat(5_000);
    const tree = parse(text);
    const tooDeep = syntaxProblems(tree).filter(({ code }) => code === 'nesting-too-deep');
    expect(tooDeep.length).toBeLessThanOrEqual(1);
    expect(print(tree)).toBe(text);
  });

  // More than a function call may have arguments.
  it.each([
    ['escapes of a string', '"', '\\n', '"'],
    ['statements', '{', 'a;', '}'],
  ])('has no limit in breadth: %s', (_, before, piece, behind) => {
    expect(syntaxProblems(parse(`:put ${before}${piece.repeat(130_000)}${behind}`))).toEqual([]);
  });
});
