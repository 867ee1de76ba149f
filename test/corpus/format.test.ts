import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMAT_DEFAULTS } from '../../server/src/features/format.ts';
import { ownFiles } from '../support/corpus.ts';
import { expectFormatLaws } from '../support/formatLaws.ts';
import { readShared, sharedFolder, whereShared } from '../support/shared.ts';

describe('formatting the scripts of the project', () => {
  test.each(ownFiles.map(({ name, text }) => [name, text]))('%s', (_, text) => {
    expectFormatLaws(text, FORMAT_DEFAULTS);
    expectFormatLaws(text, { width: 60, sort: true, indent: 2 });
  });

  test('what the router wrote stays as it is, but for the width', () => {
    const wide = { ...FORMAT_DEFAULTS, width: 10_000 };
    const changed = ownFiles.filter(({ kind, text }) => kind === 'export' && expectFormatLaws(text, wide) !== text);
    expect(changed.map(({ name }) => name)).toEqual([]);
  });
});

whereShared(() =>
  describe('formatting real files', () => {
    test.each([['corpus/files'], ['corpus/knock'], ['oracle/scripts']])('%s', (folder) => {
      const names = readdirSync(path.join(sharedFolder, folder)).filter((name) => name.endsWith('.rsc'));
      let changed = 0;
      for (const name of names) {
        const text = readShared(`${folder}/${name}`);
        if (expectFormatLaws(text, FORMAT_DEFAULTS) !== text) changed++;
        if (folder !== 'oracle/scripts') expectFormatLaws(text, { width: 60, sort: true, indent: 2 });
      }
      expect(changed).toBeGreaterThan(names.length / 2);
    });
  }),
);
