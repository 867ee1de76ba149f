import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { matchGolden } from './golden.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'));
  path = join(folder, 'some', 'case.txt');
  vi.stubEnv('CI', '');
  vi.stubEnv('UPDATE_GOLDEN', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('a missing file is made, and compared from then on', () => {
  matchGolden(path, 'one\n');
  expect(readFileSync(path, 'utf8')).toBe('one\n');
  matchGolden(path, 'one\n');
  expect(() => matchGolden(path, 'two\n')).toThrow('UPDATE_GOLDEN=1');
});

test('UPDATE_GOLDEN=1 writes it anew', () => {
  matchGolden(path, 'one\n');
  vi.stubEnv('UPDATE_GOLDEN', '1');
  matchGolden(path, 'two\n');
  expect(readFileSync(path, 'utf8')).toBe('two\n');
});

test('a build server makes and updates nothing', () => {
  vi.stubEnv('CI', 'true');
  expect(() => matchGolden(path, 'one\n')).toThrow('missing');
  expect(existsSync(path)).toBe(false);

  const existing = join(folder, 'existing.txt');
  writeFileSync(existing, 'one\n');
  vi.stubEnv('UPDATE_GOLDEN', '1');
  expect(() => matchGolden(existing, 'two\n')).toThrow('refused');
  expect(readFileSync(existing, 'utf8')).toBe('one\n');
});
