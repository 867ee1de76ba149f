import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-rule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, 'server/src/rules'), { recursive: true });
mkdirSync(path.join(folder, 'test/rules'), { recursive: true });
cpSync(path.join(root, 'server/src/rules/registry.ts'), path.join(folder, 'server/src/rules/registry.ts'));

function newRule(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts/newRule.ts'), ...args, '--root', folder],
    { encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

test('begins a rule, once', () => {
  expect(newRule('input-accepts-gre')).toMatchObject({ code: 0, err: '' });
  expect(read('server/src/rules/input-accepts-gre.ts')).toContain('export const inputAcceptsGre: Rule = {');
  expect(read('test/rules/input-accepts-gre.test.ts')).toContain("specify('input-accepts-gre', {");
  const registry = read('server/src/rules/registry.ts');
  expect(registry).toContain("import { inputAcceptsGre } from './input-accepts-gre.ts';\n");
  expect(registry).toContain('  inputAcceptsGre,\n];');
  expect(newRule('input-accepts-gre')).toMatchObject({
    code: 1,
    err: 'server/src/rules/input-accepts-gre.ts is there already.\n',
  });
});

test.each([['Rule'], ['rule'], ['../x-y'], ['a-b', 'c-d']])('refuses %s', (...ids) => {
  expect(newRule(...ids)).toMatchObject({ code: 1, err: expect.stringContaining('in kebab case') });
});
