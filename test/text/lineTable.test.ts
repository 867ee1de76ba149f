import { describe, expect, it } from 'vitest';
import { LineTable } from '../../server/src/text/lineTable.ts';

const at = (line: number, column: number) => ({ line, column });

describe('LineTable', () => {
  it.each([
    ['LF', 'ab\ncd\n'],
    ['CRLF', 'ab\r\ncd\r\n'],
    ['CR', 'ab\rcd\r'],
    ['all three in one text', 'ab\r\ncd\r'],
  ])('knows the line end %s', (_, text) => {
    const table = new LineTable(text);
    expect(table.lineCount).toBe(3);
    expect(table.position(text.indexOf('d'))).toEqual(at(1, 1));
    expect(table.offset(at(1, 1))).toBe(text.indexOf('d'));
    expect(table.position(text.length)).toEqual(at(2, 0));
  });

  it('counts CR CR LF as two line ends', () => {
    expect(new LineTable('a\r\r\nb').lineCount).toBe(3);
  });

  it('gives an empty text one empty line', () => {
    const table = new LineTable('');
    expect(table.lineCount).toBe(1);
    expect(table.position(0)).toEqual(at(0, 0));
    expect(table.offset(at(0, 0))).toBe(0);
  });

  it('counts columns in UTF-16 units, so a surrogate pair has two', () => {
    const text = '\u{1f600}x\ny';
    const table = new LineTable(text);
    expect(table.position(2)).toEqual(at(0, 2));
    expect(table.position(text.indexOf('y'))).toEqual(at(1, 0));
  });

  it('keeps an offset inside a CRLF in the line that it ends', () => {
    expect(new LineTable('a\r\nb').position(2)).toEqual(at(0, 2));
  });

  it('holds columns within their line and lines within the text', () => {
    const table = new LineTable('ab\ncd');
    expect(table.offset(at(0, 99))).toBe(3);
    expect(table.offset(at(1, 99))).toBe(5);
    expect(table.offset(at(9, 0))).toBe(5);
    expect(table.lineStart(9)).toBe(5);
  });

  it('turns every offset into a position and back', () => {
    const text = 'a\r\n\r\rbc\n\n\u{1f600}d';
    const table = new LineTable(text);
    for (let offset = 0; offset <= text.length; offset++) {
      expect(table.offset(table.position(offset))).toBe(offset);
    }
  });
});
