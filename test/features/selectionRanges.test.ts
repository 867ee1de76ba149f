import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { selectionRanges } from '../../server/src/features/selectionRanges.ts';
import { marked } from '../support/markers.ts';

/** The selection at `$0` grows to these texts, one after the other. */
function check(source: string, ...expected: readonly string[]): void {
  const { text, cursors } = marked(source);
  const ranges = selectionRanges(analyse(text, { rules: [] }), cursors[0] as number);
  expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
}

test('from a word to its section and the file', () =>
  check(
    '/ip firewall nat\nadd chain=srcnat\n/ip firewall filter\nadd chain=input dst-port=22,82$091\n',
    '8291',
    '22,8291',
    'dst-port=22,8291',
    'add chain=input dst-port=22,8291',
    '/ip firewall filter\nadd chain=input dst-port=22,8291',
    '/ip firewall nat\nadd chain=srcnat\n/ip firewall filter\nadd chain=input dst-port=22,8291',
    '/ip firewall nat\nadd chain=srcnat\n/ip firewall filter\nadd chain=input dst-port=22,8291\n',
  ));

test('through texts and blocks', () =>
  check(
    ':if ($a) do={ :put 1; :put "one t$0wo" }',
    'two',
    'one two',
    '"one two"',
    ':put "one two"',
    ':put 1; :put "one two"',
    ' :put 1; :put "one two" ',
    '{ :put 1; :put "one two" }',
    'do={ :put 1; :put "one two" }',
    ':if ($a) do={ :put 1; :put "one two" }',
  ));

test('through a script in a string', () =>
  check(
    '/system script add source=":put 1\\r\\n:put (\\$a + $0b)"',
    'b',
    '\\$a + b',
    '(\\$a + b)',
    ':put (\\$a + b)',
    ':put 1\\r\\n:put (\\$a + b)',
    '":put 1\\r\\n:put (\\$a + b)"',
    'source=":put 1\\r\\n:put (\\$a + b)"',
    '/system script add source=":put 1\\r\\n:put (\\$a + b)"',
  ));

test('in a comment', () => check('# one t$0wo\n:put 1', 'two', '# one two', '# one two\n:put 1'));

test('of a chain of operators as long as a file has bounds', () => {
  const text = `:put (1${' + 1'.repeat(20_000)})`;
  const ranges = selectionRanges(analyse(text, { rules: [] }), 6);
  expect(ranges.length).toBeLessThan(70);
  expect(ranges.at(-1)).toEqual({ start: 0, end: text.length });
});
