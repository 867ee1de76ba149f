import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from '../../server/src/text/decode.ts';

/**
 * The collection of real files and verdicts that may lie beside the project. Tests that need it are skipped where it
 * is missing, and their name says so.
 */
export const sharedFolder =
  process.env['ROSFW_SHARED'] ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared');
export const hasShared = existsSync(path.join(sharedFolder, 'corpus/index.tsv'));
export const needsShared = hasShared ? '' : ' (skipped: needs the files in ../shared)';

export function readShared(name: string): string {
  return decode(readFileSync(path.join(sharedFolder, name))).text;
}

/** Rows of a table with tabs, as objects by the names in its first line. */
export function readTable(name: string): Record<string, string>[] {
  const [head = '', ...rows] = readShared(name).trim().split('\n');
  const names = head.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}
