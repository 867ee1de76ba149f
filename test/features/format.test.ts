import { describe, expect, test } from 'vitest';
import { FORMAT_DEFAULTS, type FormatOptions, format, formatRange } from '../../server/src/features/format.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

function formatted(text: string, options: Partial<FormatOptions> = {}): string {
  return applyEdits(text, format(parse(text), { ...FORMAT_DEFAULTS, ...options }));
}

const FILTER = '/ip firewall filter\n';

const table: readonly (readonly [name: string, before: string, after: string, options?: Partial<FormatOptions>])[] = [
  [
    'one blank between arguments',
    `${FILTER}add  chain=input\taction=drop  \n`,
    `${FILTER}add chain=input action=drop\n`,
  ],
  [
    'nothing behind the equals sign',
    `${FILTER}add chain=\\\n    input action= drop\n`,
    `${FILTER}add chain=input action=drop\n`,
  ],
  ['commands begin at the margin', `  ${FILTER}\tadd chain=input\n`, `${FILTER}add chain=input\n`],
  [
    'one empty line at most, none at the ends',
    `\n\n${FILTER}\n\n\n\nadd chain=input\n\n\n`,
    `${FILTER}\nadd chain=input\n`,
  ],
  [
    'lines that were broken too early are joined',
    `${FILTER}add \\\n chain=input \\\n    action=drop\n`,
    `${FILTER}add chain=input action=drop\n`,
  ],
  [
    'long lines are broken in front of an argument',
    `${FILTER}add action=accept chain=input comment="Accept what has been asked for" connection-state=established\n`,
    `${FILTER}add action=accept chain=input comment="Accept what has been asked for" \\\n    connection-state=established\n`,
  ],
  [
    'at the width that is asked for',
    `${FILTER}add action=accept chain=input protocol=tcp\n`,
    `${FILTER}add action=accept \\\n    chain=input \\\n    protocol=tcp\n`,
    { width: 24 },
  ],
  [
    'or at none',
    `${FILTER}add action=accept chain=input comment="${'x'.repeat(90)}" log=no\n`,
    `${FILTER}add action=accept chain=input comment="${'x'.repeat(90)}" log=no\n`,
    { width: 0 },
  ],
  [
    'blocks are indented',
    ':if (true) do={\n:put 1\n  :if (true) do={\n:put 2\n}\n}\n',
    ':if (true) do={\n    :put 1\n    :if (true) do={\n        :put 2\n    }\n}\n',
  ],
  [
    'by so many blanks',
    ':if (true) do={\n:put 1\n} else={\n:put 2\n}\n',
    ':if (true) do={\n  :put 1\n} else={\n  :put 2\n}\n',
    { indent: 2 },
  ],
  ['a block on one line stays there', ':if (true)  do={  :put 1;  :put 2  }\n', ':if (true) do={ :put 1; :put 2 }\n'],
  [
    'comments keep their text',
    `#  two  blanks  \n${FILTER}   # set back\t\nadd chain=input\n`,
    `#  two  blanks  \n${FILTER}# set back\t\nadd chain=input\n`,
  ],
  ['strings stay', ':put  "a  b\\\n    c"\n', ':put "a  b\\\n    c"\n'],
  [
    'expressions, conditions and substitutions stay',
    ':put  ( 1  +  2 )\n/ip route print  where  dst-address = 1.1.1.1\nset  [ find  name=x ]  a=b\n',
    ':put ( 1  +  2 )\n/ip route print where dst-address = 1.1.1.1\nset [ find  name=x ] a=b\n',
  ],
  [
    'the text of a script stays',
    '/system script add  name=x  source={  :put  1\n :put 2 }\n',
    '/system script add name=x source={  :put  1\n :put 2 }\n',
  ],
  ['data stays', ':local  a  {1;  2;\n 3}\n', ':local a {1;  2;\n 3}\n'],
  [
    'a command with a fault stays, the others do not',
    `${FILTER}add  chain = input  x\nadd  chain=input\n`,
    `${FILTER}add  chain = input  x\nadd chain=input\n`,
  ],
  ['a comment behind a command is a fault', `${FILTER}add  chain=input  # why\n`, `${FILTER}add  chain=input  # why\n`],
  ['line ends stay what they are', `/ip dns\r\n  set  servers=1.1.1.1  \r\n`, `/ip dns\r\nset servers=1.1.1.1\r\n`],
  ['templates stay', `${FILTER}add  chain={{ chain }}\n`, `${FILTER}add  chain={{ chain }}\n`],
  ['nothing', '', ''],
  ['a byte order mark', '\ufeff  /ip  dns\n', '\ufeff/ip dns\n'],
  [
    'arguments in the order of an export',
    `${FILTER}add chain=input protocol=tcp dst-port=22 action=accept\nset [find] comment=x chain=input\n`,
    `${FILTER}add action=accept chain=input dst-port=22 protocol=tcp\nset [find] chain=input comment=x\n`,
    { sort: true },
  ],
  [
    'but not where it may mean something',
    '/interface wifi set wifi1 security.passphrase=a .ft=yes channel.band=5ghz-ax\n/ip dns set servers=[:put 1] cache-size=1\nfoo add b=1 a=2\n',
    '/interface wifi set wifi1 security.passphrase=a .ft=yes channel.band=5ghz-ax\n/ip dns set servers=[:put 1] cache-size=1\nfoo add b=1 a=2\n',
    { sort: true },
  ],
];

test.each(table.map(([name, before, after, options = {}]) => [name, before, after, options] as const))(
  '%s',
  (_, before, after, options) => {
    expect(formatted(before, options)).toBe(after);
    expect(formatted(after, options)).toBe(after);
  },
);

describe('a range', () => {
  test('changes the lines that it touches, and no others', () => {
    const text = `${FILTER}add  chain=input\nadd  chain=forward\nadd  chain=output\n`;
    const at = text.indexOf('forward');
    const result = applyEdits(text, formatRange(parse(text), { start: at, end: at }));
    expect(result).toBe(`${FILTER}add  chain=input\nadd chain=forward\nadd  chain=output\n`);
  });
});

test('blocks that are nested deeper than anybody can read stay as they are', () => {
  const text = `${':if (true) do={\n'.repeat(100)}:put  1${'\n}'.repeat(100)}\n`;
  expect(formatted(text)).toContain(':put  1');
});
