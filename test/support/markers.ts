/**
 * Texts for tests that show their own places: a line of blanks and carets underlines the line above it, and `$0`
 * stands for a cursor.
 *
 *     /ip firewall filter
 *     add chain = input
 *              ^^
 */
import type { TextRange } from '../../server/src/text/range.ts';

export interface Marked {
  /** The text without marks. */
  readonly text: string;
  /** What is underlined, in text order. */
  readonly ranges: readonly TextRange[];
  /** Offsets of the cursors. */
  readonly cursors: readonly number[];
}

/** Reads the marks. A text that begins with a line end loses it, and the indentation that all its lines share. */
export function marked(source: string): Marked {
  const lines = source.startsWith('\n') ? dedent(source.slice(1).split('\n')) : source.split('\n');
  const ranges: TextRange[] = [];
  const cursors: number[] = [];
  let text = '';
  let above: { start: number; columns: number[] } | undefined;
  lines.forEach((line, index) => {
    if (above !== undefined && /^ *\^[ ^]*$/.test(line)) {
      for (const mark of line.matchAll(/\^+/g)) {
        const { start, columns } = above;
        ranges.push({
          start: start + column(columns, mark.index),
          end: start + column(columns, mark.index + mark[0].length),
        });
      }
      return;
    }
    if (index > 0) text += '\n';
    const columns = [...line.matchAll(/\$0/g)].map((match) => match.index);
    above = { start: text.length, columns };
    cursors.push(...columns.map((at, before) => text.length + at - before * CURSOR.length));
    text += line.replaceAll(CURSOR, '');
  });
  return { text, ranges, cursors };
}

const CURSOR = '$0';

/** Column in the clean line of a column in the line with its cursors. */
function column(cursors: readonly number[], written: number): number {
  return written - cursors.filter((at) => at < written).length * CURSOR.length;
}

/** Lines without the indentation that all of them share; the blanks before the closing quote are none. */
export function dedent(lines: readonly string[]): string[] {
  const kept = /^ *$/.test(lines.at(-1) ?? '') ? [...lines.slice(0, -1), ''] : [...lines];
  const indents = kept.filter((line) => /[^ ]/.test(line)).map((line) => line.search(/[^ ]/));
  const shared = Math.min(...indents, 1000);
  return kept.map((line) => line.slice(shared));
}
