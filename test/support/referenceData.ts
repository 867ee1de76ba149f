/**
 * Real scripts and the verdicts of a real router are not part of the project. They are looked for beside it, in
 * `../shared`, or where ROSFW_REFERENCE_DATA says; tests that need them are skipped where they are absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env['ROSFW_REFERENCE_DATA'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

export const absent = 'reference data absent: put it into ../shared or set ROSFW_REFERENCE_DATA';

/** The folder with that name, where it exists. */
export function referenceFolder(name: string): string | undefined {
  const folder = join(root, name);
  return existsSync(folder) ? folder : undefined;
}

/** The rows of a table with tabs, by the names in its first line. */
export function readTable(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** A script as text: UTF-8 where it is valid, else Latin-1. */
export function readScript(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
