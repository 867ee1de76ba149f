import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';

const file = path.join(import.meta.dirname, '../../media/sample.rsc');

test('the sample of the walkthrough has one problem with a repair, and a knock that works', () => {
  const { problems, findings, knocks } = analyse(readFileSync(file, 'utf8'));
  const shown = select([...problems, ...findings], {});
  expect(shown.map(({ ruleId, fixes }) => [ruleId, fixes.length])).toEqual([['accept-below-drop', 1]]);
  expect(knocks.map(({ verdict }) => verdict)).toEqual(['works']);
});
