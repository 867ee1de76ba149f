import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import {
  type Call,
  callHierarchyId,
  incomingCalls,
  itemOf,
  outgoingCalls,
} from '../../server/src/features/callHierarchy.ts';
import { marked } from '../support/markers.ts';

/** Who calls what stands at `$0`, and whom it calls, each with the offsets of the calls. */
function check(source: string, expected: { in: readonly string[]; out: readonly string[] }): void {
  const { text, cursors } = marked(source);
  const analysis = analyse(text, { rules: [] });
  const id = callHierarchyId(analysis, cursors[0] as number) as string;
  expect(itemOf(analysis, id)).toMatchObject({ id });
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  const show = ({ item: { kind, name }, places }: Call): string =>
    `${kind} ${name}: ${places.map(({ start }) => line(start)).join(', ')}`;
  expect(incomingCalls(analysis, id).map(show)).toEqual(expected.in);
  expect(outgoingCalls(analysis, id).map(show)).toEqual(expected.out);
}

describe('chains', () => {
  const rules = (caret: 'knock' | 'input'): string =>
    `/ip firewall filter
add chain=input action=jump jump-target=knock
add chain=${caret === 'input' ? '$0' : ''}input action=jump jump-target=knock
add chain=forward action=jump jump-target=knock
add chain=${caret === 'knock' ? '$0' : ''}knock action=jump jump-target=deep
add chain=deep action=drop
add chain=output action=jump jump-target=missing
/ip firewall nat
add chain=dstnat action=jump jump-target=knock
`;
  test('by their jumps, within a table', () => {
    check(rules('knock'), { in: ['chain input: 2, 3', 'chain forward: 4'], out: ['chain deep: 5'] });
    check(rules('input'), { in: [], out: ['chain knock: 2, 3'] });
  });
  test('without rules are no item', () => {
    const text = '/ip firewall filter add chain=input action=jump jump-target=none';
    const analysis = analyse(text);
    expect(itemOf(analysis, callHierarchyId(analysis, text.length) as string)).toBeUndefined();
  });
});

describe('functions', () => {
  test('by their calls, from scripts in strings too', () =>
    check(
      `:global log do={ :put $1 }
:global gr$0eet do={
  :global log
  $log "hello"
  :put [$log again]
}
$greet
/system script add source=":global greet; \\$greet"
`,
      { in: ['script (script): 7', 'script (script): 8'], out: ['function log: 4, 5'] },
    ));
  test('that call themselves', () =>
    check(':global f do={ :global f; $f }\n$0$f', {
      in: ['function f: 1', 'script (script): 2'],
      out: ['function f: 1'],
    }));
  test('a variable is none', () => {
    expect(callHierarchyId(analyse(':local a 1'), 7)).toBeUndefined();
  });
});
