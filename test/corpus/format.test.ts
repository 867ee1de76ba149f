import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMAT_DEFAULTS } from '../../server/src/features/format.ts';
import { expectFormatLaws } from '../support/formatLaws.ts';
import { hasShared, needsShared, readShared, sharedFolder } from '../support/shared.ts';

describe.skipIf(!hasShared)(`formatting real files${needsShared}`, () => {
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
});
