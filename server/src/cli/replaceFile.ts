import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type Encoding, encode } from '../text/decode.ts';
import { reason } from './sourceFile.ts';

/**
 * Replaces the content of a file whole or not at all: what is new is written beside it, brought to the disk, and takes
 * its name. Links are followed, rights and owner are kept. `expected` are the bytes that were read: a file that somebody
 * has changed meanwhile is left alone. Returns why it was not replaced.
 */
export function replaceFile(name: string, content: Uint8Array, expected: Uint8Array | undefined): string | undefined {
  let beside: string | undefined;
  try {
    const target = existing(name);
    const old = statSync(target, { throwIfNoEntry: false });
    const refusal = old === undefined ? undefined : (refusalFor(target, old) ?? changed(target, expected));
    if (refusal !== undefined) return refusal;
    if (expected !== undefined && old === undefined) return GONE;
    const folder = path.dirname(target);
    if (!isWritable(folder)) return 'its folder cannot be written, so it cannot be replaced whole; check its rights';
    beside = path.join(folder, `.rosfw-${randomBytes(6).toString('hex')}.tmp`);
    writeWhole(beside, content, old);
    // Writing takes its time, in which somebody may have saved the file.
    const late = changed(target, expected);
    if (late === undefined) renameSync(beside, target);
    else removed(beside);
    if (late === undefined) settle(folder);
    return late;
  } catch (error) {
    if (beside !== undefined) removed(beside);
    return reason(error as NodeJS.ErrnoException);
  }
}

/** Writes the new text of a file that was read, in the encoding in which it was read. */
export function replaceText(name: string, before: string, after: string, encoding: Encoding): string | undefined {
  const expected = encode(before, encoding);
  const content = encode(after, encoding);
  if (expected === undefined)
    return 'it is UTF-16 that ends within a character, so it cannot be written back; save it as UTF-8 first';
  if (content === undefined) return 'it is Latin-1, which has no such characters; save it as UTF-8 first';
  return replaceFile(name, content, expected);
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
function refusalFor(target: string, stats: Stats): string | undefined {
  if (!stats.isFile()) return 'it is not a file';
  if (stats.nlink > 1) return 'it has several names (hard links), which would no longer be one file; write it by hand';
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && stats.uid !== own) return 'it belongs to somebody else; write it as its owner';
  // Who may write a file is for the system to say: the mode alone does not bind its superuser.
  return isWritable(target) ? undefined : 'it may not be written; check its rights';
}

function changed(target: string, expected: Uint8Array | undefined): string | undefined {
  if (expected === undefined || readFileSync(target).equals(expected)) return undefined;
  return 'it has changed since it was read, so it is left as it is; run again';
}

const GONE = 'it is gone since it was read';

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return false;
  }
}

function writeWhole(file: string, content: Uint8Array, old: Stats | undefined): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
    const { uid, gid } = fstatSync(handle);
    // Before the rights, since a new owner takes some of them away.
    if (old !== undefined && (old.uid !== uid || old.gid !== gid)) fchownSync(handle, old.uid, old.gid);
    fchmodSync(handle, old === undefined ? 0o666 & ~process.umask() : old.mode & 0o7777);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Brings the new name to the disk, where the platform can do that for a folder. */
function settle(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is there; on Windows folders cannot be opened.
  }
}
