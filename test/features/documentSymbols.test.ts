import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import {
  type DocumentSymbol,
  documentSymbols,
  MAX_CHILDREN,
  MAX_ENTRIES,
} from '../../server/src/features/documentSymbols.ts';

describe('outline', () => {
  test('menus hold their rules, named by comment or by what they do', () => {
    check(
      `/ip firewall filter
add chain=input action=accept connection-state=established comment="running sessions"
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=!ban
add chain=input action=jump jump-target=services
add chain=input action=drop disabled=yes
/ip service
set telnet disabled=yes`,
      `section /ip firewall filter | 4 commands
  rule running sessions | input accept
  rule accept input tcp 22 from !ban | input accept
  rule jump services input | input jump
  rule drop input | input drop, disabled
section /ip service | 1 command
  command set telnet |`,
    );
  });

  test('the steps of a knock are told', () => {
    check(
      `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=k1 address-list-timeout=10s protocol=tcp dst-port=7000
add chain=input action=add-src-to-address-list address-list=ok address-list-timeout=30m protocol=tcp dst-port=900 \\
    src-address-list=k1
add chain=input action=accept src-address-list=ok
add chain=input action=drop`,
      `section /ip firewall filter | 4 commands
  stage add to k1 input tcp 7000 | knock 1 of 2, input add-src-to-address-list
  stage add to ok input tcp 900 from k1 | knock 2 of 2, input add-src-to-address-list
  stage accept input from ok | gate of a knock, input accept
  rule drop input | input drop`,
    );
  });

  test('commands with their own path stand together when they are neighbours', () => {
    check(
      `/ip firewall filter add chain=input action=accept
/ip firewall filter add chain=input action=drop
/ip service set telnet disabled=yes`,
      `section /ip firewall filter | 2 commands
  rule accept input | input accept
  rule drop input | input drop
command set telnet | /ip service`,
    );
  });

  test('entries of one address list are one group', () => {
    check(
      `/ip firewall address-list
add list=ban address=192.0.2.1 comment="a neighbour"
add list=ban address=192.0.2.2
add list="Safe Haven" address=192.0.2.3`,
      `section /ip firewall address-list | 3 commands
  list ban (2 entries) | address list
    entry 192.0.2.1 | a neighbour
    entry 192.0.2.2 |
  command add Safe Haven |`,
    );
  });

  test('functions, variables, scripts and what is in loops', () => {
    check(
      `:global counter 1
:global counter
:global greet do={ :local name $1; :put "hi" }
:foreach i in={1;2} do={ /ip firewall address-list add list=x address=$i }
:if (true) do={ :put "nothing to see" }
/system script add name=backup source="/export"
/system script add name=second source=":put 1"`,
      `variable counter | global
function greet | global
  variable name | local
block :foreach i in= |
  command add x | /ip firewall address-list
section /system script | 2 commands
  script backup | /system script
  script second | /system script`,
    );
  });

  test('a menu with a block is a section', () => {
    check(
      '/ip firewall filter {\n  add chain=input action=drop\n}',
      'section /ip firewall filter | block\n  rule drop input | input drop',
    );
  });

  test('names are one line, never empty, and no secret', () => {
    check(
      '/ppp secret\nadd password=hunter2 name="two\\nlines" service=l2tp\nadd password=hunter2\n',
      'section /ppp secret | 2 commands\n  command add two lines |\n  command add |',
    );
  });
});

describe('long files', () => {
  const entries = (count: number, list: (i: number) => string): DocumentSymbol =>
    documentSymbols(
      analyse(
        `/ip firewall address-list\n${Array.from({ length: count }, (_, i) => `add list=${list(i)} address=10.0.${i >> 8}.${i & 255}`).join('\n')}`,
      ),
    )[0] as DocumentSymbol;

  test('a list of ten thousand entries says how many it does not show', () => {
    const [list] = entries(10_000, () => 'ban').children;
    expect(list?.name).toBe(`ban (10,000 entries, the first ${MAX_ENTRIES} shown)`);
    expect(list?.children).toHaveLength(MAX_ENTRIES);
  });

  test('lists in turn are cut as well', () => {
    const { children } = entries(10_000, (i) => `l${i % 7}`);
    expect(children).toHaveLength(MAX_CHILDREN + 1);
    expect(children.at(-1)?.name).toBe('9,500 more, not shown');
  });

  test('what stands for the others is no place for them: they are in the section alone', () => {
    const { range, children } = entries(10_000, (i) => `l${i % 7}`);
    const more = children.at(-1) as DocumentSymbol;
    const atLast = range.end - 1;
    expect(children.filter((one) => one.range.start <= atLast && atLast < one.range.end)).toEqual([]);
    expect(more.range.start).toBeGreaterThanOrEqual(children.at(-2)?.range.end ?? 0);
  });
});

function check(text: string, expected: string): void {
  const print = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind} ${name} | ${detail}`.trimEnd(),
      ...print(children, `${indent}  `),
    ]);
  expect(print(documentSymbols(analyse(text)), '').join('\n')).toBe(expected);
}
