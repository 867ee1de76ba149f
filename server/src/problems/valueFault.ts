import { phrase } from '../language/phrase.ts';
/** What is wrong with a part of a value. */
export interface Fault {
  /** Where in the value. */
  readonly part: string;
  readonly at: number;
  /** What and why; the name of the argument comes first. */
  readonly message: string;
  /** What to put there instead. */
  readonly replacement?: string;
  /** RouterOS takes the value, or may take it, but it makes no sense. */
  readonly isTaken?: true;
}

/** `a`, `b` or `c`, each in code. */
export function listed(words: readonly string[], join: 'and' | 'or'): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${join} ${quoted.at(-1)}`;
}

export function outside(number: string, name: string, min: number, max: number | undefined): string {
  return phrase`${number} is no possible ${name}, so RouterOS refuses it. Write ${span(min, max)}.`;
}

export function span(min: number, max: number | undefined): string {
  return max === undefined || max === Number.MAX_SAFE_INTEGER
    ? phrase`a number`
    : phrase`a number from ${min} to ${max}`;
}
