import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../../server/src/problems/problemRegister.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const specified = readdirSync(here).flatMap((file) =>
  [...readFileSync(path.join(here, file), 'utf8').matchAll(/^specifyProblem\('([^']+)'/gm)].map(([, id]) => id),
);

/** It is found where bytes are read, before there is a text (`test/cli/cli.test.ts`). */
const OF_BYTES = 'not-utf-8';

test.each(PROBLEMS.map(({ id }) => id).filter((id) => id !== OF_BYTES))('%s has a spec', (id) => {
  expect(specified, `write specifyProblem('${id}', …) in test/problems/specs`).toContain(id);
});

test('there is one spec of each, and none of what does not exist', () => {
  expect(new Set(specified).size).toBe(specified.length);
  const ids = PROBLEMS.map(({ id }) => id);
  expect(specified.filter((id) => id === undefined || !ids.includes(id))).toEqual([]);
});
