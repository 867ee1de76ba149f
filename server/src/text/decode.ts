/** How the characters of a file are written. What is cut off within a character can be read, but not written back. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-16 cut off' | 'latin-1';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Text of a file. UTF-16, as PowerShell writes it, is known by its mark or by every second byte being zero; other bytes
 * that are no UTF-8 are read as Latin-1, one character a byte, so that nothing is lost.
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = byteOrder(bytes);
  if (utf16 !== undefined) {
    const encoding = bytes.length % 2 === 0 ? utf16 : 'utf-16 cut off';
    return { text: fromUnits(bytes, utf16 === 'utf-16le'), encoding };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: inParts(bytes), encoding: 'latin-1' };
  }
}

/** The bytes of a text in the encoding in which it came; undefined where that has no such characters. */
export function encode(text: string, encoding: Encoding): Uint8Array | undefined {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'latin-1':
      return /[^\0-\xff]/.test(text) ? undefined : Uint8Array.from(text, (character) => character.charCodeAt(0));
    case 'utf-16 cut off':
      return undefined;
    default:
      return toUnits(text, encoding === 'utf-16le');
  }
}

function byteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: most of a script is ASCII, whose upper bytes are zero, and no script holds the character zero.
  const end = Math.min(bytes.length - (bytes.length % 2), SAMPLE);
  let low = 0;
  let high = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) low++;
    if (bytes[at + 1] === 0) high++;
  }
  const units = end / 2;
  if (high > units * MOSTLY && low < units * HARDLY) return 'utf-16le';
  if (low > units * MOSTLY && high < units * HARDLY) return 'utf-16be';
  return undefined;
}

/** So many bytes show how a text is written. */
const SAMPLE = 16_384;
const MOSTLY = 0.6;
const HARDLY = 0.1;

/** The decoder of the platform would replace halves of surrogate pairs, which must come back as they were. */
function fromUnits(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint16Array(bytes.length >> 1);
  for (let index = 0; index < units.length; index++) units[index] = view.getUint16(index * 2, isLittle);
  return inParts(units);
}

function toUnits(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return bytes;
}

/** The decoder of the platform takes `latin1` for windows-1252, which has other characters at 0x80 to 0x9f. */
function inParts(units: Uint8Array | Uint16Array): string {
  const parts: string[] = [];
  for (let start = 0; start < units.length; start += CHUNK) {
    parts.push(String.fromCharCode(...units.subarray(start, start + CHUNK)));
  }
  return parts.join('');
}

/** As many arguments as any engine takes in one call. */
const CHUNK = 8192;
