/** Text of a file; bytes that are no UTF-8 are read as Latin-1, one character a byte, so that nothing is lost. */
export function decode(bytes: Uint8Array): { text: string; latin1: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), latin1: false };
  } catch {
    return { text: latin1(bytes), latin1: true };
  }
}

/** The decoder of the platform takes `latin1` for windows-1252, which has other characters at 0x80 to 0x9f. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return parts.join('');
}

/** As many arguments as any engine takes in one call. */
const CHUNK = 8192;
