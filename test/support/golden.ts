/**
 * Golden files: a text that the code under test made, kept beside the test and read by people in reviews.
 * Run the tests with UPDATE_GOLDEN=1 to write them anew; on a build server (CI is set) they are only ever compared.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';

/** Compares `text` with the file at `path`. A file that is missing is made, but not on a build server. */
export function matchGolden(path: string, text: string): void {
  const onBuildServer = isOn(process.env['CI']);
  const update = isOn(process.env['UPDATE_GOLDEN']);
  if (onBuildServer && update) throw new Error('UPDATE_GOLDEN is refused when CI is set: a golden file is a decision.');

  const exists = existsSync(path);
  if (!exists && onBuildServer) throw new Error(`Golden file ${path} is missing. Run the test locally and commit it.`);
  if (!exists || update) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  expect(text, `${path} differs: look at it, then run again with UPDATE_GOLDEN=1`).toBe(readFileSync(path, 'utf8'));
}

export function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
