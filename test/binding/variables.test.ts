import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { type Declaration, variables } from '../../server/src/binding/variables.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { LineTable } from '../../server/src/text/lineTable.ts';

/** A line for each declaration: kind, name, the lines that it reaches, and its uses with their lines. */
function scopes(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const { declarations, unresolved } = variables(bind(parse(text), catalog));
  const table = new LineTable(text);
  const line = (offset: number): number => table.position(offset).line + 1;
  const describe = ({ kind, name, range, scope, uses }: Declaration): string => {
    expect(text.slice(range.start, range.end)).toBe(name);
    for (const use of uses) expect(text.slice(use.range.start, use.range.end)).toBe(name);
    const used = uses.map((use) => ` ${use.kind}@${line(use.range.start)}`).join('');
    return `${kind} ${name} ${line(scope.start)}-${line(scope.end)}${used}`;
  };
  return [
    ...declarations.map(describe),
    ...unresolved
      .filter(({ owner }) => owner === undefined)
      .map(({ kind, name, range }) => `? ${kind} ${name}@${line(range.start)}`),
  ];
}

test.each<[string, string[], string[]]>([
  ['a local variable', [':local a 1', ':set a ($a + 1)', ':put "$a"'], ['local a 1-3 write@2 read@2 read@3']],
  ['a block ends its own', [':if (true) do={', ':local a 1', '}', ':put $a'], ['local a 2-3', '? read a@4']],
  [
    'the inner one is in front of the outer one',
    [':local a 1', '{', ':local a 2', ':put $a', '}', ':put $a'],
    ['local a 1-6 read@6', 'local a 3-5 read@4'],
  ],
  ['brackets are no block', [':put [:local a 1]', ':put $a'], ['local a 1-2 read@2']],
  ['a counter', [':for i from=1 to=3 do={', ':put $i', '}', ':put $i'], ['counter i 1-3 read@2', '? read i@4']],
  [
    'key and value',
    [':foreach k,v in=$list do={ :put "$k$v" }'],
    ['counter k 1-1 read@1', 'counter v 1-1 read@1', '? read list@1'],
  ],
  ['a counter with its name', [':for from=1 to=3 counter=i do={ :put $i }'], ['counter i 1-1 read@1']],
  ['an error', [':onerror e in={ :put 1 } do={ :put $e }'], ['counter e 1-1 read@1']],
  ['quoted names', [':global "a-b" 1', ':put $"a-b"'], ['global a-b 1-2 read@2']],
  ['elements', [':local a ({})', ':set ($a->"k") 1'], ['local a 1-2 read@2']],
  ['words of an expression', [':local a 1', ':if (a = 1) do={}'], ['local a 1-2 read@2']],
  ['arrays', [':local a 1', ':local b {1;$a;k=$a}', ':put $b'], ['local a 1-3 read@2 read@2', 'local b 2-3 read@3']],
  [
    'the text of a script is elsewhere',
    [':local a 1', '/system script add name=x source={ :put $a }'],
    ['local a 1-2'],
  ],
  [
    'parameters and their call',
    [':local f do={', ':put "$1 $who $who"', '}', '$f 5 who=me', ':put [$f who=you]'],
    ['local f 1-5 read@4 read@5', 'parameter 1 1-3 read@2', 'parameter who 1-3 read@2 read@2 argument@4 argument@5'],
  ],
  ['a call may pass a function', ['$f do={ :put $x }'], ['parameter x 1-1 read@1', '? read f@1']],
])('%s', (_, lines, expected) => {
  expect(scopes(lines).sort()).toEqual([...expected].sort());
});
