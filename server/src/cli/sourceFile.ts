import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type Decoded, decode } from '../text/decode.ts';

/** A script as it was read, with the encoding in which it is written back. */
export type SourceFile = Decoded;

/** Bytes of a file that is read where nobody says otherwise. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** Reads a file, or the standard input for `-`; or says why that is not possible. */
export function readSource(name: string, largest = LARGEST_FILE): SourceFile | { readonly fault: string } {
  try {
    const bytes = readBytes(name, largest);
    return 'fault' in bytes ? bytes : decode(bytes);
  } catch (error) {
    return { fault: reason(error as NodeJS.ErrnoException) };
  }
}

/**
 * The bytes of a file. What is no file (a device, a pipe with a name, a folder) is refused before it is read, since it
 * may have no end; so is what is too large.
 */
function readBytes(name: string, largest: number): Buffer | { readonly fault: string } {
  if (name === '-') return readAll(0, largest);
  const isGiven = GIVEN_BY_SHELL.test(name);
  // Otherwise a pipe with a name would be waited for.
  const handle = openSync(name, constants.O_RDONLY | (isGiven ? 0 : (constants.O_NONBLOCK ?? 0)));
  try {
    const stats = fstatSync(handle);
    const fault = refusalOf(stats, isGiven) ?? (stats.size > largest ? tooLarge(largest) : undefined);
    return fault === undefined ? readAll(handle, largest) : { fault };
  } finally {
    closeSync(handle);
  }
}

/** What `<(command)` of a shell stands for, and the standard input by its name. */
const GIVEN_BY_SHELL = /^\/(?:dev|proc\/self)\/(?:fd\/\d{1,9}|stdin)$/;

function refusalOf(stats: Stats, isGiven: boolean): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'it is a folder, not a file';
  if (stats.isFIFO()) return isGiven ? undefined : 'it is a pipe, not a file; use "-" and the standard input';
  if (stats.isSocket()) return isGiven ? undefined : 'it is a socket, not a file';
  return 'it is a device, not a file';
}

function tooLarge(largest: number): string {
  return `it is larger than ${largest / 1024 / 1024} MB, so it is not read; --max-file-size allows more`;
}

/** A file may grow while it is read, and a stream does not say how long it is. */
function readAll(handle: number, largest: number): Buffer | { readonly fault: string } {
  const parts: Buffer[] = [];
  for (let size = 0; ; ) {
    const part = Buffer.allocUnsafe(PART);
    const read = readPart(handle, part);
    if (read === 0) return Buffer.concat(parts, size);
    size += read;
    if (size > largest) return { fault: tooLarge(largest) };
    parts.push(part.subarray(0, read));
  }
}

const PART = 256 * 1024;

/** The standard input may be a pipe that does not wait. */
function readPart(handle: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Why a file cannot be read or written, and what to do. */
export function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file; check the path';
    case 'ENOTDIR':
      return 'a part of its path is no folder; check the path';
    case 'ELOOP':
      return 'it is a link that leads in a circle';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no permission for it; check its rights';
    case 'EISDIR':
      return 'it is a folder, not a file';
    case 'ENXIO':
      return 'it is a pipe or a device, not a file';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space is left on the disk';
    default:
      return error.message;
  }
}
