/**
 * Positions as the router counts them: from 1, a tab moves the column to the next multiple of 8, and other characters
 * count with their bytes (`docs/facts/reader.md#positions`; of the bytes there is no evidence). The offsets have to be
 * asked for in ascending order, so that all of them together cost one pass.
 */
export function routerPosition(text: string): (offset: number) => { line: number; column: number } {
  let at = 0;
  let line = 1;
  let column = 1;
  return (offset) => {
    for (; at < offset; at++) {
      const c = text.charCodeAt(at);
      if (c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10)) {
        line++;
        column = 1;
      } else if (c === 9) column = (column + 8) & ~7;
      else column += byteLength(c);
    }
    return { line, column };
  };
}

/** Bytes of a UTF-16 unit in UTF-8; the halves of a surrogate pair count two each. */
function byteLength(c: number): number {
  if (c < 0x80) return 1;
  if (c < 0x800 || (c >= 0xd800 && c < 0xe000)) return 2;
  return 3;
}
