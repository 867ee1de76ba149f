import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from '../../server/src/text/decode.ts';

/**
 * The collection of real files and verdicts that may lie beside the project. Tests over `corpusFiles` read it where it
 * is there; what asks for a certain file of it stands in `whereShared`.
 */
export const sharedFolder =
  process.env['ROSFW_SHARED'] ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared');
export const hasShared = existsSync(path.join(sharedFolder, 'corpus/index.tsv'));

/** Makes the tests only where the collection lies; the laws that they hold are held by the project's own scripts, too. */
export function whereShared(makeTests: () => void): void {
  if (hasShared) makeTests();
}

export function readShared(name: string): string {
  return decode(readFileSync(path.join(sharedFolder, name))).text;
}

/** Rows of a table with tabs, as objects by the names in its first line. */
export function readTable(name: string): Record<string, string>[] {
  const [head = '', ...rows] = readShared(name).trim().split('\n');
  const names = head.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}
