import process from 'node:process';
import { styleText } from 'node:util';
import type { Paint } from '../reports/prettyReport.ts';
import { clean } from '../text/printable.ts';

/** Styles text for the standard output, where that is a terminal; NO_COLOR and FORCE_COLOR decide otherwise. */
export const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

/** A line on the standard error, in the manner of all our commands. */
export function complain(...parts: readonly string[]): void {
  process.stderr.write(`rosfw: ${parts.map(clean).join(': ')}\n`);
}

/** A script for the standard output: as it is for a file or another program, and harmless where people see it. */
export function scriptText(text: string): string {
  return process.stdout.isTTY ? text.replaceAll(/[^\r\n\t]+/g, clean) : text;
}

/** How far it is, and how long the rest takes if it goes on like this; `spent` in milliseconds. */
export function progressText(done: number, total: number, spent: number): string {
  const seconds = Math.ceil(((spent / 1000) * (total - done)) / Math.max(1, done));
  const left = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `${done} of ${total} files, about ${left} left`;
}

/** How far a long run has come, on the standard error and only where that is a terminal. */
export class Progress {
  readonly #total: number;
  readonly #begin = performance.now();
  #shown = false;

  constructor(total: number) {
    this.#total = total;
  }

  /** Says nothing in the first second: most runs are over by then. */
  update(done: number): void {
    if (!process.stderr.isTTY || performance.now() - this.#begin < 1000) return;
    process.stderr.write(`\r\u001b[K${progressText(done, this.#total, performance.now() - this.#begin)}`);
    this.#shown = true;
  }

  /** Takes the line away, so that what is printed next begins on a clean one. */
  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
