import { readFileSync } from 'node:fs';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { decode } from '../text/decode.ts';

/** A script as it was read. */
export interface SourceFile {
  readonly text: string;
  /** Whether its bytes were no UTF-8, so that it has to be written back as Latin-1. */
  readonly latin1: boolean;
  /** What is to be said of its bytes. */
  readonly problems: readonly SyntaxProblem[];
}

/** Reads a file, or the standard input for `-`; or says why that is not possible. */
export function readSource(name: string): SourceFile | { readonly fault: string } {
  try {
    const { text, latin1 } = decode(readFileSync(name === '-' ? 0 : name));
    return { text, latin1, problems: latin1 ? [NOT_UTF_8] : [] };
  } catch (error) {
    return { fault: reason(error as NodeJS.ErrnoException) };
  }
}

/** Why a file cannot be read or written, and what to do. */
export function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file; check the path';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no permission for it; check its rights';
    case 'EISDIR':
      return 'it is a folder, not a file';
    default:
      return error.message;
  }
}

const NOT_UTF_8: SyntaxProblem = {
  code: 'not-utf-8',
  severity: 'warning',
  start: 0,
  end: 0,
  message:
    'This file is not UTF-8, so it is read as Latin-1 and letters with accents may look wrong. Save it as UTF-8.',
};
