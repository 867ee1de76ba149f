/** Position of a character: both numbers count from 0, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where each line of a text begins. LF, CRLF and a lone CR end a line (`docs/facts/scripts.md#lines`). */
export class LineTable {
  readonly #text: string;
  #known: Uint32Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset at which the line begins; past the last line it is the length of the text. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  position(offset: number): Position {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (starts[low] as number) };
  }

  offset({ line, column }: Position): number {
    return Math.min(this.lineStart(line) + column, this.lineStart(line + 1));
  }

  /** Most versions of a text are replaced by the next key stroke before anybody asks for a line. */
  get #starts(): Uint32Array {
    this.#known ??= startsOfLines(this.#text);
    return this.#known;
  }
}

function startsOfLines(text: string): Uint32Array {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) starts.push(i + 1);
  }
  return Uint32Array.from(starts);
}

const LF = 10;
const CR = 13;
