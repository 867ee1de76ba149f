import { classHighlighter, highlightCode } from '@lezer/highlight';
import { expect, test } from 'vitest';
import { routeros } from '../../client/src/playground/language.ts';

/** Below each line the first letter of what each of its characters is coloured as. */
function coloured(script: string): string {
  const lines: [string, string][] = [['', '']];
  const put = (text: string, classes: string): void => {
    const line = lines.at(-1) as [string, string];
    line[0] += text;
    line[1] += (LETTERS[classes] ?? ' ').repeat(text.length);
  };
  highlightCode(script, routeros.parser.parse(script), classHighlighter, put, () => lines.push(['', '']));
  return lines.map(([text, marks]) => `${text}\n${marks}`.trimEnd()).join('\n');
}

const LETTERS: Readonly<Record<string, string>> = {
  'tok-comment': 'c',
  'tok-string': 's',
  'tok-variableName': 'v',
  'tok-keyword': 'k',
  'tok-number': '0',
  'tok-bool': 'b',
  'tok-namespace': 'm',
  'tok-propertyName': 'p',
};

function check(expected: string): void {
  const lines = expected.replace(/^\n/, '').replace(/\n *$/, '').split('\n');
  const script = lines.filter((_, index) => index % 2 === 0).join('\n');
  expect(coloured(script)).toBe(lines.map((line) => line.trimEnd()).join('\n'));
}

test('menus, arguments, numbers and strings', () => {
  check(`
/ip firewall filter
mmmmmmmmmmmmmmmmmmm
add chain=input dst-port=22,80-90 comment="a \\" # b" disabled=no
    ppppp       pppppppp 00 00000 ppppppp ssssssssss pppppppp bb
`);
});

test('comments only where a command can begin', () => {
  check(`
# a comment
ccccccccccc
  # another
  ccccccccc
:put a#b; # and one more
kkkk      cccccccccccccc
`);
});

test('variables, words of the language, strings over several lines', () => {
  check(`
:local name "begin
kkkkkk      ssssss
  end"; :if ($name = $"a b") do={ :put 1 }
ssssss  kkk  vvvvv   vvvvvv  kk   kkkk 0
`);
});
