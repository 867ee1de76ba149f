import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RULES } from '../../server/src/rules/registry.ts';
import { matchGolden } from '../support/golden.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const pages = path.resolve(here, '../../docs/rules');
const IDS = RULES.map(({ meta }) => meta.id);

/** The id of the spec in a file of this folder, if it is one. */
function specIn(file: string): string | undefined {
  return /^specify\('([^']+)'/m.exec(readFileSync(path.join(here, file), 'utf8'))?.[1];
}

test.each(IDS)('%s has a page, examples and a spec', (id) => {
  const meta = RULES.find((rule) => rule.meta.id === id)?.meta;
  expect(existsSync(path.join(pages, `${id}.md`)), `docs/rules/${id}.md is missing: npm run docs writes it`).toBe(true);
  expect(meta?.bad.trim(), `${id} has no bad example`).not.toBe('');
  expect(meta?.good.trim(), `${id} has no good example`).not.toBe('');
  const file = `${id}.test.ts`;
  expect(existsSync(path.join(here, file)), `test/rules/${file} is missing: it specifies what ${id} finds`).toBe(true);
  expect(specIn(file), `test/rules/${file} has no specify('${id}', …)`).toBe(id);
});

test('there is no page and no spec of a rule that does not exist', () => {
  const specs = readdirSync(here)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => specIn(file) ?? []);
  expect(specs.filter((id) => !IDS.includes(id))).toEqual([]);
  expect(new Set(specs).size).toBe(specs.length);
});

test('how loud each rule is, and what it repairs, is a decision', () => {
  const rows = RULES.map(({ meta }) => {
    const options = Object.entries(meta.options ?? {}).map(([name, { default: usual }]) => `${name}=${usual}`);
    return [meta.id, meta.severity, meta.confidence, meta.persona, `fix: ${meta.fix}`, ...options].join(', ');
  });
  matchGolden(path.join(here, 'golden/rules.txt'), `${rows.join('\n')}\n`);
});
