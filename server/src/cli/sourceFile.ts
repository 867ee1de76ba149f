import { readFileSync } from 'node:fs';
import { decode } from '../text/decode.ts';

/** A script as it was read. */
export interface SourceFile {
  readonly text: string;
  /** Whether its bytes were no UTF-8, so that it has to be written back as Latin-1. */
  readonly latin1: boolean;
}

/** Reads a file, or the standard input for `-`; or says why that is not possible. */
export function readSource(name: string): SourceFile | { readonly fault: string } {
  try {
    return decode(readFileSync(name === '-' ? 0 : name));
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
