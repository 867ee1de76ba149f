import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { reason } from './sourceFile.ts';

/**
 * Replaces the content of a file whole or not at all: what is new is written beside it, brought to the disk, and takes
 * its name. Links are followed, rights are kept. `expected` are the bytes that were read: a file that somebody has
 * changed meanwhile is left alone. Returns why it was not replaced.
 */
export function replaceFile(name: string, content: Buffer, expected: Buffer | undefined): string | undefined {
  let target: string;
  let mode = 0o666 & ~process.umask();
  try {
    target = existing(name);
    const refusal = expected === undefined ? undefined : refusalFor(target, expected);
    if (refusal !== undefined) return refusal;
    if (expected !== undefined) mode = statSync(target).mode & 0o7777;
  } catch (error) {
    return reason(error as NodeJS.ErrnoException);
  }
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    writeWhole(beside, content, mode);
    renameSync(beside, target);
    return undefined;
  } catch (error) {
    removed(beside);
    return reason(error as NodeJS.ErrnoException);
  }
}

/** What could not be written may not be there either. */
function removed(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Nothing is left of it.
  }
}

/** Where a link ends; the name itself where there is nothing yet. */
function existing(name: string): string {
  try {
    lstatSync(name);
  } catch {
    return name;
  }
  return realpathSync(name);
}

/** A new file takes the place of the old one, so what hangs on the old one would be lost. */
function refusalFor(target: string, expected: Buffer): string | undefined {
  const { nlink, uid } = statSync(target);
  if (nlink > 1) return 'it has several names (hard links), which would no longer be one file; write it by hand';
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && uid !== own) return 'it belongs to somebody else; write it as its owner';
  if (!readFileSync(target).equals(expected))
    return 'it has changed since it was read, so it is left as it is; run again';
  return undefined;
}

function writeWhole(file: string, content: Buffer, mode: number): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
    fchmodSync(handle, mode);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes the new text of a file that was read, in the encoding in which it was read. */
export function replaceText(name: string, before: string, after: string, latin1: boolean): string | undefined {
  if (latin1 && /[^\0-\xff]/.test(after)) return 'it is Latin-1, which has no such characters; save it as UTF-8 first';
  const encoding = latin1 ? 'latin1' : 'utf8';
  return replaceFile(name, Buffer.from(after, encoding), Buffer.from(before, encoding));
}
