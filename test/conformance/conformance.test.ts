import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, catalogFor } from '../../server/src/catalog/catalog.ts';
import { routerVerdict } from '../../server/src/router/routerVerdict.ts';
import { ownFiles } from '../support/corpus.ts';
import { sharedFolder, whereShared } from '../support/shared.ts';
import { judge, type Measure } from './judge.ts';
import { notesOf, readOracle } from './oracle.ts';
import { count, type Judged, shapeOf } from './summary.ts';

/** The aims, in per cent. */
const AIMS: [Measure, number][] = [
  ['verdict', 98],
  ['firstErrorLine', 95],
  ['firstErrorColumn', 92],
  ['annotations', 85],
  ['structure', 95],
];

const tree = catalogFor('7.23rc1-base');

function judgedScripts(): Judged[] {
  return readOracle(path.join(sharedFolder, 'oracle')).map((script) => ({ script, judgement: judge(script, tree) }));
}

whereShared(() =>
  describe('the scripts of the router', () => {
    const judged = judgedScripts();

    test.each(AIMS)('%s: at least %d %%', (measure, aim) => {
      const { agree, of } = count(judged, measure);
      expect((100 * agree) / of).toBeGreaterThanOrEqual(aim);
    });
  }),
);

test.each(ownFiles.filter(({ kind }) => kind !== 'template').map(({ name, text }) => [name, text]))(
  'the router would take %s',
  (_, text) => expect(routerVerdict(text, catalog).kind).not.toBe('rejects'),
);

test('the notes of a form are read with their places', () => {
  const form = '/;(<%% bad command name a-b (line 2 column 3) a-b;x);(evl bad parameter c (line 4 column 5) /put)';
  expect(notesOf(form)).toEqual(['a-b 2:3', 'c 4:5']);
});

test('texts that differ in words and numbers only have one shape', () => {
  expect(shapeOf('# note\n/ip address add address=1.2.3.4')).toBe(shapeOf('/port firmware  set\tdirectory=5.6.7.8\n'));
  expect(shapeOf(':put 1')).not.toBe(shapeOf('/put 1'));
});
