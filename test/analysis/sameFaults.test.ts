import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const LINE = ':log "text"\n';

test('the same fault in many places is one finding at the first, with a repair for all', () => {
  const text = LINE.repeat(8);
  const { problems } = analyse(text, { rules: [] });
  expect(problems).toHaveLength(1);
  const [{ message, range, related, fixes } = {} as never] = problems as unknown as [(typeof problems)[number]];
  expect(message).toMatch(/The same stands in 7 more places\. RouterOS says "expected command name"\.$/);
  expect(range.start).toBe(5);
  expect(related.map((place) => place.range.start)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => n * LINE.length + 5));
  expect(fixes.map(({ title }) => title)).toEqual(['Insert info (8 places)']);
  expect(applyEdits(text, fixes[0]?.edits ?? [])).toBe(':log info "text"\n'.repeat(8));
});

test('a few places, and other faults among them, are findings of their own', () => {
  expect(analyse(LINE.repeat(5), { rules: [] }).problems).toHaveLength(5);
  const text = `${LINE.repeat(6)}/ip firewall filter delete 3\n:put done\n`;
  expect(analyse(text, { rules: [] }).problems.map(({ ruleId }) => ruleId)).toEqual([
    'expected-command',
    'unknown-command',
  ]);
});

test('places that are silenced are no part of it', () => {
  const silenced = '# rosfw-ignore-next-line item-number -- known\n/ip firewall filter set 0 disabled=yes\n';
  const others = '/ip firewall filter set 1 disabled=yes\n'.repeat(6);
  const [finding, ...more] = analyse(silenced + others, { rules: [] }).problems;
  expect(more).toEqual([]);
  expect(finding?.related).toHaveLength(5);
});

test.each(['\\', '$\n'])('a fault in each of many characters is one finding with an end: %j', (character) => {
  const count = 150_000;
  const begin = performance.now();
  const { problems } = analyse(character.repeat(count), { rules: [] });
  // With the square of their number it would be minutes.
  expect(performance.now() - begin).toBeLessThan(30_000);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThan(10);
  expect(Math.max(...problems.map(({ related }) => related.length))).toBe(1_000);
  expect(problems.map(({ message }) => message).join()).toMatch(/The same stands in 1\d{5} more places/);
});
